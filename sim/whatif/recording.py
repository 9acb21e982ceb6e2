"""The whole run of a pair of worlds, week by week and person by person, small enough to be sent to a browser
once and played there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, wait
from dataclasses import dataclass, field
from functools import partial
from threading import Lock

import numpy as np

from sim.base.errors import UserError
from sim.model.engine.setup import Setup
from sim.model.engine.simulate import Run, run_day
from sim.model.population import World
from sim.org.organisation import Organisation
from sim.runs import weeks
from sim.runs.study import check_pair
from sim.scenario.parts import WEEK
from sim.whatif.event_log import EventLog, Writer
from sim.whatif.queue import Beat, Lane, Request, shared

STEPS = 250
"""A level of 0 to 100 is stored in this many steps: too fine for an eye or a rounded figure to see."""

NOTHING = 254
"""A person without this state: trust in the leader of somebody who has none, empathy of somebody who never
meets a customer."""

VACANT = 255
"""A post that was vacant all week."""

MOST_BYTES = 96 << 20
"""The longest recording that is made: a browser should have room for a few."""

LARGE = 400_000
"""Days of single people from which on a recording waits for the smaller ones: a thousand people have 250,000
in a year."""

Progress = Callable[[int, int], None]
"""Called with (days done, days in all) of both worlds together."""


STATES = tuple(weeks.STATES[name] for name in ("trust_in_leader", "fear", "empathy_shown", "blame_habit",
                                               "mood"))
"""The states of a recording, in their order.  Each is named as the outcome, its mean."""


@dataclass(frozen=True, eq=False)
class Recording:
    """Two worlds of the same people.  levels: uint8 [worlds, states, weeks, posts], the baseline first; 0 to
    STEPS, or NOTHING, or VACANT.

    A level is the mean of the evenings of its week on which somebody held the post (of the contacts of the
    week for empathy).  log: what stories are made from.
    """

    organisation: Organisation = field(repr=False)
    levels: np.ndarray = field(repr=False)
    log: EventLog = field(repr=False)
    days: int
    replication: int = 0

    @property
    def nbytes(self) -> int:
        """Bytes."""
        return self.levels.nbytes + self.log.nbytes

    @property
    def weeks(self) -> int:
        """How many weeks there are; the last may be short."""
        return int(self.levels.shape[2])

    def of(self, post: int) -> np.ndarray:
        """One person's states, 0 to 100: float64 [worlds, states, weeks]; NaN for nothing."""
        return shown(self.levels[:, :, :, post])

    def scale(self, state: int) -> tuple[float, float, float]:
        """Levels at which the colours of a state begin, are neutral and end: around the first week's mean of
        the baseline, as wide as nine in ten people of both worlds are away from it."""
        known = shown(self.levels[:, state])
        known = known[~np.isnan(known)]
        first = shown(self.levels[0, state, 0])
        if not len(known) or np.isnan(first).all():
            return 0.0, 50.0, 100.0
        middle = round(float(np.nanmean(first)))
        wide = max(5.0, 5.0 * round(float(np.percentile(np.abs(known - middle), 90)) / 5.0))
        return max(0.0, middle - wide), float(middle), min(100.0, middle + wide)

    def units(self, week: int) -> np.ndarray:
        """Means of every unit in a week (from 1), 0 to 100: float64 [worlds, states, units]; missing where a
        unit has nobody with it."""
        levels, unit = shown(self.levels[:, :, week - 1]), self.organisation.unit
        found = np.full((*levels.shape[:2], self.organisation.n_units), np.nan)
        for world, state in np.ndindex(*levels.shape[:2]):
            there = ~np.isnan(levels[world, state])
            count = np.bincount(unit[there], minlength=found.shape[2])
            total = np.bincount(unit[there], weights=levels[world, state][there], minlength=found.shape[2])
            np.divide(total, count, out=found[world, state], where=count > 0)
        return found


def shown(levels: np.ndarray) -> np.ndarray:
    """Stored steps as levels of 0 to 100; missing (NaN) where there is none."""
    return np.where(levels <= STEPS, levels * (100.0 / STEPS), np.nan)


def record_pair(baseline: Setup, plan: Setup, replication: int = 0, on_progress: Progress | None = None,
                request: Request | None = None) -> Recording:
    """Run both worlds of a pair and store everybody's week.

    on_progress is called from other threads.  request: of the shared queue, where visitors share it;
    cancelling it stops the recording within a simulated day with `sim.runs.pool.Stopped`, and it is over at
    the end.
    """
    check_pair(("the baseline", baseline), ("the plan", plan))
    posts, count = len(baseline.organisation), -(-baseline.days // WEEK)
    if 2 * len(STATES) * count * posts > MOST_BYTES:
        most = MOST_BYTES // (2 * len(STATES) * posts)
        raise UserError(f"a recording of {posts:,} people over {count:,} weeks is too long to be played in a "
                        f"browser; use at most {most:,} weeks ({most * WEEK:,} days), or a smaller "
                        "organisation")
    made = Recording(baseline.organisation, np.empty((2, len(STATES), count, posts), np.uint8),
                     EventLog.empty(baseline.organisation, count), baseline.days, replication)
    request = request or shared().request(f"alone-{threading.get_ident()}", "recording")
    together = Together(2 * baseline.days, on_progress)
    try:
        worlds = [request.submit(lane(posts, baseline.days), partial(_record, setup, made, world, together))
                  for world, setup in enumerate((baseline, plan))]
        for done in wait(worlds, return_when=FIRST_EXCEPTION).done:
            done.result()
    finally:
        request.cancel()
    return made


def lane(posts: int, days: int) -> Lane:
    """Where so much of single people waits."""
    return Lane.LARGE if posts * days > LARGE else Lane.RECORDING


class Together:
    """How far two worlds are together."""

    def __init__(self, total: int, on_progress: Progress | None) -> None:
        self._done, self._total, self._tell, self._lock = 0, total, on_progress, Lock()

    def day(self) -> None:
        """A day of one world is done."""
        with self._lock:
            self._done += 1
            if self._tell is not None:
                self._tell(self._done, self._total)


def _record(setup: Setup, made: Recording, side: int, together: Together, beat: Beat) -> None:
    """Run one world and fill its side of the recording."""
    run = Run(setup, made.replication, beat=beat.go_on)
    week, writer = Week(run.world), Writer(made.log, side)

    def evening(world: World) -> None:
        week.add(world)
        writer.evening(world)

    for day in range(setup.days):
        moments = run.step(keep_moments=True, way=partial(run_day, look=evenings(evening)))
        writer.day(day + 1, moments)
        if (day + 1) % WEEK == 0 or day + 1 == setup.days:
            made.levels[side, :, day // WEEK] = week.steps()
            writer.week(day // WEEK, run.world)
            week = Week(run.world, week)
        beat()
        together.day()


def evenings(see: Callable[[World], None]) -> Callable[[World], None]:
    """For ``sim.model.engine.simulate.run_day``, which looks up in the morning, after the contacts and in the
    evening: ``see`` the evening only."""
    times = 0

    def look(world: World) -> None:
        nonlocal times
        times += 1
        if times == 3:
            see(world)

    return look


class Week:
    """Sums of one week for every person and state."""

    def __init__(self, world: World, before: Week | None = None) -> None:
        posts = len(world.people)
        self._sum, self._count = np.zeros((len(STATES), posts)), np.zeros((len(STATES), posts))
        self._held = np.zeros(posts, bool)
        nothing = np.full((len(STATES), posts), NOTHING, np.uint8)
        self._last = before.steps() if before is not None else nothing
        self._occupant, self._same = world.people["occupant"].copy(), np.ones(posts, bool)

    def add(self, world: World) -> None:
        """The evening of a day."""
        self._held |= world.people["vacant"] == 0
        self._same &= world.people["occupant"] == self._occupant
        weeks.add_evening(world, STATES, self._sum, self._count)

    def steps(self) -> np.ndarray:
        """uint8 [states, posts].  Who met no customer this week, the same person as last week, keeps last
        week's empathy."""
        mean = np.divide(self._sum, self._count, out=np.zeros_like(self._sum), where=self._count > 0)
        steps = np.rint(STEPS * np.clip(mean, 0.0, 1.0)).astype(np.uint8)
        steps = np.where(self._count > 0, steps, np.where(self._same & (self._last != VACANT), self._last,
                                                          NOTHING))
        return np.where(self._held, steps, VACANT).astype(np.uint8)
