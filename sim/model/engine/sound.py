"""What may be written into the columns of a run: each value within its column's range, and nothing where the
organisation decides."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.base.errors import UserError, nearest
from sim.model.columns import ranges
from sim.model.population import World

TABLES = ("people", "leaders", "units", "links", "customers", "today")
"""The tables of a world that hold its state."""

FIXED = {
    "people": ("unit", "manager", "head", "leads", "policy", "level", "front"),
    "leaders": ("post", "policy"),
    "units": ("policy",),
    "links": ("unit", "needed"),
    "customers": (),
    "today": (),
}
"""Columns that follow from the organisation; nobody writes them during a run."""


def checked(table: str, column: str, value: Any, whose: Any, called: str = "") -> Any:
    """``value``, if it may be written into that column.

    whose, called: whose it would be and by what name, for errors.  Raises a UserError, or an AttributeError
    where there is no such column.
    """
    allowed = ranges(table).get(column)
    if allowed is None:
        raise AttributeError(f"{whose} has no {column!r}{nearest(column, ranges(table))}")
    if column in FIXED[table]:
        raise UserError(f"{called or column} of {whose} follows from the organisation and cannot be set")
    if (
        not isinstance(value, int | float | np.number | np.bool_)
        or not allowed.low <= value <= allowed.high
        or (allowed.whole and value != int(value))
    ):
        raise UserError(f"{called or column} of {whose} is set to {value!r}, expected {allowed}")
    return value


def fixed_columns(world: World) -> dict[tuple[str, str], np.ndarray]:
    """A copy of what the organisation decides, for :func:`assert_sound`."""
    return {
        (table, column): getattr(world, table)[column].copy()
        for table, columns in FIXED.items()
        for column in columns
    }


def assert_sound(world: World, day: int, fixed: dict[tuple[str, str], np.ndarray]) -> None:
    """Raise a UserError if a column holds what its range does not allow; ``day``: the next one."""
    for table in TABLES:
        rows = getattr(world, table)
        for column, allowed in ranges(table).items():
            values = rows[column]
            if len(values) and not (values.min() >= allowed.low and values.max() <= allowed.high):
                row = int(np.argmin((values >= allowed.low) & (values <= allowed.high)))
                raise _fault(table, column, row, values[row], str(allowed))
    for (table, column), kept in fixed.items():
        moved = getattr(world, table)[column] != kept
        if moved.any():
            row = int(np.argmax(moved))
            raise _fault(
                table,
                column,
                row,
                getattr(world, table)[column][row],
                f"{kept[row]}, as the organisation has it",
            )
    for name, days, wrong, expected in (
        (
            "customers['last_contact']",
            world.customers["last_contact"],
            world.customers["last_contact"] >= day,
            f"a day before {day}",
        ),
        ("due", world.due, world.due < day, f"a day from {day}"),
    ):
        if wrong.any():
            row = int(np.argmax(wrong))
            raise UserError(f"{name}[{row}] is {days[row]}, expected {expected}; write that and step again")


def _fault(table: str, column: str, row: int, value: Any, expected: str) -> UserError:
    return UserError(f"{table}['{column}'][{row}] is {value}, expected {expected}; write that and step again")
