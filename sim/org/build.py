"""Generated organisations: a pyramid of leaders, front-line and back-office teams, informal ties, internal
service.

Rows come level by level for the leaders above the first line, then team by team: a team's leader, then its
members.  So the members of a unit are neighbours in memory, teams under the same boss too, and ids in
canonical order are in row order.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.org.hierarchy import teams
from sim.org.mapping import validated
from sim.org.organisation import NOBODY, Organisation, numbered
from sim.org.shape import Shape
from sim.org.ties import informal_ties, service_links, serving_units
from sim.org.topology import retied

TITLES = ("head", "senior leader", "team leader", "service agent", "specialist")
"""Titles of generated posts: top, middle, first line, front line, back office."""


def build_organisation(shape: Shape | None = None, **said: Any) -> Organisation:
    """Generate an organisation; the same shape, its seed included, gives the same organisation.

    The default is the ordinary 300-person service firm: 1/3/7/25 leaders, 200 front line, 64 back office.
    Teams are front line or back office throughout (mixed only if there is a single team); the back office is
    the last part of the tree.

    Args:
        shape: All of the shape at once, instead of single fields.
        **said: Fields of :class:`~sim.org.shape.Shape`: ``people`` (3 to 1,000,000), ``levels`` (leaders by
            level, top first), ``units`` (teams), ``span`` (posts per first-line leader), ``front_line_share``
            (0 to 1), ``ties_per_person`` (1 to 20), ``homophily``, ``neighbour_share`` (0 to 1),
            ``tie_spread`` (0 to 2), ``services_per_unit`` (0 to 20), ``seed``, ``ties``
            (:class:`~sim.org.topology.Topology`: ``kind``, ``rewired``, ``remove_brokers``).

    Returns:
        The organisation: ids, units, reporting line, informal ties and internal service.

    Raises:
        UserError: A field is unknown or outside its range, or the leaders leave too few people for their
            teams.

    Example:
        >>> firm = build_organisation(people=40, seed=2)
        >>> len(firm), firm.n_units, int(firm.front_line.sum())
        (40, 4, 27)
    """
    shape = shape or validated(Shape, said, "organisation")
    leaders = shape.leaders
    front, size, front_teams = _team_sizes(shape, leaders)
    manager, level, rank_in_team, team = _tree(leaders, size)
    front_line = (rank_in_team > 0) & (team < front_teams)
    if leaders[-1] == 1:
        front_line = (rank_in_team > 0) & (rank_in_team <= front)
    unit = np.unique(teams(manager), return_inverse=True)[1].astype(np.int32)
    units = int(unit.max()) + 1
    leads = rank_in_team <= 0
    needing, serving = serving_units(unit, front_line, leads, units)
    made = Organisation(
        name=f"generated, {shape.people} people", ids=numbered("P", shape.people),
        unit_names=_unit_names(units, needing, serving),
        unit=unit, level=level, manager=manager, front_line=front_line,
        titles=_titles(level, leads, front_line),
        informal=informal_ties(unit, level, manager, seed=shape.seed, mean=shape.ties_per_person,
                               homophily=shape.homophily, near=shape.neighbour_share,
                               spread=shape.tie_spread),
        services=service_links(needing, serving, shape.services_per_unit, shape.seed),
        notes=(f"generated with seed {shape.seed}: {'/'.join(map(str, leaders))} leaders, "
               f"{int(front_line.sum())} front line, {int((~leads & ~front_line).sum())} back office",),
    )
    return retied(made, shape.ties, shape.seed)


def _even(total: int, parts: int) -> np.ndarray:
    """``total`` split into ``parts`` whole numbers that differ by at most one: int64 [parts]."""
    return np.diff(np.arange(parts + 1) * total // parts) if parts else np.zeros(0, np.int64)


def _team_sizes(shape: Shape, leaders: tuple[int, ...]) -> tuple[int, np.ndarray, int]:
    """(front-line posts, members per team without its leader, number of front-line teams)."""
    count = leaders[-1]
    staff = shape.people - sum(leaders)
    front = round(staff * shape.front_line_share)
    back = staff - front
    if count == 1:
        return front, np.array([staff]), 1
    # Teams in proportion, but none empty, and at least one of each kind that has posts.
    front_teams = min(max(round(count * front / staff), count - back, min(front, 1)), front,
                      count - min(back, 1))
    return front, np.concatenate([_even(front, front_teams), _even(back, count - front_teams)]), front_teams


def _tree(leaders: tuple[int, ...],
          size: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Manager int32, level int16, place in the team (0 its leader, -1 above the first line), team: all
    [posts].

    The leaders of one level are dealt to the level above in order and in even shares.
    """
    offset = np.concatenate([[0], np.cumsum(leaders)])
    above = int(offset[-2])
    first = above + np.concatenate([[0], np.cumsum(size + 1)[:-1]])
    team = np.repeat(np.arange(len(size)), size + 1)
    place = above + np.arange(len(team)) - first[team]
    rank_in_team = np.concatenate([np.full(above, -1), place])
    team = np.concatenate([np.full(above, -1), team])
    manager = np.full(len(team), NOBODY, np.int32)
    level = np.full(len(team), len(leaders), np.int16)
    for depth, count in enumerate(leaders):
        rows = first if depth == len(leaders) - 1 else offset[depth] + np.arange(count)
        level[rows] = depth
        if depth:
            manager[rows] = offset[depth - 1] + np.arange(count) * leaders[depth - 1] // count
    staff = rank_in_team > 0
    manager[staff] = first[team[staff]]
    return manager, level, rank_in_team, team


def _unit_names(units: int, front: np.ndarray, back: np.ndarray) -> tuple[str, ...]:
    """'U01 management', 'U05 front line', ...: numbered first, so that sorting keeps the order of rows."""
    kind = np.full(units, "management", dtype="U11")
    kind[front], kind[back] = "front line", "back office"
    return tuple(f"{number} {word}" for number, word in zip(numbered("U", units), kind, strict=True))


def _titles(level: np.ndarray, leads: np.ndarray, front_line: np.ndarray) -> np.ndarray:
    """Titles of the posts: str [posts]."""
    first_line = int(level.max()) - 1
    code = np.where(leads, np.where(level == 0, 0, np.where(level < first_line, 1, 2)),
                    np.where(front_line, 3, 4))
    return np.array(TITLES)[code]
