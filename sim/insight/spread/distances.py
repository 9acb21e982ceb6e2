"""How far everybody is from where something changes: steps down and up the reporting line, and steps along
informal ties."""

from __future__ import annotations

import networkx as nx
import numpy as np

from sim.base.errors import UserError, nearest
from sim.org.organisation import NOBODY, Organisation

NETWORKS = {"down": "down the reporting line", "up": "up the reporting line", "ties": "along informal ties"}
"""What a distance is counted along, and what that is called."""

NOWHERE = -1
"""The distance of whoever cannot be reached."""


def sources(organisation: Organisation, place: str) -> tuple[np.ndarray, str]:
    """Where something changes, and what that is called.

    Args:
        organisation: of posts, units and levels.
        place: the id of a post, the name of a unit, or 'level N' (0 is the top).

    Returns:
        bool [posts], and 'post ...', 'unit ...' or 'level ...'.

    Raises:
        UserError: nothing there has that name, or several things have.
    """
    ids = [str(post) for post in organisation.ids]
    levels = {f"level {level}": organisation.level == level
              for level in range(int(organisation.level.max()) + 1)}
    found = [(f"post {place}", organisation.ids == place)] if place in ids else []
    if place in organisation.unit_names:
        found.append((f"unit {place}", organisation.unit == organisation.unit_names.index(place)))
    if place in levels:
        found.append((place, levels[place]))
    for kind in ("post", "unit"):
        if not found and place.startswith(f"{kind} "):
            return sources(organisation, place.removeprefix(f"{kind} "))
    if len(found) > 1:
        raise UserError(f"{place!r} is a post and a unit of {organisation.name}; write 'post {place}' or "
                        f"'unit {place}'")
    if not found:
        hint = nearest(place, [*organisation.unit_names, *levels, *ids])
        if not hint.startswith("; did"):
            hint = (f"; units are {', '.join(organisation.unit_names[:40])}, levels 0 to {len(levels) - 1}, "
                    f"posts {ids[0]} to {ids[-1]}")
        raise UserError(f"{place!r} is no post, unit or level of {organisation.name}{hint}")
    return found[0][1], found[0][0]


def graph(organisation: Organisation, network: str) -> nx.DiGraph:
    """The graph along which distances are counted: 'down', 'up' (of the reporting line) or 'ties' (both
    ways)."""
    posts = nx.DiGraph()
    posts.add_nodes_from(range(len(organisation)))
    if network == "ties":
        names = np.repeat(np.arange(len(organisation)), np.diff(organisation.informal.start))
        pairs = np.column_stack([names, organisation.informal.neighbour])
        posts.add_edges_from(pairs.tolist())
        posts.add_edges_from(pairs[:, ::-1].tolist())
    else:
        below = np.flatnonzero(organisation.manager != NOBODY)
        pairs = np.column_stack([organisation.manager[below], below])
        posts.add_edges_from((pairs if network == "down" else pairs[:, ::-1]).tolist())
    return posts


def distances(organisation: Organisation, where: np.ndarray, network: str) -> np.ndarray:
    """Steps from the nearest source.

    Args:
        organisation: whose network it is.
        where: bool [posts], the sources.
        network: 'down', 'up' or 'ties'.

    Returns:
        int64 [posts]: 0 for sources, :data:`NOWHERE` for whoever cannot be reached.
    """
    steps = np.full(len(organisation), NOWHERE, np.int64)
    reached = nx.multi_source_dijkstra_path_length(graph(organisation, network),
                                                   set(np.flatnonzero(where).tolist()))
    for post, distance in reached.items():
        steps[post] = distance
    return steps
