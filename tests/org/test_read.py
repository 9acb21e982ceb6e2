"""Reading organisations: the four real ones, the forms HR systems export, and what is inferred."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.org.mapping import Mapping
from sim.org.organisation import NOBODY, Organisation
from sim.org.read import read_organisation

Folder = Callable[..., Path]
Real = Callable[[str], Path]


def managers(org: Organisation) -> dict[str, str | None]:
    return {str(name): None if m == NOBODY else str(org.ids[m]) for name,
            m in zip(org.ids, org.manager, strict=True)}


def mapped(**keys: object) -> Mapping:
    return Mapping.model_validate(keys)


def said(org: Organisation, *parts: str) -> bool:
    """Is there a note that holds all the parts?"""
    return any(all(part in note for part in parts) for note in org.notes)


def test_krackhardt(real: Real) -> None:
    org = read_organisation(real("krackhardt_hightech"))
    assert (len(org), org.n_units) == (21, 5)
    assert managers(org)["7"] is None
    spans = {str(name): int(n) for name, n in zip(org.ids, org.span, strict=True) if n}
    assert spans == {"14": 7, "7": 4, "21": 4, "2": 3, "18": 2}
    assert np.bincount(org.level).tolist() == [1, 4, 16]
    assert org.ids.tolist() == [str(i) for i in range(1, 22)], "9 stands before 10"
    row = org.informal.start[0]
    assert org.informal.weight[row] == 2.0, "1 asks 2 for advice and names 2 as a friend"
    assert said(org, "advice + friendship") and not said(org, "levels:")


def test_robins(real: Real) -> None:
    org = read_organisation(real("robins_bank_branch"))
    assert np.bincount(org.level).tolist() == [1, 1, 3, 6]
    assert managers(org)["BM"] is None and managers(org)["DM"] == "BM" and managers(org)["A1"] == "DM"
    assert org.n_units == 1
    assert set(org.ids[org.front_line]) == {"A1", "A2", "A3", "T1", "T2", "T3", "T4", "T5", "T6"}
    assert said(org, "top", "lowest number") and said(org, "not in the file; 10 posts") and said(
        org, "teller 6")


def test_manufacturing(real: Real) -> None:
    org = read_organisation(real("manufacturing_email_hierarchy"))
    assert np.bincount(org.level).tolist() == [1, 11, 64, 33, 44, 1]
    assert (org.manager != NOBODY).sum() == 153
    assert said(org, "left out", "13 posts") and said(org, "153 posts", "153 reporting ties")
    assert not said(org, "levels:")


def test_consulting(real: Real) -> None:
    org = read_organisation(real("cross_parker_consulting"))
    assert np.bincount(org.level).tolist() == [4, 17, 10, 9, 6]
    assert said(org, "highest number, 5") and said(org, "'info'", "--min-weight info=3") and said(
        org, "heads: 4 posts")
    mapping = mapped(ties={"info": {"min_weight": 3}, "value": "ignore"})
    org = read_organisation(real("cross_parker_consulting"), mapping)
    assert len(org.informal.neighbour) == 310
    assert org.n_units == 7
    assert not said(org, "threshold")
    turned = read_organisation(real("cross_parker_consulting"), mapped(top_level="lowest"))
    assert np.bincount(turned.level).tolist() == [6, 9, 10, 17, 4]


CHART = """Employee ID{s}Manager ID{s}Department{s}Job Title
1{s}{s}Head office{s}Managing Director
2{s}1{s}Branch{s}Service Manager
3{s}2{s}Branch{s}Service Agent
4{s}2{s}Branch{s}Bank teller
5{s}1{s}IT{s}Developer
"""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_org_chart(tmp_path: Path, separator: str, mark: bytes, line_end: str) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(mark + CHART.format(s=separator).replace("\n", line_end).encode())
    org = read_organisation(path)
    assert managers(org) == {"1": None, "2": "1", "3": "2", "4": "2", "5": "1"}
    assert org.unit_names == ("Branch", "Head office", "IT")
    assert org.ids[org.front_line].tolist() == ["3", "4"], "a service manager with reports manages"
    assert org.titles[0] == "Managing Director"
    assert org.services.tolist() == [[0, 2]]
    assert said(org, "informal ties: none in the file") and len(org.informal.neighbour) > 0


@pytest.mark.parametrize("header", ["Worker,Supervisor,Dept,Position", "EMPLOYEE_ID,Reports-To,team,TITLE",
                                    "person id,Line Manager,Organisational Unit,Business Title"])
def test_usual_column_names(tmp_path: Path, header: str) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(CHART.format(s=",").replace("Employee ID,Manager ID,Department,Job Title", header))
    assert managers(read_organisation(path))["3"] == "2"


def test_what_spreadsheets_do_to_files(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text('id,manager,unit,,\n 1 ,,"Sales, north",,\n\n2,1.0,"Sales\nnorth",,\n3,N/A,x,,\n,,,,\n')
    org = read_organisation(path)
    assert managers(org) == {"1": None, "2": "1", "3": None}
    assert org.unit_names == ("Sales north", "Sales, north", "x")


def test_a_level_column_that_disagrees_is_noted(folder: Folder) -> None:
    org = read_organisation(folder(nodes="id,manager,level\n1,,5\n2,1,4\n3,2,3\n4,2,2\n5,4,2\n"))
    assert org.level.tolist() == [0, 1, 2, 2, 3]
    assert said(org, "levels: the reporting line counts", "column 'level'", "1 post (4)")


def test_no_units_means_teams(folder: Folder) -> None:
    org = read_organisation(folder(nodes="id,manager\n1,\n2,1\n3,1\n4,2\n5,3\n6,3\n"))
    assert org.unit_names == ("team of 1", "team of 2", "team of 3")
    assert org.unit.tolist() == [0, 1, 2, 1, 2, 2]


def test_an_empty_unit_is_the_managers(folder: Folder) -> None:
    org = read_organisation(folder(nodes="id,manager,unit\n1,,\n2,1,A\n3,2,\n4,3,\n"))
    assert [org.unit_names[u] for u in org.unit] == ["no unit", "A", "A", "A"]
    assert said(org, "3 posts (1, 3, 4) without one")


def test_titles_words_from_the_mapping(folder: Folder) -> None:
    path = folder(nodes="id,manager,title\n1,,Chef\n2,1,Kellner\n3,1,Koch\n",
                  mapping="front_line: [Kellner]\n")
    assert read_organisation(path).ids[read_organisation(path).front_line].tolist() == ["2"]


def test_mapping_in_folder_and_on_top(folder: Folder) -> None:
    path = folder(nodes="pid,above,group,site\na,,x,y\nb,a,x,z\nc,a,x,y\n",
                  edges="source,target,weight,type\nb,c,1,talk\nc,b,4,talk\n",
                  mapping="columns: {id: PID, manager: above, unit: site}\nties: {talk: {min_weight: 2}}\n")
    org = read_organisation(path)
    assert org.unit_names == ("y", "z")
    assert org.informal.neighbour.tolist() == [1]
    assert len(read_organisation(path, mapped(ties={"talk": {"min_weight": 1}})).informal.neighbour) == 2
    assert read_organisation(path, mapped(columns={"unit": "group"})).unit_names == ("x",)


def test_weights(folder: Folder) -> None:
    org = read_organisation(folder(nodes="id,manager\n1,\n2,1\n3,1\n",
                      edges="source,target,weight\n1,2,0\n1,3,2\n1,3,0.5\n2,2,9\n3,1,1e-3\n"))
    assert org.informal.start.tolist() == [0, 1, 1, 2], "weight 0 is no tie"
    assert org.informal.weight.tolist() == [2.5, np.float32(1e-3)], "repeated ties add up"
    assert said(org, "1 to oneself left out") and said(org, "4 of 5")


def test_ties_without_weights_and_types(folder: Folder) -> None:
    org = read_organisation(folder(nodes="id,manager\n1,\n2,1\n", edges="from,to\n1,2\n"))
    assert org.informal.weight.tolist() == [1.0]


def test_isolated_people_keep_their_post(folder: Folder) -> None:
    org = read_organisation(folder(nodes="id,manager,unit\n1,,a\n2,1,a\n3,,b\n",
                                   edges="source,target\n1,2\n"))
    assert len(org) == 3
    assert said(org, "heads: 2 posts")


def test_levels_spread_managers_evenly(folder: Folder) -> None:
    rows = "".join(f"s{i},3\n" for i in range(9)) + "".join(f"m{i},2\n" for i in range(3)) + "top,1\n"
    org = read_organisation(folder(nodes="id,level\n" + rows))
    assert sorted(org.span.tolist())[-4:] == [3, 3, 3, 3]


def test_levels_prefer_the_own_unit_then_the_strongest_tie(folder: Folder) -> None:
    nodes = "id,level,unit\ntop,1,x\nm1,2,x\nm2,2,x\nm3,2,y\ns1,3,x\ns2,3,y\ns3,3,z\n"
    edges = "source,target,weight\ns1,m2,2\nm1,s1,1\ns1,m3,9\ns3,m3,5\n"
    line = managers(read_organisation(folder(nodes=nodes, edges=edges)))
    assert (line["s1"], line["s2"], line["s3"], line["m3"]) == ("m2", "m3", "m3", "top")


GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="unit" attr.type="string"/>
<key id="d1" for="node" attr.name="role" attr.type="string"/>
<key id="d2" for="edge" attr.name="type" attr.type="string"/>
<key id="d3" for="edge" attr.name="weight" attr.type="double"/>
<key id="d4" for="node" attr.name="level" attr.type="int"/>
<graph edgedefault="{directed}">
<node id="a"><data key="d0">desk</data><data key="d1">boss</data><data key="d4">1</data></node>
<node id="b"><data key="d0">desk</data><data key="d1">front line</data><data key="d4">2</data></node>
<node id="c"><data key="d0">desk</data><data key="d1">back office</data><data key="d4">2</data></node>
{reports}
<edge source="b" target="c"><data key="d2">talk</data><data key="d3">2.5</data></edge>
</graph></graphml>
"""


def test_graphml(tmp_path: Path) -> None:
    reports = "".join(f'<edge source="{x}" target="a"><data key="d2">reports_to</data></edge>' for x in "bc")
    path = tmp_path / "firm.graphml"
    path.write_text(GRAPHML.format(directed="directed", reports=reports))
    org = read_organisation(path)
    assert managers(org) == {"a": None, "b": "a", "c": "a"}
    assert org.front_line.tolist() == [False, True, False]
    assert org.informal.weight.tolist() == [2.5]


def test_undirected_graphml_ties_count_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "firm.graphml"
    path.write_text(GRAPHML.format(directed="undirected", reports=""))
    org = read_organisation(path)
    assert managers(org) == {"a": None, "b": "a", "c": "a"}
    assert org.informal.neighbour.tolist() == [2, 1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_the_order_of_rows_never_matters(folder: Folder, seed: int) -> None:
    rng = random.Random(seed)
    posts = [f"p{i}" for i in range(rng.randint(2, 30))]
    given_line = rng.random() < 0.5
    nodes = [
        f"{name},{rng.choice(posts[:i]) if i and given_line else ''},{rng.choice('xyz')},{min(i, 1 + i % 3)}"
        for i, name in enumerate(posts)]
    edges = [f"{a},{b},{rng.random() * 10},{rng.choice(['advice', 'talk'])}"
             for a, b in (rng.choices(posts, k=2) for _ in range(60))]
    head = "id,manager,unit,level\n", "source,target,weight,type\n"
    first = read_organisation(folder(nodes=head[0] + "\n".join(nodes), edges=head[1] + "\n".join(edges)))
    rng.shuffle(nodes)
    rng.shuffle(edges)
    second = read_organisation(folder(nodes=head[0] + "\n".join(nodes), edges=head[1] + "\n".join(edges)))
    assert first.digest() == second.digest()
    assert first.notes == second.notes
