"""Uploaded organisations: read in memory, refused row by row, the same under pseudonyms; a link asks for the
file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from sim.org.build import build_organisation
from sim.org.convert import write
from sim.org.shape import Shape
from sim.whatif import upload as module
from sim.whatif.plan import OrganisationMissing, Plan
from sim.whatif.runs import Worlds
from sim.whatif.upload import UploadFaults, uploaded

CHART = b"""Employee ID,Manager ID,Department,Job Title
1,,Board,Head
2,1,Service,Team lead
3,2,Service,Agent
4,2,Service,Agent
5,1,Office,Lead
6,5,Office,Clerk
7,5,Office,Clerk
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_an_org_chart(temporary):
    found = uploaded({"our firm.csv": CHART})
    assert len(found.organisation) == 7
    assert found.organisation.name == "our firm"
    assert found.notes
    assert not list(temporary.iterdir()), "nothing stays on disk"
    assert not any(str(temporary) in note for note in found.notes)


def test_a_folder_of_files(tmp_path):
    org = build_organisation(Shape(people=40))
    write(org, tmp_path / "org")
    files = {path.name: path.read_bytes() for path in (tmp_path / "org").iterdir()}
    found = uploaded(files)
    assert found.organisation.digest() == org.digest()
    assert found.organisation.name == "organisation"


def test_a_table_of_posts_and_one_of_ties_under_any_names(temporary):
    ties = b"from;to;strength\n3;4;2\n7;6;1\n"
    found = uploaded({"who talks.csv": ties, "staff 2024.csv": CHART})
    assert len(found.organisation) == 7 and len(found.organisation.informal.neighbour) == 2
    assert "folder: posts from staff 2024.csv; ties from who talks.csv" in found.notes
    assert not list(temporary.iterdir())


def test_faults_of_the_upload_are_in_the_page_s_language():
    for files, says in (({}, "nichts hochgeladen"), ({"a.docx": b"PK"}, "a.docx endet auf .docx")):
        with pytest.raises(UploadFaults, match=says):
            uploaded(files, language="de")


def test_pseudonyms_hide_names_and_change_nothing():
    plain, hidden = uploaded({"our.csv": CHART}), uploaded({"our.csv": CHART}, pseudonyms=True)
    assert plain.place == hidden.place
    assert set(hidden.organisation.ids) == {f"P{i}" for i in range(1, 8)}
    assert set(hidden.organisation.unit_names) == {f"U{i}"
                                                   for i in range(1, len(hidden.organisation.unit_names) + 1)}
    assert not any(hidden.organisation.titles)
    everything = repr((hidden.organisation, hidden.notes))
    assert not any(word in everything for word in ("Service", "Board", "Team lead", "our.csv"))


def test_every_row_s_fault_is_told():
    broken = CHART.replace(b"4,2,Service,Agent", b"4,99,Service,Agent").replace(b"6,5,Office,Clerk",
                                                                                b"6,6,Office,Clerk").replace(
        b"7,5,Office,Clerk", b"7,5,Office")
    with pytest.raises(UploadFaults) as caught:
        uploaded({"our firm.csv": broken})
    sentences = caught.value.sentences
    assert len(sentences) == 2, "line 7 is a head: its own manager"
    assert ({line for line in (5, 7, 8) if any(f"our firm.csv, line {line}" in said for said in sentences)}
            == {5, 8})
    assert not any("/" in said.split(";")[0] and "tmp" in said for said in sentences)


def test_a_fault_that_follows_from_another_is_not_told():
    broken = CHART.replace(b"2,1,Service,Team lead", b"2,1,Service,Team lead,and more")
    with pytest.raises(UploadFaults) as caught:
        uploaded({"our.csv": broken})
    assert len(caught.value.sentences) == 1


@pytest.mark.parametrize(("files", "says"), [
    ({}, "empty"), ({"a.csv": b""}, "empty"), ({"a.docx": b"PK"}, "ends in .docx"),
    ({"a.csv": b"PK\x03\x04"}, "archive"), ({"a.xlsx": b"PK\x03\x04 xl/workbook"}, "broken or locked"),
    ({"a.csv": b"\xff\xfea"}, "UTF-16"), ({"a.csv": b"a\0b"}, "binary"),
    ({"a.csv": CHART, "b.csv": CHART}, "not one table of posts and one of ties"),
    ({"../../etc/x.csv": b"name,manager\nAnna,Bob\n"}, "x.csv"), ({"a.graphml": b"<nonsense"}, "a.graphml"),
    ({"a.csv": b"id,manager\n"}, "a.csv")])
def test_what_is_no_organisation_is_refused_in_words(files, says, temporary):
    with pytest.raises(UploadFaults, match=says) as caught:
        uploaded(files)
    assert str(temporary) not in str(caught.value)
    assert not list(temporary.iterdir())


def test_limits(monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 50)
    with pytest.raises(UploadFaults, match="at most 50"):
        uploaded({"a.csv": CHART})
    monkeypatch.setattr(module, "MOST_BYTES", 5000)
    monkeypatch.setattr(module, "MOST_POSTS", 5)
    with pytest.raises(UploadFaults, match="7 posts"):
        uploaded({"a.csv": CHART})


@pytest.mark.parametrize("files, says", [
    ({"a.csv": b"id\n" + b"1\n" * 1_000_000}, "1,000,000 posts, but pages can show 20,000"),
    ({"a.graphml": b"<graphml>" + b"<node/>" * 100_000}, "posts, but pages can show"),
    ({"nodes.csv": CHART, "edges.csv": b"source,target\n" + b"1,2\n" * 500_000},
     "edges.csv has 500,000 rows, but at most 400,000"),
])
def test_rows_are_counted_before_they_are_read(files, says, monkeypatch):
    monkeypatch.setattr(module, "read_organisation", lambda *_: pytest.fail("was read"))
    with pytest.raises(UploadFaults, match=says):
        uploaded(files)


def test_faults_are_not_looked_for_without_end(monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 0.0)
    with pytest.raises(UploadFaults) as caught:
        uploaded({"a.csv": b"id,manager\n1,\n2,nobody\n3,nobody\n4,nobody\n"})
    assert len(caught.value.sentences) == 1


def test_a_link_asks_for_the_file():
    found = uploaded({"our.csv": CHART})
    plan = Plan.from_text(Plan(place=found.place, weeks=2).set("permission", 0.9).to_text())
    with pytest.raises(OrganisationMissing, match="upload its file"):
        plan.scenario()
    with pytest.raises(OrganisationMissing, match="different one"):
        plan.scenario(build_organisation(Shape(people=40)))
    assert Worlds(plan, found.organisation).people == 7
    one, other = Worlds(plan, found.organisation).pair()
    assert one.setup.organisation is found.organisation
    assert one.name != other.name


def test_the_file_is_never_left_behind_when_reading_fails(temporary, monkeypatch):
    monkeypatch.setattr(module, "read_organisation", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        uploaded({"a.csv": CHART})
    assert not list(Path(temporary).iterdir())
