"""The parts sum to the whole, nothing explains nothing, and no sentence ranks what is not separated."""

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import sim
from sim.base.errors import UserError
from sim.insight.attribution.counterfactuals import ASSUMPTIONS, MOST_SINGLE, Between, aligned, without
from sim.insight.attribution.decomposition import ByLever
from sim.insight.attribution.explain import PAIRS, explain
from sim.insight.attribution.explanation import Explanation
from sim.insight.attribution.paths import GROUPS
from sim.insight.attribution.sentences import rank
from sim.model.engine.simulate import simulate
from sim.model.mechanisms.catalogue import MECHANISMS, NAMES
from sim.model.outcomes import OUTCOMES
from sim.model.parameters import LEVERS
from sim.report.folder import claimed
from sim.runs.study import compare
from tests.languages import translated


def test_every_mechanism_is_on_one_of_the_paths():
    assert {m.path for m in MECHANISMS} == {group.name for group in GROUPS}
    assert sum(len(group.mechanisms) for group in GROUPS) == len(MECHANISMS)
    assert all(group.says.endswith(".") and group.says.count(".") == 1 for group in GROUPS)


# What sums to what
# ------------------------------------------------------------------------------------------------------------


def test_parts_sum_to_the_difference_in_every_replication(small, harsher, explanation: Explanation):
    compared = compare(small, harsher)
    for outcome in ("fear", "customer_satisfaction", "leader_hours"):
        e = explanation.about(outcome)
        i = [o.name for o in OUTCOMES].index(outcome)
        np.testing.assert_allclose(e.differences, compared.differences[:, i], atol=1e-12)
        np.testing.assert_allclose(e.path_shares.sum(axis=1), e.differences, atol=1e-9)
        np.testing.assert_allclose(e.lever_shares.sum(axis=1), e.differences, atol=1e-9)
        assert e.parts["contribution"].sum() == pytest.approx(e.total["contribution"])
        for column in ("low", "high"):
            assert e.total[column] == pytest.approx(compared.outcomes.at[outcome, column])


def test_the_parts_are_where_they_must_be(explanation: Explanation):
    assert list(explanation.parts.index) == ["direct", *(group.name for group in GROUPS)]
    assert list(explanation.levers.index) == ["presence_hours", "punishment_severity", "surveillance",
                                              "recovery", ASSUMPTIONS]
    assert explanation.total["separated"] is True and explanation.total["contribution"] > 2
    assert explanation.parts["contribution"].idxmax() == "fear"
    assert explanation.levers["contribution"].idxmax() in ("punishment_severity", "surveillance")
    hours = explanation.about("leader_hours")
    assert hours.parts.at["direct", "contribution"] == pytest.approx(hours.total["contribution"], rel=0.2)
    assert explanation.parts["share"].sum() == pytest.approx(100)


def test_a_scenario_explains_nothing_of_itself(small):
    e = explain(small, small, replications=2)
    assert not e.by_path[~np.isnan(e.by_path)].any() and len(e.levers) == 0
    assert (e.parts[["contribution", "low", "high"]] == 0).all(axis=None) and e.parts["share"].isna().all()
    assert len(e.sentences) == 1 and "could not be told apart" in e.sentences[0]


def test_groups_that_are_off_in_both_get_nothing_and_no_runs(small, harsher):
    off = sorted(frozenset(NAMES.values()) - next(g for g in GROUPS if g.name == "fear").mechanisms)
    seen: list[int] = []
    e = explain(small.with_(without=off), harsher.with_(without=off), "fear", replications=2, levers=False,
                on_progress=lambda _, total: seen.append(total))
    assert seen[0] == 2 * 2 * 2 * small.days  # a group at work or not, two worlds, two replications
    assert (not e.parts.drop(["direct", "fear"])["contribution"].any() and e.parts.at["fear", "contribution"]
            > 0)
    assert e.by_lever is None and len(e.sentences) == 2
    np.testing.assert_allclose(e.path_shares.sum(axis=1), e.differences, atol=1e-9)


def test_many_levers_are_joined_and_sampled(small):
    wide = small.with_(title="All", levers={name: lever.high for name, lever in LEVERS.items()
                                            if lever.default != lever.high})
    e = explain(small, wide, "felt_care", replications=2)
    groups = list(dict.fromkeys(lever.group for lever in LEVERS.values()))
    assert list(e.levers.index) == groups and len(LEVERS) > MOST_SINGLE
    assert "presence_hours" in e.levers.at["care", "levers"] and "Time with their people" in e.levers.at[
        "care", "change"]
    np.testing.assert_allclose(e.lever_shares.sum(axis=1), e.differences, atol=1e-9)
    assert (e.levers["order_error"] >= 0).all() and e.levers["order_error"].max() > 0 and PAIRS >= 2
    again = explain(small, wide, "felt_care", replications=2)
    pd.testing.assert_frame_equal(e.levers, again.levers)


# Worlds in between
# ------------------------------------------------------------------------------------------------------------


def test_all_of_b_laid_over_a_is_b(small, harsher):
    a, b = small.setup(), harsher.setup()
    between = Between(a, b)
    assert between.setup(0) is a and between.setup((1 << len(between.players)) - 1) is b
    both = [replace(setup, policies=policies) for setup,
            policies in zip((a, b), aligned(a.policies, b.policies), strict=True)]
    for world, same in zip((a, b), both, strict=True):
        assert simulate(world).tallies.tobytes() == simulate(same).tallies.tobytes()
    levers_only = between.setup((1 << len(between.players)) - 1
                                - (1 << [p.name for p in between.players].index(ASSUMPTIONS)))
    assert levers_only.parameters == a.parameters
    same = replace(levers_only, parameters=b.parameters)
    assert simulate(same).tallies.tobytes() == simulate(b).tallies.tobytes()


def test_assumptions_say_what_they_are(small):
    other = small.with_(parameters={"defences": 4.0}, switches={"venting": "cathartic"},
                        demand={"level": 1.2}, without=["fear"])
    (player,) = Between(small.setup(), other.setup()).players
    assert player.name == ASSUMPTIONS and player.levers == ()
    for word in ("efences 1.1 to 4", "venting toxic to cathartic", "demand", "fear off"):
        assert word in player.change


def test_switching_off_what_is_off_is_the_same_world(small):
    setup = small.with_(without=["fear"]).setup()
    assert without(setup, frozenset({"fear"})) is setup and without(setup, frozenset({"trust"})).without == {
        "fear", "trust"}


# Sentences
# ------------------------------------------------------------------------------------------------------------


def planted(explanation: Explanation, shares: np.ndarray, levers: np.ndarray | None = None) -> Explanation:
    """The same, with these shares [replications, 1 + groups] by path."""
    by_path = np.repeat(shares[:, :, None], len(OUTCOMES), axis=2)
    assert explanation.by_lever
    laid = ByLever(explanation.by_lever.players[:2], np.repeat(levers[:, :, None], len(OUTCOMES), axis=2),
                   np.zeros((2, len(OUTCOMES)))) if levers is not None else None
    a = np.full((len(shares), len(OUTCOMES)), 50.0)
    return Explanation(explanation.one, explanation.other, "customer_satisfaction", a,
                       a + by_path.sum(axis=1), by_path, laid)


def noise(*size: int) -> np.ndarray:
    return np.random.default_rng(3).normal(0, 0.05, size)


def test_sentences_name_first_second_and_what_speaks_against(explanation):
    shares = noise(8, 6) + [0, 1, 6, 3, -2, 0]
    shares[:, 5] = np.tile([0.9, -0.6], 4)
    e = planted(explanation, shares, noise(8, 2) + [1, 7])
    first, second, third = e.sentences
    assert "runs by way of trust and permission: +6" in first and "points in customer satisfaction" in first
    assert (second.startswith("Next comes fear and its echo (+3") and "against it works talk and habits (−2"
            in second)
    assert second.endswith(("hands and skill (+0.2) could not be told from zero.",
                            "(+0.1) could not be told from zero."))
    assert "punishing mistakes (+7" in third and "carries most" in third


def test_german_says_the_same_figures(explanation, small):
    cases = [explanation.about(name) for name in ("fear", "customer_satisfaction", "leader_hours",
                                                  "customer_churn")]
    cases += [planted(explanation, noise(8, 6) + [0, 1, 6, 3, -2, 0], noise(8, 2) + pull)
              for pull in ([1, 7], [5, 5], [0, 0])]
    cases += [planted(explanation, noise(8, 6) + [0, 0, 4, -4, 0, 0]), planted(explanation, 40 * noise(8, 6)),
              explain(small, small.with_(demand={"level": 1.2}), "customer_satisfaction", replications=2)]
    for e in cases:
        assert translated(e.said(), e.said("de"))
        assert e.said("fr") == e.sentences


def test_what_is_not_separated_is_not_ranked(explanation):
    shares = np.zeros((8, 6))
    shares[:, 2], shares[:, 3] = 5 + np.tile([0.3, -0.3], 4), 5 - np.tile([0.31, -0.3], 4)
    e = planted(explanation, shares, shares[:, 2:4])
    assert re.search("trust and permission .* and fear and its echo .*|fear .* and trust", e.sentences[0])
    assert "could not be told apart" in e.sentences[0] and "could not be told apart" in e.sentences[2]
    assert rank(shares, 1.0).first == [2, 3] and rank(shares, 1.0).unclear == []


def test_parts_that_cancel_out_are_said(explanation):
    e = planted(explanation, noise(8, 6) + [0, 0, 4, -4, 0, 0])
    assert len(e.sentences) == 1 and "opposite directions" in e.sentences[0]
    assert e.parts["share"].isna().all()


def test_one_pair_says_that_it_cannot_tell(small, harsher):
    e = explain(small, harsher, replications=1, levers=False)
    assert "1 pair" in e.sentences[0] and e.parts["low"].isna().all()
    assert json.loads(json.dumps(e.to_dict(), allow_nan=False))["parts"]["fear"]["low"] is None
    e.plot()


def test_a_replication_with_a_hole_counts_nowhere(explanation):
    e = planted(explanation, noise(4, 6) + [0, 1, 2, 3, 0, 0])
    holed = replace(e, by_path=np.where(np.arange(4)[:, None, None] == 1, np.nan, e.by_path))
    assert holed.total["counted"] == 3 and holed.parts["contribution"].sum() == pytest.approx(
        holed.total["contribution"])
    empty = replace(e, by_path=np.full_like(e.by_path, np.nan))
    assert empty.total["counted"] == 0 and len(empty.sentences) == 1 and "–" in empty.sentences[0]
    json.dumps(empty.to_dict(), allow_nan=False)


def test_assumptions_are_not_ranked_among_what_leaders_do(explanation, small):
    assert "differ too: " in explanation.sentences[2] and "defences" in explanation.sentences[2]
    same = explain(small, small.with_(title="More", demand={"level": 1.5}), "occupancy", replications=3)
    assert (same.sentences[2] == "Leaders do nothing differently; all of it comes from assumptions that "
            "differ: demand.")
    assert same.levers.at[ASSUMPTIONS, "contribution"] == pytest.approx(same.total["contribution"])


def test_a_wide_part_is_not_ranked_below_a_sure_one(explanation):
    shares = np.zeros((8, 6))
    shares[:, 2], shares[:, 3] = 3 + np.tile([0.1, -0.1], 4), 2.5 + np.tile([6.0, -6.0], 4)
    found = rank(shares[:, :4], 1.0)
    assert (found.first, found.unclear, found.wide) == ([2], [3], [3])
    e = planted(explanation, shares / 3 + [0, 0, 9, 9, 0, 0])
    assert "could not be told apart" in e.sentences[0]
    first, second = planted(explanation, shares / [1, 1, 1, 1.5, 1, 1]).sentences
    assert "part that is sure" in first and second.endswith("fear and its echo (+1.7) may be nothing or "
                                                            "much: too unsure to be placed.")


def test_json_holds_words_and_figures(explanation: Explanation):
    told = json.loads(json.dumps(explanation.to_dict(), allow_nan=False))
    assert set(told) == {"a", "b", "days", "replications", "seed", "outcome", "level_a", "total", "parts",
                         "levers", "sentences", "sure"}
    assert (told["parts"]["fear"]["title"] == "Fear and its echo" and told["levers"]["surveillance"]["change"]
            == "0.3 to 1")
    assert set(told["total"]) == {"contribution", "low", "high", "separated"}


# What it leaves behind
# ----------------------------------------------------------------------------------------------------------


def test_folder_holds_everything_and_is_the_same_again(explanation: Explanation, tmp_path):
    for name in ("one", "other"):
        with claimed("x", tmp_path / name) as write:
            write(explanation)
    files = {p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*") if p.is_file()}
    assert {"explanation.csv", "figure.png", "figure.svg", "report.md", "scenario-a.yaml", "scenario-b.yaml",
            "manifest.json"} <= set(
        map(str, files))
    assert all((tmp_path / "one" / f).read_bytes() == (tmp_path / "other" / f).read_bytes() for f in files)
    frame = pd.read_csv(tmp_path / "one" / "explanation.csv", index_col=["by", "part"])
    assert frame.loc["path", "contribution"].sum() == pytest.approx(frame.at[("whole", "total"),
                                                                             "contribution"])
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text())
    assert (manifest["what"] == "explanation" and manifest["outcome"] == "fear"
            and "explanation.csv" in manifest["files"])
    said = (tmp_path / "one" / "report.md").read_text()
    assert (all(sentence in said for sentence in explanation.sentences) and "--outcome fear --replications 3"
            in said)


def test_picture_goes_into_axes_of_the_caller(explanation: Explanation):
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    assert explanation.plot(axes, by="lever") is axes
    told = {text.get_text() for text in axes.texts}
    assert {"A", "B", "Time with their people"} <= told
    with pytest.raises(ValueError, match="choices are path, lever"):
        explanation.plot(axes, by="luck")


def test_public_and_refusing(small):
    assert sim.explain is explain
    with pytest.raises(UserError, match="did you mean fear"):
        explain(small, small, "feer")
    with pytest.raises(UserError, match="cannot be paired"):
        explain(small, small.with_(title="Other", seed=2))
