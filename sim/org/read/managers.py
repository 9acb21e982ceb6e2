"""Managers from a column: whom each cell means, what marks a head, and what becomes of the unknown."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from sim.base.errors import UserError
from sim.org.mapping import Mapping
from sim.org.organisation import NOBODY
from sim.org.read.identities import Match, match
from sim.org.read.links import Links
from sim.org.read.nothing import is_no_manager
from sim.org.read.posts import Posts, printable

_ENOUGH = 0.5  # of a column's cells that must be identities for it to be one of managers
_LISTED = 6  # unknown managers named in an error

_PARTS = re.compile(r"\s*[;|/\n]\s*")


def from_column(posts: Posts, links: Links, manager: np.ndarray, mapping: Mapping,
                 notes: list[str]) -> tuple[int, np.ndarray]:
    """Fill in managers from the manager column; (how many there are, posts to drop)."""
    dropped = np.zeros(len(posts), bool)
    column = posts.names.get("manager", "")
    cells = posts.cells.get("manager", [])
    if not cells:
        return 0, dropped
    said = mapping.columns.manager_is
    if mapping.columns.manager is None:
        column = _best_column(posts, said)
        cells = posts.cells["manager"]
    wanted = {cell for cell in cells if cell}
    passed = [name for meaning, name in posts.names.items() if meaning != "id"]
    found = match(sorted(wanted), posts, said, passed)
    unknown = [cell for cell in found.unknown if not is_no_manager(cell)]
    two = _split(posts, unknown, said, passed)
    unknown = [cell for cell in unknown if cell not in two]
    known = len(found.found) + len(found.ambiguous)
    if unknown and not known and not two and mapping.unknown_managers == "refuse":
        _refuse_all(posts, column, unknown, len(wanted))
    found.check(f"{posts.table.source}: {column}", posts)
    _say_key(posts, column, found, notes)
    rows = {cell: found.found.get(cell, NOBODY) for cell in wanted} | {cell: bosses[0]
                                                                       for cell, bosses in two.items()}
    manager[:] = [rows.get(cell, NOBODY) for cell in cells]
    if unknown:
        manager, dropped = _unknown(posts, column, cells, unknown, manager, mapping, notes)
    own = np.flatnonzero(manager == np.arange(len(posts)))
    manager[own] = NOBODY
    _say_heads(posts, column, cells, own, notes)
    more = [(post, boss) for post, cell in enumerate(cells) for boss in two.get(cell, ())[1:]]
    links.add("second manager", more)
    if more:
        notes.append(f"managers: {len(two)} cells of column '{column}' name several; the first is the "
                     f"manager, {len(more)} others are informal ties")
    return int((manager != NOBODY).sum()), dropped


def _best_column(posts: Posts, said: str | tuple[str, str] | None) -> str:
    """The column of managers: the first whose cells are mostly identities, where several have such a name."""
    names = posts.chosen.all("manager")
    found = [(name, cells, match(sorted({*cells} - {""}), posts, said, [*names])) for name in names
             if len(names) > 1 and (cells := [printable(cell) for cell in posts.column(name)])]
    share = [(len(one.found) / max(1, len(one.found) + len(one.unknown) - sum(map(is_no_manager,
                                                                                  one.unknown))))
             for *_, one in found]
    if found and share[0] < _ENOUGH < max(share):
        best = next(i for i, part in enumerate(share) if part > _ENOUGH)
        posts.chosen.used.discard(posts.names["manager"])
        posts.names["manager"], posts.cells["manager"] = found[best][:2]
        posts.chosen.used.add(found[best][0])
    return posts.names["manager"]


def second_managers(posts: Posts, links: Links, notes: list[str]) -> None:
    """Second managers with a row or a column of their own, as informal ties."""
    pairs = list(posts.seconds)
    column = posts.names.get("second_manager")
    if column:
        pairs += list(zip(posts.ids, posts.cells["second_manager"], strict=True))
    found = match(sorted({cell for _, cell in pairs if cell}), posts,
                  passed=[column] if column else []) if pairs else None
    ties = [(posts.index[post], found.found[cell]) for post, cell in pairs
            if found and cell in found.found and post in posts.index]
    links.add("second manager", ties)
    if ties:
        notes.append(f"managers: {len(ties)} second (dotted-line) managers are informal ties")


def _split(posts: Posts, unknown: list[str], said: str | tuple[str, str] | None,
           passed: list[str]) -> dict[str, list[int]]:
    """Cells that name several managers, parted by ; | / or line breaks."""
    several = {cell: parts for cell in unknown if len(parts := [p for p in _PARTS.split(cell) if p]) > 1}
    if not several:
        return {}
    found = match(sorted({part for parts in several.values() for part in parts}), posts, said, passed).found
    return {cell: [found[part] for part in parts] for cell, parts in several.items()
            if all(part in found for part in parts)}


def _refuse_all(posts: Posts, column: str, unknown: list[str], wanted: int) -> None:
    """UserError where no cell of the column is anybody."""
    own = posts.names["id"]
    first = next(post for post, cell in enumerate(posts.cells["manager"]) if cell in unknown)
    raise UserError(
        f"{posts.where(first)}: {column} {posts.cells['manager'][first]!r} is nobody's {own}; none of "
        f"{wanted} values of {column} is an {own}, nor a value of another column; name the column they are "
        "taken from as columns: {manager_is: ...}, the column of managers as columns: {manager: ...}, or say "
        "--unknown-managers heads or drop; leave a cell empty for a head")


def _unknown(posts: Posts, column: str, cells: list[str], unknown: list[str], manager: np.ndarray,
             mapping: Mapping, notes: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """What becomes of posts whose manager is not in the file, as the mapping says; else a UserError with all
    of them."""
    lost = set(unknown)
    posts_of = [post for post, cell in enumerate(cells) if cell in lost]
    count = Counter(cells[post] for post in posts_of)
    listed = ", ".join(f"{cell!r} ({n})" for cell, n in sorted(count.items(), key=lambda x: (-x[1],
                                                                                             x[0]))[:_LISTED])
    listed += ", ..." if len(count) > _LISTED else ""
    who = "1 post" if len(posts_of) == 1 else f"{len(posts_of)} posts"
    if mapping.unknown_managers == "refuse":
        first = posts_of[0]
        raise UserError(f"{posts.where(first)}: {column} {cells[first]!r} is nobody's {posts.names['id']}; "
                        f"{who} with such managers, {len(count)} in all: "
                        f"{listed}; add them, write the id of a post in the file, leave the cell empty for a "
                        "head, or say --unknown-managers heads or drop")
    dropped = np.zeros(len(posts), bool)
    if mapping.unknown_managers == "heads":
        notes.append(f"heads: {who} whose manager is not in the file are heads, as was asked: {listed}")
        return manager, dropped
    dropped[posts_of] = True
    for _ in range(len(posts).bit_length() * 8):
        below = dropped | (dropped[manager] & (manager != NOBODY))
        if (below == dropped).all():
            break
        dropped = below
    notes.append(f"left out: {who} whose manager is not in the file, as was asked, and "
                 f"{int(dropped.sum()) - len(posts_of)} below them: {listed}")
    return manager, dropped


def _say_key(posts: Posts, column: str, found: Match, notes: list[str]) -> None:
    if found.column != posts.names["id"]:
        notes.append(f"managers: column '{column}' holds values of '{found.column}', not of the id "
                     f"'{posts.names['id']}'")
        posts.names["manager_is"] = found.column
        posts.chosen.used.update(found.column.split(" + "))
    if found.folded:
        notes.append(f"managers: matched whatever the spelling, such as {found.folded[0]!r} for "
                     f"{found.folded[1]!r}")


def _say_heads(posts: Posts, column: str, cells: list[str], own: np.ndarray, notes: list[str]) -> None:
    marks = Counter(cell for cell in cells if cell and cell not in posts.index and is_no_manager(cell))
    if marks:
        said = ", ".join(f"{cell!r} ({count})" for cell, count in sorted(marks.items()))
        notes.append(f"heads: column '{column}' marks them with {said}")
    if len(own):
        notes.append(f"heads: {posts.counted(own)} given as their own manager")
