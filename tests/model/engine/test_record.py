"""What is left of a run: ratios of sums, over days and units, missing where there was nothing to count."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model.engine.record import EDGE_DAYS, Record
from sim.model.outcomes import HEADLINES, OUTCOME, OUTCOMES, TALLIES, YEAR_DAYS


def record(days: int, units: int, **tallies) -> Record:
    """Zeros but for the tallies given, each broadcast to [days, units]."""
    table = np.zeros((days, units, len(TALLIES)))
    for name, values in tallies.items():
        table[:, :, TALLIES.index(name)] = values
    return Record(table, tuple(f"unit {u}" for u in range(units)))


def test_a_day_is_the_ratio_of_sums_not_the_mean_of_ratios():
    r = record(2, 2, sum_fear=[[1.0, 27.0], [4.0, 0.0]], people=[[10.0, 30.0], [10.0, 0.0]])
    assert r.daily("fear").tolist() == [100.0 * 28.0 / 40.0, 40.0]  # the mean of units would be 50 on day 1
    assert r.daily(OUTCOME["fear"]).tolist() == r.daily("fear").tolist()
    assert r.tally("people").tolist() == [[10.0, 30.0], [10.0, 0.0]]


def test_nothing_to_count_is_missing_not_zero():
    r = record(3, 2, people=[[5.0, 5.0], [0.0, 0.0], [5.0, 0.0]], contacts=0.0)
    assert np.isnan(r.daily("fear")).tolist() == [False, True, False] and r.daily("fear")[0] == 0.0
    assert np.isnan(r.daily("customer_satisfaction")).all()
    assert r.summary().loc["customer_satisfaction"].isna().all()
    assert r.summary().loc["fear"].tolist() == [0.0, 0.0]
    wide = r.by_unit().pivot(index=["day", "unit"], columns="outcome", values="value")
    assert wide["fear"].isna().tolist() == [False, False, True, True, False, True]


def test_a_state_starts_with_its_first_week_and_ends_with_its_last():
    day = np.arange(12.0)[:, None]
    summary = record(12, 1, sum_fear=day, people=10.0).summary()
    assert EDGE_DAYS == 5
    assert summary.loc["fear"].tolist() == pytest.approx([100 * (0 + 1 + 2 + 3 + 4) / 50,
                                                          100 * (7 + 8 + 9 + 10 + 11) / 50])
    weights = record(12, 1, sum_fear=day, people=day).summary()  # every day 100, however many people
    assert weights.loc["fear"].tolist() == [100.0, 100.0]


def test_a_rate_starts_with_its_first_quarter_and_ends_with_the_whole_run():
    quits = np.zeros((20, 2))
    quits[2, 0], quits[10, 1], quits[19, 1] = 1.0, 1.0, 1.0
    summary = record(20, 2, quits=quits, people=[[10.0, 30.0]]).summary()
    assert summary.loc["staff_turnover"].tolist() == pytest.approx([100 * YEAR_DAYS * 1 / 200,
                                                                    100 * YEAR_DAYS * 3 / 800])
    assert OUTCOME["customer_churn"].scale == 100.0 * 250


@pytest.mark.parametrize("days", [1, 2, 3, 4])
def test_a_run_shorter_than_a_week_starts_where_it_ends(days):
    summary = record(days, 1, sum_fear=np.arange(1.0, days + 1.0)[:, None], people=10.0, quits=1.0).summary()
    assert summary.loc["fear", "start"] == summary.loc["fear", "end"] == pytest.approx(10.0 * (days + 1) / 2)
    assert summary.loc["staff_turnover"].tolist() == pytest.approx([2500.0, 2500.0])


def test_shares_of_contacts_and_waits():
    r = record(1, 2, contacts=[[10.0, 30.0]], rude=[[4.0, 0.0]], mirrored=[[1.0, 0.0]],
               sum_wait=[[20.0, 0.0]], promoters_less_detractors=[[-6.0, 2.0]], minutes=[[100.0, 300.0]],
               capacity_minutes=[[200.0, 300.0]])
    day = r.series().loc[1]
    assert (day["rude_share"], day["mirrored_share"], day["wait_minutes"]) == (10.0, 25.0, 0.5)
    assert (day["promoters_minus_detractors"], day["occupancy"], day["handle_minutes"]) == (-10.0, 80.0, 10.0)
    assert math.isnan(day["felt_share"])


def test_series_has_a_row_a_day_and_a_column_an_outcome():
    r = record(3, 2, sum_fear=1.0, people=4.0)
    series = r.series()
    assert list(series.columns) == [o.name for o in OUTCOMES]
    assert (series.index.name, series.index.tolist()) == ("day", [1, 2, 3])
    assert series["fear"].tolist() == [25.0, 25.0, 25.0] and r.days == 3


def test_by_unit_has_a_row_for_every_day_unit_and_outcome():
    r = record(2, 3, sum_fear=[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], people=10.0)
    frame = r.by_unit()
    assert list(frame.columns) == ["day", "unit", "outcome", "value"] and len(frame) == 2 * 3 * len(OUTCOMES)
    fear = frame[frame["outcome"] == "fear"].set_index(["day", "unit"])["value"]
    assert fear.to_dict() == pytest.approx({(d + 1, f"unit {u}"): 10.0 * (1 + 3 * d + u) for d in range(2)
                                            for u in range(3)})


def test_summary_has_every_outcome_in_order():
    summary = record(1, 1).summary()
    assert summary.index.tolist() == [o.name for o in OUTCOMES] and list(summary.columns) == ["start", "end"]
    assert summary.index.name == "outcome" and summary.isna().all(axis=None)


def test_outcomes_are_declared_once_and_tallies_too():
    names = [o.name for o in OUTCOMES]
    assert len(set(names)) == len(names) and len(set(TALLIES)) == len(TALLIES) and set(HEADLINES) <= set(
        names)
    for o in OUTCOMES:
        assert (o.kind in ("state", "rate") and o.good in (-1, 0, 1) and o.scale > 0 and o.unit and o.label
                and o.definition)
        assert {o.numerator, o.denominator} <= set(TALLIES)
