"""Figures that came out infinite are treated as missing ones are: counted and told, refused where those are,
and never averaged."""

import shutil
import sqlite3

import numpy as np
import pandas as pd
import pytest

from sim.base.errors import UserError
from sim.insight.plans.ranking import rank
from sim.insight.plans.regret import table
from sim.insight.supplement.publish import publish
from sim.insight.supplement.reproduce import reproduce
from sim.model.outcomes import finite
from sim.report.interval import mean_and_interval
from sim.studies.sensitivity.sensitivity import sensitivity
from sim.studies.sweep import Sweep, sweep
from sim.studies.sweep.ledger import Ledger
from sim.studies.sweep.stopping_rule import replicates
from tests.studies.sweep.small import study

ENDS = {"inf": [np.inf], "-inf": [-np.inf], "both": [np.inf, -np.inf], "nan": [np.nan],
        "mixed": [np.nan, np.inf]}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    asked = study(replications=2, outcomes=["fear", "trust_in_leader"],
                  factors={"presence_hours": [2, 8], "recovery": [0, 1]})
    return sweep(asked, tmp_path_factory.mktemp("studies") / "whole", workers=1)


@pytest.fixture
def spoilt(done, tmp_path):
    """A function that gives the study with some runs' fear as if it had come out so."""
    def spoil(values):
        folder = tmp_path / "spoilt"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(done.folder, folder)
        keys = done.runs[done.runs["row"] >= 0]["key"]
        with sqlite3.connect(folder / "ledger.sqlite") as db:
            for key, value in zip(keys, values, strict=False):
                figures = np.frombuffer(db.execute("SELECT outcomes FROM runs WHERE key = ?",
                                                   (key,)).fetchone()[0], "<f8").copy()
                figures[0] = value
                db.execute("UPDATE runs SET outcomes = ? WHERE key = ?", (figures.tobytes(), key))
        db.close()
        return Sweep(folder)

    return spoil


@pytest.mark.parametrize("values", ENDS.values(), ids=ENDS)
def test_an_infinite_outcome_is_missing_wherever_it_is_read(spoilt, values):
    found = spoilt(values)
    assert found.outcomes["fear"].isna().sum() == len(values) and np.isfinite(
        found.outcomes["trust_in_leader"]).all()
    assert not np.isinf(found.means("fear")).any()
    assert found.query("SELECT count(*) - count(fear) AS missing FROM outcomes")["missing"][0] == len(values)
    assert np.isfinite(found.query("SELECT avg(fear) AS it FROM outcomes")["it"][0])


@pytest.mark.parametrize("values", ENDS.values(), ids=ENDS)
def test_analyses_refuse_it_by_name_or_leave_it_out_and_say_so(spoilt, values):
    found = spoilt(values)
    with pytest.raises(UserError, match=rf"^fear is missing in {len(values)} runs? of .* or it came out "
                       rf"infinite"):
        sensitivity(found, "fear")
    assert sensitivity(found).left_out == ("fear",)
    holed = Sweep(found.folder)
    holed.__dict__["outcomes"] = found.outcomes.assign(
        trust_in_leader=[*found.outcomes["trust_in_leader"].iloc[:-1], np.inf])
    with pytest.raises(UserError, match="trust_in_leader is missing in 1 run"):
        sensitivity(holed, "trust_in_leader")


def test_a_stopping_rule_counts_it_as_missing(spoilt, done):
    asked = done.study.with_(replications={"until": "fear", "within": 100.0, "least": 2, "most": 5})
    wanted = {}
    for name, values in ENDS.items():
        ledger = Ledger(spoilt(values).folder, read_only=True)
        wanted[name] = replicates(asked, ledger)
        ledger.close()
    assert wanted["inf"] == wanted["-inf"] == wanted["nan"] and wanted["both"] == wanted["mixed"]
    assert max(wanted["inf"].values()) > 2  # not enough was known


def test_published_and_reproduced(spoilt, tmp_path):
    found = spoilt([np.inf])
    said = reproduce(publish(found, tmp_path / "it.zip"))
    assert said.counts["differs"] == 1 and said.worst.iloc[0]["figure"] == "fear"
    assert "inf" not in (tmp_path / "it.zip").name


@pytest.mark.parametrize("values", ENDS.values(), ids=ENDS)
def test_intervals_ranks_and_regrets_do_as_if_it_were_missing(values):
    some = np.random.default_rng(1).normal(size=(8, 3))
    with_it, without = some.copy(), some.copy()
    with_it[:len(values), 1], without[:len(values), 1] = values, np.nan
    for one, other in zip(mean_and_interval(with_it), mean_and_interval(without), strict=True):
        np.testing.assert_array_equal(one, other)
    pd.testing.assert_frame_equal(rank(with_it, 1).pairs, rank(without, 1).pairs)
    pd.testing.assert_frame_equal(table(with_it, 1), table(without, 1))
    np.testing.assert_array_equal(finite(with_it), without)
