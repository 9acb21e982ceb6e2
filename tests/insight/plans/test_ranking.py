"""Places claim what paired differences bear and no more; planted separations are found, equal plans stay
together."""

import numpy as np
import pytest

from sim.insight.plans.ranking import holm, paired, rank
from sim.report.interval import mean_and_interval


def test_p_and_interval_are_of_the_same_t():
    from scipy.stats import ttest_1samp

    values = np.random.default_rng(3).normal(0.4, 1.0, (12, 5))
    frame = paired(values)
    np.testing.assert_allclose(frame["p"], ttest_1samp(values, 0.0).pvalue, rtol=1e-9)
    np.testing.assert_array_equal((frame["low"] > 0) | (frame["high"] < 0), frame["p"] < 0.05)
    np.testing.assert_allclose(frame["low"], mean_and_interval(values)[1])


def test_equal_and_missing_values():
    frame = paired(np.array([[0.0, 1.0, np.nan], [0.0, 1.0, 2.0]]))
    assert (frame["p"].tolist()[:2] == [1.0, 0.0] and np.isnan(frame["p"][2]) and frame["counted"].tolist()
            == [2, 2, 1])


def test_holm_by_hand():
    np.testing.assert_allclose(holm(np.array([0.04, 0.001, 0.03, 0.02])), [0.06, 0.004, 0.06, 0.06])


def planted(*means: float, spread: float, worlds: int = 30, seed: int = 1) -> np.ndarray:
    """Plans with these means in worlds that all share."""
    luck = np.random.default_rng(seed)
    return np.array(means) + luck.normal(0, 10, (worlds, 1)) + luck.normal(0, spread, (worlds, len(means)))


def test_planted_separations_are_found():
    r = rank(planted(0.0, 3.0, 3.05, -2.0, spread=0.5), good=1)
    assert r.order == [2, 1, 0, 3]
    assert [r.place(i) for i in range(4)] == ["3", "1–2", "1–2", "4"]
    assert r.groups == [[2, 1]] and r.known
    less_is_better = rank(planted(0.0, 3.0, 3.05, -2.0, spread=0.5), good=-1)
    assert [less_is_better.place(i) for i in range(4)] == ["2", "3–4", "3–4", "1"]


def test_not_separated_is_not_transitive():
    """A chain in which neighbours are not told apart and ends are: two groups that share the middle, which
    may have any place."""
    draws = planted(0.0, 0.5, 1.0, spread=1.0, worlds=40)
    r = rank(draws - draws.mean(axis=0) + np.array([0.0, 0.45, 0.9]), good=1)
    assert r.above.sum() == 1 and r.above[2, 0]
    assert r.groups == [[2, 1], [1, 0]]
    assert [r.place(i) for i in range(3)] == ["2–3", "1–3", "1–2"]


def test_equal_plans_are_parted_at_no_more_than_the_nominal_rate():
    wrong = sum(rank(planted(*[1.0] * 5, spread=1.0, worlds=12, seed=seed), good=1).above.any()
                for seed in range(400))
    assert wrong / 400 <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 400)


def test_places_hold_the_true_ones_in_ninety_five_of_a_hundred():
    means, right = np.array([0.0, 0.4, 0.8, 1.2]), 0
    for seed in range(300):
        r = rank(planted(*means, spread=1.0, worlds=12, seed=seed), good=1)
        true = np.array([4, 3, 2, 1])
        right += bool(((r.first <= true) & (true <= r.last)).all())
    assert right / 300 >= 0.95 - 2 * np.sqrt(0.05 * 0.95 / 300)


@pytest.mark.parametrize("worlds", [0, 1])
def test_too_few_worlds_claim_nothing(worlds: int):
    r = rank(planted(0.0, 5.0, 9.0, spread=0.1, worlds=worlds), good=1)
    assert not r.known and not r.above.any() and r.place(0) == "1–3" and r.pairs["separated"].isna().all()


def test_worlds_with_a_missing_value_do_not_count():
    values = planted(0.0, 1.0, spread=0.1)
    values[:3, 1] = np.nan
    assert rank(values, good=1).pairs["counted"].tolist() == [27]
