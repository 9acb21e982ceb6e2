"""How sure a difference is: *luck*, the interval of the mean over pairs; *likely*, what believable
assumptions make of it; and what it hinges on.

Likely is the weighted 90 % range over members of the ensemble, each run once under its own assumptions, both
worlds of a pair under the same.  A single pair's luck widens that spread; it is taken out, since it is known
from the pairs that differ by luck alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.model.parameters import PARAMETERS, SWITCHES
from sim.report.interval import mean_and_interval
from sim.scenario.ensemble import Member, weights

if TYPE_CHECKING:
    import pandas as pd

LIKELY = 0.9
"""Weight of the members within the likely range."""

MOST = 3
"""Assumptions that are named, at most."""

FEW = 10
"""Members below which the likely range is where one more would lie."""

LEAST = 0.1
"""Share of the spread that an assumption carries at least to be named."""

_CHANCE = 0.05  # that an assumption is named where none matters, over all of them together (Holm 1979)


@dataclass(frozen=True)
class Hinge:
    """An assumption that carries much of a difference's spread.

    share: of the variance between members (0-1).  low, high: the difference to be expected at the plausible
    ends of a number, or under either side of a contested finding (``sides``); in the outcome's unit.
    """

    name: str
    share: float
    low: float
    high: float
    sides: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What it is, in a reader's words."""
        return (SWITCHES[self.name] if self.name in SWITCHES else PARAMETERS[self.name]).help

    @property
    def ends(self) -> tuple[str, ...]:
        """What either side of a contested finding says, as it stands after 'if'; empty for a number."""
        return SWITCHES[self.name].sides[:2] if self.name in SWITCHES else ()

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"name": self.name, "share": self.share, "low": self.low, "high": self.high,
                **({"sides": list(self.sides)} if self.sides else {})}


@dataclass(frozen=True, eq=False)
class Doubt:
    """Differences (or levels) under members.  found: float64 [members, figures], one pair of runs each.

    usual: the same at the defaults, float64 [pairs, figures], which differ by luck alone.  told: hinges that
    are known better than members' runs tell, by figure.
    """

    members: tuple[Member, ...]
    found: np.ndarray
    usual: np.ndarray
    told: Mapping[int, list[Hinge]] = field(default_factory=dict)

    @cached_property
    def luck(self) -> np.ndarray:
        """Standard deviation that luck gives to a single pair: float64 [figures], NaN where it is not
        known."""
        return luck_of(self.usual)

    @cached_property
    def settled(self) -> np.ndarray:
        """The differences with the luck of single pairs taken out: drawn together around their weighted mean,
        so that their variance is what luck leaves of it: float64 [members, figures]."""
        w = weights(self.members)[:, None]
        there = np.isfinite(self.found)
        share = np.where(there, w, 0.0)
        share = share / np.maximum(share.sum(axis=0), 1e-300)
        known = np.where(there, self.found, 0.0)
        mean = (share * known).sum(axis=0)
        spread = (share * np.where(there, known - mean, 0.0) ** 2).sum(axis=0)
        spread = spread / np.maximum(1.0 - (share**2).sum(axis=0), 1e-9)
        luck = np.nan_to_num(self.luck) ** 2
        # what is known of the mean over members is no better than the luck of so many pairs
        beyond = np.maximum(spread - luck, luck / max(len(self.members), 1))
        left = np.sqrt(np.minimum(beyond / np.maximum(spread, 1e-300), 1.0))
        return np.where(there, mean + (self.found - mean) * left, np.nan)

    @cached_property
    def likely(self) -> tuple[np.ndarray, np.ndarray]:
        """Low and high of the likely range: each float64 [figures], NaN where nothing is known.  It holds
        luck's interval at the defaults, which are as believable as any member."""
        low, high = self._of_few() if len(self.members) < FEW else self._of_many()
        middle, sure_low, sure_high, _ = mean_and_interval(self.usual)
        return np.fmin(low, np.fmin(middle, sure_low)), np.fmax(high, np.fmax(middle, sure_high))

    def _of_many(self) -> tuple[np.ndarray, np.ndarray]:
        """The middle of the members, by weight."""
        w, ends = weights(self.members), ((1.0 - LIKELY) / 2.0, (1.0 + LIKELY) / 2.0)
        low, high = np.array([quantiles(column, w, ends) for column in self.settled.T]).T
        return low, high

    def _of_few(self) -> tuple[np.ndarray, np.ndarray]:
        """Where one more member would lie (a prediction interval), since so few have no quantiles."""
        from scipy.special import stdtrit

        mean, low, _, n = mean_and_interval(self.found)
        error = (mean - low) / stdtrit(np.maximum(n - 1, 1), 0.975)  # of the mean
        half = stdtrit(np.maximum(n - 1, 1), (1.0 + LIKELY) / 2.0) * error * np.sqrt(n + 1.0)
        return mean - half, mean + half

    def hinges(self, figure: int) -> list[Hinge]:
        """The one to three assumptions that carry most of a figure's spread, the first the one that carries
        most; none where members do not tell.  figure: its column."""
        if figure in self.told:
            return self.told[figure]
        y = self.settled[:, figure]
        there = np.isfinite(y)
        if there.sum() < FEW or np.ptp(y[there]) == 0.0:
            return []
        some = tuple(member for member, is_there in zip(self.members, there, strict=True) if is_there)
        return carriers(some, y[there])


def quantiles(values: np.ndarray, weight: np.ndarray, at: Sequence[float]) -> np.ndarray:
    """Weighted quantiles of float64 [members], those missing left out: middles of the steps of the cumulative
    weight, joined by straight lines.

    >>> quantiles(np.array([1.0, 2.0, 3.0]), np.ones(3), [0.5]).tolist()
    [2.0]
    """
    there = np.isfinite(values)
    if not there.any():
        return np.full(len(at), np.nan)
    order = np.argsort(values[there], kind="stable")
    w = weight[there][order] / weight[there].sum()
    return np.interp(at, np.cumsum(w) - w / 2.0, values[there][order])


def carriers(members: tuple[Member, ...], y: np.ndarray) -> list[Hinge]:
    """Forward selection over what members assume: the assumption that explains most, then what explains most
    of the rest, as long as it passes for more than chance among all that were tried.  y: float64
    [members]."""
    from scipy.special import fdtrc

    x, names = assumptions(members)
    root = np.sqrt(weights(members))[:, None]
    design, chosen = root.copy(), list[int]()
    left = _rest(design, root[:, 0] * y)
    whole = before = float(left @ left)
    while len(chosen) < MOST:
        rest = _rest(design, root * x)
        length = np.sqrt((rest**2).sum(axis=0))
        gain = np.where(length > 1e-9, (rest.T @ left) ** 2 / np.maximum(length, 1e-9) ** 2, 0.0)
        gain[chosen] = 0.0
        best = int(np.argmax(gain))
        free = len(y) - design.shape[1] - 1
        ratio = gain[best] / max(before - gain[best], 1e-300) * free
        chance = float(fdtrc(1, free, ratio)) * (len(names) - len(chosen))
        if free < 5 or gain[best] < LEAST * whole or chance > _CHANCE:
            break
        chosen.append(best)
        design = np.column_stack([design, root[:, 0] * x[:, best]])
        left = _rest(design, root[:, 0] * y)
        before -= float(gain[best])
    if not chosen:
        return []
    slopes = np.linalg.lstsq(design, root[:, 0] * y, rcond=None)[0]
    middle = float(weights(members) @ y)
    return [_hinge(names[k], x[:, k], float(slopes[1 + i]), middle, weights(members), whole)
            for i, k in enumerate(chosen)]


def _rest(design: np.ndarray, y: np.ndarray) -> np.ndarray:
    """What a least-squares fit on ``design`` leaves of y."""
    left: np.ndarray = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    return left


def assumptions(members: tuple[Member, ...]) -> tuple[np.ndarray, list[str]]:
    """What members assume as columns of a regression, each of standard deviation 1: numbers on their scale, a
    contested finding as whether it is its other side: float64 [members, assumptions]; and names."""
    columns, names = [], []
    for name in members[0].active:
        said = [member.active[name] for member in members]
        column = np.array([float(each != SWITCHES[name].choices[0]) if name in SWITCHES else each
                           for each in said], float)
        if (column > 0.0).all():
            column = np.log(column)
        if column.std() > 0.0:
            columns.append((column - column.mean()) / column.std())
            names.append(name)
    return np.column_stack(columns), names


def _hinge(name: str, x: np.ndarray, slope: float, middle: float, weight: np.ndarray, whole: float) -> Hinge:
    low, high = quantiles(x, weight, [0.05, 0.95]) if name not in SWITCHES else (x.min(), x.max())
    at = float(weight @ x)
    share = slope**2 * float(weight @ (x - at) ** 2) / whole
    sides = SWITCHES[name].choices[:2] if name in SWITCHES else ()
    return Hinge(name, min(share, 1.0), middle + slope * (low - at), middle + slope * (high - at), sides)


def luck_of(differences: np.ndarray) -> np.ndarray:
    """Standard deviation by luck of a single pair, of differences float64 [pairs, figures]; NaN of fewer than
    two."""
    there = np.isfinite(differences)
    n = there.sum(axis=0)
    mean = np.where(there, differences, 0.0).sum(axis=0) / np.maximum(n, 1)
    squares = np.where(there, (differences - mean) ** 2, 0.0).sum(axis=0)
    return np.where(n > 1, np.sqrt(squares / np.maximum(n - 1, 1)), np.nan)


def table(doubt: Doubt, index: pd.Index) -> pd.DataFrame:
    """Likely ranges by figure: likely_low, likely_high."""
    import pandas as pd  # a run by luck alone never needs it

    low, high = doubt.likely
    return pd.DataFrame({"likely_low": low, "likely_high": high}, index=index)
