"""What a study will cost, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sim.runs.pool import cores
from sim.studies.sweep.design import rows, size, too_large
from sim.studies.sweep.folder import driven, driver
from sim.studies.sweep.frames import Sweep
from sim.studies.sweep.ledger import point_id
from sim.studies.sweep.own_child import readable
from sim.studies.sweep.study_file import Study
from sim.studies.sweep.tasks import Tasks, with_base
from sim.studies.sweep.worker import OK, run_task


@dataclass(frozen=True)
class Outlook:
    """A study before it is run.  rows: of the design; points: different ones, the base included; runs, and at
    most so many where replications depend on what is found; seconds: of one run here, alone, None where the
    model is not given; hours: of all, on ``workers`` workers; refused: why it cannot be run."""

    study: Study
    rows: int
    points: int
    runs: int
    most: int
    seconds: float | None
    workers: int
    refused: str = ""

    @property
    def hours(self) -> float | None:
        """Hours that all runs will take, if one takes as long as the one tried."""
        return None if self.seconds is None else self.runs * self.seconds / self.workers / 3600.0


def plan(study: Study, workers: int | None = None) -> Outlook:
    """Count a study's runs and time one: its first point's, a second time, so that compiling does not count.

    Of a design with more rows than are run, none is made: all are taken for different points, and the one
    timed lies in the middle. Of a model of one's own that is not given, the runs are only counted.
    """
    refused = too_large(study)
    design = [{factor.name: factor.at(0.5) for factor in study.varied}] if refused else rows(study)
    many_rows = size(study)
    points = many_rows + with_base(study) if refused else len(
        {point_id(values) for values in [*([{}] if with_base(study) else []), *design]})
    least, most = ((study.replications,) * 2 if isinstance(study.replications, int)
                   else (study.replications.least, study.replications.most))
    seconds = None
    if study.runnable:
        many, name, values = Tasks(study), point_id(design[0]), design[0]
        seconds = [run_task(many.of(name, values, replicate)) for replicate in range(2)][1].seconds
    return Outlook(study, many_rows, points, points * least, points * most, seconds, workers or cores(),
                   refused)


@dataclass(frozen=True)
class Progressed:
    """How far a study is.  counts: cells by status; wanted: cells in all, as far as is known; left: seconds
    at the pace of the last runs, None where it is not running or nothing is known."""

    sweep: Sweep
    running: dict[str, Any] | None
    counts: dict[str, int]
    wanted: int
    left: float | None

    @property
    def done(self) -> int:
        """Runs that ended, well or not."""
        return sum(self.counts.values())

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"study": self.sweep.study.name, "running": self.running, "complete": self.sweep.complete,
                "runs": self.wanted, "counts": self.counts, "seconds_left": self.left,
                "digest": self.sweep.digest}


def status(sweep: Sweep) -> Progressed:
    """How far a study is, read while a driver may be at work."""
    running = driver(sweep.folder) if driven(sweep.folder) else None
    wanted = int(sweep.wanted.sum())
    counts = sweep.counts
    left = None
    if running is not None:
        now, runs = datetime.now(UTC), sweep.runs
        here = (runs[runs["finished"] >= datetime.fromtimestamp(running["since"], UTC)].sort_values(
            "finished").tail(200))
        if len(here) >= 2:
            spent = (now - here["finished"].iloc[0]).total_seconds()
            left = max(0.0, (wanted - sum(counts.values())) * spent / (len(here) - 1))
    return Progressed(sweep, running, counts, wanted, left)


def duration(seconds: float) -> str:
    """A time in the unit that fits.

    >>> duration(0.32), duration(95), duration(5400), duration(200_000)
    ('0.32 s', '2 min', '1.5 h', '2.3 days')
    """
    if seconds < 90:
        return f"{seconds:.2g} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.1f} days"


def failures(sweep: Sweep) -> list[tuple[str, int, str]]:
    """What went wrong: (status, how many, the error's last line), most frequent first."""
    failed = sweep.runs[sweep.runs["status"] != OK]
    last = failed["error"].fillna("").str.strip().str.split("\n").str[-1].map(readable)
    found = failed.assign(error=last).groupby(["status", "error"]).size().sort_values(ascending=False)
    return [(str(row["status"]), int(row["many"]), str(row["error"])) for _,
            row in found.reset_index(name="many").iterrows()]
