"""From a scenario to the arrays a run needs: who is led how from which day, and how many customers come."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.base.errors import UserError
from sim.model.engine.setup import Policies, Setup
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.org.organisation import Organisation
from sim.scenario import place
from sim.scenario.checks import near
from sim.scenario.files import merge_levers
from sim.scenario.model import Scenario

SETTLE_DAYS = 250
"""Days in which the stored culture settles into an organisation it was not stored for."""

MOST_TO_SETTLE = 2000
"""Posts above which settling is left out unless asked for."""


def setup(scenario: Scenario, organisation: Organisation) -> Setup:
    """Everything a run needs."""
    return Setup(
        organisation=organisation,
        policies=policies(scenario, organisation),
        demand=demand(scenario),
        parameters={name: scenario.parameters.get(name, p.default) for name, p in PARAMETERS.items()},
        switches={name: scenario.switches.get(name, s.choices[0]) for name, s in SWITCHES.items()},
        without=scenario.off,
        seed=scenario.seed,
        culture=scenario.start.culture,
        settle_days=settle_days(scenario, organisation),
    )


def settle_days(scenario: Scenario, organisation: Organisation) -> int:
    """Days under ordinary levers before the first day.

    As many as the scenario says.  For 'auto': none in the ordinary firm under ordinary parameters and
    switches, for which the culture is stored, nor for people fresh from outside, who have none to settle;
    elsewhere 250, or none above 2,000 posts, where it would cost too much.
    """
    said = scenario.start.settle_days
    if said != "auto":
        return int(said)
    if scenario.start.culture == "none" or len(organisation) > MOST_TO_SETTLE:
        return 0
    if assumes_otherwise(scenario):
        return SETTLE_DAYS
    ordinary = place.make({})
    return (0 if len(organisation) == len(ordinary) and organisation.digest() == ordinary.digest()
            else SETTLE_DAYS)


def assumes_otherwise(scenario: Scenario) -> bool:
    """Does a parameter or a switch differ from its default?  Written out at it, it does not."""
    return any(value != PARAMETERS[name].default for name, value in scenario.parameters.items()) or any(
        side != SWITCHES[name].choices[0] for name, side in scenario.switches.items())


def demand(scenario: Scenario) -> np.ndarray:
    """Multiplier of the ordinary number of visits: float64 [days]."""
    level = np.full(scenario.days, scenario.demand.level)
    for change in scenario.changes:
        if change.demand is not None:
            level[change.day:] = change.demand.level
    return level * np.resize(scenario.demand.weekdays, scenario.days)


def policies(scenario: Scenario, organisation: Organisation) -> Policies:
    """Levers by time, group of posts and lever; posts that are led alike throughout share a group."""
    segments = _segments(scenario, organisation)
    columns = [[_values(levers.get(name, lever.default), lever.default, organisation) for name,
                lever in LEVERS.items()] for _, levers in segments]
    group, first = _groups([value for row in columns for value in row if isinstance(value, np.ndarray)],
                           len(organisation))
    table = np.empty((len(segments), len(first), len(LEVERS)))
    for s, row in enumerate(columns):
        for i, value in enumerate(row):
            table[s, :, i] = value[first] if isinstance(value, np.ndarray) else value
    fresh = np.r_[True, (table[1:] != table[:-1]).any(axis=(1, 2))]
    from_day = np.array([day for day, _ in segments], np.int32)
    return Policies(from_day[fresh], group, table[fresh])


def _segments(scenario: Scenario, organisation: Organisation) -> list[tuple[int, dict[str, Any]]]:
    """(first day, levers in force from then on), the first at day 0; names of places are checked."""
    levers = scenario.levers
    _check_places(scenario, levers, organisation, "levers")
    segments = [(0, levers)]
    for i, change in enumerate(scenario.changes):
        _check_places(scenario, change.levers, organisation, f"changes[{i}].levers")
        levers = merge_levers(levers, change.levers)
        segments.append((change.day, levers))
    return segments


def _check_places(scenario: Scenario, levers: dict[str, Any], organisation: Organisation, path: str) -> None:
    """Every unit, level and post named must be there."""
    asked = {place: [(lever, name) for lever, setting in levers.items() if isinstance(setting, dict)
                     for name in setting.get(place, ())] for place in ("unit", "level", "post")}
    for kind, wanted in asked.items():
        if not wanted:
            continue
        there = _names(organisation, kind)
        known = set(there)
        for lever, name in wanted:
            if name not in known:
                raise UserError(f"{scenario.where}: {path}.{lever}.{kind} names {name!r}, which is not a "
                                f"{kind} of {organisation.name}{near(name, there)}")


def _names(organisation: Organisation, kind: str) -> list[str]:
    if kind == "unit":
        return list(organisation.unit_names)
    if kind == "post":
        return [str(post) for post in organisation.ids]
    return [str(level) for level in range(int(organisation.level.max()) + 1)]


def _values(setting: Any, default: float, organisation: Organisation) -> float | np.ndarray:
    """One lever: a number for all, or float64 [posts]; post before unit before level before default."""
    if not isinstance(setting, dict):
        return float(setting)
    values = np.full(len(organisation), setting.get("default", default))
    by_level, by_unit, by_post = (setting.get(kind, {}) for kind in ("level", "unit", "post"))
    for level, value in by_level.items():
        values[organisation.level == int(level)] = value
    for unit, value in by_unit.items():
        values[organisation.unit == organisation.unit_names.index(unit)] = value
    for post, value in by_post.items():
        values[organisation.ids == post] = value
    return values


def _groups(columns: list[np.ndarray], posts: int) -> tuple[np.ndarray, np.ndarray]:
    """(group of every post int32, first post of every group): posts equal in all columns share a group."""
    code = np.zeros(posts, np.int64)
    for column in columns:
        kind = np.unique(column, return_inverse=True)[1]
        code = np.unique(code * (int(kind.max()) + 1) + kind, return_inverse=True)[1]
    _, first, group = np.unique(code, return_index=True, return_inverse=True)
    return group.astype(np.int32), first


