"""What a file leaves out is inferred by a stated rule, and each inference is one note.

Nothing here guesses silently: every function returns its result together with the sentence that tells the
user.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter

import numpy as np

from sim.base.errors import UserError
from sim.org.hierarchy import teams
from sim.org.organisation import NOBODY, Ties, canonical_order
from sim.org.posts import Posts, is_nothing
from sim.org.tables import number

FRONT_LINE_WORDS = (
    "front line", "frontline", "customer facing", "teller", "adviser", "advisor", "agent", "cashier",
    "representative", "rep",
    "service", "support", "sales", "salesperson", "call", "desk", "nurse", "waiter", "waitress", "clerk",
    "receptionist",
    "barista", "steward", "stewardess", "driver", "carer", "caseworker", "shop assistant", "store assistant")
"""Words in a title that mark a post as serving customers."""

LEADER_WORDS = ("manager", "head", "director", "chief", "president", "leader", "lead", "supervisor")
"""Words in the title of a post with reports that outweigh the front-line words: a service manager manages."""

ONE_UNIT = 30
"""An organisation whose teams are not known at all is read as one unit up to this size."""


def stated_levels(posts: Posts) -> np.ndarray | None:
    """The level column as numbers, NaN where empty: float64 [posts]; None without one or any number in it."""
    if "level" not in posts.cells:
        return None
    level = np.array([number(cell) for cell in posts.cells["level"]])
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


def units_of(posts: Posts, manager: np.ndarray, depth: np.ndarray, given: bool,
             name: str) -> tuple[tuple[str, ...], np.ndarray, list[str]]:
    """(unit names in canonical order, unit of every post int32, notes).

    From the unit column, an empty cell counting as the manager's unit; without a column a unit is a team
    (:func:`sim.org.hierarchy.teams`), or the whole organisation if it is small and its reporting line is not
    ``given``.
    """
    if "unit" in posts.cells:
        labels = list(posts.cells["unit"])
        empty = [post for post, label in enumerate(labels) if not label]
        for post in sorted(empty, key=lambda post: depth[post]):
            labels[post] = labels[manager[post]] if manager[post] != NOBODY else "no unit"
        notes = [f"units: {len(set(labels))} from column '{posts.names['unit']}'"]
        if empty:
            notes.append(f"units: {posts.counted(empty)} without one: in their manager's, a head in 'no "
                         "unit'")
    elif not given and len(posts) <= ONE_UNIT:
        labels = [name] * len(posts)
        notes = [f"units: none in the file, and teams unknown; all {len(posts)} posts are read as one unit "
                 f"'{name}'"]
    else:
        labels = [f"team of {posts.ids[head]}" for head in teams(manager)]
        notes = [f"units: none in the file; each leader with direct reports is a team ({len(set(labels))} "
                 "teams)"]
    found = sorted(set(labels))
    names = tuple(found[i] for i in canonical_order(found))
    code = {label: i for i, label in enumerate(names)}
    return names, np.array([code[label] for label in labels], np.int32), notes


def front_line_of(posts: Posts, leads: np.ndarray, words: tuple[str, ...] | None) -> tuple[np.ndarray, str]:
    """Which posts serve customers: bool [posts], and the note.

    A front-line column decides.  Else titles: those with a front-line word, unless a post leads and its title
    says so.  If no title has such a word, every post without reports.
    """
    if "front_line" in posts.cells:
        flags = np.array([_truth(posts, post) for post in range(len(posts))], bool)
        return flags, f"front line: {int(flags.sum())} posts from column '{posts.names['front_line']}'"
    flags = np.zeros(len(posts), bool)
    hits: Counter[str] = Counter()
    for post, title in enumerate(posts.cells.get("title", ())):
        word = _first_word(title, words or FRONT_LINE_WORDS)
        if word and not (words is None and leads[post] and _first_word(title, LEADER_WORDS)):
            flags[post] = True
            hits[word] += 1
    if flags.any():
        listed = ", ".join(f"{word} {count}" for word, count in hits.most_common(8))
        also = f"; {int((flags & leads).sum())} of them also lead" if (flags & leads).any() else ""
        return flags, f"front line: {int(flags.sum())} posts by words in their titles ({listed}){also}"
    why = "no title has a front-line word" if "title" in posts.cells else "the file has no titles"
    return (~leads, f"front line: {why}; the {int((~leads).sum())} posts without reports are read as front "
            "line")


def _first_word(title: str, words: tuple[str, ...]) -> str | None:
    """The first of the words (or its plural) that the title contains as a whole word."""
    text = f" {' '.join(re.findall(r'[^\W\d_]+', title.casefold()))} "
    return next((word for word in words if f" {word.casefold()} " in text or f" {word.casefold()}s " in text),
                None)


def _truth(posts: Posts, post: int) -> bool:
    """A cell of the front-line column as true or false; empty is false."""
    cell = posts.cells["front_line"][post]
    if is_nothing(cell) or cell.lower() in ("0", "0.0", "no", "n", "false", "f"):
        return False
    if cell.lower() in ("1", "1.0", "yes", "y", "true", "t", "x"):
        return True
    raise UserError(f"{posts.where(post)}: {posts.names['front_line']} is {cell!r}, but it must be yes or no "
                    "(1 or 0); correct it")
