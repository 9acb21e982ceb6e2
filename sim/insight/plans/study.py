"""Many plans in the worlds of a study: other factors' points are the worlds.

>>> from sim import compare_study, read_study                                              # doctest: +SKIP
>>> compare_study(read_study("results/theory-tournament")).regret                          # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base.errors import UserError
from sim.insight.plans import report, sentences, tables
from sim.insight.plans.comparison import MONEY, RANKED, ranked_by
from sim.insight.plans.result import ReportedPlans
from sim.model.engine.setup import Setup
from sim.model.outcomes import HEADLINES, OUTCOME
from sim.report.page import paper
from sim.report.wording import plural, title
from sim.scenario import Scenario

if TYPE_CHECKING:
    from rich.console import Group

    from sim.studies.sweep import Sweep
    from sim.studies.sweep.factors import Factor

SCENARIO = "scenario"
"""The factor whose values are plans."""


@dataclass(frozen=True, eq=False, repr=False)
class StudyPlans(ReportedPlans):
    """Plans of a study.  A world is a point of all other factors and a replicate; every plan was run in each.

    worlds: one row a world, in the order of ``values``: point (number of the other factors' point),
    replicate, and those factors' values.
    factors: the other factors.  left_out: worlds in which some plan has no run.  study: its name.  digest: of
    its runs.
    """

    worlds: pd.DataFrame = field(default_factory=pd.DataFrame)
    factors: tuple[Factor, ...] = ()
    left_out: int = 0
    study: str = ""
    digest: str = ""

    what = "plans of a study"

    @property
    def asked(self) -> dict[str, tuple[Scenario, Setup]]:
        """Nothing: the study's own folder says what was asked."""
        return {}

    @property
    def replications(self) -> int:
        """Replicates that every point has."""
        return len(self.samples)

    @property
    def size(self) -> str:
        """How much was simulated, and what whiskers hold, in words."""
        said = (f"{plural(self.points, 'point')} of the other factors, {plural(len(self.values), 'world')}, "
                "the same luck for each plan")
        return (f"{said}; 95 % intervals by luck over {plural(self.replications, 'replicate')}"
                if self.replications > 1 else said)

    @property
    def points(self) -> int:
        """Points of the other factors."""
        return int(self.worlds["point"].nunique())

    @cached_property
    def samples(self) -> np.ndarray:
        """The mean over all points in each replicate that every point has: float64 [replicates, plans,
        outcomes].

        Points are chosen, and a replicate has the same luck at each of them; so luck is what intervals are
        taken over.
        """
        replicate = self.worlds["replicate"].to_numpy()
        whole = [r for r in np.unique(replicate) if (replicate == r).sum() == self.points]
        shape = (0, *self.values.shape[1:])
        return np.stack([self.values[replicate == r].mean(axis=0) for r in whole]) if whole else np.empty(
            shape)

    def to_dict(self) -> dict[str, Any]:
        """What ``sim compare FOLDER --json`` prints; missing values are None."""
        return {"study": self.study, "points": self.points, "replicates": self.replications,
                "left_out": self.left_out} | super().to_dict()

    @property
    def _heading(self) -> str:
        return f"{len(self.names)} plans of the study {self.study}, each against {self.titles[0]}"

    @property
    def _notes(self) -> list[str]:
        """How much was simulated, and how it is to be read."""
        said = [self.size, ("Interval: 95 % t-interval of the mean paired difference over all points, by "
                            "luck alone." if self.replications > 1 else "One replicate at every point: "
                            "places are not known; sim sweep extend adds more."), sentences.FAMILY,
                f"Regret is over {len(self.values):,} worlds: {self.points:,} points of the other factors, "
                "each with its replicates."]
        if self.left_out:
            said.append(f"{plural(self.left_out, 'world')} left out: not every plan was run there.")
        return said

    def table(self, everything: bool = False) -> Group:
        """Places and sentences; regret over the study's worlds."""
        shown = tuple(name for name in self.outcomes if everything
                      or name in (*HEADLINES, *MONEY, *self.ranked))
        body = [*tables.places(self), *(tables.differences(self, shown) if set(shown) - set(self.ranked)
                                        else ()), *tables.regrets(self)]
        more = [] if everything or len(shown) == len(self.outcomes) else [
            f"{len(shown)} of {len(self.outcomes)} outcomes; --all shows every one."]
        who = [(letter, title, "") for letter, title in zip(self.letters, self.titles, strict=True)]
        return tables.page(self._heading, who, body, [*self._notes, *more])

    def report(self) -> str:
        """report.md: who is ahead, and the regret of choosing."""
        who = "\n".join(f"- **{letter}: {title}.**" for letter,
                        title in zip(self.letters, self.titles, strict=True))
        again = " ".join(["sim compare FOLDER", *report.rank_options(self.ranked)])
        return paper(
            self._heading, who, "\n".join(f"- {said}" for said in self.sentences), report.PICTURE,
            *report.places(self), *report.regrets(self), "## How sure",
            "\n".join(f"- {said}" for said in self._notes), "## Reproduce",
            f"```\n{again}\n```\n\nFOLDER is the study's folder; the digest of its runs is `{self.digest}`.")

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write tables, picture and report into an output folder; what the manifest should say besides."""
        return super().fill(folder) | {"study": self.study, "study_digest": self.digest}


def compare_study(sweep: Sweep, outcomes: Sequence[str] | None = None) -> StudyPlans:
    """Compare the plans of a study whose runs are complete: its factor ``scenario`` says which they are.

    The first is the base scenario's own plan where it is among them, else the first one listed.

    Args:
        sweep: what :func:`sim.read_study` gave, of a study with ``seeds: paired``.
        outcomes: names of outcomes to rank by; customer_satisfaction and net_value unless given, as far as
            the study measured them.

    Returns:
        Effects, places, pairs and regret over the study's worlds as frames, in the outcomes' units;
        ``sentences``, ``report()``.

    Raises:
        UserError: for a study that is incomplete, compares no plans or whose plans share no world, and for an
            outcome that was not measured.

    Example:
        >>> from sim import compare_study, read_study                                        # doctest: +SKIP
        >>> compare_study(read_study("results/theory-tournament"), ["net_value"]).places     # doctest: +SKIP
    """
    plans = _plans(sweep)
    sweep.require_complete()
    other = tuple(factor for factor in sweep.factors if factor.name != SCENARIO)
    measured = tuple(name for name in OUTCOME if name in sweep.outcomes.columns)
    usual = [name for name in RANKED if name in measured]
    ranked = ranked_by(outcomes or usual or [name for name in measured if OUTCOME[name].good][:1])
    missing = [name for name in ranked if name not in measured]
    if missing:
        raise UserError(f"{sweep.folder}: {missing[0]} was not measured in this study; it has "
                        f"{', '.join(measured)}")
    values, worlds, left_out = _crossed(sweep, plans, [factor.name for factor in other], measured)
    scenarios = sweep.study.plans
    titles = tuple(title(scenarios[plan]) if plan in scenarios else plan for plan in plans)
    return StudyPlans(tuple(plans), titles, measured, values, ranked, worlds, other, left_out,
                      sweep.study.name, sweep.digest)


def _plans(sweep: Sweep) -> list[str]:
    found = next((factor for factor in sweep.factors if factor.name == SCENARIO), None)
    if found is None or len(found.values) < 2:
        raise UserError(f"{sweep.folder}: this study compares no plans; it needs a factor scenario, such as "
                        "scenario: [ordinary-firm, care-first]")
    if sweep.study.seeds != "paired":
        raise UserError(f"{sweep.folder}: its seeds are {sweep.study.seeds}, so that its plans were not run "
                        "under the same luck; plans are compared in studies with seeds: paired")
    own = found.default if found.default in found.values else found.values[0]
    return [own, *(plan for plan in found.values if plan != own)]


def _crossed(sweep: Sweep, plans: list[str], other: list[str], measured: Sequence[str]) -> tuple[
    np.ndarray, pd.DataFrame, int]:
    """float64 [worlds, plans, outcomes], the worlds, and how many were left out because some plan was not run
    there."""
    points = sweep.design.drop_duplicates("point").set_index("point")
    points = points.assign(_point=points.groupby(other, sort=False, dropna=False).ngroup() if other else 0)
    runs = sweep.outcomes[["point", "replicate", *measured]].join(
        points[[SCENARIO, "_point", *other]], on="point", how="inner")
    counted = runs.groupby(["_point", "replicate"], sort=True)[SCENARIO].nunique()
    whole = counted.index[counted == len(plans)]
    if whole.empty:
        raise UserError(f"{sweep.folder}: no world of this study was run under every plan, so that they "
                        f"cannot be compared; cross the plans with its other factors: design: {{kind: "
                        f"grid}}, or {{kind: latin-hypercube, samples: 64, cross: [scenario]}}")
    tables = [runs[runs[SCENARIO] == plan].set_index(["_point", "replicate"]).reindex(whole)
              for plan in plans]
    values = np.stack([table[list(measured)].to_numpy(np.float64) for table in tables], axis=1)
    worlds = tables[0][other].reset_index().rename(columns={"_point": "point"})
    return values, worlds, len(counted) - len(whole)
