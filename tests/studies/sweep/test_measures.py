"""Measures: an outcome of a unit over some days, read off a run's tallies."""

import math

import numpy as np
import pytest
from pydantic import ValidationError

from sim.base.errors import UserError
from sim.model.engine.record import Record
from sim.model.outcomes import OUTCOME, TALLIES
from sim.scenario.checks import sentence
from sim.studies.sweep.measures import Measure


@pytest.fixture
def record():
    """Four days, two units; in unit B nobody until day 3."""
    tallies = np.zeros((4, 2, len(TALLIES)))
    tallies[:, 0, TALLIES.index("people")] = 10
    tallies[:, 0, TALLIES.index("sum_fear")] = [1, 2, 3, 4]
    tallies[2:, 1, TALLIES.index("people")] = 5
    tallies[2:, 1, TALLIES.index("sum_fear")] = 5
    tallies[3, 0, TALLIES.index("quits")] = 1
    return Record(tallies, ("A", "B"))


def test_it_is_the_sum_of_numerators_over_the_sum_of_denominators(record):
    assert Measure(outcome="fear", unit="A", first=1, last=2).of(record) == pytest.approx(100 * 3 / 20)
    assert Measure(outcome="fear", first=3).of(record) == pytest.approx(100 * (3 + 4 + 10) / 30)
    assert Measure(outcome="staff_turnover").of(record) == pytest.approx(250 * 100 / 50)


def test_over_all_days_it_is_the_end_of_a_rate(record):
    assert Measure(outcome="staff_turnover").of(record) == record.edges(OUTCOME["staff_turnover"])[1]


def test_nothing_to_count_is_missing(record):
    assert math.isnan(Measure(outcome="fear", unit="B", first=1, last=2).of(record))


@pytest.mark.parametrize(("measure", "said"), [
    ({"outcome": "fear", "last": 9}, "reaches to day 9, but the run has 4 days"),
    ({"outcome": "fear", "unit": "b"}, "no unit 'b'; choices are"),
])
def test_what_a_run_does_not_have_is_named(record, measure, said):
    with pytest.raises(UserError, match=said):
        Measure(**measure).of(record)


@pytest.mark.parametrize(("measure", "said"), [
    ({"outcome": "feer"}, "outcome is 'feer', which is no outcome (sim show outcomes); did you mean fear?"),
    ({"outcome": "fear", "first": 0}, "first is 0, expected a whole number between 1 and 25000 (days, the "
     "first is 1)"),
    ({"outcome": "fear", "first": 5, "last": 4}, "last is 4, which is before the first day, 5"),
    ({"outcome": "fear", "units": "A"}, "units is not known here; did you mean unit?"),
])
def test_mistakes_are_sentences(measure, said):
    with pytest.raises(ValidationError) as mistake:
        Measure(**measure)
    assert sentence(mistake.value) == said
