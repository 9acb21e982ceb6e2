"""The emulator of a study: its outcomes over its factors, with its error, and what it says of them.

>>> import sim                                                              # doctest: +SKIP
>>> sim.emulate("results/my-study").predict(presence_hours=6.0)             # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pydantic_core import PydanticCustomError

from sim.base import writing
from sim.base.errors import UserError
from sim.report.wording import listed, plural
from sim.scenario.checks import near
from sim.studies.emulation.effects import Effects, effects, levels
from sim.studies.emulation.emulator import Emulator, fit
from sim.studies.emulation.figure import LEAST, figure
from sim.studies.emulation.space import Space
from sim.studies.sensitivity import sentences as words
from sim.studies.sensitivity.runs import CompleteStudy, outcome_of
from sim.studies.sweep.driver import sweep
from sim.studies.sweep.factors import Factor
from sim.studies.sweep.folder import asked, is_study
from sim.studies.sweep.frames import Sweep
from sim.studies.sweep.own_model import Given
from sim.studies.sweep.study_file import Study

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.runs.pool import Progress

SHOWN = 5
"""Factors and pairs that a table or a panel shows."""

POOR = 0.7
"""Share of what factors do that an emulator must predict, lest it be said to be poor."""

_SURE = 1.644853626951473  # standard deviations on either side that hold 90 % of a normal


@dataclass(frozen=True)
class Emulated:
    """A study's emulator.

    Attributes:
        title: What a reader calls the study.
        name: What the study is called where folders are named.
        emulator: Of its outcomes, over its factors' ranges.
        factors: The study's factors.
        rows: Points of its design.
        replications: Runs of each.
        luck: Standard deviation of a single run: float64 [outcomes]; the emulator's own is without what rows
            share.
        shared: Standard error of the level by the luck that all rows share, where they have the same seeds:
            float64 [outcomes]; no difference between values has it.
        left_out: Outcomes for which some run had nothing to count.
        digest: blake2b of all runs of the study.
    """

    title: str
    name: str
    emulator: Emulator
    factors: tuple[Factor, ...]
    rows: int
    replications: int
    luck: np.ndarray
    shared: np.ndarray
    left_out: tuple[str, ...]
    digest: str
    what = "emulator"

    @property
    def asked(self) -> dict[str, Any]:
        """No single scenario: the study's manifest says what was run."""
        return {}

    @property
    def error(self) -> pd.DataFrame:
        """One row an outcome; see :attr:`sim.studies.emulation.emulator.Emulator.error`."""
        return self.emulator.error

    @cached_property
    def effects(self) -> Effects:
        """What the emulator says of the factors."""
        return effects(self.emulator)

    @cached_property
    def main(self) -> pd.DataFrame:
        """One row an outcome and factor: outcome, factor, from, to (its first and last value), change (of the
        outcome between them, the other factors averaged), total (share of the variance in which the factor
        has part)."""
        rows = [(name, factor.name, factor.at(at[0]), factor.at(at[-1]), self.effects.change(j)[i],
                 self.effects.total[j, i])
                for i, name in enumerate(self.emulator.outputs) for j, factor in enumerate(self.factors)
                for at in (levels(self.emulator, j),)]
        return pd.DataFrame(rows, columns=["outcome", "factor", "from", "to", "change", "total"])

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """One row an outcome and pair of the factors that matter most: outcome, factor, other, beyond (what
        moving both from end to end does beyond the two alone)."""
        rows = [(name, self.factors[a].name, self.factors[b].name, beyond[i])
                for i, name in enumerate(self.emulator.outputs) for a, b, beyond in self.effects.pairs]
        return pd.DataFrame(rows, columns=["outcome", "factor", "other", "beyond"])

    def predict(self, values: dict[str, Any] | None = None, **more: Any) -> pd.DataFrame:
        """What the outcomes would be.

        Args:
            values: By factor; the others stay at the study's base, or in the middle of their range.
            more: The same as keywords.

        Returns:
            One row an outcome (index outcome): value, low, high (90 %, the emulator's error and the
            shared luck), luck (standard deviation of a single run about the value).

        Raises:
            UserError: There is no such factor, or the value lies outside of what was run.
        """
        given = {**(values or {}), **more}
        names = [factor.name for factor in self.factors]
        for name in given:
            if name not in names:
                raise UserError(f"{name!r} is no factor of {self.name}{near(name, names)}")
        u = [_place(factor, given.get(factor.name, factor.default), factor.name in given)
             for factor in self.factors]
        mean, own = (part[0] for part in self.emulator.predict(np.array([u])))
        sd = np.hypot(own, self.shared)
        return pd.DataFrame({"value": mean, "low": mean - _SURE * sd, "high": mean + _SURE * sd,
                             "luck": self.luck},
                            index=pd.Index(self.emulator.outputs, name="outcome"))

    @property
    def sentences(self) -> list[str]:
        """How good it is, outcome by outcome, and what moves each most."""
        return [self._sentence(i, name) for i, name in enumerate(self.emulator.outputs)]

    def _sentence(self, i: int, name: str) -> str:
        o, row = outcome_of(name), self.error.iloc[i]
        if row["spread"] == 0.0:
            return f"{o.label} is the same in every row."
        poor = "" if row["r2_mean"] >= POOR else ", which is poor: run more points"
        told = words.percent(max(row["r2_mean"], 0.0))
        most = self.main[self.main["outcome"] == name].sort_values("total").iloc[-1]
        return (f"{o.label} is predicted to {words.figure(row['rms'], o)} (cross-validated), "
                f"{told} of what factors do{poor}; most by {most['factor']}, "
                f"{words.changed(most['change'], o)} from {words.spoken(most['from'])} to "
                f"{words.spoken(most['to'])}.")

    def most(self, outcome: str) -> pd.DataFrame:
        """The rows of :attr:`main` of one outcome, the factors that matter most."""
        own = self.main[(self.main["outcome"] == outcome) & (self.main["total"] >= LEAST)]
        return own.sort_values("total", ascending=False, kind="stable").head(SHOWN)

    def together(self, outcome: str) -> pd.DataFrame:
        """The rows of :attr:`pairs` of one outcome, the strongest."""
        least = np.sqrt(LEAST) * self.error["spread"][outcome]
        own = self.pairs[(self.pairs["outcome"] == outcome) & (self.pairs["beyond"].abs() >= least)]
        return own.sort_values("beyond", key=lambda beyond: -beyond.abs(), kind="stable").head(2)

    @property
    def notes(self) -> list[str]:
        """What the figures rest on, a line each."""
        size = ", ".join((plural(self.rows, "row"), plural(len(self.factors), "factor"),
                          plural(self.replications, "replication")))
        short = ([f"Left out, since some run had nothing to count: {listed(self.left_out)}."]
                 if self.left_out else [])
        return [f"An emulator of {size}. Change: from a factor's first value to its last, the others "
                "averaged. Share: of the variance, in which it has part.", *short]

    def to_dict(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        return {"what": self.what, "study": self.name, "digest": self.digest, "sentences": self.sentences,
                "notes": self.notes, "error": self.error.reset_index().to_dict("records"),
                "main": self.main.to_dict("records"), "pairs": self.pairs.to_dict("records")}

    def figure(self) -> Figure:
        """The picture: how outcomes move along the factors that matter most, 16:9."""
        return figure(self)

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write emulator.npz, the tables, the picture and report.md; returns what the manifest should say
        besides."""
        from sim.report.figures import save_picture

        self.emulator.save(folder / "emulator.npz")
        for name, frame in (("error", self.error.reset_index()), ("main", self.main), ("pairs", self.pairs)):
            writing.table(frame, folder / f"{name}.csv", digits="%.6g")
        save_picture(self.figure(), folder)
        writing.report(folder / "report.md", "\n\n".join(
            [f"# An emulator: {self.title}", *self.notes, *self.sentences, "![effects](figure.png)"]) + "\n")
        return {"study": self.name, "digest": self.digest}


def _place(factor: Factor, value: Any, given: bool) -> float:
    """Where a value stands in the factor's range; what is not given is in the middle where it lies
    outside."""
    if given:
        try:
            return factor.place(factor.check(value, ()))
        except PydanticCustomError as error:
            raise UserError(f"{factor.name} {error.message()}; an emulator is not used outside of what was "
                            "run") from None
    there = factor.place(value)
    return 0.5 if there != there else there


def emulate(study: str | Path | Study | Sweep, outcome: str | Sequence[str] | None = None, *,
            workers: int | None = None, model: Given | None = None,
            on_progress: Progress | None = None) -> Emulated:
    """An emulator of a study's outcomes over its factors; what of the study is missing is run first.

    Args:
        study: A study that was run, its folder, or a study as :func:`sim.sweep` takes it.
        outcome: The name of an outcome, several names, or "all"; unless given, trust, fear, empathy and
            satisfaction (all outcomes of a model of one's own).
        workers: Processes, 1 or more; one per core unless given.
        model: For a study of a model of one's own: its function, or "FILE.py:function".
        on_progress: Called with (runs done, runs in all).

    Returns:
        The emulator with its error; its ``predict`` says what outcomes would be.

    Raises:
        UserError: The study cannot be used, or has too few points for its factors.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from sim import Study, emulate, sweep
        >>> unit = {"low": 0, "high": 1}
        >>> study = Study(model="line", outcomes=["y"], replications=2, factors={"a": unit, "c": unit},
        ...               design={"kind": "latin-hypercube", "samples": 40})
        >>> with TemporaryDirectory() as folder:
        ...     found = emulate(sweep(study, f"{folder}/line", workers=1))
        >>> list(found.predict(a=0.5).columns)
        ['value', 'low', 'high', 'luck']
    """
    whole = CompleteStudy.open(_swept(study, workers, model, on_progress))
    names, short = whole.chosen(outcome)
    varied = [factor for factor in whole.factors if len(factor.values) != 1]
    u = np.array([[factor.place(value) for factor, value in zip(varied, row, strict=True)]
                  for row in whole.settings[[factor.name for factor in varied]].itertuples(index=False)])
    runs = np.stack([whole.runs(name) for name in names], axis=2)
    counts = (~np.isnan(runs[:, :, 0])).sum(axis=1)
    luck, own, shared = _lucks(runs)
    space = Space(tuple(factor.name for factor in varied), tuple(len(factor.values) for factor in varied))
    emulator = fit(u, np.nanmean(runs, axis=1), space.names, names, own, space.choices,
                   max(1, round(float(counts.mean()))))
    return Emulated(whole.title, whole.name, emulator, tuple(varied), len(u), runs.shape[1],
                    emulator.luck if luck is None else luck, shared, tuple(short), str(whole.sweep.digest))


def _lucks(runs: np.ndarray) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray]:
    """Standard deviation of a single run by luck, of that which rows do not share, and standard error of what
    they share: float64 [outcomes]; None where no row tells.  runs: float64 [rows, replications, outcomes]."""
    some = runs[(~np.isnan(runs[:, :, 0])).sum(axis=1) > 1]
    if not len(some):
        return None, None, np.zeros(runs.shape[2])
    common = np.nanmean(some, axis=0) - np.nanmean(some, axis=(0, 1))
    whole, own = (np.sqrt(np.nanvar(part, axis=1, ddof=1).mean(axis=0)) for part in (some, some - common))
    return whole, own, np.asarray(common.std(axis=0, ddof=1) / np.sqrt(len(common)))


def _swept(study: str | Path | Study | Sweep, workers: int | None, model: Given | None,
           on_progress: Progress | None) -> Sweep:
    """The study complete: as it lies in its folder, or run first."""
    if isinstance(study, Sweep):
        return study
    loaded, place = asked(study, None, model)
    if is_study(place) and (found := Sweep(place)).complete:
        return found
    return sweep(loaded, place, workers=workers, model=model, on_progress=on_progress)
