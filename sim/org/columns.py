"""Which column is which: the usual names of HR exports and network files, and what a mapping says instead."""

from __future__ import annotations

import re

from sim.base.errors import UserError, nearest
from sim.org.tables import Table

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "employee id", "worker id", "person id", "staff id", "associate id", "employee number", "staff number",
           "personnel number", "payroll number", "emp id", "emp no", "user id", "node", "employee", "worker", "person",
           "email", "name", "full name", "employee name"),
    "manager": ("reports to", "reports to id", "manager id", "manager employee id", "manager number", "supervisor id",
                "line manager id", "manager", "line manager", "supervisor", "boss", "boss id", "superior", "leader id",
                "leader", "parent", "parent id"),
    "unit": ("unit", "team", "department", "dept", "organisational unit", "organizational unit", "org unit", "group",
             "section", "branch", "division", "business unit", "cost center", "cost centre", "location", "site", "office"),
    "level": ("level", "org level", "hierarchy level", "management level", "tier", "job level", "rank", "grade", "band"),
    "title": ("title", "job title", "business title", "position title", "position", "job", "role", "job name", "function"),
    "front_line": ("front line", "is front line", "customer facing", "serves customers"),
    "key": ("key",),
    "source": ("source", "from", "ego", "sender"),
    "target": ("target", "to", "alter", "receiver"),
    "weight": ("weight", "strength", "value", "count", "frequency"),
    "type": ("type", "relation", "tie", "kind", "network", "layer"),
    "needs": ("needs", "needs unit", "served by"),
}
"""Accepted column names by meaning, the most telling first; capitals, spaces and punctuation do not matter."""


def plain(name: str) -> str:
    """A name without capitals, spaces and punctuation.

    >>> plain("Employee_ID "), plain("Reports-To")
    ('employeeid', 'reportsto')
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def find_column(table: Table, meaning: str, said: str | None = None) -> str | None:
    """Name of the column with this meaning: the one ``said`` in the mapping, else the first usual name; None if absent."""
    by_plain: dict[str, str] = {}
    for name in table.columns:
        by_plain.setdefault(plain(name), name)
    if said is not None:
        if plain(said) not in by_plain:
            raise UserError(f"{table.source} has no column {said!r}, which the mapping names as columns.{meaning}"
                            f"{nearest(said, table.columns)}")
        return by_plain[plain(said)]
    return next((by_plain[plain(name)] for name in USUAL_NAMES[meaning] if plain(name) in by_plain), None)


def need_column(table: Table, meaning: str, said: str | None = None) -> str:
    """As :func:`find_column`, but a missing column is a UserError listing what was found and what would be accepted."""
    name = find_column(table, meaning, said)
    if name is None:
        raise UserError(f"{table.source} has no column for {meaning}: found {', '.join(table.columns)}; name one of them "
                        f"{', '.join(USUAL_NAMES[meaning][:6])}, or say columns: {{{meaning}: ...}} in a mapping")
    return name
