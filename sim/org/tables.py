"""Tables read with care: every cell is text, every row knows where it stands, every fault is one sentence.

Spreadsheet programs and HR systems write comma, semicolon or tab; with or without a byte-order mark; with
trailing empty cells and rows.  All of that is accepted.  What would have to be guessed is refused.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.base.errors import UserError, nearest
from sim.base.writing import unquoted

MOST_BYTES = 1_000_000_000
"""Larger files are refused: a million people with six ties each need a tenth of this."""

LONGEST_CELL = 500
"""Characters in one cell; a longer one is a runaway quotation mark, not a name."""


@dataclass(frozen=True)
class Table:
    """Columns of text cells.  ``source`` is the file; row i is its line (GraphML: element) ``lines[i]``."""

    source: str
    columns: dict[str, list[str]]
    lines: list[int]
    word: str = "line"

    def __len__(self) -> int:
        return len(self.lines)

    def where(self, row: int) -> str:
        """'nodes.csv, line 7': where a row came from, for messages."""
        return f"{self.source}, {self.word} {self.lines[row]}"


def read_bytes(path: Path, needs: str = "") -> bytes:
    """The content of a file of a sensible size.

    UserError if it is missing, too large or cannot be read, or if it is empty and ``needs`` says what it must
    hold.
    """
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder, but a file is needed; give the file inside it")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UserError(f"{path} holds {size:,} bytes, but at most {MOST_BYTES:,} are read; remove what "
                            "is not needed")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"{path} does not exist; check the spelling of the path") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise UserError(f"{path} cannot be read ({reason}); check its permissions") from None
    if needs and not data.strip(b"\xef\xbb\xbf \t\r\n,;"):
        raise UserError(f"{path} is empty; it needs {needs}")
    return data


def decode(data: bytes, path: Path) -> str:
    """UTF-8 text, with or without a byte-order mark; UserError that says what the file is instead."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UserError(f"{path} is a workbook or archive, not text; save the sheet as 'CSV UTF-8'")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UserError(f"{path} is encoded as UTF-16, not UTF-8; save it as 'CSV UTF-8'")
    zero = data.find(b"\0")
    if zero >= 0:
        line = data.count(b"\n", 0, zero) + 1
        raise UserError(f"{path}, line {line} holds a zero byte, so this is a binary file; give a text file "
                        "in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        at = fault.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = data.count(b"\n", 0, at) + 1
        raise UserError(f"{path}, line {line} holds byte 0x{data[at]:02x}, which is not UTF-8; "
                        "save the file as 'CSV UTF-8'") from None


def read_csv(path: Path) -> Table:
    """One CSV file as a :class:`Table`; it may have no rows below the column names."""
    needs = "a line of column names and a line per row"
    rows = _rows(decode(read_bytes(path, needs), path), path)
    first = next(rows, None)
    if first is None:  # blank, but for what only text knows to be a space
        raise UserError(f"{path} is empty; it needs {needs}")
    line, header = first
    columns = _header(header, path, line)
    names = list(columns)
    cells = list(columns.values())
    lines: list[int] = []
    known: dict[str, str] = {}  # equal cells share one string: edge lists repeat every id many times
    for line, row in rows:
        if len(row) > len(names) and not any(row[len(names):]):
            row = row[:len(names)]
        if len(row) != len(names):
            raise UserError(f"{path}, line {line} has {len(row)} cells ({_shown(row)}), but the line of "
                            f"column names has {len(names)}; add or remove cells, or put text that holds the "
                            "separator in quotation marks")
        for column, cell in zip(cells, row, strict=True):
            column.append(known.setdefault(cell, cell))
        lines.append(line)
    return Table(str(path), columns, lines)


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab, whichever separates the column names."""
    header = text.lstrip().split("\n", 1)[0]
    outside_quotes = "".join(header.split('"')[::2])
    return max(",;\t", key=outside_quotes.count)


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line, stripped cells) of every row that is not blank; a row's line is the one it begins in."""
    # Without strict, a forgotten quotation mark would silently swallow the rest of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    while True:
        try:
            row = [unquoted(cell.strip()) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as fault:
            raise UserError(f"{path}, line {line} is not valid CSV ({fault}); "
                            "check the quotation marks") from None
        if row:
            check_length(max(row, key=len), f"{path}, line {line}", "check the quotation marks")
        if any(row):
            yield line, row
        line = reader.line_num + 1


def check_length(cell: str, where: str, remedy: str) -> None:
    """UserError for a cell that no name, number or title can be."""
    if len(cell) > LONGEST_CELL:
        raise UserError(f"{where} holds a cell of {len(cell):,} characters ({cell[:30]!r}...), but "
                        f"{LONGEST_CELL} are allowed; {remedy}")


def _header(header: list[str], path: Path, line: int) -> dict[str, list[str]]:
    """An empty column per name.  Trailing columns without a name are dropped; a nameless or repeated one is a
    fault."""
    while header and not header[-1]:
        header.pop()
    for place, name in enumerate(header):
        if not name:
            raise UserError(f"{path}, line {line}: column {place + 1} has no name; give it one")
        if name in header[:place]:
            raise UserError(f"{path}, line {line}: column {name!r} appears twice; rename or remove one of "
                            "them")
    return {name: [] for name in header}


def _shown(row: list[str]) -> str:
    """A row as text short enough for a message."""
    text = ", ".join(row)
    return text if len(text) <= 60 else text[:57] + "..."


USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "employee id", "worker id", "person id", "staff id", "associate id", "employee number",
           "staff number", "personnel number", "payroll number", "emp id", "emp no", "user id", "node",
           "employee", "worker", "person", "email", "name", "full name", "employee name"),
    "manager": ("reports to", "reports to id", "manager id", "manager employee id", "manager number",
                "supervisor id", "line manager id", "manager", "line manager", "supervisor", "boss",
                "boss id", "superior", "leader id", "leader", "parent", "parent id"),
    "unit": ("unit", "team", "department", "dept", "organisational unit", "organizational unit", "org unit",
             "group", "section", "branch", "division", "business unit", "cost center", "cost centre",
             "location", "site", "office"),
    "level": ("level", "org level", "hierarchy level", "management level", "tier", "job level", "rank",
              "grade", "band"),
    "title": ("title", "job title", "business title", "position title", "position", "job", "role", "job name",
              "function"),
    "front_line": ("front line", "is front line", "customer facing", "serves customers"),
    "key": ("key",),
    "source": ("source", "from", "ego", "sender"),
    "target": ("target", "to", "alter", "receiver"),
    "weight": ("weight", "strength", "value", "count", "frequency"),
    "type": ("type", "relation", "tie", "kind", "network", "layer"),
    "needs": ("needs", "needs unit", "served by"),
}
"""Accepted column names by meaning, the most telling first; case, spaces and signs do not matter."""


def plain(name: str) -> str:
    """A name without capitals, spaces and punctuation.

    >>> plain("Employee_ID "), plain("Reports-To")
    ('employeeid', 'reportsto')
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def find_column(table: Table, meaning: str, said: str | None = None) -> str | None:
    """Name of the column with this meaning: ``said`` in the mapping, else the first usual; None if absent."""
    by_plain: dict[str, str] = {}
    for name in table.columns:
        by_plain.setdefault(plain(name), name)
    if said is not None:
        if plain(said) not in by_plain:
            raise UserError(f"{table.source} has no column {said!r}, which the mapping names as "
                            f"columns.{meaning}{nearest(said, table.columns)}")
        return by_plain[plain(said)]
    return next((by_plain[plain(name)] for name in USUAL_NAMES[meaning] if plain(name) in by_plain), None)


def need_column(table: Table, meaning: str, said: str | None = None) -> str:
    """As :func:`find_column`, but a missing one is a UserError with what was found and what would do."""
    name = find_column(table, meaning, said)
    if name is None:
        raise UserError(f"{table.source} has no column for {meaning}: found {', '.join(table.columns)}; name "
                        f"one of them {', '.join(USUAL_NAMES[meaning][:6])}, or say columns: {{{meaning}: "
                        f"...}} in a mapping")
    return name


def number(cell: str) -> float:
    """A cell as a number, NaN where it is none or not finite."""
    try:
        value = float(cell)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
