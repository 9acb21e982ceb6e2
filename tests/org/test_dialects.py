"""One firm in every format, separator, encoding, language and way to name a manager reads as the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.org.organisation import Organisation
from sim.org.read import read_organisation, reading
from tests.org.writers import KINDS, MARKS, NAMES, Firm, as_csv, as_graph, as_records, as_tree, as_workbook

REAL = {"krackhardt_hightech": "324588308964f1afb9d4c6b4fe863f3e",
        "robins_bank_branch": "0e5643d9ee4fa5a1d6573146d9517f3f",
        "manufacturing_email_hierarchy": "b3dbfbebfea03e8fa75c126c73ef8203",
        "cross_parker_consulting": "8ac236be29c94d8ea640cc771cca07ff"}

ODD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def firms(draw: st.DrawFn) -> Firm:
    """Three posts or more under one head, so that no tree is a chain, in up to four units."""
    size = draw(st.integers(4, 25))
    manager = [-1, 0, 0, 1] + [draw(st.integers(0, i - 1)) for i in range(4, size)]
    units = [draw(st.sampled_from(["Büro", "Shop, north", "IT", "2"])) for _ in range(size)]
    front = [draw(st.booleans()) for _ in range(size)]
    titles = [draw(st.sampled_from(["Agent", "Head", "Clerk"])) for _ in range(size)]
    return Firm(manager, units, front, titles)


def expected(firm: Firm) -> str:
    frame = pd.DataFrame({"id": firm.ids, "manager": [firm.ids[b] if b >= 0 else "" for b in firm.manager],
                          "unit": firm.unit, "front_line": firm.front})
    return Organisation.from_frames(frame).digest()


@pytest.mark.parametrize("name", REAL)
def test_the_real_organisations_are_read_as_ever(real: Callable[[str], Path], name: str) -> None:
    assert read_organisation(real(name)).digest() == REAL[name]


@ODD
@given(firm=firms(), language=st.sampled_from([*NAMES]), kind=st.sampled_from(KINDS),
       mark=st.sampled_from(MARKS),
       separator=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16",
                                                                     "cp1252"]),
       line_end=st.sampled_from(["\n", "\r\n", "\r"]), above=st.integers(0, 2), below=st.booleans(),
       said=st.booleans(), shuffle=st.randoms())
def test_tables(tmp_path: Path, firm: Firm, language: str, kind: str, mark: str, separator: str,
                encoding: str, line_end: str, above: int, below: bool, said: bool, shuffle: object) -> None:
    head, *rows = firm.table(language, kind, mark)
    shuffle.shuffle(rows)  # type: ignore[attr-defined]
    path = tmp_path / "staff.csv"
    path.write_bytes(as_csv([head, *rows], separator, encoding, line_end, above, below, said))
    found = reading(path)
    assert found.organisation.digest() == expected(firm), found.organisation.notes
    again = read_organisation(path, found.mapping)
    assert again.digest() == expected(firm), found.mapping


@settings(ODD, max_examples=12)
@given(firm=firms(), language=st.sampled_from([*NAMES]), kind=st.sampled_from(KINDS))
def test_workbooks(tmp_path: Path, firm: Firm, language: str, kind: str) -> None:
    path = tmp_path / "staff.xlsx"
    as_workbook(firm.table(language, kind, "", extra=False), path)
    found = read_organisation(path)
    assert found.digest() == expected(firm)
    assert any("sheet 'Staff'; not read: 'Read me'" in note for note in found.notes)


@settings(ODD, max_examples=30)
@given(firm=firms(), typed=st.booleans(), down=st.booleans())
def test_networks_and_trees(tmp_path: Path, firm: Firm, typed: bool, down: bool) -> None:
    graph = as_graph(firm, typed, down)
    nx.write_graphml(graph, tmp_path / "firm.graphml")
    nx.write_graphml(graph, tmp_path / "named.graphml", named_key_ids=True)
    nx.write_gexf(graph, tmp_path / "firm.gexf")
    nx.write_gml(graph, tmp_path / "firm.gml")
    (tmp_path / "links.json").write_text(json.dumps(nx.node_link_data(graph, edges="links")))
    (tmp_path / "tree.json").write_text(as_tree(firm))
    (tmp_path / "list.json").write_text(as_records(firm))
    (tmp_path / "network.xml").write_bytes((tmp_path / "firm.gexf").read_bytes())
    for path in sorted(file for file in tmp_path.iterdir() if file.suffix != ".csv"):
        assert read_organisation(path).digest() == expected(firm), path.name
    assert Organisation.from_networkx(graph).digest() == expected(firm)
    with (tmp_path / "tree.json").open() as file:
        assert read_organisation(file).digest() == expected(firm)


@settings(ODD, max_examples=20)
@given(firm=firms(), names=st.sampled_from([("people.csv", "contacts.csv"), ("vertices.csv", "edges.csv"),
                                            ("a.txt", "b.tsv")]))
def test_folders_of_two_tables(tmp_path_factory: pytest.TempPathFactory, firm: Firm,
                               names: tuple[str, str]) -> None:
    place = tmp_path_factory.mktemp("firm")
    rows = ["id;unit;front line", *(f"{a};{u};{int(f)}" for a, u, f in zip(firm.ids, firm.unit, firm.front,
                                                                           strict=True))]
    ties = ["from,to,type", *(f"{firm.ids[i]},{firm.ids[b]},reports_to" for i, b in enumerate(firm.manager)
                              if b >= 0)]
    (place / names[0]).write_text("\n".join(rows))
    (place / names[1]).write_text("\n".join(ties))
    assert read_organisation(place).digest() == expected(firm)


@settings(ODD, max_examples=30)
@given(firm=firms())
def test_frames_and_graphs_there_and_back(firm: Firm) -> None:
    frame = pd.DataFrame({"id": range(1, len(firm.ids) + 1), "unit": firm.unit, "cost": 1.5,
                          "manager": [b + 1 if b >= 0 else None for b in firm.manager]}).set_index("id")
    org = Organisation.from_frames(frame, name="firm")
    assert org.manager.tolist() == firm.manager and org.unused == ("cost",)
    assert Organisation.from_frames(*org.to_frames()).digest() == org.digest()
    assert Organisation.from_networkx(org.to_networkx()).digest() == org.digest()
