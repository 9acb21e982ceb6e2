"""Runs under way: a window of parcels, kept as they land; what is lost with a dead worker flies again."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from itertools import islice

from sim.studies.sweep.executors import Crew, Parcel
from sim.studies.sweep.worker import CRASHED, Lived, Task

PARCEL_SECONDS = 0.2
"""A parcel holds about so much work, and at most :data:`MOST_A_PARCEL` runs: with less, handing over is all; of more, more is lost."""

MOST_A_PARCEL = 64
ALONE_FROM = 2
"""Lost so often, a run flies alone: if it was the one that took the others down, it shows."""

CRASHED_AT = 5
"""Lost so often, most of them alone, a run is given up and kept as crashed."""

_log = logging.getLogger(__name__)


class Flight:
    """All tasks through a crew; ``keep`` is called with what landed, in the order of landing."""

    def __init__(self, crew: Crew, keep: Callable[[list[Lived]], None]) -> None:
        self._crew, self._keep = crew, keep
        self._under_way: dict[Future[list[Lived]], Parcel] = {}
        self._again: deque[Task] = deque()
        self._lost: Counter[str] = Counter()
        self._seconds = PARCEL_SECONDS  # a run takes, smoothed; at first one run a parcel

    def fly(self, tasks: Iterator[Task]) -> None:
        """Until all have landed.  Interrupted or failing, what has landed is kept and the crew sent home."""
        try:
            while self._fill(tasks):
                wait(self._under_way, timeout=1.0, return_when=FIRST_COMPLETED)
                self._land()
        except BaseException as fault:
            self._crew.stop()
            self._keep(_finished(fault))
            for future in [future for future in self._under_way if future.done() and not future.cancelled()]:
                problem = future.exception()
                self._keep(future.result() if problem is None else _finished(problem))
            raise

    def _fill(self, tasks: Iterator[Task]) -> bool:
        """Hand over until the window is full; is anything under way?"""
        while len(self._under_way) < self._crew.window:
            alone = bool(self._again) and self._lost[self._again[0].key] >= ALONE_FROM
            if alone and self._under_way:
                return True
            parcel = [self._again.popleft()] if self._again else list(islice(tasks, self._many()))
            if not parcel:
                break
            try:
                self._under_way[self._crew.submit(parcel)] = parcel
            except self._crew.gone:
                self._give_back(parcel)
                continue
            if alone:
                break
        return bool(self._under_way)

    def _many(self) -> int:
        return max(1, min(MOST_A_PARCEL, int(PARCEL_SECONDS / self._seconds)))

    def _land(self) -> None:
        lost: Parcel = []
        for future in [future for future in self._under_way if future.done()]:
            parcel = self._under_way.pop(future)
            problem = CancelledError() if future.cancelled() else future.exception()
            if problem is None:
                self._landed(future.result())
            elif isinstance(problem, self._crew.gone):
                lost += parcel
            else:
                raise problem
        if lost:
            self._give_back(lost)

    def _landed(self, lived: list[Lived]) -> None:
        for one in lived:
            self._seconds = 0.8 * self._seconds + 0.2 * one.seconds
        self._keep(lived)

    def _give_back(self, lost: Parcel) -> None:
        """Somebody is gone: mend the crew, and let what was lost fly again, or give it up."""
        _log.info("a worker ended; %d runs fly again", len(lost))
        if self._crew.renew():
            for future, parcel in self._under_way.items():
                if future.done() and not future.cancelled() and future.exception() is None:
                    self._landed(future.result())
                else:
                    lost = lost + parcel
            self._under_way.clear()
        for task in lost:
            self._lost[task.key] += 1
        given_up = [task for task in lost if self._lost[task.key] >= CRASHED_AT]
        if given_up:
            self._keep([Lived(task.key, CRASHED, error=f"the process that ran it ended, {CRASHED_AT} times, also when it ran alone: "
                              "most likely for want of memory") for task in given_up])
        self._again.extendleft(task for task in reversed(lost) if self._lost[task.key] < CRASHED_AT)


def _finished(fault: BaseException) -> list[Lived]:
    """Runs that a parcel had behind it when it was interrupted."""
    found: list[Lived] = getattr(fault, "finished", [])
    return found
