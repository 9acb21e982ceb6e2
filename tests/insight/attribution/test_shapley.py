"""Shares of games whose Shapley values are known, and what must hold in any game."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.insight.attribution.shapley import by_order, on_the_way, orders, shapley

FIGURES = st.floats(-1e3, 1e3)


@st.composite
def games(draw):
    players = draw(st.integers(1, 5))
    return draw(arrays(np.float64, 1 << players, elements=FIGURES))


def sampled(values: np.ndarray, asked) -> np.ndarray:
    return by_order({mask: values[mask] for order in asked for mask in on_the_way(order)}, asked).mean(axis=0)


@given(st.lists(FIGURES, min_size=1, max_size=5), st.data())
def test_a_planted_game_gives_back_what_was_planted(alone, data):
    """Each adds its own, and two make something only together: it is split between them."""
    n = len(alone)
    i, j = data.draw(st.integers(0, n - 1)), data.draw(st.integers(0, n - 1))
    both = data.draw(FIGURES)
    masks = range(1 << n)
    values = np.array([sum(a for k, a in enumerate(alone) if m >> k & 1) + both * (m >> i & 1) * (m >> j & 1)
                       for m in masks])
    planted = np.array(alone) + [(both if i == j else both / 2) if k in (i, j) else 0.0 for k in range(n)]
    np.testing.assert_allclose(shapley(values), planted, atol=1e-9)
    # an order and its reverse split a pair evenly
    np.testing.assert_allclose(sampled(values, orders(n, 1, (0,))), planted, atol=1e-9)


@given(games(), games())
def test_shares_sum_to_the_whole_and_add_up_over_games(one, other):
    np.testing.assert_allclose(shapley(one).sum(axis=0), one[-1] - one[0], atol=1e-8)
    if one.shape == other.shape:
        np.testing.assert_allclose(shapley(one + other), shapley(one) + shapley(other), atol=1e-8)


@given(games(), st.integers(1, 3), st.integers(0, 9))
def test_sampled_shares_telescope_to_the_whole(values, pairs, seed):
    asked = orders(len(values).bit_length() - 1, pairs, (1, seed))
    assert len(asked) == 2 * pairs and asked == orders(len(values).bit_length() - 1, pairs, (1, seed))
    np.testing.assert_allclose(sampled(values, asked).sum(axis=0), values[-1] - values[0], atol=1e-8)


def test_all_orders_together_are_the_exact_value():
    from itertools import permutations

    values = np.random.default_rng(1).normal(size=(16, 3))
    np.testing.assert_allclose(sampled(values, list(permutations(range(4)))), shapley(values), atol=1e-12)


def test_equal_players_have_equal_shares_and_idle_ones_none():
    # any two of three suffice; the fourth is idle
    values = np.array([float(min(2, (m & 0b0111).bit_count())) for m in range(16)])
    np.testing.assert_allclose(shapley(values), [2 / 3, 2 / 3, 2 / 3, 0.0])


def test_half_a_game_is_refused():
    with pytest.raises(ValueError, match="3 coalitions"):
        shapley(np.zeros(3))
