"""Who does the runs: this machine, a Dask scheduler, or SLURM by way of one.  The study, its keys and its figures are the same."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.base import yaml_text
from sim.base.errors import UserError
from sim.runs.pool import cores
from sim.studies.sweep.executors import Crew, Here, Local, Parcel
from sim.studies.sweep.worker import Lived, live_all

if TYPE_CHECKING:
    from distributed import Client

PROCESSES_FROM = 300_000
"""Person-days (posts x days x runs) from which processes are worth their start, unless somebody asks for them."""

_COUNT_EVERY = 5.0  # seconds
WORKERS_WITHIN = 60.0
"""Seconds in which a scheduler must have a worker."""


def crew_of(workers: int | None, cluster: str | Path | None, person_days: float) -> Crew:
    """A crew of ``workers`` processes here (one per core unless given), or of all workers of a cluster."""
    if cluster is not None:
        return Dask(str(cluster))
    if workers is not None and workers < 1:
        raise UserError(f"workers is {workers}; it must be 1 or more")
    if workers is None and person_days < PROCESSES_FROM:
        return Here()
    many = workers or cores()
    return Here() if many == 1 else Local(many)


class Dask:
    """The workers of a Dask scheduler.  One that dies is Dask's to replace; what it was doing is done again elsewhere."""

    def __init__(self, where: str) -> None:
        with _installed():
            from distributed import Client, KilledWorker
            from distributed.client import FutureCancelledError
            from distributed.comm import CommClosedError

        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it has to say in tracebacks, we say in a sentence
        self.gone: tuple[type[BaseException], ...] = (KilledWorker, FutureCancelledError, CancelledError, CommClosedError)
        self._jobs = None if "://" in where else _slurm(Path(where))
        self._client: Client = _connected(Client, where if self._jobs is None else self._jobs)
        self._executor = self._client.get_executor(pure=False, retries=3)
        self._window, self._counted = 4, 0.0

    @property
    def window(self) -> int:
        """Four parcels for each thread of a worker that is there; counted anew from time to time, since workers come and go."""
        if time.monotonic() - self._counted > _COUNT_EVERY:
            try:
                self._window = 4 * max(1, sum(self._client.nthreads().values()))
            except OSError:
                raise _scheduler_gone() from None
            self._counted = time.monotonic()
        return self._window

    def submit(self, parcel: Parcel) -> Future[list[Lived]]:
        """Hand it to the scheduler."""
        found: Future[list[Lived]] = self._executor.submit(live_all, parcel)
        return found

    def renew(self) -> bool:
        """Dask has replaced the worker by itself; a scheduler that is gone cannot be replaced."""
        if self._client.status != "running":
            raise _scheduler_gone()
        return False

    def stop(self) -> None:
        """Call off what is under way and leave; a cluster of our own is given back."""
        with suppress(Exception):
            self._executor.shutdown(wait=False)
        with suppress(Exception):
            self._client.close()
        if self._jobs is not None:
            self._jobs.close()


def _scheduler_gone() -> UserError:
    return UserError("the scheduler is gone; every finished run is kept: start it anew and give the same command again")


@contextmanager
def _installed() -> Iterator[None]:
    """Names the extra where Dask is missing."""
    try:
        yield
    except ImportError as fault:
        raise UserError(f"--cluster needs Dask ({fault.name} is missing); pip install -e '.[cluster]' in the checkout") from None


def _connected(client: type[Client], where: Any) -> Client:
    try:
        found = client(where, timeout=10, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as fault:
        raise UserError(f"--cluster {where}: no Dask scheduler answers there ({fault}); start one (dask scheduler) and give its address, "
                        "such as tcp://host:8786") from None
    try:
        found.wait_for_workers(1, timeout=WORKERS_WITHIN if isinstance(where, str) else None)
    except TimeoutError:
        found.close()
        raise UserError(f"--cluster {where}: the scheduler has no worker; start some (dask worker {where} --nthreads 1)") from None
    return found


def _slurm(file: Path) -> Any:
    """A cluster of SLURM jobs as the file says: ``jobs`` of them, everything else as dask_jobqueue.SLURMCluster takes it."""
    try:
        said = yaml_text.parse(file.read_bytes(), str(file))
    except OSError as fault:
        raise UserError(f"--cluster {file}: is neither an address such as tcp://host:8786 nor a file that can be read "
                        f"({fault.strerror})") from None
    with _installed():
        from dask_jobqueue import SLURMCluster
    jobs = said.pop("jobs", None)
    if not isinstance(jobs, int) or jobs < 1:
        raise UserError(f"{file}: jobs is {jobs!r}, expected how many SLURM jobs to ask for, such as jobs: 8")
    try:
        cluster = SLURMCluster(**{"cores": 1, "processes": 1, **said})
    except (TypeError, ValueError) as fault:
        raise UserError(f"{file}: {fault}; the keys are those of dask_jobqueue.SLURMCluster (cores, processes, memory, queue, account, "
                        "walltime, ...) and jobs") from None
    cluster.scale(jobs=jobs)
    return cluster


