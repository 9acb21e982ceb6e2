"""How far a change goes: distances, who is moved by more than luck, half-distances, and the whole in a small
firm."""

import json

import numpy as np
import pytest

from sim import Scenario
from sim.base.errors import UserError
from sim.insight.spread.carriers import CARRIERS, share_left, without
from sim.insight.spread.course import Course, by_distance, late
from sim.insight.spread.distances import NOWHERE, distances, sources
from sim.insight.spread.result import Spread
from sim.insight.spread.spread import spread
from sim.insight.spread.statistics import figures_of, half_distance, half_time, reach_of, reached
from sim.model.engine.simulate import simulate
from sim.model.mechanisms.catalogue import NAMES
from sim.runs.weeks import STATES, weeks
from sim.scenario.ensemble import first


@pytest.fixture(scope="session")
def firm(small: Scenario) -> Scenario:
    return small.with_(days=40, replications=2)


@pytest.fixture(scope="session")
def middle(firm) -> str:
    """A leader of people at the front line, with a leader above."""
    organisation = firm.build_organisation()
    return str(organisation.ids[organisation.manager[np.flatnonzero(organisation.front_line)[-1]]])


@pytest.fixture(scope="session")
def found(firm, middle) -> Spread:
    return spread(firm, middle, {"punishment_severity": 1.0, "personal_interest": 0.0, "presence_hours": 0.0},
                  replications=9)


def test_steps_are_counted_down_up_and_along_ties(firm):
    organisation = firm.build_organisation()
    head = organisation.manager < 0
    down = distances(organisation, head, "down")
    assert (down == organisation.level - organisation.level[head][0]).all()
    assert (distances(organisation, head, "up")[~head] == NOWHERE).all()
    ties = distances(organisation, head, "ties")
    assert (ties[head] == 0).all() and ties.max() > 1
    beside = organisation.informal.neighbour[organisation.informal.start[0]:organisation.informal.start[1]]
    assert (distances(organisation, np.arange(len(organisation)) == 0, "ties")[beside] == 1).all()


def test_places_are_named_by_post_unit_or_level(firm, middle):
    organisation = firm.build_organisation()
    assert sources(organisation, middle)[0].sum() == 1
    assert sources(organisation, f"post {middle}")[1] == f"post {middle}"
    assert (sources(organisation, organisation.unit_names[1])[0] == (organisation.unit == 1)).all()
    assert (sources(organisation, "level 0")[0] == (organisation.level == 0)).all()
    with pytest.raises(UserError, match="no post, unit or level .*did you mean"):
        sources(organisation, "level 9")


def test_everybodys_weeks_are_what_the_record_says(firm):
    setup = firm.setup()
    found = weeks(setup, 0)
    assert found.shape == (len(STATES), 8, 60)
    assert np.nanmin(found) >= 0 and np.nanmax(found) <= 100
    measured = simulate(setup, 0).daily("fear")
    assert np.nanmean(found[list(STATES).index("fear"), -1]) == pytest.approx(float(np.mean(measured[-5:])),
                                                                              abs=1.0)
    assert np.isnan(found[list(STATES).index("empathy_shown")][:, ~setup.organisation.front_line]).all()


def test_the_fear_of_a_team_leader_reaches_the_team_and_nobody_below_it(found, middle):
    assert found.source == f"post {middle}" and found.organisation.ids[found.where].tolist() == [middle]
    fear = found.figures[(found.figures.state == "fear") & (found.figures.network == "down")].iloc[0]
    assert fear.low > 0 and fear.step == 1 and np.isinf(fear.half_distance) and 1 <= fear.half_time <= 8
    profile = found.profile[(found.profile.state == "fear") & (found.profile.network == "down")
                            & (found.profile.week == 8)]
    assert profile.set_index("distance").difference[1] == profile.difference.max()
    assert found.reach.set_index("state").reach["fear"] > 0
    assert any(sentence.startswith("Fear: ") for sentence in found.sentences)


def test_nothing_changes_before_it_can_and_the_rest_of_the_scenario_stays(firm, found, middle):
    assert found.setups[1].days == 40
    one, other = found.setups
    changed = np.flatnonzero((one.policies.table[0][one.policies.group] != other.policies.table[0][
        other.policies.group]).any(axis=1))
    assert found.organisation.ids[changed].tolist() == [middle]


def test_the_levers_of_a_scenario_can_be_taken_over(firm, middle):
    taken = spread(firm, middle, "culture-of-fear", replications=2, workers=1)
    severity = taken.other.levers["punishment_severity"]
    assert severity["post"] == {middle: pytest.approx(Scenario.load("culture-of-fear").levers[
        "punishment_severity"])}


@pytest.mark.parametrize(("levers", "said"), [({"punishment_severty": 1.0},
                                               "is no lever.*did you mean punishment_severity"),
                                              ({"punishment_severity": 3.0}, "punishment_severity"),
                                              ("ordinary-firm", "nothing would change")])
def test_what_cannot_be_spread_is_refused(firm, middle, levers, said):
    with pytest.raises(UserError, match=said):
        spread(firm, middle, levers, replications=2)


def test_one_pair_cannot_be_told_from_luck(firm, middle):
    with pytest.raises(UserError, match="2 or more"):
        spread(firm, middle, "culture-of-fear", replications=1)


def test_luck_alone_reaches_hardly_anybody():
    luck = np.random.default_rng(1).normal(size=(10, 2000))
    assert reached(luck).mean() < 0.01
    luck[:, :200] += 3.0
    assert 0.08 < reached(luck).mean() < 0.12 and reached(luck)[:200].mean() > 0.9
    luck[0, :100] = np.nan
    assert not reached(luck)[:100].any()


def test_half_distance_and_half_time_of_known_courses():
    ends = np.array([0.0, 8.0, 6.0, 2.0])
    assert half_distance(ends) == half_distance(-ends) == pytest.approx(2.5)
    assert half_distance(np.array([0.0, 8.0, 6.0, 5.0])) == half_distance(ends, 3) == float("inf")
    assert half_distance(np.array([0.0, 8.0, np.nan])) == pytest.approx(1.5)
    assert half_time(np.array([0.0, 1.0, 2.0, 4.0, 4.0, 4.0, 4.0, 4.0])) == 3.0


def course(usual: np.ndarray, told: np.ndarray | None = None) -> Course:
    """Everybody on one line, a person a step; every state alike.  usual, told: float [samples, weeks,
    people]."""
    steps = {"down": np.arange(usual.shape[2])}
    every = [None if each is None else np.stack([by_distance(np.stack([one] * len(STATES)), steps)
                                                 for one in each])
             for each in (usual, told)]
    return Course(steps, every[0], first(0 if told is None else len(told)), every[1])


def test_likely_ranges_are_those_of_members_that_are_planted():
    """Under member k the change is (1 + k / 20) times as large, and comes later and later."""
    luck, weeks_, decay = np.random.default_rng(3), np.arange(1, 41), np.array([1.0, 0.9, 0.6, 0.3])
    def pair(size: float, rate: float) -> np.ndarray:
        return size * np.outer(1.0 - np.exp(-rate * weeks_), decay) + 0.01 * luck.normal(size=(40, 4))
    usual = np.stack([pair(10.0, 0.1) for _ in range(8)])
    found = course(usual, np.stack([pair(10.0 * (1.0 + k / 20), 0.4 / (1 + k / 4)) for k in range(20)]))
    row = figures_of(found).iloc[0]
    assert row.near == pytest.approx(9.0, abs=0.3)
    assert (row.likely_low, row.likely_high) == pytest.approx((8.9, 15.9), abs=0.3)
    assert row.half_distance == pytest.approx(2.5, abs=0.05)
    assert row.half_distance_high - row.half_distance_low < 0.1       # decay is the same for all
    assert row.half_time_low <= 3 and row.half_time_high >= 8
    assert row.half_time_low <= row.half_time <= row.half_time_high
    ends = late(np.stack([usual] * len(STATES), axis=1))
    reach = reach_of(found, ends, np.arange(4) == 0, figures_of(found)).iloc[0]
    assert reach.reach == reach.reach_low == reach.reach_high == 1.0
    assert reach.likely_low < reach["mean"] < reach.likely_high


def test_without_members_or_with_few_there_is_no_range_of_halves():
    usual = np.stack([np.outer(np.arange(1.0, 9.0), [1.0, 0.8, 0.2]) * (1 + 0.01 * k) for k in range(4)])
    alone = figures_of(course(usual)).iloc[0]
    assert np.isnan([alone.likely_low, alone.half_time_low, alone.half_distance_high]).all()
    few = figures_of(course(usual, usual[:3])).iloc[0]
    assert few.likely_low < few.near < few.likely_high and np.isnan(few.half_time_low)


def test_what_carries_it_is_what_it_does_not_reach_without(firm):
    organisation = firm.build_organisation()
    head = str(organisation.ids[0])
    found = spread(firm, head, {"personal_interest": 0.0, "presence_hours": 0.0}, replications=4,
                   carriers=True)
    assert {name for carrier in CARRIERS for name in carrier.off} <= set(NAMES.values())
    care = found.carriers.query("state == 'felt_care' and network == 'down'")
    care = care.set_index(["distance", "carrier"])
    near, far = care.loc[1], care.loc[2]
    assert near.share["line"] > 0.7 and abs(far.share["line"]) < 0.2 and abs(far.share["all"]) < 0.2
    assert (care.low <= care.share).all() and (care.share <= care.high).all()
    assert any(said.startswith("Without line") for said in found.sentences)
    assert "## What carries it" in found.report() and "carriers" in found.to_dict()
    ties = without(found.setups[0], next(carrier for carrier in CARRIERS if carrier.ties))
    assert not len(ties.organisation.informal.neighbour) and ties.settle_days == found.setups[0].settle_days


def test_a_share_left_is_the_ratio_of_means_and_its_interval_holds_pairing():
    full = np.array([2.0, 4.0, 6.0])
    assert share_left(full, full / 4) == pytest.approx((0.25, 0.25, 0.25, 1.0))
    share, low, high, gone = share_left(full, np.array([1.0, 1.0, 1.0]))
    assert (share, gone) == (0.25, 1.0) and low < 0.25 < high
    rng = np.random.default_rng(2)
    inside = 0
    for _ in range(400):
        drawn = rng.normal(5.0, 1.0, 10)
        _, low, high, _ = share_left(drawn, 0.4 * drawn + rng.normal(0.0, 0.5, 10))
        inside += low <= 0.4 <= high
    assert 0.90 < inside / 400 < 0.99


def test_files_and_json_say_the_same(found, tmp_path):
    said = json.loads(json.dumps(found.to_dict()))
    assert said["source"] == found.source and len(said["profile"]) == len(found.profile)
    found.fill(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"profile.csv", "figures.csv", "reach.csv",
                                                          "figure.png", "figure.svg", "network.gif",
                                                          "report.md"}
    assert (tmp_path / "network.gif").read_bytes().startswith(b"GIF8")
    page = (tmp_path / "report.md").read_text()
    assert found.sentences[0] in page and "| 1 down |" in page
