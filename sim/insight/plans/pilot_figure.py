"""The picture of a pilot: what is measured beside the neighbours, the true effect, and a roll-out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from sim.model.outcomes import OUTCOME
from sim.report.figures import GREY, INK, ORANGE, STYLE, TEAL, finish_rows, page

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKS = (("beside", "measured beside the neighbours", ORANGE, "D"),
         ("effect", "true effect of the pilot", TEAL, "o"),
         ("roll_out", "effect of a roll-out there", INK, "s"))
"""Part, what it is called, colour and mark."""


def figure(figures: pd.DataFrame, outcomes: Sequence[str], heading: str, subtitle: str) -> Figure:
    """A row an outcome with three marks and their 95 % intervals.

    Args:
        figures: as in :class:`sim.insight.plans.pilot.Pilot`.
        outcomes: which, from the top; those that are measured in points or percent are shown.
        heading: the title, one line.
        subtitle: what was run.
    """
    import matplotlib

    shown = [name for name in outcomes if OUTCOME[name].unit.startswith(("0-100", "%"))]
    with matplotlib.rc_context(STYLE):
        picture = page(heading, subtitle)
        axes = picture.add_axes((0.24, 0.11, 0.72, 0.68))
        axes.axvline(0.0, color="#9E9E9E", linewidth=1.0, zorder=1)
        for k, (part, label, colour, mark) in enumerate(MARKS):
            rows = figures.xs(part, level="part").loc[shown]
            at = [i + 0.24 * (k - 1) for i in range(len(shown))]
            axes.hlines(at, rows.low, rows.high, color=colour, linewidth=1.8, zorder=2)
            axes.plot(rows.value, at, mark, color=colour, markersize=6, zorder=3, label=label)
        axes.set_ylim(len(shown) - 0.5, -0.6)
        finish_rows(axes, most=8)
        for i, name in enumerate(shown):
            axes.annotate(OUTCOME[name].label, (0.0, i), xycoords=axes.get_yaxis_transform(), xytext=(-10, 0),
                          textcoords="offset points", ha="right", va="center", fontsize=11)
        axes.set_xlabel("points, or percentage points; lines: 95 % intervals, luck alone", fontsize=10,
                        color=GREY)
        axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=3, frameon=False, fontsize=11)
        return picture
