"""Many plans: paired with the first, told in tables that fit, in a folder that repeats itself, refused where
they cannot be compared."""

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

import sim
from sim import Scenario
from sim.base.errors import UserError
from sim.insight.plans.compare import Plans, compare_plans
from sim.insight.plans.comparison import MOST
from sim.insight.plans.costs import LeaderTime
from sim.insight.plans.figure import figure
from sim.insight.plans.sentences import of_turn
from sim.model.outcomes import HEADLINES
from sim.report.folder import claimed
from sim.report.result import NAMES
from sim.runs.study import compare


@pytest.fixture(scope="module")
def kinder(small: Scenario) -> Scenario:
    return small.with_(title="A kinder small firm", levers={"personal_interest": 0.95, "backing": 0.9,
                                                            "presence_hours": 8})


@pytest.fixture(scope="module")
def found(small: Scenario, harsher: Scenario, kinder: Scenario) -> Plans:
    return compare_plans([small, harsher, kinder])


def printed(found: Plans, width: int = 80) -> str:
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(found.table())
    return console.export_text()


def test_each_plan_is_paired_with_the_first(small, harsher, kinder, found: Plans):
    for plan, scenario in ((1, harsher), (2, kinder)):
        pair = compare(small, scenario)
        np.testing.assert_array_equal(found.values[:, plan] - found.values[:, 0], pair.differences)
        name = found.names[plan]
        for outcome in HEADLINES:
            ours, theirs = found.effects.loc[(name, outcome)], pair.outcomes.loc[outcome]
            assert ours["low"] == pytest.approx(theirs["low"], nan_ok=True) and ours["mean"] == pytest.approx(
                theirs["b"])
        pd.testing.assert_frame_equal(found.money[name].year, pair.money.year)
        assert found.money[name].payback_month == pair.money.payback_month
    assert sim.compare_plans is compare_plans


def test_under_the_ensemble_every_plan_is_run_under_the_same_member(small, harsher, kinder):
    one, other = small.with_(days=3), harsher.with_(days=3)
    many = compare_plans([one, other, kinder.with_(days=3)], replications=2, members=12, outcomes=["fear"])
    pair = compare(one, other, replications=2, members=12)
    np.testing.assert_array_equal(many.ended[:, 1] - many.ended[:, 0], pair.doubt.found)
    np.testing.assert_array_equal(many.regretted, many.ended)
    assert many.to_dict()["members"] == 12 and "12 members" in plans_text(many)
    for side in ("likely_low", "likely_high"):
        assert many.effects.loc[(many.names[1], "fear"), side] == pytest.approx(
            pair.outcomes.at["fear", side])


def test_no_plan_is_ahead_whose_likely_range_holds_zero(found: Plans):
    low, high = (end.reshape(-1, len(found.outcomes)) for end in found.doubt.likely)
    for name, ranking in found.rankings.items():
        open_ = (low[:, found.outcomes.index(name)] <= 0) & (high[:, found.outcomes.index(name)] >= 0)
        assert not ranking.pairs["separated"][open_].fillna(False).any()


def test_what_turns_the_order_is_the_assumption_that_was_planted(found: Plans):
    """The third plan is ahead of the second by 1 and 4 for each standard deviation of one assumption."""
    at, luck = found.outcomes.index("customer_satisfaction"), np.random.default_rng(4)
    assumed = np.array([float(member.active["quit_usual"]) for member in found.members])
    ahead = 1.0 + 4.0 * (assumed - assumed.mean()) / assumed.std()
    values = 50.0 + 0.01 * luck.normal(size=(8, *found.values.shape[1:]))
    ended = np.tile(50.0, found.ended.shape)
    for ends, by in ((values, 1.0), (ended, ahead)):
        ends[:, 0, at] -= 20.0
        ends[:, 2, at] += by
    turned = replace(found, values=values, ended=ended, ranked=("customer_satisfaction",))
    said = of_turn(turned, "customer_satisfaction")
    share = (ahead < 0.0).mean()
    assert f"in {100 * share:.0f} % of the members the order is the other way round" in said
    assert said.endswith("(quit_usual) is low.") and "The order turns if " in said
    assert said in " ".join(plans_text(turned).split()) and said in turned.sentences
    steady = replace(turned, ended=np.where(np.arange(ended.shape[1])[:, None] == 2, 53.0, ended))
    assert "No single assumption turns it" in of_turn(steady, "customer_satisfaction")
    assert of_turn(replace(turned, members=(), ended=None), "customer_satisfaction") == ""


def plans_text(found: Plans) -> str:
    return " ".join(printed(found).split())


def test_frames(found: Plans):
    assert found.pairs.loc["net_value"].shape[0] == 3 and found.pairs["p_family"].ge(found.pairs["p"]).all()
    assert set(found.places.loc["customer_satisfaction"].index) == set(found.names)
    assert found.places["first"].le(found.places["last"]).all()
    assert found.regret.loc["net_value", "best"].sum() == pytest.approx(1.0)
    assert list(found.costs.index) == list(found.names) and (found.costs["leaders"] > 0).all()


def test_ranked_by_what_was_asked_for(small, harsher, kinder):
    named = compare_plans([small, harsher, kinder], replications=1, outcomes=["fear", "fear"])
    assert named.ranked == ("fear",) and not named.rankings["fear"].known
    text = plans_text(named)
    assert "--replications" in text and "no intervals" in named.size


def test_table_fits_and_says_what_matters(found: Plans):
    text = printed(found)
    assert max(map(len, text.splitlines())) <= 80 and "…%" not in text
    words = " ".join(text.split())
    assert all(said in words for said in ("Holm 1979", "20 members of the ensemble", "not separated",
                                          "whole organisation, these 8 days"))


def test_planted_values_are_told_apart_in_words(found: Plans):
    values = found.values.copy()
    jitter = np.array([-0.01, 0.0, 0.01])
    values[:, 1, NAMES.index("customer_satisfaction")] = (values[:, 0, NAMES.index("customer_satisfaction")]
                                                          - 5 + jitter)
    values[:, 2, NAMES.index("customer_satisfaction")] = (values[:, 0, NAMES.index("customer_satisfaction")]
                                                          + 5 - jitter)
    values[:, :, NAMES.index("net_value")] = [[100, 130, 90], [100, 130, 90], [100, 0, 90]]
    said = Plans(found.names, found.titles, found.outcomes, values, found.ranked, found.scenarios,
                 found.books).sentences
    assert said[0] == ("Customer satisfaction: A kinder small firm (C) is first, separated from every plan "
                       "below; A harsh small firm (B) is last, separated from every plan above. Against A, "
                       "better: C; worse: B.")
    assert said[1].endswith("both ways of choosing agree.")
    assert "may each be first, not separated" in said[2] or "no order is claimed" in said[2]
    assert said[3] == ("Net value, regret: A small firm (A) has the smallest worst-case regret (30) and the "
                       "best mean (not separated from B): both ways of choosing agree.")


def test_a_folder_that_repeats_itself_from_inside(found: Plans, tmp_path: Path):
    with claimed("x", tmp_path / "one") as write:
        write(found)
    names = {path.name for path in (tmp_path / "one").iterdir()}
    assert {"plans.csv", "pairs.csv", "ranking.csv", "regret.csv", "costs.csv", "figure.png", "figure.svg",
            "report.md", "manifest.json", "scenario-a.yaml", "scenario-c.yaml", "organisation"} <= names
    again = compare_plans([tmp_path / "one" / f"scenario-{side}.yaml" for side in "abc"])
    with claimed("x", tmp_path / "two") as write:
        write(again)
    for name in names - {"organisation"}:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
    assert "sim compare scenario-a.yaml scenario-b.yaml scenario-c.yaml\n" in (
        tmp_path / "one" / "report.md").read_text()
    assert json.loads((tmp_path / "one" / "manifest.json").read_text())["what"] == "plans"


def test_a_folder_of_drawn_parameters_repeats_itself_too(small, harsher, kinder, tmp_path: Path):
    plans = [plan.with_(days=3, parameters={"pay": 50_000}) for plan in (small, harsher, kinder)]
    with claimed("x", tmp_path / "one") as write:
        write(compare_plans(plans, replications=2, members=3))
    files = [Scenario.load(tmp_path / "one" / f"scenario-{side}.yaml") for side in "abc"]
    assert files[0].parameters["pay"] == 50_000
    with claimed("x", tmp_path / "two") as write:
        write(compare_plans(files, replications=2, members=3))
    assert (tmp_path / "one" / "plans.csv").read_bytes() == (tmp_path / "two" / "plans.csv").read_bytes()
    assert "--members 3" in (tmp_path / "one" / "report.md").read_text()


def test_picture_has_a_panel_an_outcome_and_brackets(found: Plans):
    picture = figure(found)
    titles = [axes.get_title(loc="left") for axes in picture.axes]
    assert titles == ["Customer satisfaction: difference from A", "Net value: difference from A"]
    joined = sum(len(r.groups) for r in found.rankings.values())
    brackets = [line for axes in picture.axes for line in axes.lines if list(line.get_xdata()) == [1.0, 1.0]
                and line.get_linestyle() == "-"]
    assert len(brackets) == joined


def test_json(found: Plans):
    told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert told["plans"] == list(found.names) and len(told["ranked"]["net_value"]["pairs"]) == 3
    assert told["effects"][found.names[0]]["fear"]["difference"] is None
    assert told["ranked"]["net_value"]["places"][found.names[0]]["first"] >= 1 and told["sentences"]


def test_leaders_without_the_hours_are_marked(small):
    asking = small.with_(title="Too much", levers={"presence_hours": 12, "coaching_rate": 1.0,
                                                   "listening": 1.0})
    time = LeaderTime.of(asking.setup())
    assert time.short > 0 and time.has == 16.0
    assert time.short == int((time.asked > 16).sum()) and time.asked.max() > 16
    later = small.with_(title="Later", changes=[{"from_day": 4,
                                                 "levers": {"presence_hours": 12, "coaching_rate": 1.0,
                                                            "listening": 1.0}}])
    np.testing.assert_array_equal(LeaderTime.of(later.setup()).asked, time.asked)
    assert "asks" in printed(compare_plans([small, asking], replications=2))


@pytest.mark.parametrize(("plans", "said"), [
    (["ordinary-firm"], "give 2 to 26 plans, not 1"),
    (["ordinary-firm", "care-first", "ordinary-firm"], "ordinary-firm is given twice; leave one of them out"),
    (["ordinary-firm", "care-frist"], "did you mean care-first?"),
    (["ordinary-firm"] * (MOST + 1), "give 2 to 26 plans, not 27"),
])
def test_refusals(plans, said: str):
    with pytest.raises(UserError, match=said.replace("?", r"\?")):
        compare_plans(plans)


def test_plans_that_cannot_be_paired_are_refused_naming_both(small, harsher, kinder):
    with pytest.raises(UserError, match="A small firm and A kinder small firm cannot be paired: seed is 1 in "
                       "A small firm and 9"):
        compare_plans([small, harsher, kinder.with_(seed=9)])
    with pytest.raises(UserError, match="the same plan: they ask the same of the model"):
        compare_plans([small, harsher, small.with_(title="Another name")])
    for outcome, why in (("occupancy", "neither better nor worse"), ("satisfaction", "is not an outcome")):
        with pytest.raises(UserError, match=why):
            compare_plans([small, harsher, kinder], outcomes=[outcome])
