"""The state of the first morning: people fresh from outside, or a start culture that has burned in."""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.base.errors import UserError
from sim.base.imports import packaged
from sim.model.chance import START, draws
from sim.model.interaction.arrivals import new_customer, next_visit
from sim.model.jit import compiled
from sim.model.mechanisms.leaders_act import meet
from sim.model.mechanisms.night import new_person
from sim.model.population import NEUTRAL, PERSON_STATES, PERSON_TRAITS, World

CULTURE = packaged("model/engine/ordinary-culture.npz")
"""The stored start culture: the ordinary firm after years, with a sample of its customers."""

STORED = {
    "people": (*PERSON_TRAITS, *PERSON_STATES, "tenure", "absent_days", "vacant", "quit_today",
               "from_within"),
    "leaders": ("disposition_care", "disposition_harsh", "interest", "compassion", "consistency",
                "punitiveness", "example_mean", "example_spread", "picture"),
    "customers": ("mood", "civility", "expectation", "relationship", "trust", "attempt", "active", "cheats",
                  "answer_day"),
    "units": ("word", "goodwill", "friction", "backlog", "wait_days", "unit_blame"),
    "links": ("blame",),
}
"""Table -> the columns that a start culture sets."""


@compiled
def everybody_new(world):
    """People and customers fresh from outside; tenure is spread over three years."""
    for i in range(len(world.people)):
        new_person(world, i, 0)
        meet(world, i)
        a, _, _, _ = draws(world.key[0], START, 0, i, 0)
        world.people[i].tenure = int(750.0 * a)
        world.people[i].skill = world.people[i].aptitude
    for u in range(len(world.units)):
        for i in range(world.base_start[u], world.base_start[u + 1]):
            world.customers[i].occupant = 0
            new_customer(world.customers[i], i, 0, world.key[0], world.units[u], world.p[0])


@compiled
def first_visits(world):
    """Everybody's first visit by keyed chance; open cases come back within three days.  Each unit counts its
    customers."""
    cases = world.p[0].cases_per_year
    for u in range(len(world.units)):
        world.units[u].active = 0
        for i in range(world.base_start[u], world.base_start[u + 1]):
            world.units[u].active += world.customers[i].active
    for i in range(len(world.customers)):
        customer = world.customers[i]
        a, b, c, _ = draws(world.key[0], START, 1, i, 0)
        customer.next_visit = next_visit(world.calendar, -1, a, cases)
        customer.last_contact = -1 - int(30.0 * b)
        customer.case_day = 0
        world.due[i] = customer.next_visit
        if customer.attempt > 0 or customer.answer_day >= 0:
            world.due[i] = int(world.p[0].return_days * c)
        if customer.answer_day >= 0:
            customer.answer_day = world.due[i]


@cache
def stored_culture() -> dict[str, np.ndarray]:
    """The stored start culture, tables by name; empty where none was stored yet."""
    if not CULTURE.exists():
        return {}
    with np.load(CULTURE) as tables:
        return dict(tables)


def _column(table: str, name: str) -> np.ndarray:
    """A column of the stored start culture.  UserError for one it was made without."""
    stored = stored_culture()[table]
    if name not in (stored.dtype.names or ()):
        raise UserError(f"{CULTURE.name} has no {table}.{name}, which this run needs; make it anew: python "
                        "experiments/start_culture.py")
    return stored[name]


def neutral_values(world: World, needed: bool) -> None:
    """Set the baseline means that stand in for what is switched off.

    needed: is anything switched off?  Then all must be stored; else one that is not stored yet stays 0, so
    that a culture can be made.
    """
    stored = stored_culture()
    for name in NEUTRAL if stored else ():
        if needed or name in (stored["neutral"].dtype.names or ()):
            world.neutral[name] = _column("neutral", name)


def ordinary(world: World, seed_key: np.ndarray) -> None:
    """Give every post the states of a donor in the stored culture.

    Donors are taken by unit, so that a unit's climate stays together: unit u of the organisation takes after
    a keyed unit of the ordinary firm, each post after a post of the same role there.  The ordinary firm
    itself takes after itself, post by post.
    """
    stored = stored_culture()
    people = stored["people"]
    donors = donor_posts(world, people, seed_key)
    for name in STORED["people"]:
        world.people[name] = _column("people", name)[donors]
    donor_leads = people["leads"][donors[world.leaders["post"]]]
    for name in STORED["leaders"]:
        world.leaders[name] = _column("leaders", name)[donor_leads]
    for table in ("units", "links"):
        mine = getattr(world, table)
        for name in STORED[table]:
            theirs = _column(table, name)
            if len(mine) == len(theirs):
                mine[name] = theirs
            elif name in ("friction", "unit_blame", "goodwill", "blame"):
                mine[name] = theirs.mean()  # other units, but as in any ordinary firm
    n = len(world.customers)
    shift = sum(int(part) for part in seed_key[0])
    rows = (np.arange(n) * 2_654_435_761 + shift) % len(stored["customers"])  # a fixed shuffle of the sample
    for name in STORED["customers"]:
        world.customers[name] = _column("customers", name)[rows]
    clientele = np.repeat(world.units["clientele"], np.diff(world.base_start))
    for name in ("civility", "mood"):
        world.customers[name] = np.clip(world.customers[name] + clientele, 0.0, 1.0)


def donor_posts(world: World, people: np.ndarray, seed_key: np.ndarray) -> np.ndarray:
    """Row of the donor for every post (int64 [posts]); identity in the ordinary firm."""
    mine = world.people
    same = len(mine) == len(people) and all(np.array_equal(mine[c], people[c])
                                            for c in ("unit", "manager", "front", "level"))
    if same:
        return np.arange(len(mine))
    donors = np.zeros(len(mine), np.int64)
    chance = np.random.Generator(np.random.Philox(np.random.SeedSequence(
        [int(part) for part in seed_key[0]])))
    roles = ((mine["front"] == 1, people["front"] == 1),
             ((mine["front"] == 0) & (mine["leads"] < 0), (people["front"] == 0) & (people["leads"] < 0)))
    for wanted, offered in roles:
        rows, pool = np.flatnonzero(wanted), np.flatnonzero(offered)
        pool_units = np.unique(people["unit"][pool])
        donor_unit = chance.choice(pool_units, len(world.units))
        pick = chance.random(len(rows))
        for unit in pool_units:
            here = donor_unit[mine["unit"][rows]] == unit
            offers = pool[people["unit"][pool] == unit]
            donors[rows[here]] = offers[(pick[here] * len(offers)).astype(int)]
    leading = np.flatnonzero(mine["leads"] >= 0)  # last: a front-line post that leads takes after a leader
    donors[leading] = chance.choice(np.flatnonzero(people["leads"] >= 0), len(leading))
    return donors
