"""GraphML in and out of the same tables that CSV files give.

A node's id is its GraphML id; its attributes are columns.  The services between units are in the graph
attribute ``services``, as JSON pairs [unit that needs, unit that is needed].
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from sim.base.errors import UserError
from sim.org.tables import Table, check_length, decode, read_bytes


def read_graphml(path: Path) -> tuple[Table, Table | None, Table | None, bool]:
    """(posts, ties, services, directed); ties or services are None where the file has none."""
    import networkx as nx

    text = decode(read_bytes(path, "a GraphML graph"), path)
    if "<!ENTITY" in text:
        raise UserError(f"{path} declares XML entities, which are not read; remove the <!ENTITY> lines")
    try:
        graph = nx.parse_graphml(text.encode())
    except (ParseError, nx.NetworkXException, KeyError, ValueError, TypeError, AttributeError,
            StopIteration) as fault:
        if "digits" in str(fault):  # of Python's advice none can be followed here
            raise UserError(f"{path} holds a whole number of thousands of digits; correct it, or make its "
                            "attribute's type string") from None
        raise UserError(f"{path} is not valid GraphML ({str(fault) or type(fault).__name__}); "
                        "export it again as GraphML from the program that wrote it") from None
    nodes = [(str(node), data) for node, data in graph.nodes(data=True)]
    if not nodes:
        raise UserError(f"{path} has no nodes; it needs one node per post")
    posts = _table(str(path), "node", {"id": [node for node, _ in nodes]}, [data for _, data in nodes])
    ties = None
    if graph.number_of_edges():
        edges = list(graph.edges(data=True))
        ends = {"source": [str(a) for a, _, _ in edges], "target": [str(b) for _, b, _ in edges]}
        ties = _table(str(path), "edge", ends, [data for _, _, data in edges])
    return posts, ties, _services(graph.graph.get("services"), path), graph.is_directed()


def _table(source: str, word: str, fixed: dict[str, list[str]], data: list[dict[str, Any]]) -> Table:
    """Columns from attribute dictionaries; an absent one is an empty cell.  ``fixed`` columns win."""
    names = dict.fromkeys(str(name) for attributes in data for name in attributes)
    columns = fixed | {name: [_cell(attributes.get(name, "")) for attributes in data] for name in names
                       if name not in fixed}
    for cells in columns.values():
        for i, cell in enumerate(cells):
            check_length(cell, f"{source}, {word} {i + 1}", "shorten it")
    if "weight" in columns:  # in a network file a tie without a weight is an ordinary tie
        columns["weight"] = [cell or "1" for cell in columns["weight"]]
    return Table(source, columns, list(range(1, len(data) + 1)), word)


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value).strip()


def _services(text: str | None, path: Path) -> Table | None:
    if text is None:
        return None
    try:
        pairs = [(str(unit), str(needs)) for unit, needs in json.loads(text)]
    except (ValueError, TypeError):
        raise UserError(f"{path}: graph attribute 'services' is {text[:40]!r}, not a JSON list of pairs of "
                        "units; correct or remove it") from None
    return Table(str(path), {"unit": [a for a, _ in pairs], "needs": [b for _, b in pairs]},
                 list(range(1, len(pairs) + 1)), "service")


def write_graphml(path: Path, nodes: dict[str, list], ties: dict[str, list],
                  services: list[tuple[str, str]]) -> None:
    """Write columns of nodes (``id`` first) and ties (source, target, weight, type) as directed GraphML."""
    import networkx as nx

    graph: Any = nx.MultiDiGraph(services=json.dumps(services))
    names = [name for name in nodes if name != "id"]
    for node, *values in zip(nodes["id"], *(nodes[name] for name in names), strict=True):
        graph.add_node(node, **dict(zip(names, values, strict=True)))
    for source, target, weight, kind in zip(*(ties[name] for name in ("source", "target", "weight", "type")),
                                            strict=True):
        graph.add_edge(source, target, weight=weight, type=kind)
    nx.write_graphml(graph, path, named_key_ids=False)
