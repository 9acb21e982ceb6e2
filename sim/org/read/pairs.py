"""Tables that say managers in another shape: pairs of who and whose manager, and chains of managers."""

from __future__ import annotations

import re
from dataclasses import replace

from sim.base.tables.table import Table
from sim.org.mapping import Mapping
from sim.org.read.choose import choose
from sim.org.read.columns import POSTS, plain
from sim.org.read.identities import fold
from sim.org.read.nothing import is_no_manager

_COLUMNS = 2
_CHAIN = re.compile(r"(\d+)")
_CHAINED = re.compile("manager|supervisor|managementchain|vorgesetz|fuhrungskraft|responsable|jefe")


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


def with_managers(table: Table, mapping: Mapping, notes: list[str]) -> Table:
    """The table with a column of managers, where it has only a chain of them: 'Level 1 Manager', ...

    The manager is the last in the chain who is not the post itself.
    """
    chain = [(int(found[1]), name) for name in table.columns if (found := _CHAIN.search(name))
             and _CHAINED.search(plain(name))]
    if len(chain) < 2 or len({level for level, _ in chain}) < len(chain):
        return table
    chosen = choose(table, POSTS, mapping.columns.model_dump())
    if "manager" in chosen.names:
        return table
    names = [name for _, name in sorted(chain)]
    own = [{fold(cells[i]) for meaning in ("id", "position", "account", "email", "name")
            for name in chosen.all(meaning) for cells in [table.columns[name]]} for i in range(len(table))]
    above = [[cell for name in names if not is_no_manager(cell := table.columns[name][i])
              and fold(cell) not in own[i]] for i in range(len(table))]
    notes.append(f"managers: the last in the chain of columns {', '.join(names)}")
    kept = {name: cells for name, cells in table.columns.items() if name not in names}
    return replace(table, columns=kept | {"manager, last in the chain": [cells[-1] if cells else ""
                                                                         for cells in above]})
