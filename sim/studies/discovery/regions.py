"""A region of bad outcomes: the points it was found among, its limits as a table, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sim.model.outcomes import Outcome
from sim.report.wording import listed, plural
from sim.studies.discovery.prim import Box, Limit, Peeling
from sim.studies.sensitivity import sentences as words
from sim.studies.sweep.factors import Factor

FIRM = 0.5
"""Share of the halves that must restrict a factor too, for its limit not to be called doubtful."""

HOLDS = 0.9
"""Share of the halves in which a region must be worse than all points, to be supported."""


@dataclass(frozen=True)
class Bad:
    """What counts as bad: above or below a value.  share: what was asked for as the worst share, if so."""

    above: bool
    value: float
    share: float | None = None

    def of(self, means: np.ndarray) -> np.ndarray:
        """bool: which values are bad."""
        return means > self.value if self.above else means < self.value

    def to_dict(self) -> dict[str, float]:
        """The limit by the side on which it lies."""
        return {"above" if self.above else "below": self.value}

    def said(self, outcome: Outcome) -> str:
        """'above 61.2'."""
        return f"{'above' if self.above else 'below'} {words.figure(self.value, outcome)}"


@dataclass(frozen=True)
class Region:
    """A region, how it was found, and whether the data support it.

    Attributes:
        title: What a reader calls the study.
        name: What the study is called where folders are named.
        outcome: The outcome that goes wrong.
        bad: What counts as bad.
        coverage: Share of the bad points that the region had to hold, 0 to 1.
        factors: The factors that vary.
        numbers: The points, float64 [points, factors]; choices by their place in the list.
        is_bad: Which points are bad, bool [points].
        peeling: The chosen box and the way there, over all points.
        halves: A row for each time a region was looked for in one half of the points and tried on the
            other: density, coverage and overall (share of bad ones) there, and "better".
        restricted: By factor, in which share of the halves it was restricted, float64 [factors].
        replications: Runs of each point.
        digest: blake2b of all runs of the study.
    """

    title: str
    name: str
    outcome: Outcome
    bad: Bad
    coverage: float
    factors: tuple[Factor, ...]
    numbers: np.ndarray
    is_bad: np.ndarray
    peeling: Peeling
    halves: pd.DataFrame
    restricted: np.ndarray
    replications: int
    digest: str

    @property
    def box(self) -> Box:
        """The limits, and what lies within them."""
        return self.peeling.box

    @property
    def overall(self) -> float:
        """Share of all points that are bad."""
        return float(self.is_bad.mean())

    @property
    def stands(self) -> bool:
        """Was what one half showed true of the other, in nine halves of ten?"""
        return bool(self.box.limits) and bool(self.halves["better"].mean() >= HOLDS)

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each factor restricted: low, high (missing where free), values (of a choice), quasi_p,
        halves (share of them that restrict it too), kept (False: taken back, since the data do not support
        it)."""
        rows = []
        for i, limit in self.box.limits.items():
            if isinstance(limit, frozenset):
                values = " or ".join(str(self.factors[i].values[place]) for place in sorted(limit))
                rows.append((i, np.nan, np.nan, values, self.box.quasi_p[i], True))
            else:
                rows.append((i, *self._ends(i), "", self.box.quasi_p[i], True))
        rows += [(i, np.nan, np.nan, "", chance, False) for i, chance in self.box.dropped.items()]
        frame = pd.DataFrame(
            [(self.factors[i].name, *limits, chance, round(float(self.restricted[i]), 6), kept)
             for i, *limits, chance, kept in rows],
            columns=["factor", "low", "high", "values", "quasi_p", "halves", "kept"])
        return frame.sort_values(["kept", "quasi_p"], ascending=[False, True], kind="stable",
                                 ignore_index=True)

    @property
    def trajectory(self) -> pd.DataFrame:
        """Every box on the way: coverage, density, mass, points, bad, restricted; chosen marks that taken."""
        way = self.peeling.trajectory
        return way.assign(chosen=np.arange(len(way)) == self.peeling.chosen)

    def where(self, i: int) -> str:
        """'fear_of_x is above 0.6', 'team is east or south', 'levels is at least 3 and at most 5'."""
        factor, limit = self.factors[i], self.box.limits[i]
        if isinstance(limit, frozenset):
            return f"{factor.name} {_among(factor, limit)}"
        low, high = self._ends(i)
        steps = _stepped(factor, self.numbers[:, i])
        if low == low and high == high:
            said = f"is {words.spoken(low)}" + (f" to {words.spoken(high)}" if low != high else "")
        elif low == low:
            said = f"is {'at least' if steps else 'above'} {words.spoken(low)}"
        else:
            said = f"is {'at most' if steps else 'below'} {words.spoken(high)}"
        return f"{factor.name} {said}"

    def _ends(self, i: int) -> tuple[float, float]:
        """Limits of a number: NaN where free; of one that comes in steps, the outermost values inside."""
        low, high = self.box.limits[i]
        column = self.numbers[:, i]
        if _stepped(self.factors[i], column):
            inside = column[(column >= low) & (column <= high)]
            low, high = (inside.min() if np.isfinite(low) else low,
                         inside.max() if np.isfinite(high) else high)
        return float(low) if np.isfinite(low) else np.nan, float(high) if np.isfinite(high) else np.nan

    @property
    def heading(self) -> str:
        """What is bad: 'fear above 61.2'."""
        return f"{words.label(self.outcome)} {self.bad.said(self.outcome)}"

    @property
    def sentences(self) -> list[str]:
        """What was found, whether the data support it, and which limits they do not support."""
        bad, box, overall = self.bad, self.box, words.percent(self.overall)
        who = (f"the worst {words.percent(bad.share)} of points ({self.heading})" if bad.share
               else f"the points with {self.heading}")
        names = [self.factors[i].name for i in box.dropped]
        what = "a limit" if len(names) == 1 else "limits"
        taken_back = [
            f"Not supported by the data, and taken back: {what} on {listed(names)}."] if names else []
        if not box.limits:
            return [f"No region was found: {who} lie all over the place ({overall} of all points).",
                    *taken_back]
        order = sorted(box.limits, key=lambda i: box.quasi_p[i])
        first = (f"Of {who}, {words.percent(box.coverage)} lie where "
                 f"{listed([self.where(i) for i in order])}; {words.percent(box.density)} of the points "
                 f"there are bad, against {overall} of all.")
        return [first, self._tried(), *self._doubtful(), *taken_back]

    def _tried(self) -> str:
        halves = self.halves
        tried = ("looked for in one half of the points, such a region has "
                 f"{words.percent(halves['density'].mean())} bad ones in the other half, where "
                 f"{words.percent(halves['overall'].mean())} of all are (more in "
                 f"{int(halves['better'].sum())} of {len(halves)} halves)")
        return f"That holds: {tried}." if self.stands else f"Do not lean on it: {tried}; run more points."

    def _doubtful(self) -> list[str]:
        names = [self.factors[i].name for i in self.box.limits if self.restricted[i] < FIRM]
        what = "the limit" if len(names) == 1 else "limits"
        return ([f"Doubtful: {what} on {listed(names)}, which fewer than half of the halves have too."]
                if names else [])

    @property
    def notes(self) -> list[str]:
        """What the figures rest on, a line each."""
        return [f"PRIM, {plural(len(self.numbers), 'point')} ({int(self.is_bad.sum())} of them bad), "
                f"{plural(len(self.factors), 'factor')}, {plural(self.replications, 'replication')}.",
                f"Of all boxes that hold {words.percent(self.coverage)} of the bad points or more, the one "
                "that holds most of them among those within a standard error of the densest; limits with a "
                "quasi-p-value above 0.05 are taken back.", "Halves: looked for in one half of the points, "
                "tried on the other."]


def _stepped(factor: Factor, column: np.ndarray) -> bool:
    """Does a factor take a few values only?"""
    return factor.kind == "whole" or bool(factor.values) or len(np.unique(column)) <= 20


def _among(factor: Factor, limit: Limit) -> str:
    """Which choices are left, or which are not, whichever are fewer."""
    inside = [str(value) for place, value in enumerate(factor.values) if place in limit]
    outside = [str(value) for place, value in enumerate(factor.values) if place not in limit]
    return f"is {' or '.join(inside)}" if len(inside) <= len(outside) else f"is not {' or '.join(outside)}"
