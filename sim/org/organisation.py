"""The organisation as the simulator sees it: posts, the reporting line, informal ties and internal service.

A *post* is a place in the organisation; people hold posts.  Posts are rows and never move, so quits and hires leave
everybody else's luck untouched.  Rows stand in canonical order of the posts' ids (see :func:`canonical_order`), so the order
of rows in a file never matters: the row number is the key of a post's random numbers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

NOBODY = -1
"""Manager row of a post without a manager: the head of a tree of the reporting line."""


def canonical_order(ids: Sequence[str]) -> list[int]:
    """Positions of ``ids`` in canonical order: digits compare as numbers, so '9' stands before '10'.

    >>> canonical_order(["T10", "T9", "BM"])
    [2, 1, 0]
    """
    def key(i: int) -> list[tuple[int, int, str]]:
        parts = re.findall(r"\d+|\D+", ids[i])
        return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]

    return sorted(range(len(ids)), key=lambda i: (key(i), ids[i]))


def numbered(prefix: str, count: int) -> np.ndarray:
    """'P001', 'P002', ...: str [count], padded with zeros, written digit by digit because a million are needed at once."""
    width = len(str(count))
    digits = np.arange(1, count + 1)[:, None] // 10 ** np.arange(width)[::-1] % 10 + ord("0")
    letters = np.full((count, 1), ord(prefix))
    return np.hstack([letters, digits]).astype(np.uint32).view(f"U{width + 1}")[:, 0]


@dataclass(frozen=True)
class Ties:
    """Informal ties in compressed rows: the ties of post i are ``neighbour[start[i]:start[i + 1]]``.

    start: int64 [posts + 1].  neighbour: int32 [ties], rows of the posts whom i names, ascending within a row.
    weight: float32 [ties], >= 0, relative strength; only ratios within a row matter.
    """

    start: np.ndarray
    neighbour: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True)
class Organisation:
    """Who stands where, as arrays over posts (rows in canonical order of the ids).

    ids: str [posts].  unit: int32 [posts], index into ``unit_names``.  level: int16 [posts], 0 is the top of a tree.
    manager: int32 [posts], row of the manager's post or NOBODY; the reporting line is a forest.
    front_line: bool [posts], serves external customers.  title: str per post or ''.
    services: int32 [links, 2], (unit that needs, unit that is needed), sorted.
    notes: what was inferred or generated, one printable line each.
    """

    name: str
    ids: np.ndarray
    unit_names: tuple[str, ...]
    unit: np.ndarray
    level: np.ndarray
    manager: np.ndarray
    front_line: np.ndarray
    titles: np.ndarray
    informal: Ties
    services: np.ndarray
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def n_units(self) -> int:
        """Number of units."""
        return len(self.unit_names)

    @property
    def leads(self) -> np.ndarray:
        """bool [posts]: does anybody report to this post?"""
        flags = np.zeros(len(self), bool)
        flags[self.manager[self.manager != NOBODY]] = True
        return flags

    @property
    def span(self) -> np.ndarray:
        """int64 [posts]: number of direct reports (span of control)."""
        return np.bincount(self.manager[self.manager != NOBODY], minlength=len(self))

    def digest(self, names: bool = True) -> str:
        """blake2b over everything that can change a result; notes and titles do not count.

        Without ``names`` the ids and unit names are left out too: an organisation and its pseudonymised copy then agree.
        """
        seal = hashlib.blake2b(digest_size=16)
        if names:
            seal.update("\n".join(self.ids).encode())
            seal.update("\n".join(self.unit_names).encode())
        for array in (self.unit, self.level, self.manager, self.front_line, self.informal.start,
                      self.informal.neighbour, self.informal.weight, self.services):
            seal.update(np.ascontiguousarray(array).tobytes())
        return seal.hexdigest()
