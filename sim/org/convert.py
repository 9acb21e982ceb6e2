"""Organisations to files: a folder, one org-chart CSV, or GraphML; with pseudonyms if wished.

What is written is read back as the same organisation.  Two things cannot be stored everywhere: an org chart
holds neither informal ties nor internal service, and pseudonyms hide the names of people and units.
Pseudonymous is not anonymous: who knows the organisation may recognise people by their place.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.base import atomic, paths, writing
from sim.base.errors import UserError
from sim.org.organisation import NOBODY, Organisation, canonical_order, numbered
from sim.org.ties import generator

if TYPE_CHECKING:
    import pandas as pd

_PSEUDONYMS_STREAM = 3


def write(org: Organisation, out: Path | str, *, pseudonyms: bool = False, seed: int = 1) -> tuple[str, ...]:
    """Write an organisation; returns notes on what the form cannot hold.

    out: ends in .csv (one org chart), in .graphml, or in nothing (a folder of nodes.csv, edges.csv and
    services.csv).
    pseudonyms: ids become 'P...' in shuffled order, units 'U...', titles are dropped; a ``key`` column keeps
    each post's rank, so that the copy gives exactly the same simulation.  seed: of the shuffling. UserError
    if ``out`` exists already, ends in something else, or cannot be written; nothing half-written is left
    behind.
    """
    paths.local(out)
    out = Path(out)
    ids = _pseudonyms(len(org), seed) if pseudonyms else org.ids
    units = list(numbered("U", org.n_units)) if pseudonyms else list(org.unit_names)
    nodes = _nodes(org, ids, units, pseudonyms)
    services = [(str(units[a]), str(units[b])) for a, b in org.services.tolist()]
    if out.suffix == ".csv":
        _whole(out, lambda place: _write_csv(place, _org_chart(nodes)))
        return ("an org chart holds no informal ties and no internal service: reading it generates them",)
    if out.suffix == ".graphml":
        _whole(out, lambda place: _write_graphml(place, _graph_of(nodes, _ties(org, ids), services)))
    elif not out.suffix:
        _whole(out, lambda place: _write_folder(place, nodes, _ties(org, ids), services))
    else:
        raise UserError(f"{out} ends in {out.suffix!r}; end it in .csv for an org chart, in .graphml, or in "
                        "nothing for a folder")
    return ()


def to_frames(org: Organisation) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Posts, ties and internal service as pandas frames, with the columns of nodes.csv, edges.csv and
    services.csv."""
    import pandas as pd

    services = pd.DataFrame([(org.unit_names[a], org.unit_names[b]) for a, b in org.services.tolist()],
                            columns=["unit", "needs"])
    return (pd.DataFrame(_nodes(org, org.ids, list(org.unit_names), False)),
            pd.DataFrame(_ties(org, org.ids)), services)


def to_networkx(org: Organisation) -> Any:
    """A networkx.MultiDiGraph: posts with their attributes, the reporting line and informal ties as edges."""
    services = [(org.unit_names[a], org.unit_names[b]) for a, b in org.services.tolist()]
    nodes = _nodes(org, org.ids, list(org.unit_names), False)
    return _graph_of(nodes, _ties(org, org.ids), services)


def _pseudonyms(posts: int, seed: int) -> np.ndarray:
    """Shuffled 'P001', 'P002', ...: str [posts]."""
    return numbered("P", posts)[generator(seed, _PSEUDONYMS_STREAM).permutation(posts)]


def _nodes(org: Organisation, ids: np.ndarray, units: list[str], pseudonyms: bool) -> dict[str, list]:
    """Columns of nodes.csv; rows in the order of ids, with a key column where posts have another."""
    manager = np.where(org.manager == NOBODY, "", ids[org.manager])
    columns: dict[str, list] = {
        "id": ids.tolist(), "reports_to": manager.tolist(), "unit": [str(units[u]) for u in org.unit],
        "level": org.level.tolist(), "front_line": org.front_line.astype(int).tolist()}
    if org.vacant:
        columns["vacant"] = np.isin(np.arange(len(org)), org.vacant).astype(int).tolist()
    if not pseudonyms:
        columns["title"] = org.titles.tolist()
    order = canonical_order(columns["id"])
    if order != list(range(len(org))):
        columns["key"] = list(range(len(org)))
    return {name: [cells[i] for i in order] for name, cells in columns.items()}


def _ties(org: Organisation, ids: np.ndarray) -> dict[str, list]:
    """Columns of edges.csv: the reporting line, then the informal ties."""
    below = np.flatnonzero(org.manager != NOBODY)
    source = np.concatenate([below, np.repeat(np.arange(len(org)), np.diff(org.informal.start))])
    target = np.concatenate([org.manager[below], org.informal.neighbour])
    # str of a float32 is the shortest text that reads back as the same float32.
    weight: list = [1.0] * len(below) + [float(str(w)) for w in org.informal.weight]
    kind = ["reports_to"] * len(below) + ["informal"] * len(org.informal.neighbour)
    return {"source": ids[source].tolist(), "target": ids[target].tolist(), "weight": weight, "type": kind}


def _org_chart(nodes: dict[str, list]) -> dict[str, list]:
    """The same columns under the names HR systems use."""
    usual = {"id": "Employee ID", "reports_to": "Manager ID", "unit": "Department", "level": "Level",
             "front_line": "Front Line", "title": "Job Title", "key": "Key", "vacant": "Vacant"}
    return {usual[name]: cells for name, cells in nodes.items()}


def _graph_of(nodes: dict[str, list], ties: dict[str, list], services: list[tuple[str, str]]) -> Any:
    """A networkx.MultiDiGraph: a node's attributes are columns, the reporting line is in the edges; services
    are JSON pairs [unit that needs, unit that is needed] in the attribute ``services``."""
    import networkx as nx

    graph: Any = nx.MultiDiGraph(services=json.dumps(services))
    names = [name for name in nodes if name not in ("id", "reports_to")]
    for node, *values in zip(nodes["id"], *(nodes[name] for name in names), strict=True):
        graph.add_node(node, **dict(zip(names, values, strict=True)))
    for source, target, weight, kind in zip(*(ties[name] for name in ("source", "target", "weight", "type")),
                                            strict=True):
        graph.add_edge(source, target, weight=weight, type=kind)
    return graph


def _write_graphml(place: Path, graph: Any) -> None:
    import networkx as nx

    nx.write_graphml(graph, place, named_key_ids=False)


def _write_folder(place: Path, nodes: dict[str, list], ties: dict[str, list],
                  services: list[tuple[str, str]]) -> None:
    place.mkdir()
    _write_csv(place / "nodes.csv", nodes)
    _write_csv(place / "edges.csv", ties)
    _write_csv(place / "services.csv", {"unit": [a for a, _ in services], "needs": [b for _, b in services]})


def _write_csv(path: Path, columns: dict[str, list]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(writing.rows(list(columns), zip(*columns.values(), strict=True)))


def _whole(out: Path, fill: Callable[[Path], None]) -> None:
    """What ``fill`` writes appears as ``out`` whole, or not at all."""
    if not out.parent.is_dir():
        raise UserError(f"{out.parent} is not a folder, so {out.name} cannot be written there; make it first")
    with atomic.written(out, advice="give another name") as new:
        fill(new)
