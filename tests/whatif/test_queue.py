"""The pool of all visitors: what goes first, whose turn it is, what is dropped."""

from __future__ import annotations

import threading
import time

import pytest

from sim.base.errors import UserError
from sim.runs.pool import Stopped
from sim.whatif import queue as module
from sim.whatif.queue import Lane, Queue


class Steps:
    """A task of a few beats; tells when it began, and waits to be let go on."""

    def __init__(self, log: list, name: str, hold: threading.Event | None = None) -> None:
        self.log, self.name, self.hold = log, name, hold

    def __call__(self, beat):
        self.log.append(self.name)
        while self.hold is not None and not self.hold.is_set():
            beat()
            time.sleep(0.001)
        return self.name


def test_first_answers_go_before_refinements_and_visitors_take_turns():
    queue, log, hold = Queue(1), [], threading.Event()
    busy = queue.request("zero", "full")
    first = busy.submit(Lane.FIRST, Steps(log, "busy", hold))
    one, other, late = (queue.request(who, "full") for who in ("one", "other", "late"))
    futures = [one.submit(Lane.REFINE, Steps(log, "one refined"))]
    futures += [one.submit(Lane.FIRST, Steps(log, f"one {i}")) for i in range(3)]
    futures += [other.submit(Lane.FIRST, Steps(log, f"other {i}")) for i in range(2)]
    futures += [late.submit(Lane.FIRST, Steps(log, "late 0"))]
    while log != ["busy"]:
        time.sleep(0.001)
    assert one.position().ahead == 2
    assert one.position().seconds > 0
    hold.set()
    assert [first.result(), *(future.result() for future in futures)]
    assert log == ["busy", "one 0", "other 0", "late 0", "one 1", "other 1", "one 2", "one refined"]
    assert one.position() is None


def test_a_lower_lane_stands_still_while_a_higher_one_works():
    queue, log, hold = Queue(1), [], threading.Event()
    beats = []

    def slow(beat):
        log.append("slow")
        while not hold.is_set():
            beat()
            beats.append(time.perf_counter())
            time.sleep(0.001)
        return "slow"

    refined = queue.request("one", "full").submit(Lane.REFINE, slow)
    while not beats:
        time.sleep(0.001)

    def quick(beat):
        time.sleep(0.05)
        before = len(beats)
        time.sleep(0.15)
        return len(beats) - before

    assert queue.request("two", "full").submit(Lane.FIRST, quick).result() == 0
    seen = len(beats)
    while len(beats) == seen:
        time.sleep(0.001)
    hold.set()
    assert refined.result() == "slow"


def test_a_newer_request_replaces_the_older():
    queue, log, hold = Queue(1), [], threading.Event()
    older = queue.request("one", "full")
    running, waiting = (older.submit(Lane.FIRST, Steps(log, name, hold)) for name in ("running", "waiting"))
    while not log:
        time.sleep(0.001)
    newer = queue.request("one", "full")
    for future in (running, waiting):
        with pytest.raises(Stopped):
            future.result(timeout=5)
    assert older.cancelled and not newer.cancelled
    assert log == ["running"]
    with pytest.raises(Stopped):
        older.submit(Lane.FIRST, Steps(log, "too late")).result()
    assert newer.submit(Lane.FIRST, Steps(log, "new")).result(timeout=5) == "new"
    assert queue.request("one", "why") and not newer.cancelled, "another kind replaces nothing"


def test_who_leaves_is_forgotten():
    queue, log, hold = Queue(1), [], threading.Event()
    running = queue.request("one", "full").submit(Lane.FIRST, Steps(log, "running", hold))
    queue.request("one", "why")
    assert queue.visitors == 1
    queue.leave("one")
    with pytest.raises(Stopped):
        running.result(timeout=5)
    assert queue.visitors == 0
    assert not queue._requests and not queue._turn


def test_a_fault_reaches_who_asked_and_the_pool_goes_on():
    queue, log = Queue(1), []
    request = queue.request("one", "full")

    def broken(beat):
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        request.submit(Lane.FIRST, broken).result(timeout=5)
    assert request.submit(Lane.FIRST, Steps(log, "next")).result(timeout=5) == "next"
    assert request.executor(Lane.REFINE).submit(max, 3, 4).result(timeout=5) == 4


def test_too_many_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(module, "MOST_REQUESTS", 2)
    queue = Queue(1)
    queue.request("a", "full"), queue.request("b", "full")
    with pytest.raises(UserError, match="try again"):
        queue.request("c", "full")
    assert queue.request("a", "full")


def test_what_was_given_up_before_is_dropped_all_the_same():
    queue, log, hold = Queue(1), [], threading.Event()
    queue.request("zero", "full").submit(Lane.FIRST, Steps(log, "busy", hold))
    request = queue.request("one", "full")
    given_up, waiting = (request.submit(Lane.FIRST, Steps(log, name)) for name in ("given up", "waiting"))
    given_up.cancel()
    request.cancel()
    hold.set()
    with pytest.raises(Stopped):
        waiting.result(10)
