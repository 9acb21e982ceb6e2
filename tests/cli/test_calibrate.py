"""``sim calibrate``: what it prints, what it leaves behind, and how it says no."""

import json
from functools import partial

import pytest

STUDY = """\
title: A small firm
scenario: {organisation: {people: 40}, start: {settle_days: 0}}
days: 10
factors:
  punishment_severity: {low: 0, high: 1}
design: {kind: latin-hypercube, samples: 20}
replications: 1
"""
FIGURES = ("period,unit,outcome,value,n\n1,(all),fear,26,100\n2,(all),fear,28,100\n2,U2 front "
           "line,customer_satisfaction,70,200\n")


@pytest.fixture
def calibrate(tmp_path, monkeypatch, typed):
    """Calibrate in a folder that has a study and figures: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "study.yaml").write_text(STUDY)
    (tmp_path / "own.csv").write_text(FIGURES)
    return partial(typed, "calibrate")


def test_it_prints_and_writes(calibrate, tmp_path):
    code, out, err = calibrate("study.yaml", "own.csv", "--period", "week", "--generations", "1", "--workers",
                               "1")
    assert code == 0, err
    assert "punishment_severity" in out and "1 factor fitted to 3 figures of own.csv" in out
    assert "results/study-calibrated/calibration" in out
    assert ((tmp_path / "results" / "study-calibrated" / "calibration" / "predictive.png").stat().st_size
            > 10_000)
    code, out, err = calibrate("results/study-calibrated", "own.csv", "--period", "week", "--generations",
                               "1", "--json")
    assert (code == 0 and json.loads(out)["runs"] == 60 and "written: results/study-calibrated/calibration"
            in err)


@pytest.mark.parametrize(("args", "said"), [
    (("study.yaml", "own.csv", "--period", "quarter"), "own.csv, line 2, column period: '1' ends on day 63, "
     "but the study has 10 days"),
    (("study.yaml", "none.csv"), "none.csv does not exist"),
    (("study.yaml", "own.csv", "--period", "decade"), "--period"),
    (("nothing.yaml", "own.csv"), "nothing.yaml"),
    (("study.yaml", "own.csv", "--period", "week", "--budget", "10"),
     "--budget is 10, less than the 60 runs"),
])
def test_mistakes_are_one_sentence(calibrate, tmp_path, args, said):
    code, out, err = calibrate(*args)
    assert code == 2 and not out and said in err and "Traceback" not in err
    assert not (tmp_path / "results").exists()
