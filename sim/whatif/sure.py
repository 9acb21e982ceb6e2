"""What the emulator says of a plan, at once: the first guess, and what differences hinge on.

It is the ordinary firm's answer: the emulator has seen no other (`sim.insight.plans.pair`).
"""

from __future__ import annotations

import numpy as np

from sim.insight.plans.pair import Judged, judged
from sim.model.outcomes import OUTCOME
from sim.org.organisation import Organisation
from sim.report.doubt import Hinge
from sim.report.wording import number
from sim.runs.cache import Cache
from sim.whatif.answer import Answer, Card, Series, card, within
from sim.whatif.full import at_once
from sim.whatif.headline import Change
from sim.whatif.plan import ORDINARY, Plan
from sim.whatif.words import WORDS
from sim.words import model

_KNOWN = Cache[tuple[str, str], dict[str, Judged]](64)
"""What was said of the last plans, by plan and organisation."""


def first_guess(plan: Plan, organisation: Organisation | None = None) -> Answer | None:
    """Today's levels and weeks as they were run, the plan's end and its likely range by the emulator.

    Without the outcomes that it does not know well enough; None where it does not know such plans, or where
    nothing of today was run yet.  organisation: the uploaded one that the plan is for.
    """
    told = judgement(plan, organisation)
    today = at_once(plan.but(levers={}, changes=()), organisation) if told else None
    if today is None:
        return None
    cards = {name: _card(card, told[name]) for name, card in today.cards.items() if name in told}
    series = {name: _ending(today.series[name].baseline, card) for name, card in cards.items()}
    return Answer("first", 0, 0, cards, series, today.people, plan.weeks, final=False)


def _card(today: Card, told: Judged) -> Card:
    o = OUTCOME[today.outcome]
    return card(o, today.baseline, within(o, today.baseline + told.mean) - today.baseline,
                likely=(told.low, told.high))


def _ending(today: np.ndarray, card: Card) -> Series:
    """Today's weeks, and of the plan its last one only: how it gets there is not known yet."""
    ends = (np.append(np.full(len(today) - 1, np.nan), end) for end in (
        card.plan, np.nan, np.nan, card.likely_low, card.likely_high))
    return Series(today, *ends)


def ordinary(plan: Plan) -> bool:
    """Is it a plan for the firm that the emulator has seen?"""
    return plan.base == ORDINARY and not plan.place and plan.own_data is None


def hinges(plan: Plan, change: Change, organisation: Organisation | None, language: str) -> tuple[str, ...]:
    """What a change hinges on, in words; nothing where the emulator does not know."""
    told = judgement(plan, organisation).get(change.outcome)
    return () if told is None else tuple(hinge_words(hinge, change.outcome, language)
                                         for hinge in told.at(change.mean).hinges)


def hinge_words(hinge: Hinge, outcome: str, language: str) -> str:
    """'“is trust lost faster than it is won?” (+3.1 if it is lost faster, +6.0 if it is won as fast)'."""
    low, high = (number(value, OUTCOME[outcome], sign=True) for value in (hinge.low, hinge.high))
    label = model(language, hinge.label)
    if hinge.ends:
        one, other = (model(language, side) for side in hinge.ends)
        return WORDS.say(language, "hinge.sides", label=label, low=low, high=high, one=one, other=other)
    return WORDS.say(language, "hinge.number", label=label.split(":")[0], low=low, high=high)


def judgement(plan: Plan, organisation: Organisation | None) -> dict[str, Judged]:
    """What the emulator says of a plan, by outcome; empty where it does not speak."""
    key = plan.to_text(), organisation.digest() if organisation else ""
    if (found := _KNOWN.get(key)) is not None:
        return found
    today, then = plan.baseline(organisation), plan.scenario(organisation)
    there = today.build_organisation()
    return _KNOWN.put(key, judged((today, today.setup(there)), (then, then.setup(there))))
