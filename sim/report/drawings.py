"""Still pictures as SVG, for paper, projector and pages alike.  `drawings.css` gives the colours; words and
dashes say the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from pathlib import Path

from sim.report.wording import WORDS
from sim.words import ENGLISH

STYLE = Path(__file__).with_name("drawings.css").read_text(encoding="utf-8")
"""The style of the pictures; its colours are variables of the page's."""

WIDE, HIGH = 640, 260
_RIGHT, _TOP, _BOTTOM = 132, 14, 34


def svg(body: str, label: str, kind: str, height: int = HIGH) -> str:
    """A picture with a name for whoever does not see it."""
    return (f'<svg class="drawing {kind}" viewBox="0 0 {WIDE} {height}" role="img" '
            f'aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">{body}</svg>')


def bounds(*series: Sequence[float | None], least: float = 0.0) -> tuple[float, float]:
    """A range that holds all the numbers, with air above and below; it spans at least so much, so that noise
    looks like noise.

    >>> bounds([10.0, 20.0]), bounds([10.0, 12.0], least=10.0)
    ((9.2, 20.8), (6.0, 16.0))
    """
    values = [value for each in series for value in each if value is not None and value == value]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    air = max(0.08 * (high - low) or max(1.0, 0.1 * abs(high)), (least - (high - low)) / 2)
    return max(0.0, low - air) if low >= 0 else low - air, high + air


def _ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers between two.

    >>> _ticks(49.0, 61.0)
    [50.0, 55.0, 60.0]
    """
    steps = (digit * 10.0**power for power in range(9, -6, -1) for digit in (5, 2, 1))
    step = next(each for each in steps if math.floor(high / each) - math.ceil(low / each) >= 2)
    return [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


class _Plot:
    def __init__(self, weeks: int, low: float, high: float) -> None:
        self.weeks, self.low, self.high = weeks, low, high
        self.ticks = [(tick, f"{tick:,g}".replace("-", "−")) for tick in _ticks(low, high)]
        self.left = max(44, 8 + 11 * max(len(words) for _, words in self.ticks))

    def x(self, week: float) -> float:
        return self.left + (week - 1) / max(1, self.weeks - 1) * (WIDE - self.left - _RIGHT)

    def y(self, value: float) -> float:
        return _TOP + (self.high - value) / (self.high - self.low) * (HIGH - _TOP - _BOTTOM)

    def line(self, values: Sequence[float | None], classes: str) -> str:
        points = " ".join(f"{self.x(i + 1):.1f},{self.y(v):.1f}" for i, v in enumerate(values)
                          if v is not None and v == v)
        return f'<polyline class="{classes}" points="{points}"/>'

    def ribbon(self, low: Sequence[float | None], high: Sequence[float | None], classes: str) -> str:
        there = [(i + 1, a, b) for i, (a, b) in enumerate(zip(low, high, strict=True))
                 if a is not None and b is not None and a == a and b == b]
        points = [f"{self.x(i):.1f},{self.y(b):.1f}" for i, _,
                  b in there] + [f"{self.x(i):.1f},{self.y(a):.1f}" for i, a, _ in there[::-1]]
        return f'<polygon class="{classes}" points="{" ".join(points)}"/>'

    def axes(self, marked: int, language: str) -> str:
        pieces = []
        for tick, words in self.ticks:
            y = self.y(tick)
            pieces.append(f'<line class="grid" x1="{self.left}" x2="{WIDE - _RIGHT}" y1="{y:.1f}" '
                          f'y2="{y:.1f}"/><text class="tick" x="{self.left - 8}" y="{y + 4:.1f}" '
                          f'text-anchor="end">{words}</text>')
        for week in sorted({1, round(self.weeks / 2), self.weeks}):
            pieces.append(f'<text class="tick" x="{self.x(week):.1f}" y="{HIGH - 10}" text-anchor="middle">'
                          f'{WORDS.say(language, "drawing.week", week=week)}</text>')
        if marked > 1:
            x = self.x(marked)
            pieces.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{HIGH - _BOTTOM}"/>')
        return "".join(pieces)

    def ends(self, entries: Sequence[tuple[float | None, str, str]]) -> str:
        """Labels at the lines' ends, pushed apart where they would overlap."""
        placed = sorted((self.y(value), words, classes) for value, words, classes in entries
                        if value is not None and value == value)
        last, pieces = -100.0, []
        for y, words, classes in placed:
            last = max(y, last + 17)
            pieces.append(f'<text class="end {classes}" x="{WIDE - _RIGHT + 8}" '
                          f'y="{last + 4:.1f}">{escape(words)}</text>')
        return "".join(pieces)


def short(words: str, most: int = 17) -> str:
    """A label that fits beside a line.

    >>> short("Leaders who know their people")
    'Leaders who know…'
    """
    return words if len(words) <= most else words[:most - 1].rstrip() + "…"


type Band = tuple[str, Sequence[float | None], Sequence[float | None]]
"""Whose it is (a class of the style: today, plan or wide), its lower and its upper edge."""


def course(label: str, today: Sequence[float | None], plan: Sequence[float | None], names: tuple[str, str],
           bands: Sequence[Band] = (), goal: float | None = None, marked: int = 0, least: float = 0.0,
           worse: bool = False, language: str = ENGLISH) -> str:
    """Two policies by week: today's dashed and grey, the plan's in colour; with bands, a goal's line, a
    marked week.

    least: what the range spans at least.  worse: is the plan's end the worse one?
    """
    low, high = bounds(today, plan, *(side for band in bands for side in band[1:]), [goal], least=least)
    plot = _Plot(len(today), low, high)
    body = plot.axes(marked, language) + "".join(plot.ribbon(below, above, f"band {whose}") for whose, below,
                                                 above in bands)
    if goal is not None:
        body += (f'<line class="goal" x1="{plot.left}" x2="{WIDE - _RIGHT}" y1="{plot.y(goal):.1f}" '
                 f'y2="{plot.y(goal):.1f}"/>')
    body += plot.line(today, "course today") + plot.line(plan, "course plan")
    named = WORDS.say(language, "drawing.goal")
    body += plot.ends([(today[-1], short(names[0]), "today"), (plan[-1], short(names[1]), "plan"),
                       (goal, named, "goal")])
    return svg(body, label, "lines worse" if worse else "lines")


def histogram(label: str, edges: Sequence[float], today: Sequence[int], plan: Sequence[int],
              means: tuple[float, float] | None, words: Sequence[str] = ()) -> str:
    """Two distributions as pairs of bars; ``means`` are marked.  words: under bins, not their edges."""
    totals = [max(1, sum(each)) for each in (today, plan)]
    shares = [[count / total for count in each] for each, total in zip((today, plan), totals, strict=True)]
    most = max(max(each) for each in shares) or 1.0
    bins, bottom, height = len(today), HIGH - _BOTTOM, HIGH - _BOTTOM - _TOP - 14
    step = (WIDE - 40) / bins
    body = f'<line class="grid" x1="20" x2="{WIDE - 20}" y1="{bottom}" y2="{bottom}"/>'
    for i in range(bins):
        for side, classes in enumerate(("today", "plan")):
            tall = shares[side][i] / most * height
            body += (f'<rect class="bar {classes}" x="{20 + i * step + (0.1 + 0.41 * side) * step:.1f}" '
                     f'y="{bottom - tall:.1f}" width="{0.39 * step:.1f}" height="{tall:.1f}"/>')
    for i, edge in enumerate(edges if not words else ()):
        if i % (2 if bins > 6 else 1) == 0:
            body += (f'<text class="tick" x="{20 + i * step:.1f}" y="{HIGH - 12}" '
                     f'text-anchor="middle">{edge:.3g}</text>')
    for i, word in enumerate(words):
        body += (f'<text class="tick" x="{20 + (i + 0.5) * step:.1f}" y="{HIGH - 12}" '
                 f'text-anchor="middle">{escape(word)}</text>')
    span = edges[-1] - edges[0] or 1.0
    for value, classes in zip(means or (), ("today", "plan"), strict=False):
        x = 20 + (value - edges[0]) / span * (WIDE - 40)
        body += (f'<line class="mean {classes}" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}"/>')
    return svg(body, label, "bars")


def teams(label: str, rows: Sequence[tuple[str, float, float]], own: str) -> str:
    """Every team as a line from today's end to the plan's; one's own thick and named."""
    values = sorted(rows, key=lambda row: row[1])
    low, high = bounds([row[1] for row in rows], [row[2] for row in rows])
    height = 70 + 13 * len(values)
    body, left, width = "", 92, WIDE - 112

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * width

    for tick in _ticks(low, high):
        body += (f'<line class="grid" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="14" '
                 f'y2="{height - 34}"/><text class="tick" x="{x(tick):.1f}" y="{height - 14}" '
                 f'text-anchor="middle">{tick:g}</text>')
    for i, (name, today, plan) in enumerate(values):
        y, classes = 26 + 13 * i, " own" if name == own else ""
        body += (f'<line class="move{classes}" x1="{x(today):.1f}" x2="{x(plan):.1f}" y1="{y}" '
                 f'y2="{y}"/><circle class="dot today{classes}" cx="{x(today):.1f}" cy="{y}" '
                 f'r="{5 if classes else 3.5}"/><circle class="dot plan{classes}" cx="{x(plan):.1f}" '
                 f'cy="{y}" r="{5 if classes else 3.5}"/>')
        if classes:
            body += (f'<text class="end" x="{left - 10}" y="{y + 5}" '
                     f'text-anchor="end">{escape(name.split(" ")[0])}</text>')
    return svg(body, label, "rows", height)
