"""A user's figures: read as they are, and refused with one sentence that names file, line, column, value and
the way out."""

import math

import pytest

from sim.base.errors import UserError
from sim.model.outcomes import OUTCOMES
from sim.studies.calibration.observed import PERIODS, Run, observed
from sim.studies.calibration.standard_error import SD_OF_ANSWERS, possible, standard_error

RUN = Run(days=125, units=("U1 management", "Sales"))
HEAD = "period,unit,outcome,value,n\n"


@pytest.fixture
def read(tmp_path):
    def read(text, period="month", run=RUN):
        path = tmp_path / "own.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return observed(path, period, run)
    return read


def test_a_figure_knows_its_days_and_its_error(read):
    targets = read(HEAD + "1,(all),customer_satisfaction,71.5,400\n3,Sales,staff_turnover,24,40\n"
                   "all,(all),burnout_share,20,100\n").targets
    assert [(t.first, t.last) for t in targets] == [(1, 21), (43, 63), (1, 125)]
    assert targets[0].error == SD_OF_ANSWERS / 20
    quits = 24 / 25_000 * 40 * 21
    assert targets[1].error == pytest.approx(25_000 / (40 * 21) * math.sqrt(quits + 0.5))
    assert targets[2].error == pytest.approx(4.0, abs=0.05) and targets[2].when == "all"


@pytest.mark.parametrize("text", ["period;unit;outcome;value;n\n1;Sales;fear;30.5;40\n",
                                  "\ufeffn\tvalue\toutcome\tunit\tperiod\n40\t30.5\tfear\tSales\t1\n"])
def test_what_spreadsheets_write_is_read(read, text):
    assert read(text).targets[0].value == 30.5


def test_periods_fill_the_year_without_gap_or_overlap(read):
    for period, length in PERIODS.items():
        if length:
            rows = "".join(f"{k + 1},(all),fear,30,40\n" for k in range(int(250 / length)))
            targets = read(HEAD + rows, period, Run(250, ())).targets
            assert targets[0].first == 1 and targets[-1].last == 250
            assert all(a.last + 1 == b.first for a, b in zip(targets, targets[1:], strict=False))


REFUSED = {
    "1,(all),fear,30\n": "own.csv, line 2 has 4 cells",
    "1,(all),feer,30,40\n": "own.csv, line 2, column outcome: 'feer' is no outcome (sim show outcomes); did "
    "you mean fear?",
    "1,sales,fear,30,40\n": "own.csv, line 2, column unit: 'sales' is no unit of the organisation; did you "
    "mean Sales?",
    "1,(all),fear,high,40\n": "own.csv, line 2, column value: 'high' is not a number; write it in digits",
    '1,(all),fear,"30,5",40\n': "column value: '30,5' is not a number; write 30.5",
    "1,(all),fear,nan,40\n": "column value: 'nan' is not a number",
    "1,(all),fear,,40\n": "column value: '' is not a number",
    "1,(all),fear,130,40\n": "column value: '130' cannot be a fear, which is between 0 and 100 (0-100)",
    "1,(all),wait_minutes,-3,40\n": "column value: '-3' cannot be a wait_minutes, which is of at least 0 "
    "(minutes)",
    "1,(all),net_value,1e999,40\n": "column value: '1e999' cannot be",
    "1,(all),fear,30,4\n": "column n: '4' is fewer than 5",
    "1,(all),fear,30,many\n": "column n: 'many' is not a whole number",
    "1,(all),fear,30,-6\n": "column n: '-6' is not a whole number",
    "0,(all),fear,30,40\n": "column period: '0' is neither 'all' nor a number of a month",
    "2026-01,(all),fear,30,40\n": "column period: '2026-01' is neither",
    "7,(all),fear,30,40\n": "column period: '7' ends on day 146, but the study has 125 days (months 1 to 6)",
    "1,(all),fear,30,40\n2,(all),fear,30,40\n1,(all),fear,31,50\n": "line 4, column outcome: 'fear' is "
    "already in line 2",
    "": "own.csv holds the column names but no figure",
}


@pytest.mark.parametrize("rows", REFUSED)
def test_rows_that_cannot_be_used(read, rows):
    with pytest.raises(UserError) as mistake:
        read(HEAD + rows)
    assert REFUSED[rows] in str(mistake.value)


@pytest.mark.parametrize(("text", "said"), [
    ("", "own.csv is empty"),
    ("period/unit/outcome/value/n\n", "'period/unit/outcome/value/n' is a single column"),
    ("period,unit,outcome,value\n", "column 'n' is missing; the columns are period, unit, outcome, value, n"),
    ("period,unit,outcome,values,n\n", "column 'values' is not known here; did you mean value?"),
    ("period,unit,employee_id,outcome,value,n\n",
     "column 'employee_id' looks like rows about single persons"),
    ("period,unit,outcome,value,n,firstName\n", "column 'firstName' looks like rows about single persons"),
    ("period,unit,e-mail,outcome,value,n\n", "aggregate them first"),
    ("period,unit,unit name,outcome,value,n\n", "column 'unit name' is not known here"),
    (HEAD.encode() + "1,Büro,fear,30,40\n".encode("cp850"), "save the file as 'CSV UTF-8'"),
    ((HEAD + "1,(all),fear,30,40\n").encode("utf-16")[:-1], "is not UTF-16"),
])
def test_files_that_cannot_be_used(read, text, said):
    with pytest.raises(UserError) as mistake:
        read(text)
    assert said in str(mistake.value)


def test_other_periods(read, tmp_path):
    with pytest.raises(UserError, match="--period is 'day'; it must be one of week, month"):
        read(HEAD, "day")
    with pytest.raises(UserError, match="cannot be, since --period is all"):
        read(HEAD + "1,(all),fear,30,40\n", "all")
    with pytest.raises(UserError, match="knows no days"):
        read(HEAD + "1,(all),y,30,40\n", "month", Run(None, (), ("y",)))
    with pytest.raises(UserError, match="does not exist"):
        observed(tmp_path / "none.csv", "all", RUN)


def test_every_outcome_has_an_error_that_shrinks_with_n():
    for outcome in OUTCOMES:
        low, high = possible(outcome.name)
        for value in {max(low, -10.0), 10.0, min(high, 100.0)}:
            few, many = (standard_error(outcome.name, value, n, 21) for n in (20, 2000))
            assert 0 < many < few, outcome.name
