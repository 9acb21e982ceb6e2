"""The money of a comparison: its parts add up, its months make the run, payback means what it says, and luck
is not ranked."""

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from sim.model.engine.record import Record
from sim.model.outcomes import TALLIES
from sim.report.folder import claimed
from sim.report.money import NET, PARTS, compared, downside, payback
from sim.report.money_sentences import lines
from sim.report.result import Comparison, RunResult
from sim.report.tables import compare_table
from sim.report.wording import amount, grain
from sim.runs.study import compare, run
from tests.languages import translated


def planted(result: RunResult, net: np.ndarray) -> RunResult:
    """A result whose only money is this net value, [replications, days]."""
    records = []
    for series in net:
        tallies = np.zeros((len(series), 1, len(TALLIES)))
        tallies[:, 0, TALLIES.index("sum_net")] = series
        records.append(Record(tallies, ("all",)))
    return replace(result, records=tuple(records), setup=replace(result.setup, demand=np.ones(net.shape[1])))


@pytest.fixture
def earning(result: RunResult):
    """A comparison in which B earns so much more than A, money [replications, days]."""
    def make(differences: np.ndarray) -> Comparison:
        differences = np.asarray(differences, dtype=float)
        return Comparison(planted(result, np.full(differences.shape, 7.0)),
                          planted(result, 7.0 + differences))

    return make


def told(comparison: Comparison) -> dict[str, str]:
    assert translated(*([": ".join(line) for line in lines(comparison.money, code)] for code in ("en", "de")))
    return dict(lines(comparison.money))


# What it is made of
# -----------------------------------------------------------------------------------------------------------


def test_the_parts_of_a_day_are_its_net_value(comparison):
    for side in (comparison.a, comparison.b):
        net = np.stack([record.tally("sum_net").sum(axis=1) for record in side.records])
        np.testing.assert_allclose(side.books.daily.sum(axis=2), net, rtol=1e-9, atol=1e-6)


def test_parts_are_what_they_are_called(result):
    p, found = result.setup.parameters, dict(zip(PARTS, result.books.daily.sum(axis=(0, 1)), strict=True))

    def tally(name: str) -> float:
        return sum(record.tally(name).sum() for record in result.records)

    assert found["revenue"] == pytest.approx(tally("customers_active") * p["contribution"] / 250)
    assert found["leavers"] == pytest.approx(-tally("quits") * p["pay"] * p["leaver_share"])
    assert found["gestures"] == pytest.approx(-tally("gestures") * p["gesture_price"])
    assert found["programmes"] <= 0
    assert all(found[name] < 0 for name in ("pay", "fraud"))


def test_what_is_left_is_what_programmes_and_extra_staff_cost(small):
    plain = run(small.with_(levers={"training_days": 0.0}), replications=1)
    taught = run(small.with_(levers={"training_days": 10.0}), replications=1)
    price, people = plain.setup.parameters["training_price"], plain.records[0].tally("people").sum()
    more = compared(plain.books, taught.books).year.at["programmes", "difference"]
    assert more == pytest.approx(-10 * price / 250 * people, rel=0.05)  # the posts vacant differ a little


def test_parts_add_up_to_the_difference_in_the_year_and_in_every_month(comparison):
    year, months = comparison.money.year, comparison.money.months
    for column in ("a", "b", "difference"):
        assert year.loc[list(PARTS), column].sum() == pytest.approx(year.at[NET, column], abs=1e-6)
    np.testing.assert_allclose(months[list(PARTS)].sum(axis=1), months["difference"], atol=1e-6)
    np.testing.assert_allclose(months["b"] - months["a"], months["difference"], atol=1e-6)
    np.testing.assert_allclose(months["difference"].cumsum(), months["cumulative"], atol=1e-6)
    assert months["cumulative"].iloc[-1] == pytest.approx(year.at[NET, "difference"])
    posts = sum(len(side.setup.organisation) for side in (comparison.a,))
    shown = comparison.outcomes.at["net_value", "difference"] * posts * comparison.days / 250
    assert year.at[NET, "difference"] == pytest.approx(shown)


def test_each_side_has_its_own_prices(small):
    dear = small.with_(title="Dear", parameters={"contribution": 400.0, "pay": 50_000.0})
    found = compare(small, dear, replications=2)
    m = found.money
    assert m.prices == {"pay": (45_000.0, 50_000.0), "contribution": (190.0, 400.0)}
    assert m.year.at["revenue", "b"] == pytest.approx(400 / 190 * m.year.at["revenue", "a"])
    assert m.year.at["pay", "b"] == pytest.approx(m.year.at["pay", "a"] * 50 / 45)
    assert "contribution 190 in A and 400 in B" in told(found)["Prices"]


# Months and years
# ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "last"), [(1, 1), (21, 21), (22, 1), (250, 19), (500, 17)])
def test_months_have_21_days_and_the_last_the_rest(earning, days: int, last: int):
    months = earning(np.ones((2, days))).money.months
    assert months["days"].sum() == days and months["days"].iloc[-1] == last and (months["days"].iloc[
        :-1] == 21).all()
    np.testing.assert_array_equal(months["difference"], months["days"])
    assert months.index[0] == 1 and months.index.name == "month"


@pytest.mark.parametrize(("days", "per_days"), [(20, 20), (250, 250), (500, 250)])
def test_a_year_is_never_more_than_was_lived(earning, days: int, per_days: int):
    m = earning(np.full((3, days), 2.0)).money
    assert m.per_days == per_days
    assert m.year.at[NET, "difference"] == pytest.approx(2.0 * per_days)


SERIES = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=20)


@given(SERIES)
@example([0.0])
@example([-1.0, 1.0])
def test_payback_is_the_first_month_never_to_fall_behind_again(monthly: list[float]):
    so_far = np.cumsum(monthly)
    month = payback(so_far)
    if so_far[-1] < 0:
        assert month is None
    else:
        assert month is not None
        assert (so_far[month - 1:] >= 0).all()
        assert month == 1 or so_far[month - 2] < 0


@given(SERIES, st.floats(0, 100))
def test_to_earn_more_never_pays_back_later(monthly: list[float], more: float):
    never = len(monthly) + 1
    assert (payback(np.cumsum(monthly) + more) or never) <= (payback(np.cumsum(monthly)) or never)


def test_payback_says_when_and_how_far_behind(earning):
    luck = np.array([[-0.5], [0.0], [0.5]])
    # behind by 420 after two months, by 105 after three
    late = np.concatenate([np.full(42, -10.0), np.full(63, 15.0)])
    assert told(earning(late + luck))["Pays back"] == "in month 4; until then B is behind by up to 420."
    assert told(earning(10.0 + np.zeros((3, 105)) + luck))["Pays back"].startswith("at once")
    assert told(earning(-10.0 + np.zeros((3, 105)) + luck))["Pays back"] == "not within 5 months."
    assert told(earning(-10.0 + np.zeros((3, 20)) + luck))["Pays back"] == "not within 20 days."


# Luck
# ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_bad_luck_is_among_what_happened(differences: list[float]):
    found = downside(np.array(differences))
    assert min(differences) <= found <= max(differences)
    if len(differences) < 10:
        assert found == min(differences)


def test_bad_luck_in_words(earning):
    few = earning(np.arange(4.0)[:, None] + np.zeros((4, 10)))
    assert told(few)["In bad luck"] == "B − A is 0 in the worst of 4 pairs of runs."
    many = earning(np.arange(11.0)[:, None] + np.zeros((11, 10)))
    assert told(many)["In bad luck"] == "in one run of ten B − A is below +10."


def test_what_luck_does_not_separate_is_not_ranked(earning):
    found = earning(np.array([-9.0, 2.0, 8.0])[:, None] + np.zeros((3, 40)))
    assert found.money.separated is False
    said = told(found)
    assert said["Net value"].startswith("not told apart from zero")
    assert said["Pays back"] == "cannot be said: the difference is not told apart from zero."
    assert not any(word in " ".join(said.values()) for word in (" more", " less", "better", "worse"))


def test_a_scenario_against_itself_is_exactly_nothing(small):
    found = compare(small, small)
    m = found.money
    assert m.same and m.separated is False and m.payback_month == 1 and m.downside == 0.0
    assert not m.year[["difference", "low", "high"]].to_numpy().any()
    assert not m.months[["difference", "cumulative", *PARTS]].to_numpy().any()
    assert told(found)["Net value"].startswith("no difference")
    assert set(told(found)) == {"Net value", "Leaders"}


def test_one_pair_has_no_interval_and_no_bad_luck(small, harsher):
    m = compare(small, harsher, replications=1).money
    assert m.separated is None and m.year["low"].isna().all() and m.year["separated"].isna().all()
    said = dict(lines(m))
    assert "in this one pair of runs" in said["Net value"] and "In bad luck" not in said


# Where it stands
# ------------------------------------------------------------------------------------------------------------


def test_json_holds_it(comparison):
    m = comparison.money
    found = json.loads(json.dumps(comparison.to_dict(), allow_nan=False))["money"]
    assert set(found) == {"per_days", "payback_month", "downside", "leader_hours", "prices", "year", "months"}
    assert list(found["year"]) == [*PARTS, NET]
    assert found["year"][NET]["difference"] == m.year.at[NET, "difference"]
    assert [month["month"] for month in found["months"]] == list(m.months.index)
    assert set(found["months"][0]) == {"month", *m.months.columns}
    assert found["leader_hours"] == {"a": m.hours_a, "b": m.hours_b}
    assert m.hours_a > m.hours_b > 0  # B's leaders are never there


def test_json_of_one_pair_has_no_nan(small, harsher):
    found = compare(small, harsher, replications=1).to_dict()
    assert json.loads(json.dumps(found, allow_nan=False))["money"]["year"][NET]["separated"] is None


def test_the_folder_holds_the_months_and_the_report_the_parts(comparison, tmp_path: Path):
    with claimed("small", tmp_path / "out") as save:
        folder = save(comparison)
    months = pd.read_csv(folder / "money.csv", index_col="month")
    pd.testing.assert_frame_equal(months, comparison.money.months, rtol=1e-8, check_dtype=False,
                                  check_index_type=False)
    report = (folder / "report.md").read_text()
    assert "## Money" in report and "| Net value |" in report and "money.csv" in report
    assert all(said in report for _, said in lines(comparison.money))


def test_the_terminal_says_it_in_a_few_lines_of_80_columns(comparison, earning):
    for found in (comparison, earning(1e6 * np.random.default_rng(1).normal(1, 0.1, (12, 250)))):
        m, text = found.money, io.StringIO()
        shown = compare_table(found) if found is comparison else "\n".join(said for _, said in lines(m))
        Console(file=text, width=80).print(shown)
        assert max(map(len, text.getvalue().splitlines())) <= 80
        assert len(lines(m)) <= 6
    text = io.StringIO()
    Console(file=text, width=80).print(compare_table(comparison))
    assert "Money  whole organisation, these 8 days, in your own currency" in text.getvalue()


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_amounts_are_rounded_to_what_the_largest_can_show(one: float, other: float):
    to = grain(one, other)
    for value in (one, other):
        shown = int(amount(value, to).replace(",", "").replace("−", "-"))
        assert abs(shown - value) <= to / 2 + 1e-6 and shown % to == 0
        assert amount(value, to, sign=True)[0] in "+−0"
