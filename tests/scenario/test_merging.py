"""Extending, deriving and writing scenarios."""

import pickle
from pathlib import Path

import pytest

from sim.base.errors import UserError
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.scenario import WEEKDAY_PROFILE, Scenario, bundled


def test_a_child_merges_mappings_and_replaces_the_rest(tmp_path: Path):
    (tmp_path / "parent.yaml").write_text(
        "extends: culture-of-fear\nlevers: {presence_hours: 5}\nwithout: [trust, fear]\ndemand: {level: 2}\n"
        "changes: [{from_week: 3, levers: {recovery: 1}}]")
    (tmp_path / "child.yaml").write_text(
        "extends: parent.yaml\nlevers: {presence_hours: {unit: {A: 8}}}\nwithout: [M12]\ndemand: {weekdays: "
        "[1, 1, 1, 1, 1]}\nchanges: []")
    child = Scenario.load(tmp_path / "child.yaml")
    assert child.levers["presence_hours"] == {"default": 5.0, "unit": {"A": 8.0}}
    assert child.levers["punishment_severity"] == Scenario.load("culture-of-fear").levers[
        "punishment_severity"]
    assert child.without == ("mirroring",) and child.changes == ()
    assert child.demand.level == 2 and child.demand.weekdays == (1,) * 5
    assert child.name == "child" and child.title == "A culture of fear"


def test_generated_and_read_organisations_replace_each_other():
    read = Scenario().with_(organisation={"people": 50}).with_(organisation={"path": "a.csv",
                                                                             "mapping": {"seed": 2}})
    assert read.organisation == {"path": "a.csv", "mapping": {"seed": 2}}
    assert read.with_(organisation={"seed": 3}).organisation == {"seed": 3}
    assert read.with_(organisation={"mapping": {"seed": 3}}).organisation == {"path": "a.csv",
                                                                              "mapping": {"seed": 3}}


def test_without_and_only_replace_each_other():
    scenario = Scenario(without=["M12"])
    assert scenario.off == {"mirroring"}
    alone = scenario.with_(only=["mirroring"])
    assert "mirroring" not in alone.off and "trust" in alone.off and alone.without == ()
    assert alone.with_(without=["trust"]).off == {"trust"}
    assert len(Scenario(only=[]).off) == len(alone.off) + 1


def test_with_merges_validates_and_leaves_the_first_as_it_was():
    first = Scenario(levers={"presence_hours": 4, "recovery": {"level": {3: 1}}}, days=20)
    second = first.with_(levers={"presence_hours": 6, "recovery": {"level": {2: 0}}}, days=100)
    assert first.levers["presence_hours"] == 4 and first.days == 20
    assert (second.levers == {"presence_hours": 6.0, "recovery": {"level": {"3": 1.0, "2": 0.0}}}
            and second.days == 100)
    assert first.with_(levers={"recovery": 0.1}).levers["recovery"] == 0.1
    with pytest.raises(UserError, match=r"levers\.presence_hours is 99"):
        first.with_(levers={"presence_hours": 99})


def test_deriving_keeps_the_organisation_unless_it_is_another():
    first = Scenario(organisation={"people": 20})
    assert first.with_(days=3).build_organisation() is not None
    kept = first.build_organisation()
    assert first.with_(days=3).build_organisation() is kept is first.build_organisation()
    assert first.with_(organisation={"people": 21}).build_organisation() is not kept
    assert first == first.with_(days=250)  # though only one of them has said so


@pytest.mark.parametrize("name", bundled())
def test_what_is_written_out_is_the_same_scenario(name: str, tmp_path: Path):
    scenario = Scenario.load(name).with_(
        changes=[{"from_week": 3, "levers": {"recovery": {"level": {2: 0.1}}}},
                 {"from_day": 21, "demand": {"level": 2}}],
        start={"settle_days": 3}, without=["M12"], switches={"trust_asymmetry": False},
        organisation={"levels": (1, 3, 7, 25)})
    for full in (False, True):
        (tmp_path / "again.yaml").write_text(scenario.to_yaml(full))
        again = Scenario.load(tmp_path / "again.yaml")
        assert again.dump() == scenario.dump() and again.digest() == scenario.digest() and again == scenario
    assert Scenario.from_dict(scenario.given()) == scenario == Scenario.from_dict(scenario.dump())
    copy = pickle.loads(pickle.dumps(scenario))
    assert copy == scenario and hash(copy) == hash(scenario)


def test_the_dump_says_everything():
    dump = Scenario().dump()
    assert set(dump["levers"]) == set(LEVERS) and set(dump["parameters"]) == set(PARAMETERS)
    assert set(dump["switches"]) == set(SWITCHES) and dump["organisation"]["people"] == 300
    assert dump["demand"]["weekdays"] == list(WEEKDAY_PROFILE) and dump["without"] == []


def test_the_digest_follows_what_can_change_a_run_and_nothing_else(tmp_path: Path):
    first = Scenario()
    for same in ({"title": "x"}, {"story": "x"}, {"replications": 3},
                 {"levers": {"recovery": LEVERS["recovery"].default}}, {"organisation": {"people": 300}},
                 {"switches": {"venting": "toxic"}}):
        assert first.with_(**same).digest() == first.digest(), same
    for other in ({"seed": 2}, {"days": 3}, {"levers": {"recovery": 0.1}}, {"without": ["M12"]},
                  {"organisation": {"seed": 2}}, {"switches": {"venting": "cathartic"}},
                  {"demand": {"level": 2}}, {"start": {"culture": "none"}}):
        assert first.with_(**other).digest() != first.digest(), other


def test_an_organisation_is_found_beside_the_file_that_names_it(tmp_path: Path):
    (tmp_path / "there").mkdir()
    rows = "id,manager,unit\nA,,Top\nB,A,Shop\nC,A,Shop\nD,B,Shop\n"
    (tmp_path / "there" / "chart.csv").write_text(rows)
    (tmp_path / "there" / "firm.yaml").write_text("organisation: {path: chart.csv}")
    (tmp_path / "mine.yaml").write_text("extends: there/firm.yaml\nlevers: {recovery: {post: {B: 1}}}")
    scenario = Scenario.load(tmp_path / "mine.yaml")
    setup = scenario.setup()
    assert list(setup.organisation.ids) == ["A", "B", "C", "D"] and setup.settle_days == 250
    (tmp_path / "chart2.csv").write_text(rows)
    moved = scenario.with_(organisation={"path": str(tmp_path / "chart2.csv")})
    assert moved.digest() == scenario.digest()
    (tmp_path / "chart2.csv").write_text(rows + "E,B,Shop\n")
    assert Scenario.from_dict(moved.given()).digest() != scenario.digest()
