"""Who does the runs of a study on this machine: a crew takes parcels of runs and hands back what was lived, or says that it is gone.

A crew of a cluster is in `sim.studies.sweep.cluster`; both speak the protocol of ``concurrent.futures``.
"""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import replace
from typing import Protocol

from sim.runs.pool import Serial
from sim.runs.processes import Processes
from sim.studies.sweep.worker import Lived, Task, live_all

Parcel = list[Task]
"""Runs that travel together."""


class Crew(Protocol):
    """Does parcels of runs."""

    @property
    def window(self) -> int:
        """Parcels that should be under way, so that nobody waits for the driver."""

    @property
    def gone(self) -> tuple[type[BaseException], ...]:
        """Exceptions that say: whoever did it is gone, not: it went wrong."""

    def submit(self, parcel: Parcel) -> Future[list[Lived]]:
        """Hand a parcel over."""

    def renew(self) -> bool:
        """After somebody was gone: make the crew whole; True where all that was under way is lost with it."""

    def stop(self) -> None:
        """Send everybody home; runs under way are given up."""


class Here:
    """One run after the other, in this process: for what is done before processes would have started."""

    window = 1
    gone: tuple[type[BaseException], ...] = ()

    def submit(self, parcel: Parcel) -> Future[list[Lived]]:
        """Live it now."""
        return Serial().submit(live_all, parcel)

    def renew(self) -> bool:
        """Nothing to mend."""
        return False

    def stop(self) -> None:
        """Nobody to send home."""


class Local:
    """Processes on this machine, one thread each."""

    gone: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.window = 4 * workers
        self._open()

    def _open(self) -> None:
        self._held = ExitStack()
        self._pool = Processes(self.workers)
        self._batch = self._held.enter_context(self._pool.batch())

    def submit(self, parcel: Parcel) -> Future[list[Lived]]:
        """Hand it to the next idle process."""
        return self._pool.submit(live_all, [replace(task, slot=self._batch.slot) for task in parcel])

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
