"""PRIM, the patient rule induction method: peel a box of factors, a little at a time, until mostly bad
outcomes are left in it.

Friedman & Fisher (1999), doi:10.1023/A:1008894516817; for simulations Bryant & Lempert (2010),
doi:10.1016/j.techfore.2009.08.002.  The peeling is the EMA workbench's; this module is the only one that
knows it.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.studies.sweep.factors import Factor

SUPPORT = 0.05
"""Quasi-p-value above which a limit is dropped: without it about as large a share of the box would be bad."""

Limit = tuple[float, float] | frozenset[int]
"""From where to where a number is, or the places of the choices that are left."""


@dataclass(frozen=True)
class Box:
    """A region: limits of those factors that are restricted, by place among the factors; and what lies in it.

    coverage: share of all bad points that lie in it.  density: share of its points that are bad.  mass: share
    of all points.
    quasi_p: of each limit, the chance of as many bad points in the box if it were as bad without that limit.
    dropped: factors whose limits were taken back, with that chance.
    """

    limits: dict[int, Limit]
    coverage: float
    density: float
    mass: float
    quasi_p: dict[int, float]
    dropped: dict[int, float]

    def holds(self, numbers: np.ndarray) -> np.ndarray:
        """bool [rows]: which rows lie in it; numbers: float64 [rows, factors], choices by place."""
        inside = np.ones(len(numbers), bool)
        for i, limit in self.limits.items():
            column = numbers[:, i]
            inside &= (np.isin(column, list(limit)) if isinstance(limit, frozenset) else (column >= limit[0])
                       & (column <= limit[1]))
        return inside


@dataclass(frozen=True)
class Peeling:
    """The chosen box and the way there.

    trajectory: a row per box peeled, with coverage, density, mass, points, bad and restricted (factors);
    chosen: its row.
    """

    box: Box
    trajectory: pd.DataFrame
    chosen: int


def prim(numbers: np.ndarray, bad: np.ndarray, factors: tuple[Factor, ...], coverage: float) -> Peeling:
    """Peel a box, choose one on the way, and take back those of its limits that the data do not support.

    Chosen: of the boxes that hold at least ``coverage`` of the bad points, the one that holds most of them
    among those whose density is within a standard error of the highest; the densest itself is often so by
    chance.
    """
    found = _peeled(numbers, bad, factors)
    way = found.peeling_trajectory[["coverage", "density", "mass", "n", "k", "res_dim"]]
    way = way.astype(float).rename(columns={"n": "points", "k": "bad", "res_dim": "restricted"})
    chosen = at = choose(way, coverage)
    dropped: dict[int, float] = {}
    while (weak := _weakest(found.p_values[at])) is not None:
        dropped[_place(weak[0])] = weak[1]
        found.drop_restriction(weak[0], at)
        at = len(found.peeling_trajectory) - 1
    return Peeling(_box(found, at, dropped), way, chosen)


def choose(way: pd.DataFrame, coverage: float) -> int:
    """The row of the trajectory that is chosen; see :func:`prim`."""
    enough = way[way["coverage"] >= coverage]
    density, points, bad = enough["density"].to_numpy(), enough["points"].to_numpy(), enough["bad"].to_numpy()
    best = density.argmax()
    # so that a box of nothing but bad points is not taken for certain
    share = (bad[best] + 1.0) / (points[best] + 2.0)
    near = np.flatnonzero(density >= density[best] - np.sqrt(share * (1.0 - share) / points[best]))
    return int(enough.index[near[np.lexsort((density[near], enough["coverage"].to_numpy()[near]))[-1]]])


def _peeled(numbers: np.ndarray, bad: np.ndarray, factors: tuple[Factor, ...]) -> Any:
    """The library's box, peeled and pasted.

    Whole numbers go in as numbers, since its pasting of integers fails; choices as small integers, since it
    walks through sets of them, whose order would differ from one start of Python to the next for words; and
    columns under neutral names, since it drops one that is called scenario.  Peels are compared by Friedman &
    Fisher's (14.6), gain per point lost times points kept, which is more patient with choices than the
    library's default.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of libraries that are not needed here
        from ema_workbench.analysis.prim import Prim, PRIMObjectiveFunctions

        columns = {f"f{i}": pd.Series(numbers[:, i].astype(int), dtype=object) if factor.is_choice
                   else numbers[:, i] for i, factor in enumerate(factors)}
        return Prim(pd.DataFrame(columns), np.asarray(bad, bool),
                    obj_function=PRIMObjectiveFunctions.LENIENT2).find_box()


def _place(column: str) -> int:
    return int(column[1:])


def _chances(values: dict[str, list[float]]) -> dict[str, float]:
    """Quasi-p-value by column: the better supported of its two ends; -1 stands for an end that is free."""
    return {name: min(value for value in pair if value >= 0.0) for name, pair in values.items()
            if max(pair) >= 0.0}


def _weakest(values: dict[str, list[float]]) -> tuple[str, float] | None:
    chances = _chances(values)
    name = max(chances, key=lambda it: (chances[it], it), default=None)
    return None if name is None or chances[name] <= SUPPORT else (name, chances[name])


def _box(found: Any, at: int, dropped: dict[int, float]) -> Box:
    chances = {_place(name): value for name, value in _chances(found.p_values[at]).items()}
    frame, whole, row = found.box_lims[at], found.box_lims[0], found.peeling_trajectory.loc[at]
    limits: dict[int, Limit] = {}
    for i in sorted(chances):
        low, high = frame[f"f{i}"]
        free = whole[f"f{i}"]
        ends = -np.inf if low == free[0] else low, np.inf if high == free[1] else high
        limits[i] = frozenset(int(place) for place in low) if isinstance(low, set) else (
            float(ends[0]), float(ends[1]))
    return Box(limits, float(row["coverage"]), float(row["density"]), float(row["mass"]), chances, dropped)
