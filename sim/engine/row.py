"""One record of the world's tables, read and written field by field; here, so that whoever looks at records needs no Mesa."""

from __future__ import annotations

from typing import Any

import numpy as np


class Row:
    """One record of a table, field by field, as plain Python numbers; writing a field writes the table."""

    __slots__ = ("_row", "_table")
    _table: np.ndarray
    _row: int

    def __init__(self, table: np.ndarray, row: int) -> None:
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "_row", row)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._table[name].item(self._row)
        except ValueError:
            raise AttributeError(f"no field {name!r}; there are {', '.join(self._table.dtype.names or ())}") from None

    def __setattr__(self, name: str, value: float) -> None:
        self._table[name][self._row] = value
