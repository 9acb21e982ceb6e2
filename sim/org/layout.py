"""Where each post is in the picture of the organisation: the reporting line as a radial tree.

The head is in the middle and each level of reports on a ring further out.  Everybody below a leader is in
that leader's sector, so a unit is a sector too.  People without reports fill their leader's part of the ring
row behind row, as seats do, because most people of an organisation are on the last ring.  There is no chance
in it: an organisation always looks the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from sim.org.hierarchy import depths
from sim.org.organisation import NOBODY, Organisation

_MIDDLE = -1  # whom a post hangs under that is in the middle, or that is a head among others
_GAPS = 0.55  # share of the radius left free between the rings, for the reporting line
_WIDEST = 0.16  # between neighbours, however few they are
# for each post of a ring: the more uneven the tree, the more seats stay empty
_SEATS = (1.1, 1.4, 1.8, 2.4, 3.2, 4.5, 7.0)
_TRIES = 24  # halvings of the spacing: finer than a screen shows


@dataclass(frozen=True)
class Layout:
    """places: float32 [posts, 2] in the unit circle, x to the right and y down.  spacing: distance between
    neighbours on a full ring.

    rings: radius of the first row of each ring, from the middle out.
    """

    places: np.ndarray
    spacing: float
    rings: tuple[float, ...]


@dataclass(frozen=True)
class _Rings:
    """Of each ring the radius of its first row and how many rows it has, at a spacing."""

    spacing: float
    first: list[float]
    rows: list[int]

    @property
    def outside(self) -> float:
        """Where the last row ends."""
        return self.first[-1] + (self.rows[-1] - 0.5) * self.spacing

    def team(self, ring: int, count: int) -> float:
        """The angle that so many people without reports ask for together."""
        return (math.ceil(count / self.rows[ring]) + 0.5) * self.spacing / self.first[ring]

    def leader(self, ring: int) -> float:
        """The angle that a leader asks for."""
        return 2.0 * self.spacing / self.first[ring] if ring else 0.0


@dataclass
class _Tree:
    """Who hangs under whom.  ring: of each post.  teams: the reports of a post that lead nobody; leaders: the
    others; _MIDDLE for the tops.

    below: the angle asked for by all who hang under a post.
    """

    ring: list[int]
    teams: dict[int, list[int]] = field(default_factory=dict)
    leaders: dict[int, list[int]] = field(default_factory=dict)
    below: dict[int, float] = field(default_factory=dict)

    def ask(self, rings: _Rings) -> float:
        """Work out ``below`` from the outermost leaders to the middle; what all ask for together."""
        everybody = [post for posts in self.leaders.values() for post in posts]
        for post in [*sorted(everybody, key=lambda post: -self.ring[post]), _MIDDLE]:
            team = self.teams.get(post, [])
            asked = rings.team(self.ring[team[0]], len(team)) if team else 0.0
            self.below[post] = asked + sum(self.width(leader, rings) for leader in self.leaders.get(post, []))
        return self.below[_MIDDLE]

    def width(self, leader: int, rings: _Rings) -> float:
        """The angle of a leader's sector: enough for the own dot and for all below."""
        return max(rings.leader(self.ring[leader]), self.below[leader])


def layout(organisation: Organisation) -> Layout:
    """Where each post stands."""
    tree = _tree(organisation)
    rings = _widest(tree, np.bincount(tree.ring).tolist())
    radius, angle = np.zeros(len(organisation)), np.zeros(len(organisation))
    # whose reports are next, from which angle on, how wide their sector
    waiting = [(_MIDDLE, -math.pi / 2, 2.0 * math.pi)]
    while waiting:
        post, start, sector = waiting.pop()
        stretch = sector / tree.below[post] if tree.below.get(post) else 0.0
        team = tree.teams.get(post, [])
        if team:
            ring = tree.ring[team[0]]
            taken = stretch * rings.team(ring, len(team))
            radius[team], angle[team] = _seats(len(team), ring, rings, start, taken)
            start += taken
        for leader in tree.leaders.get(post, []):
            taken = stretch * tree.width(leader, rings) if tree.ring[leader] else sector
            radius[leader], angle[leader] = rings.first[tree.ring[leader]], start + taken / 2.0
            waiting.append((leader, start, taken))
            start += taken
    places = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).astype(np.float32)
    return Layout(places, rings.spacing, tuple(rings.first))


def _tree(organisation: Organisation) -> _Tree:
    """A lone head with reports is in the middle, and who belongs to no tree is around it; of several heads
    none does."""
    manager, leads = organisation.manager, organisation.leads
    heads = np.flatnonzero((manager == NOBODY) & leads)
    lone = int(heads[0]) if len(heads) == 1 else _MIDDLE
    above = np.where(manager == NOBODY, lone, manager)
    if lone != _MIDDLE:
        above[lone] = NOBODY
    tree = _Tree((depths(above) + (lone == _MIDDLE)).tolist())
    for post in np.lexsort((np.arange(len(above)), organisation.unit)).tolist():
        (tree.leaders if leads[post] else tree.teams).setdefault(int(above[post]), []).append(post)
    return tree


def _widest(tree: _Tree, people: list[int]) -> _Rings:
    """The rings at the widest spacing at which everybody has room, drawn as large as the circle."""
    low, high, best = 0.0, _WIDEST, _stacked(people, 0.0, 1.0)
    for _ in range(_TRIES):
        spacing = (low + high) / 2.0
        found = _room(tree, people, spacing)
        low, high, best = (spacing, high, found) if found else (low, spacing, best)
    tree.ask(best)
    size = 1.0 / max(best.outside, 1e-9)
    return _Rings(best.spacing * size, [radius * size for radius in best.first], best.rows)


def _room(tree: _Tree, people: list[int], spacing: float) -> _Rings | None:
    """The rings with the fewest rows that have room for everybody at a spacing, if any have."""
    for seats in _SEATS:
        rings = _stacked(people, spacing, seats)
        if rings.outside > 1.0:
            return None
        if tree.ask(rings) <= 2.0 * math.pi:
            return rings
    return None


def _stacked(people: list[int], spacing: float, seats: float) -> _Rings:
    """Rings one outside the other, each with rows enough for so many seats for each of its people."""
    gap, first, rows, outside = _GAPS / max(1, len(people) - 1), [0.0], [1], 0.0
    for count in people[1:]:
        start = outside + max(gap, 1.5 * spacing)
        row = there = 0
        while spacing and there < seats * count and outside <= 1.0:
            there += int(2.0 * math.pi * (start + row * spacing) / spacing)
            row, outside = row + 1, start + row * spacing
        outside = max(outside, start)
        first.append(start)
        rows.append(max(1, row))
    return _Rings(spacing, first, rows)


def _seats(count: int, ring: int, rings: _Rings, start: float, sector: float) -> tuple[
    np.ndarray, np.ndarray]:
    """Radius and angle of each of ``count`` people: row behind row, every other row shifted by half a seat,
    all rows equally full."""
    fitting = max(1, int(sector * rings.first[ring] / rings.spacing - 0.5))
    rows = max(1, min(rings.rows[ring], math.ceil(count / fitting)))
    columns = math.ceil(count / rows)
    row, column = np.divmod(np.arange(count), columns)
    # the last row may be short: it is centred
    last = np.where(row == count // columns, count % columns, columns)
    shift = (columns - last) / 2.0 + np.where(row % 2 == 1, 0.25, -0.25) * (rows > 1)
    return rings.first[ring] + row * rings.spacing, start + sector * (column + 0.5 + shift) / columns
