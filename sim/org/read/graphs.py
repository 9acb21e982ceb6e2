"""Network files to tables: GraphML as Gephi, yEd, Cytoscape, igraph and networkx write it; GEXF, GML, Pajek.

GraphML is read by its elements, in the file's own order, so that a fault names the edge that a text editor
finds; the others through networkx.  A node's id is the file's; where the ids are mere numbers and every node
has a label of its own, the label is the id.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sim.base.errors import UserError
from sim.base.tables.table import Table
from sim.org.read.source import Source, records

_MACHINE_MADE = re.compile(r"[a-z]?:*\d+(::[a-z]?\d+)*")
_LABELS = ("label", "name", "Label", "Name", "shared name", "description")
_YED = ("NodeLabel", "EdgeLabel")

type Element = tuple[str, dict[str, Any]]


def graphml(text: str, path: Path) -> Source:
    """A GraphML text: nodes, edges, the graph attribute ``services``."""
    root = _parsed(text, path, "GraphML")
    if _tag(root) != "graphml":
        raise UserError(f"{path} is not valid GraphML (its first element is <{_tag(root)}>); export it again "
                        f"as GraphML from the program that wrote it")
    graph = next((child for child in root if _tag(child) == "graph"), None)
    if graph is None:
        raise UserError(f"{path} is not valid GraphML (no <graph> in it); export it again as GraphML from "
                        f"the program that wrote it")
    keys = {key.get("id", ""): key for key in root.iter() if _tag(key) == "key"}
    nodes: list[Element] = [(element.get("id", ""), _data(element, keys, path))
                            for element in graph.iter() if _tag(element) == "node"]
    edges: list[tuple[str, str, dict[str, Any]]] = []
    one_way = graph.get("edgedefault", "directed") != "undirected"
    mixed = False
    for i, element in enumerate((e for e in graph.iter() if _tag(e) == "edge"), 1):
        ends = element.get("source", ""), element.get("target", "")
        if not all(ends):
            missing = "target" if ends[0] else "source"
            raise UserError(f"{path}, edge {i} has no {missing} (source {ends[0]!r}, target {ends[1]!r}); "
                            f"correct it or remove the edge")
        own = element.get("directed")
        mixed = mixed or own is not None
        said = {"directed": "directed" if own in ("true", "1") or (own is None and one_way) else "undirected"}
        edges.append((*ends, _data(element, keys, path) | said))
    if not mixed:
        for *_, data in edges:
            del data["directed"]
    attributes = {_key_name(child, keys): child.text for child in graph if _tag(child) == "data"}
    return _source(path, nodes, edges, one_way, attributes.get("services"))


def _parsed(text: str, path: Path, what: str) -> ElementTree.Element:
    if "<!ENTITY" in text:
        raise UserError(f"{path} declares XML entities, which are not read; remove the <!ENTITY> lines")
    try:
        return ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except ElementTree.ParseError as fault:
        raise UserError(f"{path} is not valid {what} ({fault}); export it again as {what} from the program "
                        "that wrote it") from None


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _key_name(data: ElementTree.Element, keys: dict[str, ElementTree.Element]) -> str:
    key = data.get("key", "")
    return (keys[key].get("attr.name") if key in keys else None) or key


def _data(element: ElementTree.Element, keys: dict[str, ElementTree.Element], path: Path) -> dict[str, Any]:
    """Attributes of a node or an edge: declared or not; of yEd's graphics the label."""
    found: dict[str, Any] = {}
    for child in element:
        if _tag(child) != "data":
            continue
        name = _key_name(child, keys)
        key = keys.get(child.get("key", ""))
        if len(child):
            label = next((e for e in child.iter() if _tag(e) in _YED and (e.text or "").strip()), None)
            if label is not None:
                found.setdefault("label", " ".join((label.text or "").split()))
        elif child.text and child.text.strip():
            found[name] = _typed(child.text.strip(), key)
    for key_id, key in keys.items():
        default = next((child.text for child in key if _tag(child) == "default"), None)
        name = key.get("attr.name") or key_id
        if default and key.get("for") in (_tag(element), "all") and name not in found:
            found[name] = _typed(default.strip(), key)
    return found


def _typed(text: str, key: ElementTree.Element | None) -> Any:
    """A number without a needless '.0', a truth value as 1 or 0, NaN as nothing; anything else as it is."""
    kind = key.get("attr.type", "string") if key is not None else "string"
    if kind in ("double", "float") and re.fullmatch(r"-?\d{1,15}(\.0+)?", text):
        return str(int(float(text)))
    if kind in ("double", "float") and text.lower() == "nan":
        return ""
    if kind == "boolean":
        return {"true": "1", "false": "0"}.get(text.lower(), text)
    return text


def network(data: bytes, path: Path, kind: str) -> Source:
    """A GEXF, GML or Pajek file, through networkx."""
    import networkx as nx

    text = data.decode("utf-8-sig")
    if kind == "GEXF":
        _parsed(text, path, kind)
    try:
        if kind == "GEXF":
            graph = nx.read_gexf(io.BytesIO(text.encode()))
        elif kind == "GML":
            graph = nx.parse_gml(text, label="id")
        else:
            graph = nx.parse_pajek(text)
    except Exception as fault:  # the parsers of networkx fail in as many ways as files are broken
        said = " ".join(str(fault).split())[:100] or type(fault).__name__
        raise UserError(f"{path} is not valid {kind} ({said}); export it again, as {kind} or as GraphML, "
                        f"from the program that wrote it") from None
    declared = re.search(r"\*vertices\s+(\d+)", text, re.IGNORECASE) if kind == "Pajek" else None
    if declared and int(declared[1]) != len(graph):
        raise UserError(f"{path} declares {declared[1]} vertices, but {len(graph)} different names are "
                        f"found; give every vertex a name of its own")
    return of_graph(graph, path.resolve().stem or "organisation", str(path))


def of_graph(graph: Any, name: str, source: str) -> Source:
    """A networkx graph of any kind."""
    nodes = [(str(node), dict(data)) for node, data in graph.nodes(data=True)]
    edges = [(str(a), str(b), dict(data)) for a, b, data in graph.edges(data=True)]
    return _source(Path(source), nodes, edges, graph.is_directed(), graph.graph.get("services"), name)


def _source(path: Path, nodes: list[Element], edges: list[tuple[str, str, dict[str, Any]]], directed: bool,
            services: Any, name: str | None = None) -> Source:
    if not nodes:
        raise UserError(f"{path} has no nodes; it needs one node per post")
    notes = []
    ids = [node for node, _ in nodes]
    label = next((key for key in _LABELS if any(data.get(key) for _, data in nodes)), None)
    columns = {"id": ids}
    if label is not None:
        labels = [str(data.get(label, "")).strip() for _, data in nodes]
        if labels != ids and all(_MACHINE_MADE.fullmatch(one) for one in ids):
            if all(labels) and len({*labels}) == len(labels):
                columns = {"id": labels, "node": ids}
                notes.append(f"ids: the file only numbers its nodes, so '{label}' is the id")
            elif not any("title" in data for _, data in nodes):
                columns["title"] = labels
                notes.append(f"titles: from '{label}' of the nodes")
    posts = replace(records(str(path), "node", columns, [data for _, data in nodes]),
                    unnamed=frozenset({"node"} & {*columns}))
    ties = None
    if edges:
        ends = {"source": [a for a, _, _ in edges], "target": [b for _, b, _ in edges]}
        ties = records(str(path), "edge", ends, [data for _, _, data in edges])
    return Source(name or path.resolve().stem or "organisation", posts, ties, _services(services, path),
                  directed=directed, notes=tuple(notes))


def _services(text: Any, path: Path) -> Table | None:
    if text is None:
        return None
    try:
        pairs = [(str(unit), str(needs)) for unit, needs in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        raise UserError(f"{path}: graph attribute 'services' is {str(text)[:40]!r}, not a JSON list of pairs "
                        f"of units; correct or remove it") from None
    return Table(str(path), {"unit": [a for a, _ in pairs], "needs": [b for _, b in pairs]},
                 range(1, len(pairs) + 1), "service")
