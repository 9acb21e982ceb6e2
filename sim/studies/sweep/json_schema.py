"""JSON Schema of study files, derived from the models and declarations, for editors and other tools."""

from __future__ import annotations

import json
from typing import Any

from sim.model.mechanisms.catalogue import NAMES
from sim.model.outcomes import OUTCOME
from sim.scenario import bundled
from sim.scenario.checks import figure
from sim.studies.sweep.study_file import OF_SCENARIOS, Study
from sim.studies.sweep.test_functions import FUNCTIONS
from sim.studies.sweep.varied import BASE, GROUPS, NONE, Varied, groups_of, table

_SCENARIO = {"$ref": "../scenarios/scenario.schema.json"}
_FULL = ({"const": "full"}, {"type": "object", "maxProperties": 0})
_STEPS = {"type": "integer", "minimum": 2, "maximum": 100_000}
_SETTING = {"anyOf": [*_FULL, {"type": "array", "minItems": 1}, {
    "type": "object", "additionalProperties": False, "required": ["low", "high"],
    "properties": {"low": {}, "high": {}, "steps": _STEPS}}]}


def schema() -> dict[str, Any]:
    """What a study file may hold, as JSON Schema (draft 2020-12)."""
    raw = Study.model_json_schema()
    shared, properties = raw["$defs"], raw["properties"]
    source = {"type": "string", "minLength": 1, "examples": bundled()}
    properties["scenario"]["anyOf"] = [source, _SCENARIO]
    shared["Measure"]["properties"]["outcome"]["enum"] = [*OUTCOME]
    properties["replications"]["anyOf"][0] |= {"minimum": 1, "maximum": 100_000}
    properties["model"]["anyOf"][0] |= {"pattern": r"^[\w./:-]{1,100}$", "examples": [*FUNCTIONS]}
    for key in ("outcomes", "trajectories"):
        properties[key] = {"description": properties[key]["description"], "anyOf": [
            {"const": "all"}, {"type": "array", "items": {"type": "string"},
                               **({"minItems": 1} if key == "outcomes" else {})}]}
    named = {"type": "array", "items": {"enum": [*OUTCOME]}}
    of_scenarios = {"factors": {"$ref": "#/$defs/Factors"}, "outcomes": {"anyOf": [{"const": "all"}, named]},
                    "trajectories": {"anyOf": [{"const": "all"}, named]}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Study",
        "description": "Many runs of one question, over a design.",
        "type": "object",
        "additionalProperties": False,
        "required": ["factors", "design"],
        "properties": properties,
        "if": {"required": ["model"]},
        "then": {"required": ["outcomes"], "not": {"anyOf": [{"required": [key]} for key in OF_SCENARIOS]},
                 # there is no base to compare with until enough is known
                 "properties": {"replications": {"type": "integer"}}},
        "else": {"properties": of_scenarios},
        "$defs": dict(sorted((shared | _factors()).items())),
    }


def schema_text() -> str:
    """The text of experiments/study.schema.json."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _factors() -> dict[str, Any]:
    """The factors of a scenario, and the ranges that several of them share."""
    ranges: dict[str, Any] = {}
    properties: dict[str, Any] = {name: _factor(what, ranges) for name, what in table().items()}
    properties |= {kind: {"description": f"All {kind}, or those listed by name or group", "anyOf": [
        {"const": "all"}, {"type": "array", "minItems": 1,
                           "items": {"enum": [*groups_of(kind), *GROUPS[kind]]}}]} for kind in GROUPS}
    plan = {"anyOf": [{"type": "string", "minLength": 1}, _SCENARIO]}
    about = f"Plans: scenarios by name or path, or what each name stands for; {BASE} is the base itself"
    properties["scenario"] = {"description": about, "anyOf": [
        {"type": "array", "minItems": 1, "items": {"type": "string", "examples": bundled()}},
        {"type": "object", "minProperties": 1, "additionalProperties": plan}]}
    factors = {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": properties}
    return ranges | {"Setting": _SETTING, "Factors": factors}


def _factor(what: Varied, ranges: dict[str, Any]) -> dict[str, Any]:
    """One factor; those of the same range share a definition."""
    if what.name == "without":
        off = {"enum": [NONE, *NAMES.values(), *NAMES]}
        item = {"anyOf": [off, {"type": "string", "pattern": r" \+ "}, {"type": "array", "items": off}]}
        return {"description": what.help, "anyOf": [*_FULL, {"type": "array", "minItems": 1, "items": item}]}
    if what.kind == "choice":
        truth = [True, False] if {"on", "off"} <= set(what.choices) else []
        sides = {"type": "array", "minItems": 1, "items": {"enum": [*what.choices, *truth]}}
        return {"description": what.help, "anyOf": [*_FULL, sides]}
    name = f"{what.kind} from {figure(what.low)} to {figure(what.high)}{', to be given' if what.open else ''}"
    number = {"type": "integer" if what.kind == "whole" else "number", "minimum": what.low,
              "maximum": what.high}
    ranges[name] = {"$ref": "#/$defs/Setting", "items": number, "properties": {"low": number, "high": number}}
    if what.open:
        ranges[name] |= {"type": ["array", "object"], "minProperties": 2}
    about = f"{what.help} [{what.unit}, {figure(what.low)} to {figure(what.high)}]".strip()
    return {"description": about, "$ref": f"#/$defs/{name.replace(' ', '%20')}"}
