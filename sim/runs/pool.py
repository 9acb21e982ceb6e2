"""Many runs at once, on every core, behind the protocol of ``concurrent.futures.Executor``.

Results come in the order in which runs were asked for, whoever finishes first, and are the same as one after
another.  There are three executors, and :func:`open_pool` chooses:

- :class:`Threads`: the compiled day lets other threads run, so they start at once, share memory, and keep all
  cores busy while a day is long against the tenth of a millisecond of Python around it.
- :class:`Processes`: for long studies of small organisations, whose days are short.  They take some seconds
  to start.
- :class:`Serial`: one after another, here; for what is over before processes would have started.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Executor, Future, ThreadPoolExecutor, wait
from typing import Any

from sim.base.errors import UserError
from sim.model.engine import simulate as engine
from sim.model.engine.record import Record
from sim.model.engine.setup import Setup
from sim.model.outcomes import TALLIES, WHOLE
from sim.runs.processes import Packed, Processes

Job = tuple[Setup, int]
"""What to simulate, and the number of its replication."""

Progress = Callable[[int, int], None]
"""Called with (days done, days in all), summed over runs."""

Keep = Callable[[Record], Any]
"""Reduces a record to what is needed of it; a module's function, since it may travel."""

POSTS_A_THREAD = 50
"""Posts an organisation needs for each thread, so that threads do not wait for each other."""

PROCESSES_FROM = 2_000_000
"""Person-days (posts x days x runs) from which processes are worth their start."""

UNITS_BELOW = 1 << 30
"""Bytes of tallies below which every unit's are kept; above, only those of the whole organisation."""

_TICK = 0.1  # seconds between two reports of progress


class Serial(Executor):
    """Does the work at once, here, in the order of submission.  cores: how many a single run may use."""

    def __init__(self, cores: int = 1) -> None:
        self.cores = cores

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call ``fn`` now; the future returned is finished."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as problem:
            future.set_exception(problem)
        return future


class Threads(ThreadPoolExecutor):
    """One thread per core."""


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def open_pool(workers: int | None = None, jobs: Sequence[Job] = ()) -> Executor:
    """An executor for these jobs, with ``workers`` at the same time (one per core unless given).

    Serial with one worker; threads where the organisations have at least :data:`POSTS_A_THREAD` posts for
    each; else processes from :data:`PROCESSES_FROM` person-days on, or when nothing is known of the jobs;
    else serial.
    """
    if workers is not None and workers < 1:
        raise UserError(f"workers is {workers}; it must be 1 or more")
    many = workers or cores()
    if jobs:
        many = min(many, len(jobs))
    if many == 1:
        return Serial(workers or cores())
    if jobs and min(len(setup.organisation) for setup, _ in jobs) >= POSTS_A_THREAD * many:
        return Threads(many)
    person_days = sum(len(setup.organisation) * (setup.days + setup.settle_days) for setup, _ in jobs)
    return Serial() if jobs and person_days < PROCESSES_FROM else Processes(many)


def days_in_all(jobs: Sequence[Job]) -> int:
    """Simulated days of all runs together."""
    return sum(setup.days for setup, _ in jobs)


def simulate_all(jobs: Sequence[Job], pool: Executor, on_progress: Progress | None = None,
                 keep: Keep | None = None) -> list[Any]:
    """The record of every job, in their order; or what ``keep`` makes of each where it was run, so that
    memory stays flat.

    Interrupted or failing, it stops the runs that are under way within a simulated day and leaves the pool
    usable.
    """
    total = days_in_all(jobs)
    report = on_progress or (lambda done, total: None)
    report(0, total)  # before anything is compiled, which may take a while
    if keep is None and sum(_tally_bytes(setup) for setup, _ in jobs) > UNITS_BELOW:
        keep = without_units
    if isinstance(pool, Processes):
        with pool.batch() as batch:
            packed = {id(setup): batch.pack(setup) for setup, _ in jobs}
            handed = (pool.submit(run_packed, packed[id(s)], r, batch.slot, keep) for s, r in jobs)
            return _collect(handed, lambda: report(min(batch.days, total), total), batch.stop)
    here = _Here((lambda days: report(days, total)) if isinstance(pool, Serial) else None)
    threads = pool.cores if isinstance(pool, Serial) else 1
    handed = (pool.submit(_run, s, r, threads, keep, here.on_day) for s, r in jobs)
    return _collect(handed, lambda: report(here.days, total), here.stop)


def map_all[Item, Result](work: Callable[[Item], Result], items: Sequence[Item], pool: Executor,
                          on_progress: Progress | None = None) -> list[Result]:
    """``work`` of every item, in their order: for whoever needs more of a run than its record.

    Inside processes ``work`` must be a function of an importable module, items and results must pickle.
    on_progress is called with (items done, items in all).  On an error or ctrl-C what has not begun is called
    off.
    """
    tell = on_progress or (lambda done, total: None)
    futures: list[Future[Result]] = []

    def handed() -> Iterable[Future[Result]]:
        for item in items:
            futures.append(pool.submit(work, item))  # a serial pool does it here and now
            tell(sum(future.done() for future in futures), len(items))
            yield futures[-1]

    return _collect(handed(), lambda: tell(sum(future.done() for future in futures), len(items)),
                    lambda: None)


def _collect[Result](handed: Iterable[Future[Result]], report: Callable[[], None],
                     stop: Callable[[], None]) -> list[Result]:
    """Wait for all, telling how far it is; on an error or ctrl-C stop the others."""
    futures: list[Future[Result]] = []
    try:
        futures.extend(handed)
        pending: set[Future[Result]] = set(futures)
        while pending:
            done, pending = wait(pending, timeout=_TICK, return_when=FIRST_EXCEPTION)
            for future in done:
                future.result()
            report()
        return [future.result() for future in futures]
    except BaseException:
        stop()
        for future in futures:
            future.cancel()
        wait(futures)
        raise


class Stopped(Exception):
    """The batch was called off."""


class _Here:
    """Days done, and whether to stop, for runs that share our memory."""

    def __init__(self, on_tick: Callable[[int], None] | None) -> None:
        self.days = 0
        self._stopped = False
        self._on_tick = on_tick
        self._lock = threading.Lock()

    def on_day(self, _: int) -> None:
        with self._lock:
            self.days += 1
        if self._stopped:
            raise Stopped
        if self._on_tick is not None:
            self._on_tick(self.days)

    def stop(self) -> None:
        self._stopped = True


def without_units(record: Record) -> Record:
    """The record of the whole organisation as if it were one unit."""
    return Record(record.tallies.sum(axis=1, keepdims=True), (WHOLE,))


def _run(setup: Setup, replication: int, threads: int, keep: Keep | None,
         on_day: Callable[[int], None]) -> Any:
    record = engine.simulate(setup, replication, threads=threads, on_day=on_day)
    return record if keep is None else keep(record)


def _tally_bytes(setup: Setup) -> int:
    return 8 * setup.days * setup.organisation.n_units * len(TALLIES)


def run_packed(packed: Packed, replication: int, slot: int, keep: Keep | None) -> Any:
    """Inside a process: run a setup that was handed over."""
    from sim.runs.processes import Worker

    def on_day(_: int) -> None:
        if not Worker.tick(slot):
            raise Stopped

    return _run(packed.setup, replication, 1, keep, on_day)
