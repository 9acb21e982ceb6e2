"""From a setup to the columns a run works on."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sim.model.chance import BELL_LEVELS, bell, key_of
from sim.model.engine.setup import Policies, Setup
from sim.model.jit import Record
from sim.model.mechanisms.catalogue import NAMES
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.model.population import CUSTOMER, LEADER, LINK, NEUTRAL, NEVER, PART, PERSON, UNIT, World
from sim.model.rules.basics import rate_of
from sim.model.rules.customers import mood_kept
from sim.model.rules.skill import ordinary_minutes
from sim.model.tallies import TODAY
from sim.org.organisation import NOBODY, Organisation

CLIENTELE = 3
"""Second word of the seed for what kind of customers each unit has: the organisation's, not a replication's
luck."""


def rate_name(name: str) -> str:
    """What a run calls a parameter: a half-life (days) is there as the daily rate it comes to."""
    return f"{name.removesuffix('_half_life')}_rate" if name.endswith("_half_life") else name


POLICY_RECORD = np.dtype((Record, np.dtype([(name, "f8") for name in LEVERS])))
PARAMETER_RECORD = np.dtype((Record, np.dtype([(rate_name(name), "f8") for name in PARAMETERS])))
SWITCH_RECORD = np.dtype((Record, np.dtype([(name.replace("-", "_"), "u1")
                                            for name in (*NAMES.values(), *SWITCHES)])))
NEUTRAL_RECORD = np.dtype((Record, np.dtype([(name, "f8") for name in NEUTRAL])))


def parameter_record(values: dict[str, float]) -> np.ndarray:
    """PARAMETER_RECORD [1]: every parameter, half-lives as the daily rates they come to."""
    record = np.zeros(1, PARAMETER_RECORD)
    for name, value in values.items():
        record[rate_name(name)] = rate_of(value) if name.endswith("_half_life") else value
    return record


def switch_record(switches: dict[str, str], without: frozenset[str]) -> np.ndarray:
    """SWITCH_RECORD [1]: 1 for a mechanism at work; a contested finding's side by index."""
    record = np.zeros(1, SWITCH_RECORD)
    for name in NAMES.values():
        record[name.replace("-", "_")] = name not in without
    for name, switch in SWITCHES.items():
        record[name] = switch.choices.index(switches[name])
    return record


def policy_records(policies: Policies, segment: int) -> np.ndarray:
    """POLICY_RECORD [groups] of one segment of time."""
    table = np.array(policies.table[segment], np.float64, order="C")  # a copy: a plan stays as it is
    return table.view(POLICY_RECORD).reshape(-1)


def ordinary_policies(policies: Policies) -> Policies:
    """Default levers for the same groups of posts, from the first day on."""
    defaults = np.array([lever.default for lever in LEVERS.values()])
    return Policies(np.zeros(1, np.int32), policies.group, np.tile(defaults, (1, policies.table.shape[1], 1)))


@lru_cache(8)
def fading(half_life: float, days: int) -> np.ndarray:
    """Share of a customer's mood that is left after 0, 1, ... days without contact: float64 [days]."""
    return np.array([mood_kept(1.0, 0.0, day, half_life) for day in range(days)])


@lru_cache(8)
def paces(mean: float, spread: float) -> np.ndarray:
    """Minutes of an ordinary contact at each level of chance: float64 [BELL_LEVELS]."""
    luck = (bell((level + 0.5) / BELL_LEVELS) for level in range(BELL_LEVELS))
    return np.array([ordinary_minutes(mean, spread, z) for z in luck])


def _grouped(group: np.ndarray, members: np.ndarray, groups: int) -> tuple[np.ndarray, np.ndarray]:
    """Members (ascending rows) by group: start [groups + 1] and the rows."""
    order = members[np.argsort(group[members], kind="stable")]
    start = np.zeros(groups + 1, np.int64)
    np.cumsum(np.bincount(group[members], minlength=groups), out=start[1:])
    return start, order.astype(np.int32)


def _head_of(manager: np.ndarray) -> np.ndarray:
    """Row of the head of each post's tree (itself for a head)."""
    head = np.arange(len(manager))
    above = np.where(manager == NOBODY, head, manager)
    while True:
        further = above[above]
        if np.array_equal(further, above):
            return above
        above = further


def _people(org: Organisation, policies: Policies, leads: np.ndarray) -> np.ndarray:
    people = np.zeros(len(org), PERSON)
    people["unit"], people["level"], people["manager"] = org.unit, org.level, org.manager
    people["front"], people["policy"], people["leads"] = org.front_line, policies.group, leads
    head = _head_of(org.manager)
    people["head"] = np.where(org.manager == NOBODY, -1, leads[head])
    people["leader"] = np.where(org.manager == NOBODY, -1, leads[org.manager])
    return people


def _units(org: Organisation, policies: Policies, links: np.ndarray, p: dict[str, float],
           seed: int) -> np.ndarray:
    """Units, each under the policy of its first post; those that serve others are staffed for the requests of
    an ordinary day."""
    units = np.zeros(org.n_units, UNIT)
    units["policy"] = policies.group[np.unique(org.unit, return_index=True)[1]]
    front = np.bincount(org.unit[org.front_line], minlength=org.n_units)
    cases = front * round(p["customers_per_post"]) * p["usual_active"] * p["cases_per_year"] / 250.0
    needs = np.maximum(np.bincount(links["unit"], minlength=org.n_units), 1)
    np.add.at(units["planned"], links["needed"], (cases / needs * p["share_internal"])[links["unit"]])
    units["wait_days"] = p["turnaround"]
    luck = np.random.Generator(np.random.Philox([seed, CLIENTELE])).standard_normal(org.n_units)
    units["clientele"] = p["clientele_spread"] * np.where(front > 0, luck, 0.0)
    units["friction"] = units["unit_blame"] = 0.3
    units["authorised"], units["goodwill"] = front, p["expectation_floor"]
    return units


def _links(org: Organisation) -> tuple[np.ndarray, np.ndarray]:
    """LINK [links] by needing unit, and where each unit's begin: int64 [units + 1].  Only units with
    front-line posts ask."""
    front = np.bincount(org.unit[org.front_line], minlength=org.n_units) > 0
    pairs = org.services[front[org.services[:, 0]]]
    links = np.zeros(len(pairs), LINK)
    links["unit"], links["needed"] = pairs[:, 0], pairs[:, 1]
    links["blame"] = 0.3
    return links, np.concatenate(([0], np.cumsum(np.bincount(pairs[:, 0], minlength=org.n_units)))).astype(
        np.int64)


def _parts(unit: np.ndarray) -> np.ndarray:
    """PART [parts] of at least 128 posts each; where units' posts are mixed they are one part."""
    apart = np.flatnonzero(np.maximum.accumulate(unit)[:-1] < np.minimum.accumulate(unit[::-1])[::-1][1:]) + 1
    edges = [0]
    for post in apart.tolist():
        if edges[-1] + 128 <= post <= len(unit) - 128:
            edges.append(post)
    parts = np.zeros(len(edges), PART)
    parts["first"], parts["last"] = edges, [*edges[1:], len(unit)]
    parts["first_unit"] = unit[edges]
    parts["last_unit"] = [*unit[edges[1:]], unit.max() + 1]
    return parts


def create(setup: Setup, policies: Policies, calendar: np.ndarray, replication: int) -> World:
    """The columns of a run with nobody in them yet; everybody's states are set by
    `sim.model.engine.start`."""
    org = setup.organisation
    posts = np.arange(len(org))
    leader_posts = np.flatnonzero(org.leads)
    leads = np.full(len(org), -1, np.int32)
    leads[leader_posts] = np.arange(len(leader_posts))
    leaders = np.zeros(len(leader_posts), LEADER)
    leaders["post"], leaders["policy"] = leader_posts, policies.group[leader_posts]
    team_start, team = _grouped(np.where(org.manager == NOBODY, 0, leads[org.manager]),
                                posts[org.manager != NOBODY], len(leaders))
    front_start, front = _grouped(org.unit, posts[org.front_line], org.n_units)
    links, link_start = _links(org)
    per_post = round(setup.parameters["customers_per_post"])
    base_start = np.concatenate(([0], np.cumsum(np.diff(front_start) * per_post))).astype(np.int64)
    return World(
        people=_people(org, policies, leads), leaders=leaders,
        units=_units(org, policies, links, setup.parameters, setup.seed),
        customers=np.zeros(base_start[-1], CUSTOMER), due=np.full(base_start[-1], NEVER, np.int16),
        today=np.zeros(len(org), TODAY), punished=np.zeros(len(org), np.uint8), parts=_parts(org.unit),
        tie_start=org.informal.start, tie_to=org.informal.neighbour, tie_weight=org.informal.weight,
        team_start=team_start, team=team,
        front_start=front_start, front=front, base_start=base_start, links=links, link_start=link_start,
        calendar=calendar,
        key=key_of(setup.seed, replication),
        policies=policy_records(policies, 0), p=parameter_record(setup.parameters),
        on=switch_record(setup.switches, setup.without),
        neutral=np.zeros(1, NEUTRAL_RECORD),
        fading=fading(setup.parameters["customer_memory_half_life"], len(calendar) + 31),
        paces=paces(setup.parameters["handle_minutes_mean"], setup.parameters["handle_spread"]))
