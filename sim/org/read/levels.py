"""A reporting line from levels, where the file has no other: everybody reports to somebody one level up."""

from __future__ import annotations

import heapq

import numpy as np

from sim.base.errors import UserError
from sim.org.organisation import NOBODY, Ties
from sim.org.read.posts import Posts
from sim.org.read.source import number


def stated_levels(posts: Posts) -> np.ndarray | None:
    """The level column as numbers, NaN where empty: float64 [posts]; None without one or any number in it."""
    if "level" not in posts.cells:
        return None
    known = {cell: number(cell) for cell in {*posts.cells["level"]}}
    level = np.array([known[cell] for cell in posts.cells["level"]])
    return None if np.isnan(level).all() else level


def ranks(posts: Posts, top: str | None) -> tuple[np.ndarray, str]:
    """Levels counted from the top, 0 the highest: int64 [posts]; and the note about which end is the top.

    Unless ``top`` says 'highest' or 'lowest', the end with fewer posts is the top.  UserError for a cell
    without a number.
    """
    level = stated_levels(posts)
    bad = np.flatnonzero(np.isnan(level)) if level is not None else np.zeros(1, int)
    if level is None or len(bad):
        post = int(bad[0])
        raise UserError(f"{posts.where(post)}: {posts.names['level']} is {posts.cells['level'][post]!r}, but "
                        "without a manager column every post needs a level as a number; give one")
    values, count = np.unique(level, return_counts=True)
    if len(values) == 1:
        raise UserError(f"{posts.table.source}: column {posts.names['level']!r} is {values[0]:g} for all "
                        f"{len(posts)} posts, so nobody leads anybody by it; add a manager column, or name "
                        "another column of levels with --level")
    highest = top == "highest" or (top is None and count[-1] < count[0])
    order = values[::-1] if highest else values
    rank = np.searchsorted(values, level)
    rank = len(values) - 1 - rank if highest else rank
    ends = (f"{'highest' if highest else 'lowest'} number, {order[0]:g} (held by "
            f"{int((level == order[0]).sum())})")
    if top is not None:
        return rank, f"levels: the top is the {ends}, as the mapping says"
    return rank, (f"levels: the top is taken to be the {ends}, the end with fewer posts "
                  f"({order[-1]:g} is held by {int((level == order[-1]).sum())}); --top-level turns it round")


def managers_from_levels(rank: np.ndarray, unit: np.ndarray, ties: Ties) -> np.ndarray:
    """A manager for every post below the top: int64 [posts].

    The manager is a post one level up, in the own unit if there is one; among these the one with the
    strongest informal ties to and from the post; among equals the one with the fewest reports so far, then
    the first in canonical order.
    """
    strength = _strengths(ties)
    # (level, unit or -1 for any) -> heap of (reports, post)
    pools: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for post, (its_rank, its_unit) in enumerate(zip(rank.tolist(), unit.tolist(), strict=True)):
        for where in (its_unit, NOBODY):
            pools.setdefault((its_rank, where), []).append((0, post))
    manager = np.full(len(rank), NOBODY, np.int64)
    reports = [0] * len(rank)
    for post in range(len(rank)):
        above = int(rank[post]) - 1
        if above < 0:
            continue
        where = int(unit[post]) if (above, int(unit[post])) in pools else NOBODY
        known = [(-weight, reports[other], other) for other, weight in strength[post].items()
                 if rank[other] == above and where in (NOBODY, unit[other])]
        chosen = min(known)[2] if known else _least_loaded(pools[above, where], reports)
        manager[post] = chosen
        reports[chosen] += 1
    return manager


def _least_loaded(pool: list[tuple[int, int]], reports: list[int]) -> int:
    """The post with the fewest reports; outdated counts of the heap are mended first."""
    while pool[0][0] != reports[pool[0][1]]:
        heapq.heapreplace(pool, (reports[pool[0][1]], pool[0][1]))
    return pool[0][1]


def _strengths(ties: Ties) -> list[dict[int, float]]:
    """For every post the summed weight of ties to and from each colleague."""
    strength: list[dict[int, float]] = [{} for _ in range(len(ties.start) - 1)]
    sources = np.repeat(np.arange(len(strength)), np.diff(ties.start))
    for a, b, weight in zip(sources.tolist(), ties.neighbour.tolist(), ties.weight.tolist(), strict=True):
        strength[a][b] = strength[a].get(b, 0.0) + weight
        strength[b][a] = strength[b].get(a, 0.0) + weight
    return strength


def distances(ties: Ties, head: int) -> np.ndarray:
    """Steps from a post to every other along ties, whichever way they go: int64 [posts], -1 if out of
    reach."""
    near: list[list[int]] = [[] for _ in range(len(ties.start) - 1)]
    sources = np.repeat(np.arange(len(near)), np.diff(ties.start))
    for a, b in zip(sources.tolist(), ties.neighbour.tolist(), strict=True):
        near[a].append(b)
        near[b].append(a)
    found = np.full(len(near), -1, np.int64)
    found[head] = 0
    ring = [head]
    while ring:
        beyond = []
        for post in ring:
            for other in near[post]:
                if found[other] < 0:
                    found[other] = found[post] + 1
                    beyond.append(other)
        ring = beyond
    return found
