"""Files that name others: which ones they may, what errors say of those, and where results may go."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import Scenario
from sim.base import paths
from sim.base.errors import UserError
from sim.lessons import library
from sim.studies.sweep import Study

FIRM = "id,manager,unit\na,,x\nb,a,x\nc,a,x\n"
STUDY = "factors: {presence_hours: [2, 6]}\ndesign: {kind: grid}\nreplications: 1\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder of scenarios beside one of organisations; the working folder is the one above both."""
    for name, text in {"orgs/firm.csv": FIRM, "secret.yaml": "seed: hunter2\n",
                       "points.csv": "presence_hours\n2\n", "s/plain.yaml": "days: 3\n",
                       "s/below/firm.csv": FIRM}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    paths.allow(anew=True)


def refused(load, file: Path, text: str) -> str:
    file.write_text(text)
    with pytest.raises(UserError) as caught:
        load(file)
    told = str(caught.value)
    assert "\n" not in told and str(file) in told and "hunter2" not in told
    return told


@pytest.mark.parametrize("named", ["../secret.yaml", "/etc/passwd", "link.yaml", "below/../../secret.yaml",
                                   "chain.yaml"])
def test_what_a_scenario_extends_lies_in_its_folder(project: Path, named: str):
    (project / "s" / "link.yaml").symlink_to(project / "secret.yaml")
    (project / "s" / "chain.yaml").write_text("extends: ../secret.yaml\n")
    told = (refused(Scenario.load, project / "s" / "mine.yaml", f"extends: {named}\n")
            if named != "chain.yaml" else str(pytest.raises(UserError, Scenario.load,
                                                            project / "s" / "chain.yaml").value))
    assert f"leads out of {project / 's'}" in told or "/etc/passwd" in told and "leads out" in told
    assert "root:" not in told and "sim --allow" in told


@pytest.mark.parametrize("text", [
    "scenario: ../secret.yaml\n", "scenario: {extends: ../secret.yaml}\n",
    "scenario: {organisation: {path: ../orgs/firm.csv}}\n",
    "factors: {scenario: [../secret.yaml, ordinary-firm]}\n", "factors: {scenario: {a: {extends: "
    "/etc/passwd}, b: ordinary-firm}}\n",
    "design: {kind: csv, path: ../points.csv}\n", "design: {kind: csv, path: /etc/passwd}\n",
    "scenario: link.yaml\n"])
def test_nothing_that_a_study_names_lies_elsewhere(project: Path, text: str):
    (project / "s" / "link.yaml").symlink_to("/etc/passwd")
    keys = [line for line in STUDY.splitlines() if line.split(":")[0] not in text.split(":")[0]]
    assert "leads out" in refused(Study.load, project / "s" / "study.yaml", text + "\n".join(keys))


def test_a_name_in_a_study_is_not_looked_for_in_the_working_folder(project: Path):
    (project / "hidden.yaml").write_text("days: 3\n")
    assert "no such file" in refused(Study.load, project / "s" / "study.yaml", "scenario: hidden.yaml\n"
                                     + STUDY)


def test_files_below_the_one_that_was_named_may_name_each_other(project: Path):
    (project / "s" / "study.yaml").unlink(missing_ok=True)
    (project / "study.yaml").write_text("scenario: s/firm.yaml\n" + STUDY)
    (project / "s" / "firm.yaml").write_text("organisation: {path: ../orgs/firm.csv}\ndays: 3\n")
    assert len(Study.load(project / "study.yaml").base.build_organisation()) == 3
    with pytest.raises(UserError, match="leads out"):
        Scenario.load(project / "s" / "firm.yaml")


def test_what_the_person_allows_may_be_named_and_quoted(project: Path):
    file = project / "s" / "mine.yaml"
    file.write_text("organisation: {path: ../orgs/firm.csv}\n")
    paths.allow(project / "orgs")
    assert len(Scenario.load(file).build_organisation()) == 3
    paths.allow(project / "secret.yaml", anew=True)
    with pytest.raises(UserError, match="seed is 'hunter2'"):
        file.write_text("extends: ../secret.yaml\n")
        Scenario.load(file)


def test_python_names_what_it_likes(project: Path):
    assert len(Scenario.from_dict({"organisation": {"path": str(project / "orgs"
                                                                / "firm.csv")}}).build_organisation()) == 3
    assert Scenario.from_dict({"extends": "../orgs/../s/plain.yaml"}, project / "s").days == 3


@pytest.mark.parametrize(("name", "text"), [
    ("other.yaml", "seed: hunter2\n"), ("other.yaml", "password: hunter2\n"),
    ("other.yaml", "a: [hunter2\nb c: \"hunter2"),
    ("other.yaml", "seed: !hunter2 3\n"), ("other.yaml", "hunter2: 1\nhunter2: 2\n"),
    ("other.yaml", "levers: {hunter2: 3}\n")])
def test_errors_quote_nothing_of_a_file_that_was_only_reached(project: Path, name: str, text: str):
    (project / "s" / name).write_text(text)
    (project / "s" / "mine.yaml").write_text(f"extends: {name}\n")
    told = str(pytest.raises(UserError, Scenario.load, project / "s" / "mine.yaml").value)
    assert "hunter2" not in told and name in told and "\n" not in told
    assert told != str(pytest.raises(UserError, Scenario.load, project / "s" / name).value)


@pytest.mark.parametrize("text", ["SECRET=hunter2\n", "id,manager\nhunter2,nobody\n",
                                  "id\nhunter2\nhunter2\n"])
def test_errors_quote_nothing_of_an_organisation_that_a_file_names(project: Path, text: str):
    (project / "s" / "env.csv").write_text(text)
    file = project / "s" / "mine.yaml"
    file.write_text("organisation: {path: env.csv}\n")
    with pytest.raises(UserError) as caught:
        Scenario.load(file).build_organisation()
    assert "hunter2" not in str(caught.value) and "sim org check" in str(caught.value)


@pytest.mark.parametrize("table", ["hunter2\n1\n", "presence_hours\nhunter2\n", "hunter2,hunter2\n1,1\n",
                                   "hunter2,b\n1\n", "hunter2,b\n1,\n"])
def test_errors_quote_nothing_of_a_table_of_points(project: Path, table: str):
    (project / "s" / "points.csv").write_text(table)
    text = "factors: {presence_hours: full}\ndesign: {kind: csv, path: points.csv}\n"
    assert "points.csv" in refused(Study.load, project / "s" / "study.yaml", text)


def test_a_lesson_without_a_folder_names_no_files(project: Path):
    text = (library.BUNDLED / "permission-first.yaml").read_text("utf-8")
    assert "extends: expectation-alone" in text
    for named in ("/etc/passwd", "secret.yaml", "../secret.yaml"):
        with pytest.raises(UserError) as caught:
            library.parse(text.replace("extends: expectation-alone", f"extends: {named}").encode(),
                          "mine.yaml")
        assert "root:" not in str(caught.value) and "hunter2" not in str(caught.value)


@pytest.mark.parametrize("out", ["s3://bucket/x", "gs://b", "file:///tmp/x", "HTTPS://host/x", "s3:/once"])
def test_an_address_is_no_place_for_results(project: Path, out: str):
    from sim.base import atomic
    from sim.insight.supplement.publish import publish
    from sim.org import convert
    from sim.report.folder import claimed
    from sim.studies.sweep.folder import asked

    organisation = Scenario().build_organisation()

    def claim(place):
        with claimed("x", Path(place)):
            pass

    for write in (lambda: asked("care-by-fear", out), lambda: convert.write(organisation, out),
                  lambda: claim(out), lambda: publish("care-by-fear", out),
                  lambda: atomic.written(Path(out)).__enter__()):
        with pytest.raises(UserError, match="is an address"):
            write()
    assert not [path for path in project.iterdir() if ":" in path.name]

