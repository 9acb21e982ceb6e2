"""Runs of a plan: what is stored of one, small enough to cache thousands, and the worlds they are runs of,
stand-ins of fewer people among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.model.engine.record import Record
from sim.model.engine.setup import Setup
from sim.model.outcomes import OUTCOME
from sim.org.organisation import Organisation
from sim.report.money import Account
from sim.runs.study import ends
from sim.scenario import Scenario
from sim.scenario.ensemble import members
from sim.scenario.parts import WEEK
from sim.whatif.plan import Plan

CARDS = ("trust_in_leader", "fear", "empathy_shown", "customer_satisfaction", "customer_churn",
         "staff_turnover", "burnout_share", "net_value", "felt_care", "job_satisfaction", "blame_habit",
         "absence")
"""Outcomes that a card can show, the first four at first; their weeks are stored."""

FIRST_CARDS = CARDS[:4]
"""The cards shown unless others are chosen."""


@dataclass(frozen=True)
class RunSummary:
    """One run, reduced.  ends: float64 [outcomes].  weeks: float32 [weeks, cards], rates and states week by
    week.  account: its money."""

    ends: np.ndarray
    weeks: np.ndarray
    account: Account

    @property
    def size(self) -> int:
        """Bytes."""
        return self.ends.nbytes + self.weeks.nbytes + self.account.daily.nbytes

    @classmethod
    def of(cls, record: Record) -> RunSummary:
        """Read off a record."""
        return cls(ends(record), weekly(record), Account.of(record))


def weekly(record: Record) -> np.ndarray:
    """Every outcome of :data:`CARDS`, week by week: float32 [weeks, cards]."""
    first = np.arange(0, record.days, WEEK)
    columns = []
    for name in CARDS:
        o = OUTCOME[name]
        above, below = (np.add.reduceat(record.tally(t).sum(axis=1), first)
                        for t in (o.numerator, o.denominator))
        columns.append(o.scale * np.divide(above, below, out=np.full(len(first), np.nan), where=below != 0))
    return np.stack(columns, axis=1).astype(np.float32)


@dataclass(frozen=True, eq=False)
class World:
    """A setup to be run, made when it is asked for; known by a name that is the same for the same world."""

    name: str
    make: Callable[[], Setup]

    @cached_property
    def setup(self) -> Setup:
        """What is run."""
        return self.make()


class Worlds:
    """Baseline and plan in one organisation, as they are, and under each of the ensemble."""

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
        """Baseline and plan; under the parameters of a member, where the plan does not say them itself, or
        under the usual ones."""
        if member is None:
            return self._usual[0], self._usual[1]
        if member not in self._under:
            one, other = (self._drawn(side, member % len(members())) for side in (0, 1))
            self._under[member] = one, other
        return self._under[member]

    def _drawn(self, side: int, member: int) -> World:
        usual, scenario = self._usual[side], self._scenarios[side]
        return World(f"{usual.name}/{member}", lambda: members()[member].under(scenario, self._there,
                                                                               usual.setup))


def world(scenario: Scenario, organisation: Organisation) -> World:
    """The scenario in an organisation."""
    return World(f"{scenario.digest()}/{organisation.digest()}", lambda: scenario.setup(organisation))


_SHAPE = ("span", "front_line_share", "ties_per_person", "homophily", "neighbour_share", "tie_spread",
          "services_per_unit", "seed")


def small(scenario: Scenario, people: int, settle: bool = False) -> Scenario:
    """The scenario in a generated firm of so many people, under its levers for all and its assumptions.

    Levers by unit, level or post are left out: such a firm has none of these names.  settle: whether its
    culture settles before the first day, as the scenario says; else it takes the stored culture as it is.
    """
    given = {key: value for key, value in scenario.given().items() if key != "organisation"}
    changes = [{**change, "levers": _for_all(change.get("levers", {}))}
               for change in given.get("changes", ())]
    start = given.get("start", {}) | ({} if settle else {"settle_days": 0})
    shape = {key: value for key, value in scenario.organisation.items() if key in _SHAPE}
    return Scenario.from_dict({**given, "levers": _for_all(scenario.levers), "start": start,
                               "organisation": {**shape, "people": people},
                               "changes": [change for change in changes if change["levers"]
                                           or "demand" in change]})


def _for_all(levers: Mapping[str, Any]) -> dict[str, float]:
    return {name: setting["default"] if isinstance(setting, Mapping) else setting for name,
            setting in levers.items() if not isinstance(setting, Mapping) or "default" in setting}
