"""What one waits for at the terminal: the year of an ordinary firm, help, the first day, compiling."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

from sim.model.engine.simulate import simulate
from sim.runs import study
from sim.scenario import Scenario

FIRST_DAY = """
from sim.scenario import Scenario
from sim.model.engine.simulate import Run
run = Run(Scenario.load("ordinary-firm").setup())
run.step()
"""
"""From the start of a process to the first simulated day."""


def year(times: int = 5) -> float:
    """Seconds a replication of ordinary-firm, its setup made before: the best of some."""
    setup = Scenario.load("ordinary-firm").setup()
    return min(timed(partial(simulate, setup, r)) for r in range(times))


def sim_run(replications: int, workers: int, times: int = 3) -> float:
    """Seconds `sim run ordinary-firm` takes with its folder of results, best of some."""
    with tempfile.TemporaryDirectory() as folder:
        return min(process(["-m", "sim", "run", "-r", str(replications), "--workers", str(workers), "--out",
                            f"{folder}/{n}"]) for n in range(times))


def many_short(runs: int) -> float:
    """Seconds for so many runs of 90 days of the ordinary firm on two workers."""
    firm = Scenario.load("ordinary-firm").with_(days=90)
    return timed(lambda: study.run(firm, replications=runs, workers=2))


def help_appears(times: int = 5) -> float:
    """Seconds `sim --help` takes, best of some."""
    return min(process(["-m", "sim", "--help"]) for _ in range(times))


def first_day(times: int = 3) -> float:
    """Seconds from the start of a process to its first simulated day, compiled code being at hand."""
    return min(process(["-c", FIRST_DAY]) for _ in range(times))


def compilation() -> float:
    """Seconds from a process's start to its first simulated day, less what it takes anyway; empty cache."""
    with tempfile.TemporaryDirectory() as empty:
        environment = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
        cold = process(["-c", FIRST_DAY], environment | {"XDG_CACHE_HOME": empty})
    return cold - first_day(1)


def worlds_alone(people: int, days: int, threads: int) -> dict[str, float]:
    """Time and peak memory of the benchmark world in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.worlds", str(people), str(days), str(threads)],
                          check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def process(arguments: list[str], environment: dict[str, str] | None = None) -> float:
    """Seconds a Python process takes from start to end."""
    return timed(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True,
                                        env=environment))


def timed(work: Callable[[], object]) -> float:
    """Seconds ``work()`` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
