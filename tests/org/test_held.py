"""Files that people hold, one small one per kind: what is unambiguous is read, and said; the rest is refused
with the way out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from sim.base.errors import UserError
from sim.base.tables import bulk
from sim.org.convert import write
from sim.org.organisation import NOBODY, Organisation
from sim.org.read import read_organisation

LINE = {"1": None, "2": "1", "3": "2", "4": "2"}


def managers(org: Organisation) -> dict[str, str | None]:
    return {str(name): None if m == NOBODY else str(org.ids[m]) for name, m in zip(org.ids, org.manager,
                                                                                   strict=True)}


def put(place: Path, text: str | bytes, name: str = "staff.csv") -> Path:
    path = place / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


READ = {
    "entra": ("id,displayName,userPrincipalName,jobTitle,department,accountEnabled,manager\n"
              "1,Ada,ada@x.test,CEO,Top,True,\n2,Bo,bo@x.test,Lead,Shop,True,ada@x.test\n"
              "3,Cy,cy@x.test,Agent,Shop,True,BO@x.test\n4,Di,di@x.test,Agent,Shop,True,bo@x.test\n"
              "5,Ed,ed@x.test,Agent,Shop,False,bo@x.test\n",
              ["values of 'userPrincipalName'", "1 of 5 left out by column 'accountEnabled'", "whatever the "
                                                                                              "spelling"]),
    "workday": ("Employee ID,Worker,Business Title,Supervisory Organization,Manager\n1,Ada Top (1),CEO,Top,\n"
                "2,Bo Mid (2),Lead,Shop,Ada Top (1)\n3,Cy Low (3),Agent,Shop,Bo Mid (2)\n4,Di Low "
                "(4),Agent,Shop,Bo Mid (2)\n", []),
    "google": ("Email Address [Required],First Name [Required],Last Name [Required],Org Unit Path [Required],"
               "Employee ID,Manager Email\na@x.test,Ada,Top,/Top,1,\nb@x.test,Bo,Mid,/Shop,2,a@x.test\n"
               "c@x.test,Cy,Low,/Shop,3,b@x.test\nd@x.test,Di,Low,/Shop,4,b@x.test\n", ["2 from column 'Org "
                                                                                        "Unit Path"]),
    "successfactors": ("USERID,STATUS,FIRSTNAME,LASTNAME,TITLE,DEPARTMENT,MANAGER,MATRIX_MANAGER\n"
                       "1,active,Ada,Top,CEO,Top,NO_MANAGER,\n2,active,Bo,Mid,Lead,Shop,1,\n"
                        "3,active,Cy,Low,Agent,Shop,2,"
                       "1\n4,active,Di,Low,Agent,Shop,2,\n9,inactive,Ed,Low,Agent,Shop,2,\n",
                       ["marks them with 'NO_MANAGER'", "1 second (dotted-line)", "1 of 5 left out"]),
    "numbers as spreadsheets write them": ("id,manager,unit\n0001,,A\n2.0,1,A\n3,0002,A\n4,2.0,A\n", []),
    "own id is a head": ("id,manager,unit\n1,1,A\n2,1,A\n3,2,A\n4,2,A\n", ["1 post (1) given as their own "
                                                                           "manager"]),
    "totals and a report's head": ("Staff list;;\n;;\n"
                                   "Personalnummer;Abteilung;Vorgesetzter\n1;A;\n2;A;1\n3;B;2\n4;B;2\n"
                                   "Summe: 4;;\n", ["above the column names in line 3", "below the table "
                                                                                        "left out"]),
    "names on every page": ("id,manager,unit\n1,,A\n2,1,A\nid,manager,unit\n3,2,A\n4,2,A\n",
                            ["say the column names again"]),
    "names in two languages": ("id,manager,unit\n"
                               "Personalnummer,Vorgesetzter,Abteilung\n1,,A\n2,1,A\n3,2,A\n4,2,A\n",
                               ["say the column names again"]),
    "R": ('"id","manager","unit"\n"1","1",NA,"A"\n"2","2","1","A"\n"3","3","2","A"\n"4","4","2","A"\n', []),
    "several managers in a cell": ("id,manager,unit\n1,,A\n2,1,A\n3,2 | 1,A\n4,2,A\n",
                                   ["1 cells of column 'manager'"]),
    "solid and dotted rows": ("id,manager,relationship,unit\n"
                              "1,,,A\n2,1,solid,A\n3,2,solid,A\n3,1,dotted,A\n4,2,solid,A\n",
                              ["1 second (dotted-line) managers"]),
    "snapshots": ("id,manager,unit,effective date\n"
                  "1,,A,2024-01-31\n2,1,A,2024-01-31\n3,1,A,2024-01-31\n1,,A,2024-02-29\n"
                  "2,1,A,2024-02-29\n3,2,A,2024-02-29\n4,2,A,2024-02-29\n", ["only the newest, 2024-02-29"]),
    "vacant positions": ("Position ID,Employee ID,Name,Manager "
                         "ID\nP1,1,Ada,\nP2,2,Bo,1\nP3,3,Cy,2\n4,,Vacant,2\n",
                         ["have no 'Employee ID' but a 'Position ID'", "vacant: 1 ("]),
    "pairs with the head only as a manager": ("report,boss\n2,1\n3,2\n4,2\n", ["named only as managers are "
                                                                               "posts too"]),
    "row numbers": (",id,manager\n0,1,\n1,2,1\n2,3,2\n3,4,2\n", []),
    "a chain of managers": ("Employee,Level 1 Manager,Level 2 Manager\n1,,\n2,1,\n3,1,2\n4,1,2\n",
                            ["last in the chain of columns Level 1 Manager, Level 2 Manager"]),
    "another column of managers": ("id,name,manager id,manager name\n1,Ada Top,K1,\n2,\"Mid, Bo\",K2,Ada "
                                   "Top\n3,Cy,K3,Bo Mid\n4,Di,K3,Bo "
                                   "Mid\n", ["column 'manager name' holds values"]),
    "types below the names": ("id,manager,unit\nint,int,text\n1,,A\n2,1,A\n3,2,A\n4,2,A\n",
                              ["say the column names"]),
    "the key that managers hit": ("key,name,parent\n1,Ada,\n2,Bo,1\n3,Cy,2\n4,Di,2\n", []),
    "leaver between": ("id,manager,status\n1,,active\n9,1,terminated\n2,9,active\n3,2,active\n4,2,active\n",
                       ["reported to one"]),
    "a column twice, alike": ("id,manager,unit,unit\n1,,A,A\n2,1,A,A\n3,2,A,A\n4,2,A,A\n", []),
    "nameless columns": ("id,manager,unit,,\n1,,A,,\n2,1,A,x,\n3,2,A,,\n4,2,A,,\n", []),
}


@pytest.mark.parametrize("kind", READ)
def test_what_is_unambiguous_is_read_and_said(tmp_path: Path, kind: str) -> None:
    text, notes = READ[kind]
    org = read_organisation(put(tmp_path, text))
    if kind == "numbers as spreadsheets write them":
        assert org.manager.tolist() == [-1, 0, 1, 1]
    else:
        line = managers(org)
        renamed = dict(zip(line, LINE, strict=True)) if kind == "google" else {name: name for name in line}
        assert {renamed[a]: b and renamed[b] for a, b in line.items()} == LINE
    for part in notes:
        assert any(part in note for note in org.notes), (part, org.notes)


REFUSED = {
    "unknown managers, all of them": ("id,manager,unit\n1,,A\n2,1,A\n3,98,A\n4,97,A\n5,97,A\n",
                                      ["line 4", "'97' (2), '98' (1)", "--unknown-managers heads or drop"]),
    "managers of another table": ("EmpID,ManagerID,Name\n1,,Ada\n2,K7,Bo\n3,K8,Cy\n4,K9,Di\n",
                                  ["none of 3 values of ManagerID is an EmpID", "manager_is"]),
    "two people of one name": ("id,name,manager,unit\n1,Ada Top,,A\n2,Bo Low,Ada Top,A\n3,Bo Low,Ada Top,A\n"
                               "4,Cy Low,Bo Low,A\n", ["'Bo Low' is the name of 2 posts (2, 3)"]),
    "one level for all": ("id,level\n1,1\n2,1\n", ["is 1 for all 2 posts"]),
    "everybody has left": ("id,manager,status\n1,,terminated\n2,1,terminated\n", ["everybody has left",
                                                                                  "--keep-leavers"]),
    "an edge list that is a tree": ("from,to\nAnn,Bob\nAnn,Cy\nBob,Di\n", ["list of ties among 4 posts",
                                                                           "--head Ann"]),
    "a bare edge list": ("0\t1\n1\t2\n2\t3\n3\t0\n", ["list of ties among 4 posts", "--head NAME"]),
    "a path of levels": ("Employee,Level 1,Level 2\nAda,Top,\nBo,Top,Shop\n", ["'Level 1', 'Level 2'",
                                                                               "path"]),
    "a near miss": ("id,mangaer id,unit\n1,,A\n2,1,A\n", ["'mangaer id' (near 'manager id': if so"]),
    "days or months": ("id,manager,as of\n1,,03/02/2024\n2,1,03/02/2024\n1,,02/03/2024\n2,1,02/03/2024\n",
                       ["cannot be told apart"]),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_is_refused_with_the_way_out(tmp_path: Path, kind: str) -> None:
    text, parts = REFUSED[kind]
    with pytest.raises(UserError) as caught:
        read_organisation(put(tmp_path, text))
    for part in parts:
        assert part in str(caught.value), str(caught.value)


UNREAD = {
    b"\x1f\x8b\x08\x00rest": "gzip", b"PAR1....": "Parquet", b"%PDF-1.7": "PDF",
    b"SQLite format 3\0": "database",
    b"digraph firm { a -> b }": "DOT", b"dl n=3 format=edgelist1\nlabels:\n": "UCINET DL",
    b"dn: CN=Ada\n": "LDIF",
    b"<!DOCTYPE html><table>": "web page", b"\xd0\xcf\x11\xe0\xa1\xb1": "old Office",
    b"<mxfile><diagram/></mxfile>":
    "diagrams.net", b"PK\x03\x04........visio/pages/": "Visio", b"PK\x03\x04......word/document.xml": "Word",
    b"<VisioDocument><Pages/></VisioDocument>": "Visio", b"BEGIN:VCARD\n": "vCards",
    b"PK\x03\x04.....mimetypeapplication/vnd.oasis.opendocument.spreadsheet": "OpenDocument"}


@pytest.mark.parametrize("content", UNREAD)
def test_what_is_recognised_and_not_read_is_named(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserError, match=UNREAD[content]) as caught:
        read_organisation(put(tmp_path, content, "staff.csv"))
    assert ";" in str(caught.value), "what to do instead"


def test_ways_out(tmp_path: Path) -> None:
    staff = put(tmp_path, REFUSED["unknown managers, all of them"][0])
    assert managers(read_organisation(staff, {"unknown_managers": "heads"})) == {
        "1": None, "2": "1", "3": None, "4": None, "5": None}
    assert managers(read_organisation(staff, {"unknown_managers": "drop"})) == {"1": None, "2": "1"}
    tree = put(tmp_path, REFUSED["an edge list that is a tree"][0])
    assert managers(read_organisation(tree, {"head": "Ann"})) == {"Ann": None, "Bob": "Ann", "Cy": "Ann",
                                                                  "Di": "Bob"}
    assert managers(read_organisation(tree, {"head": "di"}))["Ann"] == "Bob"
    gone = put(tmp_path, "id,manager,status\n1,,active\n2,1,left\n3,2,active\n")
    assert managers(read_organisation(gone)) == {"1": None, "3": "1"}
    assert len(read_organisation(gone, {"leavers": "keep"})) == 3


def test_a_workbook_of_posts_and_ties(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, rows in {"people": [["id", "unit"], [1, "x"], [2.0, "x"], [3, "y"]], "notes": [["hello"]],
                        "ties": [["from", "to", "type"], [2, 1, "reports to"], [3, 1, "reports to"]]}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "firm.xlsx")
    org = read_organisation(tmp_path / "firm.xlsx")
    assert org.manager.tolist() == [-1, 0, 0]
    assert any("sheet 'people'; ties from sheet 'ties'; not read: 'notes'" in note for note in org.notes)


LARGE = "id;manager;unit;title\n1;;Top;Head\n" + "".join(f"{i};{i // 9 or 1};U{i % 7}; Agent \n"
                                                          for i in range(2, 300))


@pytest.mark.parametrize(("text", "by_columns"), [
    (LARGE, True), (LARGE.rstrip(), True), (LARGE.replace("\n", "\r\n"), True), (LARGE + "\n", False),
    (LARGE.replace("\n20;", "\n\n20;"), False), (LARGE + "Total: 299;;;\n", False),
    ("As of today;;;\n" + LARGE, False), (LARGE.replace(" Agent ", '"A;"'), False)])
def test_large_tables_are_read_by_columns_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str,
                                                by_columns: bool) -> None:
    slow = read_organisation(put(tmp_path, text))
    found = []
    monkeypatch.setattr("sim.base.tables.bulk.LEAST", 0)
    coded = bulk._coded
    monkeypatch.setattr("sim.base.tables.bulk._coded", lambda column: found.append(1) or coded(column))
    quick = read_organisation(put(tmp_path, text))
    assert quick.digest() == slow.digest() and quick.notes == slow.notes and bool(found) == by_columns
    with pytest.raises(UserError, match="line [56] has 7 cells"):
        read_organisation(put(tmp_path, text.replace("\n4;", "\n4;4;4;4;")))


def test_matrices(tmp_path: Path) -> None:
    for text in ("0,1,0\n1,0,1\n0,1,0\n", ",1,2,3\n1,0,1,0\n2,1,0,1\n3,0,1,0\n", "0 1 0\n1 0 1\n0 1 0\n"):
        org = read_organisation(put(tmp_path, text), {"head": "2"})
        assert managers(org) == {"1": "2", "2": None, "3": "2"} and len(org.informal.neighbour) == 4
    with pytest.raises(UserError, match="line 3: 'x' stands in a matrix"):
        read_organisation(put(tmp_path, ",1,2,3\n1,0,1,0\n2,x,0,1\n3,0,1,0\n"), {"head": "2"})


def test_gephi_says_directions_under_type(tmp_path: Path) -> None:
    put(tmp_path, "Id,Label,department,level\n1,Ann,A,1\n2,Bob,A,2\n3,Cy,A,2\n", "nodes.csv")
    put(tmp_path, "Source,Target,Type,Weight\n1,2,Undirected,1.0\n2,3,Directed,2.0\n", "edges.csv")
    org = read_organisation(tmp_path)
    assert org.informal.start.tolist() == [0, 1, 3, 3] and any("'Type' says that 1 of 2" in note
                                                               for note in org.notes)


GRAPH = ('<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
         'xmlns:y="http://www.yworks.com/xml/graphml">{}</graphml>')


def yed(labels: list[str], edges: list[tuple[int, int]]) -> str:
    nodes = "".join(f'<node id="n{i}"><data key="g"><y:ShapeNode><y:NodeLabel>{label}</y:NodeLabel>'
                    "</y:ShapeNode></data>"
                    "</node>" for i, label in enumerate(labels))
    return GRAPH.format('<key for="node" id="g" yfiles.type="nodegraphics"/><graph edgedefault="directed">'
                        + nodes
                        + "".join(f'<edge source="n{a}" target="n{b}"/>' for a, b in edges) + "</graph>")


def test_yed(tmp_path: Path) -> None:
    org = read_organisation(put(tmp_path, yed(["CEO", "Lead", "Agent", "Agent"], [(0, 1), (1, 2), (1, 3)]),
                                "y.graphml"))
    assert org.manager.tolist() == [-1, 0, 1, 1] and org.titles.tolist() == ["CEO", "Lead", "Agent", "Agent"]
    assert org.front_line.tolist() == [False, False, True, True] and "boss to report" in org.notes[0]
    chain = put(tmp_path, yed(["Agent", "Lead of shop", "CEO"], [(2, 1), (1, 0)]), "y.graphml")
    for mapping in (None, {"ties": {"informal": "reports_to"}}):
        assert managers(read_organisation(chain, mapping)) == {"Agent": "Lead of shop", "CEO": None,
                                                               "Lead of shop": "CEO"}
    unclear = put(tmp_path, yed(["x", "y"], [(0, 1)]), "y.graphml")
    with pytest.raises(UserError, match="chain that can be read from 'y' or from 'x' down"):
        read_organisation(unclear)
    assert managers(read_organisation(unclear, {"edges": "boss-to-report"})) == {"x": None, "y": "x"}


@pytest.mark.parametrize(("inside", "said"), [
    ('<graph edgedefault="directed"><node id="A"/><node id="B"/><edge source="A" target="B"/><edge '
     'source="B" '
     'target="Bb"/></graph>', "edge 2: target 'Bb' is nobody's id"),
    ('<graph edgedefault="directed"><node id="A"/><node id="B"/><edge source="A" target=""/></graph>',
     "edge 1 has no target")])
def test_an_edge_to_nobody(tmp_path: Path, inside: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_organisation(put(tmp_path, GRAPH.format(inside), "g.graphml"))


def test_igraph_and_cytoscape(tmp_path: Path) -> None:
    igraph = GRAPH.format(
        '<key id="v_name" for="node" attr.name="name" attr.type="string"/><key id="v_status" for="node" '
        'attr.name="status" attr.type="double"/><graph edgedefault="undirected"><node id="n0"><data '
        'key="v_name">Ann</data>'
        '<data key="v_status">1</data></node><node id="n1"><data key="v_name">Bob</data><data '
        'key="v_status">2</data>'
        '</node><edge source="n0" target="n1"/></graph>')
    assert managers(read_organisation(put(tmp_path, igraph, "i.graphml"),
                                      {"columns": {"level": "status"}})) == {
        "Ann": None, "Bob": "Ann"}
    cytoscape = GRAPH.format('<graph edgedefault="directed"><node id="a"/><node id="b"/><node id="c"/>'
                             + "".join(
        f'<edge source="{x}" target="a"><data key="interaction">reports to</data></edge>' for x in "bc")
                             + "</graph>")
    assert managers(read_organisation(put(tmp_path, cytoscape, "c.graphml"))) == {"a": None, "b": "a",
                                                                                  "c": "a"}


def test_pajek(tmp_path: Path) -> None:
    net = put(tmp_path, '*Vertices 3\n1 "Ann"\n2 "Bob"\n3 "Cy"\n*Arcs\n2 1 1\n3 1 1\n', "room.net")
    assert managers(read_organisation(net)) == {"Ann": None, "Bob": "Ann", "Cy": "Ann"}
    twice = put(tmp_path, '*Vertices 3\n1 "Ann"\n2 "Ann"\n3 "Cy"\n*Arcs\n2 1 1\n', "room.net")
    with pytest.raises(UserError, match="declares 3 vertices, but 2"):
        read_organisation(twice)


WARNED = {
    "units of one post": ("id,manager,office\n1,,a\n2,1,b\n3,2,c\n4,2,d\n5,2,e\n", "5 of 5 units by column "
                                                                                   "'office'"),
    "one unit": ("id,manager,unit\n1,,x\n" + "".join(f"{i},1,{'y' if i < 3 else 'x'}\n" for i in range(2,
                                                                                                       40)),
                 "38 of 39 posts are in one unit, 'x'"),
    "front line": ("id,manager,title\n1,,Head\n" + "".join(f"{i},1,{'Agent' if i < 3 else 'Clark'}\n"
                                                           for i in range(2, 60)), "front line: "),
    "one word": ("id,manager,title\n1,,Head\n2,1,Support of boards\n" + "".join(f"{i},1,Analyst\n"
                                                                                for i in range(3, 9)),
                 "'support' in one title"),
    "heads": ("id,manager,unit\n1,,A\n2,,A\n3,,A\n4,1,A\n5,2,A\n6,3,A\n", "3 of 6 posts have no manager"),
    "pay grade": ("id,grade,unit\n1,1,A\n2,2,A\n3,2,A\n4,3,A\n5,3,A\n6,3,A\n", "looks like a pay grade"),
}


@pytest.mark.parametrize("kind", WARNED)
def test_what_is_implausible_is_a_warning(tmp_path: Path, kind: str) -> None:
    text, said = WARNED[kind]
    org = read_organisation(put(tmp_path, text))
    assert len(org.warnings) == 1 and said in org.warnings[0], org.warnings
    assert org.summary()["warnings"] == list(org.warnings)


def test_what_was_not_used_is_listed(tmp_path: Path) -> None:
    org = read_organisation(put(tmp_path, "id,manager,unit,team,Age,Empty\n"
                                "1,,A,B,40,\n2,1,A,B,41,\n3,1,A,B,42,\n"))
    assert org.unused == ("team (a unit too, 'unit' counts)", "Age", "Empty (empty)")


def test_ids_and_names_of_the_generated_firm_raise_no_warning() -> None:
    firm = Organisation.from_frames(*__import__("sim").build_organisation(people=300).to_frames())
    assert not firm.warnings and not firm.unused


@pytest.mark.parametrize("text", [
    "id,manager,vacant\n1,,0\n2,1,no\n3,2,1\n4,2,\n", "id,name,manager\n1,Ada,\n2,Bo,1\n3,TBH,2\n4,Di,2\n",
    "Position ID,Incumbent,Reports To Position\n1,Ada,\n2,Bo,1\n3,vakant,2\n4,Di,2\n",
    "Position ID,Employee ID,Manager ID\n1,1,\n2,2,1\n3,,2\n4,4,2\n"])
def test_vacant_positions_are_vacant_posts_and_stay_so_in_files(tmp_path: Path, text: str) -> None:
    org = read_organisation(put(tmp_path, text))
    assert org.vacant == (2,) and any("vacant: 1 (3)" in note for note in org.notes)
    for copy in ("folder", "chart.csv", "graph.graphml"):
        write(org, tmp_path / copy)
        assert read_organisation(tmp_path / copy).vacant == (2,)
    write(org, tmp_path / "hidden", pseudonyms=True)
    hidden = read_organisation(tmp_path / "hidden")
    assert hidden.vacant == (2,) and hidden.digest(names=False) == org.digest(names=False)
    assert replace(org, vacant=()).digest() != org.digest()
