"""What reaches the leaders: shares are of what happened, and where reports and truth part ways it is said."""

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from sim.model.engine.record import Record
from sim.model.outcomes import TALLIES
from sim.report import reaching
from sim.report.page import report
from sim.report.result import Comparison, RunResult
from sim.report.tables import compare_table, run_table

CONTACTS = 1000.0


def planted(result: RunResult, errors: float, reported: float, fear: float = 0.5,
            picture: float = 0.6) -> RunResult:
    """A result in which, day by day, so many errors are made per 1,000 contacts and so many of them
    reported."""
    told = {"contacts": CONTACTS, "errors": errors, "errors_reported": reported, "people": 1.0,
            "sum_fear": fear, "leaders": 1.0, "sum_picture": picture}
    records = []
    for luck in (0.0, 0.02, 0.01):
        tallies = np.zeros((10, 1, len(TALLIES)))
        for name, value in told.items():
            tallies[:, 0, TALLIES.index(name)] = value * (1 + luck * (name in ("errors", "errors_reported",
                                                                               "sum_fear")))
        records.append(Record(tallies, ("all",)))
    return replace(result, records=tuple(records), setup=replace(result.setup, demand=np.ones(10)))


def test_a_run_agrees_with_its_outcomes(result):
    told = reaching.of_run(result)
    for name in ("errors_true", "errors_reported", "complaints_true", "complaints_reported",
                 "picture_of_customers"):
        for edge in ("start", "end", "low", "high"):
            assert told.at[name, edge] == pytest.approx(result.outcomes.at[name, edge], nan_ok=True)
    assert 0 < told.at["errors_reaching", "end"] < 100


def test_a_comparison_agrees_with_its_outcomes(comparison):
    told = reaching.of_comparison(comparison)
    for name in ("errors_true", "complaints_reported", "picture_of_customers"):
        for column in ("a", "b", "difference", "low", "high"):
            assert told.at[name, column] == pytest.approx(comparison.outcomes.at[name, column])


def test_of_100_errors_43_are_reported(result):
    afraid, trusting = planted(result, 100.0, 43.0), planted(result, 80.0, 60.0, fear=0.2, picture=0.7)
    assert reaching.run_says(afraid) == ["Of 100 errors 43 are reported (43 at the start); their picture of "
                                         "customers is 60 % true."]
    assert reaching.comparison_says(Comparison(afraid, trusting)) == [
        "Of 100 errors 43 are reported in A and 75 in B; their picture of customers is 60 % true in A and 70 "
        "% in B.",
        "By the reports B makes more errors (+1.7 per 100 contacts), in truth fewer (−2.0): fear hides them "
        "in A."]
    assert reaching.comparison_says(Comparison(trusting, afraid))[1] == (
        "By the reports B makes fewer errors (−1.7 per 100 contacts), in truth more (+2.0): fear hides them "
        "in B.")


def test_fear_is_not_blamed_for_what_it_did_not_do(result):
    said = reaching.comparison_says(Comparison(planted(result, 100.0, 43.0), planted(result, 80.0, 60.0)))[1]
    assert said.endswith("in A more stays hidden.")


def test_more_comes_to_light_where_reports_and_truth_agree(result):
    said = reaching.comparison_says(Comparison(planted(result, 100.0, 70.0),
                                               planted(result, 60.0, 55.0, fear=0.2)))[1]
    assert said == "More of the errors come to light in B, where there is less fear."


def test_a_difference_too_small_to_show_misleads_nobody(result):
    said = reaching.comparison_says(Comparison(planted(result, 100.0, 43.0), planted(result, 80.0, 43.2)))[1]
    assert said == "More of the errors come to light in B."


def test_a_run_against_itself_is_the_same_in_both(comparison):
    said = reaching.comparison_says(Comparison(comparison.a, comparison.a))
    assert len(said) == 1 and "in both" in said[0] and " in A" not in said[0]


def test_where_there_is_nothing_to_count_nothing_is_said(result):
    tallies = np.zeros((10, 1, len(TALLIES)))
    empty = replace(result, records=(Record(tallies, ("all",)),) * 2,
                    setup=replace(result.setup, demand=np.ones(10)))
    assert reaching.run_says(empty) == [] and reaching.comparison_says(Comparison(empty, empty)) == []


@pytest.mark.parametrize("everything", [False, True])
def test_it_stands_under_the_tables_and_in_the_reports(result, comparison, everything: bool):
    for study, table in ((result, run_table), (comparison, compare_table)):
        text = io.StringIO()
        Console(file=text, width=80).print(table(study, everything))
        assert "What reaches the leaders" in text.getvalue()
        assert ("of 100 complaints  " in text.getvalue()) == everything
        assert max(map(len, text.getvalue().splitlines())) <= 80
        assert "| of 100 errors | reported |" in report(study)
