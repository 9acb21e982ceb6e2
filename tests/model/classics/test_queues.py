"""Queues: waiting against Erlang C and an event-driven simulation; requests between units against
conservation of work and Little."""

from __future__ import annotations

from heapq import heapify, heapreplace

import numpy as np
import pytest

from sim.model.engine.simulate import Run
from sim.model.rules.waiting import service_level, wait_minutes
from sim.scenario import Scenario

MINUTES, WITHIN, PATIENT = 12.0, 1.0, 1e9
DESKS, BUSY = (2, 5, 8, 16), (0.6, 0.7, 0.8, 0.9, 0.95)


def erlang_c(occupancy: float, servers: int, minutes: float = MINUTES, within: float = WITHIN) -> tuple[
    float, float]:
    """Mean wait, and share served within ``within``, of M/M/c: exactly, by Erlang B's recursion."""
    load, blocked = occupancy * servers, 1.0
    for c in range(1, servers + 1):
        blocked = load * blocked / (c + load * blocked)
    waits = blocked / (1 - occupancy * (1 - blocked))
    spare = servers * (1 - occupancy) / minutes
    return waits / spare, 1 - waits * np.exp(-spare * within)


def event_driven(occupancy: float, servers: int, seed: int, customers: int = 120_000) -> tuple[float, float]:
    """The same queue lived customer by customer, first come first served: mean wait and share served in time,
    after a warm-up."""
    chance = np.random.default_rng(seed)
    arrivals = np.cumsum(chance.exponential(MINUTES / (occupancy * servers), customers)).tolist()
    services = chance.exponential(MINUTES, customers).tolist()
    free_at = [0.0] * servers
    heapify(free_at)
    waits = np.empty(customers)
    for k, (arrives, needs) in enumerate(zip(arrivals, services, strict=True)):
        begins = max(arrives, free_at[0])
        heapreplace(free_at, begins + needs)
        waits[k] = begins - arrives
    settled = waits[customers // 10:]
    return float(settled.mean()), float((settled <= WITHIN).mean())


@pytest.mark.slow
def test_two_exact_accounts_agree():
    """Claim: Erlang's formula is what a queue of Poisson arrivals and exponential services shows.

    Erlang (1917), Solution of some problems in the theory of probabilities of significance in automatic
    telephone exchanges.  Compared: formula and event-driven simulation, five runs each; they are the
    yardstick of the next test.
    """
    for servers, occupancy in ((2, 0.7), (8, 0.8), (8, 0.9), (16, 0.9)):
        runs = np.array([event_driven(occupancy, servers, seed) for seed in range(5)])
        luck = 4 * runs.std(axis=0, ddof=1) / np.sqrt(5)
        assert (np.abs(runs.mean(axis=0) - erlang_c(occupancy, servers)) < luck + 0.002).all()


@pytest.mark.slow
def test_how_far_the_approximation_is_off():
    """Claim: Lq = rho^sqrt(2(c+1)) / (1 - rho) approximates Erlang C, the better the longer the queue.

    Sakasegawa (1977), An approximation formula Lq = a rho^b / (1 - rho), Annals of the Institute of
    Statistical Mathematics 29, 67-75.
    Compared: the rules wait_minutes and service_level against Erlang C for 2 to 16 desks at 60 to 95 %
    occupancy.
    """
    off = {}
    for servers in DESKS:
        for occupancy in BUSY:
            wait, level = erlang_c(occupancy, servers)
            off[servers, occupancy] = (wait_minutes(occupancy, servers, MINUTES, PATIENT) - wait,
                                       wait_minutes(occupancy, servers, MINUTES, PATIENT) / wait - 1,
                                       service_level(occupancy, servers, MINUTES, WITHIN) - level)
    minutes, shares, levels = np.abs(np.array(list(off.values()))).T
    busy = np.abs([share for (_, occupancy), (_, share, _) in off.items() if occupancy >= 0.8])
    print(f"wait off by at most {60 * minutes.max():.0f} s, {100 * shares.max():.1f} %, from .8 on "
          f"{100 * busy.max():.1f} %; service level by {100 * levels.max():.1f} points; worst at "
          f"{max(off, key=lambda k: abs(off[k][1]))}")
    assert minutes.max() < 0.45 and busy.max() < 0.12 and levels.max() < 0.045
    assert max(abs(share) for (_, occupancy), (_, share, _) in off.items() if occupancy >= 0.9) < 0.02


@pytest.mark.slow
def test_units_of_a_run_wait_as_long_as_erlang_says():
    """The same over a quarter of the ordinary firm: every unit and day whose occupancy lies below .97, as it
    was lived."""
    run, lived, exact = Run(Scenario.load("ordinary-firm").with_(days=65).setup()), [], []
    p = run.world.p[0]
    for _ in range(65):
        run.step()
        for unit in run.world.units:
            if 0 < unit.pressure < 0.97:
                lived.append((unit.wait, unit.service_level))
                exact.append(erlang_c(unit.pressure, unit.present, p.handle_minutes_mean, p.service_within))
    (wait, level), (true_wait, true_level) = np.mean(lived, axis=0), np.mean(exact, axis=0)
    print(f"{len(lived)} units and days: wait {wait:.3f} against {true_wait:.3f} minutes, "
          f"served in time {level:.3f} against {true_level:.3f}")
    assert wait == pytest.approx(true_wait, rel=0.05) and level == pytest.approx(true_level, abs=0.045)


def requests(days: int, **changed) -> dict[str, np.ndarray]:
    """Requests, capacity, backlog and told wait of every serving unit and day: [days, units]."""
    run = Run(Scenario.load("ordinary-firm").with_(days=days, **changed).setup())
    serving = run.world.units["planned"] > 0
    rows: dict[str, list] = {name: [] for name in ("asked", "capacity", "backlog", "wait_days")}
    rows["backlog"].append(run.world.units["backlog"][serving].copy())
    for _ in range(days):
        run.step()
        for name, kept in rows.items():
            kept.append(run.world.units[name][serving].copy())
    return {name: np.array(kept) for name, kept in rows.items()}


def lived_waits(asked: np.ndarray, done: np.ndarray, already: float) -> np.ndarray:
    """Days each request waited in the queue, first come first served: from the day it was made to the day its
    place was reached."""
    made = np.repeat(np.arange(len(asked)), asked.astype(int))
    reached = np.searchsorted(np.cumsum(done), already + np.arange(1, len(made) + 1) - 1e-9)
    return np.where(reached < len(done), reached - made, -1)


@pytest.mark.slow
def test_a_queue_ends_at_the_longest_wait():
    """Where the model departs: what cannot be answered within the longest wait leaves the queue, and stays
    without an answer here."""
    run = Run(Scenario.load("ordinary-firm").with_(days=120, levers={"back_office_capacity": 0.5}).setup())
    p, serving = run.world.p[0], run.world.units["planned"] > 0
    for _ in range(120):
        before = run.world.units["backlog"].copy()
        run.step()
    units = run.world.units
    full = (p.longest_delay - p.turnaround) * units["capacity"]
    lost = (before + units["asked"] - units["capacity"] - units["backlog"])[serving]
    assert (units["backlog"] <= full + 1e-9)[serving].all()
    assert lost.max() > 1.0 and units["wait_days"].max() == p.longest_delay


@pytest.mark.slow
def test_requests_between_units_obey_conservation_and_little():
    """Claim: what came is done or waits; and mean queue = rate x mean wait, whatever the order of events.

    Little (1961), A proof for the queuing formula L = lambda W, Operations Research 9, 383-387.  Compared:
    every serving unit over a year at capacity for a little more than is asked, blame without a say, so that
    queues come and go but do not run away: requests, capacity and backlog day by day; the wait that was told
    against the one that was lived.
    """
    seen = requests(250, without=["voice", "hearing-customers"], parameters={"willing": 0.0},
                    levers={"back_office_capacity": 0.84})
    came, could, left = seen["asked"], seen["capacity"], seen["backlog"]
    done = left[:-1] + came - left[1:]
    assert (done >= -1e-9).all() and (done <= could + 1e-9).all()
    idle = done < could - 1e-9
    assert (left[1:][idle] == 0).all()  # nobody rests while requests wait
    few = seen["wait_days"].max(axis=0) < 15  # units whose queue never came near the longest wait
    assert few.sum() >= 2
    for u in np.flatnonzero(few):
        waits = lived_waits(came[:, u], done[:, u], left[0, u])
        waits = waits[waits >= 0]
        rate, queue = came[:, u].mean(), left[1:, u].mean()
        assert queue == pytest.approx(rate * waits.mean(), rel=0.1, abs=0.5)
    told = ((seen["wait_days"] - 1.5) * came)[:, few].sum() / came[:, few].sum()
    little = left[1:][:, few].sum() / came[:, few].sum()
    print(f"{few.sum()} units: told {told:.3f} days in the queue, Little's law {little:.3f}")
    assert told == pytest.approx(little, rel=0.15, abs=0.02)
