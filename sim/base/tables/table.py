"""A table as its file holds it: every cell is text, and every row knows where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.base.errors import UserError

LONGEST_CELL = 500
"""Characters in one cell; a longer one is a runaway quotation mark, not a name."""


@dataclass(frozen=True)
class Grid:
    """Rows of cells before any of them is known to be the column names.

    source: the file, or its sheet; ``rows[i]`` stands in its line (sheet: row) ``lines[i]``.  notes: what was
    decided on the way here.
    """

    source: str
    rows: list[list[str]]
    lines: Sequence[int]
    notes: tuple[str, ...] = ()
    word: str = "line"


@dataclass(frozen=True)
class Table:
    """Columns of text cells.  ``source`` is the file; row i is its line (graph: node, edge) ``lines[i]``.

    notes: what was decided on the way here.  twins: columns of a name that is there twice with different
    cells, and the first row that differs.  unnamed: columns without a name of their own, row numbers too.
    codes: of columns whose equal cells are known already, see :meth:`coded`.
    """

    source: str
    columns: dict[str, list[str]]
    lines: Sequence[int]
    word: str = "line"
    notes: tuple[str, ...] = ()
    twins: dict[str, int] = field(default_factory=dict)
    unnamed: frozenset[str] = frozenset()
    codes: dict[str, tuple[np.ndarray, list[str]]] = field(default_factory=dict)

    def coded(self, column: str) -> tuple[np.ndarray, list[str]]:
        """(int [rows], texts): each cell as an index into the texts, which may hold one twice."""
        if column not in self.codes:
            texts = list(dict.fromkeys(self.columns[column]))
            code = dict(zip(texts, range(len(texts)), strict=True))
            cells = self.columns[column]
            return np.fromiter(map(code.__getitem__, cells), np.int64, len(cells)), texts
        return self.codes[column]

    def __len__(self) -> int:
        return len(self.lines)

    def where(self, row: int) -> str:
        """'nodes.csv, line 7': where a row came from, for messages."""
        return f"{self.source}, {self.word} {self.lines[row]}"

    def check(self, column: str) -> None:
        """UserError for a column that is there twice, or for a cell that no name, number or title can be."""
        if column in self.twins:
            row = self.twins[column]
            raise UserError(f"{self.source}, {self.word} {self.lines[row]}: column {column!r} appears twice, "
                            "and its cells differ here; rename or remove one of them")
        longest = max(self.columns[column], key=len, default="")
        if len(longest) > LONGEST_CELL:
            row = self.columns[column].index(longest)
            raise UserError(f"{self.where(row)} holds a cell of {len(longest):,} characters "
                            f"({longest[:30]!r}...) in column {column!r}, but {LONGEST_CELL} are allowed; "
                            "check the quotation marks, or shorten it")


def shown(cells: Sequence[str], longest: int = 60) -> str:
    """A row as text of one line, short enough for a message."""
    text = " ".join(", ".join(cells).split())
    return text if len(text) <= longest else text[:longest - 3] + "..."
