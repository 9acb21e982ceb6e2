"""JSON Schema of scenario files, derived from the models and declarations, for editors and other tools."""

from __future__ import annotations

import json
from typing import Any

from sim.model.mechanisms.catalogue import NAMES
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES, Parameter, Switch
from sim.org.shape import Shape
from sim.scenario.checks import figure
from sim.scenario.files import bundled
from sim.scenario.model import Scenario

_EXTENDS = "The scenario this one starts from: the name of a bundled one, or a path relative to this file"


def schema() -> dict[str, Any]:
    """What a scenario file may contain, as JSON Schema (draft 2020-12)."""
    from sim.org.mapping import Mapping

    raw = Scenario.model_json_schema()
    shared = raw.pop("$defs")
    shape, meaning = Shape.model_json_schema(), Mapping.model_json_schema()
    shared |= meaning.pop("$defs", {}) | shape.pop("$defs", {})
    ranges: dict[str, Any] = {}
    levers = _mapping({name: _lever(lever, ranges) for name, lever in LEVERS.items()}, "What leaders set")
    shared |= ranges | {"Levers": levers, "Shape": shape, "Mapping": meaning, "Mechanisms": _mechanisms()}
    shared["Change"]["properties"]["levers"] = {"$ref": "#/$defs/Levers"}
    properties = raw["properties"]
    properties["levers"] = {"$ref": "#/$defs/Levers"}
    properties["parameters"] = _mapping({name: _number(p) for name, p in PARAMETERS.items()},
                                        "What the model assumes")
    properties["switches"] = _mapping({name: _switch(s) for name, s in SWITCHES.items()},
                                      "Sides taken in contested findings")
    for key in ("without", "only"):
        properties[key] = {"$ref": "#/$defs/Mechanisms",
                           "description": Scenario.model_fields[key].description}
    properties["organisation"] = _organisation()
    extends = {"type": "string", "minLength": 1, "description": _EXTENDS, "examples": bundled()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario",
        "description": "One question to the simulator; everything left out has the ordinary firm's default.",
        "type": "object",
        "additionalProperties": False,
        "not": {"required": ["without", "only"]},
        "properties": {"extends": extends, **properties},
        "$defs": dict(sorted(shared.items())),
    }


def schema_text() -> str:
    """The text of scenarios/scenario.schema.json."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _mapping(properties: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "object", "description": description, "additionalProperties": False,
            "properties": properties}


def _range(parameter: Parameter) -> dict[str, Any]:
    return {"type": "number", "minimum": parameter.low, "maximum": parameter.high}


def _about(parameter: Parameter) -> str:
    return f"{parameter.help} [{parameter.unit}, {figure(parameter.low)} to {figure(parameter.high)}]"


def _number(parameter: Parameter) -> dict[str, Any]:
    return {"description": _about(parameter), "default": parameter.default, **_range(parameter)}


def _lever(lever: Parameter, ranges: dict[str, Any]) -> dict[str, Any]:
    """One lever; levers of the same range share a definition."""
    name = f"from {figure(lever.low)} to {figure(lever.high)}"
    number = _range(lever)
    by_name = {"type": "object", "additionalProperties": number}
    by_level = {"type": "object", "patternProperties": {"^(0|[1-9][0-9]{0,4})$": number},
                "additionalProperties": False}
    places = {"default": number, "level": by_level, "unit": by_name, "post": by_name}
    by_place = {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": places}
    ranges[name] = {"anyOf": [number, by_place]}
    return {"description": _about(lever), "default": lever.default,
            "$ref": f"#/$defs/{name.replace(' ', '%20')}"}


def _switch(switch: Switch) -> dict[str, Any]:
    truth = [True, False] if {"on", "off"} <= set(switch.choices) else []
    return {"description": switch.help, "default": switch.choices[0], "enum": [*switch.choices, *truth]}


def _mechanisms() -> dict[str, Any]:
    return {"type": "array", "items": {"enum": [*NAMES.values(), *NAMES]}}


def _organisation() -> dict[str, Any]:
    read = {"type": "object", "additionalProperties": False, "required": ["path"], "properties": {
        "path": {"type": "string", "minLength": 1, "description": "Folder or file of any kind that is read, "
                 "relative to this file"},
        "mapping": {"$ref": "#/$defs/Mapping"},
        "ties": {"$ref": "#/$defs/Topology"}}}
    return {"description": Scenario.model_fields["organisation"].description,
            "anyOf": [{"$ref": "#/$defs/Shape"}, read]}
