"""How many replications are enough."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.studies.sweep.design_fields import Until
from sim.studies.sweep.stopping_rule import needed, next_number

UNTIL = Until(until="fear", within=1.0, least=4, most=20)


def luck(n: int, spread: float) -> tuple[dict[int, float], dict[int, float]]:
    base = np.random.default_rng(1).normal(0, 5, n)
    return {r: base[r] + 3 + spread * (-1) ** r for r in range(n)}, dict(enumerate(base))


def test_few_where_pairs_agree_and_many_where_they_do_not():
    assert needed(UNTIL, *luck(20, 0.1)) == 4
    assert needed(UNTIL, *luck(20, 10.0)) == 20
    assert 4 < needed(UNTIL, *luck(20, 1.5)) < 20


@given(st.integers(0, 20), st.floats(0, 10))
def test_it_never_asks_for_more_than_what_comes_next(lived: int, spread: float):
    n = needed(UNTIL, *luck(lived, spread))
    assert 4 <= n <= 20 and (n <= lived or n == 4 or n <= next_number(lived, 20))


def test_a_figure_that_is_missing_is_never_known_well_enough():
    point, base = luck(20, 0.1)
    assert needed(UNTIL, point | {2: float("nan")} | {r: float("nan") for r in point}, base) == 20
