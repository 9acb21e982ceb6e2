"""Broken input: one sentence that names the file, the line, the value and the remedy; never a traceback."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.org.mapping import load_mapping
from sim.org.read import read_organisation

NODES = "id,manager\n1,\n2,1\n3,2\n"
EDGES = "source,target,weight,type\n"

FOLDERS: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "cycle": ({"nodes": "id,manager\n1,\n2,4\n3,2\n4,3\n"}, ["nodes.csv, line 3", "2 -> 4 -> 3 -> 2",
                                                             "correct"]),
    "cycle in ties": ({"nodes": "id\na\nb\n", "edges": EDGES + "a,b,1,reports_to\nb,a,1,reports_to\n"},
                      ["nodes.csv, line 2", "a -> b -> a"]),
    "nobody has a manager": ({"nodes": "id,manager\n1,\n2,2\n"}, ["nodes.csv", "'manager' gives none of 2 "
                                                                               "posts"]),
    "one post": ({"nodes": "id,manager\n1,\n"}, ["nodes.csv", "single post, '1'"]),
    "unknown manager": ({"nodes": "id,manager\n1,\n2,99\n"}, ["nodes.csv, line 3", "manager '99'",
                                                              "nobody's id", "empty for a head"]),
    "line counts quoted breaks": ({"nodes": 'id,manager,unit\n1,,"a\nb"\n2,99,c\n'},
                                  ["nodes.csv, line 4", "'99'"]),
    "duplicate id": ({"nodes": "id,manager\n1,\n2,1\n1,2\n"}, ["nodes.csv, line 4", "'1'", "line 2",
                                                               "own id"]),
    "empty id": ({"nodes": "id,manager\n1,\n,1\n"}, ["nodes.csv, line 3", "column 'id' is empty"]),
    "control character": ({"nodes": "id,manager\n1,\n2\x07,1\n"}, ["nodes.csv, line 3", "'2\\x07'",
                                                                   "remove"]),
    "two managers in ties": ({"nodes": "id\n1\n2\n3\n",
                              "edges": EDGES + "3,1,1,reports_to\n3,2,1,reports_to\n"},
                             ["edges.csv, line 3", "'3'", "'2'", "edges.csv, line 2", "'1'", "one manager"]),
    "column against ties": ({"nodes": NODES, "edges": EDGES + "3,1,1,reports_to\n"},
                            ["edges.csv, line 2", "'3'", "nodes.csv, line 4", "'2'", "remove one"]),
    "short row": ({"nodes": "id,manager\n1,\n2\n"}, ["nodes.csv, line 3", "1 cells (2)", "has 2"]),
    "long row": ({"nodes": "id,manager\n1,\n2,1,Smith\n"}, ["nodes.csv, line 3", "3 cells (2, 1, Smith)",
                                                            "quotation marks"]),
    "DOS code page": ({"nodes": b"id,manager\n1,\nJos\x82e,1\n"},
                      ["nodes.csv, line 3", "byte 0x82", "Windows-1252", "CSV UTF-8"]),
    "no code page": ({"nodes": b"id,manager\n1,\nB\x81ro,1\n"}, ["nodes.csv, line 3", "byte 0x81",
                                                                 "CSV UTF-8"]),
    "latin-1 after a mark": ({"nodes": b"\xef\xbb\xbfid,manager\n1,\n\xe9,1\n"},
                             ["nodes.csv, line 3", "byte 0xe9"]),
    "half of UTF-16": ({"nodes": "id,manager\n1,\n".encode("utf-16")[:-1]}, ["nodes.csv", "UTF-16",
                                                                             "CSV UTF-8"]),
    "binary": ({"nodes": b"id,manager\n1,\n\x00\x01\x02"}, ["nodes.csv, line 3", "zero byte", "binary"]),
    "workbook": ({"nodes": b"PK\x03\x04stuff"}, ["nodes.csv", "archive", "unpack"]),
    "empty file": ({"nodes": ""}, ["nodes.csv is empty", "column names"]),
    "only blanks": ({"nodes": b"\xef\xbb\xbf\n \n,,\n"}, ["nodes.csv is empty"]),
    "only what text takes for blanks": ({"nodes": "id\n1\n", "edges": b"\n\xc2\x85"}, ["edges.csv is empty"]),
    "header only": ({"nodes": "id,manager\n"}, ["nodes.csv", "no rows", "one line per post"]),
    "no id column": ({"nodes": "who,boss\n1,\n"}, ["nodes.csv", "found who, boss", "employee id", "mapping"]),
    "no reporting line": ({"nodes": "id,unit\n1,a\n2,a\n"}, ["nodes.csv", "who reports to whom", "id, unit",
                                                             "manager column"]),
    "no source column": ({"nodes": NODES, "edges": "a,b\n1,2\n"}, ["edges.csv", "no column for source",
                                                                   "found a, b"]),
    "column twice": ({"nodes": "id,manager,id\n1,,1\n2,1,3\n"}, ["nodes.csv, line 3", "'id' appears twice"]),
    "open quotation mark": ({"nodes": 'id,manager\n1,\n2,"1\n3,1\n'}, ["nodes.csv, line 3", "not valid CSV",
                                                                       "quotation marks"]),
    "runaway cell": ({"nodes": f"id,manager\n1,\n{'x' * 2000},1\n"}, ["nodes.csv, line 3", "2,000 characters",
                                                                      "500"]),
    "negative weight": ({"nodes": NODES, "edges": EDGES + "1,2,-0.5,talk\n"},
                        ["edges.csv, line 2", "'-0.5'", "from 0"]),
    "nan weight": ({"nodes": NODES, "edges": EDGES + "1,2,1,a\n1,3,NaN,a\n"}, ["edges.csv, line 3", "'NaN'"]),
    "infinite weight": ({"nodes": NODES, "edges": EDGES + "1,2,inf,a\n"}, ["edges.csv, line 2", "'inf'"]),
    "weight in words": ({"nodes": NODES, "edges": EDGES + "1,2,often,a\n"},
                        ["edges.csv, line 2", "'often'", "number"]),
    "empty weight": ({"nodes": NODES, "edges": EDGES + "1,2,,a\n1,3,1,a\n"}, ["edges.csv, line 2", "''"]),
    "decimal comma": ({"nodes": NODES, "edges": "source;target;weight\n1;2;0,5\n"},
                      ["edges.csv, line 2", "'0,5'"]),
    "unknown source": ({"nodes": NODES, "edges": EDGES + "9,2,1,a\n"},
                       ["edges.csv, line 2", "source '9'", "nodes.csv"]),
    "unknown target": ({"nodes": NODES, "edges": EDGES + "1,2,1,a\n2,x,1,a\n"},
                       ["edges.csv, line 3", "target 'x'"]),
    "too many types": ({"nodes": NODES, "edges": EDGES + "".join(f"1,2,1,t{i}\n" for i in range(200))},
                       ["edges.csv", "'type'", "200", "columns"]),
    "level in words": ({"nodes": "id,level\n1,1\n2,two\n"}, ["nodes.csv, line 3", "'two'", "number"]),
    "level missing": ({"nodes": "id,level\n1,1\n2,\n"}, ["nodes.csv, line 3", "''", "number"]),
    "level infinite": ({"nodes": "id,level\n1,1\n2,1e999\n"}, ["nodes.csv, line 3", "'1e999'"]),
    "front line": ({"nodes": "id,manager,front line\n1,,no\n2,1,maybe\n"},
                   ["nodes.csv, line 3", "'maybe'", "yes or no"]),
    "key in words": ({"nodes": "id,manager,key\n1,,0\n2,1,b\n"},
                     ["nodes.csv, line 3", "'b'", "whole number"]),
    "key twice": ({"nodes": "id,manager,key\n1,,0\n2,1,0\n"}, ["nodes.csv, line 3", "key 0", "line 2"]),
    "absurdly deep": ({"nodes": "id,manager\n0,\n" + "".join(f"{i},{i - 1}\n" for i in range(1, 200))},
                      ["nodes.csv, line 201", "'199'", "199 levels", "100"]),
    "unknown unit in services": ({"nodes": "id,manager,unit\n1,,shop\n2,1,shop\n",
                                  "services": "unit,needs\nshop,depot\n"},
                                 ["services.csv, line 2", "'depot'", "choices are shop"]),
    "mapping key": ({"nodes": NODES, "mapping": "colums: {id: id}\n"},
                    ["mapping.yaml", "'colums'", "did you mean columns?"]),
    "mapping inner key": ({"nodes": NODES, "mapping": "columns: {unti: x}\n"},
                          ["mapping.yaml", "'unti' in columns", "did you mean unit?"]),
    "mapping tie key": ({"nodes": NODES, "mapping": "ties: {info: {min_wieght: 3}}\n"},
                        ["'min_wieght' in ties.info", "did you mean min_weight?"]),
    "mapping value": ({"nodes": NODES, "mapping": "top_level: up\n"}, ["mapping.yaml: top_level is 'up'",
                                                                       "'highest' or 'lowest'"]),
    "mapping use": ({"nodes": NODES, "mapping": "ties: {info: ignroe}\n"},
                    ["mapping.yaml: ties.info.use is 'ignroe'", "'ignore'"]),
    "mapping weight": ({"nodes": NODES, "mapping": "ties: {info: {min_weight: -1}}\n"},
                       ["ties.info.min_weight is -1"]),
    "mapping column": ({"nodes": "id,manager,dept\n1,,a\n", "mapping": "columns: {unit: dpt}\n"},
                       ["nodes.csv", "'dpt'", "columns.unit", "did you mean dept?"]),
    "mapping tie type": ({"nodes": NODES, "edges": EDGES + "1,2,1,info\n",
                          "mapping": "ties: {inf: ignore}\n"}, ["'inf'", "edges.csv", "did you mean info?"]),
    "mapping ties without edges": ({"nodes": NODES, "mapping": "ties: {info: ignore}\n"},
                                   ["'info'", "remove it"]),
    "mapping syntax": ({"nodes": NODES, "mapping": "columns:\n  id: [a\n"},
                       ["mapping.yaml: line 3", "is not closed"]),
    "mapping list": ({"nodes": NODES, "mapping": "- a\n"}, ["mapping.yaml", "is a list, not a mapping",
                                                            "columns"]),
}


def sentence(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_organisation(path)
    return str(caught.value)


@pytest.mark.parametrize("case", FOLDERS)
def test_broken_folder(folder: Callable[..., Path], case: str) -> None:
    files, parts = FOLDERS[case]
    message = sentence(folder(**files))
    for part in parts:
        assert part in message, message
    assert "\n" not in message and not re.search(r"[.!]$", message), (
        "one sentence, without a full stop at its end")


def test_missing_paths(tmp_path: Path) -> None:
    assert "nowhere does not exist" in sentence(tmp_path / "nowhere")
    assert "firm.graphml does not exist" in sentence(tmp_path / "firm.graphml")
    (tmp_path / "plan.doc").write_text("x")
    message = sentence(tmp_path)
    assert "has no nodes.csv" in message and "plan.doc" in message
    for name in ("staff.csv", "more.csv"):
        (tmp_path / name).write_text(NODES)
    message = sentence(tmp_path)
    assert "not one table of posts" in message and "staff.csv" in message
    with pytest.raises(UserError, match="gone.yaml does not exist"):
        load_mapping(tmp_path / "gone.yaml")


def test_a_folder_named_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").mkdir()
    assert "is a folder" in sentence(tmp_path)


def test_absurd_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(NODES)
    monkeypatch.setattr("sim.base.tables.encoding.MOST_BYTES", 10)
    assert "22 bytes" in sentence(path) and "at most 10" in sentence(path)
    monkeypatch.undo()
    monkeypatch.setattr("sim.org.read.posts.MOST_POSTS", 2)
    assert "3 rows" in sentence(path)


@pytest.mark.parametrize(("content", "parts"), [
    ("", ["is empty"]),
    ("nonsense", ["not valid GraphML"]),
    ("<graphml/>", ["not valid GraphML"]),
    ('<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed"/></graphml>',
     ["no nodes"]),
    ('<!DOCTYPE x [<!ENTITY a "b">]><graphml/>', ["entities"]),
    ('<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="t" for="edge" attr.name="type" '
     'attr.type="string"/><graph edgedefault="undirected"><node id="a"/><node id="b"/><edge source="a" '
     'target="b"><data key="t">reports_to</data>' "</edge></graph></graphml>",
     ["'reports_to'", "no direction"]),
    ('<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="edge" attr.name="weight" '
     'attr.type="double"/><graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" '
     'target="b"><data key="w">-2</data>' "</edge></graph></graphml>", ["firm.graphml, edge 1", "'-2'"]),
    *(('<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="u" for="node" attr.name="unit" '
       f'attr.type="{kind}"/><graph edgedefault="directed"><node id="1"><data key="u">x</data></node><node '
       f'id="2"><data key="u">{"7" * digits}</data></node></graph></graphml>'.replace(">x<", ">1<"), said)
      for kind, digits, said in (("string", 5000, ["firm.graphml, node 2", "5,000 characters", "shorten"]),
                                 ("int", 700, ["firm.graphml, node 2", "700 characters"]),
                                 ("long", 5000, ["firm.graphml, node 2", "5,000 characters"]))),
])
def test_broken_graphml(tmp_path: Path, content: str, parts: list[str]) -> None:
    path = tmp_path / "firm.graphml"
    path.write_text(content)
    message = sentence(path)
    assert "firm.graphml" in message and all(part in message for part in parts), message


CELLS = st.sampled_from(["", "1", "2", "3", "1.0", "-1", "nan", "a", "b", "é", '"', "x,y", "\x00", "\x85",
                         "1e999", "٣", "=1", "²", " "])
NAMES = st.sampled_from(["id", "manager", "unit", "level", "title", "key", "front line", "source",
                         "target", "weight", "type", ""])
TABLES = st.builds(lambda head, rows: "\n".join(",".join(row) for row in [head, *rows]),
                   st.lists(NAMES, max_size=6), st.lists(st.lists(CELLS, max_size=6), max_size=6))
PARTS = st.one_of(TABLES.map(str.encode), st.binary(max_size=60))
YAML = st.one_of(st.sampled_from([b"columns: 3", b"ties: {a: {b: c}}", b"ties: [1]", b"1: 2",
                                  b"columns: {id: [1]}", b"seed: x", b"front_line: a", b"? [a]",
                                  b"a: &x [*x]", b"2020-99-99"]), st.binary(max_size=30))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nodes=PARTS, edges=PARTS, mapping=st.none() | YAML)
def test_nothing_else_than_a_user_error_ever_comes_out(folder: Callable[..., Path], nodes: bytes,
                                                       edges: bytes, mapping: bytes | None) -> None:
    place = folder(nodes=nodes, edges=edges, mapping=mapping or b"{}")
    try:
        org = read_organisation(place)
    except UserError as fault:
        assert str(place) in str(fault) or "mapping" in str(fault)
    else:
        assert len(org) > 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5), head=st.permutations(
    ["manager", "unit", "level", "front line", "key"]))
def test_charts_of_odd_cells(tmp_path: Path, rows: list[tuple[str, ...]], head: list[str]) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("\n".join(["id," + ",".join(head[:3]), *(f"{i}," + ",".join(row[:3]) for i,
                                                             row in enumerate(rows))]))
    try:
        assert len(read_organisation(path)) > 0
    except UserError as fault:
        assert "staff.csv" in str(fault)
