"""Who reports to whom: from a column, from ties, from the tree that ties make, from a head, or from
levels."""

from __future__ import annotations

import re

import numpy as np

from sim.base.errors import UserError
from sim.base.tables.table import shown
from sim.org.hierarchy import depths, find_cycle
from sim.org.mapping import Mapping
from sim.org.organisation import NOBODY
from sim.org.read.choose import near_miss
from sim.org.read.columns import PAY_GRADES, plain
from sim.org.read.identities import match
from sim.org.read.levels import distances, managers_from_levels, ranks
from sim.org.read.links import Links
from sim.org.read.managers import from_column, second_managers
from sim.org.read.posts import Posts
from sim.org.read.tree import as_tree, tree_head


def reporting_line(posts: Posts, links: Links, mapping: Mapping, notes: list[str],
                   warnings: list[str]) -> tuple[np.ndarray, bool, np.ndarray]:
    """(manager of every post int64, was it given in the file?, posts to drop bool): by the first source that
    says anything."""
    manager = np.full(len(posts), NOBODY, np.int64)
    second_managers(posts, links, notes)
    told, dropped = from_column(posts, links, manager, mapping, notes)
    from_ties = _from_ties(posts, links, manager)
    given = bool(told or from_ties)
    if not given and mapping.head is None and as_tree(posts, links, manager, mapping.edges, notes):
        return manager, True, dropped
    if given:
        source = f"column '{posts.names['manager']}' ({told} posts)" if told else ""
        if from_ties:
            source = f"{source} and {from_ties} reporting ties" if told else f"{from_ties} reporting ties"
        notes.insert(0, f"reporting line: from {source}")
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
    path = [name for name in columns if (part := re.fullmatch(r"(.*?\D)\d+(\D.*)?", name)) and sum(
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
