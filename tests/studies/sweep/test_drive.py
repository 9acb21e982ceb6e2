"""A study's runs: all of them, each once, whatever happens in between."""

import json
import os
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.runs.study import run as run_scenario
from sim.studies.sweep import Sweep, sweep
from sim.studies.sweep.driver import Campaign
from sim.studies.sweep.replay import replay, verify
from sim.studies.sweep.worker import Task
from tests.studies.sweep.small import named, own, study


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Sweep:
    return sweep(study(), tmp_path_factory.mktemp("studies") / "small", workers=1)


def test_every_point_of_the_design_and_the_base_is_lived_under_every_luck(done: Sweep):
    assert done.complete and len(done.runs) == 10 * 4
    assert set(done.outcomes["replicate"]) == {0, 1, 2, 3} and done.points["row"].tolist() == list(
        range(-1, 9))
    assert done.design[["presence_hours", "punishment_severity"]].to_numpy().tolist() == [
        [a, b] for a in (2.0, 4.0, 8.0) for b in (0.0, 0.5, 1.0)]


def test_a_run_of_a_study_is_the_run_of_its_scenario(done: Sweep):
    row = done.design.index[5]
    alone = run_scenario(done.study.at(done.values[done.design.at[row, "point"]]), replications=4, workers=1)
    mine = done.outcomes[done.outcomes["row"] == row].sort_values("replicate")
    names = list(alone.outcomes.index)
    np.testing.assert_array_equal(mine[names].to_numpy(), alone.ends)
    path = done.query(f"SELECT value FROM trajectories WHERE point = '{mine['point'].iloc[0]}' AND replicate "
                      "= 2 AND outcome = 'fear' ORDER BY day")
    np.testing.assert_array_equal(path["value"].to_numpy(), alone.records[2].daily("fear").astype("f4"))


def test_the_same_study_elsewhere_has_the_same_digest(done: Sweep, tmp_path):
    assert sweep(study(), tmp_path / "again", workers=2).digest == done.digest


def test_what_is_complete_is_not_run_again(done: Sweep, monkeypatch):
    monkeypatch.setattr("sim.studies.sweep.dispatcher.Dispatcher.run", lambda self,
                        tasks: pytest.fail("nothing was missing"))
    assert sweep(done.folder).digest == done.digest


def test_points_that_come_to_the_same_are_run_once(tmp_path):
    # 0.3 is the default, so the base
    usual = study(factors={"punishment_severity": [0.1, 0.3, 0.9]}, replications=2)
    with Campaign(usual, tmp_path / "x") as campaign:
        campaign.run(workers=1)
        assert campaign.ledger.db.execute(
            "SELECT count(*), (SELECT count(*) FROM runs) FROM cells").fetchone() == (8, 6)
        assert campaign.sweep.complete


def test_an_interrupted_study_goes_on_where_it_stopped(done: Sweep, tmp_path, monkeypatch):
    folder = tmp_path / "cut"

    def stop(finished: int, total: int) -> None:
        if finished >= 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match="finished runs are kept; the same command resumes the study"):
        sweep(study(), folder, workers=1, on_progress=stop)
    kept = len(Sweep(folder).runs)
    assert 7 <= kept < 40 and not Sweep(folder).complete
    with pytest.raises(UserError, match=f"incomplete: {40 - kept} of 40 runs are still to be done; complete "
                       "it with sim sweep run"):
        Sweep(folder).require_complete()
    told: list[tuple[int, int]] = []
    assert sweep(folder, workers=1, on_progress=lambda *how_far: told.append(how_far)).digest == done.digest
    assert told[0] == (kept, 40) and told[-1] == (40, 40)


def test_it_is_lived_luck_by_luck_so_that_what_is_cut_off_is_balanced(tmp_path, monkeypatch):
    folder = tmp_path / "balanced"

    def stop(finished: int, total: int) -> None:
        if finished >= 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(own("plain", replications=40), folder, workers=1, on_progress=stop)
    lived = Sweep(folder).runs.groupby("point").size()
    assert len(lived) == 10 and lived.max() - lived.min() <= 1 and lived.max() < 40


def test_failed_runs_are_rows_and_may_be_tried_again(tmp_path, monkeypatch):
    folder = tmp_path / "failing"
    found = sweep(own("fails_above_half"), folder, workers=1)
    failed = found.runs[found.runs["status"] == "error"]
    assert len(found.outcomes) == 20 and len(failed) == 20 and "ValueError: x is" in failed["error"].iloc[0]
    assert "20 runs failed" in found.missing[0]
    model = named("fails_above_half")
    assert len(sweep(folder, workers=1, model=model).outcomes) == 20  # run alone does not try again
    (tmp_path / "mended").touch()
    monkeypatch.setenv("MENDED", str(tmp_path / "mended"))
    mended = sweep(folder, workers=1, retry=True, model=model)
    assert mended.complete and set(mended.runs["attempts"]) == {1, 2}


def test_a_run_that_kills_its_process_takes_nobody_with_it(tmp_path):
    found = sweep(own("dies_at_one", replications=1), tmp_path / "dying", workers=2)
    assert found.counts == {"ok": 9, "crashed": 1}
    assert found.runs.loc[found.runs["status"] == "crashed", "error"].tolist() == [
        "the model ended its process with exit code 9"]


def test_a_run_may_not_take_too_long(tmp_path):
    found = sweep(study(days=250, timeout=0.1, scenario={"organisation": {"people": 2000},
                                                         "start": {"settle_days": 0}},
                        factors={"presence_hours": [2.0]}, replications=1), tmp_path / "long", workers=1)
    assert found.counts == {"timeout": 2}


@pytest.mark.parametrize(("changed", "said"), [
    ({"seed": 7}, "seed is 1 there and 7 here"),
    ({"days": 11}, "days is 10 there and 11 here"),
    ({"scenario": {"organisation": {"people": 40}, "days": 10, "start": {"settle_days": 0},
                   "parameters": {"trust_gain": 0.4}}}, "parameters.trust_gain is"),
    ({"outcomes": ["fear"]}, "outcomes is"),
])
def test_a_study_begun_otherwise_is_refused_naming_the_difference(done: Sweep, changed, said):
    with pytest.raises(UserError, match=said):
        sweep(study(**changed), done.folder)


def test_other_code_is_refused(done: Sweep, monkeypatch):
    monkeypatch.setattr("sim.studies.sweep.manifest.CODE", "0" * 32)
    with pytest.raises(UserError, match=f"code is \"{done.manifest['code']}\" there and \"{'0' * 32}\" here"):
        sweep(done.folder)


def test_a_worker_with_other_code_is_refused(done: Sweep):
    from sim.studies.sweep.worker import run_task

    task = Task("k", "f" * 32, None, {}, {}, None, 1, 0, ("fear",), (), (), 10.0)
    with pytest.raises(UserError, match="has other code"):
        run_task(task)


def test_another_design_needs_extend_and_runs_only_what_is_new(done: Sweep, tmp_path):
    folder = tmp_path / "grown"
    small = study(replications=2)
    sweep(small, folder, workers=1)
    with pytest.raises(UserError, match="begun with other replications; sim sweep extend"):
        sweep(study(), folder)
    told: list[tuple[int, int]] = []
    grown = sweep(study(), folder, workers=1, extend=True, on_progress=lambda *how_far: told.append(how_far))
    assert told[0] == (20, 40) and grown.digest == done.digest and len(grown.revisions) == 2
    wider = sweep(study(factors={"presence_hours": [2.0, 4.0, 8.0, 12.0],
                                 "punishment_severity": [0.0, 0.5, 1.0]}), folder, workers=1, extend=True)
    assert wider.complete and len(wider.design) == 12 and len(wider.runs) == 52


def test_two_drivers_are_one_too_many(done: Sweep):
    with Campaign(done.study, done.folder), pytest.raises(UserError,
                                                          match="in use by another driver .process "
                                                          f"{os.getpid()} on"):
        Campaign(done.study, done.folder)


def test_a_folder_that_is_no_study_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="exists already and is no study"):
        sweep(study(), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_a_full_disk_loses_nothing(done: Sweep, tmp_path, monkeypatch):
    folder = tmp_path / "full"
    with Campaign(study(), folder) as campaign:
        pages = campaign.ledger.db.execute("PRAGMA page_count").fetchone()[0]
        campaign.ledger.db.execute(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(UserError, match="free some space"):
            campaign.run(workers=1)
    assert 0 < len(Sweep(folder).runs) < 40
    assert sweep(folder, workers=1).digest == done.digest


def test_replications_go_on_until_the_difference_is_known(tmp_path):
    until = {"until": "fear", "within": 0.35, "least": 3, "most": 12}
    found = sweep(study(replications=until, factors={"punishment_severity": [0.2, 0.9]}), tmp_path / "until",
                  workers=1)
    wanted = found.wanted
    assert found.complete and wanted.max() > 3 and wanted[found.points.index[0]] == wanted.max()
    by_point = found.outcomes.pivot(index="replicate", columns="point", values="fear")
    base = by_point[found.points.index[0]]
    for point in found.points.index[1:]:
        n = wanted[point]
        apart = (by_point[point] - base).iloc[:n]
        assert n == 12 or 1.96 * apart.std() / np.sqrt(n) < 0.35


def test_independent_luck_differs_from_point_to_point(tmp_path):
    alike = own("plain", factors={"x": [0.5, 0.6]}, replications=2)
    paired, apart = (sweep(alike.with_(seeds=how), tmp_path / how, workers=1).outcomes
                     for how in ("paired", "independent"))
    luck = [frame["y"] - frame["x"] for frame in (paired, apart)]
    assert luck[0].round(9).nunique() == 2 and luck[1].round(9).nunique() == 4


def test_trajectories_move_into_sealed_parts_and_a_part_cut_off_is_swept_up(done: Sweep, monkeypatch,
                                                                            tmp_path):
    from sim.studies.sweep import segments

    monkeypatch.setattr(segments, "RUNS_A_SEGMENT", 8)
    folder = tmp_path / "sealed"
    found = sweep(study(), folder, workers=1)
    files = sorted(file.name for file in (folder / "parts").iterdir())
    assert len(files) > 1
    assert found.query("SELECT count(*) AS n FROM trajectories")["n"][0] == 40 * 10 * 4
    (folder / "parts" / "part-09999.parquet").write_bytes(b"cut off")
    with Campaign(study(), folder):
        assert sorted(file.name for file in (folder / "parts").iterdir()) == files
    with sqlite3.connect(folder / "ledger.sqlite") as db:
        assert db.execute("SELECT count(*) FROM runs WHERE trajectory IS NOT NULL").fetchone()[0] == 0


def test_a_run_comes_again_byte_for_byte(done: Sweep):
    again = verify(done, 5, workers=1)
    assert len(again) == 5 and all(one.same and one.furthest == 0.0 for one in again)
    key = done.runs["key"].iloc[3]
    assert replay(done, key[:20]).same
    with pytest.raises(UserError, match="no run begins with 'xyz'"):
        replay(done, "xyz")


def test_a_changed_figure_is_found_out(done: Sweep, tmp_path):
    import shutil

    folder = Path(shutil.copytree(done.folder, tmp_path / "tampered"))
    with sqlite3.connect(folder / "ledger.sqlite") as db:
        db.execute("UPDATE runs SET digest = 'x', outcomes = ?",
                   (np.arange(float(len(done.manifest["outcomes"]))).tobytes(),))
    again = verify(Sweep(folder), 3, workers=1)
    assert not any(one.same for one in again) and all(one.furthest > 0.1 for one in again)


def test_study_json_says_what_it_was_begun_with(done: Sweep):
    said = json.loads((done.folder / "study.json").read_text())
    assert said["manifest"]["code"] == done.manifest["code"] and said["recorded"]["packages"]["numpy"]
    assert str(done.folder.parent) not in json.dumps(said["manifest"])
