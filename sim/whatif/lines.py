"""A small picture of one outcome over the weeks: baseline dashed, plan with its bands of luck and of parameters."""

from __future__ import annotations

<<<<<<< HEAD
import math

import numpy as np

from sim.outcomes import OUTCOME, Outcome
from sim.report.figures import GREY, ORANGE, TEAL
from sim.report.words import number
from sim.whatif.answer import Answer, Series
=======
from sim.outcomes import OUTCOME
from sim.report import drawings
from sim.whatif.answer import Answer
>>>>>>> main

_LEAST = 10.0  # points that a picture spans at least, so that noise looks like noise


def picture(answer: Answer, outcome: str) -> str:
    """The SVG of an outcome, named for whoever hears it."""
    o, card, line = OUTCOME[outcome], answer.cards[outcome], answer.series[outcome]
<<<<<<< HEAD
    low, high = span(line, o)
    weeks = len(line.plan)

    def points(values: np.ndarray) -> str:
        x = _LEFT + (WIDTH - _LEFT - _RIGHT) * np.arange(weeks) / max(weeks - 1, 1)
        y = HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (values - low) / (high - low)
        return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True) if b == b)

    def band(below: np.ndarray, above: np.ndarray, opacity: float) -> str:
        if np.isnan(below).all():
            return ""
        there = ~np.isnan(below)
        ends = points(np.where(there, above, np.nan)).split() + points(np.where(there, below, np.nan)).split()[::-1]
        return f'<polygon points="{" ".join(ends)}" fill="{colour}" opacity="{opacity}"/>'

    colour, ink = (ORANGE, _DARK_ORANGE) if card.better is False else (TEAL, TEAL)
    said = f"{o.label}: {card.shown(card.plan)} under the plan, {card.shown(card.baseline)} in the baseline ({o.unit}); {card.words}."
    return (f'<svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{said}"><title>{said}</title>'
            + _axes(low, high, weeks, outcome) + band(line.par_low, line.par_high, 0.12) + band(line.low, line.high, 0.25)
            + f'<polyline points="{points(line.baseline)}" fill="none" stroke="{GREY}" stroke-width="1.6" stroke-dasharray="5 3"/>'
            + f'<polyline points="{points(line.plan)}" fill="none" stroke="{colour}" stroke-width="2.4"/>'
            + _labels([(float(line.plan[-1]), f"Plan {card.shown(float(line.plan[-1]))}", ink, "bold"),
                       (float(line.baseline[-1]), f"Baseline {card.shown(float(line.baseline[-1]))}", GREY, "normal")], low, high)
            + "</svg>")


def span(line: Series, o: Outcome) -> tuple[float, float]:
    """The levels between which an outcome's year is drawn: all of it, and never so few that noise looks like more."""
    values = np.stack([line.baseline, line.plan, line.low, line.high, line.par_low, line.par_high])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    least = _LEAST if o.scale == 100.0 else 0.1 * max(abs(low), abs(high), 1e-6)
    spare = max(0.05 * (high - low), (least - (high - low)) / 2)
    return low - spare, high + spare


def _y(value: float, low: float, high: float) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (value - low) / (high - low)


def _axes(low: float, high: float, weeks: int, outcome: str) -> str:
    right = WIDTH - _RIGHT
    marks = []
    for value in _round_values(low, high):
        y = _y(float(value), low, high)
        marks.append(f'<line x1="{_LEFT:g}" x2="{right:g}" y1="{y:.1f}" y2="{y:.1f}" stroke="#E0E0E0"/>'
                     f'<text x="{_LEFT - 4:g}" y="{y + 3:.1f}" text-anchor="end" class="small">{number(value, OUTCOME[outcome])}</text>')
    below = HEIGHT - 6
    return "".join(marks) + (f'<text x="{_LEFT:g}" y="{below:g}" class="small">week 1</text>'
                             f'<text x="{right:g}" y="{below:g}" text-anchor="end" class="small">week {weeks}</text>')


def _round_values(low: float, high: float) -> list[float]:
    """Three to six round numbers between two.

    >>> _round_values(49.0, 61.0)
    [50.0, 55.0, 60.0]
    """
    steps = (digit * 10.0**power for power in range(9, -6, -1) for digit in (5, 2, 1))
    step = next(each for each in steps if math.floor(high / each) - math.ceil(low / each) >= 2)
    return [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _labels(ends: list[tuple[float, str, str, str]], low: float, high: float) -> str:
    """Words at the lines' ends, pushed apart where they would overlap."""
    places = [_y(value, low, high) for value, *_ in ends]
    if abs(places[0] - places[1]) < 13:
        middle, up = sum(places) / 2, 1 if places[0] > places[1] else -1
        places = [middle + 7 * up, middle - 7 * up]
    return "".join(f'<text x="{WIDTH - _RIGHT + 6:g}" y="{y + 3:.1f}" fill="{colour}" font-weight="{weight}" class="small">{said}</text>'
                   for y, (_, said, colour, weight) in zip(places, ends, strict=True))
=======
    said = f"{o.label}: {card.shown(card.plan)} under the plan, {card.shown(card.baseline)} in the baseline ({o.unit}); {card.words}."
    names = f"Baseline {card.shown(float(line.baseline[-1]))}", f"Plan {card.shown(float(line.plan[-1]))}"
    baseline, plan, *edges = (each.tolist() for each in (line.baseline, line.plan, line.par_low, line.par_high, line.low, line.high))
    return drawings.course(said, baseline, plan, names, [("wide", *edges[:2]), ("plan", *edges[2:])],
                           least=_LEAST if o.scale == 100.0 else 0.0, worse=card.better is False)
>>>>>>> main
