"""From simulated figures to verdicts, by strict definitions: inside or not, counted or not; in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.insight.evidence.patterns import Row
from sim.report.interval import mean_and_interval
from sim.report.wording import NONE


@dataclass(frozen=True)
class Verdict:
    """A row and what the model says to it.

    model: mean over replications, of the weakest part where a statement has several; low, high: its 95 %
    t-interval.  NaN where unknown.
    inside: the model's point lies in the published interval; or, for a sign, its interval lies on the right
    side of zero; for a figure with an order, both.  None if the model cannot say.
    ordered: False if the figure lies inside and the order that is stated with it is not shown.
    """

    row: Row
    model: float
    low: float
    high: float
    inside: bool | None
    ordered: bool = True

    @property
    def overlap(self) -> str:
        """Where the model's interval lies against the published one, so that luck does not decide: 'within',
        'overlaps' or 'apart'; '' where one of them has none."""
        if None in (self.row.low, self.row.high) or self.low != self.low:
            return ""
        low, high = float(self.row.low or 0), float(self.row.high or 0)
        if low <= self.low and self.high <= high:
            return "within"
        return "overlaps" if self.low <= high and low <= self.high else "apart"

    def to_dict(self) -> dict[str, Any]:
        """As ``sim evidence --json`` prints it; missing numbers are None."""
        numbers = {"published": self.row.value, "low": self.row.low, "high": self.row.high,
                   "model": self.model, "model_low": self.low, "model_high": self.high}
        plain = {name: None if value is None or value != value else float(value) for name,
                 value in numbers.items()}
        return {"id": self.row.id, "use": self.row.use, **plain, "inside": self.inside,
                "overlap": self.overlap, "emergent": self.row.emergent, "informed": bool(self.row.informed)}


SAME = 0.001
"""A figure that is fed in and has no interval must lie this near."""


def judge(row: Row, figures: np.ndarray) -> Verdict:
    """figures: float64 [replications] or [replications, parts]."""
    parts = figures.reshape(len(figures), -1)
    if not len(parts) or np.isnan(parts).all(axis=0).any():
        return Verdict(row, float("nan"), float("nan"), float("nan"), None)
    return judged(row, *mean_and_interval(parts)[:3])


def judged(row: Row, mean: np.ndarray, low: np.ndarray, high: np.ndarray) -> Verdict:
    """The verdict by the parts' means and intervals, whatever these are of: each float64 [parts]."""
    if row.only_signs:
        return _sign(row, mean, low, high)
    point, ordered = float(mean[0]), True
    if row.low is None or row.high is None:
        inside = abs(point) <= SAME  # a profile: the largest difference from what was fed in
    else:
        inside = row.low <= point <= row.high
    if row.signs:
        order = _sign(row, mean[1:], low[1:], high[1:])
        ordered, inside = not inside or order.inside is True, inside and order.inside is True
    return Verdict(row, point, float(low[0]), float(high[0]), inside, ordered)


def _sign(row: Row, mean: np.ndarray, low: np.ndarray, high: np.ndarray) -> Verdict:
    """A statement without interval holds if every part lies on its side of zero; what is shown is the part
    that holds least."""
    signs = np.array(row.signs)
    nearest = np.where(signs > 0, low, -high)
    weakest = int(np.argmin(np.where(np.isnan(nearest), signs * mean, nearest)))
    point = float(signs[weakest] * mean[weakest])
    ends = sorted((signs[weakest] * low[weakest], signs[weakest] * high[weakest]))
    inside = None if np.isnan(ends).any() else bool(ends[0] > 0)
    return Verdict(row, point, float(ends[0]), float(ends[1]), inside)


def score(verdicts: list[Verdict]) -> tuple[int, int]:
    """(inside, all) of the rows that count: emergent ones that only validate and suggested no change.  A row
    the model cannot say counts as outside."""
    return _inside([v for v in verdicts if v.row.counts])


def informed_score(verdicts: list[Verdict]) -> tuple[int, int]:
    """(inside, all) of the informed rows, which do not count."""
    return _inside([v for v in verdicts if v.row.informed])


def _inside(verdicts: list[Verdict]) -> tuple[int, int]:
    return sum(v.inside is True for v in verdicts), len(verdicts)


def figure(value: float | None, row: Row | None = None) -> str:
    """A number with a true minus, or a dash; with the decimals that suit the row.

    >>> figure(-0.365), figure(117.0), figure(None)
    ('−0.36', '117', '–')
    """
    if value is None or value != value:
        return NONE
    size = abs(row.value) if row and row.value is not None else abs(value)
    places = 0 if size >= 50 else 1 if size >= 3 else 2
    text = f"{value:.{places}f}"
    return text.replace("-", "−") if float(text) else f"{0:.{places}f}"


def between(low: float | None, high: float | None, row: Row | None = None, mark: str = " to ") -> str:
    """'0.19 to 0.39', or a dash."""
    ends = figure(low, row), figure(high, row)
    return NONE if NONE in ends else mark.join(ends)


def told(verdict: Verdict) -> str:
    """'inside', 'outside', 'order not shown' or 'cannot say'; of a sign, 'as stated', 'opposite' or 'not
    shown'."""
    if verdict.inside is None:
        return "cannot say"
    if verdict.row.only_signs:
        return "as stated" if verdict.inside else "opposite" if verdict.high < 0 else "not shown"
    if not verdict.ordered:
        return "order not shown"
    return "inside" if verdict.inside else "outside"


def last_line(verdicts: list[Verdict]) -> str:
    """The sum: 'N of M emergent validate rows lie inside', and how many of the informed ones, if any."""
    inside, counted = score(verdicts)
    there, informed = informed_score(verdicts)
    apart = f"; of the informed, which do not count, {there} of {informed}" if informed else ""
    away = sum(v.row.counts and v.overlap == "apart" for v in verdicts)
    return (f"{inside} of {counted} emergent validate rows lie inside{apart}; of {away} even the model's "
            "interval lies apart from the published one")
