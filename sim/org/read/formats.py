"""What a path holds, told by its first bytes, not by its name: tables, networks, trees, workbooks, folders.

What is recognised but not read is named, with what to export instead.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from sim.base.errors import UserError
from sim.base.tables.bulk import by_columns
from sim.base.tables.encoding import decode, read_bytes
from sim.base.tables.header import header_row, table_of
from sim.base.tables.separated import NEEDS, grid_of
from sim.base.tables.table import Grid, Table, shown
from sim.base.tables.workbook import sheets
from sim.org.mapping import Mapping, load_mapping
from sim.org.read.bare import as_ties
from sim.org.read.columns import POSTS, TIES, meaning_of, plain
from sim.org.read.graphs import graphml, network
from sim.org.read.json_records import from_json
from sim.org.read.source import Source, of_ties

_UNREAD = (
    (rb"\x1f\x8b", "is compressed (gzip)", "unpack it first"),
    (rb"PAR1", "is a Parquet file", "write it as CSV, or give Organisation.from_frames the frame"),
    (rb"%PDF", "is a PDF", "export the table it was made from as CSV"),
    (rb"SQLite format 3", "is a database", "export the table as CSV"),
    (rb"\s*(strict\s+)?(di)?graph\s*(\w+\s*)?\{", "is a DOT graph (Graphviz)",
     "export it as GraphML, or as CSV with the columns source and target"),
    (rb"\s*dl\b\s*\W*(n|nr|format|nm)\b", "is a UCINET DL network", "export it from UCINET as Pajek (.net), "
                                                                    "or as a "
     "table with the columns source and target"),
    (rb"\s*dn:", "is an LDIF export of a directory", "export it as CSV (csvde, or Get-ADUser | Export-Csv)"),
    (rb"\s*BEGIN:VCARD", "holds vCards", "export the contacts as CSV"),
    (rb"\s*<(!doctype )?html", "is a web page", "save the table as CSV or .xlsx"),
    (rb"\s*@startuml", "is a PlantUML text", "give a table with an id and a manager column"),
)
_INSIDE = (  # parts of a packed file that tell what it is
    (b"xl/workbook", "", ""),
    (b"visio/", "is a Visio drawing", "export its report (Review, Shape Reports) or the org chart data as "
                                      "CSV or .xlsx"),
    (b"word/", "is a Word document", "save the table as CSV or .xlsx"),
    (b"ppt/", "is a presentation", "give the table that the chart was made from as CSV or .xlsx"),
    (b"opendocument", "is an OpenDocument file", "save it as .xlsx or 'CSV UTF-8'"),
)
_XML = {"graphml": "", "gexf": "", "mxfile": "is a drawing of diagrams.net", "visiodocument": "is a Visio "
                                                                                              "drawing",
        "dynetml": "is a DyNetML network", "svg": "is a picture"}
_ROLES = ("nodes", "edges")


def open_source(path: Path, mapping: Mapping | None = None) -> Source:
    """The tables at a path; UserError if there is nothing, or nothing of a known kind."""
    if path.is_dir():
        return _folder(path, mapping)
    return of_bytes(read_bytes(path, NEEDS if path.suffix.lower() in (".csv", ".tsv", ".txt", ".xlsx", "")
                               else "an organisation"), path, mapping)


def of_bytes(data: bytes, path: Path, mapping: Mapping | None = None) -> Source:
    """The tables in the bytes of the file at a path."""
    name = path.resolve().stem or "organisation"
    if data[:4] == b"PK\x03\x04":
        return _packed(data, path, name, mapping)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise UserError(f"{path} is an old Office file (.xls, .doc, .vsd); save the sheet as .xlsx or 'CSV "
                        f"UTF-8'")
    for pattern, what, instead in _UNREAD:
        if re.match(pattern, data[:400].removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
            raise UserError(f"{path} {what}, which is not read; {instead}")
    if path.suffix.lower() in (".yaml", ".yml"):
        raise UserError(f"{path} is a mapping or a scenario, not an organisation; give the file with the "
                        "posts")
    text, notes = decode(data, path)
    start = text.lstrip("\ufeff \t\r\n")[:4000]
    if start.startswith("<"):
        return _markup(text, start, path)
    if start[:1] in "{[" and re.match(r"[{\[]\s*([\"{\[\]}]|$)", start):
        return from_json(text, path)
    if re.match(r"(\s*(creator|version|comment|#)[^\n]*\n)*\s*graph\s*\[", start, re.IGNORECASE):
        return network(text.encode(), path, "GML")
    if re.match(r"(\s*%[^\n]*\n)*\s*\*(vertices|network|arcs|edges)", start, re.IGNORECASE):
        return network(text.encode(), path, "Pajek")
    if path.suffix.lower() in (".graphml", ".xml", ".gexf"):
        return _markup(text, start, path)
    return _of_text(text, notes, path, name, mapping)


def _markup(text: str, start: str, path: Path) -> Source:
    """A network in XML; UserError names what else it is."""
    root = re.search(r"<(?:\w+:)?([A-Za-z]\w*)",
                     re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(\[.*?\])?\s*>", "", start,
                                                        flags=re.DOTALL))
    kind = root[1].lower() if root else ""
    if kind == "gexf":
        return network(text.encode(), path, "GEXF")
    if _XML.get(kind):
        raise UserError(f"{path} {_XML[kind]}, which is not read; export the table that it was made from as "
                        f"CSV, or the network as GraphML")
    if kind in ("workbook", "table"):
        raise UserError(f"{path} is an XML spreadsheet; save the sheet as .xlsx or 'CSV UTF-8'")
    return graphml(text, path)


def _packed(data: bytes, path: Path, name: str, mapping: Mapping | None) -> Source:
    what, instead = next(((what, instead) for inside, what, instead in _INSIDE if inside in data),
                         ("is an archive", "unpack it and give the file or the folder inside"))
    if what:
        raise UserError(f"{path} {what}, which is not read; {instead}")
    grids = list(sheets(data, path))
    names = [re.sub(r"^.*, sheet ", "", grid.source) for grid in grids]
    fits = [i for i, grid in enumerate(grids) if _fits(grid, mapping)]
    if not fits and (linked := _with_ends(grids, mapping)):  # posts and ties, a sheet each
        fits = [i for i in range(len(grids)) if i not in linked][:1]
    if not fits:
        found = "; ".join(f"{sheet}: {shown([c for c in grid.rows[0] if c], 60)}"
                          for sheet, grid in zip(names, grids, strict=True))
        if len(grids) > 1:
            raise UserError(f"{path}: none of its sheets has a column for id and one for manager or level "
                            f"({found}); name the columns so, or in a mapping")
        fits = [0]
    source = _of_grid(grids[fits[0]], name, mapping)
    linked = [i for i in _with_ends(grids, mapping) if i != fits[0]]
    ties = table_of(grids[linked[0]], _meaning(mapping, TIES)) if linked else source.ties
    read = [names[i] for i in (fits[0], *linked[:1])]
    others = [sheet for sheet in names if sheet not in read]
    note = (f"workbook: read from sheet {read[0]}{f'; ties from sheet {read[1]}' if linked else ''}"
            f"{f'; not read: {', '.join(others)}' if others else ''}")
    return replace(source, ties=ties, notes=(note, *source.notes))


def _with_ends(grids: list[Grid], mapping: Mapping | None) -> list[int]:
    """The sheets that are tables of ties."""
    meaning = _meaning(mapping)
    found = [{meaning(cell) for cell in grid.rows[header_row(grid.rows, meaning)]} for grid in grids]
    return [i for i, known in enumerate(found) if {"source", "target"} <= known and "manager" not in known]


def _fits(grid: Grid, mapping: Mapping | None) -> bool:
    """Has a sheet columns that tell who somebody is, and where?"""
    meaning = _meaning(mapping)
    found = {meaning(cell) for cell in grid.rows[header_row(grid.rows, meaning)]}
    return bool(found & {"id", "position", "account", "email", "name"}) and bool(found & {"manager", "level"})


def _meaning(mapping: Mapping | None, among: tuple[str, ...] = POSTS + TIES):  # type: ignore[no-untyped-def]
    """What a column name means, by the mapping or by itself."""
    said = {plain(name): meaning for meaning, name in (mapping.columns.model_dump() if mapping
                                                       else {}).items() if isinstance(name, str)}
    return lambda name: said.get(plain(name)) or meaning_of(name, among) if name else None


def _of_text(text: str, notes: list[str], path: Path, name: str, mapping: Mapping | None) -> Source:
    found = by_columns(text, notes, str(path), _meaning(mapping))
    return _of_table(found, name, mapping) if found else _of_grid(grid_of(text, notes, str(path)), name,
                                                                  mapping)


def _of_grid(grid: Grid, name: str, mapping: Mapping | None) -> Source:
    """A table of posts, or of ties alone: with a column for both ends and none for a manager, or without
    names."""
    bare = as_ties(grid, _meaning(mapping))
    if bare is not None:
        return of_ties(bare, ("source", "target"), name, bare.notes)
    return _of_table(table_of(grid, _meaning(mapping)), name, mapping)


def _of_table(table: Table, name: str, mapping: Mapping | None) -> Source:
    ends = _ends(table, mapping)
    if ends is not None:
        return of_ties(table, ends, name, table.notes)
    return Source(name, table, notes=table.notes)


def _ends(table: Table, mapping: Mapping | None) -> tuple[str, str] | None:
    """The columns of both ends, if this is a table of ties and not of posts."""
    meaning = _meaning(mapping, ("source", "target", "id", "manager", "name", "level"))
    found = {meaning(name): name for name in reversed(table.columns)}
    if "source" in found and "target" in found and "manager" not in found and "level" not in found:
        return found["source"], found["target"]
    return None


def _folder(path: Path, mapping: Mapping | None) -> Source:
    """A folder: nodes.csv with edges.csv, services.csv and mapping.yaml, or one table of posts and one of
    ties under any names."""
    said = load_mapping(path / "mapping.yaml") if (path / "mapping.yaml").exists() else None
    name = path.resolve().name
    nodes, edges, services = (path / f"{stem}.csv" for stem in (*_ROLES, "services"))
    notes: list[str] = []
    if not nodes.exists():
        nodes, edges = _pair(path, mapping or said, notes)
    source = of_bytes(read_bytes(nodes, NEEDS), nodes, mapping or said)
    ties = _table(edges, mapping or said) if edges.exists() else source.ties
    return Source(name, source.posts, ties, _table(services, mapping or said, ("unit", "needs"))
                  if services.exists() else source.services, said,
                  source.directed, notes=(*notes, *source.notes,
                                          *(ties.notes if ties and ties is not source.ties else ())))


def _table(path: Path, mapping: Mapping | None, among: tuple[str, ...] = TIES) -> Table:
    text, notes = decode(read_bytes(path, NEEDS), path)
    return (by_columns(text, notes, str(path), _meaning(mapping, among))
            or table_of(grid_of(text, notes, str(path)), _meaning(mapping, among)))


def _pair(path: Path, mapping: Mapping | None, notes: list[str]) -> tuple[Path, Path]:
    """The one table of posts and the one of ties in a folder; UserError if there are more, or none."""
    files = sorted(file for file in path.iterdir() if file.is_file() and file.suffix.lower() in
                   (".csv", ".tsv", ".txt", ".xlsx") and file.name != "services.csv"
                   and not file.name.startswith("."))
    held = ", ".join(sorted(file.name for file in path.iterdir())[:8]) or "nothing"
    if not files:
        raise UserError(f"{path} has no nodes.csv (it holds {held}); add one, or give the path of one file: "
                        f"CSV, .xlsx, GraphML, GEXF, GML, Pajek or JSON")
    ties = [file for file in files if file.suffix.lower() != ".xlsx" and _ends(_table(file, mapping,
                                                                                      POSTS + TIES), mapping)]
    posts = [file for file in files if file not in ties]
    if len(posts) > 1 or len(ties) > 1 or not posts:
        raise UserError(f"{path} has no nodes.csv, and not one table of posts and one of ties (it holds "
                        f"{held}; tables of ties: {', '.join(file.name for file in ties) or 'none'}); name "
                        "the two nodes.csv and edges.csv, or give the path of one file")
    notes.append(f"folder: posts from {posts[0].name}{f'; ties from {ties[0].name}' if ties else ''}")
    return posts[0], ties[0] if ties else path / "edges.csv"
