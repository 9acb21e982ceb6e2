"""What is written reads back as the same organisation, under its own names or under pseudonyms."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from sim.base.errors import UserError
from sim.cli.org import app
from sim.org.build import build_organisation
from sim.org.convert import write
from sim.org.organisation import Organisation
from sim.org.read import read_organisation
from sim.org.shape import Shape

REAL = ["krackhardt_hightech", "robins_bank_branch", "manufacturing_email_hierarchy",
        "cross_parker_consulting"]
ODD = 'id,manager,title,unit\nZoë,,"Boss, the",Zürich\n007,Zoë,"say ""hi""",<&>\n9,007,,=1+1\n'


def same_line(one: Organisation, other: Organisation) -> None:
    for name in ("unit", "level", "manager", "front_line"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


@pytest.mark.parametrize("out", ["copy", "copy.graphml"])
def test_round_trip_of_a_generated_firm(tmp_path: Path, out: str) -> None:
    org = build_organisation()
    assert write(org, tmp_path / out) == ()
    copy = read_organisation(tmp_path / out)
    assert copy.digest() == org.digest()
    assert copy.titles.tolist() == org.titles.tolist()


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("out", ["copy", "copy.graphml"])
def test_round_trip_of_real_firms(real: Callable[[str], Path], tmp_path: Path, name: str, out: str) -> None:
    org = read_organisation(real(name))
    write(org, tmp_path / out)
    assert read_organisation(tmp_path / out).digest() == org.digest()
    write(org, tmp_path / f"hidden-{out}", pseudonyms=True)
    hidden = read_organisation(tmp_path / f"hidden-{out}")
    assert hidden.digest(names=False) == org.digest(names=False)
    assert hidden.digest() != org.digest()


@pytest.mark.parametrize("out", ["copy", "copy.csv", "copy.graphml"])
def test_pseudonyms_hide_names_and_keep_rows(tmp_path: Path, out: str) -> None:
    (tmp_path / "odd.csv").write_text(ODD)
    org = read_organisation(tmp_path / "odd.csv")
    write(org, tmp_path / out, pseudonyms=True)
    hidden = read_organisation(tmp_path / out)
    same_line(hidden, org)
    assert set(hidden.ids) == {"P1", "P2", "P3"} and hidden.unit_names == ("U1", "U2", "U3")
    files = [tmp_path / out] if (tmp_path / out).is_file() else list((tmp_path / out).iterdir())
    text = "".join(file.read_text() for file in files)
    assert not any(word in text for word in ("Zo", "007", "Boss", "hi", "rich"))


@pytest.mark.parametrize("out", ["copy", "copy.csv", "copy.graphml"])
def test_odd_names_survive(tmp_path: Path, out: str) -> None:
    (tmp_path / "odd.csv").write_text(ODD)
    org = read_organisation(tmp_path / "odd.csv")
    write(org, tmp_path / out)
    copy = read_organisation(tmp_path / out)
    same_line(copy, org)
    assert copy.ids.tolist() == org.ids.tolist() == ["007", "9", "Zoë"]
    assert copy.titles.tolist() == org.titles.tolist()


@pytest.mark.parametrize("out", ["copy", "copy.csv", "copy.graphml"])
def test_control_characters_at_the_ends_of_names_do_not_move_anybody(tmp_path: Path, out: str) -> None:
    rows = ["ann,,Desk,1", "bob,ann,\x1b,1", "cat,ann,\x85Desk\x7f,1", "dan,ann,Back\x02Office,0",
            "eve,ann,\u200b,1"]
    (tmp_path / "staff.csv").write_text("\n".join(["id,manager,unit,front_line", *rows]), encoding="utf-8")
    org = read_organisation(tmp_path / "staff.csv")
    assert set(org.unit_names) == {"Desk", "Back Office"}
    write(org, tmp_path / out)
    again = read_organisation(tmp_path / out)
    assert again.unit_names == org.unit_names and again.unit.tolist() == org.unit.tolist()
    if not out.endswith(".csv"):
        assert again.digest() == org.digest()


def test_an_org_chart_says_what_it_cannot_hold(tmp_path: Path) -> None:
    org = build_organisation(Shape(people=60))
    assert "no informal ties" in write(org, tmp_path / "chart.csv")[0]
    assert (tmp_path / "chart.csv").read_text().startswith("Employee ID,Manager ID,Department,Level,Front "
                                                           "Line,Job Title\n")
    same_line(read_organisation(tmp_path / "chart.csv"), org)


def test_a_pseudonymised_copy_of_a_copy(tmp_path: Path) -> None:
    org = build_organisation(Shape(people=50))
    write(org, tmp_path / "a", pseudonyms=True)
    write(read_organisation(tmp_path / "a"), tmp_path / "b", pseudonyms=True, seed=9)
    write(read_organisation(tmp_path / "b"), tmp_path / "c")
    assert read_organisation(tmp_path / "c").digest(names=False) == org.digest(names=False)


@settings(max_examples=15, deadline=None)
@given(people=st.integers(3, 200), share=st.floats(0, 1), seed=st.integers(0, 99))
def test_any_generated_firm_round_trips(tmp_path_factory: pytest.TempPathFactory, people: int, share: float,
                                        seed: int) -> None:
    place = tmp_path_factory.mktemp("firm")
    org = build_organisation(Shape(people=people, front_line_share=share, seed=seed))
    write(org, place / "copy")
    write(org, place / "hidden", pseudonyms=True, seed=seed)
    assert read_organisation(place / "copy").digest() == org.digest()
    assert read_organisation(place / "hidden").digest(names=False) == org.digest(names=False)


def test_never_overwrites_and_leaves_nothing_half_written(tmp_path: Path,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    org = build_organisation(Shape(people=20))
    (tmp_path / "taken.csv").write_text("mine")
    (tmp_path / "taken").mkdir()
    for name in ("taken", "taken.csv"):
        with pytest.raises(UserError, match="exists already"):
            write(org, tmp_path / name)
    with pytest.raises(UserError, match="is not a folder"):
        write(org, tmp_path / "missing" / "copy")
    with pytest.raises(UserError, match=r"ends in '\.xlsx'"):
        write(org, tmp_path / "firm.xlsx")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.org.convert._ties", full)
    with pytest.raises(UserError, match="No space left"):
        write(org, tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken", "taken.csv"]
    assert (tmp_path / "taken.csv").read_text() == "mine"


def test_command_line(tmp_path: Path) -> None:
    run = CliRunner().invoke
    built = run(app, ["build", str(tmp_path / "firm"), "--people", "80", "--seed", "3"])
    assert built.exit_code == 0 and "written" in built.output
    facts = json.loads(run(app, ["check", str(tmp_path / "firm"), "--json"]).output)
    assert (facts["posts"], facts["digest"]) == (80, build_organisation(Shape(people=80, seed=3)).digest())
    text = run(app, ["check", str(tmp_path / "firm"), "--min-weight", "informal=1"]).output
    assert "span of control" in text and "weight of 1 or more" in " ".join(text.split())
    assert (run(app, ["convert", str(tmp_path / "firm"), str(tmp_path / "x.csv"), "--pseudonyms"]).exit_code
            == 0)
    for wrong in (["check", str(tmp_path / "nowhere")], ["check", str(tmp_path / "firm"), "--top-level",
                                                         "up"], ["check", str(tmp_path / "firm"),
                                                                 "--min-weight", "3"],
                  ["build", str(tmp_path / "y"), "--people", "1"], ["build", str(tmp_path / "y"), "--levels",
                                                                    "1,a"],
                  ["check", str(tmp_path / "firm"), "--ignore-ties", "z"]):
        result = run(app, wrong)
        assert isinstance(result.exception, UserError), (wrong, result.exception)
        assert "\n" not in str(result.exception)
