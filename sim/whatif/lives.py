"""Lives: what is kept of a run, small enough that thousands can be kept, and the worlds of a plan in which they are lived."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

import numpy as np

from sim.engine.record import Record
from sim.engine.setup import Setup
from sim.org.organisation import Organisation
from sim.outcomes import OUTCOME, OUTCOMES
from sim.report.money import Account
from sim.scenario import Scenario
from sim.scenario.ensemble import members
from sim.scenario.parts import WEEK
from sim.scenario.resolve import settle_days
from sim.whatif.plan import Plan

CARDS = ("trust_in_leader", "fear", "empathy_shown", "customer_satisfaction", "customer_churn", "staff_turnover", "burnout_share",
         "net_value", "felt_care", "job_satisfaction", "blame_habit", "absence")
"""Outcomes that a card can show, the first four at first; their weeks are kept."""

FIRST_CARDS = CARDS[:4]
"""The cards shown unless others are chosen."""


@dataclass(frozen=True)
class Life:
    """One run, reduced.  ends: float64 [outcomes].  weeks: float32 [weeks, cards], rates and states week by week.  account: its money."""

    ends: np.ndarray
    weeks: np.ndarray
    account: Account

    @classmethod
    def of(cls, record: Record) -> Life:
        """Read off a record."""
        ends = np.array([record.edges(outcome)[1] for outcome in OUTCOMES])
        return cls(ends, weekly(record), Account.of(record))


def weekly(record: Record) -> np.ndarray:
    """Every outcome of :data:`CARDS`, week by week: float32 [weeks, cards]."""
    first = np.arange(0, record.days, WEEK)
    columns = []
    for name in CARDS:
        o = OUTCOME[name]
        above, below = (np.add.reduceat(record.tally(t).sum(axis=1), first) for t in (o.numerator, o.denominator))
        columns.append(o.scale * np.divide(above, below, out=np.full(len(first), np.nan), where=below != 0))
    return np.stack(columns, axis=1).astype(np.float32)


@dataclass(frozen=True)
class World:
    """A setup to be lived in, known by a name that is the same for the same world."""

    name: str
    setup: Setup


class Worlds:
    """Baseline and plan in one organisation, as they are, and under each member of the ensemble of parameters."""

    def __init__(self, plan: Plan, organisation: Organisation | None = None) -> None:
        self._scenarios = (plan.baseline(organisation), plan.scenario(organisation))
        self._there = self._scenarios[0].build_organisation()
        self._usual = [world(scenario, self._there) for scenario in self._scenarios]
        self._under: dict[int, tuple[World, World]] = {}

    @property
    def people(self) -> int:
        """Posts."""
        return len(self._there)

    def pair(self, member: int | None = None) -> tuple[World, World]:
        """Baseline and plan; under the parameters of a member, where the plan does not say them itself, or under the usual ones."""
        if member is None:
            return self._usual[0], self._usual[1]
        if member not in self._under:
            one, other = (self._drawn(side, member % len(members())) for side in (0, 1))
            self._under[member] = one, other
        return self._under[member]

    @cached_property
    def _settle_days(self) -> int:
        """Whoever has parameters of its own settles first, where the scenario leaves it open."""
        scenario = self._scenarios[0]
        return settle_days(scenario.with_(parameters=members()[0] | scenario.parameters), self._there)

    def _drawn(self, side: int, member: int) -> World:
        usual, said = self._usual[side], self._scenarios[side].parameters
        setup = replace(usual.setup, parameters={**usual.setup.parameters, **members()[member], **said}, settle_days=self._settle_days)
        return World(f"{usual.name}/{member}", setup)


def world(scenario: Scenario, organisation: Organisation) -> World:
    """The scenario in an organisation."""
    return World(f"{scenario.digest()}/{organisation.digest()}", scenario.setup(organisation))


class Shelf:
    """Lives that were lived already, the longest unused ones forgotten; safe among threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lives: OrderedDict[tuple[str, int], Life] = OrderedDict()
        self._lock = Lock()

    def get(self, world: World, replication: int) -> Life | None:
        """The life, if it is there."""
        with self._lock:
            found = self._lives.get((world.name, replication))
            if found is not None:
                self._lives.move_to_end((world.name, replication))
            return found

    def lived(self, world: World, replication: int, live: Callable[[], Life]) -> Life:
        """The life from the shelf, or lived now and kept."""
        found = self.get(world, replication)
        if found is None:
            found = live()
            with self._lock:
                self._lives[world.name, replication] = found
                while len(self._lives) > self._most:
                    self._lives.popitem(last=False)
        return found

    def __len__(self) -> int:
        return len(self._lives)


SHELF = Shelf(3000)
"""Lives of all visitors: a year takes 30 kB."""
