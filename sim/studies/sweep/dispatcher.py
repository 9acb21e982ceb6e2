"""Runs under way: a window of batches; results are kept as they come, what a dead worker loses runs again."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from itertools import islice

from sim.studies.sweep.executors import Batch, Executor
from sim.studies.sweep.worker import CRASHED, FinishedRun, Task

BATCH_SECONDS = 0.2
"""A batch holds about so much work, and at most :data:`MOST_A_BATCH` runs: with less, handing over costs more
than running; of more, more is lost."""

MOST_A_BATCH = 64
ALONE_FROM = 2
"""Lost so often, a run is run alone: if it was the one that took the others down, it shows."""

CRASHED_AT = 5
"""Lost so often, most of them alone, a run is given up and kept as crashed."""

_log = logging.getLogger(__name__)


class Dispatcher:
    """All tasks through an executor; ``keep`` is called with what is finished, in the order of finishing."""

    def __init__(self, executor: Executor, keep: Callable[[list[FinishedRun]], None]) -> None:
        self._executor, self._keep = executor, keep
        self._under_way: dict[Future[list[FinishedRun]], Batch] = {}
        self._repeated: deque[Task] = deque()
        self._lost: Counter[str] = Counter()
        self._seconds = BATCH_SECONDS  # a run takes, smoothed; at first one run a batch

    def run(self, tasks: Iterator[Task]) -> None:
        """Until all are finished.  Interrupted or failing, what is finished is kept, the executor stops."""
        try:
            while self._fill(tasks):
                wait(self._under_way, timeout=1.0, return_when=FIRST_COMPLETED)
                self._collect()
        except BaseException as fault:
            self._executor.stop()
            self._keep(_finished(fault))
            for future in [future for future in self._under_way if future.done() and not future.cancelled()]:
                problem = future.exception()
                self._keep(future.result() if problem is None else _finished(problem))
            raise

    def _fill(self, tasks: Iterator[Task]) -> bool:
        """Hand over until the window is full; is anything under way?"""
        while len(self._under_way) < self._executor.window:
            alone = bool(self._repeated) and self._lost[self._repeated[0].key] >= ALONE_FROM
            if alone and self._under_way:
                return True
            many = max(1, min(MOST_A_BATCH, int(BATCH_SECONDS / self._seconds)))
            batch = [self._repeated.popleft()] if self._repeated else list(islice(tasks, many))
            if not batch:
                break
            try:
                self._under_way[self._executor.submit(batch)] = batch
            except self._executor.gone:
                self._give_back(batch)
                continue
            if alone:
                break
        return bool(self._under_way)

    def _collect(self) -> None:
        lost: Batch = []
        for future in [future for future in self._under_way if future.done()]:
            batch = self._under_way.pop(future)
            problem = CancelledError() if future.cancelled() else future.exception()
            if problem is None:
                self._store(future.result())
            elif isinstance(problem, self._executor.gone):
                lost += batch
            else:
                raise problem
        if lost:
            self._give_back(lost)

    def _store(self, finished: list[FinishedRun]) -> None:
        for one in finished:
            self._seconds = 0.8 * self._seconds + 0.2 * one.seconds
        self._keep(finished)

    def _give_back(self, lost: Batch) -> None:
        """A worker is gone: replace it, and run again what was lost with it, or give it up."""
        _log.info("a worker ended; %d runs are repeated", len(lost))
        if self._executor.renew():
            for future, batch in self._under_way.items():
                if future.done() and not future.cancelled() and future.exception() is None:
                    self._store(future.result())
                else:
                    lost = lost + batch
            self._under_way.clear()
        self._lost.update(task.key for task in lost)
        given_up = [task for task in lost if self._lost[task.key] >= CRASHED_AT]
        if given_up:
            said = (f"the process that ran it ended, {CRASHED_AT} times, also when it ran alone: most likely "
                    "for want of memory")
            self._keep([FinishedRun(task.key, CRASHED, error=said) for task in given_up])
        self._repeated.extendleft(task for task in reversed(lost) if self._lost[task.key] < CRASHED_AT)


def _finished(fault: BaseException) -> list[FinishedRun]:
    """Runs of a batch that were finished when it was interrupted."""
    return getattr(fault, "finished", [])
