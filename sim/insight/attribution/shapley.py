"""Who contributed how much to a whole: Shapley values, exactly over all coalitions, or sampled by orders of
entry.

Coalitions are bit masks: player i is in mask m where ``m >> i & 1``.

References: Shapley (1953), A value for n-person games, Contributions to the Theory of Games II.  Castro,
Gomez & Tejada (2009), Polynomial calculation of the Shapley value based on sampling, Computers & Operations
Research 36.  Antithetic pairs of orders: Mitchell, Cooper, Frank & Holmes (2022), Sampling permutations for
Shapley value estimation, J. Machine Learning Research 23.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import factorial

import numpy as np

MOST_EXACT = 5
"""Players up to which every coalition is worth a run: 2^5 = 32."""

Order = tuple[int, ...]


def shapley(values: np.ndarray) -> np.ndarray:
    """Each player's share of v(all) - v(none), exactly.  values: float64 [2^players, ...]; returns [players,
    ...].

    >>> shapley(np.array([0.0, 10.0, 20.0, 50.0]))       # 10 and 20 alone, 20 more together
    array([20., 30.])
    """
    players = len(values).bit_length() - 1
    if len(values) != 1 << players:
        raise ValueError(f"values has {len(values)} coalitions, not a power of two")
    shares = np.zeros((players, *values.shape[1:]))
    masks = np.arange(len(values))
    size = np.array([int(mask).bit_count() for mask in masks])
    for i in range(players):
        before = masks[(masks >> i & 1) == 0]
        weight = np.array([factorial(s) * factorial(players - s - 1) / factorial(players)
                           for s in size[before]])
        shares[i] = np.tensordot(weight, values[before | 1 << i] - values[before], axes=1)
    return shares


def orders(players: int, pairs: int, seed: Sequence[int]) -> list[Order]:
    """``pairs`` random orders of entry, each followed by its reverse: what one favours the other does not."""
    chance = np.random.default_rng(seed)
    drawn = [tuple(map(int, chance.permutation(players))) for _ in range(pairs)]
    return [order for forward in drawn for order in (forward, forward[::-1])]


def on_the_way(order: Order) -> list[int]:
    """The coalitions that arise as players enter in this order, from none to all.

    >>> on_the_way((2, 0, 1))
    [0, 4, 5, 7]
    """
    masks = [0]
    for player in order:
        masks.append(masks[-1] | 1 << player)
    return masks


def by_order(value: Mapping[int, np.ndarray], asked: Sequence[Order]) -> np.ndarray:
    """What each player adds on entering, in each order: float64 [orders, players, ...].

    Each order's contributions telescope to v(all) - v(none), and so does their mean, the sampled Shapley
    value.
    """
    way = [on_the_way(order) for order in asked]
    added = np.empty((len(asked), len(asked[0]), *np.shape(value[0])))
    for k, order in enumerate(asked):
        for place, player in enumerate(order):
            added[k, player] = value[way[k][place + 1]] - value[way[k][place]]
    return added
