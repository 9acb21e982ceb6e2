"""Where a study comes from: bundled files, its base scenario and its plans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.base import paths
from sim.base.errors import UserError
from sim.org.shape import Shape
from sim.scenario import Scenario, bundled, files
from sim.scenario.bundled import Kind
from sim.scenario.checks import mapping, shown, wrong
from sim.scenario.place import is_ordinary
from sim.studies.sweep.factors import plan_in
from sim.studies.sweep.test_functions import FUNCTIONS
from sim.studies.sweep.varied import BASE, table

STUDIES = Kind("study", "studies", "a study is a mapping with 'factors' and 'design'", "experiments",
               "experiments_bundled", "care-by-fear.yaml")
"""The studies that come with the simulator."""


def source(value: object) -> object:
    """A scenario as a study keeps it: a bundled name, or its keys; what other files hold is taken over."""
    if isinstance(value, str) and value in bundled():
        return value
    if isinstance(value, str | Path | Scenario):
        return _read("scenario", value).given()
    given = mapping(value, "keys of a scenario", ())
    if given.get("extends", "ordinary-firm") in bundled():
        return given
    return _read("scenario", given).given()


def settings(value: object) -> dict[str, Any]:
    """Factors as given, with text for keys; plans from files are read and taken over."""
    given = mapping(value, "factors, such as presence_hours: {low: 2, high: 8}")
    if "scenario" in given:
        given["scenario"] = _plans(given["scenario"])
    return given


def at_home(data: dict[str, Any], folder: Path, where: str = "study") -> dict[str, Any]:
    """``data``, of the file ``where``, with the paths of scenarios, organisations and tables taken relative
    to ``folder``."""
    found = dict(data)
    if "scenario" in data:
        found["scenario"] = _scenario_at_home(data["scenario"], folder, where, "scenario")
    factors, design = data.get("factors"), data.get("design")
    if isinstance(factors, Mapping) and "scenario" in factors:
        asked = factors["scenario"]
        if isinstance(asked, Mapping):
            asked = {name: _scenario_at_home(plan, folder, where, f"factors.scenario.{name}") for name,
                     plan in asked.items()}
        elif isinstance(asked, list | tuple):
            asked = [_scenario_at_home(plan, folder, where, "factors.scenario") for plan in asked]
        found["factors"] = {**factors, "scenario": asked}
    if isinstance(design, Mapping) and isinstance(design.get("path"), str):
        place = (folder / design["path"]).absolute()
        found["design"] = {**design, "path": str(paths.inside(place, where, "design.path", design["path"]))}
    return found


def _scenario_at_home(given: Any, folder: Path, where: str, key: str) -> Any:
    """A scenario's name, path or keys, with paths relative to ``folder``."""
    if isinstance(given, str) and given != BASE:
        return _file_at_home(given, folder, where, key)
    if not isinstance(given, Mapping):
        return given
    found = files.at_home(dict(given), folder, where)
    if isinstance(found.get("extends"), str):
        found["extends"] = _file_at_home(found["extends"], folder, where, f"{key}.extends")
    return found


def _file_at_home(name: str, folder: Path, where: str, key: str) -> str:
    """A bundled name, or a file's path relative to ``folder``."""
    if name in bundled():
        return name
    try:
        path = files.find(name, folder)
    except UserError as error:
        raise UserError(f"{where}: {key} {error}") from None
    return str(paths.inside(path.absolute(), where, key, name))


def _read(key: str, given: Any) -> Scenario:
    """A scenario, or one by name, path or keys; errors name ``key``."""
    if isinstance(given, Scenario):
        return given
    try:
        return Scenario.from_dict(given) if isinstance(given, Mapping) else Scenario.load(given)
    except UserError as error:
        said = str(error)
        raise UserError(f"{key}.{said.removeprefix('scenario: ')}" if said.startswith("scenario: ")
                        else f"{key} {said}") from None


def _plans(value: Any) -> Any:
    path = ("scenario",)
    if isinstance(value, Mapping):
        named = {str(name): plan for name, plan in value.items()}
    elif isinstance(value, list | tuple) and value and all(isinstance(item, str) for item in value):
        named = {}
        for i, item in enumerate(value):
            name = item if item in bundled() else Path(item).stem
            if name in named:
                raise wrong((*path, i), f"is {shown(item)}, the second plan called {name}; give them names: "
                            f"{{one: ..., other: ...}}")
            named[name] = item
    else:
        raise wrong(path, f"is {shown(value)}, expected a list of scenarios, such as [care-first, "
                    "canned-training], or a scenario by name")
    if named.get(BASE, BASE) != BASE:
        raise wrong((*path, BASE), "is the name of the base scenario itself; give this plan another")
    if not named:
        raise wrong(path, "is empty; list the plans, such as [care-first, canned-training]")
    kept = {name: plan if plan == BASE or isinstance(plan, str) and plan in bundled()
            else _read(f"factors.scenario.{name}", plan).given() for name, plan in named.items()}
    return list(kept) if all(name == plan for name, plan in kept.items()) else kept


def loaded(factors: Mapping[str, Any]) -> dict[str, Scenario]:
    """The plans by name; ``base`` stands for the base itself and is an empty scenario here."""
    asked = factors.get("scenario", ())
    named = asked if isinstance(asked, Mapping) else {name: name for name in asked}
    return {name: Scenario() if plan == BASE else _read(f"factors.scenario.{name}", plan) for name,
            plan in named.items()}


def base(given: Any, factors: Mapping[str, Any], plans: Mapping[str, Scenario],
         over: Mapping[str, Any]) -> Scenario:
    """The base scenario, settled as long as any point would be."""
    try:
        found = _read("scenario", given).with_(**{key: value for key, value in over.items()
                                                  if value is not None})
    except UserError as error:
        said = str(error)
        raise UserError(said if said.startswith("scenario") else f"scenario: {said}") from None
    return _settled(found, factors, plans)


def _settled(found: Scenario, factors: Mapping[str, Any], plans: Mapping[str, Scenario]) -> Scenario:
    """With the days to settle written out, where it is left to the simulator and would come out longer at
    some points than at others.

    Points away from the ordinary firm settle before the first day, and the ordinary firm does not; their
    difference would hold that too.
    """
    from sim.scenario.resolve import MOST_TO_SETTLE, SETTLE_DAYS, assumes_otherwise

    if found.start.settle_days != "auto" or found.start.culture == "none":
        return found
    shapes = any(name.startswith("organisation.") for name in factors)
    # does varying this lead away from the firm that the start culture is stored for?
    moves = any(name in ("parameters", "switches") or name in table() and table()[name].part in (
        "parameters", "switches", "organisation") for name in factors) or any(
        assumes_otherwise(plan) or not is_ordinary(plan.organisation) for plan in plans.values())
    alike = "path" in found.organisation or Shape.model_validate(found.organisation).people > MOST_TO_SETTLE
    if not moves or alike and not shapes:
        return found
    return found.with_(start={"settle_days": SETTLE_DAYS})


def checked(base: Scenario, name: str, plans: Mapping[str, Scenario]) -> Scenario:
    """The plan in the base's world, or an error that names it."""
    try:
        return plan_in(base, name, plans)
    except UserError as error:
        raise UserError(f"factors.scenario names {name}, which does not fit the study: {error}") from None


def label(value: object) -> object:
    """The name of a test function, or a label for a model of one's own, which names nothing."""
    if value is None or isinstance(value, str) and re.fullmatch(r"[\w./:-]{1,100}", value):
        return value
    raise wrong((), f"is {shown(value)}, expected {', '.join(FUNCTIONS)}, or a label such as own for a model "
                "given with --model")
