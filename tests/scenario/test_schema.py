"""The JSON Schema is fresh, and agrees with what is accepted."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from sim.base.errors import UserError
from sim.base.yaml_text import parse
from sim.model.mechanisms.catalogue import NAMES
from sim.model.parameters import LEVERS, SWITCHES
from sim.scenario import Scenario, bundled, bundled_folder, schema
from sim.scenario.json_schema import schema_text

FOLDER = Path(__file__).parents[2] / "scenarios"
CHECK = jsonschema.Draft202012Validator(schema())


def test_the_committed_schema_is_fresh():
    assert (FOLDER / "scenario.schema.json").read_text() == schema_text(), (
        "run `python -m sim.scenario > scenarios/scenario.schema.json`")
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", bundled())
def test_bundled_scenarios_keep_to_it_and_open_alike(name: str):
    text = (FOLDER / f"{name}.yaml").read_text()
    CHECK.validate(parse(text.encode(), name))
    CHECK.validate(json.loads(json.dumps(Scenario.load(name).dump())))
    CHECK.validate(Scenario.load(name).given())
    first = text.splitlines()
    assert first[0] == "# yaml-language-server: $schema=scenario.schema.json"
    assert [line.split(":")[0] for line in first[1:4]] == ["story", "watch", "source"]


@pytest.mark.parametrize("data", [
    {"levers": {"presence_hours": 13}}, {"levers": {"presence_hour": 3}},
    {"levers": {"presence_hours": {"unit": {"A": 99}}}},
    {"levers": {"presence_hours": {"level": {"top": 3}}}}, {"levers": {"presence_hours": {}}}, {"dayz": 3},
    {"days": 0},
    {"days": 2.5}, {"switches": {"venting": "toxik"}}, {"without": ["miroring"]},
    {"without": ["M12"], "only": ["M14"]},
    {"title": 3}, {"demand": {"level": -1}}, {"start": {"culture": "odd"}}, {"organisation": {"people": 2}},
    {"organisation": {"path": 3}}, {"organisation": {"path": "a.csv", "people": 30}},
    {"changes": [{"from_week": 1, "demand": {"level": 2}}]},
    {"changes": [{"from_week": 3, "levers": {"fearr": 1}}]}, {"parameters": {"presence_hours": 1}},
    {"seed": -1},
])
def test_what_it_refuses_is_refused(data: dict):
    assert not CHECK.is_valid(data)
    with pytest.raises(UserError):
        Scenario.from_dict(data)


@pytest.mark.parametrize("data", [
    {}, {"extends": "ordinary-firm"}, {"levers": {"presence_hours": 3, "recovery": {"default": 1}}},
    {"levers": {"presence_hours": {"level": {"2": 3}, "unit": {"A": 1}, "post": {"B": 2}, "default": 1}}},
    {"switches": {"trust_asymmetry": True}}, {"without": ["M12", "trust"]}, {"only": []},
    {"start": {"settle_days": "auto"}},
    {"start": {"settle_days": 5}}, {"organisation": {"path": "a.csv",
                                                     "mapping": {"columns": {"unit": "dept"}}}},
    {"organisation": {"people": 50, "levels": [1, 3]}},
    {"changes": [{"from_day": 9, "levers": {"recovery": 1}, "demand": {"level": 2}}]},
])
def test_what_it_accepts_is_accepted(data: dict):
    CHECK.validate(data)
    Scenario.from_dict(data)


def test_it_knows_every_lever_switch_and_mechanism():
    text = schema_text()
    for lever in LEVERS.values():
        assert lever.help in text and lever.unit in text
    assert set(schema()["properties"]["switches"]["properties"]) == set(SWITCHES)
    assert schema()["$defs"]["Mechanisms"]["items"]["enum"] == [*NAMES.values(), *NAMES]
    assert set(schema()["properties"]) == {"extends", *Scenario.model_fields}


def test_the_readme_names_every_scenario_and_key():
    readme = (FOLDER / "README.md").read_text()
    for name in [*bundled(), *Scenario.model_fields, "extends"]:
        assert f"`{name}`" in readme, name
    example = readme.split("```yaml\n")[1].split("```")[0]
    Scenario.from_dict(parse(example.encode(), "README.md")).setup()


def test_the_bundled_folder_is_that_of_the_checkout():
    assert bundled_folder() == FOLDER and "ordinary-firm" in bundled()


def test_importing_is_light():
    heavy = "{'numba', 'pandas', 'scipy', 'networkx', 'mesa'}"
    code = f"import sys, sim.scenario; print(sorted({heavy} & set(sys.modules)))"
    assert (subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
            == "[]\n")
