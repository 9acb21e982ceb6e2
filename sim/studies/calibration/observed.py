"""A user's own figures, read from a CSV: columns period, unit, outcome, value, n, one row a figure.  Rows
about persons are refused.

Periods are counted from the first day of the run: 1, 2, ...; 'all' is the whole run.  ``value`` is in the
outcome's unit, so rates are a year's: a month in which 2 % left is a staff_turnover of 24.  ``n`` is the
number of answers, people or contacts behind the value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.base.errors import UserError, nearest
from sim.base.tables.header import read_csv
from sim.base.tables.table import Table
from sim.model.outcomes import OUTCOME, WHOLE, YEAR_DAYS
from sim.scenario.checks import figure
from sim.studies.calibration.standard_error import possible, standard_error

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("period", "unit", "outcome", "value", "n")
"""What a file of figures holds, and nothing else."""

PERIODS = {"week": 5.0, "month": YEAR_DAYS / 12, "quarter": YEAR_DAYS / 4, "year": float(YEAR_DAYS),
           "all": 0.0}
"""Working days of a period; where they are no whole number (a month has 20.8) ends are rounded, so that
twelve months are a year."""

ALL = "all"
"""The period that is the whole run."""

LEAST = 5
"""The smallest group whose figure may be used; of fewer a figure can tell what a single person said."""

_PERSONS = re.compile(
    r"ids?|persons?|personnel|people|employees?|staff|worker|agent|user|username|login|name|firstname|"
    r"lastname|surname|email|mail|phone|mobile|birthday|birthdate|dob|age|sex|gender|address|ssn|"
    r"respondent|participant|colleague|customer|client|salary")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Target:
    """One figure to be met.  period: 0 for the whole run; first, last: its days; error: its standard error,
    in the outcome's unit."""

    period: int
    unit: str
    outcome: str
    value: float
    n: int
    first: int
    last: int | None
    error: float

    @property
    def when(self) -> str:
        """The period as it stands in the file."""
        return str(self.period) if self.period else ALL


@dataclass(frozen=True)
class Observed:
    """All figures of one file.  period: of ``targets``, a key of :data:`PERIODS`."""

    source: str
    period: str
    targets: tuple[Target, ...]

    def __len__(self) -> int:
        return len(self.targets)

    def frame(self) -> pd.DataFrame:
        """One row a figure: period, unit, outcome, value, n, error (standard error)."""
        import pandas as pd

        return pd.DataFrame([{"period": t.when} | {key: getattr(t, key)
                                                   for key in ("unit", "outcome", "value", "n", "error")}
                             for t in self.targets])


@dataclass(frozen=True)
class Run:
    """What a run of the study can be asked for.  days: None if no scenario; outcomes: their names."""

    days: int | None
    units: Sequence[str]
    outcomes: Sequence[str] = tuple(OUTCOME)


def observed(path: str | Path, period: str, run: Run) -> Observed:
    """The figures in a file.  UserError naming file, line, column and value for whatever cannot be used."""
    if period not in PERIODS:
        raise UserError(f"--period is {period!r}; it must be one of {', '.join(PERIODS)}")
    table = read_csv(Path(path))
    _check_columns(table)
    if not len(table):
        raise UserError(f"{table.source} holds the column names but no figure; add a row for each")
    targets, seen = [], dict[tuple[str, ...], int]()
    for i in range(len(table)):
        row = _Row(table, i)
        targets.append(_target(row, period, run))
        first = seen.setdefault(tuple(row[name] for name in COLUMNS[:3]), i)
        if first != i:
            raise row.wrong("outcome", f"is already in line {table.lines[first]} for this period and unit; "
                            "keep one of the two rows")
    return Observed(table.source, period, tuple(targets))


@dataclass(frozen=True)
class _Row:
    """One row of the table, which knows how to complain."""

    table: Table
    row: int

    def __getitem__(self, column: str) -> str:
        return self.table.columns[column][self.row]

    def wrong(self, column: str, text: str) -> UserError:
        return UserError(f"{self.table.where(self.row)}, column {column}: {self[column]!r} {text}")


def _check_columns(table: Table) -> None:
    names = list(table.columns)
    if len(names) == 1 and names[0] not in COLUMNS:
        raise UserError(f"{table.source}, line 1: {names[0][:80]!r} is a single column, but "
                        f"{', '.join(COLUMNS)} are needed; separate them with commas, semicolons or tabs")
    for name in names:
        if name not in COLUMNS and _of_persons(name):
            raise UserError(f"{table.source}, line 1: column {name!r} looks like rows about single persons, "
                            "and these do not belong here; aggregate them first, to one row per period, "
                            f"unit and outcome ({', '.join(COLUMNS)}) with n from {LEAST}")
    for name in names:
        if name not in COLUMNS:
            raise UserError(f"{table.source}, line 1: column {name!r} is not known "
                            f"here{nearest(name, COLUMNS)}")
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise UserError(f"{table.source}, line 1: column {missing[0]!r} is missing; the columns are "
                        f"{', '.join(COLUMNS)}")


def _of_persons(column: str) -> bool:
    words = re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1_\2", column).lower())
    return any(_PERSONS.fullmatch(word) for word in words) and not {"unit", "team", "outcome"} & set(words)


def _target(row: _Row, period: str, run: Run) -> Target:
    if row["outcome"] not in run.outcomes:
        raise row.wrong("outcome", "is no outcome (sim show "
                        f"outcomes){nearest(row['outcome'], run.outcomes)}")
    if row["unit"] not in (WHOLE, *run.units):
        raise row.wrong("unit", f"is no unit of the organisation{_which(row['unit'], (WHOLE, *run.units))}")
    which, first, last = _days(row, period, run.days)
    if not re.fullmatch(r"\d{1,12}", row["n"]):
        raise row.wrong("n", "is not a whole number; give the answers, people or contacts behind the value")
    n = int(row["n"])
    if n < LEAST:
        raise row.wrong("n", f"is fewer than {LEAST}, and so small a group would show what single persons "
                        "said; join periods or units, or leave the row out")
    value = _value(row)
    lasted = (last or run.days or 1) - first + 1
    return Target(which, row["unit"], row["outcome"], value, n, first, last,
                  standard_error(row["outcome"], value, n, lasted))


def _which(name: str, choices: Sequence[str]) -> str:
    hint = nearest(name, choices)
    return hint if len(hint) <= 400 else f"; there are {len(choices)}, such as {', '.join(choices[:4])}"


def _days(row: _Row, period: str, days: int | None) -> tuple[int, int, int | None]:
    """The period's number, first and last day."""
    if row["period"] == ALL:
        return 0, 1, days
    if period == ALL or days is None:
        how = "the model of this study knows no days" if days is None else f"--period is {ALL}"
        raise row.wrong("period", f"cannot be, since {how}; write "
                        f"'{ALL}'{'' if days is None else ' or give another --period'}")
    if not re.fullmatch(r"[1-9]\d{0,4}", row["period"]):
        raise row.wrong("period", f"is neither '{ALL}' nor a number of a {period} counted from the first day "
                        "(1, 2, ...)")
    which, length = int(row["period"]), PERIODS[period]
    first, last = int((which - 1) * length + 0.5) + 1, int(which * length + 0.5)
    if last > days:
        whole = int((days + 0.5) / length)
        raise row.wrong("period", f"ends on day {last}, but the study has {days} days ({period}s 1 to "
                        f"{whole})" if whole else f"ends on day {last}, but the study has {days} days; give "
                        "it more days or shorter periods")
    return which, first, last


def _value(row: _Row) -> float:
    text = row["value"]
    if not _NUMBER.fullmatch(text):
        hint = (f"; write {text.replace(',', '.')}" if _NUMBER.fullmatch(text.replace(",", "."))
                else "; write it in digits, without a unit")
        raise row.wrong("value", f"is not a number{hint}")
    value = float(text)
    low, high = possible(row["outcome"])
    if not low <= value <= high or value in (float("inf"), float("-inf")):
        unit = OUTCOME[row["outcome"]].unit if row["outcome"] in OUTCOME else "number"
        between = (f"between {figure(low)} and {figure(high)}" if high < float("inf")
                   else f"of at least {figure(low)}")
        raise row.wrong("value", f"cannot be a {row['outcome']}, which is {between} ({unit})")
    return value
