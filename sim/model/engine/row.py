"""One record of the world's tables, read and written field by field; here, so that whoever looks at records needs no Mesa."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.base.errors import nearest
from sim.model.engine.sound import checked


class Row:
    """One record of a table, field by field, as plain Python numbers; writing a field writes the table.

    kind: the table's name in ``World``, whose ranges then hold for what is written; without it nothing is checked.  whose: for errors.
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
