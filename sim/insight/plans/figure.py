"""The picture of many plans: each one's paired difference from the first, with intervals; brackets join what
is not separated."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from sim.insight.plans.comparison import PlanComparison
from sim.model.outcomes import OUTCOME, Outcome
from sim.report.figures import GREY, INK, ORANGE, STYLE, TEAL, finish_rows, page
from sim.report.wording import NONE, interval, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PANELS = 2
"""Outcomes side by side; others are in the tables."""

_TALLEST = 0.115  # of the picture's height, a row at most
_BRACKET, _BRACKETS = 13.0, 62.0  # points from one bracket to the next, and for all of them
# points from the panel's right edge to the middle of the places, and to the first bracket
_PLACE_AT, _BRACKETS_AT = 105.0, 132.0


def figure(s: PlanComparison) -> Figure:
    """The picture, 16:9: the first outcomes that plans are ranked by, plans in order of the first."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        picture = page(_heading(s), _subtitle(s))
        names = s.ranked[:MOST_PANELS]
        height = min(0.64, _TALLEST * (len(s.names) + 0.4))
        width = 0.185 if len(names) == MOST_PANELS else 0.5
        order = s.rankings[names[0]].order
        for k, name in enumerate(names):
            axes = picture.add_axes((0.19 + 0.405 * k, 0.745 - height, width, height))
            draw(s, name, order, axes)
            if k == 0:
                _label(axes, s, order)
        return picture


def draw(s: PlanComparison, name: str, order: list[int], axes: Axes) -> None:
    """One outcome's forest into axes, a row a plan in this order."""
    o, r = OUTCOME[name], s.rankings[name]
    axes.axvline(0.0, color="#9E9E9E", linewidth=1.0, zorder=1)
    for row, plan in enumerate(order):
        told = s.effect(plan, name)
        sure = bool(r.above[plan, 0] or r.above[0, plan])
        colour = INK if plan == 0 else (TEAL if r.above[plan, 0] else ORANGE) if sure else GREY
        if plan == 0:
            axes.plot(0.0, row, marker="D", color=colour, markersize=7, zorder=3)
        else:
            if told["low"] == told["low"]:
                axes.plot([told["low"], told["high"]], [row, row], color=colour, linewidth=2.2,
                          solid_capstyle="round", zorder=2)
            axes.plot(told["difference"], row, marker="o", color=colour, markersize=8.5, zorder=3,
                      markerfacecolor=colour if sure else "white", markeredgewidth=1.8)
        _figures(axes, row, o, told, colour, plan == 0)
        _beside(axes, row, r.place(plan) if r.known else NONE, INK)
    _beside(axes, -0.72, "place", GREY, 9)
    _brackets(axes, r.groups if r.known else [], order)
    axes.set_ylim(len(order) - 0.5, -0.7)
    finish_rows(axes, most=5)
    axes.margins(x=0.08)
    axes.set_title(f"{o.label}: difference from {s.letters[0]}", loc="left", fontsize=13, fontweight="bold",
                   pad=14)
    axes.set_xlabel(f"{o.unit.replace('0-100', 'points of 0–100')}; {'right' if o.good > 0 else 'left'} is "
                    "better", fontsize=10.5)


def _figures(axes: Axes, row: int, o: Outcome, told: object, colour: str, first: bool) -> None:
    """Number and interval at the right of a row; of the first plan its level."""
    if first:
        said, between = number(told["mean"], o), "level of A"  # type: ignore[index]
    else:
        said = number(told["difference"], o, sign=True)  # type: ignore[index]
        between = interval(told["low"], told["high"], o, sign=True)  # type: ignore[index]
    lines = (said, 5.5, 12, colour, True), ("" if between == NONE else between, -7.5, 9, GREY, False)
    for text, up, size, tint, bold in lines:
        axes.annotate(text, (1.0, row), xycoords=axes.get_yaxis_transform(), xytext=(10, up),
                      textcoords="offset points", va="center", fontsize=size, color=tint,
                      annotation_clip=False, fontweight="bold" if bold else "normal")


def _beside(axes: Axes, row: float, said: str, colour: str, font: float = 12) -> None:
    """A place, or what is above the places."""
    axes.annotate(said, (1.0, row), xycoords=axes.get_yaxis_transform(), xytext=(_PLACE_AT, 0),
                  textcoords="offset points", ha="center", va="center", fontsize=font, color=colour,
                  annotation_clip=False)


def _brackets(axes: Axes, groups: list[list[int]], order: list[int]) -> None:
    """A line for each group of plans that are not separated from each other, with a dot at each."""
    from matplotlib.transforms import offset_copy

    picture = axes.get_figure()
    step = min(_BRACKET, _BRACKETS / max(len(groups) - 1, 1))
    if groups:
        axes.annotate("not separated", (1.0, -0.72), xycoords=axes.get_yaxis_transform(),
                      xytext=(_BRACKETS_AT - 4, 0), va="center", textcoords="offset points", fontsize=9,
                      color=GREY, annotation_clip=False)
    for k, group in enumerate(groups):
        at = [order.index(plan) for plan in group]
        place = offset_copy(axes.get_yaxis_transform(), fig=picture,  # type: ignore[arg-type]
                            x=_BRACKETS_AT + k * step, units="points")
        axes.plot([1.0, 1.0], [min(at), max(at)], transform=place, color=GREY, linewidth=1.6, clip_on=False)
        axes.plot([1.0] * len(at), at, "o", transform=place, color=GREY, markersize=5, clip_on=False)


def _label(axes: Axes, s: PlanComparison, order: list[int]) -> None:
    """Letter and title at the left of each row."""
    for row, plan in enumerate(order):
        axes.annotate(f"{s.letters[plan]}  {_short(s.titles[plan])}", (0.0, row),
                      xycoords=axes.get_yaxis_transform(), xytext=(-12, 0), textcoords="offset points",
                      ha="right", va="center", fontsize=12, color=INK, annotation_clip=False,
                      fontweight="bold" if plan == 0 else "normal")


def _short(title: str) -> str:
    return textwrap.shorten(title, 21, placeholder=" …")


def _heading(s: PlanComparison) -> str:
    label = " and ".join(OUTCOME[name].label.lower() for name in s.ranked[:MOST_PANELS])
    return f"{len(s.names)} plans: {label}, against {s.titles[0].lower()}"


def _subtitle(s: PlanComparison) -> str:
    lines = ("Filled: separated from A, all pairs taken together (Holm); hollow: not.  Dots joined by a "
             "line: not separated from each other.")
    return f"{s.size}\n{lines}"
