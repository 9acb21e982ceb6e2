"""The reporting line as a space of Mesa, and drawn: where each post is."""

from __future__ import annotations

from typing import Any

import numpy as np
from mesa.discrete_space import Network

from sim.org.organisation import NOBODY, Organisation


def places(organisation: Organisation) -> np.ndarray:
    """Where each post is in a chart of the reporting line, float64 [posts, 2]: people side by side, leaders
    above their reports."""
    x, width = np.zeros(len(organisation)), 0
    below: dict[int, list[int]] = {}
    for row, manager in enumerate(organisation.manager.tolist()):
        below.setdefault(manager, []).append(row)
    waiting = below[NOBODY][::-1]
    order = []
    while waiting:
        row = waiting.pop()
        order.append(row)
        waiting += below.get(row, [])[::-1]
        if row not in below:
            x[row], width = width, width + 1
    for row in reversed(order):
        if row in below:
            x[row] = x[below[row]].mean()
    return np.column_stack([x, -5.0 * organisation.level])


def chart(graph: Any, **_: Any) -> dict[int, Any]:
    """Layout of ``model.grid`` for Mesa: ``make_space_component(portrayal, layout_alg=chart)``."""
    return {row: graph.nodes[row]["pos"] for row in graph.nodes}


def space(organisation: Organisation, people: list[Any], random: Any) -> Network:
    """The reporting line as a space, one of ``people`` in every cell."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from((row, {"pos": pos}) for row, pos in enumerate(places(organisation)))
    graph.add_edges_from((row, manager) for row, manager in enumerate(organisation.manager.tolist())
                         if manager != NOBODY)
    network = Network(graph, random=random, layout=chart(graph))
    for row, person in enumerate(people):
        person.cell = network[row]
    return network
