"""Posts that are left out: leavers, those asked to be dropped, and those of which the file says nothing."""

from __future__ import annotations

import numpy as np

from sim.base.errors import UserError
from sim.org.organisation import NOBODY
from sim.org.read.links import Links
from sim.org.read.nothing import is_no_manager
from sim.org.read.posts import Posts

DEEPEST = 100
"""Levels a reporting line may have; a longer one is a mistake in the file."""


def without(posts: Posts, links: Links, manager: np.ndarray, dropped: np.ndarray,
             notes: list[str]) -> tuple[Posts, Links, np.ndarray]:
    """Without leavers, whose reports go to the next manager above who stays, and without dropped posts."""
    out = posts.gone | dropped
    if not out.any():
        return posts, links, manager
    if out.all():
        raise UserError(f"{posts.table.source}: nobody is left once those are left out who have left or "
                        f"whose manager is not in the file")
    manager = manager.copy()
    moved = np.flatnonzero((manager != NOBODY) & posts.gone[manager] & ~out)
    for _ in range(DEEPEST):
        above = (manager != NOBODY) & posts.gone[manager]
        if not above.any():
            break
        manager[above] = manager[manager[above]]
    if len(moved):
        notes.append(f"leavers: {posts.counted(moved)} reported to one; their manager is the next above who "
                     f"stays")
    return _only(posts, links, manager, np.flatnonzero(~out))


def _only(posts: Posts, links: Links, manager: np.ndarray, keep: np.ndarray) -> tuple[Posts, Links,
                                                                                      np.ndarray]:
    new = np.full(len(posts) + 1, NOBODY)
    new[keep] = np.arange(len(keep))  # the last entry stays NOBODY, so NOBODY maps to itself
    return posts.only(keep), links.only(keep, len(posts)), new[manager[keep]]


def leave_out_outsiders(posts: Posts, links: Links, manager: np.ndarray,
                         notes: list[str]) -> tuple[Posts, Links, np.ndarray]:
    """Without the posts of which the file says nothing: neither manager nor reports, nor unit, nor level.

    Such rows are shared mailboxes, leavers or externals: a post nobody leads and that leads nobody has no
    place in the reporting line to infer.  A post with a unit or level of its own is kept, as the head of its
    own tree.
    """
    leads = np.bincount(manager[manager != NOBODY], minlength=len(posts)) > 0
    alone = (manager == NOBODY) & ~leads
    if alone.all():
        return posts, links, manager
    for meaning in ("unit", "level"):
        if meaning in posts.cells:
            alone &= np.array([not cell for cell in posts.cells[meaning]])
    if "manager" in posts.cells:  # whose manager is unknown was asked to be a head
        cells = posts.cells["manager"]
        alone[[post for post in np.flatnonzero(alone).tolist() if not is_no_manager(cells[post])]] = False
    if not alone.any():
        return posts, links, manager
    notes.append(f"left out, with their ties: {posts.counted(np.flatnonzero(alone))} without manager, "
                 "reports, unit or level")
    return _only(posts, links, manager, np.flatnonzero(~alone))
