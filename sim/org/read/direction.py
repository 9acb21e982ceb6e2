"""Which way ties go that are a reporting line: the way in which everybody has one manager."""

from __future__ import annotations

import re

import numpy as np

from sim.org.hierarchy import depths
from sim.org.organisation import NOBODY
from sim.org.read.front_line import LEADER, first_word
from sim.org.read.posts import Posts

REPORT_FIRST, BOSS_FIRST = "report-to-boss", "boss-to-report"
"""Source reports to target; target reports to source."""

type Ends = tuple[np.ndarray, np.ndarray]


def is_line(post: np.ndarray, boss: np.ndarray, posts: int) -> bool:
    """Has everybody one manager, and is there no circle?"""
    pairs = np.unique(np.stack([post, boss]), axis=1)
    if len(np.unique(pairs[0])) < pairs.shape[1]:
        return False
    manager = np.full(posts, NOBODY, np.int64)
    manager[pairs[0]] = pairs[1]
    return bool((depths(manager) >= 0).all())


def head_of(posts: Posts, way: Ends) -> int:
    """The first post that reports to nobody."""
    return int(np.setdiff1d(np.arange(len(posts)), way[0])[0])


def leading_head(posts: Posts, way: Ends) -> bool:
    """Does the head lead by its title, or by its id where there are no titles?"""
    title = posts.cells.get("title", posts.ids)[head_of(posts, way)]
    return bool(first_word(title, LEADER) or re.search(r"\bC[EO]O\b", title))
