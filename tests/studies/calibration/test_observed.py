"""A user's figures: read as they are, and refused with one sentence that names file, line, column, value and
the way out."""

import math

import pytest

from sim.base.errors import UserError
from sim.model.outcomes import OUTCOMES
from sim.studies.calibration.observed import PERIODS, Run, Told, observed
from sim.studies.calibration.standard_error import SD_OF_ANSWERS, possible, standard_error

RUN = Run(days=125, units=("U1 management", "Sales"))
HEAD = "period,unit,outcome,value,n\n"


@pytest.fixture
def read(tmp_path):
    def read(text, period=None, run=RUN, **told):
        path = tmp_path / "own.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return observed(path, period, run, Told(**told))
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
    "1,(all),eNPS,30,40\n": "column outcome: 'eNPS' is about employees who would recommend their employer",
    "1,(all),I can speak up,30,40\n": "if it is psychological_safety, say --outcome 'I can speak up=psych",
    "1,Sale,fear,30,40\n": "own.csv, line 2, column unit: 'Sale' is no unit of the organisation; did you "
    "mean Sales?",
    "1,(all),fear,high,40\n": "own.csv, line 2, column value: 'high' is not a number; write it in digits",
    '1,(all),cost,"1,204",40\n': "column value: '1,204' may be a decimal comma or parts a thousand",
    "1,(all),fear,4/5,40\n": "column value: '4/5' may be of 0-5 or 1-5; say which with --scale",
    "1,(all),fear,4.2,40\n": "column value: '4.2' as fear, which is from 0 to 100: the file does not say on",
    "1,(all),fear,0.4,40\n": "say it with --scale (0-1, or 0-100)",
    "1,(all),absence,0.04,40\n": "say it with --scale (0-1, or 0-100 as it stands)",
    "1,(all),fear,4,40\n2,(all),fear,44,40\n": "(its values go from 4 to 44); say it with --scale",
    "1,Sales,staff_turnover,7.7,13\n": "may be the month's own rate or a year's: of 13 people that is 1 or "
    "0.08 who left in the month; say --rates period or --rates year",
    "1,Sales,Attrition,2,100\n": "of 100 people that is 2 or 0.17 who left",
    "1,(all),fear,nan,40\n": "column value: 'nan' is not a number",
    "1,(all),fear,,40\n": "column value: '' is not a number",
    "1,(all),fear,130,40\n": "column value: '130' cannot be a fear, which is between 0 and 100 (0-100)",
    "1,(all),wait_minutes,-3,40\n": "column value: '-3' cannot be a wait_minutes, which is of at least 0 "
    "(minutes)",
    "1,(all),net_value,1e999,40\n": "column value: '1e999' is not a number",
    "1,(all),fear,30,4\n": "column n: '4' is fewer than 5",
    "1,(all),fear,30,many\n": "column n: 'many' is not a whole number",
    "1,(all),fear,30,-6\n": "column n: '-6' is not a whole number",
    "0,(all),fear,30,40\n": "column period: '0' is neither 'all', nor a date, nor a number of a month",
    "2026-01,(all),fear,30,40\n2,(all),fear,30,40\n": "its periods are not of one kind (2026-01, 2)",
    "2026-01-03,(all),fear,30,40\n": "its dates are single days (2026-01-03)",
    "01/02/2026,(all),fear,30,40\n": "'01/02/2026' may be 2026-02-01 or 2026-01-02; write dates as",
    "Dec,(all),fear,30,40\nJan,(all),fear,30,40\n": "Dec, Jan name months without their year",
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
    ("period,unit,outcome,value\n1,(all),fear,30\n", "no column holds the answers, people or contacts "
                                                     "behind"),
    ("period,unit,outcome,values,n\n", "'values': did you mean value?; give one row a figure"),
    ("Employee Code,Department,Hiring Date,Termination Date\n1,Sales,2021-01-01,\n2,Sales,2022-03-01,"
     "2024-02-10\n", "column 'Employee Code' looks like rows about single persons"),
    ("period,unit,employee_id,outcome,value,n\n",
     "column 'employee_id' looks like rows about single persons"),
    ("period,unit,outcome,value,n,firstName\n", "column 'firstName' looks like rows about single persons"),
    ("period,unit,e-mail,outcome,value,n\n", "aggregate them first"),
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
    with pytest.raises(UserError, match="--rates is 'day'"):
        read(HEAD, rates="day")
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


MEANS = "period,unit,outcome,value,n\n"
RIGHT = {  # name: (text, told, [(period, unit, outcome, value, n)], a note)
    "dates": ("Month;Team;CSAT;Responses\n2024-02;sales;81,5;40\n2024-01;SALES;79;50\n", {},
              [(2, "Sales", "customer_satisfaction", 81.5, 40),
               (1, "Sales", "customer_satisfaction", 79, 50)],
              "periods: 2024-01 is month 1, the run's first"),
    "start": ("Month,CSAT,n\nFeb 2024,81,40\n", {"start": "Dec 2023"},
              [(3, "(all)", "customer_satisfaction", 81, 40)], "units: no column names one"),
    "several outcomes": ("team,Fear,Average of trust in manager,Count of "
                         "Fear,n,remark\nSales,30,60,20,25,x\n", {},
                         [(0, "Sales", "fear", 30, 20), (0, "Sales", "trust_in_leader", 60, 25)],
                         "not used: remark"),
    "periods across": ("Unit,Metric,2024-Q1,Q2 2024,N\nSales,Fear,31,-,20\n", {},
                       [(1, "Sales", "fear", 31, 20)], "empty cells: 1 left out"),
    "units across": ("Quartal,Sales,u1 management,Gesamt\n1,31,40,36\n", {"outcomes": ["fear"], "n": 30},
                     [(1, "Sales", "fear", 31, 30), (1, "U1 management", "fear", 40, 30)],
                     "totals: 1 left out"),
    "pivot": (",,,\nRow Labels,Average of Response,Count of Response,\nSales,3,11,\nU1 management,2.9,4,\n"
              "Grand Total,3,15,\n", {"outcomes": ["felt_care"], "scales": ["1-5"]},
              [(0, "Sales", "felt_care", 50, 11)], "small groups: 1 below 5 left out"),
    "scale in the name": ("Question,Mean (1-5),% favourable,N\nMy boss is fair,4,71,11\n",
                          {"outcomes": ["My boss is fair=perceived_fairness"]},
                          [(0, "(all)", "perceived_fairness", 75, 11)], "not used: % favourable"),
    "per cent": (MEANS + "1,all,CSAT,84 %,40\n", {}, [(1, "(all)", "customer_satisfaction", 84, 40)],
                 "scale: customer_satisfaction is given in %"),
    "stars": (MEANS + "1,Sales,CSAT,4.2/5,40\n", {"scales": ["CSAT=1-5"]},
              [(1, "Sales", "customer_satisfaction", 80, 40)], "laid from 1-5"),
    "marks, 1 is best": (MEANS + "1,Sales,CSAT,2,40\n", {"scales": ["6-1"]},
                         [(1, "Sales", "customer_satisfaction", 80, 40)], "laid from 6-1"),
    "shares to 1": (MEANS + "1,Sales,burnout,0.2,40\n1,Sales,fear,44,40\n", {"scales": ["burnout_share=0-1"]},
                    [(1, "Sales", "burnout_share", 20, 40), (1, "Sales", "fear", 44, 40)], "laid from 0-1"),
    "leavers beside": ("Quarter;Unit;Headcount;Leavers;Turnover rate\n2024-Q1;Sales;13;1;7,7 %\n", {},
                       [(1, "Sales", "staff_turnover", 7.7 * 250 / 63, 13)], "which is 1 of 13 people in "
                                                                             "the quarter"),
    "leavers alone": ("Quarter,Unit,Headcount,Leavers\n1,Sales,20,2\n", {},
                      [(1, "Sales", "staff_turnover", 10 * 250 / 63, 20)], "which is 2 of 20 people"),
    "rates told": (MEANS + "1,Sales,staff_turnover,7.7,13\n", {"rates": "year"},
                   [(1, "Sales", "staff_turnover", 7.7, 13)], "read as a year's"),
    "rate by its name": (MEANS + "1,Sales,annual turnover,12,100\n", {},
                         [(1, "Sales", "staff_turnover", 12, 100)], "which is 1.01 of 100 people in the "
                                                                    "month"),
    "days that are months": (MEANS + "31.01.2024,Sales,fear,30,40\n29.02.2024,Sales,fear,31,1.204\n", {},
                             [(1, "Sales", "fear", 30, 40), (2, "Sales", "fear", 31, 1204)],
                             "every date is the last day of a month"),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_what_people_hold(read, kind):
    text, told, figures, note = RIGHT[kind]
    found = read(text, **told)
    assert [(t.period, t.unit, t.outcome, t.n) for t in found.targets] == [(*f[:3], f[4]) for f in figures]
    assert [t.value for t in found.targets] == pytest.approx([f[3] for f in figures])
    assert any(note in said for said in found.notes), found.notes


def test_a_workbook_and_a_text_in_another_encoding_say_the_same(read, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Read me"])
    sheet = book.create_sheet("Figures")
    for row in (["Monat", "Bereich", "Kundenzufriedenheit", "Anzahl"], ["2024-01", "Sales", 81.5, 40]):
        sheet.append(row)
    book.save(tmp_path / "own.xlsx")
    text = read("Monat;Bereich;Kundenzufriedenheit;Anzahl;Größe\n2024-01;Sales;81,5;40;x\n".encode("cp1252"))
    found = observed(tmp_path / "own.xlsx", None, RUN)
    assert found.targets == text.targets and any("read from sheet 'Figures'" in note for note in found.notes)
