"""A user's own figures from a file, by the one reader of figures: `sim calibrate` and the what-if page.

Files come as people keep them (:mod:`sim.studies.calibration.layout`); periods are numbers or dates
(:mod:`sim.studies.calibration.periods`), values on scales that are told
(:mod:`sim.studies.calibration.amounts`).  What was decided is in :attr:`Observed.notes`; rows about persons
are refused, and groups below five left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.base.errors import UserError, nearest
from sim.base.tables.table import Table, shown
from sim.model.outcomes import OUTCOME, WHOLE, YEAR_DAYS
from sim.org.read.columns import plain
from sim.scenario.checks import figure
from sim.studies.calibration import amounts, layout, names
from sim.studies.calibration.layout import Figure
from sim.studies.calibration.periods import Counted, counted
from sim.studies.calibration.rates import Rate, yearly
from sim.studies.calibration.standard_error import possible, standard_error

if TYPE_CHECKING:
    import pandas as pd

PERIODS = {"week": 5.0, "month": YEAR_DAYS / 12, "quarter": YEAR_DAYS / 4, "year": float(YEAR_DAYS),
           "all": 0.0}
"""Working days of a period; where they are no whole number (a month has 20.8) ends are rounded, so that
twelve months are a year."""

ALL = "all"
"""The period that is the whole run."""

LEAST = 5
"""The smallest group whose figure may be used; of fewer a figure can tell what a single person said."""


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
        """The number of the period, or 'all'."""
        return str(self.period) if self.period else ALL


@dataclass(frozen=True)
class Observed:
    """All figures of one file.  period: of ``targets``, a key of :data:`PERIODS`.  notes: how it was read."""

    source: str
    period: str
    targets: tuple[Target, ...]
    notes: tuple[str, ...] = ()

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
    """What a run of the study can be asked for.  days: None if no scenario; units: None if any will do;
    outcomes: their names."""

    days: int | None
    units: Sequence[str] | None
    outcomes: Sequence[str] = tuple(OUTCOME)

    def unit(self, text: str) -> str | None:
        """The unit of a name, in any case; None if there is none or several."""
        if not text or text == WHOLE or self.units is None or text in self.units:
            return text or WHOLE
        alike = [unit for unit in self.units if plain(unit) == plain(text)]
        if len(alike) == 1:
            return alike[0]
        return WHOLE if not alike and names.of_everybody(text) else None


@dataclass(frozen=True)
class Told:
    """What a user says of a file.

    outcomes: 'NAME' of the outcome that the file does not name, or 'TEXT=NAME' for what it calls an outcome.
    scales: '1-5' for all means of answers, or 'OUTCOME=1-5'.  rates: 'year' or 'period', whose share of
    people rates are.  n: what is behind every figure that has none.  start: the run's first period, as the
    file writes periods.
    """

    outcomes: Sequence[str] = ()
    scales: Sequence[str] = ()
    rates: str = ""
    n: int | None = None
    start: str = ""


NOTHING = Told()
"""The file says it all."""


def observed(path: str | Path, period: str | None, run: Run, told: Told = NOTHING) -> Observed:
    """The figures in a file.

    Args:
        path: A CSV in any encoding and separator, or a workbook.
        period: A key of :data:`PERIODS`, or None: as its dates say, else months.
        run: What can be asked for.
        told: What the user says of the file.

    Raises:
        UserError: One sentence that names file, line, column, value and the way out.
    """
    return of_table(layout.read(Path(path)), period, run, told)


def of_table(table: Table, period: str | None, run: Run, told: Told = NOTHING) -> Observed:
    """As :func:`observed`, of a table that was read."""
    if period is not None and period not in PERIODS:
        raise UserError(f"--period is {period!r}; it must be one of {', '.join(PERIODS)}")
    if told.rates not in ("", "year", "period"):
        raise UserError(f"--rates is {told.rates!r}; it must be year or period")
    notes = list(table.notes)
    rows = layout.figures(table, run.outcomes, run.unit, notes)
    if not rows:
        raise UserError(f"{table.source} holds the column names but no figure; add a row for each")
    of = _outcomes(rows, run, told, notes)
    units = _units(rows, run, notes)
    rows, of, units = _without_totals(rows, of, units, notes)
    first = rows[0]
    time = counted([row.period or ALL for row in rows], period, told.start, first.columns.get("period", ""),
                   table.source)
    days = [_days(row, time, period, run.days) for row in rows]
    values = _values(rows, of, told, notes)
    keep = _large(rows, told, notes)
    lasted = [(last or run.days or 1) - start + 1 for _, start, last in days]
    rates = {i: Rate(rows[i], of[i], values[i], n, lasted[i], time.period) for i, n in keep.items()
             if run.days is not None and amounts.rate(of[i])}
    for i, value in zip(rates, yearly(list(rates.values()), told.rates, notes), strict=True):
        values[i] = value
    targets, seen = [], dict[tuple[int, str, str], int]()
    for i, n in keep.items():
        _check_possible(rows[i], of[i], values[i])
        key = (days[i][0], units[i], of[i])
        if key in seen:
            raise rows[i].wrong("outcome", f"is already in {table.word} {table.lines[rows[seen[key]].row]} "
                                           f"for this period and unit; keep one of the two")
        seen[key] = i
        targets.append(Target(days[i][0], units[i], of[i], values[i], n, *days[i][1:],
                              standard_error(of[i], values[i], n, lasted[i])))
    if "period" not in first.columns and all(not row.period for row in rows) and run.days is not None:
        notes.append("periods: no column says one, so every figure is of the whole run")
    return Observed(table.source, time.period, tuple(targets), (*notes, *time.notes))


def _outcomes(rows: list[Figure], run: Run, told: Told, notes: list[str]) -> list[str]:
    """The outcome of each row."""
    said, default = dict[str, str](), ""
    for text in told.outcomes:
        called, is_pair, name = text.rpartition("=")
        if name not in run.outcomes:
            raise UserError(f"--outcome is {text!r}, but {name!r} is no outcome (sim show "
                            f"outcomes){nearest(name, run.outcomes)}")
        if is_pair:
            said[plain(called)] = name
        else:
            default = name
    found, renamed = [], dict[str, str]()
    for row in rows:
        name = default
        if row.outcome:
            name = said.get(plain(row.outcome)) or names.outcome(row.outcome, run.outcomes) or ""
        if not name and not row.outcome:
            likely = names.likely(f"{Path(row.table.source).stem} "
                                  f"{row.heading}", run.outcomes) or names.outcome(
                Path(row.table.source).stem.split("-")[0], run.outcomes) or "customer_satisfaction"
            raise UserError(f"{row.table.source}: no column says which outcome the figures are of (its "
                            f"columns: "
                            f"{shown([*row.table.columns], 400)}); say it with --outcome, such as --outcome "
                            f"{likely} (sim show outcomes)")
        if not name:
            why = names.no_outcome(row.outcome)
            likely = names.likely(row.outcome, run.outcomes) if " " in row.outcome else ""
            hint = (f"; if it is {likely}, say --outcome {row.outcome + '=' + likely!r}" if likely
                    else nearest(row.outcome, run.outcomes))
            raise row.wrong("outcome", why or f"is no outcome (sim show outcomes){hint}")
        if row.outcome and row.outcome != name:
            renamed[row.outcome] = name
        found.append(name)
    for text, name in renamed.items():
        mean = ("; a mean of answers from 0 to 100 (a share of satisfied customers is another figure)"
                if "csat" in plain(text) else "")
        notes.append(f"outcome: {text!r} is {name}{mean}")
    return found


def _units(rows: list[Figure], run: Run, notes: list[str]) -> list[str]:
    found, renamed = [], dict[str, str]()
    for row in rows:
        unit = run.unit(row.unit)
        if unit is None:
            choices = (WHOLE, *(run.units or ()))
            hint = nearest(row.unit, choices)
            if len(hint) > 400:
                hint = f"; there are {len(choices)}, such as {', '.join(choices[:4])}"
            raise row.wrong("unit", f"is no unit of the organisation{hint}")
        if row.unit not in ("", unit):
            renamed[row.unit] = unit
        found.append(unit)
    if renamed:
        notes += [f"units: {text!r} is {unit}" for text, unit in list(renamed.items())[:6]]
    if "unit" not in rows[0].columns and not any(row.unit for row in rows):
        notes.append("units: no column names one, so every figure is of the whole organisation")
    return found


def _without_totals(rows: list[Figure], of: list[str], units: list[str],
                    notes: list[str]) -> tuple[list[Figure], list[str], list[str]]:
    """Without totals of what is there by unit: they say nothing new, and would count twice."""
    parts = {(row.period, name) for row, name, unit in zip(rows, of, units, strict=True) if unit != WHOLE}
    keep = [i for i, row in enumerate(rows) if not (units[i] == WHOLE != row.unit and names.is_total(row.unit)
                                                    and (row.period, of[i]) in parts)]
    if len(keep) < len(rows):
        notes.append(f"totals: {len(rows) - len(keep)} left out, as their parts are there")
    return [rows[i] for i in keep], [of[i] for i in keep], [units[i] for i in keep]


def _days(row: Figure, time: Counted, period: str | None, days: int | None) -> tuple[int, int, int | None]:
    """The period's number, first and last day."""
    if not row.period or time.number.get(row.period) == 0:
        return 0, 1, days
    if time.period == ALL or days is None:
        how = "the model of this study knows no days" if days is None else f"--period is {ALL}"
        raise row.wrong("period", f"cannot be, since {how}; write "
                        f"'{ALL}'{'' if days is None else ' or give another --period'}")
    if row.period not in time.number:
        raise row.wrong("period", f"is neither '{ALL}', nor a date, nor a number of a {time.period} counted "
                                  f"from the first day (1, 2, ...)")
    which, length = time.number[row.period], PERIODS[time.period]
    first, last = int((which - 1) * length + 0.5) + 1, int(which * length + 0.5)
    if last > days:
        whole = int((days + 0.5) / length)
        raise row.wrong("period", f"ends on day {last}, but the study has {days} days ({time.period}s 1 to "
                        f"{whole})" if whole else f"ends on day {last}, but the study has {days} days; give "
                        "it more days or shorter periods")
    return which, first, last


def _values(rows: list[Figure], of: list[str], told: Told, notes: list[str]) -> list[float]:
    """Values in the outcome's unit, rates aside."""
    commas = amounts.commas([row.value for row in rows])
    scales = amounts.scales(told.scales, {text: name for row, name in zip(rows, of, strict=True)
                                          for text in (row.outcome, name)})
    raw, its = [], list[amounts.Scale | None]()
    for row, name in zip(rows, of, strict=True):
        cell, top = amounts.part_of(row.value)
        value = amounts.parsed(cell, commas)
        if value is None:
            raise row.wrong("value", "may be a decimal comma or parts a thousand; write it without" if
                            amounts.parsed(cell, commas=True) is not None
                            else "is not a number; write it in digits, without a unit")
        raw.append(value)
        scale, for_all = None, scales.get("")
        if for_all and amounts.of_share(name) and for_all[1] not in (1.0, 100.0):
            for_all = None  # a share is not on a scale of answers
        if amounts.of_answers(name) or amounts.of_share(name):
            written = cell if "%" in cell else row.scale or row.heading
            scale = scales.get(name) or for_all or amounts.scale(written)
        if scale and top is not None and top != max(scale):
            raise row.wrong("value", f"is of {figure(top)}, but the scale said is {_ends(scale)}")
        if top is not None and not scale and top != 100.0:
            raise row.wrong("value", f"may be of 0-{figure(top)} or 1-{figure(top)}; say which with --scale")
        its.append(scale)
    for name in dict.fromkeys(of):
        at = [i for i, other in enumerate(of) if other == name and its[i] is None]
        why = amounts.unsaid(name, [raw[i] for i in at]) if at else ""
        if why:
            low = min(at, key=lambda i: raw[i])
            raise rows[low].wrong("value", f"as {name}, which is from 0 to 100: the file does not say on "
                                           f"which scale "
                                  f"(its values go from {figure(min(raw[i] for i in at))} to "
                                  f"{figure(max(raw[i] for i in at))}); say it with --scale ({why})")
        for scale in dict.fromkeys(s for s, other in zip(its, of, strict=True) if other == name and s):
            if scale != (0.0, 100.0):
                notes.append(f"scale: {name} is laid from {_ends(scale)} on 0-100")
            elif name not in scales and "" not in scales and amounts.of_answers(name):
                notes.append(f"scale: {name} is given in % and taken for a mean of answers from 0 to 100; a "
                             f"share of people who are satisfied, or agree, is another figure")
    return [value if scale is None or scale == (0.0, 100.0) else _on(row, value, scale)
            for row, value, scale in zip(rows, raw, its, strict=True)]


def _ends(scale: amounts.Scale) -> str:
    return f"{figure(scale[0])}-{figure(scale[1])}"


def _on(row: Figure, value: float, scale: amounts.Scale) -> float:
    if not min(scale) <= value <= max(scale):
        raise row.wrong("value", f"is not between {figure(min(scale))} and {figure(max(scale))}, as the "
                                 f"scale {_ends(scale)} says")
    return amounts.laid(value, scale)


def _large(rows: list[Figure], told: Told, notes: list[str]) -> dict[int, int]:
    """n by row, of the rows whose groups are large enough."""
    found, small = dict[int, int](), []
    for i, row in enumerate(rows):
        n = told.n if not row.n and told.n is not None else amounts.whole(row.n)
        if n is None and not row.n and "n" not in row.columns:
            raise UserError(f"{row.table.source}: no column holds the answers, people or contacts behind "
                            f"each figure "
                            f"(its columns: {shown([*row.table.columns], 400)}); add a column n, or say one "
                            f"number for all with --n")
        if n is None:
            raise row.wrong("n", "is not a whole number; give the answers, people or contacts behind the "
                                 "value, or one number for all with --n")
        if n >= LEAST:
            found[i] = n
        else:
            small.append((row, n))
    if not found:
        raise small[0][0].wrong("n", f"is fewer than {LEAST}, and so small a group would show what single "
                                     "persons said; join periods or units, or leave the row out")
    if small:
        notes.append(f"small groups: {len(small)} below {LEAST} left out, as they would show what single "
                     f"persons said ({small[0][0].table.where(small[0][0].row)}: {small[0][1]})")
    return found


def _check_possible(row: Figure, name: str, value: float) -> None:
    low, high = possible(name)
    if not low <= value <= high:
        unit = OUTCOME[name].unit if name in OUTCOME else "number"
        between = (f"between {figure(low)} and {figure(high)}" if high < float("inf")
                   else f"of at least {figure(low)}")
        raise row.wrong("value", f"cannot be a {name}, which is {between} ({unit})")
