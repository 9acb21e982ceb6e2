"""The result of a study: one scenario run many times, or two scenarios compared in paired worlds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base.errors import UserError, nearest
from sim.model.engine.record import Record
from sim.model.engine.setup import Setup
from sim.model.outcomes import OUTCOME, OUTCOMES, WHOLE, Outcome
from sim.report.doubt import Doubt, Hinge, table
from sim.report.interval import mean_and_interval, plain_rows, separated
from sim.report.money import Account, Books, Money, compared
from sim.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMES = tuple(o.name for o in OUTCOMES)
"""The outcomes, in the order of every table and file."""


def check_outcome(name: str) -> Outcome:
    """The outcome of this name, or a sentence that helps to find it."""
    if name not in OUTCOME:
        raise UserError(f"{name!r} is not an outcome{nearest(name, NAMES)} (sim show outcomes lists them)")
    return OUTCOME[name]


@dataclass(frozen=True, eq=False, repr=False)
class RunResult:
    """One scenario, run ``replications`` times.  records: one per replication, in order.

    doubt: how it ends under members of the ensemble, where that was asked for.
    """

    scenario: Scenario
    setup: Setup
    records: tuple[Record, ...]
    doubt: Doubt | None = None

    def __repr__(self) -> str:
        return f"<RunResult of {self.scenario.name!r}: {self.days} days, {self.replications} replications>"

    @property
    def replications(self) -> int:
        """How many times the scenario was run."""
        return len(self.records)

    @property
    def days(self) -> int:
        """Working days simulated."""
        return self.setup.days

    @property
    def starts(self) -> np.ndarray:
        """Start of every outcome in every replication, float64 [replications, outcomes]."""
        return self._edges[:, :, 0]

    @property
    def ends(self) -> np.ndarray:
        """End of every outcome in every replication, float64 [replications, outcomes]."""
        return self._edges[:, :, 1]

    @cached_property
    def _edges(self) -> np.ndarray:
        return np.stack([record.summary()[["start", "end"]].to_numpy() for record in self.records])

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row an outcome: start and end (means over replications), low and high (95 % t-interval of the
        end), and counted, the number of replications in which there was an end to count.  One replication has
        no interval.  With members, likely_low and likely_high besides.
        """
        return _doubted(alone(self.starts, self.ends, pd.Index(NAMES, name="outcome")), self.doubt)

    @cached_property
    def daily(self) -> pd.DataFrame:
        """Every outcome, tidy: replication, day, unit ('(all)' is the whole organisation), outcome, value."""
        return pd.concat(list(self.daily_by_replication()), ignore_index=True)

    def daily_by_replication(self) -> Iterator[pd.DataFrame]:
        """The frames that :attr:`daily` is made of, one per replication, for when all is too much."""
        for replication, record in enumerate(self.records):
            yield _tidy(record, replication)

    @cached_property
    def paths(self) -> np.ndarray:
        """Every outcome on every day in every replication, float64 [replications, days, outcomes]."""
        return np.stack([record.series().to_numpy() for record in self.records])

    @property
    def books(self) -> Books:
        """What each day brought and cost."""
        return Books.of([Account.of(record) for record in self.records], self.setup.parameters)

    def plot(self, ax: Axes | None = None, outcome: str = "customer_satisfaction") -> Axes:
        """Draw one outcome over time into ``ax`` (or new axes).  ``sim.report.figures.figure`` draws four."""
        from sim.report.figures import draw

        return draw(self, outcome, ax)

    def to_dict(self) -> dict[str, Any]:
        """What ``sim run --json`` prints; missing values are None."""
        return _head(self) | {"outcomes": plain_rows(self.outcomes.drop(columns="counted"))}


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Scenario B against scenario A in paired worlds: replication r of both draws the same luck.

    Differences are B - A within each replication; a pair counts where both have a value.  doubt: what
    differences are under members of the ensemble.
    """

    a: RunResult
    b: RunResult
    doubt: Doubt | None = None

    def __repr__(self) -> str:
        return (f"<Comparison of {self.b.scenario.name!r} against {self.a.scenario.name!r}: {self.days} "
                f"days, {self.replications} pairs>")

    @property
    def replications(self) -> int:
        """Pairs of runs."""
        return self.a.replications

    @property
    def days(self) -> int:
        """Working days simulated."""
        return self.a.days

    @cached_property
    def differences(self) -> np.ndarray:
        """B - A of every outcome's end, float64 [replications, outcomes]."""
        return self.b.ends - self.a.ends

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row an outcome: a, b and difference (means over pairs), low and high (95 % t-interval of the
        difference), separated (does the interval leave out zero? missing for one pair) and counted, the pairs
        with a value on both sides.  With members, likely_low and likely_high besides.
        """
        return _doubted(paired(self.a.ends, self.b.ends, pd.Index(NAMES, name="outcome")), self.doubt)

    def pairs(self, outcome: str) -> pd.DataFrame:
        """One outcome in every pair (index replication): its end in A and in B, and their difference."""
        at = NAMES.index(check_outcome(outcome).name)
        ends = {"a": self.a.ends[:, at], "b": self.b.ends[:, at], "difference": self.differences[:, at]}
        return pd.DataFrame(ends, index=pd.RangeIndex(self.replications, name="replication"))

    def units(self, outcome: str) -> pd.DataFrame:
        """One outcome in every unit, with the columns of :attr:`outcomes`; units where it is never counted
        are left out."""
        o = check_outcome(outcome)
        a, b = (np.stack([record.ends_by_unit(o) for record in side.records]) for side in (self.a, self.b))
        return paired(a, b, pd.Index(self.a.records[0].unit_names, name="unit")).query("counted > 0")

    @cached_property
    def hinges(self) -> dict[str, list[Hinge]]:
        """By outcome, the one to three assumptions that most of the spread among members hinges on; empty
        where members do not tell."""
        return {name: self.doubt.hinges(i) if self.doubt else [] for i, name in enumerate(NAMES)}

    @cached_property
    def money(self) -> Money:
        """What B costs or brings compared with A: net value by month, payback, a bad year, the sources."""
        return compared(self.a.books, self.b.books)

    def plot(self, ax: Axes | None = None, outcome: str = "customer_satisfaction") -> Axes:
        """Draw one outcome of both scenarios over time into ``ax`` (or new axes)."""
        from sim.report.figures import draw

        return draw(self, outcome, ax)

    def to_dict(self) -> dict[str, Any]:
        """What ``sim compare --json`` prints; missing values are None."""
        head = _head(self.a) | ({"members": len(self.doubt.members)} if self.doubt else {})
        head = {"a": head.pop("scenario"), "b": self.b.scenario.name} | head
        likely = ["likely_low", "likely_high"] if self.doubt else []
        rows = plain_rows(self.outcomes[["difference", "low", "high", "separated", *likely]])
        hinges = {name: [hinge.to_dict() for hinge in found] for name, found in self.hinges.items() if found}
        return head | {"outcomes": rows, **({"hinges": hinges} if self.doubt else {}),
                       "money": self.money.to_dict()}


def _head(result: RunResult) -> dict[str, Any]:
    head = {"scenario": result.scenario.name, "days": result.days, "replications": result.replications,
            "seed": result.setup.seed}
    return head | ({"members": len(result.doubt.members)} if result.doubt else {})


def _doubted(frame: pd.DataFrame, doubt: Doubt | None) -> pd.DataFrame:
    return frame if doubt is None else frame.join(table(doubt, frame.index))


def alone(starts: np.ndarray, ends: np.ndarray, index: pd.Index) -> pd.DataFrame:
    """Where each column of float64 [replications, columns] starts and ends; columns as those of
    :attr:`RunResult.outcomes`."""
    end, low, high, n = mean_and_interval(ends)
    return pd.DataFrame({"start": mean_and_interval(starts)[0], "end": end, "low": low, "high": high,
                         "counted": n}, index=index)


def paired(a: np.ndarray, b: np.ndarray, index: pd.Index) -> pd.DataFrame:
    """What two worlds have in each column of float64 [replications, columns], and their difference; columns
    as those of :attr:`Comparison.outcomes`."""
    there = ~np.isnan(b - a)
    mean_a, mean_b = (mean_and_interval(np.where(there, ends, np.nan))[0] for ends in (a, b))
    difference, low, high, n = mean_and_interval(b - a)
    columns = {"a": mean_a, "b": mean_b, "difference": difference, "low": low, "high": high,
               "separated": separated(low, high), "counted": n}
    return pd.DataFrame(columns, index=index)


def _by_unit(record: Record, outcome: Outcome) -> np.ndarray:
    """float64 [days, units]; missing where the denominator is zero."""
    above, below = record.tally(outcome.numerator), record.tally(outcome.denominator)
    return outcome.scale * np.divide(above, below, out=np.full(below.shape, np.nan), where=below != 0)


def _tidy(record: Record, replication: int) -> pd.DataFrame:
    """Ordered by outcome, unit, day: the whole organisation first."""
    units = (WHOLE,) if record.unit_names == (WHOLE,) else (WHOLE, *record.unit_names)
    days = record.days
    values = np.empty((len(NAMES), len(units), days))
    for i, outcome in enumerate(OUTCOMES):
        values[i, 0] = record.daily(outcome)
        if len(units) > 1:
            values[i, 1:] = _by_unit(record, outcome).T
    size = values.size
    return pd.DataFrame({
        "replication": np.full(size, replication, np.int32),
        "day": np.tile(np.arange(1, days + 1, dtype=np.int32), size // days),
        "unit": _named(np.tile(np.repeat(np.arange(len(units)), days), len(NAMES)), units),
        "outcome": _named(np.repeat(np.arange(len(NAMES)), size // len(NAMES)), NAMES),
        "value": values.ravel(),
    })


def _named(codes: np.ndarray, names: tuple[str, ...]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype="str"))
