"""An archive reproduced: what was changed is found out, other code is refused, and what is near is told from
what is the same."""

import shutil
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.base.errors import UserError
from sim.insight.supplement.publish import publish
from sim.insight.supplement.reproduce import choose, reproduce
from sim.insight.supplement.reproduction import Reproduction, against
from sim.studies.sweep import Study, sweep
from sim.studies.sweep import manifest as manifests
from sim.studies.sweep.replay import furthest
from tests.insight.supplement.small import outcomes_file


def test_every_run_comes_again_bit_for_bit(published, tiny):
    found = reproduce(published)
    assert found.same and found.sentence == f"All {len(tiny.runs)} runs reproduced bit for bit."
    assert len(found.runs) == len(tiny.runs) == 10
    assert reproduce(published, 3).sentence == "3 runs of 10 reproduced bit for bit."


def test_a_changed_outcome_is_found_out_even_if_the_hashes_fit(published, changed):
    def forge(place):
        frame = pd.read_parquet(outcomes_file(place))
        frame.loc[4, "fear"] += 1.0
        frame.loc[5, "fear"] *= 1 + 1e-12
        frame.to_parquet(outcomes_file(place), index=False)

    found = reproduce(changed(published, forge))
    assert found.counts == {"bit for bit": 8, "within 1e-9": 1, "differs": 1} and not found.same
    worst = found.worst.iloc[0]
    assert worst["figure"] == "fear" and worst["published"] == pytest.approx(worst["now"] + 1)
    assert found.sentence.startswith("Not reproduced: 1 of 10 runs differs, by up to 0.0")
    assert "fear, design row" in found.sentence


def test_a_changed_day_is_found_out(published, changed):
    def forge(place):
        file = place / "ledger/trajectories.parquet"
        frame = pd.read_parquet(file)
        frame.loc[7, "fear"] += np.float32(1.0)
        frame.to_parquet(file, index=False)

    found = reproduce(changed(published, forge))
    assert found.counts["differs"] == 1 and found.worst.iloc[0]["figure"] == "fear, day 3"


def test_a_changed_file_is_refused(published, tmp_path):
    with zipfile.ZipFile(published) as zipped, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in zipped.namelist():
            bad.writestr(name, zipped.read(name) + (b" " if name == "ledger/runs.csv" else b""))
    with pytest.raises(UserError, match="'ledger/runs.csv' is not the file that was published"):
        reproduce(tmp_path / "bad.zip")


def test_other_code_is_refused_naming_both(published, monkeypatch):
    there = manifests.CODE
    monkeypatch.setattr(manifests, "CODE", "0123456789abcdef")
    with pytest.raises(UserError, match=rf"other code \({there}, version .* installed here "
                       rf"\(0123456789abcdef, version .*--other-code"):
        reproduce(published)


def test_other_code_let_through_is_told(published, changed):
    def forge(place):
        text = (place / "manifest.json").read_text(encoding="utf-8")
        (place / "manifest.json").write_text(text.replace(manifests.CODE, "f" * 32), encoding="utf-8")

    found = reproduce(changed(published, forge), 2, other_code=True)
    assert found.same and found.other_code and "under other code (code ffffffff there" in found.sentence


def test_other_versions_are_told_not_refused(published, monkeypatch):
    monkeypatch.setitem(manifests.VERSIONS, "numba", "0.1")
    assert "under other versions (numba " in reproduce(published, 2).sentence


def test_no_study_and_no_sample_are_refused(published, tmp_path):
    with pytest.raises(UserError, match="--sample is 0"):
        reproduce(published, 0)
    (tmp_path / "a.zip").write_bytes(b"PK")
    with pytest.raises(UserError, match="not a whole zip"):
        reproduce(tmp_path / "a.zip")


OWN = {"model": "a:label", "factors": {"x": {"low": 0.0, "high": 1.0}},
       "design": {"kind": "latin-hypercube", "samples": 5}, "outcomes": ["y"], "replications": 2}


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A published study of a model of one's own, and the folder with the model's files."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "mine.py").write_text("from parts import scale\ndef y(values, seed):\n    return {'y': "
                                    "values['x'] * seed * scale.SIZE}\n")
    (folder / "parts").mkdir()
    (folder / "parts" / "__init__.py").touch()
    (folder / "parts" / "scale.py").write_text("SIZE = 3\n")
    found = sweep(Study(**OWN), folder / "runs", workers=1, model=f"{folder}/mine.py:y")
    return publish(found, folder / "own.zip"), folder


def test_a_model_of_ones_own_is_published_whole_and_run_only_from_ones_own_file(own, tmp_path):
    made, folder = own
    names = zipfile.ZipFile(made).namelist()
    assert {"model/mine.py", "model/parts/__init__.py", "model/parts/scale.py"} <= set(names)
    assert str(folder) not in "".join(zipfile.ZipFile(made).read(name).decode("utf-8", "replace")
                                      for name in names)
    with pytest.raises(UserError, match=r"model of its authors' own \(a:label\), and nothing in an archive "
                       r"is run.*--model FILE.py:func"):
        reproduce(made)
    with pytest.raises(UserError, match="expected FILE.py:function"):
        reproduce(made, model="subprocess:call")
    assert reproduce(made, model=f"{folder}/mine.py:y").same
    zipfile.ZipFile(made).extractall(tmp_path)
    assert reproduce(made, model=f"{tmp_path}/model/mine.py:y").same
    (tmp_path / "model/parts/scale.py").write_text("SIZE = 4\n")
    with pytest.raises(UserError, match=r"come from another model than mine.py:y: other parts/scale.py; "
                       r"compare"):
        reproduce(made, model=f"{tmp_path}/model/mine.py:y")


def test_what_an_archive_names_is_never_run(published, own, changed, tmp_path, monkeypatch):
    """The field that runs is the study's, whatever the manifest says; and it is a label."""
    monkeypatch.chdir(tmp_path)

    def forge(place):
        (place / "study.yaml").write_text("model: subprocess:call\nfactors: {touch: [1], HERE: [1]}\ndesign: "
                                          "{kind: grid}\noutcomes: [y]\nreplications: 1\n")
        points = pd.read_parquet(place / "ledger/points.parquet")
        points["values"] = '{"touch": 1, "HERE": 1}'
        points.to_parquet(place / "ledger/points.parquet", index=False)

    for name, honest in (("ours.zip", published), ("theirs.zip", own[0])):
        with pytest.raises(UserError, match="nothing in an archive is run"):
            reproduce(changed(honest, forge, name), 2)
    assert not (tmp_path / "HERE").exists()


def test_a_source_changed_in_the_folder_is_not_published(own, tmp_path):
    folder = Path(shutil.copytree(own[1] / "runs", tmp_path / "runs"))
    (folder / "model/mine.py").write_text("def y(values, seed):\n    return {'y': 0}\n")
    with pytest.raises(UserError, match="mine.py is not the file that the study's runs come from"):
        publish(folder, tmp_path / "x.zip")


def test_a_model_is_not_named_for_a_study_of_the_simulator(published):
    with pytest.raises(UserError, match="is a study of the simulator itself"):
        reproduce(published, model="os:system")


# Which runs, and how far off
# --------------------------------------------------------------------------------------------------


def cells(points, replicates):
    return pd.DataFrame([{"point": f"p{row}", "row": row, "replicate": r} for r in range(replicates)
                         for row in range(-1, points - 1)])


def test_a_sample_is_spread_over_points_and_replicates():
    found = choose(cells(100, 10), 10)
    assert len(found) == 10 and found["point"].nunique() == 10 and set(found["replicate"]) == set(range(10))
    assert (found["row"].min(), found["row"].max()) == (-1, 98)
    pd.testing.assert_frame_equal(found, choose(cells(100, 10).sample(frac=1, random_state=3), 10))


def test_more_than_there_are_points_comes_round_again():
    found = choose(cells(4, 3), 6)
    assert len(found) == 6 and found["point"].nunique() == 4
    assert len(choose(cells(4, 3), 99)) == len(choose(cells(4, 3), None)) == 12


def test_how_far_off():
    nan, inf = float("nan"), float("inf")
    assert furthest(np.array([1.0, nan, inf]), np.array([1.0, nan, inf])) == (-1, 0.0)
    assert furthest(np.array([1.0, 2.0]), np.array([1.0, 2.2])) == (1, pytest.approx(0.2 / 2.2))
    assert furthest(np.array([1.0, nan]), np.array([1.0, 2.0])) == (1, inf)
    assert furthest(np.array([1.0]), np.array([1.0, 2.0])) == (0, inf)
    assert furthest(np.empty(0), np.empty(0)) == (-1, 0.0)


def test_the_sentence_says_what_was_found():
    def of(*now):
        rows = [{"point": "p", "row": i, "replicate": 0, **against(np.array([2.0]), np.array([value]),
                                                                   lambda place: "fear")} for i,
                value in enumerate(now)]
        return Reproduction("a.zip", "A study", "abc", 5, pd.DataFrame(rows))

    assert of(2.0, 2.0).sentence == "2 runs of 5 reproduced bit for bit."
    assert (of(2.0, 2.0 + 1e-10).sentence == "2 runs of 5 reproduced: 1 bit for bit, 1 to a relative 1e-9 "
            "(largest deviation 5e-11).")
    assert of(2.0, 4.0, float("nan")).sentence == (
        "Not reproduced: 2 of 3 runs differ, by up to missing on one side (fear, design row 2, replicate 0).")
