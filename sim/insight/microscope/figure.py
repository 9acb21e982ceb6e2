"""Pictures of one contact: what moved a number from its ordinary level to here, and what it would be had one
thing been otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.insight.attribution.waterfall import Step, panel
from sim.insight.microscope.narrative import Why, figure
from sim.insight.microscope.record import ContactRecord
from sim.report.figures import GREY, INK, ORANGE, TEAL, drawing, finish

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LABELS = 230.0  # points from the labels to the axes: causes are longer than names of levers
_AS_100 = ("pts", "%", "p1")  # formats in which a share is written as 0 to 100
_LINES = ((TEAL, "solid"), (ORANGE, (0, (4, 2))), (INK, (0, (1, 1.5))), (GREY, "dashdot"))
_WHOSE = {"person": "the employee's ", "customer": "the customer's ", "leader": "the leader's ",
          "unit": "the unit's "}


def draw(contact: ContactRecord, number: str = "satisfaction", axes: Axes | None = None) -> Axes:
    """The waterfall from an ordinary contact's level of a number to this one's, input by input.  Teal raises
    it, orange lowers it."""
    why = contact.why(number)
    rows = _rows(why)
    label = why.label.removeprefix("the ") + (" (0–100)" if why.shown in _AS_100 else "")
    with drawing(axes, (9.0, 1.3 + 0.42 * len(rows)), (0.37, 0.22, 0.5, 0.64)) as onto:
        panel(onto, rows, label, _LABELS)
        onto.annotate(f"Why {why.label} is {figure(why.value, why.shown)}", (0.0, 1.0),
                      xycoords="axes fraction", fontsize=13, xytext=(-_LABELS, 10),
                      textcoords="offset points", fontweight="bold", color=INK, annotation_clip=False)
    return onto


def _rows(why: Why) -> list[Step]:
    """Ordinary, push by push, what is too small to be told by itself, and here."""
    scale = 100.0 if why.shown in _AS_100 else 1.0
    pushes = [(push.cause.partition(", ordinarily")[0], push.by) for push in why.pushes]
    rest = why.value - why.ordinary - sum(by for _, by in pushes)
    if abs(scale * rest) >= 0.5:
        pushes.append(("all the rest", rest))
    rows, at = [_level("ordinarily", why.ordinary, why.shown, scale, GREY)], why.ordinary
    for said, by in pushes:
        rows.append(Step(said, scale * at, scale * (at + by), np.nan, np.nan, TEAL if by > 0 else ORANGE,
                         figure(by, why.shown, sign=True)))
        at += by
    return [*rows, _level("here", why.value, why.shown, scale, INK)]


def _level(said: str, value: float, shown: str, scale: float, colour: str) -> Step:
    return Step(said, scale * value, scale * value, np.nan, np.nan, colour, figure(value, shown), level=True)


def draw_what_if(contact: ContactRecord, force: str, numbers: tuple[str, ...] = ("tone", "satisfaction"),
                 axes: Axes | None = None) -> Axes:
    """Numbers of the contact, replayed with the same luck, over every level of one input ('person.fear');
    dots where it really was."""
    again, here = contact.what_if(force, numbers), contact.replay.get(force)
    with drawing(axes, (8.0, 4.2)) as onto:
        for number, (colour, dashes) in zip(numbers, _LINES, strict=False):
            onto.plot(100.0 * again.index, 100.0 * again[number], color=colour, linestyle=dashes,
                      linewidth=2.4)
            onto.plot(100.0 * here, 100.0 * np.interp(here, again.index, again[number]), "o", color=colour,
                      markersize=8, markeredgecolor="white", zorder=3)
            onto.annotate(number.replace("_", " "), (1.0, 100.0 * again[number].iloc[-1]),
                          xycoords=onto.get_yaxis_transform(), xytext=(8, 0), textcoords="offset points",
                          va="center", color=colour, fontweight="bold", annotation_clip=False)
        onto.axvline(100.0 * here, color=GREY, linewidth=1.0, zorder=0)
        onto.annotate("as it was", (100.0 * here, 1.0), xycoords=onto.get_xaxis_transform(), xytext=(5, -10),
                      textcoords="offset points", color=GREY, fontsize=10)
        table, _, name = force.partition(".")
        onto.set(xlim=(0, 100), ylim=(0, 100), xlabel=f"{_WHOSE.get(table, '')}{name.replace('_', ' ')} "
                 "(0–100)")
        finish(onto, "y")
    return onto
