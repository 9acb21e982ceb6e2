"""The picture of a study's emulator: a panel an outcome, how it moves along the factors that matter most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report.figures import GREY, INK, ORANGE, STYLE, TEAL, finish, page
from sim.studies.emulation.effects import levels
from sim.studies.sensitivity.runs import outcome_of
from sim.studies.sensitivity.sentences import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


LEAST = 0.005
"""Share of the variance from which a factor is shown."""

PANELS = 4
"""Outcomes that the picture shows."""

LINES = 3
"""Factors a panel shows."""

_COLOURS = (TEAL, ORANGE, INK)


def figure(found: Any) -> Figure:
    """The picture, 16:9."""
    import matplotlib

    names = found.emulator.outputs[:PANELS]
    with matplotlib.rc_context(STYLE):
        picture = page(f"{found.title}: what moves outcomes, by its emulator",
                       "Along each factor's range, from its least value to its greatest, the others "
                       "averaged; the factors that matter most, with their share of the variance.")
        across = min(len(names), 2)
        down = -(-len(names) // across)
        for i, name in enumerate(names):
            x, y = 0.07 + 0.48 * (i % across), 0.82 - (0.76 / down) * (i // across + 1)
            axes = picture.add_axes((x, y + 0.06, 0.9 / across - 0.17, 0.76 / down - 0.14))
            _panel(axes, found, i, name)
        return picture


def _panel(axes: Axes, found: Any, i: int, name: str) -> None:
    o, told = outcome_of(name), found.effects
    most = [j for j in np.argsort(-told.total[:, i], kind="stable")[:LINES].tolist()
            if told.total[j, i] >= LEAST]
    ends = sorted((float(told.curves[j][-1, i]), j, colour)
                  for j, colour in zip(most, _COLOURS, strict=False))
    for _, j, colour in ends:
        axes.plot(levels(found.emulator, j), told.curves[j][:, i], color=colour, linewidth=2.0,
                  marker="o" if found.factors[j].values else None)
    low, high = axes.get_ylim()
    at = -np.inf
    for end, j, colour in ends:
        at = max(end, at + 0.1 * (high - low))  # labels that would overlap are pushed apart
        axes.annotate(f"{found.factors[j].name} {percent(float(told.total[j, i]))}", (1.0, at),
                      xytext=(8, 0), textcoords="offset points", va="center", fontsize=10, color=colour,
                      annotation_clip=False)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks([0.0, 1.0], ["least", "greatest"])
    finish(axes, "y")
    axes.set_title(f"{o.label}{f' ({o.unit})' if o.unit else ''}", loc="left", fontsize=12.5, color=GREY)
