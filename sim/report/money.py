"""What B costs or brings compared with A (mechanism money, M46): net value by month, payback, a bad year,
where the money comes from.

All amounts are money of the whole organisation, in whatever currency the prices of the scenarios are given
in; what is earned counts positive, what is paid negative.  Each side is valued at its own prices.  Leaders'
time is not priced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.model.engine.record import Record
from sim.model.outcomes import YEAR_DAYS
from sim.model.parameters import PARAMETERS
from sim.report.interval import mean_and_interval, plain_rows, separated

MONTH_DAYS = 21
"""Working days in a month."""

TENTH = 10
"""Pairs from which on the worst tenth is looked at rather than the worst pair."""

PARTS = {
    "revenue": "what customers contribute",
    "pay": "pay of the people in post",
    "programmes": "programmes and hours bought on top: training, forums, coaching, extra staff",
    "leavers": "replacing people who quit",
    "gestures": "rules bent for customers",
    "fraud": "undetected cheats",
    "recovery": "making complaints good",
}
"""What net value is made of; the parts add up to it."""

NET = "net_value"
"""The name of their sum."""

TALLIED = ("sum_net", "sum_cost", "people", "quits", "sum_gesture_cost", "sum_fraud_loss", "recovered")
"""The tallies that the parts are read off."""

PRICES = tuple(name for name, p in PARAMETERS.items() if p.group == "prices" or p.unit.startswith("money"))
"""Parameters that are prices."""


@dataclass(frozen=True, eq=False)
class Money:
    """The money of a comparison; pairs of runs are paired in every figure.

    per_days: working days that yearly figures are for: 250, or all days of a run that is shorter (nothing is
    extrapolated); a longer run is averaged to a year.  pairs: pairs of runs.

    months: one row a month of 21 days (index month: 1, 2, ...; the last may be shorter, see days), in money:
    a, b (mean net value), difference (mean of B - A), low, high (its 95 % t-interval over pairs), cumulative,
    cumulative_low, cumulative_high (the same for B - A summed from day 1), and B - A of each part by name;
    the parts add up to the difference.

    year: index part (those of :data:`PARTS`, then net_value), in money per ``per_days``: a, b, difference,
    low, high, separated (does the interval leave out zero? missing for one pair).

    payback_month: first month from whose end on the cumulative mean difference is never below zero; 1 if it
    never was (at once), None if it is below zero at the end.  Luck is not in it: it says nothing where net
    value is not separated.

    downside: B - A of net value in bad luck, money per ``per_days``: its 10th percentile over pairs; of fewer
    than 10, the worst pair's.

    hours_a, hours_b: hours a week that a leader spends on people, mean over the run; missing where there is
    no leader.

    prices: what is priced differently, by name: (in A, in B), in the parameters' units.
    """

    per_days: int
    pairs: int
    months: pd.DataFrame
    year: pd.DataFrame
    payback_month: int | None
    downside: float
    hours_a: float
    hours_b: float
    prices: dict[str, tuple[float, float]]

    @property
    def separated(self) -> bool | None:
        """Does the interval of net value's difference leave out zero?  None for one pair of runs."""
        told = self.year.at[NET, "separated"]
        return None if told is pd.NA else bool(told)

    @property
    def same(self) -> bool:
        """Is there no difference at all, in no part and no pair?"""
        return (not self.year[["difference", "low", "high"]].fillna(0.0).to_numpy().any() and self.downside
                == 0.0)

    def to_dict(self) -> dict[str, Any]:
        """What ``sim compare --json`` prints under "money"; missing values are None."""
        months = plain_rows(self.months.drop(columns="days"))
        return {
            "per_days": self.per_days, "payback_month": self.payback_month, "downside": self.downside,
            "leader_hours": {"a": _or_none(self.hours_a), "b": _or_none(self.hours_b)},
            "prices": {name: {"a": a, "b": b} for name, (a, b) in self.prices.items()},
            "year": plain_rows(self.year),
            "months": [{"month": month, "days": int(days)} | months[str(month)]
                       for month, days in enumerate(self.months["days"], start=1)],
        }


def compared(a: Books, b: Books) -> Money:
    """The money of B compared with A, by the books of two scenarios run in paired worlds."""
    differences = b.daily - a.daily
    days = differences.shape[1]
    per_days = min(days, YEAR_DAYS)
    share = per_days / days
    year_a, year_b, year = ((each.sum(axis=1) * share) for each in (a.daily, b.daily, differences))
    months = _months(a.daily, b.daily, differences)
    return Money(per_days, len(year), months, _year(_with_net(year_a), _with_net(year_b), _with_net(year)),
                 payback(months["cumulative"].to_numpy()), downside(year.sum(axis=1)), a.hours, b.hours,
                 {name: (a.parameters[name], b.parameters[name]) for name in PRICES
                  if a.parameters[name] != b.parameters[name]})


@dataclass(frozen=True, eq=False)
class Account:
    """What the money of one run is worked out from, small against its record.

    daily: float64 [days, len(TALLIED)], of the whole organisation.  hours: a week that a leader spends on
    people, NaN without leaders.
    """

    daily: np.ndarray
    hours: float

    @classmethod
    def of(cls, record: Record) -> Account:
        """Read off a record."""
        hours, leaders = (record.tally(name).sum() for name in ("sum_leader_hours", "leaders"))
        return cls(np.stack([record.tally(name).sum(axis=1) for name in TALLIED], axis=1), hours / leaders
                   if leaders else float("nan"))


@dataclass(frozen=True, eq=False)
class Books:
    """What each day brought and cost the whole organisation.

    daily: money, float64 [replications, days, len(PARTS)]; sums to net value.  hours: a week that a leader
    spends on people, mean over replications.  parameters: the scenario's, prices among them.
    """

    daily: np.ndarray
    hours: float
    parameters: dict[str, float]

    @classmethod
    def of(cls, accounts: Sequence[Account], p: dict[str, float]) -> Books:
        """The books of a scenario's runs, at its prices."""
        tallies = np.stack([account.daily for account in accounts])
        of = {name: tallies[:, :, i] for i, name in enumerate(TALLIED)}
        cost = of["sum_cost"]
        told = {
            "revenue": of["sum_net"] + cost,
            "pay": -of["people"] * p["pay"] / YEAR_DAYS,
            "leavers": -of["quits"] * p["pay"] * p["leaver_share"],
            "gestures": -of["sum_gesture_cost"],
            "fraud": -of["sum_fraud_loss"],
            "recovery": -of["recovered"] * p["gesture_price"],
        }
        told["programmes"] = -cost - sum(told[name] for name in told if name != "revenue")
        return cls(np.stack([told[name] for name in PARTS], axis=2),
                   float(np.mean([account.hours for account in accounts])), p)


def payback(cumulative: np.ndarray) -> int | None:
    """First month (1, 2, ...) from which on the cumulative difference is never below zero; None if it is
    below zero at the end.

    >>> payback(np.array([-5.0, 1.0, -1.0, 0.0])), payback(np.array([0.0, 2.0]))
    (4, 1)
    >>> payback(np.array([3.0, -1.0]))
    """
    behind = np.flatnonzero(cumulative < 0.0)
    first = int(behind[-1]) + 2 if len(behind) else 1
    return first if first <= len(cumulative) else None


def downside(differences: np.ndarray) -> float:
    """The 10th percentile over pairs, or the worst where there are fewer than ten.

    >>> downside(np.array([3.0, -1.0, 2.0])), downside(np.arange(11.0))
    (-1.0, 1.0)
    """
    return float(np.min(differences) if len(differences) < TENTH else np.quantile(differences, 0.1))


def _months(a: np.ndarray, b: np.ndarray, differences: np.ndarray) -> pd.DataFrame:
    days = differences.shape[1]
    first = np.arange(0, days, MONTH_DAYS)
    by_part = np.add.reduceat(differences, first, axis=1)
    net = by_part.sum(axis=2)
    mean, low, high, _ = mean_and_interval(net)
    so_far, so_far_low, so_far_high, _ = mean_and_interval(net.cumsum(axis=1))
    side_a, side_b = (np.add.reduceat(side.sum(axis=2), first, axis=1).mean(axis=0) for side in (a, b))
    columns = {"days": np.diff([*first, days]), "a": side_a, "b": side_b, "difference": mean, "low": low,
               "high": high, "cumulative": so_far, "cumulative_low": so_far_low,
               "cumulative_high": so_far_high}
    parts = dict(zip(PARTS, by_part.mean(axis=0).T, strict=True))
    return pd.DataFrame(columns | parts, index=pd.RangeIndex(1, len(first) + 1, name="month"))


def _with_net(parts: np.ndarray) -> np.ndarray:
    return np.column_stack([parts, parts.sum(axis=1)])


def _year(a: np.ndarray, b: np.ndarray, differences: np.ndarray) -> pd.DataFrame:
    mean, low, high, _ = mean_and_interval(differences)
    columns = {"a": a.mean(axis=0), "b": b.mean(axis=0), "difference": mean, "low": low, "high": high,
               "separated": separated(low, high)}
    return pd.DataFrame(columns, index=pd.Index([*PARTS, NET], name="part"))


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else value
