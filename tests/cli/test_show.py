"""``sim show`` and ``sim list`` tell everything the model holds."""

import json
from pathlib import Path

import pytest

from sim.model.outcomes import OUTCOMES
from sim.model.parameters import LEVERS, PARAMETERS
from sim.scenario import Scenario, bundled
from sim.studies.sweep.inputs import STUDIES


@pytest.fixture
def sim(monkeypatch, typed):
    monkeypatch.setenv("COLUMNS", "120")

    def call(*args: str) -> str:
        code, said, wrong = typed(*args)
        assert code == 0, wrong
        return said

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
    from sim.model.mechanisms.catalogue import NAMES

    plan = json.loads(sim("show", "day", "--json"))
    assert [phase["number"] for phase in plan] == list(range(1, len(plan) + 1))
    assert plan[0]["name"] in sim("show", "day")
    told = json.loads(sim("show", "mechanisms", "--json"))
    assert {row["id"]: row["name"] for row in told} == NAMES
    assert all(row["id"] in sim("show", "mechanisms") for row in told)
    assert "mechanism of its own: accused-leave (M44)" in sim("show", "mechanisms", "M44")


def test_list_has_everything_bundled(sim):
    told, shown = json.loads(sim("list", "--json")), sim("list")
    assert ({kind: [row["name"] for row in rows] for kind, rows in told.items()}
            == {"scenarios": bundled(), "studies": STUDIES.names()})
    assert all(name in shown for name in [*bundled(), *STUDIES.names()])


def test_a_shown_scenario_is_the_scenario(sim, tmp_path: Path):
    for flags in ([], ["--full"]):
        (tmp_path / "copy.yaml").write_text(sim("show", "scenario", "culture-of-fear", *flags))
        assert Scenario.load(tmp_path / "copy.yaml").digest() == Scenario.load("culture-of-fear").digest()


def test_one_contact_under_the_microscope(sim):
    out = sim("show", "interaction", "--person", "P045", "--day", "2", "--occasion", "3", "--days", "20")
    assert out.startswith("P045 ") and "contact 3 of" in out and "simulated, not this person" in out
    assert " 1  The customer comes in" in out and "What mattered most" in out
    told = json.loads(sim("show", "interaction", "--person", "P045", "--day", "2", "--occasion", "3",
                          "--days", "20", "--json"))
    assert (told["person"], told["day"], told["occasion"], told["replication"]) == ("P045", 2, 3, 0)
    assert f"customer {told['customer']}" in out


def test_the_hint_can_be_pasted(sim):
    hint = sim("show", "interaction", "--day", "2", "--seed", "3", "--days", "20").splitlines()[-1].split()
    assert hint[0] == "sim" and hint[-2] == "--against"
    out = sim(*hint[1:])
    assert "served by" in out or "did not happen" in out
    told = json.loads(sim(*hint[1:], "--json"))
    assert told["a"]["seed"] == 3 and (told["b"] is None) == bool(told["why"])
