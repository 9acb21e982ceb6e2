"""Verdicts in words: numbers as tables and pictures show them."""

from __future__ import annotations

from sim.insight.evidence.judge import Verdict, score
from sim.insight.evidence.patterns import Row

NONE = "–"
"""What stands where a figure is missing."""


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
    """'inside', 'outside' or 'cannot say'; of a sign, 'as stated', 'opposite' or 'not shown'."""
    if verdict.inside is None:
        return "cannot say"
    if verdict.row.signs:
        return "as stated" if verdict.inside else "opposite" if verdict.high < 0 else "not shown"
    return "inside" if verdict.inside else "outside"


def last_line(verdicts: list[Verdict]) -> str:
    """The sum: 'N of M emergent validate rows lie inside'."""
    inside, counted = score(verdicts)
    return f"{inside} of {counted} emergent validate rows lie inside"
