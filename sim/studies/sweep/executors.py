"""Who does the runs of a study: this process, processes of this machine, a Dask scheduler, or SLURM by way of
one.

An executor takes batches of runs and hands back what came of them, or says that a worker is gone.  The study,
its keys and its figures are the same with all of them.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.base import yaml_text
from sim.base.errors import UserError
from sim.runs.pool import Serial, cores
from sim.runs.processes import Processes
from sim.studies.sweep.worker import FinishedRun, Task, run_batch

if TYPE_CHECKING:
    from distributed import Client

PROCESSES_FROM = 300_000
"""Person-days (posts x days x runs) from which processes are worth their start, unless asked for."""

WORKERS_WITHIN = 60.0
"""Seconds in which a scheduler must have a worker."""

_COUNT_EVERY = 5.0  # seconds

Batch = list[Task]
"""Runs that are handed over together."""


class Executor:
    """Does batches of runs.  window: batches that should be under way, so that no worker waits; gone:
    exceptions that say that the worker is gone, not that the run went wrong."""

    window: int = 1
    gone: tuple[type[BaseException], ...] = ()

    def submit(self, batch: Batch) -> Future[list[FinishedRun]]:
        """Hand a batch over."""
        raise NotImplementedError

    def renew(self) -> bool:
        """After a worker was gone: replace it; True where all that was under way is lost with it."""
        return False

    def stop(self) -> None:
        """Stop; runs under way are given up."""


class InProcess(Executor):
    """One run after the other, in this process: for what is done before processes would have started."""

    def submit(self, batch: Batch) -> Future[list[FinishedRun]]:
        """Run it now."""
        return Serial().submit(run_batch, batch)


class LocalProcesses(Executor):
    """Processes on this machine, one thread each."""

    gone = (BrokenProcessPool,)

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.window = 4 * workers
        self._open()

    def _open(self) -> None:
        self._held = ExitStack()
        self._pool = Processes(self.workers)
        self._batch = self._held.enter_context(self._pool.batch())

    def submit(self, batch: Batch) -> Future[list[FinishedRun]]:
        """Hand it to the next idle process."""
        return self._pool.submit(run_batch, [replace(task, slot=self._batch.slot) for task in batch])

    def renew(self) -> bool:
        """One process gone takes the pool with it."""
        self.stop()
        self._open()
        return True

    def stop(self) -> None:
        """Runs under way stop after their present day."""
        self._batch.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._held.close()


def executor_for(workers: int | None, cluster: str | Path | None, person_days: float) -> Executor:
    """``workers`` processes here (one per core unless given), or all workers of a cluster."""
    if cluster is not None:
        return DaskCluster(str(cluster))
    if workers is not None and workers < 1:
        raise UserError(f"workers is {workers}; it must be 1 or more")
    if workers is None and person_days < PROCESSES_FROM:
        return InProcess()
    many = workers or cores()
    return InProcess() if many == 1 else LocalProcesses(many)


class DaskCluster(Executor):
    """The workers of a Dask scheduler.  Dask replaces one that dies and repeats its work elsewhere."""

    def __init__(self, where: str) -> None:
        with _installed():
            from distributed import Client, KilledWorker
            from distributed.client import FutureCancelledError
            from distributed.comm import CommClosedError

        # what it says in tracebacks is said in a sentence here
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self.gone = (KilledWorker, FutureCancelledError, CancelledError, CommClosedError)
        self._jobs = None if "://" in where else _slurm(Path(where))
        self._client: Client = _connected(Client, where if self._jobs is None else self._jobs)
        self._executor = self._client.get_executor(pure=False, retries=3)
        self._window, self._counted = 4, 0.0

    @property
    def window(self) -> int:  # type: ignore[override]
        """Four batches for each thread of a worker that is there; counted anew from time to time, since
        workers come and go."""
        if time.monotonic() - self._counted > _COUNT_EVERY:
            try:
                self._window = 4 * max(1, sum(self._client.nthreads().values()))
            except OSError:
                raise _scheduler_gone() from None
            self._counted = time.monotonic()
        return self._window

    def submit(self, batch: Batch) -> Future[list[FinishedRun]]:
        """Hand it to the scheduler."""
        return self._executor.submit(run_batch, batch)

    def renew(self) -> bool:
        """Dask has replaced the worker by itself; a scheduler that is gone cannot be replaced."""
        if self._client.status != "running":
            raise _scheduler_gone()
        return False

    def stop(self) -> None:
        """Call off what is under way and leave; a cluster that was started here is given back."""
        with suppress(Exception):
            self._executor.shutdown(wait=False)
        with suppress(Exception):
            self._client.close()
        if self._jobs is not None:
            self._jobs.close()


def _scheduler_gone() -> UserError:
    return UserError("the scheduler is gone; every finished run is kept; start it anew, and the same command "
                     "resumes the study")


@contextmanager
def _installed() -> Iterator[None]:
    """Names the extra where Dask is missing."""
    try:
        yield
    except ImportError as fault:
        raise UserError(f"--cluster needs Dask ({fault.name} is missing); pip install -e '.[cluster]' in the "
                        "checkout") from None


def _connected(client: type[Client], where: Any) -> Client:
    try:
        found = client(where, timeout=10, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as fault:
        raise UserError(f"--cluster {where}: no Dask scheduler answers there ({fault}); start one (dask "
                        "scheduler) and give its address, such as tcp://host:8786") from None
    try:
        found.wait_for_workers(1, timeout=WORKERS_WITHIN if isinstance(where, str) else None)
    except TimeoutError:
        found.close()
        raise UserError(f"--cluster {where}: the scheduler has no worker; start some (dask worker {where} "
                        "--nthreads 1)") from None
    return found


def _slurm(file: Path) -> Any:
    """A cluster of SLURM jobs as the file says: ``jobs`` of them, everything else as
    dask_jobqueue.SLURMCluster takes it."""
    try:
        said = yaml_text.parse(file.read_bytes(), str(file))
    except OSError as fault:
        raise UserError(f"--cluster {file}: is neither an address such as tcp://host:8786 nor a file that "
                        f"can be read ({fault.strerror})") from None
    with _installed():
        from dask_jobqueue import SLURMCluster
    jobs = said.pop("jobs", None)
    if not isinstance(jobs, int) or jobs < 1:
        raise UserError(f"{file}: jobs is {jobs!r}, expected how many SLURM jobs to ask for, such as jobs: 8")
    try:
        cluster = SLURMCluster(**{"cores": 1, "processes": 1, **said})
    except (TypeError, ValueError) as fault:
        raise UserError(f"{file}: {fault}; the keys are those of dask_jobqueue.SLURMCluster (cores, "
                        "processes, memory, queue, account, walltime, ...) and jobs") from None
    cluster.scale(jobs=jobs)
    return cluster
