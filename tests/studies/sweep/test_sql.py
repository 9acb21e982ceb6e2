"""Questions in SQL: of the study's own tables, and of nothing else on this machine."""

import json

import pytest

from sim.base.errors import UserError
from sim.studies.sweep import sql, sweep
from tests.studies.sweep.small import study

REACHING_OUT = [
    "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_csv('{file}')", "SELECT * FROM '{file}'",
    "FROM '{folder}/*.csv'",
    "SELECT * FROM read_parquet('{file}')", "SELECT * FROM read_blob('{file}')",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM sniff_csv('{file}')", "COPY outcomes TO '{folder}/out.csv'",
    "COPY (SELECT 1) TO '{folder}/out.parquet'",
    "ATTACH '{folder}/out.db'", "EXPORT DATABASE '{folder}/out'", "IMPORT DATABASE '{folder}'",
    "INSTALL httpfs", "LOAD httpfs",
    "SELECT * FROM read_csv('http://localhost:1/x.csv')", "SET enable_external_access = true",
    "SET lock_configuration = false",
    "RESET enable_external_access", "SET memory_limit = '1TB'", "SET temp_directory = '{folder}'",
    "CREATE SECRET s (TYPE s3)",
    "SELECT 1; COPY runs TO '{folder}/out.csv'", "SELECT * FROM sql", "SELECT * FROM tables",
    "SELECT getenv('HOME')",
    "SELECT 'a", "", ";", "SELECT no_such FROM runs", "SELECT * FROM runs WHERE key = '\ud800'",
    "PRAGMA import_database('{folder}')"]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return sweep(study(replications=2), tmp_path_factory.mktemp("studies") / "whole", workers=1)


@pytest.mark.parametrize("question", REACHING_OUT)
def test_nothing_outside_the_tables_can_be_read_written_or_loaded(done, question, tmp_path):
    (tmp_path / "secret.csv").write_text("word\nhunter2\n")
    with pytest.raises(UserError) as caught:
        done.query(question.replace("{file}", str(tmp_path / "secret.csv")).replace(
            "{folder}", str(tmp_path)))
    said = str(caught.value)
    assert "\n" not in said and "hunter2" not in said and said.endswith("tables are runs, points, design, "
                                                                        "outcomes, trajectories")
    assert [file.name for file in tmp_path.iterdir()] == ["secret.csv"]


def test_the_tables_are_there_whatever_the_case_of_their_names(done):
    assert done.query("SELECT count(*) AS n FROM RUNS JOIN Outcomes USING (point, replicate)")["n"][0] == len(
        done.runs)
    assert len(done.query("SELECT * FROM points, design WHERE false")) == 0
    found = done.query("SELECT outcome, count(value) AS n FROM trajectories GROUP BY outcome")
    assert set(found["outcome"]) == set(done.manifest["trajectories"])
    assert found["n"].sum() == len(done.trajectories)
    assert json.loads(done.query("SELECT 1 AS one").to_json(orient="records")) == [{"one": 1}]


def test_an_answer_that_would_fill_the_memory_is_refused(done, monkeypatch):
    monkeypatch.setattr(sql, "MOST_CELLS", 1_000_000)
    with pytest.raises(UserError, match="more than 1,000,000 cells; ask for fewer"):
        done.query("SELECT * FROM range(1000000000000)")
