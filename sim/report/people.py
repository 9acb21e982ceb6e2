"""Pictures of an organisation: everybody on the rings of the reporting line, units on rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.org.layout import layout
from sim.org.organisation import NOBODY, Organisation
from sim.report.figures import GREY, INK, ORANGE, TEAL, drawing, finish_rows, side
from sim.report.result import check_outcome
from sim.report.wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import PathCollection

    from sim.report.result import Comparison

_RAMPS = {False: ("#ECEFEE", TEAL, "#00352F"), True: ("#ECEFEE", ORANGE, "#5E2700")}


def draw_network(onto: Axes, organisation: Organisation, colours: Sequence[Any] | np.ndarray,
                 edges: Sequence[Any] | str = "white", **how: Any) -> PathCollection:
    """The reporting line with a dot a post, the head in the middle, each level on a ring further out, leaders
    larger.

    colours, edges: of every post's dot and its edge, or values for a colour map.  how: what else the dots'
    ``scatter`` takes, such as cmap, vmin, vmax, linewidths.  Returns the dots.
    """
    from matplotlib.collections import LineCollection

    found = layout(organisation)
    places = found.places * (1.0, -1.0)
    below = np.flatnonzero(organisation.manager != NOBODY)
    lines = np.stack([places[below], places[organisation.manager[below]]], axis=1)
    onto.add_collection(LineCollection(list(lines), colors="#D5D5D5", linewidths=0.7, zorder=1))
    size = np.where(organisation.leads, 2.6, 1.0) * min(90.0, 5200.0 * found.spacing ** 1.5)
    x, y = places.T
    dots = onto.scatter(x, y, s=size, c=colours, edgecolors=edges, zorder=2, **how)
    onto.set_aspect("equal")
    onto.set_axis_off()
    onto.margins(0.04)
    return dots


def draw_people(organisation: Organisation, values: Sequence[float] | np.ndarray | None = None,
                label: str = "", *, bad: bool = False, axes: Axes | None = None) -> Axes:
    """Everybody, the head in the middle, each level on a ring further out, leaders larger.

    values: one a post, 0 to 100, for the colour (orange where much is ``bad``, else teal), said by a scale
    called ``label``; without them who serves customers is teal.
    """
    from matplotlib.colors import LinearSegmentedColormap

    with drawing(axes, (6.4, 6.4)) as onto:
        if values is None:
            draw_network(onto, organisation, np.where(organisation.front_line, TEAL, "#9E9E9E"),
                         linewidths=0.7)
            onto.annotate("teal: serves customers.  grey: does not.  large: leads", (0.5, 0.0),
                          xycoords="axes fraction", xytext=(0, -4), textcoords="offset points", ha="center",
                          va="top", fontsize=10, color=GREY)
        else:
            dots = draw_network(onto, organisation, np.asarray(values), "#9E9E9E", vmin=0, vmax=100,
                                cmap=LinearSegmentedColormap.from_list("people", _RAMPS[bad]), linewidths=0.5)
            scale = onto.figure.colorbar(dots, ax=onto, orientation="horizontal", shrink=0.5, aspect=30,
                                         pad=0.02)
            scale.set_label(f"{label} (0–100)", fontsize=10)
            scale.ax.tick_params(length=0, labelsize=9)
    return onto


def draw_units(result: Comparison, outcome: str = "customer_satisfaction", axes: Axes | None = None) -> Axes:
    """A row a unit, from A (grey) to B (teal better, orange worse), hollow where luck could have made it; the
    largest change on top."""
    o, rows = check_outcome(outcome), result.units(outcome)
    rows = rows.iloc[np.argsort(-rows["difference"].abs().to_numpy(), kind="stable")]
    with drawing(axes, (8.0, 1.2 + 0.42 * max(len(rows), 3))) as onto:
        shown = rows[["a", "b", "difference", "low", "high"]]
        for at, (unit, a, b, difference, low, high) in enumerate(shown.itertuples()):
            colour, sure = side(difference, o), low > 0 or high < 0
            onto.plot([a, b], [at, at], color=colour if sure else "#BDBDBD", linewidth=2.4, zorder=1)
            onto.plot(a, at, "o", color="#9E9E9E", markersize=6, zorder=2)
            onto.plot(b, at, "o", color=colour, markersize=9, markerfacecolor=colour if sure else "white",
                      markeredgewidth=1.8, zorder=3)
            for words, x, right, ha, tint in ((str(unit), 0.0, -12, "right", INK),
                                              (number(difference, o, sign=True), 1.0, 12, "left", colour
                                               if sure else GREY)):
                onto.annotate(words, (x, at), xycoords=onto.get_yaxis_transform(), xytext=(right, 0),
                              textcoords="offset points", ha=ha, va="center", fontsize=11, color=tint,
                              annotation_clip=False)
        onto.set_ylim(len(rows) - 0.5, -0.7)
        onto.margins(x=0.06)
        finish_rows(onto, most=6)
        onto.set_xlabel(f"{o.label} ({o.unit.replace('0-100', '0–100')}).  Grey: A.  Coloured: B.  Hollow: "
                        "luck alone could do it", fontsize=10.5)
    return onto
