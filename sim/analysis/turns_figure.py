"""The picture of where a conclusion turns: by each other factor, the share of worlds in which a plan beats the first."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from sim.analysis.study_plans import StudyPlans
from sim.analysis.turns import EVERYWHERE
from sim.analysis.turns_words import HEADING
from sim.analysis.worlds import plain
from sim.outcomes import OUTCOME
from sim.report.figures import GREY, INK, ORANGE, STYLE, TEAL, page, save_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PLANS, MOST_ROWS = 4, 18
"""Plans side by side, and rows below each other; the rest stands in the tables."""

_HEIGHT, _TALLEST = 0.62, 0.062  # of the picture's height: all rows, and a row at most
_GAP = 0.55  # of a row, between two factors


def figure(s: StudyPlans) -> Figure:
    """The picture, 16:9: for the first outcome that plans are ranked by, a panel a plan, factors with the widest spread of shares first."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        o, plans = OUTCOME[s.ranked[0]], range(1, min(len(s.names), MOST_PLANS + 1))
        picture = page(f"{HEADING}: {o.label.lower()}, against {s.titles[0].lower()}", _subtitle(s))
        frames = [s.turned[o.name, s.names[i]] for i in plans]
        rows = _rows(frames)
        deep = rows[-1][0] + 1.0
        height = min(_HEIGHT, _TALLEST * (deep + 0.5))
        width = 0.71 / len(plans)
        for k, i in enumerate(plans):
            axes = picture.add_axes((0.275 + k * width, 0.735 - height, width - 0.022, height))
            _panel(axes, frames[k], rows, deep)
            axes.set_title(textwrap.shorten(f"{s.letters[i]}  {s.titles[i]}", round(96 * width), placeholder=" …"), loc="left", fontsize=13,
                           fontweight="bold", pad=8)
            if k == 0:
                _labels(axes, rows)
        return picture


def save(s: StudyPlans, folder: Path) -> None:
    """Write turns.png and turns.svg."""
    save_picture(figure(s), folder, "turns")


def _subtitle(s: StudyPlans) -> str:
    return (f"{s.lived}\nShare of worlds in which the plan is better than {s.letters[0]}, with 95 % intervals (Wilson).  "
            "Teal: in more than half.  Orange: in less.  Hollow: open")


def _rows(frames: list[pd.DataFrame]) -> list[tuple[float, str, str]]:
    """Where each part stands, from the top: everywhere first, then the factors that move a share most, while there is room."""
    spread: dict[str, float] = {}
    for frame in frames:
        by_factor = frame["share"].groupby(level="factor", sort=False)
        for name, width in (by_factor.max() - by_factor.min()).items():
            spread[str(name)] = max(spread.get(str(name), 0.0), float(width))
    spread.pop(EVERYWHERE)
    rows, at = [(0.0, EVERYWHERE, "")], 0.0
    for factor in sorted(spread, key=spread.__getitem__, reverse=True):
        found = frames[0].loc[factor].index
        if len(rows) + len(found) > MOST_ROWS and len(rows) > 1:
            break
        at += _GAP
        for part in found:
            at += 1.0
            rows.append((at, factor, str(part)))
    return rows


def _panel(axes: Axes, frame: pd.DataFrame, rows: list[tuple[float, str, str]], deep: float) -> None:
    whole = frame.iloc[0]
    axes.axvspan(100 * whole["low"], 100 * whole["high"], color="#EEEEEE", zorder=0, linewidth=0)
    axes.axvline(50.0, color="#9E9E9E", linewidth=1.0, zorder=1)
    for at, factor, part in rows:
        share, low, high = 100 * frame.loc[[(factor, part)], ["share", "low", "high"]].to_numpy()[0]
        sure = low > 50 or high < 50
        colour = GREY if not sure else TEAL if share > 50 else ORANGE
        axes.plot([low, high], [at, at], color=colour, linewidth=2.2, solid_capstyle="round", zorder=2)
        axes.plot(share, at, "o", color=colour, markersize=8, zorder=3, markeredgewidth=1.8,
                  markerfacecolor=colour if sure else "white")
    axes.set_xlim(-3, 103)
    axes.set_ylim(deep - 0.4, -0.7)
    axes.set_xticks([0, 50, 100], labels=["0", "50", "100 %"])
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=0, labelsize=10)
    axes.grid(axis="x", color="#EEEEEE", linewidth=0.8)
    axes.set_axisbelow(True)


def _labels(axes: Axes, rows: list[tuple[float, str, str]]) -> None:
    """Factors in bold at the first of their parts, parts beside the rows."""
    before = ""
    for at, factor, part in rows:
        said = "All worlds" if factor == EVERYWHERE else textwrap.shorten(part, 16, placeholder=" …")
        axes.annotate(said, (0.0, at), xycoords=axes.get_yaxis_transform(), xytext=(-12, 0), textcoords="offset points", ha="right",
                      va="center", fontsize=11, color=INK, annotation_clip=False, fontweight="bold" if factor == EVERYWHERE else "normal")
        if factor not in (before, EVERYWHERE):
            axes.annotate(textwrap.shorten(plain(factor), 21, placeholder=" …"), (0.0, at), xycoords=axes.get_yaxis_transform(),
                          xytext=(-212, 0), textcoords="offset points", ha="left", va="center", fontsize=11, color=GREY,
                          annotation_clip=False)
        before = factor
