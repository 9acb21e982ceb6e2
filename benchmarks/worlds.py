"""The benchmark world at any size: half the people front line, 20 visits a front-line day, 100 customers a
front-line post.

    python -m benchmarks.worlds PEOPLE DAYS     # in a process of its own: time and peak memory, as JSON
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.model.engine.setup import Setup
from sim.model.engine.simulate import Run
from sim.model.population import CUSTOMER, PERSON, PERSON_SCRATCH
from sim.model.tallies import TODAY
from sim.org.shape import Shape
from sim.scenario import Scenario

PARAMETERS = {"customers_per_post": 100, "cases_per_year": 46}


@lru_cache(2)
def setup(people: int, days: int) -> Setup:
    """The benchmark world with so many people."""
    followers = people - sum(Shape(people=people).leaders)
    organisation = {"people": people, "front_line_share": 0.5 * people / followers}
    return Scenario(organisation=organisation, parameters=PARAMETERS, days=days).setup()


@dataclass(frozen=True)
class Speed:
    """Nanoseconds a contact over whole days, best and median; nanoseconds a person of the median day;
    contacts a front-line day."""

    people: int
    threads: int
    best: float
    median: float
    per_person: float
    visits: float
    satisfaction: float
    starts: float


def speed(people: int, days: int, threads: int = 1, clock: Callable[[], float] | None = None) -> Speed:
    """Live ``days`` whole days of the benchmark world; on one thread in time of the processor."""
    clock = clock or (time.process_time if threads == 1 else time.perf_counter)
    world = setup(people, days)
    began = time.perf_counter()
    run = Run(world, threads=threads)
    starts = time.perf_counter() - began
    seconds = []
    for _ in range(days):
        began = clock()
        run.step()
        seconds.append(clock() - began)
    contacts = run.tallies["contacts"].sum(axis=1)
    each = 1e9 * np.array(seconds) / contacts
    return Speed(people, threads, float(each.min()), float(np.median(each)), 1e9 * float(np.median(seconds))
                 / people, float(contacts.mean()) / int(world.organisation.front_line.sum()),
                 float(run.tallies["sum_satisfaction"].sum() / contacts.sum()), starts)


@dataclass(frozen=True)
class Memory:
    """Bytes a person and a customer, each part by name."""

    person: dict[str, float]
    customer: dict[str, float]


def memory(people: int = 10_000) -> Memory:
    """What the columns of the world take."""
    world = Run(setup(people, 1)).world
    posts, customers = len(world.people), len(world.customers)
    scratch = sum(PERSON[name].itemsize for name in PERSON_SCRATCH)
    ties = world.tie_start.nbytes + world.tie_to.nbytes + world.tie_weight.nbytes
    lines = (world.team.nbytes + world.team_start.nbytes + world.front.nbytes + world.leaders.nbytes
             + world.units.nbytes + world.punished.nbytes + world.parts.nbytes)
    return Memory({"record": PERSON.itemsize - scratch, "scratch": scratch, "today": TODAY.itemsize,
                   "ties": ties / posts, "leaders, units, teams": lines / posts},
                  {"record": CUSTOMER.itemsize, "due": world.due.nbytes / customers})


def alone(people: int, days: int, threads: int) -> dict[str, float]:
    """Seconds to build the organisation, to start and to live, and this process's peak of memory in GB."""
    import resource

    began = time.perf_counter()
    world = setup(people, days)
    built = time.perf_counter()
    run = Run(world, threads=threads)
    started = time.perf_counter()
    for _ in range(days):
        run.step()
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"build": built - began, "start": started - built, "days": ended - started, "peak": peak / 1e9,
            "contacts": float(run.tallies["contacts"].sum()),
            "first": float(run.tallies["contacts"][0].sum())}


if __name__ == "__main__":
    print(json.dumps(alone(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 2)))
