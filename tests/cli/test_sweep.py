"""``sim sweep`` as it is typed: what it prints and the code it leaves with."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.studies.sweep import Sweep
from tests.cli.conftest import left_with
from tests.studies.sweep.small import named, own, study


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(study().to_yaml())
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("sweep")
    (place / "small.yaml").write_text(study().to_yaml())
    code, _ = typed("run", place / "small.yaml", "--out", place / "done", "--json")
    assert code == 0
    return place / "done"


def typed(*words: object, capsys: pytest.CaptureFixture | None = None) -> tuple[int, str]:
    code = left_with("sweep", *words)
    said = capsys.readouterr() if capsys else None
    return code, (said.out + said.err) if said else ""


def test_plan_counts_and_estimates(file, capsys):
    code, said = typed("plan", file, "--workers", 2, capsys=capsys)
    assert code == 0 and "9 rows, 10 different points; 40 runs" in said and "on 2 workers" in said


def test_run_is_also_resume_and_leaves_with_zero(folder, capsys):
    code, said = typed("run", folder, capsys=capsys)
    assert code == 0 and "complete" in said and "40 of 40 done" in said and Sweep(folder).digest in said


def test_failed_runs_leave_with_one_and_are_named(tmp_path, capsys):
    (tmp_path / "own.yaml").write_text(own("fails_above_half").to_yaml())
    code, said = typed("run", tmp_path / "own.yaml", "--out", tmp_path / "out", "--model",
                       named("fails_above_half"), capsys=capsys)
    assert (code == 1 and "20 of 40 done, 20 failed" in said and "error: ValueError: x is" in said
            and "sim sweep retry" in said)


@pytest.mark.parametrize(("changed", "said"), [({"seed": 5}, "seed is 1 there and 5 here"),
                                               ({"replications": 9}, "sim sweep extend")])
def test_what_was_begun_otherwise_leaves_with_two(folder, tmp_path, capsys, changed, said):
    (tmp_path / "other.yaml").write_text(study(**changed).to_yaml())
    code, told = typed("run", tmp_path / "other.yaml", "--out", folder, capsys=capsys)
    assert code == 2 and said in told and "Traceback" not in told


def test_a_study_file_with_a_mistake_leaves_with_two(tmp_path, capsys):
    (tmp_path / "bad.yaml").write_text("factors: {presence_huors: full}\ndesign: {kind: grid}\n")
    code, said = typed("run", tmp_path / "bad.yaml", capsys=capsys)
    assert code == 2 and "presence_huors" in said and "did you mean presence_hours?" in said


def test_status_of_what_is_no_study(tmp_path, capsys):
    code, said = typed("status", tmp_path, capsys=capsys)
    assert code == 2 and "no study's folder" in said


def test_status_from_another_terminal_while_it_runs(tmp_path, capsys):
    (tmp_path / "slow.yaml").write_text(own("slow", replications=200).to_yaml())
    command = [sys.executable, "-m", "sim", "sweep", "run", str(tmp_path / "slow.yaml"), "--out",
               str(tmp_path / "slow"), "--workers", "1", "--model", named("slow")]
    driver = subprocess.Popen(command, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE, text=True,
                              stdout=subprocess.DEVNULL)
    try:
        for _ in range(400):
            if (tmp_path / "slow").exists() and len(Sweep(tmp_path / "slow").runs) > 5:
                break
            if driver.poll() is not None:
                pytest.fail(driver.stderr.read())
            time.sleep(0.05)
        code, said = typed("status", tmp_path / "slow", capsys=capsys)
        assert (code == 0 and f"running: process {driver.pid}" in said and "of 2,000 done" in said
                and "left" in said)
        code, said = typed("run", tmp_path / "slow", "--model", named("slow"), capsys=capsys)
        assert code == 2 and "in use by another driver" in said
    finally:
        driver.kill()
        driver.communicate()
    code, said = typed("status", tmp_path / "slow", capsys=capsys)
    assert "stopped" in said and "resume it: sim sweep run" in said


def test_replay_and_verify_say_whether_it_came_out_the_same(folder, capsys):
    code, said = typed("replay", folder, Sweep(folder).runs["key"].iloc[7][:16], capsys=capsys)
    assert (code == 0 and "1 of 1 run came out the same, byte for byte" in said and "customer_satisfaction"
            in said)
    code, said = typed("verify", folder, "--sample", 3, "--workers", 1, capsys=capsys)
    assert code == 0 and "3 of 3 runs" in said


def test_query_prints_writes_and_refuses(folder, tmp_path, capsys):
    sql = "SELECT presence_hours, count(*) AS runs FROM outcomes WHERE row >= 0 GROUP BY ALL ORDER BY 1"
    code, said = typed("query", folder, sql, capsys=capsys)
    assert code == 0 and [line.split() for line in said.splitlines() if "12" in line] == [
        ["2", "12"], ["4", "12"], ["8", "12"]]
    assert typed("query", folder, sql, "--out", tmp_path / "answer.csv")[0] == 0
    assert (tmp_path / "answer.csv").read_text() == "presence_hours,runs\n2.0,12\n4.0,12\n8.0,12\n"
    code, said = typed("query", folder, "SELECT nothing FROM outcomes", capsys=capsys)
    assert code == 2 and "cannot be answered" in said and "tables are runs, points" in said


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_export_writes_tidy_files(folder, tmp_path, format):
    import pandas as pd

    assert typed("export", folder, "--out", tmp_path / "tables", "--format", format)[0] == 0
    read = getattr(pd, f"read_{format}")
    frames = {path.stem: read(path) for path in (tmp_path / "tables").iterdir()}
    assert set(frames) == {"runs", "points", "design", "outcomes", "trajectories"}
    pd.testing.assert_frame_equal(frames["outcomes"], Sweep(folder).outcomes, check_dtype=False)
    assert len(frames["trajectories"]) == 40 * 10 * 4
    assert typed("export", folder, "--out", tmp_path / "tables")[0] == 2


def test_json_is_json(folder, file, capsys):
    for words in (["plan", file], ["status", folder], ["query", folder, "SELECT count(*) AS n FROM runs"]):
        code, said = typed(*words, "--json", capsys=capsys)
        assert code == 0 and json.loads(said)
