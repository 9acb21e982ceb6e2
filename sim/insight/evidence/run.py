"""``sim evidence``: simulate the populations that the rows speak of, compute the same statistics, judge.  No
file says when or where it was made."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.insight.evidence import forest
from sim.insight.evidence.experiments import EXPERIMENTS, INPUTS
from sim.insight.evidence.judge import Verdict, informed_score, judge, score
from sim.insight.evidence.patterns import Figure, Row, chosen, computed
from sim.insight.evidence.populations import Plan, call_centre, one_army, organisations
from sim.insight.evidence.studies import Frames, asked, run_organisation
from sim.insight.evidence.tables import page
from sim.report.figures import save_picture
from sim.report.wording import plural
from sim.runs.pool import Progress, Serial, cores, map_all
from sim.runs.processes import Processes


@dataclass(frozen=True)
class Size:
    """How much is simulated: populations drawn anew ``replications`` times, each of so many organisations and
    years; sites; units."""

    replications: int
    organisations: int
    years: int
    sites: int
    units: int


FULL = Size(replications=4, organisations=20, years=5, sites=4, units=99)
"""What verdicts rest on."""

QUICK = Size(replications=2, organisations=6, years=2, sites=2, units=20)
"""A look, not a verdict."""


@dataclass(frozen=True)
class Evidence:
    """What was found, and how much was simulated for it."""

    verdicts: list[Verdict]
    size: Size
    what = "evidence"

    @property
    def asked(self) -> dict[str, Any]:
        """No scenario of anybody's: whole populations were simulated."""
        return {}

    @property
    def replications(self) -> int:
        """How often each population was drawn anew."""
        return self.size.replications

    @property
    def notes(self) -> list[str]:
        """What the figures rest on, a line each."""
        s = self.size
        return [f"Populations drawn anew {plural(s.replications, 'time')}, each of "
                f"{plural(s.organisations, 'organisation')} over {plural(s.years, 'year')}, a call centre of "
                f"{plural(s.sites, 'site')}, {s.units} units under one policy; they differ in levers, "
                "leaders and trade.", "Inside: the model's point lies in the published interval; a sign "
                "holds if the model's interval lies on its side of zero. What the model cannot say counts as "
                "outside."]

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write everything into an empty folder; returns what the manifest should say besides."""
        rows = [v.to_dict() | {"statement": v.row.statement, "imposed": v.row.imposed,
                               "suggested": v.row.informed, "source": v.row.source,
                               "how_sure": v.row.how_sure} for v in self.verdicts]
        writing.table(pd.DataFrame(rows), folder / "evidence.csv", digits="%.6g")
        save_picture(forest.forest(self.verdicts), folder, "forest")
        writing.report(folder / "evidence.md", page(self.verdicts, self.notes))
        inside, counted = score(self.verdicts)
        there, informed = informed_score(self.verdicts)
        return {"rows": [v.row.id for v in self.verdicts], "inside": inside, "counted": counted,
                "informed": informed, "informed_inside": there, "size": asdict(self.size)}


@dataclass(frozen=True)
class Job:
    """One thing to simulate: an organisation of a study, or an experiment."""

    study: str
    replication: int
    plan: Plan | None = None


def plans(study: str, replication: int, size: Size) -> list[Plan]:
    """The organisations of one replication of a study; every replication draws its own."""
    if study == "organisations":
        return organisations(size.organisations, size.years, replication)
    if study == "call_centre":
        return call_centre(replication, sites=size.sites)
    return [one_army(replication, units=size.units)]


def work(job: Job) -> Frames | Figure:
    """Do one job; runs inside a process."""
    if job.plan is None:
        return EXPERIMENTS[job.study](job.replication)
    return run_organisation((job.plan, job.replication))


def evidence(rows: Sequence[str] | None = None, *, size: Size = FULL, workers: int | None = None,
             on_progress: Progress | None = None) -> list[Verdict]:
    """Simulate what published studies observed, and judge the model by their figures.

    Args:
        rows: ids of rows of ``patterns.csv``, such as 'D02'; all unless given.
        size: how much is simulated.
        workers: processor cores to use; all of them unless given.
        on_progress: called with (organisations and experiments done, in all).

    Returns:
        A verdict on each row, in the order of ``patterns.csv``.

    Raises:
        UserError: for an id that is not among the evidence.
    """
    asked_for = chosen(rows)
    studies = [name for name in ("one_army", "call_centre", "organisations")
               if any(row.study == name for row in asked_for)]
    jobs = [Job(study, r, plan) for study in studies for r in range(size.replications)
            for plan in plans(study, r, size)]
    jobs += [Job(row.experiment, r) for row in asked_for if row.experiment for r in range(size.replications)]
    with _pool(workers, len(jobs)) as pool:
        done = map_all(work, jobs, pool, on_progress)
    frames = {(study, r): asked([part for job, part in zip(jobs, done, strict=True) if job.study == study
                                 and job.replication == r and isinstance(part, dict)], (r, len(study)))
              for study in studies for r in range(size.replications)}
    tried = {(job.study, job.replication): part for job, part in zip(jobs, done, strict=True)
             if job.plan is None}
    return [judge(row, _figures(row, frames, tried, size.replications)) for row in asked_for]


def _figures(row: Row, frames: dict[tuple[str, int], Frames], tried: dict[tuple[str, int], Frames | Figure],
             replications: int) -> np.ndarray:
    """The row's figure in every replication: float64 [replications] or [replications, parts]."""
    if row.input:
        return np.array([INPUTS[row.input]])
    if row.experiment:
        return np.array([tried[row.experiment, r] for r in range(replications)], float)
    return np.array([computed(row, frames[row.study, r]) for r in range(replications)])


def _pool(workers: int | None, jobs: int) -> Executor:
    """Small organisations' days are short, surveys plain Python: processes, unless there is little to do."""
    many = min(workers or cores(), max(jobs, 1))
    return Serial() if many == 1 else Processes(many)
