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
