"""Ties without a type that make one tree over all posts are the reporting line; their direction shows which
way."""

from __future__ import annotations

import numpy as np

from sim.base.errors import UserError
from sim.org.read.direction import BOSS_FIRST, REPORT_FIRST, Ends, head_of, is_line, leading_head
from sim.org.read.links import UNTYPED, Links
from sim.org.read.posts import Posts


def as_tree(posts: Posts, links: Links, manager: np.ndarray, said: str | None, notes: list[str]) -> bool:
    """Fill in managers if the ties are a tree, and use them up; was it one?

    Everybody but one must have exactly one tie in the one direction or the other.  A chain is a tree from
    either end: the end whose title leads is the head, else it is refused.  said: which way, by the mapping.
    """
    layer = links.informal.get(UNTYPED)
    if layer is None or set(links.informal) != {UNTYPED} or UNTYPED in links.both_ways or len(posts) < 2:
        return False
    pairs = np.unique(np.stack(layer[:2]), axis=1)
    if pairs.shape[1] != len(posts) - 1 or (links.alone and said is None):
        return False
    ways = {REPORT_FIRST: (pairs[0], pairs[1]), BOSS_FIRST: (pairs[1], pairs[0])}
    fitting = [way for way, ends in ways.items() if is_line(*ends, len(posts))]
    if said is not None:
        fitting = [way for way in fitting if way == said]
    if not fitting:
        return False
    way = fitting[0] if len(fitting) == 1 else _of_chain(posts, ways)
    if way is None:
        return False
    manager[ways[way][0]] = ways[way][1]
    del links.informal[UNTYPED]
    head = posts.ids[int(np.flatnonzero(manager < 0)[0])]
    why = "as the mapping says" if said else "the only way in which each has one manager"
    notes.insert(0, f"reporting line: the {pairs.shape[1]} ties make a tree under {head}, read "
                    f"{way.replace('-', ' ')}, "
                 f"{why if len(fitting) == 1 else 'as titles say'} (edges: {way})")
    return True


def _of_chain(posts: Posts, ways: dict[str, Ends]) -> str | None:
    """Which way a chain is read: to the one end whose title leads; None where levels can tell."""
    leading = [way for way, ends in ways.items() if leading_head(posts, ends)]
    if len(leading) == 1:
        return leading[0]
    if "level" in posts.cells:
        return None
    one, other = (posts.ids[head_of(posts, ends)] for ends in ways.values())
    raise UserError(f"{posts.table.source} does not say who reports to whom: its ties are a chain that can "
                    f"be read from {one!r} or from {other!r} down; say which with --head NAME, with "
                    f"--edges {REPORT_FIRST} or {BOSS_FIRST}, or with a column of levels (--level COLUMN)")


def tree_head(posts: Posts, links: Links) -> str | None:
    """Who would be at the top if the ties without a type are a tree one way only, for advice."""
    layer = links.informal.get(UNTYPED)
    if layer is None or UNTYPED in links.both_ways or not len(layer[0]):
        return None
    pairs = np.unique(np.stack(layer[:2]), axis=1)
    ways = [(pairs[0], pairs[1]), (pairs[1], pairs[0])]
    fitting = [way for way in ways if pairs.shape[1] == len(posts) - 1 and is_line(*way, len(posts))]
    return posts.ids[head_of(posts, fitting[0])] if len(fitting) == 1 else None
