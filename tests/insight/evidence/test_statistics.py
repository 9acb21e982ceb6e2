"""Statistics on cases whose answer is known."""

import numpy as np
import pandas as pd
import pytest

from sim.insight.evidence import statistics as s

CHANCE = np.random.default_rng(7)


def test_pearson_is_pairwise_complete_and_knows_when_it_cannot_say():
    frame = pd.DataFrame({"x": [1.0, 2, 3, np.nan], "y": [2.0, 4, 6, 0], "flat": 1.0})
    assert s.pearson(frame, "x", "y") == pytest.approx(1.0)
    assert np.isnan(s.pearson(frame, "x", "flat")) and np.isnan(s.pearson(frame.head(2), "x", "y"))


def test_within_and_between_are_told_apart():
    """Two groups: within each the relation falls, between them it rises."""
    x = np.array([0.0, 1, 2, 10, 11, 12])
    frame = pd.DataFrame({"x": x, "y": [2.0, 1, 0, 12, 11, 10], "g": [0, 0, 0, 1, 1, 1]})
    three = pd.concat([frame, frame.assign(x=x + 20, y=frame["y"] + 20, g=frame["g"] + 2)])
    assert s.within_pearson(frame, "x", "y", "g") == pytest.approx(-1.0)
    assert s.mean_pearson(three, "x", "y", "g") == pytest.approx(1.0)
    assert s.mean_gap(three, "x", "y", "g") == pytest.approx(1.0 - s.pearson(three, "x", "y"))
    nested = three.assign(firm=three["g"] // 2)
    assert s.within_mean_pearson(nested, "x", "y", "g", "firm") == pytest.approx(1.0)


def test_icc1_finds_the_share_between_unequal_groups():
    sizes = CHANCE.integers(5, 80, 300)
    group = np.repeat(np.arange(300), sizes)
    frame = pd.DataFrame({"g": group, "v": CHANCE.normal(0, 0.5, 300)[group]
                          + CHANCE.normal(0, 1, len(group))})
    assert s.icc1(frame, "v", "g") == pytest.approx(0.2, abs=0.03)
    assert s.within_share(frame, "v", "g") == pytest.approx(0.8, abs=0.03)


def test_icc1_by_hand():
    frame = pd.DataFrame({"g": [0, 0, 1, 1], "v": [1.0, 3, 5, 7]})  # MSB 16, MSW 2, n0 2
    assert s.icc1(frame, "v", "g") == pytest.approx(14 / 18)


def test_year_on_year_uses_consecutive_years_of_the_same_only():
    frame = pd.DataFrame({"o": [1, 1, 1, 2, 2, 3, 3], "year": [0, 1, 3, 0, 1, 0, 1],
                          "v": [1.0, 2, 99, 2, 4, 3, 6]})
    assert s.year_on_year(frame, "v", "o") == pytest.approx(1.0)


def test_rates_and_ratios():
    frame = pd.DataFrame({"left": [1, 1, 0, 0, 1, 0, 0, 0], "complained": [1, 1, 1, 1, 0, 0, 0, 0]})
    assert s.rate_ratio(frame, "left", "complained") == pytest.approx(2.0)
    assert s.proportion(frame, "left") == pytest.approx(3 / 8)
    assert np.isnan(s.rate_ratio(frame.assign(complained=0), "left", "complained"))
    assert s.annual_quits(pd.DataFrame({"r": [2.0, 2.0]}), "r") == pytest.approx(1 - 0.98**12)
    flows = pd.DataFrame({"month": [0, 0, 1, 1], "quits": [1.0, 1, 2, 0], "people": [50.0, 50, 50, 50]})
    assert s.annual_turnover(flows) == pytest.approx(0.24)
    assert s.monthly_rates(flows)["quits_rate_pct"].tolist() == [2.0, 2.0]
    assert s.sum_ratio(pd.DataFrame({"a": [3, 3], "b": [1, 1]}), "a", "b") == 3.0
    assert s.median(pd.DataFrame({"a": [1, 5, 3]}), "a") == 3.0


def test_effect_sizes():
    before, after = pd.Series([1.0, 2, 3]), pd.Series([2.0, 3, 4])
    frame = pd.DataFrame({"v": [*before, *after], "t": [0, 0, 0, 1, 1, 1]})
    assert s.hedges_g(frame, "v", "t") == pytest.approx(1 - 3 / 15)


def test_moderation_within_persons():
    n, days = 200, 40
    person = np.repeat(np.arange(n), days)
    calm, x = CHANCE.normal(size=n)[person], CHANCE.normal(size=n * days)
    frame = pd.DataFrame({"p": person, "x": x + 3 * calm, "calm": calm, "y": (0.5 - 0.2 * calm) * x
                          + CHANCE.normal(size=n * days)})
    slope, change = s.within_moderated(frame, "x", "y", "p", ["calm"])
    assert slope == pytest.approx(0.44, abs=0.03) and change == pytest.approx(-0.18, abs=0.03)


def test_a_moderator_that_differs_within_the_group():
    firm, n = np.repeat(np.arange(20), 200), 4000
    x, busy = CHANCE.normal(size=n), CHANCE.normal(size=n)
    y = (0.5 - 0.3 * busy) * x - 0.4 * busy + 0.3 * CHANCE.normal(size=n) + 5.0 * firm
    slope, change = s.moderated(pd.DataFrame({"x": x + firm, "busy": busy, "y": y, "firm": firm}), "x", "y",
                                "busy", "firm")
    assert slope > 0.4 and -0.6 * slope == pytest.approx(change, rel=0.15)


def test_crossover_splits_at_the_median():
    x, heard = CHANCE.normal(size=2000), CHANCE.random(2000)
    frame = pd.DataFrame({"x": x, "heard": heard, "y": np.where(heard > 0.5, -x, x), "firm": 0})
    assert s.crossover(frame, "x", "y", "heard", "firm") == pytest.approx([1.0, -1.0], abs=0.1)


def test_corrections_find_the_relation_behind_a_rare_event():
    """A trait moves a count, measured twice with noise, and the chance of an event that few have."""
    n = 200_000
    trait, firm = CHANCE.normal(size=n), CHANCE.integers(0, 3, n)
    halves = [trait + 1.5 * CHANCE.normal(size=n) for _ in range(2)]
    event = (0.3 * trait + np.sqrt(1 - 0.09) * CHANCE.normal(size=n) > 1.5).astype(float)
    frame = pd.DataFrame({"early": halves[0], "late": halves[1], "x": sum(halves) + 9.0 * firm, "left": event,
                          "firm": firm})
    found = s.corrected_point_biserial(frame, "x", "left", ["early", "late"], "firm")
    assert 0.2 < found < 0.32 and found > 2.0 * s.within_pearson(frame, "x", "left", "firm")
    assert np.isnan(s.corrected_point_biserial(frame.assign(left=0.0), "x", "left", ["early", "late"],
                                               "firm"))


def test_odds_of_the_top_tenth():
    frame = pd.DataFrame({"x": range(100), "absent": [*[5] * 90, *[10] * 10], "days": 100})
    assert s.top_odds_ratio(frame, "x", "absent", "days", 0.1) == pytest.approx((10 / 90) / (5 / 95))


def test_nested_shares_of_unequal_groups():
    """Ratings of 1 + .2 + .1 variance: people of a unit, units of a firm; firms differ, and do not count."""
    firms, units, posts = 10, 40, 8
    unit, post = np.repeat(np.arange(firms * units), posts), np.arange(firms * units * posts)
    answers = CHANCE.integers(3, 12, len(post))
    level = (CHANCE.normal(0, 3, firms)[unit // units] + CHANCE.normal(0, 0.1**0.5, firms * units)[unit]
             + CHANCE.normal(0, 0.2**0.5, len(post)))
    frame = pd.DataFrame({"firm": np.repeat(unit // units, answers), "unit": np.repeat(unit, answers),
                          "post": np.repeat(post, answers)})
    frame["v"] = np.repeat(level, answers) + CHANCE.normal(size=len(frame))
    inner, gap = s.nested_share(frame, "v", "post", "unit", "firm")
    assert inner == pytest.approx(0.2 / 1.3, abs=0.02) and gap == pytest.approx(0.1 / 1.3, abs=0.03)
    assert np.isnan(s.nested_share(frame.head(5), "v", "post", "unit", "firm")).all()


def test_low_answers_by_rank_within_organisations():
    frame = pd.DataFrame({"firm": 0, "rank": ["front", "front", "supervisor", "supervisor", "senior", None],
                          "a": [1.0, 5, 5, 1, 5, 1], "b": [1.0, 1, 5, 5, 1, 1]})
    ratio, over, under = s.low_answers_by_rank(frame, ["a", "b"], 2.5, "rank", "firm")
    assert (ratio, over, under) == pytest.approx((0.75 / 0.5, 0.5, -0.25))


def test_complaints_at_equal_rates_are_neither_dispersed_nor_persistent():
    n = 4000
    contacts = CHANCE.integers(500, 1500, n)
    own = np.clip(0.02 * np.exp(0.5 * CHANCE.normal(size=n)), 0, 0.5)

    def frame(rate):
        return pd.DataFrame({"c": CHANCE.binomial(contacts, rate), "n": contacts,
                             "c_next": CHANCE.binomial(contacts, rate), "n_next": contacts, "firm": 0})

    assert s.dispersion_and_persistence(frame(0.02), "c", "n", "firm") == pytest.approx([0.0, 0.0], abs=0.08)
    excess, lasts = s.dispersion_and_persistence(frame(own), "c", "n", "firm")
    assert excess > 2.0 and lasts > 0.5


def test_cross_lags_tell_the_direction():
    n = 20_000
    x, y = CHANCE.normal(size=n), CHANCE.normal(size=n)
    frame = pd.DataFrame({"x": x, "y": y, "x_later": 0.6 * x + CHANCE.normal(size=n),
                          "y_later": 0.5 * y + 0.3 * x + CHANCE.normal(size=n),
                          "firm": CHANCE.integers(0, 5, n)})
    forth, back, order = s.cross_lags(frame, "x", "y", "firm")
    spread = np.sqrt(1 + 0.25 + 0.09)
    assert forth == pytest.approx(0.3 / spread, abs=0.02) and back == pytest.approx(0.0, abs=0.02)
    assert s.cross_lag(frame, "x", "y", "firm") == pytest.approx([forth, order])
    turned = s.cross_lags(frame, ["-x", "-x"], "y", "firm")
    assert turned[0] == pytest.approx(-forth)
    assert np.isnan(s.cross_lags(frame.head(3), "x", "y", "firm")).all()


def test_which_of_two_is_stronger_and_for_what():
    n = 20_000
    boss, customers = CHANCE.normal(size=n), CHANCE.normal(size=n)
    frame = pd.DataFrame({"boss": boss, "customers": customers, "g": 0,
                          "like": -boss - 0.2 * customers + CHANCE.normal(size=n),
                          "tired": boss + customers + CHANCE.normal(size=n)})
    gap, excess = s.stronger(frame, "boss", "customers", ["like"], ["tired"], "g")
    assert gap > 0.4 and excess == pytest.approx(gap, abs=0.03)


def test_partial_correlations_take_away_what_is_held():
    n = 20_000
    boss, friends = CHANCE.normal(size=n), CHANCE.normal(size=n)
    frame = pd.DataFrame({"friends": friends + boss, "boss": boss, "g": 0, "a": boss + CHANCE.normal(size=n),
                          "b": friends + CHANCE.normal(size=n)})
    assert s.partial_pearsons(frame, "friends", ["a", "b"], "boss", "g") == pytest.approx(
        [0.0, np.sqrt(0.5)], abs=0.02)


def test_shape():
    skew, above = s.skew_and_mean(pd.DataFrame({"v": [0.9, 0.9, 0.9, 0.8, 0.1, np.nan]}), "v", 0.5)
    assert skew < -1.0 and above == pytest.approx(0.22)
