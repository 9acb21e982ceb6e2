"""Rates of a period as a year's: told by the user, a column's name or counts of leavers; the implied number
of people is said.

Under the model's own name for it a rate is a year's, as the model's are, unless as the period's own it makes
whole people and as a year's it does not; under any other name the file is refused with both readings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sim.model.outcomes import OUTCOME, YEAR_DAYS
from sim.scenario.checks import figure
from sim.studies.calibration.amounts import parsed
from sim.studies.calibration.layout import Figure

_YEARLY = re.compile(r"annual|year|\bp\.? ?a\b|jahr|jährlich|annuel|anual|12 month", re.IGNORECASE)
_OWN = re.compile(r"month|quarter|week|period|monat|quartal|woche|mensuel|trimestr|mensual", re.IGNORECASE)


@dataclass(frozen=True)
class Rate:
    """A rate as it is written.  days: of its period; period: how long periods of the file are."""

    row: Figure
    outcome: str
    value: float
    n: int
    days: int
    period: str

    @property
    def long(self) -> str:
        """What its period is called."""
        return self.period if self.row.columns.get("period") and self.row.period != "all" else "run"

    @property
    def counted(self) -> bool:
        """Is the value the number of leavers itself?"""
        return self.row.heading == self.row.columns.get("leavers")

    def left(self, days: float, value: float | None = None) -> float:
        """How many of n left within the period, if the value is of so many days."""
        return (self.value if value is None else value) / 100.0 * self.n * self.days / days

    def whole(self, days: float) -> bool:
        """Is that a whole number, and not by rounding of the value alone?"""
        decimals = re.search(r"[.,](\d+)\s*%?$", self.row.value)
        slack = self.left(days, 0.5 * 10.0 ** -(len(decimals[1]) if decimals else 0)) + 1e-9
        count = self.left(days)
        return slack < 0.25 and round(count) > 0 and abs(count - round(count)) <= slack


def yearly(rates: list[Rate], told: str, notes: list[str]) -> list[float]:
    """Values as a year's.  told: 'year' or 'period', '' if the file says it; UserError where nothing does."""
    whose = {name: _whose(short, told) for name in dict.fromkeys(rate.outcome for rate in rates)
             if (short := [rate for rate in rates if rate.outcome == name and rate.days < YEAR_DAYS])}
    made = []
    for rate in rates:
        value = 100.0 * rate.value / rate.n if rate.counted else rate.value
        own = rate.days < YEAR_DAYS and whose[rate.outcome] == "period" or rate.counted
        made.append(value * YEAR_DAYS / rate.days if own else value)
    for name, which in whose.items():
        i, rate = next(((i, rate) for i, rate in enumerate(rates) if rate.outcome == name and rate.value),
                       (0, rates[0]))
        if OUTCOME[name].unit.startswith("%") and rate.value:
            who = "customers" if name == "customer_churn" else "people"
            notes.append(f"rates: {name} is read as {'a year' if which == 'year' else f'the {rate.long}'}'s "
                         f"({rate.row.table.where(rate.row.row)}: {_short(made[i])} % a year, which is "
                         f"{_short(rate.left(YEAR_DAYS, made[i]))} of {rate.n} {who} in the {rate.long})"
                         f"{'' if told else '; say otherwise with --rates'}")
    return made


def _short(value: float) -> str:
    return figure(round(value, 2))


def _whose(rates: list[Rate], told: str) -> str:
    """'year' or 'period'."""
    row, some = rates[0].row, [rate for rate in rates if rate.value]
    if rates[0].counted:
        return "period"
    for said in (row.heading, row.outcome):
        told = told or ("year" if _YEARLY.search(said) else "period" if _OWN.search(said) else "")
    if told or not some or not OUTCOME[rates[0].outcome].unit.startswith("%"):
        return told or "year"
    beside = [(rate, count) for rate in rates if (count := parsed(rate.row.leavers)) is not None]
    own, year = (all(abs(count - rate.left(rate.days if own else YEAR_DAYS)) < 0.5 for rate, count in beside)
                 for own in (True, False))
    if beside and own != year:
        return "period" if own else "year"
    if row.outcome == rates[0].outcome and not (all(rate.whole(rate.days) for rate in some)
                                                and not all(rate.whole(YEAR_DAYS) for rate in some)):
        return "year"
    rate = some[0]
    raise rate.row.wrong("value", f"may be the {rate.long}'s own rate or a year's: of {rate.n} people that "
                                  f"is "
                         f"{_short(rate.left(rate.days))} or {_short(rate.left(YEAR_DAYS))} who left in the "
                         f"{rate.long}; say --rates period or --rates year")
