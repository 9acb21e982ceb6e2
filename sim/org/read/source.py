"""The tables of a source before any meaning is given to them, and tables made of records and graphs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sim.base.errors import UserError
from sim.base.tables.table import Table
from sim.org.mapping import Mapping


@dataclass(frozen=True)
class Source:
    """What a path, a graph or a pair of frames holds.  alone: there are ties, and of posts no more than their
    ends.  directed: do ties go one way?"""

    name: str
    posts: Table
    ties: Table | None = None
    services: Table | None = None
    mapping: Mapping | None = None
    directed: bool = True
    alone: bool = False
    notes: tuple[str, ...] = ()


def records(source: str, word: str, fixed: dict[str, list[str]], data: Sequence[dict[str, Any]],
            notes: tuple[str, ...] = ()) -> Table:
    """Columns from dictionaries of attributes; an absent one is an empty cell.  ``fixed`` columns win."""
    names = dict.fromkeys(str(name) for attributes in data for name in attributes)
    columns = fixed | {name: [text(attributes.get(name, "")) for attributes in data] for name in names
                       if name not in fixed}
    if "weight" in columns:  # in a network a tie without a weight is an ordinary tie
        columns["weight"] = [cell or "1" for cell in columns["weight"]]
    return Table(source, columns, range(1, len(data) + 1), word, notes)


def text(value: object) -> str:
    """A value as a cell's text: whole numbers without '.0', nothing for None and NaN."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return str(int(bool(value)))
    if isinstance(value, float) and math.isfinite(value) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def of_ties(ties: Table, ends: tuple[str, str], name: str, notes: Iterable[str] = ()) -> Source:
    """An edge list alone: its posts are the ends of its ties."""
    cells = [cell for end in ends for cell in ties.columns[end] if cell]
    ids = list(dict.fromkeys(cells))
    if not ids:
        raise UserError(f"{ties.source} has no ties; it needs a line per tie, or a line per post")
    posts = Table(ties.source, {"id": ids}, range(1, len(ids) + 1), "name")
    return Source(name, posts, ties, alone=True,
                  notes=(*notes, f"posts: no table of them; {len(ids)} are the ends of {len(ties)} ties"))


def number(cell: str) -> float:
    """A cell as a number, NaN where it is none or not finite."""
    try:
        value = float(cell)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
