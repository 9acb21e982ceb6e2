"""The reporting line as a forest: depth, cycles and teams, from one array of managers.

Everywhere ``manager`` is int [posts]: the row of the manager's post, or NOBODY (-1) for the head of a tree.
"""

from __future__ import annotations

import numpy as np

from sim.org.organisation import NOBODY


def depths(manager: np.ndarray) -> np.ndarray:
    """Depth of every post below the head of its tree: int64 [posts], 0 for a head, -1 on or below a cycle.

    Every post looks twice as far up in each round, so a line of n posts takes log2(n) rounds instead of n.

    >>> depths(np.array([-1, 0, 0, 2]))
    array([0, 1, 1, 2])
    """
    rows = np.arange(len(manager))
    is_head = manager == NOBODY
    above = np.where(is_head, rows, manager)
    depth = (~is_head).astype(np.int64)
    for _ in range(len(manager).bit_length()):
        depth += depth[above]
        above = above[above]
    return np.where(is_head[above], depth, -1)


def find_cycle(manager: np.ndarray) -> list[int]:
    """Rows of one cycle of the reporting line, each reporting to the next and the last to the first; [] if
    there is none.

    It begins at the cycle's lowest row, so the same mistake is always reported in the same words.
    """
    lost = np.flatnonzero(depths(manager) < 0)
    if not len(lost):
        return []
    seen: dict[int, int] = {}
    walk: list[int] = []
    row = int(lost[0])
    while row not in seen:
        seen[row] = len(walk)
        walk.append(row)
        row = int(manager[row])
    cycle = walk[seen[row]:]
    turn = cycle.index(min(cycle))
    return cycle[turn:] + cycle[:turn]


def teams(manager: np.ndarray) -> np.ndarray:
    """The row of the leader whose team each post belongs to: int64 [posts].

    One rule for generated organisations and for files that name no units:

    - a post without reports belongs to the team of its leader (alone if it has none);
    - a first-line leader, one who leads at least one post without reports, belongs to the team they lead;
    - any other leader sits with the peers under the same leader, in a management team; a head sits in their
      own.
    """
    rows = np.arange(len(manager))
    managed = manager != NOBODY
    leads = np.zeros(len(manager), bool)
    leads[manager[managed]] = True
    first_line = np.zeros(len(manager), bool)
    first_line[manager[managed & ~leads]] = True
    return np.where(first_line | ~managed, rows, manager)


def boss_of_unit(unit: np.ndarray, level: np.ndarray, manager: np.ndarray) -> np.ndarray:
    """The row of the post each unit hangs under, or NOBODY: int64 [units].  Every unit must have a member.

    That is the manager of the unit's highest post; if several posts share the highest level (a management
    team), the manager of *their* manager.  Units with the same boss are neighbours.
    """
    by_unit = np.lexsort((level, unit))
    first = np.flatnonzero(np.diff(unit[by_unit], prepend=-1))
    top = by_unit[first]
    boss = manager[top].astype(np.int64)
    second = np.minimum(first + 1, len(unit) - 1)
    shared = (second > first) & (unit[by_unit[second]] == unit[top]) & (level[by_unit[second]] == level[top])
    up = shared & (boss != NOBODY)
    boss[up] = manager[boss[up]]
    return boss
