"""Two ways to live the same day, and whether they end alike."""

from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from sim.model.interaction.moment import MOMENT
from sim.model.population import World

TINY = {"organisation": {"people": 40, "levels": [1, 2, 3, 4]}, "start": {"settle_days": 0}, "days": 150,
        "parameters": {"customers_per_post": 30.0, "cases_per_year": 12.0}}
"""A firm small enough to be run by the reference, with as many levels as the ordinary one."""

BUSY = {"parameters": {"customers_per_post": 10.0, "cases_per_year": 60.0, "quit_usual": 0.004,
                       "absence_usual": 0.06, "days_to_fill": 10.0, "punishments_per_incident": 0.4,
                       "error_usual": 0.08, "vent_base": 0.0, "leave_usual": 0.05, "join_usual": 0.6}}
"""Everything that seldom happens happens often."""

TABLES = ("people", "leaders", "units", "links", "customers", "today")


class Day(NamedTuple):
    """How a day ended.  moments: MOMENT [contacts].  rows: TALLY [units]."""

    world: World
    moments: np.ndarray
    rows: np.ndarray


def as_moments(told: list[SimpleNamespace]) -> np.ndarray:
    """The contacts of the reference as the engine keeps them: MOMENT [contacts]."""
    moments = np.zeros(len(told), MOMENT)
    for field in MOMENT.names:
        moments[field] = [getattr(m, field) for m in told]
    return moments


def same(fast: np.ndarray, slow: np.ndarray, what: str) -> None:
    """Double precision to 1e-12, single precision to its rounding, whole numbers exactly."""
    if fast.tobytes() == slow.tobytes():
        return
    if np.issubdtype(fast.dtype, np.integer):
        np.testing.assert_array_equal(slow, fast, what)
    elif fast.dtype == np.float32:
        np.testing.assert_allclose(slow, fast, rtol=1e-6, atol=1e-7, err_msg=what)
    else:
        np.testing.assert_allclose(slow, fast, rtol=1e-12, atol=1e-12, err_msg=what)


def same_world(fast: World, slow: World, what: str) -> None:
    """All columns of two worlds."""
    same(fast.due, slow.due, f"{what}: due")
    for table in TABLES:
        mine, theirs = getattr(fast, table), getattr(slow, table)
        for column in mine.dtype.names:
            same(mine[column], theirs[column], f"{what}: {table}.{column}")


def same_day(fast: Day, slow: Day, what: str) -> None:
    """All contacts, columns and sums of two days."""
    for field in MOMENT.names:
        same(fast.moments[field], slow.moments[field], f"{what}: {field}")
    same_world(fast.world, slow.world, what)
    for tally in fast.rows.dtype.names:
        same(fast.rows[tally], slow.rows[tally], f"{what}: {tally}")
