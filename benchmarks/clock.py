"""Honest clocks on a shared machine: CPU time of this process, the best of several, beside a yardstick measured in between."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numba
import numpy as np

from sim.chance import philox


@numba.njit(nogil=True)
def _yardstick(n):
    seal = np.uint64(0)
    for i in range(n):
        a, b, c, d = philox(i, 1, 2, 3, 4, 5)
        seal ^= a ^ b ^ c ^ d
    return seal


def philox_ns(calls: int = 50_000) -> float:
    """Nanoseconds of one Philox4x32-10 call, now."""
    _yardstick(1)
    begin = time.process_time_ns()
    _yardstick(calls)
    return (time.process_time_ns() - begin) / calls


@dataclass(frozen=True)
class Timed:
    """What one unit of work took.  best, middle: nanoseconds; units: the middle of (nanoseconds / yardstick of the moment)."""

    best: float
    middle: float
    units: float


def timed(work: Callable[[], float], times: int, wall: bool = False) -> Timed:
    """``work`` returns how many units of work it did.  CPU time of all threads, or wall time."""
    clock = time.perf_counter_ns if wall else time.process_time_ns
    each, ratio = [], []
    for _ in range(times):
        yardstick = philox_ns()
        begin = clock()
        done = work()
        each.append((clock() - begin) / done)
        ratio.append(each[-1] / min(yardstick, philox_ns()))
    return Timed(min(each), float(np.median(each)), float(np.median(ratio)))
