"""What the model assumes, as a list to search and to edit: parameters and contested findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.model.parameters import PARAMETERS, SURE, SWITCHES
from sim.model.parameters.declare import Parameter
from sim.scenario.resolve import SETTLE_DAYS
from sim.whatif.plan import Plan
from sim.whatif.words import WORDS
from sim.words import ENGLISH, model, source


@dataclass(frozen=True)
class Assumption:
    """One row of the list.

    kind: 'number' or 'choice'.  default: what is usual where the plan starts; now: under the plan.  sure: a
    word; sure_means: what it means.  choices: the sides of a contested finding and what they say, with
    references for the first and against it in ``source``.
    """

    name: str
    label: str
    kind: str
    group: str
    unit: str
    low: float
    high: float
    choices: tuple[tuple[str, str], ...]
    default: float | str
    now: float | str
    help: str
    source: str
    sure: str
    sure_means: str

    @property
    def changed(self) -> bool:
        """Does the plan assume something else?"""
        return self.now != self.default


CONTESTED = "contested"
"""How sure one can be where the evidence disagrees."""


def note(language: str = ENGLISH) -> str:
    """What the page says beside the list."""
    return WORDS.say(language, "assumptions.note", days=SETTLE_DAYS)


def assumptions(plan: Plan, search: str = "", changed_only: bool = False,
                language: str = ENGLISH) -> list[Assumption]:
    """The list: contested findings first, then parameters; a row has every word searched for, or one that
    stands for it in the language's list of everyday words.  Those that are called so come first."""
    meant = [(word, *_meant(word, language)) for word in search.casefold().split()]

    def has(text: str) -> bool:
        return all(any(f" {each}" in f" {text.casefold()}" for each in words) for words in meant)

    found = [row for row in _all(plan, language) if (row.changed or not changed_only) and has(_text(row))]
    return sorted(found, key=lambda row: not has(f"{row.name} {row.label}"))


def _meant(word: str, language: str) -> list[str]:
    """What the model calls what an everyday word, or its beginning, means."""
    lines = (line.partition(":") for line in WORDS.say(language, "assumptions.everyday").splitlines())
    return [name for said, _, names in lines if len(word) > 2
            and any(each.startswith(word) for each in said.casefold().split()) for name in names.split()]


def _text(row: Assumption) -> str:
    return " ".join((row.name, row.name.replace("_", " "), row.label, row.group, row.unit, row.help,
                     row.source, row.sure))


def _all(plan: Plan, language: str) -> Iterator[Assumption]:
    def say(text: str) -> str:
        return model(language, text)

    for s in SWITCHES.values():
        usual = plan.usually(s.name)
        now = plan.assumptions.get(s.name, usual)
        sides = [say(side) for side in s.sides]
        believed, doubted = source(language, s.for_default), source(language, s.against)
        both = WORDS.say(language, "assumptions.both", side=sides[0], believed=believed, doubted=doubted)
        yield Assumption(s.name, say(label(s.name)), "choice", say(CONTESTED), "", 0.0, 0.0,
                         tuple(zip(s.choices, sides, strict=True)), usual, now, say(s.help), both,
                         say(CONTESTED), say("the evidence disagrees; take a side"))
    for p in PARAMETERS.values():
        usual = plan.usually(p.name)
        now = plan.assumptions.get(p.name, usual)
        yield Assumption(p.name, say(label(p.name)), "number", say(p.group), say(unit_said(p)), p.low, p.high,
                         (), usual, now, _help(p, language), source(language, p.source), say(p.sure),
                         say(SURE[p.sure]))


def unit_said(parameter: Parameter) -> str:
    """What a page calls the unit of a number.

    >>> unit_said(PARAMETERS["resolve_base"])
    'log-odds'
    """
    return parameter.unit.replace("logits", "log-odds")


def _help(parameter: Parameter, language: str) -> str:
    """What an assumption is for; where its unit is not known from everyday life, what one of it is."""
    words = model(language, parameter.help)
    if not parameter.unit.startswith("logits"):
        return words
    return f"{words}. {WORDS.say(language, 'assumptions.log_odds')}"


def label(name: str) -> str:
    """What a page calls an assumption.

    >>> label("trust_gain")
    'Trust gain'
    """
    return name.replace("_", " ").capitalize()
