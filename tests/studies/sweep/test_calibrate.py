"""The calibration runs, reads no row that judges, and the ensemble it stored is whole."""

import csv

import numpy as np
import pytest

from experiments import calibrate_defaults as calibration
from experiments.calibrate_defaults import (
    CONVENTIONS,
    ENSEMBLE,
    FIGURES,
    RANGES,
    ROWS,
    Effort,
    Job,
    Simulator,
    Size,
)
from experiments.emulator import emulator, terms
from sim.insight.evidence.patterns import rows
from sim.insight.evidence.populations import organisations
from sim.model.parameters import PARAMETERS
from sim.runs.pool import Serial
from sim.scenario.ensemble import members

TINY = Size(1, 1, 1, (40, 40))
REQUIRED = tuple(name for name in FIGURES if name != "D01")
"""Figures that every member holds; D01 is hardly to be had together with the others (docs/evidence.md)."""
FEWEST = 20


def fake(job: Job) -> dict[str, float]:
    """Figures that follow parameters by a plain law, as if they had been lived."""
    x = calibration.scaled([dict(job.point)])[0]
    of = {"firms": CONVENTIONS} | {study: [name for name, its in ROWS.items() if its == study]
                                   for study in ROWS.values()}
    found = {}
    for i, name in enumerate(FIGURES):
        target, low, high = calibration.intervals()[name]
        found[name] = float(target + (high - low) * (0.6 * x[i % len(x)] - 0.3 * (i == 0)))
    return {name: found[name] for name in of[job.study]}


def test_only_rows_that_allow_it_are_fitted_and_at_most_ten_parameters():
    assert {row.id for row in rows().values() if row.use == "calibrate"} == set(ROWS)
    assert len(RANGES) <= 10 and all(rows()[name].study == study for name, study in ROWS.items())
    for name, (low, high) in RANGES.items():
        declared = PARAMETERS[name]
        assert declared.low <= low < declared.default < high <= declared.high
        assert declared.sure in ("speculative", "convention", "measured", "from memory")


def test_a_row_that_judges_is_refused(monkeypatch):
    monkeypatch.setitem(ROWS, "D02", "call_centre")
    with pytest.raises(ValueError, match="D02.*may not be calibrated on"):
        calibration.intervals()


def test_the_emulator_finds_a_quadratic():
    x = np.random.default_rng(1).uniform(-1, 1, (400, 3))
    y = np.column_stack([2 + x[:, 0] - x[:, 1] ** 2, x[:, 2]])
    fitted, r2 = emulator(x, y)
    assert (r2 > 0.99).all() and np.abs(terms(x) @ fitted - y).max() < 0.1


def test_members_are_inside_and_the_point_is_one_of_them(monkeypatch):
    monkeypatch.setattr(calibration, "work", fake)
    monkeypatch.setattr(calibration, "DRAWS", 400_000)
    _, point, found = calibration.calibrate(Effort(40, 2, 12, 8, TINY, TINY), Simulator(Serial(), None))
    assert len(found) == 8 and all(calibration.inside(figures) for _, figures in found)
    assert point in found
    _, again, _ = calibration.calibrate(Effort(40, 2, 12, 8, TINY, TINY), Simulator(Serial(), None))
    assert again == point


def test_the_quick_path_prints_both_tables_and_writes_nothing(monkeypatch, capsys):
    before = ENSEMBLE.read_bytes()
    monkeypatch.setattr(calibration, "work", fake)
    monkeypatch.setattr(calibration, "DRAWS", 400_000)
    calibration.main(["--quick", "--workers", "1"])
    told = capsys.readouterr().out
    assert all(name in told for name in (*RANGES, *FIGURES, "before", "point", "ensemble"))
    assert ENSEMBLE.read_bytes() == before


def test_what_was_lived_is_not_lived_again(monkeypatch, tmp_path):
    monkeypatch.setattr(calibration, "work", fake)
    kept = tmp_path / "kept.csv"
    points = [calibration.defaults()]
    first = Simulator(Serial(), kept).run(points, TINY, 1, "first")
    monkeypatch.setattr(calibration, "work", None)
    assert Simulator(Serial(), kept).run(points, TINY, 1, "again") == first


def test_a_study_is_lived_under_the_point():
    point = calibration.defaults()
    found = calibration.work(Job("organisations", tuple(point.items()), TINY, 3))
    assert set(found) == {"D10", "D18"} and all(0 < value < 1 for value in found.values())


def test_a_trade_keeps_its_deviation():
    plan = organisations(1, 1, 3)[0]
    moved = calibration.under(plan, {"civility_mean": 0.67, "rudeness_cost": 0.02}, 50).scenario
    assert moved.parameters["civility_mean"] == pytest.approx(
        plan.scenario.parameters["civility_mean"] + 0.67 - PARAMETERS["civility_mean"].default)
    assert (moved.parameters["rudeness_cost"] == 0.02 and moved.parameters["share_rule"]
            == plan.scenario.parameters["share_rule"])


def test_the_stored_ensemble_is_whole():
    with ENSEMBLE.open(encoding="utf-8", newline="") as file:
        stored = list(csv.DictReader(file))
    assert [int(row["member"]) for row in stored] == list(range(len(stored)))
    assert list(stored[0]) == ["member", *RANGES, *FIGURES]
    for row in stored:
        assert all(low <= float(row[name]) <= high for name, (low, high) in RANGES.items())
        assert calibration.inside({name: float(row[name]) for name in FIGURES}, REQUIRED)
    assert members() == tuple({name: float(row[name]) for name in RANGES} for row in stored)
    assert len(stored) >= FEWEST
