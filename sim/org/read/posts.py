"""The posts of a table, in canonical order, before anything is inferred: ids, and the rows that are no posts.

Of several snapshots the newest counts; a second row about a post is its second (dotted-line) manager, or the
first again; leavers and eliminated positions are marked, and left out once the line through them is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.base.errors import UserError
from sim.base.tables.table import Table
from sim.org.mapping import Mapping
from sim.org.organisation import canonical_order
from sim.org.read.choose import Chosen, choose, need
from sim.org.read.columns import POSTS
from sim.org.read.leavers import gone
from sim.org.read.nothing import is_nothing, is_vacant, is_yes

MOST_POSTS = 2_000_000
"""More posts than this are refused: a file of another kind, or one that no study needs."""

_DOTTED = re.compile(r"dotted|matrix|functional|second|indirect|fachlich|fonctionnel|funcional|project|"
                     r"temporary", re.IGNORECASE)


@dataclass(frozen=True)
class Posts:
    """One row per post, in canonical order of the ids (or of the ``key`` column, if there is one).

    row: the row of ``table`` of each post.  cells: text by meaning, only for the columns the file has.
    names: the file's name of each of those columns.  index: row of a post by its id.  gone: bool [posts],
    leavers and the like.  seconds: (id, cell) of second managers that have a row of their own.
    """

    table: Table
    chosen: Chosen
    row: list[int]
    ids: list[str]
    index: dict[str, int]
    cells: dict[str, list[str]]
    names: dict[str, str]
    gone: np.ndarray
    seconds: list[tuple[str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.ids)

    def where(self, post: int) -> str:
        """File and line of a post."""
        return self.table.where(self.row[post])

    def column(self, name: str) -> list[str]:
        """Any column of the table, in the order of the posts."""
        cells = self.table.columns[name]
        return [cells[i] for i in self.row]

    def some(self, posts: Sequence[int] | np.ndarray) -> str:
        """The first few ids of a list of posts, as text."""
        return ", ".join(self.ids[int(i)] for i in posts[:5]) + (", ..." if len(posts) > 5 else "")

    def counted(self, posts: Sequence[int] | np.ndarray) -> str:
        """'1 post (A)' or '3 posts (A, B, C)'."""
        some = self.some(posts)
        return f"1 post ({some})" if len(posts) == 1 else f"{len(posts)} posts ({some})"

    def only(self, keep: np.ndarray) -> Posts:
        """The posts at these rows, which must be ascending."""
        at = keep.tolist()
        ids = [self.ids[i] for i in at]
        cells = {meaning: [column[i] for i in at] for meaning, column in self.cells.items()}
        index = dict(zip(ids, range(len(ids)), strict=True))
        return Posts(self.table, self.chosen, [self.row[i] for i in at], ids, index, cells, self.names,
                     self.gone[keep])


def posts_of(table: Table, mapping: Mapping, notes: list[str]) -> Posts:
    """The posts of a table; UserError for no rows, too many, no id column, an empty or a repeated id."""
    said = mapping.columns.model_dump()
    chosen = choose(table, POSTS, said)
    if not len(table):
        need(table, chosen, "id")
        raise UserError(f"{table.source} has column names but no rows below them; it needs one line per post")
    if len(table) > MOST_POSTS:
        raise UserError(f"{table.source} has {len(table):,} rows, but at most {MOST_POSTS:,} posts are read")
    names = {"id": _id_column(table, chosen, said.get("id") is not None)}
    for meaning in ("manager", "unit", "level", "title", "front_line", "key", "second_manager"):
        if meaning in chosen.names and chosen.names[meaning] != names["id"]:
            names[meaning] = chosen.names[meaning]
    for name in names.values():
        if name in table.columns:
            table.check(name)
    ids = _ids(table, chosen, names, notes)
    chosen.used.update(name for name in names.values() if name in table.columns)
    keep, seconds = _rows(table, chosen, names, ids, notes)
    _check_ids(table, names["id"], ids, keep)
    order = (_keys(table, names["key"], keep) if "key" in names
             else [keep[i] for i in canonical_order([ids[i] for i in keep])])
    cells = {meaning: [printable(table.columns[name][i]) for i in order]
             for meaning, name in names.items() if meaning != "id"}
    own = [ids[i] for i in order]
    vacant = _vacant(table, chosen, names, order, ids, notes)
    if vacant:
        cells["vacant"] = vacant
    left = gone(table, chosen, order, mapping.leavers == "keep", notes)
    return Posts(table, chosen, order, own, dict(zip(own, range(len(own)), strict=True)), cells, names, left,
                 seconds)


def join_of_names(chosen: Chosen) -> list[str]:
    """The columns of first and last name, where both are there; 'Name' beside a first name is the last."""
    first = chosen.names.get("first_name")
    last = chosen.names.get("last_name") or chosen.names.get("name")
    return [first, last] if first and last else []


def _id_column(table: Table, chosen: Chosen, said: bool) -> str:
    """The column of ids: the first that names them and is unique; else the account, e-mail, name or key that
    is and that most managers are values of."""
    if said:
        return chosen.names["id"]
    ids = chosen.all("id")
    weak = [name for meaning in ("position", "account", "email", "name", "key")
            for name in chosen.all(meaning)]
    managers = {*table.columns.get(chosen.names.get("manager", ""), ())}
    keys = [name for name in [*ids, *weak] if _is_key(table.columns[name])]
    if ids:  # one that should be unique, and is not, is a fault to be told
        return next((name for name in keys if name in ids), ids[0])
    unique = max(keys, key=lambda name: len(managers & {*table.columns[name]}), default=None)
    if unique is not None:
        if unique == chosen.names.get("key"):
            del chosen.names["key"]
        return unique
    joined = join_of_names(chosen)
    if joined and _is_key([" ".join(parts) for parts in zip(*(table.columns[n] for n in joined),
                                                            strict=True)]):
        return " + ".join(joined)
    if weak:
        return weak[0]
    hit = [name for name, cells in table.columns.items()
           if name != chosen.names.get("manager") and _is_key(cells)
           and 2 * len(managers & {*cells}) > len(managers)]
    return hit[0] if hit else need(table, chosen, "id")


def _is_key(cells: list[str]) -> bool:
    return bool(cells) and "" not in cells and len({*cells}) == len(cells)


def _ids(table: Table, chosen: Chosen, names: dict[str, str], notes: list[str]) -> list[str]:
    """The id of every row: its cell; of a position that nobody holds, the position's id."""
    if names["id"] not in table.columns:
        joined = join_of_names(chosen)
        chosen.used.update(joined)
        notes.append(f"ids: from columns '{joined[0]}' and '{joined[1]}'")
        return [" ".join(parts).strip() for parts in zip(*(table.columns[name] for name in joined),
                                                         strict=True)]
    ids = table.columns[names["id"]]
    position = chosen.names.get("position")
    empty = [i for i, cell in enumerate(ids) if is_nothing(cell)] if "" in ids or position else []
    if not empty or position is None or position == names["id"]:
        return ids
    filled = list(ids)
    for i in empty:
        filled[i] = table.columns[position][i] or ids[i]
    chosen.used.add(position)
    notes.append(f"ids: {len(empty)} rows have no '{names['id']}' but a '{position}', which is their id")
    return filled


def _rows(table: Table, chosen: Chosen, names: dict[str, str], ids: list[str],
          notes: list[str]) -> tuple[list[int], list[tuple[str, str]]]:
    """(rows that are posts, second managers), where ids are there twice."""
    keep = list(range(len(ids)))
    if len({*ids}) == len(ids):
        return keep, []
    as_of = chosen.names.get("as_of")
    if as_of and len({*table.columns[as_of]}) > 1:
        newest = _newest(table, as_of)
        keep = [i for i in keep if table.columns[as_of][i] == newest]
        notes.append(f"rows: of {len({*table.columns[as_of]})} dates in column '{as_of}' only the newest, "
                     f"{newest}, counts ({len(keep)} of {len(ids)} rows)")
        chosen.used.add(as_of)
    seconds = []
    relation = chosen.names.get("relation")
    if relation and "manager" in names:
        dotted = [i for i in keep if _DOTTED.search(table.columns[relation][i])]
        first = Counter(ids[i] for i in keep)
        seconds = [(ids[i], table.columns[names["manager"]][i]) for i in dotted if first[ids[i]] > 1]
        gone_rows = {i for i in dotted if first[ids[i]] > 1}
        keep = [i for i in keep if i not in gone_rows]
        chosen.used.add(relation)
    used = [table.columns[name] for name in names.values() if name in table.columns]
    seen: dict[tuple[str, ...], int] = {}
    once = [i for i in keep if seen.setdefault((ids[i], *(cells[i] for cells in used)), i) == i]
    if len(once) < len(keep):
        notes.append(f"rows: {len(keep) - len(once)} say again what another says, and are left out")
    return once, seconds


def _vacant(table: Table, chosen: Chosen, names: dict[str, str], rows: list[int], ids: list[str],
            notes: list[str]) -> list[str]:
    """'1' for each post that nobody is in: by a column, a name that says so, or a position's id alone."""
    said, name = chosen.names.get("vacant"), chosen.names.get("name")
    id_cells = table.columns.get(names["id"])
    cells = []
    for i in rows:
        told = table.columns[name][i] if name else ""
        is_so = told[:1].isalpha() and len(told) < 40 and is_vacant(told)
        if said:
            is_so = is_so or is_yes(table.columns[said][i])
        elif not is_so and id_cells is not None and id_cells[i] != ids[i]:  # filled in from the position
            is_so = not told or is_nothing(told)
        cells.append("1" if is_so else "")
    found = [ids[i] for i, cell in zip(rows, cells, strict=True) if cell]
    chosen.used.update(filter(None, (said, name if found else None)))
    if found:
        notes.append(f"vacant: {len(found)} ({', '.join([*found[:5], '...'][:len(found)])}); with nobody in "
                     "post when a run begins, and filled as vacancies are")
    return cells if found else []


def _newest(table: Table, column: str) -> str:
    """The latest date of a column; UserError where day and month cannot be told apart."""
    import pandas as pd

    cells = sorted({*table.columns[column]})
    whole = pd.to_datetime(pd.Series(cells), errors="coerce", format="ISO8601")
    days = pd.to_datetime(pd.Series(cells), errors="coerce", format="mixed", dayfirst=True)
    months = pd.to_datetime(pd.Series(cells), errors="coerce", format="mixed")
    readings = [whole] if not whole.isna().any() else [days] if not any("/" in cell for cell in cells) else [
        found for found in (days, months) if not found.isna().any()]
    newest = {cells[int(found.to_numpy().argmax())] for found in readings if not found.isna().any()}
    if len(newest) == 1:
        return newest.pop()
    why = "whose day and month cannot be told apart" if newest else "which are no dates"
    raise UserError(f"{table.source}: column {column!r} holds {cells[0]!r}, {cells[-1]!r}, ..., {why}, and "
                    f"ids are there several times; keep the rows of one date")


def printable(cell: str) -> str:
    """A cell on one line: line breaks and control characters become blanks, and go at the ends."""
    return cell if cell.isprintable() else "".join(letter if letter.isprintable() else " "
                                                   for letter in cell).strip()


def _check_ids(table: Table, column: str, ids: list[str], keep: Iterable[int]) -> None:
    """Every id is there, printable and unique."""
    keep = list(keep)
    own = ids if len(keep) == len(ids) else [ids[i] for i in keep]
    if len({*own}) == len(own) and "" not in own and all(map(str.isprintable, own)):
        return
    first: dict[str, int] = {}
    for i in keep:
        name = ids[i]
        if not name:
            raise UserError(f"{table.where(i)}: column {column!r} is empty; give every post an id")
        if not name.isprintable():
            raise UserError(f"{table.where(i)}: id {name!r} holds a line break or control character; remove "
                            "it")
        if name in first:
            raise UserError(f"{table.where(i)}: id {name!r} is already used in {table.word} "
                            f"{table.lines[first[name]]}; give every post its own id")
        first[name] = i


def _keys(table: Table, column: str, keep: list[int]) -> list[int]:
    """Rows in the order of a key column; UserError unless its cells are different whole numbers."""
    first: dict[int, int] = {}
    for i in keep:
        cell = table.columns[column][i]
        if not (cell.isdecimal() and len(cell) <= 18):
            raise UserError(f"{table.where(i)}: {column} is {cell!r}, but it must be a whole number, the "
                            "post's rank; restore it or remove the column")
        if int(cell) in first:
            raise UserError(f"{table.where(i)}: {column} {cell} is already used in {table.word} "
                            f"{table.lines[first[int(cell)]]}; restore the ranks or remove the column")
        first[int(cell)] = i
    return [first[rank] for rank in sorted(first)]
