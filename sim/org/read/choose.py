"""Which column means what: by the mapping, else by its name, if it holds anything.

An empty column, or one of placeholders, is no column.  Of several with one meaning the most telling name
counts; what is left over is listed, with what its name is near to.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from sim.base.errors import UserError, nearest
from sim.base.tables.table import Table, shown
from sim.org.read.columns import MEANINGS, POSTS, plain, rank
from sim.org.read.nothing import is_nothing

_NEAR = 0.84  # as difflib counts; 'mangaer id' is 0.9 from 'manager id'
_PART = 6  # letters of a known name that make a longer name near to it


@dataclass
class Chosen:
    """Columns of a table by meaning.  others: further columns with the same meaning.  empty: of no use.
    used: columns that something was read from."""

    table: Table
    names: dict[str, str] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def all(self, meaning: str) -> list[str]:
        """The column with a meaning, then the others that could have it."""
        return [name for name in [self.names.get(meaning), *self.others.get(meaning, ())] if name]

    def cells(self, meaning: str) -> list[str]:
        """Cells of the column with a meaning."""
        return self.table.columns[self.names[meaning]]

    def unused(self) -> list[str]:
        """The columns that nothing was read from, each with a word why."""
        return [self._why(name) for name in self.table.columns
                if name not in self.used and not (name == "node" and name in self.table.unnamed)]

    def _why(self, name: str) -> str:
        if name in self.empty:
            return f"{name} (empty)"
        meaning = next((meaning for meaning, names in self.others.items() if name in names), None)
        if meaning:
            taken = f", '{self.names[meaning]}' counts" if meaning in self.names else ""
            return f"{name} (a {meaning.replace('_', ' ')} too{taken})"
        return name + near_miss(name, [meaning for meaning in POSTS if meaning not in self.names])


def choose(table: Table, among: tuple[str, ...], said: dict[str, str | None]) -> Chosen:
    """The columns of a table by meaning.  said: what the mapping says, which must be there."""
    chosen = Chosen(table)
    by_plain: dict[str, str] = {}
    for name in table.columns:
        by_plain.setdefault(plain(name), name)
    for meaning in among:
        asked = said.get(meaning)
        if asked is not None:
            if asked not in table.columns and plain(asked) not in by_plain:
                raise UserError(f"{table.source} has no column {asked!r}, which the mapping names as "
                                f"columns.{meaning}{nearest(asked, table.columns)}")
            chosen.names[meaning] = asked if asked in table.columns else by_plain[plain(asked)]
    taken = set(chosen.names.values())
    for name in table.columns:
        # An id is said by its name alone: its empty cells are a fault to be told.
        if len(table) and name not in taken and rank(name, "id") is None and all(map(is_nothing,
                                                                                     table.columns[name])):
            chosen.empty.append(name)
    for meaning in among:
        found = sorted((place, name) for name in table.columns
                       if (place := rank(name, meaning)) is not None and name not in taken
                       and name not in chosen.empty and name not in table.unnamed)
        # A name that says two things says the one that it is more telling of: 'position' is a title.
        names = [name for place, name in found
                 if not any((other := rank(name, elsewhere)) is not None and other < place
                            for elsewhere in among if elsewhere != meaning)]
        if meaning in chosen.names:
            chosen.others[meaning] = names
        elif names:
            chosen.names[meaning], chosen.others[meaning] = names[0], names[1:]
            taken.update(names[:1])
    return chosen


def need(table: Table, chosen: Chosen, meaning: str) -> str:
    """The column with a meaning; a missing one is a UserError with what was found and what would do."""
    name = chosen.names.get(meaning)
    if name is None:
        near = "; ".join(f"column {name!r}{hint}" for name in table.columns
                         if (hint := near_miss(name, [meaning])))
        raise UserError(f"{table.source} has no column for {meaning}: found {shown([*table.columns], 400)}"
                        f"{'; ' + near if near else ''}; name one of them "
                        f"{', '.join(MEANINGS[meaning].names[:6])}, or say columns: {{{meaning}: ...}} in a "
                        "mapping")
    return name


def near_miss(name: str, meanings: list[str]) -> str:
    """' (near 'manager id': if so, ...)' where a name is nearly, or holds, one that is known; else
    nothing."""
    if any(rank(name, meaning) is not None for meaning in POSTS):
        return ""
    known = {plain(known): (known, meaning) for meaning in meanings for known in MEANINGS[meaning].names}
    own = plain(name)
    close = difflib.get_close_matches(own, known, n=1, cutoff=_NEAR)
    if not close:
        close = sorted((part for part in known if len(part) >= _PART and own != part
                        and (own.startswith(part) or own.endswith(part))), key=len, reverse=True)[:1]
    if not close:
        return ""
    word, meaning = known[close[0]]
    return f" (near '{word}': if so, columns: {{{meaning}: {name}}})"
