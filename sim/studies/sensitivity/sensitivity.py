"""Which factors matter: the analysis that fits a study's design, as a tidy table, sentences and pictures.

>>> import sim                                                              # doctest: +SKIP
>>> sim.sensitivity("results/care-by-fear", "fear").sentences               # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.base.errors import UserError
from sim.model.outcomes import Outcome
from sim.report.page import paper
from sim.report.wording import listed, plural
from sim.runs.pool import Progress
from sim.scenario.checks import near
from sim.studies.sensitivity import figures
from sim.studies.sensitivity import sentences as words
from sim.studies.sensitivity.finding import Finding, still
from sim.studies.sensitivity.grid import grid, is_full
from sim.studies.sensitivity.morris import morris
from sim.studies.sensitivity.one_at_a_time import tornado
from sim.studies.sensitivity.regression import slopes
from sim.studies.sensitivity.runs import CompleteStudy, outcome_of
from sim.studies.sensitivity.sobol import sobol
from sim.studies.sweep.factors import Factor
from sim.studies.sweep.frames import Sweep

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Method:
    """An analysis of one outcome.  main: the measure that it orders factors by; figures: what they are."""

    title: str
    main: str
    figures: str
    analyse: Callable[[CompleteStudy, Outcome], Finding]


METHODS = {
    "sobol": Method(
        "Sobol indices", "ST",
        "S1: share of the variance a factor explains by itself; ST: with all it takes part in. Interval: 95 "
        "%, bootstrap over base samples.", sobol),
    "morris": Method(
        "Morris screening", "mu_star",
        "mu*: mean size of what moving the factor alone over its range does; sigma: how much that differs "
        "from place to place. Interval: 95 %, bootstrap over trajectories.", morris),
    "one-at-a-time": Method(
        "one factor at a time", "swing",
        "Change from the base (from a factor's first value, where a model has no base). Interval: 95 %, over "
        "replications with the same luck.", tornado),
    "grid": Method(
        "means over a full grid", "effect",
        "Effect: between the two levels of a factor that are furthest apart, mean over all others. Interval: "
        "95 %, over replications with the same luck, widened for having looked at every pair of levels.",
        grid),
    "slopes": Method(
        "regression and rank correlation", "prcc",
        "Rank correlation: with what the other factors explain taken out. Change: over the whole range, as a "
        "regression has it. Interval: 95 %, bootstrap over points.", slopes),
}
"""The analyses, by name."""

ROUNDING = 1e-12
"""Figures that differ by less than this share of themselves are one figure: the rest is the rounding of sums
in another order."""


@dataclass(frozen=True)
class Sensitivity:
    """What a study tells about its factors, outcome by outcome.

    name: what the study is called where folders are named.  method: a key of :data:`METHODS`.  left_out:
    outcomes for which some run had nothing to count.  size: method, rows, factors and replications in words.
    replications: runs of each row.  digest: blake2b of all runs of the study.
    """

    title: str
    name: str
    method: str
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]
    factors: tuple[Factor, ...]
    size: str
    replications: int
    digest: str
    what, asked = "sensitivity", dict[str, Any]()  # no single scenario is asked

    @cached_property
    def table(self) -> pd.DataFrame:
        """Tidy: outcome, factor, other, measure, at, value, low, high; see
        :data:`sim.studies.sensitivity.finding.COLUMNS`."""
        tables = [found.table.assign(outcome=found.outcome.name) for found in self.findings]
        whole = pd.concat(tables, ignore_index=True)
        return whole[["outcome", *(name for name in whole if name != "outcome")]]

    @property
    def sentences(self) -> list[str]:
        """What was found in plain words, all outcomes one after the other."""
        return [sentence for found in self.findings for sentence in found.sentences]

    @property
    def notes(self) -> list[str]:
        """What the figures rest on, a line each."""
        short = ([f"Left out, since some run had nothing to count: {listed(self.left_out)}."] if self.left_out
                 else [])
        return [self.size + ".", METHODS[self.method].figures, *words.places(self.factors), *short]

    def finding(self, outcome: str | None = None) -> Finding:
        """What was found about one outcome; the first unless named."""
        if outcome is None:
            return self.findings[0]
        for found in self.findings:
            if found.outcome.name == outcome:
                return found
        raise UserError(f"{outcome!r} was not looked "
                        f"at{near(outcome, [found.outcome.name for found in self.findings])}")

    def figure(self, outcome: str | None = None) -> Figure:
        """The picture of one outcome, 16:9."""
        return figures.figure(self.finding(outcome), self.title, self.size)

    def plot(self, axes: Axes | None = None, outcome: str | None = None) -> Axes:
        """The factors' bars of one outcome, into axes of the caller's or new ones."""
        return figures.plot(self.finding(outcome), axes)

    def to_dict(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        outcomes = {one.outcome.name: {"sentences": list(one.sentences),
                                       "table": one.table.to_dict("records")} for one in self.findings}
        return {"what": self.what, "study": self.name, "digest": self.digest, "method": self.method,
                "notes": self.notes, "outcomes": outcomes}

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write sensitivity.csv, report.md and the pictures; returns what the manifest should say besides."""
        writing.table(self.table, folder / "sensitivity.csv", digits="%.10g")
        named = figures.save(self.findings, self.title, self.size, folder)
        parts = [*self.notes]
        for found, picture in zip(self.findings, named, strict=True):
            parts += [f"## {found.outcome.label}", *found.sentences,
                      *([f"![{found.outcome.label}]({picture}.png)"] if picture else [])]
        writing.report(folder / "report.md", paper(f"What matters: {self.title}", *parts))
        names = [found.outcome.name for found in self.findings]
        return {"study": self.name, "digest": self.digest, "method": self.method, "outcomes": names}


def sensitivity(sweep: Sweep | str | Path, outcome: str | Sequence[str] | None = None, *,
                on_progress: Progress | None = None) -> Sensitivity:
    """Which factors of a complete study matter, by the analysis that fits its design.

    Args:
        sweep: A study that was run, or its folder.
        outcome: The name of an outcome, several names, or "all"; unless given, trust, fear, empathy and
            satisfaction (all outcomes of a model of one's own).
        on_progress: Called with (outcomes done, outcomes in all).

    Returns:
        Tables, sentences and pictures, outcome by outcome; see :class:`Sensitivity`.

    Raises:
        UserError: A run is missing or failed, or an outcome has nothing to count in some run.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from sim import Study, sensitivity, sweep
        >>> unit = {"low": 0, "high": 1}
        >>> study = Study(model="line", outcomes=["y"], replications=4, factors={"a": unit, "c": unit},
        ...               design={"kind": "grid", "steps": 2})
        >>> with TemporaryDirectory() as folder:
        ...     sensitivity(sweep(study, f"{folder}/line", workers=1)).finding("y").order
        ['a', 'c']
    """
    study = CompleteStudy.open(sweep)
    names, short = study.chosen(outcome)
    method = method_of(study)
    findings = []
    for done, name in enumerate(names):
        if on_progress is not None:
            on_progress(done, len(names))
        findings.append(_found(study, METHODS[method], outcome_of(name)))
    replications = study.runs(names[0]).shape[1]
    size = ", ".join((METHODS[method].title, plural(len(study.settings), "row"),
                      plural(len(study.factors), "factor"), plural(replications, "replication")))
    return Sensitivity(study.title, study.name, method, tuple(findings), tuple(short), study.factors,
                       size[0].upper() + size[1:], replications, str(study.sweep.digest))


def method_of(study: CompleteStudy) -> str:
    """The analysis that fits the design: its own, or by what the points turn out to be."""
    if study.kind in ("sobol", "morris", "one-at-a-time"):
        return study.kind
    return "grid" if study.kind in ("grid", "list") and is_full(study) else "slopes"


def _found(study: CompleteStudy, method: Method, outcome: Outcome) -> Finding:
    """One outcome by one analysis; one that never varies has nothing to share out."""
    runs = study.runs(outcome.name)
    if np.nanmax(runs) - np.nanmin(runs) <= ROUNDING * np.nanmax(np.abs(runs)):
        value = " ".join(filter(None, (words.figure(float(np.nanmin(runs)), outcome), outcome.unit)))
        return still(outcome, study.names, method.main, value)
    return method.analyse(study, outcome)
