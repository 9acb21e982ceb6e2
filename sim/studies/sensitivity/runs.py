"""The runs of a complete study, as analyses need them: whole, in its design's order, by outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.base.errors import UserError
from sim.model.outcomes import OUTCOME, PANELS, Outcome, finite
from sim.report.interval import LEVEL, mean_and_interval
from sim.report.wording import plural
from sim.scenario.checks import near
from sim.studies.sensitivity import sentences
from sim.studies.sweep.factors import Factor
from sim.studies.sweep.frames import Sweep

SEED = 20_260_101
"""Seed of every bootstrap and resample, so that the same study gives the same figures."""

RESAMPLES = 1_000
"""Bootstrap resamples behind an interval."""

ENDS = ((1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0)
"""Quantiles of the resamples at which it ends."""

_KEYS = ("point", "row", "replicate")


@dataclass(frozen=True)
class CompleteStudy:
    """A complete study; rows are those of its design, in order."""

    sweep: Sweep

    @classmethod
    def open(cls, sweep: Sweep | str | Path) -> CompleteStudy:
        """The study, or the one in this folder.  UserError where something is missing: half a design gives
        wrong figures, not rough."""
        found = Sweep(Path(sweep)) if isinstance(sweep, str | Path) else sweep
        found.require_complete()
        return cls(found)

    @property
    def kind(self) -> str:
        """The kind of the design: grid, sobol, ..."""
        return self.sweep.study.design.kind

    @property
    def name(self) -> str:
        """What the study is called where folders are named."""
        return self.sweep.study.name

    @property
    def title(self) -> str:
        """What a reader calls the study."""
        return self.sweep.study.title or self.name

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The study's factors."""
        return self.sweep.factors

    @property
    def names(self) -> list[str]:
        """The factors' names."""
        return [factor.name for factor in self.factors]

    @cached_property
    def settings(self) -> pd.DataFrame:
        """The design: a row each, a column per factor, values as they were given to the model."""
        return self.sweep.design[self.names].reset_index(drop=True)

    @cached_property
    def numbers(self) -> np.ndarray:
        """The design as float64 [rows, factors]; a choice by its place in the list, the first is 0."""
        columns = [as_numbers(factor, self.settings[factor.name]) for factor in self.factors]
        return np.stack(columns, axis=1)

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """Names of all outcomes that the study kept."""
        about = {*_KEYS, *self.names}
        return tuple(str(name) for name in self.sweep.outcomes.columns if name not in about)

    def chosen(self, asked: str | Sequence[str] | None) -> tuple[list[str], list[str]]:
        """Outcomes to look at, and those left out since some run had nothing to count.

        asked: names, which must be whole; "all"; or None: the four of the picture, as far as they were kept,
        or all.
        """
        if asked is not None and asked != "all":
            names = [asked] if isinstance(asked, str) else list(asked)
            for name in names:
                self._known(name)
                self.runs(name)
            return names, []
        pictured = [name for name in PANELS if name in self.outcomes]
        names = pictured if pictured and asked is None else list(self.outcomes)
        short = [name for name in names if self._missing(name)]
        if len(short) == len(names):
            self.runs(names[0])
        return [name for name in names if name not in short], short

    def _known(self, name: str) -> None:
        if name not in self.outcomes:
            raise UserError(f"{name!r} is no outcome of {self.sweep.folder}{near(name, self.outcomes)}")

    def _missing(self, name: str) -> int:
        """Runs of the design in which there was nothing to count, or what came out was infinite."""
        frame = self.sweep.outcomes
        return int(np.isnan(finite(frame.loc[frame["point"].isin(self.sweep.design["point"]), name])).sum())

    def runs(self, outcome: str) -> np.ndarray:
        """float64 [rows, replications]: the outcome of each run; NaN only where a row was run less often than
        others.

        UserError where a run had nothing to count: figures of the other rows would stand for a design that
        was never run.
        """
        self._known(outcome)
        if short := self._missing(outcome):
            raise UserError(f"{outcome} is missing in {plural(short, 'run')} of {self.sweep.folder}, where "
                            "there was nothing to count (no such contact, no such person) or it came out "
                            "infinite; look at another outcome, or give the study more days")
        return self._wide(outcome, list(self.sweep.design["point"]))

    def base(self, outcome: str) -> np.ndarray | None:
        """float64 [replications]: the outcome of the base, which is in no row of the design; None where it
        was not run."""
        points = self.sweep.points
        there = list(points.index[points["row"] == -1])
        found = self._wide(outcome, there)[0] if there else np.array([np.nan])
        return None if np.isnan(found).all() else found

    def _wide(self, outcome: str, points: list[str]) -> np.ndarray:
        frame = self.sweep.outcomes.drop_duplicates(["point", "replicate"])
        wide = frame.pivot(index="point", columns="replicate", values=outcome)
        return finite(wide.reindex(points))


def as_numbers(factor: Factor, values: Sequence[Any] | pd.Series) -> np.ndarray:
    """float64: the values of a factor; of a choice, their places in its list."""
    if not factor.is_choice:
        return np.asarray(values, np.float64)
    return np.array([factor.values.index(value) for value in values], np.float64)


def outcome_of(name: str) -> Outcome:
    """What is known of an outcome: its declaration, that of the outcome it is measured from, or for one of a
    user's model its name.

    >>> outcome_of("fear").label, outcome_of("fear, Sales, days 1-5").label, outcome_of("my_y").label
    ('Fear', 'Fear, Sales, days 1-5', 'my_y')
    """
    first, comma, rest = name.partition(",")
    if first in OUTCOME:
        return replace(OUTCOME[first], name=name, label=OUTCOME[first].label + comma + rest)
    return Outcome(name, "state", "", "", 1.0, "", 0, name, "")


def intervals(values: np.ndarray) -> list[tuple[float, float, float]]:
    """Mean, low and high of each column of float64 [replications, columns]."""
    return [tuple(one) for one in np.stack(mean_and_interval(values)[:3], axis=1).tolist()]


def luck_share(runs: np.ndarray) -> float:
    """Share of the variance between rows' means that luck alone would leave, 0 to 1; NaN where nothing tells
    (one replication).

    runs: float64 [rows, replications].  What a replication adds to all rows alike does not count where all
    rows have the same ones: it moves no row against another.
    """
    count = (~np.isnan(runs)).sum(axis=1)
    if len(runs) < 2 or count.min() < 2:
        return float("nan")
    whole = not np.isnan(runs).any()
    means = np.nanmean(runs, axis=1)
    rest = runs - means[:, None] - (runs.mean(axis=0) - runs.mean() if whole else 0.0)
    freedom = (len(runs) - 1) * (runs.shape[1] - 1) if whole else float((count - 1).sum())
    between = means.var(ddof=1)
    return (float(min(1.0, np.nansum(rest**2) / freedom * (1.0 / count).mean() / between)) if between > 0
            else float("nan"))


def of_luck(runs: np.ndarray) -> str:
    """How much is luck, in words, as replications tell; runs: float64 [rows, replications]."""
    return sentences.of_luck(luck_share(runs), runs.shape[1])
