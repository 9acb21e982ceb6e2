import json

import numpy as np
import pytest

import sim
from sim.base.errors import UserError
from sim.insight.plans import pair
from sim.model.engine.record import Record
from sim.model.outcomes import OUTCOMES
from sim.report.result import Comparison, RunResult
from sim.runs.pool import WHOLE
from sim.runs.study import compare, run

NAMES = [o.name for o in OUTCOMES]


def test_public_names_are_there_and_nothing_else_hides_them():
    from sim.runs import study

    assert sim.run is study.run and sim.compare is pair.compare
    assert dir(sim) == sorted(sim.__all__)
    with pytest.raises(AttributeError, match="krun"):
        _ = sim.krun


def test_outcomes_are_means_over_replications(result: RunResult):
    outcomes = result.outcomes
    assert list(outcomes.index) == NAMES
    ends = [record.summary().at["fear", "end"] for record in result.records]
    assert outcomes.at["fear", "end"] == pytest.approx(np.mean(ends))
    assert outcomes.at["fear", "low"] < outcomes.at["fear", "end"] < outcomes.at["fear", "high"]
    assert len(result.records) == result.replications == 3


def test_the_same_question_has_the_same_answer(small, result: RunResult):
    again = run(small)
    for one, other in zip(result.records, again.records, strict=True):
        assert one.tallies.tobytes() == other.tallies.tobytes()


def test_replications_differ_and_do_not_depend_on_their_number(small, result: RunResult):
    two = run(small, replications=2)
    assert two.records[1].tallies.tobytes() == result.records[1].tallies.tobytes()
    assert result.records[0].tallies.tobytes() != result.records[1].tallies.tobytes()


def test_daily_is_tidy_and_agrees_with_the_record(result: RunResult):
    daily = result.daily
    assert list(daily.columns) == ["replication", "day", "unit", "outcome", "value"]
    assert not daily.duplicated(["replication", "day", "unit", "outcome"]).any()
    units = 1 + len(result.records[0].unit_names)
    assert len(daily) == result.replications * result.days * units * len(OUTCOMES)
    whole = daily[(daily["unit"] == WHOLE) & (daily["outcome"] == "fear") & (daily["replication"] == 1)]
    np.testing.assert_array_equal(whole["value"], result.records[1].daily("fear"))
    keys = ["outcome", "unit", "day"]
    theirs = result.records[2].by_unit().sort_values(keys)
    ours = (daily[(daily["replication"] == 2) & (daily["unit"] != WHOLE)].astype(
        {"unit": str, "outcome": str}).sort_values(keys))
    assert ours[keys].to_numpy().tolist() == theirs[keys].to_numpy().tolist()
    np.testing.assert_array_equal(ours["value"], theirs["value"])


def test_one_replication_has_no_interval(small):
    single = run(small, replications=1)
    assert single.to_dict()["outcomes"]["fear"]["low"] is None
    paired = compare(small, small, replications=1).to_dict()["outcomes"]["fear"]
    assert paired == {"difference": 0.0, "low": None, "high": None, "separated": None, "likely_low": 0.0,
                      "likely_high": 0.0}


def test_a_world_compared_with_itself_differs_by_exactly_nothing(small):
    outcomes = compare(small, small).outcomes
    there = outcomes["counted"] >= 2
    assert there.sum() > 20
    assert (outcomes.loc[there, ["difference", "low", "high"]] == 0).all(axis=None)
    assert not outcomes.loc[there, "separated"].any()


def test_worlds_are_paired(small, harsher, comparison: Comparison):
    for mine, alone in ((comparison.a, run(small)), (comparison.b, run(harsher))):
        for one, other in zip(mine.records, alone.records, strict=True):
            assert one.tallies.tobytes() == other.tallies.tobytes()
    row = comparison.outcomes.loc["felt_care"]
    assert row["difference"] == pytest.approx(row["b"] - row["a"])
    assert row["separated"] and row["high"] < 0
    np.testing.assert_array_equal(comparison.differences, comparison.b.ends - comparison.a.ends)


def _with_a_hole(result: RunResult, replication: int) -> RunResult:
    """The same, but in one replication nobody was there to be afraid."""
    records = list(result.records)
    records[replication] = Record(np.zeros_like(records[replication].tallies),
                                  records[replication].unit_names)
    return RunResult(result.scenario, result.setup, tuple(records))


def test_a_pair_counts_only_where_both_have_a_value(comparison: Comparison):
    holed = Comparison(_with_a_hole(comparison.a, 0), comparison.b).outcomes.loc["fear"]
    assert holed["counted"] == 2
    both = comparison.differences[1:, NAMES.index("fear")]
    assert holed["difference"] == pytest.approx(both.mean())
    assert holed["difference"] == pytest.approx(holed["b"] - holed["a"])


def test_json_shapes(result: RunResult, comparison: Comparison):
    told = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert {"scenario", "days", "replications", "seed", "outcomes"} == set(told)
    assert list(told["outcomes"]) == NAMES
    assert set(told["outcomes"]["fear"]) == {"start", "end", "low", "high"}
    told = json.loads(json.dumps(comparison.to_dict(), allow_nan=False))
    assert {"a", "b", "days", "replications", "seed", "members", "outcomes", "hinges", "money"} == set(told)
    assert set(told["outcomes"]["fear"]) == {"difference", "low", "high", "separated", "likely_low",
                                             "likely_high"}
    assert told["outcomes"]["felt_care"]["separated"] is True


@pytest.mark.parametrize(("other", "what", "fix"), [
    ({"seed": 2}, "seed is 1 in .* and 2 in", "--seed"),
    ({"days": 9}, "days is 8 in .* and 9 in", "--days"),
    ({"organisation": {"people": 41}}, "organisation is .*40 posts.*41 posts", "--org"),
    ({"start": {"culture": "none", "settle_days": 0}}, "culture is ordinary in .* and none in", "start"),
])
def test_what_cannot_be_paired_is_refused_with_the_fix(small, other: dict, what: str, fix: str):
    with pytest.raises(UserError, match=what) as refused:
        compare(small, small.with_(title="Other", **other))
    assert fix in str(refused.value)


@pytest.mark.parametrize("wrong", [{"replications": 0}, {"workers": 0}])
def test_impossible_numbers_are_refused(small, wrong: dict):
    with pytest.raises(UserError, match="is 0; it must be 1 or more"):
        run(small, **wrong)
