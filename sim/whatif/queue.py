"""One pool for all visitors: urgent work goes first, and each visitor gets a turn.

There are lanes.  *First* full answers go before *recordings* and what else shows single people, *large* ones
after small ones, and last all that *refines* answers.  A lane has as many threads as there are cores; whoever
works in a lower lane pauses within a simulated day while the lanes above need the cores, so nothing is lost
and nothing waits for a run to end.  Within a lane the visitor goes next whose last turn is longest ago.

A visitor's newer request replaces the older one of its kind: what had not begun is dropped, what is under way
stops within a day.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any, Protocol

from sim.base.errors import UserError
from sim.runs.pool import Stopped, cores

MOST_REQUESTS = 500
"""Requests that may wait at a time; more are refused in words."""

_GLANCE = 0.02  # seconds between two looks of a thread that pauses
_LOOK = 0.1  # seconds between two looks of whoever waits


class Beat(Protocol):
    """What a task is called with."""

    def __call__(self) -> None:
        """To be called on every simulated day: waits while others go first, raises `sim.runs.pool.Stopped`
        when it is no longer wanted."""

    def go_on(self) -> None:
        """Raises likewise, but never waits: for work that somebody who goes first may be waiting for."""


class Lane(IntEnum):
    """What goes first."""

    FIRST = 0
    RECORDING = 1
    LARGE = 2
    REFINE = 3


_USUAL = {Lane.FIRST: 0.8, Lane.RECORDING: 2.0, Lane.LARGE: 40.0, Lane.REFINE: 0.8}
"""Seconds that a task takes, until some have been measured."""


@dataclass(frozen=True)
class Position:
    """A request's place in the queue.  ahead: tasks of others before its own next one.  seconds: until its
    tasks in hand are done, about."""

    ahead: int
    seconds: float


@dataclass
class _Task:
    request: Request
    work: Callable[[Beat], Any]
    future: Future[Any]


class Queue:
    """The pool.  workers: cores to be used."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()
        self._waiting: dict[Lane, dict[str, deque[_Task]]] = {lane: {} for lane in Lane}
        self._running: dict[Lane, list[_Task]] = {lane: [] for lane in Lane}
        self._turn: dict[str, int] = {}
        self._requests: dict[tuple[str, str], Request] = {}
        self._turns = 0
        self._seconds = dict(_USUAL)
        self._change = threading.Condition()
        self._threads: list[threading.Thread] = []

    def request(self, visitor: str, kind: str) -> Request:
        """A new request; the visitor's older one of this kind is cancelled.  UserError when too many wait."""
        with self._change:
            older = self._requests.get((visitor, kind))
            if older is None and len(self._requests) >= MOST_REQUESTS:
                raise UserError(f"{MOST_REQUESTS} requests wait already; try again in a minute")
            request = self._requests[visitor, kind] = Request(self, visitor, kind)
        if older is not None:
            older.cancel()
        return request

    def leave(self, visitor: str) -> None:
        """The visitor has gone: nothing of theirs is wanted any more."""
        with self._change:
            gone = [request for (who, _), request in self._requests.items() if who == visitor]
        for request in gone:
            request.cancel()
        with self._change:
            self._turn.pop(visitor, None)

    @property
    def visitors(self) -> int:
        """Visitors of whom something waits or runs."""
        with self._change:
            return len({visitor for visitor, _ in self._requests})

    def _begin(self) -> None:
        if not self._threads:
            self._threads = [threading.Thread(target=self._work, args=(lane, place), daemon=True,
                                              name=f"{lane.name.lower()}-{place}") for lane in Lane
                             for place in range(self.workers)]
            for thread in self._threads:
                thread.start()

    def _work(self, lane: Lane, place: int) -> None:
        """What a thread does, forever."""
        while True:
            with self._change:
                self._change.wait_for(lambda: self._waiting[lane] and not self._gives_way(lane, place))
                task = self._next(lane)
                self._running[lane].append(task)
            began = time.perf_counter()
            try:
                self._do(task, lane, place)
            finally:
                with self._change:
                    self._running[lane].remove(task)
                    self._seconds[lane] += 0.1 * (time.perf_counter() - began - self._seconds[lane])
                    self._change.notify_all()

    def _do(self, task: _Task, lane: Lane, place: int) -> None:
        if not task.future.set_running_or_notify_cancel():
            return
        try:
            beat = _Beat(self, task.request, lane, place)
            beat()
            result = task.work(beat)
        except BaseException as fault:
            task.future.set_exception(fault)
        else:
            task.future.set_result(result)

    def _next(self, lane: Lane) -> _Task:
        """Of the visitor whose last turn is longest ago."""
        waiting = self._waiting[lane]
        visitor = min(waiting, key=lambda who: self._turn.get(who, 0))
        self._turns += 1
        self._turn[visitor] = self._turns
        task = waiting[visitor].popleft()
        if not waiting[visitor]:
            del waiting[visitor]
        return task

    def _gives_way(self, lane: Lane, place: int) -> bool:
        """Do the lanes above need the core of this place?"""
        above = sum(len(self._running[higher]) + sum(map(len, self._waiting[higher].values()))
                    for higher in Lane if higher < lane)
        return place + above >= self.workers

    def _gives_way_now(self, lane: Lane, place: int) -> bool:
        """As :meth:`_gives_way`, on every simulated day: without the lock unless something is there."""
        if not any(self._running[higher] or self._waiting[higher] for higher in Lane if higher < lane):
            return False
        with self._change:
            return self._gives_way(lane, place)



class Request:
    """What one visitor asks for; its tasks are submitted one by one.  Made by :meth:`Queue.request`."""

    def __init__(self, queue: Queue, visitor: str, kind: str) -> None:
        self.queue, self.visitor, self.kind = queue, visitor, kind
        self._stop = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Is it no longer wanted?"""
        return self._stop.is_set()

    def submit[T](self, lane: Lane, work: Callable[[Beat], T]) -> Future[T]:
        """Have ``work`` done in a lane; it is called with a :data:`Beat`."""
        task, queue = _Task(self, work, Future()), self.queue
        with queue._change:
            if self.cancelled:
                task.future.set_exception(Stopped())
                return task.future
            queue._waiting[lane].setdefault(self.visitor, deque()).append(task)
            queue._begin()
            queue._change.notify_all()
        return task.future

    def executor(self, lane: Lane) -> Executor:
        """For whoever takes an executor, such as `sim.explain`; calls are stopped between each other."""
        return _AsExecutor(self, lane)

    def cancel(self) -> None:
        """Stop what is under way, drop what waits."""
        self._stop.set()
        dropped = []
        with self.queue._change:
            for waiting in self.queue._waiting.values():
                tasks = waiting.get(self.visitor, ())
                dropped += [task for task in tasks if task.request is self]
                left = deque(task for task in tasks if task.request is not self)
                if left:
                    waiting[self.visitor] = left
                else:
                    waiting.pop(self.visitor, None)
            self.queue._change.notify_all()
        for task in dropped:
            # else whoever waited for it has given it up before
            if task.future.set_running_or_notify_cancel():
                task.future.set_exception(Stopped())
        self.close()

    def close(self) -> None:
        """It has all it asked for."""
        queue = self.queue
        with queue._change:
            if queue._requests.get((self.visitor, self.kind)) is self:
                del queue._requests[self.visitor, self.kind]
            if not any(visitor == self.visitor for visitor, _ in queue._requests):
                queue._turn.pop(self.visitor, None)

    def position(self) -> Position | None:
        """Its place; None when nothing of it waits or runs."""
        queue, seconds, ahead, found = self.queue, 0.0, 0, 0
        with queue._change:
            for lane in Lane:
                waiting = [task for tasks in queue._waiting[lane].values() for task in tasks]
                own = [task for task in (*waiting, *queue._running[lane]) if task.request is self]
                others = len(waiting) + len(queue._running[lane]) - len(own)
                if own:
                    # visitors take turns: before my last task each of the others has at most as many turns as
                    # I have tasks
                    turns = sum(min(len(tasks), len(own)) for who, tasks in queue._waiting[lane].items()
                                if who != self.visitor)
                    seconds += queue._seconds[lane] * (turns + len(own)) / queue.workers
                    ahead += (sum(1 for who in queue._waiting[lane] if who != self.visitor) if found == 0
                              else 0)
                    found += len(own)
                elif found == 0:
                    ahead += others
                    seconds += queue._seconds[lane] * others / queue.workers
        return Position(ahead, seconds) if found else None


@dataclass(frozen=True)
class _Beat:
    queue: Queue
    request: Request
    lane: Lane
    place: int

    def __call__(self) -> None:
        self.go_on()
        while self.queue._gives_way_now(self.lane, self.place):
            time.sleep(_GLANCE)
            self.go_on()

    def go_on(self) -> None:
        if self.request.cancelled:
            raise Stopped


class _AsExecutor(Executor):
    def __init__(self, request: Request, lane: Lane) -> None:
        self._request, self._lane = request, lane

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self._request.submit(self._lane, lambda beat: fn(*args, **kwargs))


def awaited[T](future: Future[T], look: Callable[[], None]) -> T:
    """The result, once it is there; until then ``look`` is called now and then by whoever waits.  What it
    raises ends the waiting."""
    while not wait([future], timeout=_LOOK).done:
        look()
    return future.result()


@cache
def shared() -> Queue:
    """The pool of this process."""
    return Queue()
