"""Run a setup to its end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import numpy as np

from sim.model.chance import key_of
from sim.model.engine import day as steps
from sim.model.engine import start as first_morning
from sim.model.engine.compiling import compile_for
from sim.model.engine.record import Record
from sim.model.engine.settled import PASTS, name_of
from sim.model.engine.setup import Setup
from sim.model.engine.world import create, ordinary_policies, policy_records
from sim.model.interaction.moment import MOMENT
from sim.model.interaction.service import phase_service
from sim.model.mechanisms.peers import SHOWN
from sim.model.outcomes import TALLIES
from sim.model.parameters import SWITCHES
from sim.model.population import World
from sim.model.tallies import TALLY

SETTLING = 0x80000000
"""Added to the replication number while a culture settles: each replication has a past of its own, the same
for both worlds of a pair."""
WEEK_ZERO = 5
"""Days run under default levers before day 1, unrecorded: cases are open and people tired on the first
recorded morning as on any."""


def _no_beat() -> None:
    pass


class Run:
    """One replication, day by day.

    ``world`` is what is; ``tallies`` what was measured; ``day`` how many days are done; ``segment`` which of
    the policies' segments of time is in force.

    beat: called on every day while a culture settles before the first day; what it raises ends that.
    """

    def __init__(self, setup: Setup, replication: int = 0, threads: int = 1,
                 beat: Callable[[], None] = _no_beat) -> None:
        self.setup, self.threads, self.day = setup, threads, 0
        self.world = prepared(setup, replication, beat)
        self.tallies = np.zeros((setup.days, len(self.world.units)), TALLY)
        for day in range(WEEK_ZERO):
            run_day(self.world, day, np.zeros_like(self.tallies[0]), threads)
        self.segment = -1
        self._change_levers()

    def step(self, keep_moments: bool = False, way: Callable[..., Any] | None = None) -> Any:
        """Run one day; returns the contacts of the day (MOMENT [contacts]) if ``keep_moments``, else an empty
        array.

        way: another way to run a day than :func:`run_day`, with the same arguments; then what it returns.
        """
        self._change_levers()
        moments = (way or run_day)(self.world, WEEK_ZERO + self.day, self.tallies[self.day], self.threads,
                                   keep_moments)
        self.day += 1
        return moments

    def _change_levers(self) -> None:
        """The levers of the segment of time in which the next day lies."""
        segment = int(np.searchsorted(self.setup.policies.from_day, self.day, side="right")) - 1
        if segment != self.segment:
            self.segment = segment
            self.world = self.world._replace(policies=policy_records(self.setup.policies, segment))

    @property
    def record(self) -> Record:
        """What was measured so far."""
        shape = (self.day, self.tallies.shape[1], len(TALLIES))
        return Record(self.tallies[:self.day].view("f8").reshape(shape), self.setup.organisation.unit_names)


def run_day(world: World, day: int, rows: np.ndarray, threads: int = 1, keep_moments: bool = False,
            look: Callable[[World], None] = lambda world: None) -> np.ndarray:
    """One day: the phases of `sim.model.engine.day.PLAN` in order.  look: called in the morning, after the
    contacts and in the evening."""
    moments = np.empty(np.count_nonzero(world.due == day) if keep_moments else 0, MOMENT)
    shown, cuts = np.empty(len(world.people), SHOWN), shares(world, day, 1 if keep_moments else threads)

    with ThreadPoolExecutor(len(cuts)) if len(cuts) > 1 else nullcontext() as pool:
        def each(work: Callable[[int, int], Any]) -> Any:
            return list(pool.map(work, *zip(*cuts, strict=True))) if pool else [work(*cuts[0])]

        def people(what: int) -> None:
            each(lambda first, last: steps.by_parts(world, day, what, first, last, shown, rows))

        steps.at_once(world, day, steps.LEADERS)
        people(steps.PERCEIVE)
        look(world)
        done = each(lambda first, last: phase_service(world, day, int(world.parts["first_unit"][first]),
                                                      int(world.parts["last_unit"][last - 1]), moments))
        look(world)
        people(steps.SHOW)
        steps.at_once(world, day, steps.UNITS)
        people(steps.LOOK)
        people(steps.EVENING)
        look(world)
        people(steps.NIGHT)
        steps.at_once(world, day, steps.POSTS)
    moments = moments[:done[0]]
    return moments[np.argsort(moments["post"], kind="stable")] if keep_moments else moments


def run_morning(world: World, day: int) -> None:
    """The morning of a day: leaders act, people perceive."""
    steps.at_once(world, day, steps.LEADERS)
    steps.by_parts(world, day, steps.PERCEIVE, 0, len(world.parts), np.empty(0, SHOWN), np.empty(0, TALLY))


def shares(world: World, day: int, threads: int) -> list[tuple[int, int]]:
    """Parts of the firm cut into ranges of about equal numbers of customers, one for each thread; small days
    stay one."""
    parts = len(world.parts)
    if threads == 1 or np.count_nonzero(world.due == day) < 20_000:
        return [(0, parts)]
    ends = world.base_start[world.parts["last_unit"]]
    cuts = np.searchsorted(ends, np.linspace(0, len(world.customers), threads + 1)[1:-1]) + 1
    edges = sorted({0, *map(int, cuts), parts})
    return list(zip(edges[:-1], edges[1:], strict=True))


def ordinary_week(setup: Setup) -> np.ndarray:
    """Demand of an ordinary week: the weekday profile of the setup's first week at mean 1 (float64 [5])."""
    return (setup.demand[:5] / setup.demand[:5].mean() if setup.days >= 5 and setup.demand[:5].any()
            else np.ones(5))


def _is_anything_off(setup: Setup) -> bool:
    """Is a mechanism switched off, or another side of a contested finding chosen?"""
    return bool(setup.without) or any(side != SWITCHES[name].choices[0] for name,
                                      side in setup.switches.items())


def prepared(setup: Setup, replication: int, beat: Callable[[], None] = _no_beat) -> World:
    """The world before week zero of a replication.  beat: see :class:`Run`."""
    demand = np.concatenate((np.resize(ordinary_week(setup), WEEK_ZERO), setup.demand))
    calendar = np.concatenate(([0.0], np.cumsum(demand)))
    world = create(setup, ordinary_policies(setup.policies), calendar, replication)
    compile_for(world)
    first_morning.neutral_values(world, _is_anything_off(setup))
    if setup.culture == "none" or not first_morning.stored_culture():
        first_morning.everybody_new(world)
    elif setup.settle_days > 0:
        settled = PASTS.find(name_of(setup, replication, ordinary_week(setup)),
                             lambda: _settle(setup, replication, beat), beat)
        for table, columns in first_morning.STORED.items():
            for name in columns:
                getattr(world, table)[name] = settled[table][name]
    else:
        first_morning.ordinary(world, key_of(setup.seed, SETTLING))
    for post in setup.organisation.vacant:
        person = world.people[post]
        if not person.vacant:
            person.vacant, person.occupant, person.tenure, person.absent_days = 1, person.occupant + 1, 0, 0
    first_morning.first_visits(world)
    return world


def _settle(setup: Setup, replication: int, beat: Callable[[], None]) -> World:
    """The ordinary culture after ``settle_days`` in this organisation under default levers."""
    calendar = np.concatenate(([0.0], np.cumsum(np.resize(ordinary_week(setup), setup.settle_days))))
    world = create(setup, ordinary_policies(setup.policies), calendar, SETTLING | replication)
    first_morning.neutral_values(world, _is_anything_off(setup))
    first_morning.ordinary(world, world.key)
    first_morning.first_visits(world)
    rows = np.zeros(len(world.units), TALLY)
    for day in range(setup.settle_days):
        run_day(world, day, rows)
        beat()
    return world


def simulate(setup: Setup, replication: int = 0, threads: int = 1, on_day: Callable[[int], None]
             | None = None, beat: Callable[[], None] = _no_beat) -> Record:
    """The record of one replication; the same bytes for the same setup and replication, whatever ``threads``
    is.

    on_day is called after every day with the number of days done; beat on every day of settling before.
    """
    run = Run(setup, replication, threads, beat)
    for _ in range(setup.days):
        run.step()
        if on_day is not None:
            on_day(run.day)
    return run.record
