"""Rows to a table: which row holds the column names, and which rows and columns are no data.

Reports have titles above the names, a second line of names, totals and remarks below; pandas and R number the
rows in a first column.  Whatever is left out is one note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from sim.base.errors import UserError
from sim.base.tables.separated import NEEDS
from sim.base.tables.table import Grid, Table, shown
from sim.base.writing import unquoted

type Meaning = Callable[[str], str | None]
"""What a column name means, or None for a name that nobody knows."""

_LOOKED_AT = 25  # rows in which the column names are looked for
_BELOW = re.compile(
    r"((grand|sub|running)[ -]?)?totals?\b|sum\b|average\b|summe\b|gesamt|insgesamt|total\b|somme\b|suma\b|"
    r"count\b|anzahl\b|nombre\b|\d+ (rows|records|employees|zeilen|lignes|filas)\b|applied filters|filter|"
    r"source\b|quelle\b|report\b|exported|generated|erstellt|confidential|vertraulich|end of|\(\d+ rows",
    re.IGNORECASE)
_TYPES = {"string", "text", "str", "char", "varchar", "int", "integer", "number", "numeric", "float",
          "double", "date", "datetime", "bool", "boolean", "object", "object[]"}
_NUMBERED = re.compile(r"(unnamed: ?0|x|\.\.\.1|index|rownames?|row number)?$", re.IGNORECASE)


def table_of(grid: Grid, meaning: Meaning) -> Table:
    """The table in a grid.  ``meaning``: of a column name; the row with most known names holds the names."""
    if not grid.rows:
        raise UserError(f"{grid.source} is empty; it needs {NEEDS}")
    notes = list(grid.notes)
    at = header_row(grid.rows, meaning)
    names = [unquoted(cell.strip()) for cell in grid.rows[at]]
    if at:
        above = "; ".join(shown([cell for cell in row if cell.strip()], 40) for row in grid.rows[:min(at, 3)])
        notes.append(f"lines: {at} above the column names in {grid.word} {grid.lines[at]} left out ({above})")
    while names and not names[-1]:
        names.pop()
    rows, lines = grid.rows[at + 1:], grid.lines[at + 1:]
    rows, lines = _without_noise(rows, lines, grid.rows[at], names, meaning, grid.word, notes)
    if rows and _numbers_rows(rows, len(names)):
        names = ["", *names]
    columns = _columns(rows, lines, names, grid)
    return _named(grid, columns, names, lines, grid.lines[at], notes)


def is_plain(table: Table, head: str, meaning: Meaning) -> bool:
    """Does the table's first line hold its names, two of them known, with nothing left out, doubled or made
    up?"""
    return (not table.twins and not table.unnamed and len(table) == head.count("\n") + 1
            and table.lines[0] == 2
            and len({found for name in table.columns if (found := meaning(name))}) > 1)


def header_row(rows: list[list[str]], meaning: Meaning) -> int:
    """The first row with most different known names, if these are two or more and more than the first row
    has; else the first of at least two cells, where the rows above have one; else the first."""
    looked = rows[:_LOOKED_AT]
    known = [len({found for cell in row if (found := meaning(cell.strip()))}) for row in looked]
    best = max(range(len(looked)), key=lambda i: (known[i], -i))
    if known[best] >= 2 and (known[0] < 2 or len([c for c in rows[0] if c.strip()]) <= 2):
        return best
    filled = [sum(bool(cell.strip()) for cell in row) for row in looked]
    return next((i for i, count in enumerate(filled) if count > 1),
                0) if filled[0] == 1 and known[0] < 1 else 0


def _without_noise(rows: list[list[str]], lines: Sequence[int], header: list[str], names: list[str],
                   meaning: Meaning, word: str, notes: list[str]) -> tuple[list[list[str]], Sequence[int]]:
    """Without names said again, and without totals and remarks at the end."""
    drop = {i for i, row in enumerate(rows) if row == header} if len(names) > 2 else set()
    if rows and len(names) > 2:
        second = [cell.strip() for cell in rows[0] if cell.strip()]
        typed = all(cell.lower() in _TYPES for cell in second)
        if len(second) > 1 and len(second) >= len(names) - 1 and (typed or all(map(meaning, second))):
            drop.add(0)
    if drop:
        notes.append(f"lines: {len(drop)} that say the column names again left out ({word} "
                     f"{lines[min(drop)]}{', ...' if len(drop) > 1 else ''})")
    end = len(rows)
    while end and _is_below(rows[end - 1], len(names)):
        end -= 1
    if end < len(rows):
        notes.append(f"lines: {len(rows) - end} below the table left out ({word} {lines[end]}: "
                     f"{shown([cell for cell in rows[end] if cell.strip()], 40)})")
    if not drop and end == len(rows):
        return rows, lines
    keep = [i for i in range(end) if i not in drop]
    return [rows[i] for i in keep], [lines[i] for i in keep]


def _is_below(row: list[str], width: int) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return 2 * len(filled) <= max(width, 2) and bool(filled) and bool(_BELOW.match(filled[0]))


def _numbers_rows(rows: list[list[str]], width: int) -> bool:
    """R's write.table: every row has one cell more than there are names, its number before the others."""
    return (width > 1 and all(len(row) == width + 1 for row in rows)
            and _counts([row[0].strip() for row in rows]))


def _counts(cells: list[str]) -> bool:
    """0, 1, 2, ... or 1, 2, 3, ...?"""
    if not cells or cells[0] not in ("0", "1") or not all(cell.isdecimal() for cell in cells):
        return False
    return all(int(b) == int(a) + 1 for a, b in pairwise(cells))


def _columns(rows: list[list[str]], lines: Sequence[int], names: list[str], grid: Grid) -> list[list[str]]:
    """Cells by column, stripped; a row of another width is a UserError, but for empty cells at its end."""
    width = len(names)
    if any(len(row) != width for row in rows):
        extra = max(map(len, rows))
        for i, row in enumerate(rows):
            if len(row) > width and not any(cell.strip() for cell in row[width:]):
                rows[i] = row[:width]
            elif len(row) != width and not (width < len(row) == extra == len(grid.rows[0])):
                raise UserError(f"{grid.source}, {grid.word} {lines[i]} has {len(row)} cells "
                                f"({shown(row)}), but the line of column names has {width}; add or remove "
                                "cells, or put text that holds the separator in quotation marks")
        if any(len(row) != width for row in rows):  # cells below names that are empty
            names += [""] * (extra - width)
            rows = [row + [""] * (extra - len(row)) for row in rows]
    known: dict[str, str] = {}  # equal cells share one string: edge lists repeat every id many times
    made = []
    for column in zip(*rows, strict=True) if rows else ([] for _ in names):
        cells = [unquoted(cell) if cell[:1] == "'" else cell for cell in map(str.strip, column)]
        made.append(list(map(known.setdefault, cells, cells)))
    return made


def _named(grid: Grid, columns: list[list[str]], names: list[str], lines: Sequence[int], header_line: int,
           notes: list[str]) -> Table:
    """Columns by name: empty nameless columns go, other nameless ones get a name."""
    by_name: dict[str, list[str]] = {}
    twins: dict[str, int] = {}
    unnamed = set()
    for place, (name, cells) in enumerate(zip(names, columns, strict=True)):
        if place == 0 and len(names) > 1 and _NUMBERED.match(name) and _counts(cells):
            name = name or "row number"
            unnamed.add(name)
        if not name:
            if not any(cells):
                continue
            name = f"column {place + 1}"
            unnamed.add(name)
        if name in by_name:
            differ = next((i for i, (a, b) in enumerate(zip(by_name[name], cells, strict=True)) if a != b),
                          None)
            if differ is not None:
                twins[name] = differ
            continue
        by_name[name] = cells
    if not by_name:
        raise UserError(f"{grid.source}, {grid.word} {header_line} has no column names; it needs {NEEDS}")
    return Table(grid.source, by_name, lines, grid.word, tuple(notes), twins, frozenset(unnamed))
