"""Views of the world's tables: one record, one cell of it, the levers of a post.  None of them needs Mesa."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.base.errors import nearest
from sim.model.engine.sound import checked


class Row:
    """One record of a table, field by field, as plain Python numbers; writing a field writes the table.

    kind: the table's name in ``World``, whose ranges then hold for what is written; without it nothing is
    checked.  whose: for errors.
    """

    __slots__ = ("_kind", "_row", "_table", "_whose")
    _table: np.ndarray
    _row: int
    _kind: str
    _whose: Any

    def __init__(self, table: np.ndarray, row: int, kind: str = "", whose: Any = None) -> None:
        for name, value in (("_table", table), ("_row", row), ("_kind", kind), ("_whose", whose)):
            object.__setattr__(self, name, value)

    def __dir__(self) -> list[str]:
        return list(self._table.dtype.names or ())

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={getattr(self, name):.6g}' for name in dir(self))})"

    def __getattr__(self, name: str) -> Any:
        try:
            return self._table[name].item(self._row)
        except ValueError:
            raise AttributeError(f"no field {name!r}{nearest(name, dir(self))}") from None

    def __setattr__(self, name: str, value: float) -> None:
        self._table[name][self._row] = checked(self._kind, name, value, self._whose) if self._kind else value


class Cell:
    """An agent's attribute that is one cell of a column of ``model.world``; ``row`` names the agent's
    attribute that holds its row."""

    def __init__(self, table: str, column: str, row: str = "row", kind: Callable[[Any], Any] | None = None,
                 help: str = "", name: str = "") -> None:
        self.table, self.column, self.row, self.kind, self.name = table, column, row, kind, name
        self.__doc__ = help

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Any, owner: type) -> Any:
        if agent is None:
            return self
        value = getattr(agent.model._run.world, self.table)[self.column].item(getattr(agent, self.row))
        return value if self.kind is None else self.kind(value)

    def __set__(self, agent: Any, value: float) -> None:
        value = checked(self.table, self.column, value, agent, self.name)
        getattr(agent.model._run.world, self.table)[self.column][getattr(agent, self.row)] = value


class Levers(Row):
    """The levers in force for one post; writing one sets it for this post alone, from the next day on."""

    __slots__ = ()

    def __init__(self, post: Any) -> None:
        object.__setattr__(self, "_whose", post)

    @property
    def _table(self) -> np.ndarray:  # type: ignore[override]
        table: np.ndarray = self._whose.model._run.world.policies
        return table

    @property
    def _row(self) -> int:  # type: ignore[override]
        return int(self._whose.model._run.world.people["policy"][self._whose.row])

    def __setattr__(self, name: str, value: float) -> None:
        self._whose.model._set_lever(self._whose.row, name, value)
