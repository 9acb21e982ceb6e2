"""The JSON Schema is fresh, and agrees with what is accepted."""

import json
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from sim.base.errors import UserError
from sim.base.yaml_text import parse
from sim.scenario import schema as scenario_schema
from sim.studies.sweep.design import size
from sim.studies.sweep.design_fields import DESIGNS
from sim.studies.sweep.inputs import STUDIES
from sim.studies.sweep.json_schema import schema, schema_text
from sim.studies.sweep.study_file import Study
from sim.studies.sweep.varied import GROUPS, table

FOLDER = Path(__file__).parents[3] / "experiments"
HOME = "https://here/experiments/study.schema.json"
REGISTRY = Registry().with_resource("https://here/scenarios/scenario.schema.json",
                                    Resource(scenario_schema(), DRAFT202012))
CHECK = jsonschema.Draft202012Validator(schema() | {"$id": HOME}, registry=REGISTRY)
GRID = {"design": {"kind": "grid"}}
HOURS = {"factors": {"presence_hours": "full"}}


def test_the_committed_schema_is_fresh():
    assert (FOLDER / "study.schema.json").read_text() == schema_text(), (
        "run `python -m sim.studies.sweep > experiments/study.schema.json`")
    jsonschema.Draft202012Validator.check_schema(schema())
    assert (FOLDER / schema()["properties"]["scenario"]["anyOf"][1]["$ref"]).resolve().is_file()


@pytest.mark.parametrize("name", STUDIES.names())
def test_bundled_studies_keep_to_it_and_open_alike(name: str):
    text = (STUDIES.folder() / f"{name}.yaml").read_text()
    CHECK.validate(parse(text.encode(), name))
    CHECK.validate(Study.load(name).given())
    lines = text.splitlines()
    assert lines[0] == "# yaml-language-server: $schema=study.schema.json" and " runs of " in lines[1]
    said = [line.split(":")[0] for line in lines if line and line[0] not in "# "]
    assert said == [key for key in Study.model_fields if key in said] and said[:2] == ["title", "question"]


@pytest.mark.parametrize("data", [
    GRID, HOURS, GRID | {"factors": {}}, GRID | {"factors": {"presence_hour": "full"}},
    GRID | {"factors": {"presence_hours": 3}},
    GRID | {"factors": {"presence_hours": [13]}}, GRID | {"factors": {"presence_hours": {"low": 1}}},
    GRID | {"factors": {"presence_hours": {"low": 1, "high": 13}}},
    GRID | {"factors": {"presence_hours": {"low": 1, "high": 3, "step": 2}}},
    GRID | {"factors": {"organisation.people": "full"}}, GRID | {"factors": {"organisation.people": {}}},
    GRID | {"factors": {"organisation.people": [3.5]}}, GRID | {"factors": {"venting": ["toxik"]}},
    GRID | {"factors": {"venting": "toxic"}}, GRID | HOURS | {"measures": [{"outcome": "feer"}]},
    GRID | {"factors": {"without": ["miroring"]}}, GRID | {"factors": {"levers": "care"}},
    GRID | {"factors": {"levers": ["fright"]}},
    GRID | {"factors": {"scenario": []}}, GRID | HOURS | {"dayz": 3}, GRID | HOURS | {"replications": 0},
    GRID | HOURS | {"replications": {"until": "fear"}}, GRID | HOURS | {"outcomes": ["feer"]},
    GRID | HOURS | {"seeds": "none"},
    GRID | HOURS | {"model": "m:f"}, GRID | {"factors": {"x": [1]}, "model": "m f", "outcomes": ["y"]},
    GRID | {"factors": {"x": [1]}, "model": "m:f", "outcomes": ["y"], "days": 3},
    GRID | {"factors": {"x": [1]}, "model": "m:f", "outcomes": ["y"],
            "replications": {"until": "y", "within": 0.5}},
    GRID | HOURS | {"scenario": {"dayz": 3}}, HOURS | {"design": {"kind": "gird"}},
    HOURS | {"design": {"kind": "grid", "samples": 3}},
    HOURS | {"design": {"kind": "sobol", "samples": 12}},
    HOURS | {"design": {"kind": "morris", "trajectories": 2, "levels": 3}},
    HOURS | {"design": {"kind": "list", "points": []}}, HOURS | {"design": {"kind": "latin-hypercube"}},
])
def test_what_it_refuses_is_refused(data: dict):
    assert not CHECK.is_valid(data)
    with pytest.raises(UserError):
        Study.from_dict(data)


@pytest.mark.parametrize("data", [
    GRID | HOURS, GRID | {"factors": {"presence_hours": {},
                                      "organisation.people": {"low": 60, "high": 90, "steps": 2},
                                      "without": "full"}},
    GRID | {"factors": {"without": ["none", "M12", ["trust", "fear"]], "venting": ["toxic"],
                        "trust_asymmetry": [True, False]}},
    {"factors": {"levers": ["care", "surveillance"], "parameters": ["fear"], "switches": ["venting"],
                 "surveillance": [0, 1]}, "design": {"kind": "sobol", "samples": 4},
     "measures": [{"outcome": "fear", "last": 9}]},
    GRID | {"factors": {"scenario": {"a": "care-first", "b": {"extends": "ordinary-firm", "days": 9},
                                     "base": "base"}}},
    GRID | {"factors": {"x": [1, 2], "y": {"low": -3, "high": 99}}, "model": "m:f", "outcomes": ["z"],
            "replications": 3},
    HOURS | {"design": {"kind": "list", "points": [{"presence_hours": 3}]},
             "scenario": {"levers": {"backing": 1}}},
    HOURS | {"design": {"kind": "morris", "trajectories": 2},
             "replications": {"until": "fear", "within": 0.5}, "trajectories": [], "outcomes": ["fear"],
             "title": "T", "question": "Q", "timeout": 9, "seed": 0, "seeds": "independent"},
])
def test_what_it_accepts_is_accepted(data: dict):
    CHECK.validate(data)
    CHECK.validate(json.loads(json.dumps(Study.from_dict(data).given())))


def test_the_readme_names_every_study_key_and_design():
    readme = (FOLDER / "README.md").read_text()
    for name in [*STUDIES.names(), *Study.model_fields, *DESIGNS, *GROUPS, "without", "demand.level",
                 *(name.removeprefix("organisation.") for name in table()
                   if name.startswith("organisation."))]:
        assert f"`{name}" in readme, name
    for name in STUDIES.names():
        study = Study.load(name)
        row = next(line for line in readme.splitlines() if line.startswith(f"| `{name}`"))
        said = row.split("|")[4].strip()
        near = 0.1 if said.startswith("about ") else 0.0  # it grows with the number of levers or parameters
        assert int(said.removeprefix("about ").replace(",", "")) == pytest.approx(
            size(study) * study.replications, rel=near)
    example = parse(readme.split("```yaml\n")[1].split("```")[0].encode(), "README")
    CHECK.validate(example)
    assert size(Study.from_dict(example)) == 80
