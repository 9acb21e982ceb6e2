import numpy as np
import pytest
from scipy import stats

from sim.report.interval import mean_and_interval


def test_is_the_textbook_t_interval():
    values = np.random.default_rng(1).normal(5, 2, (12, 3))
    mean, low, high, n = mean_and_interval(values)
    expected = stats.t.interval(0.95, 11, loc=values.mean(axis=0), scale=stats.sem(values, axis=0))
    np.testing.assert_allclose([mean, low, high], [values.mean(axis=0), *expected], rtol=1e-12)
    assert n.tolist() == [12, 12, 12]


def test_missing_replications_do_not_count():
    mean, low, high, n = mean_and_interval(np.array([[1.0], [np.nan], [3.0], [np.nan], [5.0]]))
    same = mean_and_interval(np.array([[1.0], [3.0], [5.0]]))
    assert [mean, low, high, n] == [pytest.approx(part) for part in same]
    assert n == 3


def test_one_value_has_no_interval_and_none_has_no_mean():
    mean, low, high, n = mean_and_interval(np.array([[7.0, np.nan], [np.nan, np.nan]]))
    assert mean[0] == 7.0 and np.isnan(mean[1])
    assert np.isnan(low).all() and np.isnan(high).all()
    assert n.tolist() == [1, 0]


@pytest.mark.parametrize("value", [0.0, 0.1, -3.7, 1e9])
def test_equal_values_have_exactly_their_value_as_mean_low_and_high(value: float):
    mean, low, high, _ = mean_and_interval(np.full((7, 1), value))
    assert mean == low == high == value
