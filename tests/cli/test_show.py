"""``sim show`` and ``sim list`` tell everything the model holds."""

import json
from pathlib import Path

import pytest

from sim.cli import main
from sim.outcomes import OUTCOMES
from sim.parameters import LEVERS, PARAMETERS
from sim.scenario import Scenario, bundled


@pytest.fixture
def sim(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "120")

    def call(*args: str) -> str:
        with pytest.raises(SystemExit) as left:
            main(list(args))
        said = capsys.readouterr()
        assert not left.value.code, said.err
        return said.out

    return call


@pytest.mark.parametrize(("what", "names"), [
    ("levers", list(LEVERS)), ("parameters", list(PARAMETERS)), ("outcomes", [o.name for o in OUTCOMES]),
])
def test_shows_each_by_name(sim, what: str, names: list[str]):
    text = sim("show", what)
    assert all(name in text for name in names)
    assert [row["name"] for row in json.loads(sim("show", what, "--json"))] == names


def test_a_word_narrows_it_down(sim):
    assert 0 < len(json.loads(sim("show", "levers", "punish", "--json"))) < len(LEVERS)


def test_the_day_and_its_mechanisms(sim):
    from sim.mechanisms.catalogue import NAMES

    plan = json.loads(sim("show", "day", "--json"))
    assert [phase["number"] for phase in plan] == list(range(1, len(plan) + 1))
    assert plan[0]["name"] in sim("show", "day")
    told = json.loads(sim("show", "mechanisms", "--json"))
    assert {row["id"]: row["name"] for row in told} == NAMES
    assert all(row["id"] in sim("show", "mechanisms") for row in told)


def test_list_has_every_bundled_scenario(sim):
    assert [row["name"] for row in json.loads(sim("list", "--json"))] == bundled()
    assert all(name in sim("list") for name in bundled())


def test_a_shown_scenario_is_the_scenario(sim, tmp_path: Path):
    for flags in ([], ["--full"]):
        (tmp_path / "copy.yaml").write_text(sim("show", "scenario", "culture-of-fear", *flags))
        assert Scenario.load(tmp_path / "copy.yaml").digest() == Scenario.load("culture-of-fear").digest()
