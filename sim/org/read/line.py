"""Who reports to whom: from a column, from ties, from the tree that ties make, from a head, or from
levels."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from sim.base.errors import UserError
from sim.base.tables.table import shown
from sim.org.hierarchy import depths, find_cycle
from sim.org.mapping import Mapping
from sim.org.organisation import NOBODY
from sim.org.read.choose import near_miss
from sim.org.read.columns import PAY_GRADES, plain
from sim.org.read.identities import Match, match
from sim.org.read.levels import distances, managers_from_levels, ranks
from sim.org.read.links import Links
from sim.org.read.nothing import is_no_manager
from sim.org.read.posts import Posts
from sim.org.read.tree import as_tree, tree_head

_LISTED = 6  # unknown managers named in an error

_PARTS = re.compile(r"\s*[;|/\n]\s*")


def reporting_line(posts: Posts, links: Links, mapping: Mapping, notes: list[str],
                   warnings: list[str]) -> tuple[np.ndarray, bool, np.ndarray]:
    """(manager of every post int64, was it given in the file?, posts to drop bool): by the first source that
    says anything."""
    manager = np.full(len(posts), NOBODY, np.int64)
    _second_managers(posts, links, notes)
    from_column, dropped = _from_column(posts, links, manager, mapping, notes)
    from_ties = _from_ties(posts, links, manager)
    given = bool(from_column or from_ties)
    if not given and mapping.head is None and as_tree(posts, links, manager, mapping.edges, notes):
        return manager, True, dropped
    if given:
        column = f"column '{posts.names['manager']}' ({from_column} posts)" if from_column else ""
        ties = f"{from_ties} reporting ties" if from_ties else ""
        notes.insert(0, f"reporting line: from {' and '.join(part for part in (column, ties) if part)}")
        if mapping.head is not None:
            raise UserError(f"the mapping names {mapping.head!r} as head, but {posts.table.source} says who "
                            f"reports to whom; leave 'head' out")
        _refuse_cycles(posts, manager)
    elif mapping.head is not None:
        manager = _from_head(posts, links, mapping.head, notes)
    else:
        manager = _from_levels(posts, links, mapping, notes, warnings)
    if not (manager != NOBODY).any():
        raise UserError(f"{posts.table.source}: nobody leads anybody, since none of {len(posts)} posts has a "
                        f"manager; at least one must report to another")
    return manager, given, dropped


def _from_column(posts: Posts, links: Links, manager: np.ndarray, mapping: Mapping,
                 notes: list[str]) -> tuple[int, np.ndarray]:
    """Fill in managers from the manager column; (how many there are, posts to drop)."""
    dropped = np.zeros(len(posts), bool)
    column = posts.names.get("manager", "")
    cells = posts.cells.get("manager", [])
    if not cells:
        return 0, dropped
    said = mapping.columns.manager_is
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


def _second_managers(posts: Posts, links: Links, notes: list[str]) -> None:
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
    who = f"{len(posts_of)} post{'s' if len(posts_of) > 1 else ''}"
    if mapping.unknown_managers == "refuse":
        first = posts_of[0]
        raise UserError(f"{posts.where(first)}: {column} {cells[first]!r} is nobody's {posts.names['id']}; "
                        f"{who} with {len(count)} such manager{'s' if len(count) > 1 else ''} in all: "
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
    marks = Counter(cell for cell in cells if cell and cell not in posts.index
                    and is_no_manager(cell))
    if marks:
        said = ", ".join(f"{cell!r} ({count})" for cell, count in sorted(marks.items()))
        notes.append(f"heads: column '{column}' marks them with {said}")
    if len(own):
        notes.append(f"heads: {posts.counted(own)} given as their own manager")


def _from_ties(posts: Posts, links: Links, manager: np.ndarray) -> int:
    """Fill in managers from reporting ties; how many ties there are.  They must not contradict others."""
    told: dict[int, int] = {}
    for post, boss, row in links.reports:
        assert links.table is not None
        if post == boss:
            continue
        if manager[post] not in (NOBODY, boss):
            where = links.table.where(row)
            earlier = links.table.where(told[post]) if post in told else posts.where(post)
            raise UserError(f"{where}: {posts.ids[post]!r} reports to {posts.ids[boss]!r}, but {earlier} "
                            f"says {posts.ids[int(manager[post])]!r}; a post has one manager, remove one of "
                            "the two")
        manager[post] = boss
        told[post] = row
    return len(told)


def _refuse_cycles(posts: Posts, manager: np.ndarray) -> None:
    cycle = find_cycle(manager)
    if cycle:
        names = [posts.ids[post] for post in cycle]
        shown_names = names if len(names) <= 8 else [*names[:7], "..."]
        raise UserError(f"{posts.where(cycle[0])}: the reporting line is a circle, "
                        f"{' -> '.join([*shown_names, names[0]])}; correct one of these managers, or leave "
                        f"the head's empty")


def _from_head(posts: Posts, links: Links, head: str, notes: list[str]) -> np.ndarray:
    """Everybody reports to whom they are tied to, one step nearer to the head."""
    found = match([head], posts)
    if not found.found:
        raise UserError(f"{posts.table.source}: the head is {head!r}, who is nobody there; it has "
                        f"{shown(posts.ids, 80)}")
    ties = links.ties(len(posts))
    rank = distances(ties, found.found[head])
    reached = rank >= 0
    if reached.sum() < 2:
        raise UserError(f"{posts.table.source}: nobody is tied to the head {head!r}; name another, or add "
                        f"ties")
    manager = managers_from_levels(np.where(reached, rank, 0), np.zeros(len(posts), np.int64), ties)
    notes[:0] = [f"reporting line: not in the file; from the head, {head}, everybody reports to a neighbour "
                 f"one step nearer, the one with the strongest ties, equal ones spread evenly"]
    return manager


def _from_levels(posts: Posts, links: Links, mapping: Mapping, notes: list[str],
                 warnings: list[str]) -> np.ndarray:
    if "level" not in posts.cells:
        raise UserError(f"{posts.table.source} does not say who reports to whom: {_advice(posts, links)}")
    rank, note = ranks(posts, mapping.top_level)
    unit = np.unique(posts.cells.get("unit", [""] * len(posts)), return_inverse=True)[1]
    manager = managers_from_levels(rank, unit, links.ties(len(posts)))
    own_unit = "in the own unit if there is one, " if "unit" in posts.cells else ""
    notes[:0] = [note, f"reporting line: not in the file; {int((manager != NOBODY).sum())} posts are read as "
                 f"reporting to a post one level up, {own_unit}the one with the strongest ties, equal ones "
                 "spread evenly"]
    name = posts.names["level"]
    count = np.bincount(rank)
    top = count[0] / len(posts)
    if plain(name) in map(plain, PAY_GRADES) or 0 in count or (top > 0.2 and len(posts) >= 10):
        warnings.append(f"level: column '{name}' looks like a pay grade ({' / '.join(map(str, count))} posts "
                        f"from the top), and the whole reporting line is inferred from it; give a manager "
                        "column")
    return manager


def _advice(posts: Posts, links: Links) -> str:
    """What was found, and the ways out."""
    columns = [name for name in posts.table.columns if name not in posts.table.unnamed]
    ways = "--head NAME reads it from whoever is at the top, --level COLUMN from a column of levels"
    if len(posts) == 1:
        return f"it holds a single post, {posts.ids[0]!r}; somebody must report to another"
    if "manager" in posts.names:
        return (f"column '{posts.names['manager']}' gives none of {len(posts)} posts a manager who is not "
                f"themselves; write the id of a manager into it")
    if links.alone:
        head = tree_head(posts, links)
        tree = f"; they make a tree under {head!r}, so --head {head} would do" if head else ""
        return (f"it is a list of ties among {posts.counted(range(len(posts)))}, a network and not a "
                f"line{tree}; "
                "--head NAME reads it from whoever is at the top; or add a table of posts (nodes.csv) with "
                "managers, or with levels and --level COLUMN")
    path = [name for name in columns if (part := re.fullmatch(r"(.*?\D)0*\d", name)) and sum(
        other.startswith(part[1]) for other in columns) > 1]
    if path:
        return (f"columns {', '.join(map(repr, path))} look like a path of units or managers from the top; "
                f"name the one that holds the unit with columns: {{unit: ...}}, and add a column with the "
                "manager's id")
    near = "; ".join(f"column {name!r}{hint}" for name in columns
                     if (hint := near_miss(name, ["manager", "level"])))
    source = links.table.source if links.table else posts.table.source
    ties = (f"; the ties of {source} are a network, not a line: {ways}"
            if any(len(layer[0]) for layer in links.informal.values()) else "")
    return (f"found columns {shown(columns, 400)}{'; ' + near if near else ''}; add a manager column, "
            f"reports_to ties or a level column{ties}")


def depths_checked(posts: Posts, manager: np.ndarray, deepest: int) -> np.ndarray:
    """Level of every post below its head; UserError if the line is absurdly long."""
    depth = depths(manager)
    if depth.max() > deepest:
        post = int(depth.argmax())
        raise UserError(f"{posts.where(post)}: {posts.ids[post]!r} is {depth[post]} levels below its head, "
                        f"but at most {deepest} are read; check the managers above it")
    return depth
