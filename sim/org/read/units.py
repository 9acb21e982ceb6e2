"""Which unit each post is in: by a column, or by the teams that the reporting line makes."""

from __future__ import annotations

import numpy as np

from sim.org.hierarchy import teams
from sim.org.organisation import NOBODY, canonical_order
from sim.org.read.nothing import is_nothing
from sim.org.read.posts import Posts

ONE_UNIT = 30
"""An organisation whose teams are not known at all is read as one unit up to this size."""

_MOST_ALONE, _MOST_IN_ONE = 0.5, 0.9  # shares of units of one post, of posts in one unit: beyond, a warning


def units_of(posts: Posts, manager: np.ndarray, depth: np.ndarray, given: bool, name: str,
             warnings: list[str]) -> tuple[tuple[str, ...], np.ndarray, list[str]]:
    """(unit names in canonical order, unit of every post int32, notes).

    From the unit column, a cell that is empty or says 'none' counting as the manager's unit; without a column
    a unit is a team (:func:`sim.org.hierarchy.teams`), or the whole organisation if it is small and its
    reporting line is not ``given``.
    """
    if "unit" in posts.cells:
        labels, notes = _from_column(posts, manager, depth)
    elif not given and len(posts) <= ONE_UNIT:
        labels = [name] * len(posts)
        notes = [f"units: none in the file, and teams unknown; all {len(posts)} posts are read as one unit "
                 f"'{name}'"]
    else:
        ids = posts.ids
        labels = [f"team of {ids[head]}" for head in teams(manager).tolist()]
        notes = [f"units: none in the file; each leader with direct reports is a team ({len(set(labels))} "
                 "teams)"]
    found = sorted(set(labels))
    names = tuple(found[i] for i in canonical_order(found))
    code = {label: i for i, label in enumerate(names)}
    unit = np.fromiter(map(code.__getitem__, labels), np.int32, len(labels))
    if "unit" in posts.cells:
        warnings += _implausible(posts, unit, names)
    return names, unit, notes


def _from_column(posts: Posts, manager: np.ndarray, depth: np.ndarray) -> tuple[list[str], list[str]]:
    """Labels by column, and the notes."""
    labels = list(posts.cells["unit"])
    signs = {cell for cell in {*labels} if is_nothing(cell)}
    empty = [post for post, label in enumerate(labels) if label in signs] if signs else []
    for post in sorted(empty, key=depth.__getitem__):
        labels[post] = labels[manager[post]] if manager[post] != NOBODY else "no unit"
    notes = [f"units: {len(set(labels))} from column '{posts.names['unit']}'"]
    if empty:
        said = ", ".join(repr(sign) for sign in sorted(signs - {""}))
        notes.append(f"units: {posts.counted(empty)} without one{f' ({said})' if said else ''}: in their "
                     f"manager's, a head in 'no unit'")
    return labels, notes


def _implausible(posts: Posts, unit: np.ndarray, names: tuple[str, ...]) -> list[str]:
    """What a column of units should not look like."""
    sizes = np.bincount(unit)
    column = posts.names["unit"]
    alone = int((sizes == 1).sum())
    if len(posts) >= 5 and alone >= 3 and alone > _MOST_ALONE * len(sizes):
        return [f"units: {alone} of {len(sizes)} units by column '{column}' have a single post, so it may be "
                f"no unit; name another with columns: {{unit: ...}}, or none, and teams are the units"]
    if len(posts) > ONE_UNIT and sizes.max() > _MOST_IN_ONE * len(posts):
        return [f"units: {int(sizes.max())} of {len(posts)} posts are in one unit, "
                f"{names[int(sizes.argmax())]!r}, by column '{column}'; name another with columns: "
                f"{{unit: ...}}"]
    return []
