"""How sure one is of each parameter: a 90 % plausible range with its reason, and the prior made of it.

What was measured, published or defined stays as it is.  What is remembered or guessed is doubted, and so are
the levels that only the conventions of the ordinary firm fix, since they have to follow the others.  The
range that a scenario may ask for (`Parameter.low`, `Parameter.high`) is another matter and mostly wider.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.model.parameters import PARAMETERS, SWITCHES
from sim.model.parameters.declare import Parameter

FACTOR = {"from memory": 1.25, "speculative": 1.5}
"""By how sure one is: the factor up and down that 90 of 100 well-made guesses stay within (a convention of
this
model: two who guess the same order of magnitude by themselves seldom differ by more)."""

REASON = {"from memory": "an order of magnitude from the literature: a quarter more or less",
          "speculative": "a guess: half as much again, or two thirds"}

OF_ODDS = " (of its odds)"
"""Added to the reason where the factor is one of odds: shares, scales from 0 to 1, and logits."""

LEVELS = ("quit_usual", "complain_usual", "resolve_base", "civility_mean", "leave_usual", "absence_usual",
          "join_usual")
"""Levels that conventions or a calibrated row fix and no source: doubted like guesses, since what else is
assumed moves them."""

COVERED = 0.9
"""Share of the prior that lies within the plausible range."""

_ODDS = ("share", "0-1", "probability", "correlation")


@dataclass(frozen=True)
class Plausible:
    """A parameter's plausible range.  low, high: in its unit.  scale: on which the prior is flat (log, logit
    or linear).  reason: why so wide."""

    low: float
    high: float
    scale: str
    reason: str

    def at(self, u: float) -> float:
        """The value at quantile u (0-1) of the prior: flat on its scale, with a twentieth beyond either end,
        as far as scenarios may go.

        >>> round(Plausible(1.0, 4.0, "log", "").at(0.5), 3)
        2.0
        """
        low, high = _to(self.low, self.scale), _to(self.high, self.scale)
        beyond = (high - low) * (1.0 / COVERED - 1.0) / 2.0
        return _back(low - beyond + u * (high - low + 2.0 * beyond), self.scale)


def plausible(p: Parameter) -> Plausible | None:
    """The plausible range of a parameter; None where it is not doubted."""
    sure = "speculative" if p.name in LEVELS else p.sure
    if sure not in FACTOR:
        return None
    scale = ("logit" if p.unit in _ODDS and 0.0 < p.default < 1.0 else "linear" if p.unit == "logits"
             else "log")
    step = math.log(FACTOR[sure])
    middle = _to(p.default, scale)
    low, high = (_back(middle + side * step, scale) for side in (-1.0, 1.0))
    return Plausible(max(low, p.low), min(high, p.high), scale,
                     REASON[sure] + (OF_ODDS if scale != "log" else ""))


def _to(value: float, scale: str) -> float:
    if scale == "linear":
        return value
    return math.log(value) if scale == "log" else math.log(value / (1.0 - value))


def _back(value: float, scale: str) -> float:
    if scale == "linear":
        return value
    return math.exp(value) if scale == "log" else 1.0 / (1.0 + math.exp(-value))


DOUBTED: dict[str, Plausible] = {name: found for name, p in PARAMETERS.items()
                                 if (found := plausible(p)) is not None}
"""Plausible ranges by parameter."""


def value(name: str, u: float) -> float | str:
    """What a doubted parameter or a contested finding is at quantile u of its prior.

    A finding's sides are equally likely.  A parameter stays within what a scenario may ask for.
    """
    if name in SWITCHES:
        sides = SWITCHES[name].choices
        return sides[min(int(u * len(sides)), len(sides) - 1)]
    p = PARAMETERS[name]
    return float(min(max(DOUBTED[name].at(u), p.low), p.high))


def where(name: str, assumed: float | str) -> float:
    """The quantile of its prior at which a doubted parameter or a contested finding is: the inverse of
    :func:`value`, for a side the middle of its share."""
    if name in SWITCHES:
        sides = SWITCHES[name].choices
        return (sides.index(str(assumed)) + 0.5) / len(sides)
    found = DOUBTED[name]
    low, high, at = (_to(each, found.scale) for each in (found.low, found.high, float(assumed)))
    beyond = (high - low) * (1.0 / COVERED - 1.0) / 2.0
    return min(max((at - low + beyond) / (high - low + 2.0 * beyond), 0.0), 1.0)
