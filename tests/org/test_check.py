"""The command line about organisations of people: what it says, writes and warns of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.base.errors import UserError
from sim.cli.org import app
from sim.org.convert import write
from sim.org.mapping import load_mapping
from sim.org.read import read_organisation

STAFF = ("Personalnummer;Vorname;Nachname;E-Mail;Büro;Vorgesetzter;Stelle;Notiz\n"
         "4711;Ada;Geheim;ada@firma.test;Saal;;Chefin;Krank\n4712;Bo;Leise;bo@firma.test;Flur;Ada "
         "Geheim;Leiter;x\n4713;Cy;Laut;cy@firma.test;Keller;Bo "
         "Leise;Kundenberater;y\n4714;Di;Froh;di@firma.test;Dach;Bo Leise;"
         "Kundenberater;z\n4715;Ed;Froh;ed@firma.test;Turm;Bo Leise;Kundenberater;z\n")


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text(STAFF.replace("Büro", "Office"), encoding="cp1252")
    return path


def test_it_ends_with_what_was_not_used_and_writes_the_mapping(staff: Path, tmp_path: Path) -> None:
    out = tmp_path / "mapping.yaml"
    said = CliRunner().invoke(app, ["check", str(staff), "--suggest", str(out)])
    assert said.exit_code == 0, said.exception
    text = " ".join(said.output.split())
    assert "What was not used - E-Mail, Notiz written: " in text
    assert "5 of 5 units by column 'Office' have a single post" in text
    mapping = load_mapping(out)
    assert mapping.columns.manager_is == ("Vorname", "Nachname") and mapping.columns.unit == "Office"
    assert read_organisation(staff, mapping).digest() == read_organisation(staff).digest()
    again = CliRunner().invoke(app, ["check", str(staff), "--suggest", str(out)])
    assert isinstance(again.exception, UserError) and "exists already" in str(again.exception)
    facts = json.loads(CliRunner().invoke(app, ["check", str(staff), "--json"]).output)
    assert facts["unused"] == ["E-Mail", "Notiz"] and len(facts["warnings"]) == 1


def test_options_are_keys_of_the_mapping(tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    ties.write_text("from,to\nAnn,Bob\nAnn,Cy\nBob,Di\n")
    run = CliRunner().invoke
    assert "--head Ann" in str(run(app, ["check", str(ties)]).exception)
    assert json.loads(run(app, ["check", str(ties), "--head", "Ann", "--json"]).output)["levels"] == [1, 2, 1]
    staff = tmp_path / "staff.csv"
    staff.write_text("id,manager,status\n1,,active\n2,1,left\n3,7,active\n4,1,active\n")
    options = ["--unknown-managers", "heads", "--keep-leavers", "--json"]
    assert json.loads(run(app, ["check", str(staff), *options]).output)["posts"] == 4
    assert isinstance(run(app, ["check", str(staff), "--unknown-managers", "no"]).exception, UserError)


@pytest.mark.parametrize("out", ["copy", "copy.csv", "copy.graphml"])
def test_pseudonyms_keep_nothing_of_any_column(staff: Path, tmp_path: Path, out: str) -> None:
    org = read_organisation(staff)
    write(org, tmp_path / out, pseudonyms=True)
    files = [tmp_path / out] if (tmp_path / out).is_file() else list((tmp_path / out).iterdir())
    text = "".join(file.read_text() for file in files)
    cells = {cell for line in STAFF.splitlines()[1:] for cell in line.split(";") if len(cell) > 2}
    assert not [cell for cell in cells if cell in text]
    copy = read_organisation(tmp_path / out)
    assert copy.manager.tolist() == org.manager.tolist()
    assert not [cell for cell in cells for said in (*copy.notes, *copy.warnings) if cell in said]
