from collections.abc import Callable

import numpy as np
import pytest

from sim import Scenario
from sim.population import World

TINY = {"organisation": {"people": 40, "levels": [1, 2, 3, 4]}, "start": {"settle_days": 0}, "days": 150,
        "parameters": {"customers_per_post": 30.0, "cases_per_year": 12.0}}
"""A firm small enough to be lived by hand, with as many levels as the ordinary one."""

BUSY = {"parameters": {"customers_per_post": 10.0, "cases_per_year": 60.0, "quit_usual": 0.004, "absence_usual": 0.06, "days_to_fill": 10.0,
                       "punishments_per_incident": 0.4, "error_usual": 0.08, "vent_base": 0.0, "leave_usual": 0.05, "join_usual": 0.6}}
"""Everything that seldom happens happens often."""


@pytest.fixture(scope="session")
def tiny() -> Callable[..., Scenario]:
    """A bundled scenario in the tiny firm."""
    return lambda name="ordinary-firm", **changed: Scenario.load(name).with_(**TINY).with_(**changed)


@pytest.fixture(scope="session")
def busy(tiny: Callable[..., Scenario]) -> Callable[..., Scenario]:
    """The tiny firm in busy times."""
    return lambda **changed: tiny(**BUSY).with_(**changed)


TABLES = ("people", "leaders", "units", "links", "customers", "today")


def _same(fast: np.ndarray, slow: np.ndarray, what: str) -> None:
    """Double precision to 1e-12, single precision to its rounding, whole numbers exactly."""
    if np.issubdtype(fast.dtype, np.integer):
        np.testing.assert_array_equal(slow, fast, what)
    elif fast.dtype == np.float32:
        np.testing.assert_allclose(slow, fast, rtol=1e-6, atol=1e-7, err_msg=what)
    else:
        np.testing.assert_allclose(slow, fast, rtol=1e-12, atol=1e-12, err_msg=what)


def _same_world(fast: World, slow: World, what: str) -> None:
    _same(fast.due, slow.due, f"{what}: due")
    for table in TABLES:
        mine, theirs = getattr(fast, table), getattr(slow, table)
        for column in mine.dtype.names:
            _same(mine[column], theirs[column], f"{what}: {table}.{column}")


@pytest.fixture(scope="session")
def same() -> Callable[[np.ndarray, np.ndarray, str], None]:
    """Are two columns alike?"""
    return _same


@pytest.fixture(scope="session")
def same_world() -> Callable[[World, World, str], None]:
    """Are all columns of two worlds alike?"""
    return _same_world
