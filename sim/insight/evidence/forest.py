"""The forest plot: for each row the published interval as a grey band, the model as a dot with its interval.

Rows are drawn on a scale of their own: 0 at the published value, 1 at the published interval's end on that
side.  So one look tells who lies inside.  The same verdicts give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.insight.evidence.judge import Verdict, between, figure, last_line, told
from sim.insight.evidence.tables import grouped
from sim.report.figures import GREY, INK, ORANGE, STYLE, TEAL
from sim.report.wording import NONE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

REACH = 4.0
"""Half-widths of the published interval on either side; what lies further out is drawn at the edge as an
arrowhead."""

_BAND, _LINE = "#DADADA", 0.30  # the grey of published intervals; height of a row in inches
_LEFT, _WIDE = 0.385, 0.30  # where the axes are, as shares of the page
_COLUMNS = {"id": 0.022, "statement": 0.053, "published": 0.845, "model": 0.910, "verdict": 0.918}
_STYLE = STYLE | {"font.size": 10.5}


def standard(verdict: Verdict, value: float) -> float:
    """A value on the row's scale: 0 the published value, -1 and 1 the ends of its interval.  A sign has no
    scale: NaN."""
    row = verdict.row
    if row.value is None or row.low is None or row.high is None or value != value:
        return float("nan")
    width = row.high - row.value if value >= row.value else row.value - row.low
    return (value - row.value) / width if width > 0 else float("nan")


def forest(verdicts: list[Verdict]) -> Figure:
    """The picture: a line for each row, grouped as the table is."""
    import matplotlib
    from matplotlib.figure import Figure

    parts = grouped(verdicts)
    lines = sum(len(members) + 1.6 for _, members in parts)
    height = 1.75 + _LINE * lines
    with matplotlib.rc_context(_STYLE):
        picture = Figure(figsize=(13.6, height), dpi=140)
        axes = picture.add_axes((_LEFT, 0.4 / height, _WIDE, 1.0 - 1.75 / height))
        axes.set_xlim(-REACH - 0.25, REACH + 0.25)
        axes.set_ylim(lines - 0.9, -0.6)
        picture.text(0.022, 1.0 - 0.30 / height, "What real organisations show, and what simulated ones do",
                     fontsize=17, fontweight="bold", va="top")
        picture.text(0.022, 1.0 - 0.66 / height, f"{last_line(verdicts)}. Grey: the published interval, each "
                     "row on its own scale. Dot and line: the model's mean and its 95 % interval over "
                     "populations drawn anew.", fontsize=10.5, color=GREY, va="top")
        _heads(axes)
        y = 0.0
        for heading, members in parts:
            _text(axes, "id", y, heading, weight="bold")
            for verdict in members:
                y += 1.0
                _row(axes, y, verdict)
            y += 1.6
        axes.axis("off")
        return picture


def _text(axes: Axes, column: str, y: float, said: str, colour: str = INK, weight: str = "normal",
          align: str = "left", size: float = 10.5) -> None:
    """Text in one of the columns of the page, y in rows."""
    axes.text((_COLUMNS[column] - _LEFT) / _WIDE, y, said, transform=axes.get_yaxis_transform(), va="center",
              ha=align, color=colour, fontweight=weight, fontsize=size, clip_on=False)


def _heads(axes: Axes) -> None:
    for column, said in (("published", "published"), ("model", "model")):
        _text(axes, column, -1.0, said, GREY, align="right", size=9.5)
    for x, mark in ((-1.0, "low"), (1.0, "high")):
        axes.text(x, -1.0, mark, ha="center", va="center", fontsize=9.5, color=GREY, clip_on=False)


def _row(axes: Axes, y: float, verdict: Verdict) -> None:
    row, said = verdict.row, told(verdict)
    colour = TEAL if said in ("inside", "as stated") else GREY if said == "cannot say" else ORANGE
    _text(axes, "id", y, row.id, GREY, size=9.5)
    _text(axes, "statement", y, row.statement)
    published = f"{figure(row.value, row)}  ({between(row.low, row.high, row, ' … ')})"
    published = "sign" if row.only_signs else NONE if row.value is None else published
    _text(axes, "published", y, published, align="right", size=9.5)
    _text(axes, "model", y, figure(verdict.model, row), colour, "bold", "right")
    _text(axes, "verdict", y, said, colour, size=9.5)
    if row.only_signs:
        _sign(axes, y, verdict, colour)
    elif row.value is not None:
        _scaled(axes, y, verdict, colour)


def _scaled(axes: Axes, y: float, verdict: Verdict, colour: str) -> None:
    axes.plot([-REACH, REACH], [y, y], color="#EFEFEF", linewidth=0.8, zorder=0)
    axes.barh(y, 2.0, left=-1.0, height=0.62, color=_BAND, linewidth=0)
    axes.plot([0.0, 0.0], [y - 0.31, y + 0.31], color="white", linewidth=1.4)
    low, point, high = (standard(verdict, value) for value in (verdict.low, verdict.model, verdict.high))
    if np.isfinite(low) and np.isfinite(high):
        axes.plot(np.clip([low, high], -REACH, REACH), [y, y], color=colour, linewidth=1.8,
                  solid_capstyle="round")
    if np.isfinite(point):
        beyond = abs(point) > REACH
        marker = "o" if not beyond else ">" if point > 0 else "<"
        axes.plot([np.clip(point, -REACH, REACH)], [y], marker=marker, color=colour, markersize=7.5,
                  markeredgecolor="white", markeredgewidth=0.9)


def _sign(axes: Axes, y: float, verdict: Verdict, colour: str) -> None:
    """A statement about a sign: the side on which it holds is grey; the model's interval is drawn in units of
    its own half-width."""
    axes.barh(y, REACH, left=0.0, height=0.62, color=_BAND, linewidth=0, alpha=0.55)
    half = (verdict.high - verdict.low) / 2.0
    if not np.isfinite(half) or half <= 0:
        return
    point = float(np.clip(verdict.model / half, -REACH + 1.0, REACH - 1.0))
    axes.plot([point - 1.0, point + 1.0], [y, y], color=colour, linewidth=1.8, solid_capstyle="round")
    axes.plot([point], [y], marker="o", color=colour, markersize=7.5, markeredgecolor="white",
              markeredgewidth=0.9)
