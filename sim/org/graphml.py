"""Graphs and GraphML out; they are read in :mod:`sim.org.read.graphs`.

A node's id is its GraphML id; its attributes are columns.  The services between units are in the graph
attribute ``services``, as JSON pairs [unit that needs, unit that is needed].
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def graph_of(nodes: dict[str, list], ties: dict[str, list], services: list[tuple[str, str]]) -> Any:
    """Columns of nodes (``id`` first) and ties (source, target, weight, type) as a networkx.MultiDiGraph."""
    import networkx as nx

    graph: Any = nx.MultiDiGraph(services=json.dumps(services))
    names = [name for name in nodes if name != "id"]
    for node, *values in zip(nodes["id"], *(nodes[name] for name in names), strict=True):
        graph.add_node(node, **dict(zip(names, values, strict=True)))
    for source, target, weight, kind in zip(*(ties[name] for name in ("source", "target", "weight", "type")),
                                            strict=True):
        graph.add_edge(source, target, weight=weight, type=kind)
    return graph


def write_graphml(path: Path, graph: Any) -> None:
    """Write a graph as GraphML."""
    import networkx as nx

    nx.write_graphml(graph, path, named_key_ids=False)
