"""The waterfall: from A's level, part by part, to B's.  Teal is better, orange worse, grey direct."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.insight.attribution.decomposition import Decomposition
from sim.model.outcomes import OUTCOME, Outcome
from sim.report.figures import GREY, INK, STYLE, drawing, finish_rows, page, side
from sim.report.wording import NONE, interval, number, plural, title
from sim.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TALL = 0.56  # of a row, a bar
_ROWS = 8  # rows that fill the picture's height; with fewer the panel is lower, not the bars fatter

LABELS = 133.6
"""Points from the labels to the axes."""


@dataclass(frozen=True)
class Step:
    """A bar from ``start`` to ``end`` with its interval around ``end``; or a level, where both are the same.

    said, small: the label and what is below it.  figure, between: number and interval.  sure: separated from
    zero.
    """

    said: str
    start: float
    end: float
    low: float
    high: float
    colour: str
    figure: str
    between: str = ""
    small: str = ""
    level: bool = False
    sure: bool = True


def figure(e: Decomposition) -> Figure:
    """The picture, 16:9: by path, and beside it by lever where that was asked for."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        picture = page(f"Why {OUTCOME[e.outcome].label.lower()} differs: {title(e.b)}, against "
                       f"{title(e.a).lower()}", _subtitle(e))
        panels = ("path", "lever") if e.by_lever is not None and len(e.levers) else ("path",)
        width = 0.175 if len(panels) == 2 else 0.5
        for i, by in enumerate(panels):
            height = 0.64 * min(1.0, len(_steps(e, by)) / _ROWS)
            draw(e, by, picture.add_axes((0.19 + 0.48 * i, 0.74 - height, width, height)))
        low, high = zip(*(axes.get_xlim() for axes in picture.axes), strict=True)
        for axes in picture.axes:
            axes.set_xlim(min(low), max(high))
        return picture


def draw(e: Decomposition, by: str = "path", axes: Axes | None = None) -> Axes:
    """The waterfall by 'path' or by 'lever', into axes of the caller's or new ones."""
    if by not in ("path", "lever"):
        raise ValueError(f"by is {by!r}; choices are path, lever")
    with drawing(axes, place=(0.3, 0.14, 0.4, 0.72)) as onto:
        o = OUTCOME[e.outcome]
        panel(onto, _steps(e, by), f"{o.label} ({o.unit.replace('0-100', '0–100')})")
        said = "By path: how it reaches people" if by == "path" else "By lever: what leaders do differently"
        onto.annotate(said, (0.0, 1.0), xycoords="axes fraction", xytext=(-LABELS, 8),
                      textcoords="offset points", fontsize=13, fontweight="bold", color=INK,
                      annotation_clip=False)
    return onto


def _subtitle(e: Decomposition) -> str:
    people = len(e.one[1].organisation)
    size = (f"{plural(e.one[1].days, 'day')}, {plural(people, 'person')}, {plural(e.replications, 'pair')} "
            "of runs with the same luck")
    band = ("whiskers: 95 % interval by luck alone (parameters fixed)" if e.replications > 1
            else "one pair: no intervals")
    colours = "Teal: for the better.  Orange: for the worse.  " if OUTCOME[e.outcome].good else ""
    return (f"A: {title(e.a)}.  B: {title(e.b)}.  {size}\n{colours}Pale: not separated from zero.  Parts sum "
            f"to B − A; {band}")


def _steps(e: Decomposition, by: str) -> list[Step]:
    o, total = OUTCOME[e.outcome], e.total
    frame = e.parts if by == "path" else e.levers
    steps = [Step("A", e.level_a, e.level_a, np.nan, np.nan, GREY, number(e.level_a, o), small=_short(e.a),
                  level=True)]
    at = e.level_a
    for (name, row), small in zip(frame.iterrows(), _small(e) if by == "lever" else [""] * len(frame),
                                  strict=True):
        end = at + row["contribution"]
        colour = GREY if name == "direct" else side(row["contribution"], o)
        steps.append(Step(str(row["title"]), at, end, at + row["low"], at + row["high"], colour,
                          number(row["contribution"], o, sign=True), _between(row, o), small,
                          sure=row["separated"] is not False))
        at = end
    b = e.level_a + total["contribution"]
    return [*steps, Step("B", b, b, e.level_a + total["low"], e.level_a + total["high"], INK, number(b, o),
                          number(total["contribution"], o, sign=True), small=_short(e.b), level=True)]


def _short(scenario: Scenario) -> str:
    return textwrap.shorten(title(scenario), 28, placeholder=" …")


def _small(e: Decomposition) -> list[str]:
    """What is below a lever's name: from what to what, or how many there are."""
    players = e.by_lever.players if e.by_lever else ()
    return [p.change if ", " not in p.change else plural(len(p.levers), "lever") if p.levers else ""
            for p in players]


def _between(row: Any, o: Outcome) -> str:
    said = interval(row["low"], row["high"], o, sign=True)
    return "" if said == NONE or row["low"] == row["high"] == 0 else said


def panel(axes: Axes, steps: Sequence[Step], label: str, labels: float = LABELS) -> None:
    """A row a step, from the first level to the last.  label: of the axis below; labels: points from the
    rows' labels to the axes.

    To be used within :data:`sim.report.figures.STYLE`.
    """
    for row, step in enumerate(steps):
        _bar(axes, row, step)
        if row + 1 < len(steps):
            axes.plot([step.end, step.end], [row, row + 1], color="#9E9E9E", linewidth=0.9, zorder=1)
        up = 5 if step.small else 0
        colour = step.colour if step.sure else GREY
        for words, x, y, right, size, tint, bold in (
                (step.said, 0.0, up, -labels, 12, INK, step.level),
                (step.small, 0.0, -9, -labels, 9, GREY, False),
                (step.figure, 1.0, 0, 50, 12, colour, True), (step.between, 1.0, 0, 57, 10, GREY, False)):
            axes.annotate(words, (x, row), xycoords=axes.get_yaxis_transform(), xytext=(right, y),
                          textcoords="offset points", ha="right" if right == 50 else "left", va="center",
                          fontsize=size, color=tint, annotation_clip=False, fontweight="bold" if bold
                          else "normal")
    ends = np.array([[step.start, step.end, step.low, step.high] for step in steps])
    low, high = np.nanmin(ends), np.nanmax(ends)
    pad = 0.06 * (high - low) or 1.0
    axes.set_xlim(low - pad, high + pad)
    axes.set_ylim(len(steps) - 0.4, -0.6)
    finish_rows(axes, most=6)
    axes.set_xlabel(label, fontsize=11)


def _bar(axes: Axes, row: int, step: Step) -> None:
    if step.level:
        axes.plot([step.end, step.end], [row - _TALL / 2, row + _TALL / 2], color=step.colour, linewidth=3.5,
                  solid_capstyle="butt", zorder=3)
    else:
        axes.barh(row, step.end - step.start, left=step.start, height=_TALL, color=step.colour,
                  alpha=0.9 if step.sure else 0.4, linewidth=0, zorder=2)
    if step.high > step.low:
        axes.errorbar(step.end, row, xerr=[[step.end - step.low], [step.high - step.end]], fmt="none",
                      ecolor=INK, elinewidth=1.3, capsize=3.5, capthick=1.3, zorder=4)
