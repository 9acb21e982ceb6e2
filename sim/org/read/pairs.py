"""Lists of pairs, who and whose manager: whoever is only named as a manager is a post too."""

from __future__ import annotations

from sim.base.tables.table import Table
from sim.org.mapping import Mapping
from sim.org.read.choose import choose
from sim.org.read.nothing import is_no_manager

_COLUMNS = 2


def with_heads(table: Table, mapping: Mapping, notes: list[str]) -> Table:
    """The table with a row for each manager who has none, if it has two columns and no row of a head.

    A table of more columns, or with a head, is one of posts: there, such a manager is a mistake.
    """
    if len(table.columns) != _COLUMNS:
        return table
    names = choose(table, ("id", "name", "manager"), mapping.columns.model_dump()).names
    own, boss = names.get("id") or names.get("name"), names.get("manager")
    if own is None or boss is None:
        return table
    ids = {*table.columns[own]}
    above = list(dict.fromkeys(cell for cell in table.columns[boss] if cell not in ids))
    if not above or any(map(is_no_manager, table.columns[boss])) or 2 * len(above) > len(ids):
        return table
    if any(a == b for a, b in zip(table.columns[own], table.columns[boss], strict=True)):
        return table
    notes.append(f"posts: {len(above)} named only as managers are posts too ({', '.join(sorted(above)[:5])})")
    lines = [table.lines[table.columns[boss].index(cell)] for cell in above]
    columns = {own: [*table.columns[own], *above], boss: [*table.columns[boss], *([""] * len(above))]}
    return Table(table.source, columns, [*table.lines, *lines], table.word, table.notes)
