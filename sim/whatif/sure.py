"""What the emulator knows of a plan at once, before members of the ensemble have been run: likely ranges, and
what differences hinge on."""

from __future__ import annotations

from sim.insight.plans.pair import Judged, judged
from sim.model.outcomes import OUTCOME
from sim.org.organisation import Organisation
from sim.report.doubt import Hinge
from sim.report.wording import number
from sim.runs.cache import Cache
from sim.whatif.answer import Answer
from sim.whatif.headline import Change
from sim.whatif.plan import Plan
from sim.whatif.words import WORDS
from sim.words import model

_KNOWN = Cache[tuple[str, str], dict[str, Judged]](64)
"""What was said of the last plans, by plan and organisation."""


def changes(plan: Plan, answer: Answer, organisation: Organisation | None, language: str) -> dict[
    str, Change]:
    """The cards' changes with what they hinge on, by outcome that the emulator knows; of a first guess, with
    its likely range too.  Empty where a plan changes more than levers."""
    found = {}
    for name, told in _judged(plan, organisation).items():
        if name in answer.cards:
            change = Change.of(answer.cards[name])
            told = told.at(change.mean)
            likely = (told.low, told.high) if answer.kind == "surrogate" else change.likely
            found[name] = Change(name, change.mean, change.luck, likely,
                                 tuple(hinge_words(hinge, name, language) for hinge in told.hinges))
    return found


def hinge_words(hinge: Hinge, outcome: str, language: str) -> str:
    """'is trust lost faster than it is won (+3.1 if it is lost faster, +6.0 if it is won as fast)'."""
    low, high = (number(value, OUTCOME[outcome], sign=True) for value in (hinge.low, hinge.high))
    label = model(language, hinge.label).split(":")[0].rstrip("?")
    if hinge.ends:
        one, other = (model(language, side) for side in hinge.ends)
        return WORDS.say(language, "hinge.sides", label=label, low=low, high=high, one=one, other=other)
    return WORDS.say(language, "hinge.number", label=label, low=low, high=high)


def _judged(plan: Plan, organisation: Organisation | None) -> dict[str, Judged]:
    key = plan.to_text(), organisation.digest() if organisation else ""
    if (found := _KNOWN.get(key)) is not None:
        return found
    today, then = plan.baseline(organisation), plan.scenario(organisation)
    there = today.build_organisation()
    return _KNOWN.put(key, judged((today, today.setup(there)), (then, then.setup(there))))
