"""What the engine gets."""

import re

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.scenario import WEEKDAY_PROFILE, Scenario, bundled

NAMES = list(LEVERS)


def lever(setup, name: str, post: int, day: int = 0) -> float:
    segment = np.searchsorted(setup.policies.from_day, day, side="right") - 1
    return setup.policies.table[segment, setup.policies.group[post], NAMES.index(name)]


def test_nothing_said_is_the_ordinary_firm():
    setup = Scenario().setup()
    assert len(setup.organisation) == 300 and setup.days == 250 and setup.settle_days == 0
    assert setup.policies.table.shape == (1, 1, len(LEVERS)) and setup.policies.from_day.tolist() == [0]
    assert setup.policies.table[0, 0].tolist() == [p.default for p in LEVERS.values()]
    assert setup.policies.group.dtype == np.int32 and setup.policies.from_day.dtype == np.int32
    assert setup.parameters == {name: p.default for name, p in PARAMETERS.items()}
    assert setup.switches == {name: s.choices[0] for name, s in SWITCHES.items()}
    assert setup.without == frozenset() and setup.culture == "ordinary"
    assert Scenario().digest() == Scenario.load("ordinary-firm").digest()


def test_the_most_specific_place_wins():
    organisation = Scenario().build_organisation()
    unit = organisation.unit_names[-1]
    inside = np.flatnonzero(organisation.unit == len(organisation.unit_names) - 1)
    level = int(organisation.level[inside[-1]])
    post = str(organisation.ids[inside[-1]])
    scenario = Scenario(levers={"recovery": {"default": 0.1, "level": {level: 0.2}, "unit": {unit: 0.3},
                                             "post": {post: 0.4}}})
    setup = scenario.setup()
    values = [lever(setup, "recovery", i) for i in range(len(organisation))]
    assert values[inside[-1]] == 0.4 and values[inside[-2]] == 0.3 and values[0] == 0.1
    elsewhere = np.flatnonzero((organisation.level == level) & (organisation.unit != organisation.unit[
        inside[-1]]))
    assert {values[i] for i in elsewhere} == {0.2}
    assert setup.policies.table.shape[1] == 4 and lever(setup, "presence_hours",
                                                        5) == LEVERS["presence_hours"].default
    without_default = Scenario(levers={"recovery": {"post": {post: 0.4}}}).setup()
    assert lever(without_default, "recovery", 0) == LEVERS["recovery"].default


def test_posts_led_alike_throughout_share_a_group():
    scenario = Scenario(levers={"recovery": {"level": {2: 0.2, 3: 0.2}}, "tolerance": {"level": {3: 0.9}},
                                "permission": 0.1},
                        changes=[{"from_week": 10, "levers": {"selectivity": {"level": {0: 1}}}}])
    policies = scenario.setup().policies
    assert policies.table.shape == (2, 4, len(LEVERS))
    assert sorted(set(policies.group.tolist())) == [0, 1, 2, 3]


def test_changes_hold_from_their_day_until_the_next():
    setup = Scenario(levers={"recovery": 0.2, "tolerance": {"level": {3: 0.9}}}, days=60, changes=[
        {"from_week": 3, "levers": {"recovery": {"level": {0: 0.7}}}},
        {"from_day": 21, "demand": {"level": 2}},
        {"from_week": 12, "levers": {"recovery": 0.4}, "demand": {"level": 0.5}}]).setup()
    assert setup.policies.from_day.tolist() == [0, 10, 55]  # demand alone needs no new policies
    assert [lever(setup, "recovery", 0, day) for day in (9, 10, 54, 55)] == [0.2, 0.7, 0.7, 0.4]
    assert [lever(setup, "recovery", 299, day) for day in (9, 10, 55)] == [0.2, 0.2, 0.4]
    weekdays = np.array(WEEKDAY_PROFILE)
    assert np.allclose(setup.demand[:20], np.tile(weekdays, 4)) and np.allclose(setup.demand[20:55],
                                                                                2 * np.tile(weekdays, 7))
    assert np.allclose(setup.demand[55:], 0.5 * weekdays)


def test_demand_has_its_weekdays_and_ends_within_a_week():
    setup = Scenario(days=7, demand={"level": 2, "weekdays": [0, 1, 2, 1, 1]}).setup()
    assert setup.demand.tolist() == [0, 2, 4, 2, 2, 0, 2] and setup.demand.dtype == np.float64


@pytest.mark.parametrize(("levers", "message"), [
    ({"recovery": {"unit": {"U12 front lime": 1}}}, "levers.recovery.unit names 'U12 front lime', which is "
     "not a unit of"),
    ({"recovery": {"level": {5: 1}}}, "which is not a level of generated, 300 people; choices are 0, 1, 2"),
    ({"recovery": {"post": {"P0001": 1}}}, "levers.recovery.post names 'P0001', which is not a post of"),
    ({"recovery": {"post": {"zzzz": 1}}}, "there are 300, from P001 to P300"),
])
def test_a_place_that_is_not_there(levers: dict, message: str):
    with pytest.raises(UserError, match=re.escape(message)):
        Scenario(levers=levers).setup()
    with pytest.raises(UserError, match=re.escape("scenario: changes[0].levers")):
        Scenario(changes=[{"from_week": 2, "levers": levers}]).setup()


def test_settling():
    small, other = {"organisation": {"people": 40}}, Scenario(organisation={"seed": 2})
    assert other.setup().settle_days == 250 and Scenario(**small).setup().settle_days == 250
    assert Scenario(**small, start={"culture": "none"}).setup().settle_days == 0
    assert Scenario(**small, start={"settle_days": 7}).setup().settle_days == 7
    assert Scenario(start={"settle_days": 7}).setup().settle_days == 7
    assert Scenario(organisation={"people": 6000}).setup().settle_days == 0


def test_what_is_written_out_at_its_default_changes_nothing():
    usual = Scenario.load("culture-of-fear")
    assert Scenario.from_dict(usual.dump()).setup().settle_days == usual.setup().settle_days == 0
    assert Scenario(switches={"venting": "cathartic"}).setup().settle_days == 250


def test_overrides_reach_the_engine():
    scenario = Scenario(parameters={"customers_per_post": 700}, switches={"trust_asymmetry": "off"}, seed=9)
    scenario = scenario.with_(only=["M12", "trust"])
    setup = scenario.setup()
    assert (setup.parameters["customers_per_post"] == 700 and setup.switches["trust_asymmetry"] == "off"
            and setup.seed == 9)
    assert not {"mirroring", "trust"} & setup.without and "fear" in setup.without


def test_another_organisation_may_be_given():
    other = Scenario(organisation={"people": 40}).build_organisation()
    assert Scenario().setup(other).organisation is other


def test_fear_and_trust_start_from_the_same_culture_and_pull_apart():
    fear, trust, ordinary = (Scenario.load(name) for name in ("culture-of-fear", "culture-of-trust",
                                                              "ordinary-firm"))
    assert fear.start == trust.start == ordinary.start and fear.organisation == trust.organisation
    assert set(fear.levers) == set(trust.levers)
    for name, low in fear.levers.items():
        assert (low - LEVERS[name].default) * (trust.levers[name] - LEVERS[name].default) < 0, name


def test_the_call_centre_is_as_busy_as_the_ordinary_firm():
    call_centre, ordinary = (Scenario.load("mirroring-call-centre").setup().parameters,
                             Scenario().setup().parameters)
    load = [p["customers_per_post"] * p["cases_per_year"] * p["handle_minutes_mean"]
            for p in (call_centre, ordinary)]
    assert load[0] == pytest.approx(load[1], rel=0.02)
    assert Scenario.load("higher-road").setup().parameters == call_centre


def test_one_middle_level_breaks_the_vision():
    setup = Scenario.load("broken-middle").setup()
    low = {int(setup.organisation.level[i]) for i in range(300) if lever(setup, "cascade_fidelity", i) < 0.5}
    assert low == {2} and lever(setup, "clarity_at_top", 0) == Scenario.load("clear-vision").levers[
        "clarity_at_top"]


@pytest.mark.parametrize("name", bundled())
def test_bundled_levers_are_believable_rather_than_extreme(name: str):
    scenario = Scenario.load(name)
    for lever_name, setting in scenario.levers.items():
        low, high = LEVERS[lever_name].low, LEVERS[lever_name].high
        parts = [setting] if isinstance(setting, float) else [
            value for part in setting.values()
            for value in (part.values() if isinstance(part, dict) else [part])]
        for value in parts:
            assert low + 0.04 * (high - low) < value < high - 0.04 * (high - low), lever_name
    assert scenario.title and scenario.story and scenario.watch and scenario.source


def test_the_profile_of_the_week_has_mean_one():
    assert sum(WEEKDAY_PROFILE) == pytest.approx(5)
