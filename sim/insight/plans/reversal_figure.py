"""The picture of reversals: by each other factor, in how many worlds a plan beats the first."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from sim.insight.attribution.counterfactuals import plain
from sim.insight.plans.comparison import PlanComparison
from sim.insight.plans.reversal import EVERYWHERE, HEADING, Reversals
from sim.model.outcomes import OUTCOME
from sim.report.figures import GREY, INK, ORANGE, STYLE, TEAL, finish_rows, page

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PLANS, MOST_ROWS = 4, 20
"""Plans side by side, and rows below each other, factors' names among them; the rest is in the tables."""

_HEIGHT, _TALLEST = 0.65, 0.055  # of the picture's height: all rows, and a row at most


def figure(s: PlanComparison, found: Reversals) -> Figure:
    """The picture, 16:9: for the first outcome that plans are ranked by, a panel a plan, factors with the
    widest spread of shares first."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        o, plans = OUTCOME[s.ranked[0]], range(1, min(len(s.names), MOST_PLANS + 1))
        picture = page(f"{HEADING}: {o.label.lower()}, against {s.titles[0].lower()}", _subtitle(s))
        frames = [found[o.name, s.names[i]] for i in plans]
        rows = _rows(frames)
        deep = rows[-1][0] + 1
        height = min(_HEIGHT, _TALLEST * (deep + 0.5))
        width = 0.77 / len(plans)
        for k, i in enumerate(plans):
            axes = picture.add_axes((0.215 + k * width, 0.755 - height, width - 0.022, height))
            _panel(axes, frames[k], rows, deep)
            axes.set_title(textwrap.shorten(f"{s.letters[i]}  {s.titles[i]}", round(96 * width),
                                            placeholder=" …"), loc="left", fontsize=13, fontweight="bold",
                           pad=8)
            if k == 0:
                _labels(axes, rows)
        return picture


def _subtitle(s: PlanComparison) -> str:
    return (f"{s.size}\nShare of worlds in which the plan is better than {s.letters[0]}, with 95 % intervals "
            "(Wilson).  Teal: in more than half.  Orange: in less.  Hollow: open")


def _rows(frames: list[pd.DataFrame]) -> list[tuple[int, str, str]]:
    """Where each part is, from the top: everywhere first, then the factors that move a share most, while
    there is room; the row above the first part of a factor is for its name."""
    spread: dict[str, float] = {}
    for frame in frames:
        by_factor = frame["share"].groupby(level="factor", sort=False)
        for name, width in (by_factor.max() - by_factor.min()).items():
            spread[str(name)] = max(spread.get(str(name), 0.0), float(width))
    spread.pop(EVERYWHERE)
    rows, at = [(0, EVERYWHERE, "")], 0
    for factor in sorted(spread, key=spread.__getitem__, reverse=True):
        found = frames[0].loc[factor].index
        if at + 1 + len(found) > MOST_ROWS and at:
            break
        rows += [(at + 2 + k, factor, str(part)) for k, part in enumerate(found)]
        at += 1 + len(found)
    return rows


def _panel(axes: Axes, frame: pd.DataFrame, rows: list[tuple[int, str, str]], deep: int) -> None:
    whole = frame.iloc[0]
    axes.axvspan(100 * whole["low"], 100 * whole["high"], color="#EEEEEE", zorder=0, linewidth=0)
    axes.axvline(50.0, color="#9E9E9E", linewidth=1.0, zorder=1)
    for at, factor, part in rows:
        share, low, high = 100 * frame[["share", "low", "high"]].to_numpy()[frame.index.get_loc(
            (factor, part))]
        sure = low > 50 or high < 50
        colour = GREY if not sure else TEAL if share > 50 else ORANGE
        axes.plot([low, high], [at, at], color=colour, linewidth=2.2, solid_capstyle="round", zorder=2)
        axes.plot(share, at, "o", color=colour, markersize=8, zorder=3, markeredgewidth=1.8,
                  markerfacecolor=colour if sure else "white")
    axes.set_xlim(-3, 103)
    axes.set_ylim(deep - 0.4, -0.7)
    axes.set_xticks([0, 50, 100], labels=["0", "50", "100 %"])
    finish_rows(axes)


def _labels(axes: Axes, rows: list[tuple[int, str, str]]) -> None:
    """Parts beside their rows; in the row above the first of them the factor."""
    before = EVERYWHERE
    for at, factor, part in rows:
        _label(axes, at, "All worlds" if factor == EVERYWHERE else part, INK)
        if factor != before:
            _label(axes, at - 1, plain(factor), GREY)
        before = factor


def _label(axes: Axes, at: int, said: str, colour: str) -> None:
    axes.annotate(textwrap.shorten(said, 24, placeholder=" …"), (0.0, at),
                  xycoords=axes.get_yaxis_transform(), xytext=(-12, 0), textcoords="offset points",
                  ha="right", va="center", fontsize=11, color=colour, annotation_clip=False, fontweight="bold"
                  if colour == GREY else "normal")
