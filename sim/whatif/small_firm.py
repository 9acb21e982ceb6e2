"""A small firm that stands in for the one that is asked about, where many lives are wanted soon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.scenario import Scenario

_SHAPE = ("span", "front_line_share", "ties_per_person", "homophily", "neighbour_share", "tie_spread", "services_per_unit", "seed")


def small(scenario: Scenario, people: int, settle: bool = False) -> Scenario:
    """The scenario in a generated firm of so many people, under its levers for all and its assumptions.

    Levers by unit, level or post are left out: a small firm has none of these names.  settle: whether its culture settles before the first
    day, as the scenario says; else it takes the stored culture as it is.
    """
    given = {key: value for key, value in scenario.given().items() if key != "organisation"}
    changes = [{**change, "levers": _for_all(change.get("levers", {}))} for change in given.get("changes", ())]
    start = given.get("start", {}) | ({} if settle else {"settle_days": 0})
    shape = {key: value for key, value in scenario.organisation.items() if key in _SHAPE}
    return Scenario.from_dict({**given, "levers": _for_all(scenario.levers), "start": start, "organisation": {**shape, "people": people},
                               "changes": [change for change in changes if change["levers"] or "demand" in change]})


def _for_all(levers: Mapping[str, Any]) -> dict[str, float]:
    return {name: setting["default"] if isinstance(setting, Mapping) else setting for name, setting in levers.items()
            if not isinstance(setting, Mapping) or "default" in setting}
