"""What would help most: every lever moved a step from where the plan has it, by first guesses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.model.parameters import LEVERS
from sim.org.organisation import Organisation
from sim.whatif.hours import hours
from sim.whatif.levers import moves
from sim.whatif.plan import Plan
from sim.whatif.queue import Request
from sim.whatif.surrogate import surrogate_answer

STEP = 0.25
"""How far a lever is moved, as a share of its range."""


@dataclass(frozen=True)
class Help:
    """One lever, moved.  gain: of customer satisfaction, points; far: how far off a guess may be (95 of 100).
    staff: of job satisfaction.  hours: a week more of each leader."""

    lever: str
    value: float
    gain: float
    far: float
    staff: float
    hours: float

    @property
    def worth(self) -> float:
        """Gain for what it takes of leaders: an hour halves it."""
        return self.gain / (1.0 + max(self.hours, 0.0))


def ranking(plan: Plan, organisation: Organisation | None = None, request: Request | None = None,
            on_progress: Callable[[int, int], None] = lambda done, total: None) -> list[Help]:
    """Levers by :attr:`Help.worth`, the best first; what hurts is last.  request: cancelled, it stops."""
    asked = [(name, value) for name in LEVERS if (value := _moved(plan, name)) is not None]
    now = surrogate_answer(plan, organisation=organisation, request=request)
    week, found = hours(plan, organisation), []
    for i, (name, value) in enumerate(asked):
        other = plan.set(name, value)
        then = surrogate_answer(other, organisation=organisation, request=request)
        gain, staff = (then.cards[outcome].plan - now.cards[outcome].plan
                       for outcome in ("customer_satisfaction", "job_satisfaction"))
        found.append(Help(name, value, gain, then.error["customer_satisfaction"], staff,
                          hours(other, organisation).plan - week.plan))
        on_progress(i + 1, len(asked))
    return sorted(found, key=lambda help: -help.worth)


def _moved(plan: Plan, name: str) -> float | None:
    """A step the way that is declared to help customers, else up; None at the end of its range."""
    lever, way = LEVERS[name], moves(name).get("customer_satisfaction") or -moves(name).get("fear", -1)
    at = plan.level(name)
    value = min(lever.high, max(lever.low, at + way * STEP * (lever.high - lever.low)))
    return value if abs(value - at) > 1e-9 else None
