"""The organisation as the simulator sees it: posts, the reporting line, informal ties and internal service.

A *post* is a place in the organisation; people hold posts.  Posts are rows and never move, so quits and hires
leave everybody else's luck untouched.  Rows are in canonical order of the posts' ids (see
:func:`canonical_order`), so the order
of rows in a file never matters: the row number is the key of a post's random numbers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

NOBODY = -1
"""Manager row of a post without a manager: the head of a tree of the reporting line."""


def canonical_order(ids: Sequence[str]) -> list[int]:
    """Positions of ``ids`` in canonical order: digits compare as numbers, so '9' comes before '10'.

    >>> canonical_order(["T10", "T9", "BM"])
    [2, 1, 0]
    """
    simple = list(map(re.compile(r"(\D*)([0-9]{0,18})").fullmatch, ids))
    if all(simple):  # a prefix and a number: the same order, found faster
        parts = [(found[1], int(found[2] or -1), found[0], i) for i, found in enumerate(simple) if found]
        return [i for *_, i in sorted(parts)]

    def key(i: int) -> list[tuple[int, int, str]]:
        parts = re.findall(r"\d+|\D+", ids[i])
        return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]

    return sorted(range(len(ids)), key=lambda i: (key(i), ids[i]))


def numbered(prefix: str, count: int) -> np.ndarray:
    """'P001', 'P002', ...: str [count], padded with zeros, made at once, for there may be a million."""
    width = len(str(count))
    digits = np.arange(1, count + 1)[:, None] // 10 ** np.arange(width)[::-1] % 10 + ord("0")
    letters = np.full((count, 1), ord(prefix))
    return np.hstack([letters, digits]).astype(np.uint32).view(f"U{width + 1}")[:, 0]


@dataclass(frozen=True)
class Ties:
    """Informal ties in compressed rows: the ties of post i are ``neighbour[start[i]:start[i + 1]]``.

    start: int64 [posts + 1].  neighbour: int32 [ties], rows of the posts whom i names, ascending within a
    row.
    weight: float32 [ties], >= 0, relative strength; only ratios within a row matter.
    """

    start: np.ndarray
    neighbour: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True)
class Organisation:
    """An organisation as arrays over posts, rows in canonical order of the ids.

    Make one with :func:`sim.build_organisation` or :func:`sim.read_organisation`.

    Args:
        name: What messages and tables call it.
        ids: The posts' ids, str [posts].
        unit_names: The units' names in canonical order.
        unit: Of each post an index into ``unit_names``, int32 [posts].
        level: Depth below the head of its tree, int16 [posts]; 0 is the top.
        manager: Row of the manager's post, or -1 for a head, int32 [posts]; the reporting line is a forest.
        front_line: Does the post serve external customers? bool [posts].
        titles: Titles or '', str [posts].
        informal: The informal ties.
        services: Internal service, int32 [links, 2]: (unit that needs, unit that is needed), sorted.
        notes: What was inferred or generated, one line each.
        warnings: What was inferred and looks implausible, one line each.
        unused: Columns of the file that nothing was read from.
        vacant: Rows of the posts that nobody is in when a run begins, ascending.

    Example:
        >>> from sim import build_organisation
        >>> firm = build_organisation(people=40)
        >>> len(firm), int(firm.level.max()), int(firm.leads.sum()), int(firm.span.max())
        (40, 2, 4, 14)
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
    warnings: tuple[str, ...] = field(default=())
    unused: tuple[str, ...] = field(default=())
    vacant: tuple[int, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def n_units(self) -> int:
        """Number of units."""
        return len(self.unit_names)

    @property
    def leads(self) -> np.ndarray:
        """Does anybody report to this post?  bool [posts]."""
        flags = np.zeros(len(self), bool)
        flags[self.manager[self.manager != NOBODY]] = True
        return flags

    @property
    def span(self) -> np.ndarray:
        """Number of direct reports (span of control), int64 [posts]."""
        return np.bincount(self.manager[self.manager != NOBODY], minlength=len(self))

    @staticmethod
    def from_frames(nodes: pd.DataFrame, edges: pd.DataFrame | None = None, services: pd.DataFrame
                    | None = None, *,
                    mapping: dict[str, Any] | None = None, name: str = "organisation") -> Organisation:
        """Read an organisation from pandas frames, as :func:`sim.read_organisation` does from files.

        Args:
            nodes: One row per post: its id, its manager, its unit, ..., under any usual names.
            edges: One row per tie: source, target, and perhaps weight and type.
            services: One row per pair of units: unit, and the unit it needs.
            mapping: What columns and ties mean, with the keys of ``mapping.yaml``.
            name: What messages and tables call it.

        Returns:
            The organisation.

        Raises:
            UserError: One sentence that names frame, row, value and remedy.

        Example:
            >>> import pandas as pd
            >>> staff = pd.DataFrame({"name": ["Ada", "Ben", "Cy"], "boss": [None, "Ada", "Ada"]})
            >>> Organisation.from_frames(staff).manager.tolist()
            [-1, 0, 0]
        """
        from sim.org.read.objects import from_frames

        return from_frames(nodes, edges, services, mapping, name)

    @staticmethod
    def from_networkx(graph: Any, *, mapping: dict[str, Any] | None = None) -> Organisation:
        """Read an organisation from a networkx graph: nodes are posts, edges ties.

        Args:
            graph: Directed or not; attributes of nodes and edges are columns.
            mapping: What attributes and ties mean, with the keys of ``mapping.yaml``.

        Returns:
            The organisation.

        Raises:
            UserError: One sentence that names node or edge, value and remedy.

        Example:
            >>> import networkx as nx
            >>> line = nx.DiGraph([("Ben", "Ada"), ("Cy", "Ada")])
            >>> Organisation.from_networkx(line).manager.tolist()
            [-1, 0, 0]
        """
        from sim.org.read import read_organisation

        return read_organisation(graph, mapping)

    def to_frames(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """Return posts, ties and internal service as frames, which :meth:`from_frames` takes back.

        Returns:
            With the columns of ``nodes.csv``, ``edges.csv`` and ``services.csv``.

        Example:
            >>> from sim import build_organisation
            >>> firm = build_organisation(people=40)
            >>> Organisation.from_frames(*firm.to_frames()).digest() == firm.digest()
            True
        """
        from sim.org.convert import to_frames

        return to_frames(self)

    def to_networkx(self) -> Any:
        """Return the organisation as a networkx.MultiDiGraph, which :meth:`from_networkx` takes back.

        Returns:
            Nodes are posts with level, unit, front_line and title; edges have weight and type.

        Example:
            >>> from sim import build_organisation
            >>> firm = build_organisation(people=40)
            >>> Organisation.from_networkx(firm.to_networkx()).digest() == firm.digest()
            True
        """
        from sim.org.convert import to_networkx

        return to_networkx(self)

    def digest(self, names: bool = True) -> str:
        """Hash everything that can change a result; notes and titles do not count.

        Args:
            names: Count ids and unit names too; without them an organisation and its pseudonymised copy
                agree.

        Returns:
            blake2b in 32 hexadecimal digits.

        Example:
            >>> from sim import build_organisation
            >>> build_organisation(people=40).digest() == build_organisation(people=40).digest()
            True
        """
        digest = hashlib.blake2b(digest_size=16)
        if names:
            digest.update("\n".join(self.ids).encode())
            digest.update("\n".join(self.unit_names).encode())
        for array in (self.unit, self.level, self.manager, self.front_line, self.informal.start,
                      self.informal.neighbour, self.informal.weight, self.services):
            digest.update(np.ascontiguousarray(array).tobytes())
        if self.vacant:
            digest.update(np.array(self.vacant, np.int32).tobytes())
        return digest.hexdigest()

    def summary(self) -> dict[str, Any]:
        """Describe the organisation in plain numbers and texts, ready for JSON.

        Returns:
            posts, units, leaders, heads, front_line, back_office, informal_ties, service_links: counts;
                leaders who serve customers count as leaders and as front line.  levels: posts per level, top
                first.  span_median, span_max: direct reports per leader, None without leaders.
                unit_size_median, unit_size_max: posts.  ties_per_post: mean named by a post.  Shares from 0
                to 1,
            None without ties: density, of all ordered pairs; within_unit, of ties; expected_within_unit, that
                share if ties ignored units; ties_both_ways, returned.

        Example:
            >>> from sim import build_organisation
            >>> build_organisation(people=40).summary()["levels"]
            [1, 3, 36]
        """
        posts, ties = len(self), len(self.informal.neighbour)
        leads = self.leads
        span = self.span[leads]
        sizes = np.bincount(self.unit)
        source = np.repeat(np.arange(posts, dtype=np.int64), np.diff(self.informal.start))
        target = self.informal.neighbour.astype(np.int64)
        returned = np.intersect1d(source * posts + target, target * posts + source, assume_unique=True)
        pairs = posts * (posts - 1)
        return {
            "name": self.name, "posts": posts, "units": self.n_units, "leaders": int(leads.sum()),
            "heads": int((self.manager == NOBODY).sum()), "levels": np.bincount(self.level).tolist(),
            "span_median": float(np.median(span)) if len(span) else None, "span_max": int(span.max())
            if len(span) else None,
            "unit_size_median": float(np.median(sizes)), "unit_size_max": int(sizes.max()),
            "front_line": int(self.front_line.sum()), "back_office": int((~self.front_line & ~leads).sum()),
            "informal_ties": ties, "ties_per_post": round(ties / posts, 2), "density": _share(ties, pairs),
            "within_unit": _share(int((self.unit[source] == self.unit[target]).sum()), ties),
            "expected_within_unit": _share(int((sizes.astype(np.int64) * (sizes - 1)).sum()), pairs),
            "ties_both_ways": _share(len(returned), ties),
            "service_links": len(self.services), "digest": self.digest(), "notes": list(self.notes),
            "warnings": list(self.warnings), "unused": list(self.unused),
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 6) if whole else None
