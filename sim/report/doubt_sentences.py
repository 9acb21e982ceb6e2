"""How sure a comparison is, in sentences: the difference, its likely range, and what it hinges on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model.outcomes import OUTCOME, Outcome
from sim.model.parameters import SWITCHES
from sim.report.doubt import Hinge
from sim.report.result import NAMES, Comparison
from sim.report.wording import difference, interval, listed, number, plural

HEADING = "How sure"

TOLD = ("customer_satisfaction", "staff_turnover", "burnout_share", "net_value")
"""The outcomes that are told of."""


def of(result: Comparison) -> list[str]:
    """A sentence for each of :data:`TOLD`.

    'Customer satisfaction +5.2 points (likely +2.0 to +9.1); hinges on ...'.
    """
    rows = result.outcomes
    figures = rows.loc[list(TOLD), ["difference", "likely_low", "likely_high"]].to_numpy(float).tolist()
    return [sentence(OUTCOME[name], found, low, high, result.hinges[name])
            for name, (found, low, high) in zip(TOLD, figures, strict=True)]


def sentence(o: Outcome, found: float, low: float, high: float, hinges: Sequence[Hinge]) -> str:
    """The sentence of one outcome."""
    said = f"{o.label} {difference(found, o)}"
    if low != low:
        return f"{said}; too few members for a likely range."
    said += f" (likely {interval(low, high, o, sign=True)})"
    if low <= 0.0 <= high:
        said += ", so even the direction is open"
    return f"{said}; {decided_by(o, hinges)}."


def decided_by(o: Outcome, hinges: Sequence[Hinge]) -> str:
    """'hinges on ...', or that nothing stands out."""
    return (f"hinges on {listed([hinge(each, o) for each in hinges])}" if hinges else
            "no single assumption is seen to decide it")


def hinge(each: Hinge, o: Outcome) -> str:
    """What a difference hinges on, and which way: 'how fast trust is lost (trust_loss; +2.0 if low, +8.1 if
    high)'."""
    ends = each.ends or ("low", "high")
    low, high = (number(value, o, sign=True) for value in (each.low, each.high))
    label = f"“{each.label}”" if each.ends else each.label.split(":")[0]
    return f"{label} ({each.name}: {low} if {ends[0]}, {high} if {ends[1]})"


def covers(members: int) -> list[str]:
    """What the likely range over so many members covers, and what it does not, for a table's notes."""
    if not members:
        return []
    return [f"Likely: the middle 90 % of {plural(members, 'member')} of the ensemble, sets of "
            "assumptions that fit what the model is calibrated on, luck taken out. It does not cover what "
            "the model leaves out."]


def by_side(result: Comparison, name: str) -> list[tuple[str, str, float, float, int]]:
    """Every contested finding: its name, a side, the mean difference of an outcome over the members that take
    that side, its standard error, and how many they are."""
    if result.doubt is None:
        return []
    y = result.doubt.settled[:, NAMES.index(name)]
    rows = []
    for switch, declared in SWITCHES.items():
        for side in declared.choices:
            own = y[[member.switches.get(switch, declared.choices[0]) == side
                     for member in result.doubt.members]]
            own = own[np.isfinite(own)]
            if len(own) > 1:
                rows.append((switch, side, float(own.mean()), float(own.std(ddof=1) / np.sqrt(len(own))),
                             len(own)))
    return rows
