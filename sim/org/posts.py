"""The posts of a file, in canonical order, before anything is inferred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.base.errors import UserError
from sim.org.mapping import Mapping
from sim.org.organisation import canonical_order
from sim.org.tables import Table, find_column, need_column

MOST_POSTS = 2_000_000
"""More posts than this are refused: a file of another kind, or one that no study needs."""

_NOTHING = {"", "na", "n/a", "none", "null", "nan", "nil", "-", "--"}


@dataclass(frozen=True)
class Posts:
    """One row per post, in canonical order of the ids (or of the ``key`` column, if there is one).

    row: the row of ``table`` of each post.  cells: text by meaning, only for the columns the file has.
    names: the file's name of each of those columns.  index: row of a post by its id.
    """

    table: Table
    row: list[int]
    ids: list[str]
    index: dict[str, int]
    cells: dict[str, list[str]]
    names: dict[str, str]

    def __len__(self) -> int:
        return len(self.ids)

    def where(self, post: int) -> str:
        """File and line of a post."""
        return self.table.where(self.row[post])

    def find(self, name: str) -> int | None:
        """Row of the post with this id, or None.  '12.0' finds '12': as spreadsheets write ids."""
        found = self.index.get(name)
        return self.index.get(name[:-2]) if found is None and name.endswith(".0") else found

    def some(self, posts: Sequence[int] | np.ndarray) -> str:
        """The first few ids of a list of posts, as text."""
        return ", ".join(self.ids[int(i)] for i in posts[:5]) + (", ..." if len(posts) > 5 else "")

    def counted(self, posts: Sequence[int] | np.ndarray) -> str:
        """'1 post (A)' or '3 posts (A, B, C)'."""
        return f"{len(posts)} post{'s' if len(posts) != 1 else ''} ({self.some(posts)})"

    def only(self, keep: np.ndarray) -> Posts:
        """The posts at these rows, which must be ascending."""
        ids = [self.ids[i] for i in keep]
        cells = {meaning: [column[i] for i in keep] for meaning, column in self.cells.items()}
        index = {name: i for i, name in enumerate(ids)}
        return Posts(self.table, [self.row[i] for i in keep], ids, index, cells, self.names)


def is_nothing(cell: str) -> bool:
    """Is this what people and programs write into a cell to say 'none'?"""
    return cell.lower() in _NOTHING


def posts_of(table: Table, mapping: Mapping) -> Posts:
    """The posts of a table; UserError for no rows, too many, no id column, an empty or a repeated id."""
    said = mapping.columns.model_dump()
    column = need_column(table, "id", said["id"])
    if not len(table):
        raise UserError(f"{table.source} has column names but no rows below them; it needs one line per post")
    if len(table) > MOST_POSTS:
        raise UserError(f"{table.source} has {len(table):,} rows, but at most {MOST_POSTS:,} posts are read")
    names = {"id": column}
    for meaning in ("manager", "unit", "level", "title", "front_line", "key"):
        found = find_column(table, meaning, said[meaning])
        if found is not None:
            names[meaning] = found
    ids = table.columns[column]
    _check_ids(table, column)
    order = _keys(table, names["key"]) if "key" in names else canonical_order(ids)
    cells = {meaning: [printable(table.columns[name][i]) for i in order] for meaning, name in names.items()}
    return Posts(table, order, cells["id"], {name: i for i, name in enumerate(cells["id"])}, cells, names)


def printable(cell: str) -> str:
    """A cell on one line: line breaks and control characters become blanks, and go at the ends."""
    return cell if cell.isprintable() else "".join(letter if letter.isprintable() else " "
                                                   for letter in cell).strip()


def _check_ids(table: Table, column: str) -> None:
    """Every id is there, printable and unique."""
    first: dict[str, int] = {}
    for i, name in enumerate(table.columns[column]):
        if not name:
            raise UserError(f"{table.where(i)}: column {column!r} is empty; give every post an id")
        if not name.isprintable():
            raise UserError(f"{table.where(i)}: id {name!r} holds a line break or control character; remove "
                            "it")
        if name in first:
            raise UserError(f"{table.where(i)}: id {name!r} is already used in {table.word} "
                            f"{table.lines[first[name]]}; give every post its own id")
        first[name] = i


def _keys(table: Table, column: str) -> list[int]:
    """Rows in the order of a key column; UserError unless its cells are different whole numbers."""
    first: dict[int, int] = {}
    for i, cell in enumerate(table.columns[column]):
        if not (cell.isdecimal() and len(cell) <= 18):
            raise UserError(f"{table.where(i)}: {column} is {cell!r}, but it must be a whole number, the "
                            "post's rank; restore it or remove the column")
        if int(cell) in first:
            raise UserError(f"{table.where(i)}: {column} {cell} is already used in {table.word} "
                            f"{table.lines[first[int(cell)]]}; restore the ranks or remove the column")
        first[int(cell)] = i
    return [first[rank] for rank in sorted(first)]
