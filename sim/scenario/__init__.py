"""Scenarios: a YAML file, a dictionary or keyword arguments become one validated question put to the model.

`files` finds and merges, `checks` says what is wrong, `model` is the scenario itself with its
`parts` and the `place` it plays in, `resolve` makes it concrete for the engine, `json_schema` tells editors
what a file may contain.
"""

from sim.scenario.demand import WEEKDAY_PROFILE
from sim.scenario.files import bundled, bundled_folder
from sim.scenario.json_schema import schema
from sim.scenario.model import Change, Demand, Scenario, Start

__all__ = ["WEEKDAY_PROFILE", "Change", "Demand", "Scenario", "Start", "bundled", "bundled_folder", "schema"]
