"""The page's question to the model: today at once, a first guess while a lever moves, the full answer when it
rests; only the latest is wanted."""

from __future__ import annotations

import time
from dataclasses import dataclass

import solara

from sim.base.errors import UserError
from sim.org.organisation import Organisation
from sim.ui.work import Job, Turn, use_work
from sim.whatif.answer import Answer
from sim.whatif.full import at_once, full_answer, prepare
from sim.whatif.headline import no_narrower
from sim.whatif.plan import Plan
from sim.whatif.sure import first_guess

LATER = 1.5
"""Seconds after which what a first plan will need is prepared: the browser is still drawing until then."""


@dataclass(frozen=True)
class Asked:
    """What the page can show.  answer: the best there is for what is asked; ``old`` where it is of an earlier
    plan.  plan: the one that it is of.  full: the work on the full answer.  fault: what was wrong with the
    question."""

    answer: Answer | None
    old: bool
    full: Job[None]
    fault: UserError | None
    plan: Plan

    @property
    def settled(self) -> bool:
        """Is it a full answer to what is asked now?"""
        return self.answer is not None and not self.old and self.answer.kind == "full"


@dataclass(frozen=True)
class _Found:
    plan: Plan
    answer: Answer


def use_answer(plan: Plan, trial: Plan | None, organisation: Organisation | None, there: str) -> Asked:
    """A hook.  trial: the plan as it would be where the lever is now, while one is being dragged; it gets a
    first guess only.
    there: the digest of the uploaded organisation, which takes too long to be made for every drawing; "" for
    none."""
    none: _Found | None = None
    quick, set_quick = solara.use_state(none)
    best, set_best = solara.use_state(none)
    moving = plan if trial is None else trial
    absent = bool(moving.place) and organisation is None
    nothing = plan.but(levers={}, changes=())
    today = solara.use_memo(lambda: None if absent else at_once(nothing, organisation),
                            [nothing.to_text(), there])

    def guess(turn: Turn) -> None:
        answer = first_guess(moving, organisation)
        if answer is not None and not turn.over:
            set_quick(_Found(moving, answer))

    def work_out(turn: Turn) -> None:
        if plan.empty and today is not None and today.final:
            time.sleep(LATER)
            prepare(plan, turn.request, organisation)
            return
        full_answer(plan, lambda answer: None if turn.over else set_best(_Found(plan, answer)), turn.look,
                    organisation=organisation, request=turn.request)

    guessed = use_work("guess", None if absent or moving.empty else guess, [moving.to_text(), there])
    worked = use_work("full", None if absent else work_out, [plan.to_text(), there])
    fault = guessed.fault or worked.fault
    now = None if today is None else _Found(nothing, today)
    found = next((each for each in (best, now, quick) if each is not None and each.plan == moving), None)
    first = quick.answer if quick is not None and quick.plan == moving else None
    shown = solara.use_memo(lambda: None if found is None else no_narrower(found.answer, first),
                            [found, first])
    if shown is not None:
        return Asked(shown, False, worked, fault, moving)
    last = quick if trial is not None and quick is not None else best or quick or now
    if last is None:
        return Asked(None, True, worked, fault, moving)
    return Asked(last.answer, True, worked, fault, last.plan)
