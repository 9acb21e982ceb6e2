"""Tables of ties without column names: edge lists as network tools write them, and matrices."""

from __future__ import annotations

import re

from sim.base.errors import UserError
from sim.base.tables.header import Meaning
from sim.base.tables.table import Grid, Table

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
_MOST_IN_MATRIX = 20_000


def as_ties(grid: Grid, meaning: Meaning) -> Table | None:
    """Ties with the columns source, target and weight, if the grid is a matrix or has no column names."""
    rows = [[cell.strip() for cell in row] for row in grid.rows[:3]]
    if not rows or any(meaning(cell) for cell in rows[0]):
        return None
    return _matrix(grid) or _headless(grid, rows)


def _headless(grid: Grid, rows: list[list[str]]) -> Table | None:
    """Two ends per line, and perhaps a weight: numbers, or names that the first line has too."""
    width = len(rows[0])
    if width not in (2, 3) or any(len(row) != width for row in grid.rows):
        return None
    numbers = all(_NUMBER.fullmatch(cell) for cell in rows[0]) and len(grid.rows) > 1
    if not numbers:
        if len(grid.rows) < 3 or (width == 3 and not _NUMBER.fullmatch(rows[0][2])):
            return None
        others = {cell.strip() for row in grid.rows[1:] for cell in row[:2]}
        if not {*rows[0][:2]} & others or not all(rows[0][:2]):
            return None
    names = ["source", "target", "weight"][:width]
    columns = {name: [row[i].strip() for row in grid.rows] for i, name in enumerate(names)}
    return Table(grid.source, columns, grid.lines, grid.word,
                 (*grid.notes, f"columns: no names; each line is a tie ({', '.join(names)})"))


def _matrix(grid: Grid) -> Table | None:
    """A square of numbers, with names above and before it or without."""
    rows = [[cell.strip() for cell in row] for row in grid.rows]
    size = len(rows)
    ids: list[str] = []
    named = not all(_NUMBER.fullmatch(cell) for cell in rows[0])
    if named and len(rows[0]) == size and rows[0][1:] == [row[0] for row in rows[1:]] and size > 2:
        ids, rows, size = rows[0][1:], [row[1:] for row in rows[1:]], size - 1
    elif len(rows[0]) == size - 1 and rows[0] == [row[0] for row in rows[1:]] and size > 2:
        ids, rows, size = rows[0], [row[1:] for row in rows[1:]], size - 1
    if size < 2 or any(len(row) != size for row in rows):
        return None
    if not ids and (size < 3 or not all(_NUMBER.fullmatch(cell) for cell in rows[0])):
        return None
    if size > _MOST_IN_MATRIX:
        raise UserError(f"{grid.source} is a matrix of {size:,} posts, but at most {_MOST_IN_MATRIX:,} are "
                        f"read; give its ties as source, target and weight")
    ids = ids or [str(i + 1) for i in range(size)]
    first = len(grid.rows) - size
    ends: dict[str, list[str]] = {"source": [], "target": [], "weight": []}
    lines = []
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell and not _NUMBER.fullmatch(cell):
                raise UserError(f"{grid.source}, {grid.word} {grid.lines[first + i]}: {cell!r} stands in a "
                                f"matrix of ties, but is no number; correct it")
            if cell and float(cell) != 0 and i != j:
                ends["source"].append(ids[i])
                ends["target"].append(ids[j])
                ends["weight"].append(cell)
                lines.append(grid.lines[first + i])
    return Table(grid.source, ends, lines, grid.word, (*grid.notes, f"matrix: {size} posts; row names "
                                                                    f"column"))
