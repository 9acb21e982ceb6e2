"""Regret worked out by hand on a small matrix, and a share's interval."""

import numpy as np
import pytest

from sim.insight.plans.regret import beaten, least_mean, minimax, regrets, table, wilson

WORLDS = np.array([
    [10.0, 14.0, 9.0],
    [10.0, 14.0, 12.0],
    [10.0, 2.0, 9.0],
    [10.0, 14.0, 14.0],
])


def test_by_hand():
    np.testing.assert_array_equal(regrets(WORLDS, 1), [[4, 0, 5], [4, 0, 2], [0, 8, 1], [4, 0, 0]])
    frame = table(WORLDS, 1)
    assert frame["mean"].tolist() == [3.0, 2.0, 2.0] and frame["worst"].tolist() == [4.0, 8.0, 5.0]
    assert frame["best"].tolist() == [0.25, 0.625, 0.125]  # the last world is shared by two
    assert frame["best"].sum() == 1.0
    assert np.isnan(frame["beats"][0]) and frame["beats"].tolist()[1:] == [0.75, 0.5]
    assert minimax(frame) == [0] and least_mean(frame) == [1, 2]
    assert frame["high"][1] == pytest.approx(np.quantile([0, 0, 8, 0], 0.95))


def test_less_may_be_better():
    np.testing.assert_array_equal(regrets(WORLDS, -1), regrets(-WORLDS, 1))
    assert minimax(table(WORLDS, -1)) == minimax(table(-WORLDS, 1))


def test_equal_plans_share_and_neither_beats_the_other():
    frame = table(np.ones((5, 3)), 1)
    assert frame["best"].tolist() == pytest.approx([1 / 3] * 3) and frame["beats"][1] == 0.5 and frame[
        "worst"].tolist() == [0.0] * 3
    assert beaten(np.array([[1.0, 1.0], [1.0, 2.0]]), 1).tolist() == [[0.5, 0.5], [0.5, 1.0]]


def test_the_least_mean_regret_is_the_best_mean():
    values = np.random.default_rng(1).normal(size=(50, 4))
    assert least_mean(table(values, 1)) == [int(values.mean(axis=0).argmax())]


def test_worlds_with_a_missing_value_do_not_count():
    frame = table(np.vstack([WORLDS, [[np.nan, 99.0, 0.0]]]), 1)
    assert frame["counted"].tolist() == [4, 4, 4] and frame["worst"].tolist() == [4.0, 8.0, 5.0]
    assert table(np.full((2, 3), np.nan), 1)["counted"].tolist() == [0, 0, 0]


def test_wilson_interval():
    """Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    low, high = wilson(np.array([81, 15, 0, 1]), np.array([263, 148, 20, 29]))
    np.testing.assert_allclose(low, [0.2553, 0.0624, 0.0, 0.0061], atol=5e-5)
    np.testing.assert_allclose(high, [0.3662, 0.1605, 0.1611, 0.1718], atol=5e-5)
