"""The one place where a parameter is declared; records, documentation, sliders and ranges derive from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

SURE = {
    "measured": "computed from data that can be read again",
    "published": "a published estimate, read in its source",
    "convention": "a definition or an accounting figure of the firm, to be replaced by the user's own",
    "from memory": "a published order of magnitude, not checked against the source again",
    "speculative": "nobody knows; the range is wide and is meant to be tried from end to end",
}
"""How sure one can be of a default, from best to least known."""

ASSUMED = "assumption of this model"
DEFINED = "definition of the ordinary firm"
"""Sources of a default that is a guess, and of one that says what an ordinary firm is meant to be."""


@dataclass(frozen=True)
class Parameter:
    """One number of the model.

    name: the field's term, unique.  default, low, high: in ``unit``; low and high bound what is plausible and
    what a scenario may ask for.  group: the heading it stands under.  help: one line.  source: where the
    default comes from.
    sure: a key of :data:`SURE`.  cost: for a lever, what a leader pays for it (hours or money), else ''.
    """

    name: str
    default: float
    low: float
    high: float
    unit: str
    help: str
    source: str
    sure: str
    group: str = ""
    cost: str = ""

    def __post_init__(self) -> None:
        if not self.low <= self.default <= self.high:
            raise ValueError(f"{self.name}: default {self.default} outside {self.low}..{self.high}")
        if self.sure not in SURE:
            raise ValueError(f"{self.name}: sure is {self.sure!r}, choices are {', '.join(SURE)}")

    def costing(self, parameters: Mapping[str, Parameter]) -> Self:
        """The lever with the parameters that its cost names in braces filled in; hours as minutes or
        hours."""
        named = {name: _said(parameters[name]) for name in re.findall(r"{(\w+)}", self.cost)}
        return replace(self, cost=self.cost.format(**named))


@dataclass(frozen=True, kw_only=True)
class Lever(Parameter):
    """One number that leaders set.  label: what pages call it, in at most 30 letters.  zones: a word for less
    than today, and one for more.  In other languages: `sim/words/model/`, by the English."""

    label: str
    zones: tuple[str, str]


def _said(p: Parameter) -> str:
    if not p.unit.startswith("hours"):
        return f"{p.default:g}"
    if p.default % 1.0:
        return f"{60.0 * p.default:.0f} minutes"
    return f"{p.default:g} hour{'s' if p.default > 1.0 else ''}"


@dataclass(frozen=True)
class Switch:
    """A contested finding: the evidence disagrees, so the user chooses a side.

    ``choices[0]`` is the default.  for_default, against: references for either side.  sides: what each choice
    says, as it stands after 'if'.
    """

    name: str
    choices: tuple[str, str] | tuple[str, str, str]
    help: str
    for_default: str
    against: str
    mechanism: str
    sides: tuple[str, ...]
