"""The rows: complete, sourced, honestly marked; the measured ones come out of the real data again."""

import inspect
from pathlib import Path

import pandas as pd
import pytest

from sim.base.errors import UserError
from sim.insight.evidence.constructs import constructs
from sim.insight.evidence.experiments import CALLS_BY_WEEKDAY, EXPERIMENTS, INPUTS
from sim.insight.evidence.patterns import Row, chosen, rows
from sim.insight.evidence.populations import TALK_LOG_SPREAD
from sim.insight.evidence.statistics import STATISTICS, log_spread

ROWS = rows()
MEASURED = [row for row in ROWS.values() if row.how_sure.startswith("measured") and row.real
            and row.value is not None]


def real_frame(row: Row, data: Path) -> pd.DataFrame:
    """The real data behind a measured row, with the survey's column names.  data: the folder of data sets."""
    frame = pd.read_csv(data / row.real["file"])
    if "where" in row.real:
        frame = frame.query(row.real["where"])
    return frame.drop(columns=row.real.get("drop", [])).rename(columns=row.real.get("rename", {}))


def published(row: Row, data: Path) -> float:
    """A measured row's figure computed again from the real data, by the statistic that judges the model."""
    return float(STATISTICS[row.statistic](real_frame(row, data), **row.arguments))


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.id)
def test_a_row_says_how_it_is_computed(row):
    ways = [bool(row.study and row.frame and row.statistic), bool(row.experiment), bool(row.input)]
    assert sum(ways) == 1, "one of a statistic, an experiment and an input"
    assert row.use in ("input", "calibrate", "validate") and (row.use == "input") == bool(row.input)
    assert row.source and row.how_sure and row.statement
    assert row.experiment in ("", *EXPERIMENTS) and row.input in ("", *INPUTS)
    if row.statistic:
        inspect.signature(STATISTICS[row.statistic]).bind(pd.DataFrame(), **row.arguments)
    assert (row.low is not None and row.high is not None) or row.signs or row.input


def test_statements_are_our_own_and_nothing_is_left_out():
    assert len(ROWS) == 45 + 14
    assert len({row.statement for row in ROWS.values()}) == len(ROWS)


@pytest.mark.parametrize("row", [row for row in ROWS.values() if row.counts and row.statistic],
                         ids=lambda row: row.id)
def test_no_row_that_counts_is_joined_by_the_mapping(row):
    """The mapping alone joins two variables that are read off the same state."""
    said = row.arguments
    one = states(said.get("x", said.get("one", [])))
    for name in ("y", "ys", "attitudes", "health"):
        assert not one & states(said.get(name, []))


def states(names: str | list[str]) -> set[str]:
    """The states that constructs are read off; none for what is no construct."""
    listed = [names] if isinstance(names, str) else names
    asked = [constructs().get(name.removeprefix("-")) for name in listed]
    return {part for construct in asked if construct for part in construct.parts}


@pytest.mark.parametrize("row", MEASURED, ids=lambda row: row.id)
def test_a_measured_row_comes_out_of_the_data(row, data):
    tolerance = 0.06 if abs(row.value) > 2 else 0.006
    assert published(row, data) == pytest.approx(row.value, abs=tolerance)


def test_the_relation_between_units_is_stronger_in_the_data(data):
    assert published(ROWS["D22"], data) > 0.1


def test_calls_spread_in_the_data_as_in_the_model(data):
    frame = real_frame(ROWS["D19"], data)
    assert log_spread(frame, "service_time_s") == pytest.approx(TALK_LOG_SPREAD, abs=0.005)
    calls = pd.read_csv(data / "technion_bank_calls_1999" / "arrivals_1999_6min.csv", parse_dates=["date"])
    daily = calls[calls["date"] != "1999-05-23"].groupby("date")["calls"].sum()
    week = daily.groupby(daily.index.day_of_week).mean()
    assert [week[day] for day in (6, 0, 1, 2, 3)] == pytest.approx(CALLS_BY_WEEKDAY, abs=1.0)


def test_unknown_rows_are_named():
    with pytest.raises(UserError, match="D999.*choices are D01"):
        chosen(["D999"])
    assert [row.id for row in chosen(["D02", "D01"])] == ["D01", "D02"]
