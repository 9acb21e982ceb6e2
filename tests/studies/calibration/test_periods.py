"""Periods: every way of writing the same month, quarter or week is the same, and what is none is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.studies.calibration.periods import counted, when

SAME = {
    "month": ("2024-02", "2024/02", "202402", "02/2024", "2.2024", "Feb 2024", "February "
                                                                               "2024", "Feb-24", "feb. 2024",
              "Februar 2024", "2024 Feb", "février 2024", "Feb '24", "2024M02", "febrero 2024"),
    "quarter": ("2024-Q2", "2024Q2", "Q2 2024", "Q2/24", "2. Quartal 2024", "T2 2024", "2024 q2"),
    "week": ("2024-W05", "2024W5", "KW 5 2024", "Week 5 2024", "KW05/2024", "2024-KW5"),
    "year": ("2024", "FY2024", "Year 2024"),
}


@pytest.mark.parametrize("kind", SAME)
def test_ways_of_writing_one_period(kind):
    found = {text: when(text) for text in SAME[kind]}
    assert {one.kind for one in found.values()} == {kind} and len({one.at for one in found.values()}) == 1


@pytest.mark.parametrize("text", ["North", "", "2024-13", "Team 3 North", "84 %", "W77 2024", "1.5"])
def test_what_is_no_period(text):
    found = when(text)
    assert found is None


@given(st.integers(2000, 2090), st.integers(1, 12), st.integers(1, 24))
def test_months_are_counted_from_the_earliest_over_the_year_s_end(year, month, many):
    places = [divmod(year * 12 + month - 1 + i, 12) for i in range(many)]
    texts = [f"{y}-{m + 1:02d}" for y, m in places]
    found = counted(reversed(texts), None, "", "when", "f.csv")
    assert [found.number[text] for text in texts] == list(range(1, many + 1)) and found.period == "month"


def test_how_long_a_period_is_is_told_by_its_form_or_its_column():
    assert counted(["1", "2"], None, "", "Week", "f").period == "week"
    assert counted(["Q1", "Q3"], None, "", "when", "f").number == {"Q1": 1, "Q3": 3}
    assert counted(["2024-01-01", "2024-04-01"], "quarter", "", "", "f").number["2024-04-01"] == 2
    assert counted(["2024-01-03", "2024-01-10", "2024-01-24"], None, "", "", "f").number["2024-01-24"] == 4
    assert counted(["13/02/2024", "20/02/2024"], "week", "", "", "f").number["20/02/2024"] == 2
    for texts, asked, start in ((["2024-01"], "week", ""), (["1"], "year", ""),
                                (["2024-01"], None, "2024-02"), (["2024-01"], None, "soon")):
        with pytest.raises(UserError):
            counted(texts, asked, start, "Quarter", "f")
