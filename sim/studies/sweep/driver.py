"""The driver of a study: what is missing is run, what was run is kept, and no run is done twice.

:func:`sweep` drives a study whose design is in its file.  A :class:`Campaign` is the same for designs that
grow while they are run, as a calibration's does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sim.base.errors import UserError
from sim.runs.pool import Progress
from sim.runs.progress import notebook_bar
from sim.studies.sweep import folder, own_process, segments
from sim.studies.sweep.design import require_size, rows
from sim.studies.sweep.dispatcher import Dispatcher
from sim.studies.sweep.executors import Executor, executor_for
from sim.studies.sweep.frames import Sweep
from sim.studies.sweep.ledger import BASE_ROW, Cell, Ledger
from sim.studies.sweep.manifest import check_same, manifest
from sim.studies.sweep.own_model import Given, OwnModel
from sim.studies.sweep.stopping_rule import replicates
from sim.studies.sweep.study_file import Study
from sim.studies.sweep.tasks import Tasks, with_base
from sim.studies.sweep.worker import FinishedRun, Task

_OWN_MODEL = 3_000.0  # person-days that a run of a model of the user's own is taken for: nobody knows


def sweep(study: str | Path | Study, out: str | Path | None = None, *, workers: int | None = None,
          cluster: str | Path | None = None, on_progress: Progress | None = None, extend: bool = False,
          retry: bool = False, model: Given | None = None) -> Sweep:
    """Run a study, or what of it is missing, and read it back.

    If the run is interrupted, the same call resumes it; no run is done twice.  In a notebook a bar shows how
    far it is, unless ``on_progress`` is given.

    Args:
        study: A bundled study's name, a YAML file, a :class:`Study`, or the folder of one begun before.
        out: The study's folder; results/NAME unless given.
        workers: Processes, 1 or more; one per core unless given.
        cluster: The address of a Dask scheduler (tcp://HOST:PORT), or a YAML file for SLURM.
        on_progress: Called with (runs done, runs in all).
        extend: The study's design may differ from the one it was begun with; runs that both have are kept.
        retry: Run again what failed.
        model: For a study of a model of one's own: its function, or "FILE.py:function".  It is called with
            (values by factor, seed) and returns outcomes by name.

    Returns:
        The study, complete but for runs that failed; see :class:`sim.studies.sweep.frames.Sweep`.

    Raises:
        UserError: The study or its folder cannot be used; the text says what to change.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from sim import Study, sweep
        >>> unit = {"low": 0, "high": 1}
        >>> study = Study(model="line", outcomes=["y"], replications=2, factors={"a": unit, "b": unit},
        ...               design={"kind": "grid", "steps": 2})
        >>> with TemporaryDirectory() as folder:
        ...     found = sweep(study, f"{folder}/line", workers=1)
        ...     len(found.design), len(found.outcomes), found.complete
        (4, 8, True)
    """
    asked, place = folder.asked(study, out, model)
    on_progress = on_progress or notebook_bar(asked.title or asked.name)
    with Campaign(asked, place, extend=extend) as campaign:
        campaign.run(workers=workers, cluster=cluster, on_progress=on_progress, retry=retry)
        return campaign.sweep


class Campaign:
    """A study being run; its folder is locked as long as this is open.

    extend: the design may differ from the one it was begun with.  grows: the design is not the file's but
    what :meth:`add` is given.
    """

    def __init__(self, study: Study, out: Path, *, extend: bool = False, grows: bool = False) -> None:
        self.study, self.folder = study, out
        require_size(study)
        said = manifest(study)
        if isinstance(study.runs, OwnModel):
            own_process.load(study.runs, study.timeout)
        if not folder.is_study(out):
            folder.begin(out, lambda beside: self._begin(beside, said))
        self._lock = folder.lock(out)
        try:
            self.ledger = Ledger(out)
            segments.remove_unfinished(out, self.ledger)
            there = folder.read(out)
            check_same(there["manifest"], said, str(out))
            self._tasks = Tasks(study)
            if not grows:
                self._revise(there, extend)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None,
                 trace: TracebackType | None) -> None:
        try:
            kept = sum(self.ledger.counts().values())
            self.ledger.close()
        finally:
            own_process.close()
            self._lock.release()
        if kind is KeyboardInterrupt:
            raise KeyboardInterrupt(f"{self.folder}: {kept:,} finished runs are kept; the same command "
                                    "resumes the study") from None

    @property
    def sweep(self) -> Sweep:
        """What was run so far."""
        return Sweep(self.folder)

    def add(self, values: Sequence[dict[str, Any]]) -> None:
        """Append points to the design."""
        start = self.ledger.rows()
        self.ledger.put_points([*enumerate(values, start)], revision=1, anew=False)

    def run(self, *, workers: int | None = None, cluster: str | Path | None = None,
            on_progress: Progress | None = None, retry: bool = False) -> None:
        """Run what is missing.  Interrupted, it keeps what is finished."""
        report = on_progress or (lambda done, total: None)
        repeated = self.ledger.failed() if retry else set()
        executor: Executor | None = None
        try:
            count, missing = self._missing(repeated)
            while count:  # where replications depend on what is found, in rounds
                base = self.study.base
                person_days = _OWN_MODEL if base is None else len(base.build_organisation()) * base.days
                executor = executor or executor_for(workers, cluster, count * person_days)
                collector = _Collector(self, report, count, repeated)
                Dispatcher(executor, collector.keep).run(collector.tasks(missing))
                repeated = set()
                count, missing = self._missing(repeated)
        finally:
            if executor is not None:
                executor.stop()
        segments.write_segments(self.folder, self.ledger, self.study.trajectory_names, 1)

    def task(self, point: str, values: dict[str, Any], replicate: int) -> Task:
        """A replication's run of a point."""
        return self._tasks.of(point, values, replicate)

    def _begin(self, beside: Path, said: dict[str, Any]) -> None:
        folder.write(beside, self.study, said, [self.study.given()])
        folder.keep_model(beside, self.study)
        folder.keep_organisation(beside, self.study)
        Ledger(beside).close()

    def _revise(self, said: dict[str, Any], extend: bool) -> None:
        """Bring the ledger's design up to the study's: at the beginning, and where extending was asked for.
        said: what the folder says."""
        begun, given = said["study"], self.study.given()
        if begun != given and not extend:
            changed = [key for key in dict.fromkeys([*begun, *given]) if begun.get(key) != given.get(key)]
            if set(changed) - {"title", "question"}:
                raise UserError(f"{self.folder} was begun with other {', '.join(changed)}; sim sweep extend "
                                "continues with what the file says now (runs that both have are kept), or "
                                "choose another folder with --out")
        points = rows(self.study)
        if self.ledger.rows() == len(points) and begun == given:
            return
        based = [(BASE_ROW, dict[str, Any]())] if with_base(self.study) else []
        self.ledger.put_points([*based, *enumerate(points)], len(said["revisions"]) + (begun != given),
                               anew=True)
        if begun != given:
            folder.write(self.folder, self.study, said["manifest"], [*said["revisions"], given])

    def _missing(self, repeated: set[Cell]) -> tuple[int, Iterator[tuple[str, dict[str, Any], int]]]:
        """How much is missing, and (point, values, replicate) of it: all points in the first replication,
        then all in the second, so that what is interrupted is balanced."""
        points, filled = self.ledger.points(), self.ledger.filled()
        numbers = replicates(self.study, self.ledger)

        def lacks(point: str, replicate: int) -> bool:
            return replicate < numbers[point] and (replicate not in filled.get(point, ())
                                                   or (point, replicate) in repeated)

        replications = range(max(numbers.values(), default=0))
        count = sum(lacks(point, replicate) for replicate in replications for point, _ in points)
        return count, ((point, values, replicate) for replicate in replications for point, values in points
                       if lacks(point, replicate))


class _Collector:
    """Which cells a run fills that is under way; what is finished goes into the ledger, and from time to time
    into a segment."""

    def __init__(self, campaign: Campaign, report: Progress, missing: int, repeated: set[Cell]) -> None:
        self._campaign, self._report, self._repeated = campaign, report, repeated
        self._cells: dict[str, list[Cell]] = {}
        self._in_ledger = 0
        self._done = sum(campaign.ledger.counts().values()) - len(repeated)
        self._total = self._done + missing
        report(self._done, self._total)

    def tasks(self, missing: Iterator[tuple[str, dict[str, Any], int]]) -> Iterator[Task]:
        """The tasks of what is missing, made when they are about to be run; what was run for another point is
        not run again."""
        for point, values, replicate in missing:
            task, cell = self._campaign.task(point, values, replicate), (point, replicate)
            if task.key in self._cells:
                self._cells[task.key].append(cell)
            elif cell in self._repeated or not self._campaign.ledger.cite(task.key, cell):
                self._cells[task.key] = [cell]
                yield task
            else:
                self._done += 1

    def keep(self, finished: list[FinishedRun]) -> None:
        """Store what is finished."""
        campaign = self._campaign
        awaited = [(one, self._cells.pop(one.key)) for one in finished if one.key in self._cells]
        campaign.ledger.store(awaited)
        self._done += sum(len(cells) for _, cells in awaited)
        self._in_ledger += len(awaited)
        if self._in_ledger >= segments.RUNS_A_SEGMENT:
            segments.write_segments(campaign.folder, campaign.ledger, campaign.study.trajectory_names)
            self._in_ledger = 0
        self._report(self._done, self._total)
