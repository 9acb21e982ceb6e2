"""An archive lived again: what was changed is found out, other code is refused, and what is near is told from what is the same."""

import zipfile

import numpy as np
import pandas as pd
import pytest

from sim.errors import UserError
from sim.experiments import Study, sweep
from sim.experiments import manifest as manifests
from sim.supplement.publish import publish
from sim.supplement.reproduce import choose, reproduce
from sim.supplement.reproduction import Reproduction, against, furthest
from tests.supplement.small import outcomes_file


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
    with pytest.raises(UserError, match=rf"other code \({there}, version .* installed here \(0123456789abcdef, version .*--other-code"):
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


def test_a_model_of_ones_own_is_imported_only_if_allowed(tmp_path, monkeypatch):
    (tmp_path / "own_published.py").write_text("def y(values, seed):\n    return {'y': values['x'] * seed}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    study = Study(model="own_published:y", factors={"x": {"low": 0.0, "high": 1.0}}, design={"kind": "latin-hypercube", "samples": 5},
                  outcomes=["y"], replications=2)
    made = publish(sweep(study, tmp_path / "lived", workers=1), tmp_path / "own.zip")
    assert "model/own_published.py" in zipfile.ZipFile(made).namelist()
    with pytest.raises(UserError, match="a function outside the simulator.*--model own_published:y"):
        reproduce(made)
    assert reproduce(made, model="own_published:y").same
    (tmp_path / "own_published.py").write_text("def y(values, seed):\n    return {'y': values['x']}\n", encoding="utf-8")
    with pytest.raises(UserError, match="other code"):
        reproduce(made, model="own_published:y")


def test_a_model_is_not_named_for_a_study_of_the_simulator(published):
    with pytest.raises(UserError, match="is a study of the simulator itself"):
        reproduce(published, model="os:system")


# Which runs, and how far off --------------------------------------------------------------------------------------------------


def cells(points, replicates):
    return pd.DataFrame([{"point": f"p{row}", "row": row, "replicate": r} for r in range(replicates) for row in range(-1, points - 1)])


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
        rows = [{"point": "p", "row": i, "replicate": 0, **against(np.array([2.0]), np.array([value]), lambda place: "fear")}
                for i, value in enumerate(now)]
        return Reproduction("a.zip", "A study", "abc", 5, pd.DataFrame(rows))

    assert of(2.0, 2.0).sentence == "2 runs of 5 reproduced bit for bit."
    assert of(2.0, 2.0 + 1e-10).sentence == "2 runs of 5 reproduced: 1 bit for bit, 1 to a relative 1e-9 (largest deviation 5e-11)."
    assert of(2.0, 4.0, float("nan")).sentence == (
        "Not reproduced: 2 of 3 runs differ, by up to missing on one side (fear, design row 2, replicate 0).")
