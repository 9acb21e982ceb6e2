"""Small firms in which, together, everything happens that the engine can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim import Scenario
from sim.model.mechanisms.catalogue import NAMES
from sim.model.parameters import LEVERS, SWITCHES
from sim.model.population import PERSON_STATES
from tests.model.engine.alike import BUSY, TINY

OFTEN = {"voice_usual": 0.1, "enforce_usual": 0.05, "telling_usual": 0.5, "coaching_harm": 0.45,
         "usual_incidents": 0.5, "share_dishonest": 0.15, "complain_usual": 0.8, "share_internal": 0.5,
         "candidate_days": 60.0, "longest_wait": 5.0, "longest_delay": 5.0, "chase_days": 2.0,
         "contacts_planned": 5.0}
"""What decides by chance does so often: a chance that is a little other then changes a day."""


def everywhere_different(seed: int) -> dict[str, Any]:
    """Levers anywhere in their ranges, others for each level; one that is declared last leaves the others
    where they are."""
    u = np.random.default_rng(seed).random
    return {name: {"default": _at(lever, u()), "level": {level: _at(lever, u()) for level in (1, 2)}}
            for name, lever in LEVERS.items()}


def _at(lever: Any, u: float) -> float:
    return round(lever.low + (lever.high - lever.low) * (0.1 + 0.8 * u), 2)


def anybody(model: Any) -> None:
    """People, units and customers in any state: some exhausted, some fresh; some posts empty; open cases;
    some new, some old hands."""
    world, chance = model.world, np.random.default_rng(7)
    people, leaders, units, customers = world.people, world.leaders, world.units, world.customers
    for name in PERSON_STATES:
        people[name] = chance.uniform(0.02, 0.98, len(people))
    people["tenure"] = chance.integers(0, 1500, len(people))
    people["resources"][::2] *= 0.3
    people["vacant"][5::6] = 1
    for name in ("disposition_care", "disposition_harsh", "interest", "compassion", "consistency",
                 "punitiveness", "example_mean", "picture"):
        leaders[name] = chance.uniform(0.05, 0.95, len(leaders))
    for name in ("friction", "unit_blame", "goodwill", "word"):
        units[name] = chance.uniform(0.1, 0.9, len(units))
    for name in ("mood", "civility", "expectation", "relationship", "trust"):
        customers[name] = chance.uniform(0.05, 0.95, len(customers))
    world.links["blame"] = chance.uniform(0.1, 0.9, len(world.links))
    for name in ("active", "attempt"):  # every fourth is a prospect
        customers[name][::4] = 0
    customers["answer_day"][::4] = -1
    world.due[::4] = customers["next_visit"][::4]
    units["active"] = np.add.reduceat(np.append(customers["active"], 0), world.base_start[:-1]) * (
        np.diff(world.base_start) > 0)


def many_are_gone(model: Any) -> None:
    """Half the posts are vacant, leaders' among them; who is left dares to speak."""
    anybody(model)
    people = model.world.people
    people["vacant"], people["vacant"][1::2] = 0, 1
    people["fear"], people["trust_in_leader"] = 0.1, 0.9


@dataclass(frozen=True)
class Firm:
    """A firm and the days on which it is looked at.

    said: what is special about it.  days: how many.  change: what happens before the first.  seed: of the
    levers.  different: from a busy little firm.
    """

    name: str
    said: str
    days: int
    seed: int = 1
    change: Callable[[Any], None] = anybody
    different: dict[str, Any] = field(default_factory=dict)

    def scenario(self) -> Scenario:
        """The scenario of the firm."""
        busy = Scenario.load("ordinary-firm").with_(**TINY).with_(**BUSY).with_(parameters=OFTEN,
                                                                                levers=everywhere_different(
                                                                                    self.seed))
        return busy.with_(**self.different)


OTHER_SIDES = {switch.name: switch.choices[1] for switch in SWITCHES.values()}
OVERLOAD = {"demand": {"level": 2.5}, "parameters": {"cases_per_year": 100.0},
            "levers": {"staffing": 0.6, "back_office_capacity": 0.3, "empathy_defined": 0.9}}
QUIET = {"seed": 2, "organisation": {"people": 80, "levels": [1, 3, 9, 16]},
         "parameters": {"cases_per_year": 0.5}, "levers": {"promote_within": 0.6, "selectivity": 0.9,
                                                           "listening": 0.9}}
TALKED_TO = {"seed": 2, "levers": {"coaching_rate": 1.0, "presence_hours": 12.0}}

FIRMS = (
    Firm("mixed", "people in any state, levers anywhere in their ranges, rare things often", days=4),
    Firm("other findings", "the same under the other side of every contested finding", days=3,
         different={"switches": OTHER_SIDES}),
    Firm("nothing at work", "every mechanism switched off", days=2,
         different={"without": list(NAMES.values())}),
    Firm("overloaded", "too few hands for twice the customers", days=8, seed=2, different=OVERLOAD),
    Firm("vacancies", "half the posts are vacant, few customers come", days=16, seed=3, change=many_are_gone,
         different=QUIET),
    Firm("vacancies, nothing at work", "the same with every mechanism switched off", days=4, seed=3,
         change=many_are_gone, different=QUIET | {"without": list(NAMES.values())}),
    Firm("talk", "leaders overhear most of the talk", days=8, seed=4, different=TALKED_TO),
)
