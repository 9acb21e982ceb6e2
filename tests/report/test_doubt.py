"""Likely ranges hold what members say and no luck; planted assumptions are named, and only those."""

import numpy as np
import pandas as pd
import pytest

from sim.model.outcomes import OUTCOME
from sim.report.doubt import Doubt, luck_of, quantiles, table
from sim.report.doubt_sentences import sentence
from sim.scenario.ensemble import Member

NAMES = ("trust_loss", "trust_gain", "gesture_usual", "quality_tone", "pay", "voice_usual")


def members(many: int, seed: int = 1) -> tuple[Member, ...]:
    """Members of equal weight whose assumptions are drawn by themselves."""
    chance = np.random.default_rng(seed)
    return tuple(Member(i, 1.0, {name: float(np.exp(chance.normal())) for name in NAMES}
                        | {"venting": str(chance.choice(["toxic", "cathartic"]))}, {}, {})
                 for i in range(many))


def planted(some: tuple[Member, ...], luck: float, seed: int = 2) -> np.ndarray:
    """Differences that follow trust_loss and venting, and luck."""
    chance = np.random.default_rng(seed)
    return np.array([5.0 + 2.0 * np.log(each.active["trust_loss"]) + 2.0
                     * (each.active["venting"] == "cathartic") + luck * chance.normal() for each in some])[
                         :, None]


def usual(luck: float, mean: float = 5.5) -> np.ndarray:
    """Pairs at the defaults with this luck; nan: a single pair."""
    return np.array([[mean]]) if np.isnan(luck) else mean + luck * np.tile([[1.0], [-1.0]], (200, 1))


def test_what_carries_the_spread_is_named_with_its_way_and_nothing_else():
    some = members(100)
    hinges = Doubt(some, planted(some, 0.5), usual(0.5)).hinges(0)
    assert [hinge.name for hinge in hinges] == ["trust_loss", "venting"]
    loss, venting = hinges
    assert loss.low < 4.0 and loss.high > 8.0 and 0.6 < loss.share < 0.95
    assert venting.sides == ("toxic", "cathartic") and venting.high - venting.low == pytest.approx(
        2.0, abs=0.6)


def test_nothing_is_named_where_luck_alone_is_at_work():
    named = sum(bool(Doubt(members(20, seed), np.random.default_rng(seed).normal(size=(20, 1)),
                           usual(np.nan)).hinges(0)) for seed in range(100))
    assert named <= 12


def test_luck_is_taken_out_of_the_likely_range():
    some = members(400)
    sure, lucky = (Doubt(some, planted(some, luck), usual(luck)).likely for luck in (0.0, 3.0))
    assert lucky[0] == pytest.approx(sure[0], abs=0.8) and lucky[1] == pytest.approx(sure[1], abs=0.8)
    only = Doubt(some, np.random.default_rng(3).normal(1.0, 2.0, (400, 1)), usual(2.0, 1.0)).likely
    assert float(only[1][0] - only[0][0]) < 3.0  # it was 6.6 wide


def test_weights_count():
    some = tuple(Member(i, weight, {"pay": 1.0 + i}, {}, {}) for i,
                 weight in enumerate([1.0] * 10 + [0.0] * 10))
    low, high = Doubt(some, np.arange(20.0)[:, None], usual(0.0)).likely
    assert 0 <= low[0] < high[0] < 10


def test_few_members_missing_values_and_equal_ones():
    few = Doubt(members(9), planted(members(9), 0.0), usual(0.0)).likely
    assert few[1][0] - few[0][0] > 5.0 and Doubt(members(9), planted(members(9), 0.0),
                                                 usual(0.0)).hinges(0) == []
    some = members(30)
    found = planted(some, 0.0)
    found[::3] = np.nan
    doubt = Doubt(some, found, usual(np.nan))
    assert np.isfinite(doubt.likely).all() and doubt.hinges(0)[0].name == "trust_loss"
    same = Doubt(some, np.full((30, 1), 2.0), usual(0.0, 2.0))
    assert same.likely[0] == pytest.approx(2.0) == same.likely[1] and same.hinges(0) == []
    assert table(same, pd.Index(["x"])).loc["x"].tolist() == pytest.approx([2.0, 2.0])
    assert np.isnan(quantiles(np.array([np.nan]), np.ones(1), [0.5])).all()


def test_luck_of_pairs():
    values = np.random.default_rng(4).normal(size=(50, 3))
    np.testing.assert_allclose(luck_of(values), values.std(axis=0, ddof=1))
    assert np.isnan(luck_of(values[:1])).all()


def test_a_sentence_says_range_direction_and_hinges():
    o, some = OUTCOME["customer_satisfaction"], members(100)
    hinges = Doubt(some, planted(some, 0.5), usual(0.5)).hinges(0)
    said = sentence(o, 5.2, 2.0, 9.1, hinges)
    assert said.startswith("Customer satisfaction +5.2 points (likely +2.0 to +9.1); hinges on ")
    assert "trust_loss" in said and "if it relieves" in said
    assert "even the direction is open" in sentence(o, 1.0, -2.0, 3.0, [])
    assert "no single assumption" in sentence(o, 1.0, 0.5, 3.0, []) and "too few" in sentence(
        o, 1.0, np.nan, np.nan, [])
