"""A pilot: its parts add up, who stays as they were, neighbours are of one kind, and what it says."""

import json

import numpy as np
import pytest

from sim import Scenario
from sim.base.errors import UserError
from sim.insight.plans.pilot import PARTS, Pilot, neighbours, pilot
from sim.insight.spread.change import changed_at
from sim.model.parameters import LEVERS
from sim.org.build import build_organisation
from sim.runs.study import compare

UNIT = "U4 front line"


@pytest.fixture(scope="session")
def firm(small: Scenario) -> Scenario:
    return small.with_(days=30)


@pytest.fixture(scope="session")
def plan(firm) -> Scenario:
    return firm.with_(title="Punish", levers={"punishment_severity": 1.0, "punishment_arbitrary": 1.0},
                      changes=[{"from_week": 4, "levers": {"presence_hours": 0}}])


@pytest.fixture(scope="session")
def found(firm, plan) -> Pilot:
    return pilot(firm, plan, UNIT, replications=4, workers=1)


def test_the_parts_add_up_and_the_roll_out_is_that_of_the_comparison(firm, plan, found):
    values = found.figures.value.unstack("part")
    assert set(values) == set(PARTS)
    assert np.allclose(values.beside, values.standing + values.effect - values.spill_over)
    assert np.allclose(values.misses, values.standing - values.spill_over + values.alone)
    whole = compare(firm, plan, replications=4, workers=1)
    for outcome in ("fear", "customer_satisfaction"):
        row, told = whole.units(outcome).loc[UNIT], found.figures.loc[(outcome, "roll_out")]
        assert (told.value, told.low, told.high) == pytest.approx((row.difference, row.low, row.high))


def test_the_unit_alone_has_the_levers_of_the_plan_whenever_they_change(firm, plan):
    organisation = firm.build_organisation()
    where = organisation.unit == organisation.unit_names.index(UNIT)
    setups = [each.setup() for each in (firm, changed_at(firm, organisation, where, plan), plan)]
    for day in range(30):
        levers = [setup.policies.table[np.searchsorted(setup.policies.from_day, day, "right") - 1,
                                       setup.policies.group] for setup in setups]
        assert np.array_equal(levers[1][where], levers[2][where])
        assert np.array_equal(levers[1][~where], levers[0][~where])


def test_levers_by_name_outlive_what_changes_in_the_scenario():
    firm = Scenario(organisation={"people": 60}, days=20, changes=[
        {"from_week": 2, "levers": {"presence_hours": 6}, "demand": {"level": 1.1}}])
    organisation = firm.build_organisation()
    where = np.arange(60) == 3
    setup = changed_at(firm, organisation, where, {"presence_hours": 1.0}).setup()
    table = setup.policies.table[:, setup.policies.group, list(LEVERS).index("presence_hours")]
    assert (table[:, where] == 1.0).all() and table[:, 0].tolist() == [LEVERS["presence_hours"].default, 6.0]
    assert setup.demand[10] == pytest.approx(1.1 * setup.demand[0])


def test_neighbours_are_of_one_kind_and_near():
    firm = build_organisation()
    names = np.array(firm.unit_names)
    assert names[neighbours(firm, 9)].tolist() == ["U09 front line", "U11 front line", "U12 front line"]
    back = [i for i, name in enumerate(names) if "back office" in name]
    assert all("back office" in name for name in names[neighbours(firm, back[0])])
    with pytest.raises(UserError, match="the only unit of its kind"):
        neighbours(build_organisation(people=5), 0)


def test_what_is_said_follows_from_the_figures(found):
    fear = next(said for said in found.sentences if said.startswith("Fear: "))
    rows = found.figures.loc["fear"]
    misses = rows.loc["misses"]
    if misses.low > 0 or misses.high < 0:
        way = "points the wrong way" if rows.value["beside"] * rows.value["roll_out"] < 0 else (
            "overstates" if misses.value * rows.value["roll_out"] > 0 else "understates")
        assert way in fear
    else:
        assert "no more than luck" in fear
    assert found.figures.loc[("fear", "effect")].low > 0


def test_it_says_when_it_understates_and_why(found):
    figures = found.figures.copy()
    for part, value in (("beside", 2.0), ("effect", 3.0), ("roll_out", 5.0), ("misses", -3.0),
                        ("standing", 0.0), ("spill_over", 1.0), ("alone", -2.0)):
        half = 0.5 if value else 1.0
        figures.loc[("fear", part), ["value", "low", "high"]] = value, value - half, value + half
    said = Pilot(found.asked, UNIT, found.neighbours, figures, 4).sentences
    assert next(one for one in said if one.startswith("Fear: ")) == (
        "Fear: beside its neighbours the pilot shows +2.0, in truth it does +3.0 there, and a roll-out +5.0: "
        "the pilot understates, by 3.0 points (2.5 to 3.5) (−1.0 as the neighbours moved too, −2.0 from "
        "doing it alone).")


@pytest.mark.parametrize(("changed", "unit", "said"), [
    ({}, "U4 front lin", "'U4 front lin' is no unit of .*did you mean U4 front line"),
    ({"parameters": {"defences": 4.0}}, UNIT, "differs from .* in parameters"),
    ({"demand": {"level": 2}}, UNIT, "in demand"), ({"days": 20, "changes": []}, UNIT, "days is 30"),
    ({"levers": {"punishment_severity": LEVERS["punishment_severity"].default,
                 "punishment_arbitrary": LEVERS["punishment_arbitrary"].default}, "changes": []}, UNIT,
     "nothing would change"),
])
def test_what_cannot_be_tried_is_refused(firm, plan, changed, unit, said):
    with pytest.raises(UserError, match=said):
        pilot(firm, plan.with_(**changed), unit, replications=2)


def test_one_replication_cannot_be_told_from_luck(firm, plan):
    with pytest.raises(UserError, match="a pilot needs 2 or more"):
        pilot(firm, plan, UNIT, replications=1)


def test_files_and_json_say_the_same(found, tmp_path):
    told = json.loads(json.dumps(found.to_dict()))
    assert told["unit"] == UNIT and len(told["figures"]) == len(found.figures)
    found.fill(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"pilot.csv", "figure.png", "figure.svg", "report.md"}
    assert found.sentences[0] in (tmp_path / "report.md").read_text()
