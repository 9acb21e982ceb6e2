"""Paired worlds as points: every run of A beside the run of B under the same luck, and what is seen where
luck is not shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report.figures import GREY, INK, drawing, finish, finish_rows, side
from sim.report.interval import mean_and_interval
from sim.report.result import check_outcome
from sim.report.wording import difference_unit, interval, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.report.result import Comparison

SAME, OTHER = "same luck", "other luck"


def by_luck(result: Comparison, outcome: str) -> pd.DataFrame:
    """One row per run of A and run of B (index a, b: replications): whether luck is the same, and B - A."""
    a, b = result.pairs(outcome)[["a", "b"]].to_numpy().T
    both = pd.MultiIndex.from_product([range(len(a)), range(len(b))], names=["a", "b"])
    luck = np.where(np.eye(len(a), dtype=bool), SAME, OTHER)
    return pd.DataFrame({"luck": luck.ravel(), "difference": (b[None, :] - a[:, None]).ravel()}, index=both)


def draw_pairs(result: Comparison, outcome: str, axes: Axes | None = None) -> Axes:
    """A dot per run, A at the left and B at the right; a line joins a pair, teal where B ends better."""
    o, pairs = check_outcome(outcome), result.pairs(outcome)
    with drawing(axes, (6.4, 4.8)) as onto:
        for a, b, difference in pairs.to_numpy():
            onto.plot([0, 1], [a, b], color=side(difference, o), linewidth=1.6, alpha=0.75, zorder=2)
        for at, world in enumerate("ab"):
            onto.plot(np.full(len(pairs), at), pairs[world], "o", color=INK, markersize=6.5,
                      markeredgecolor="white", zorder=3)
        finish(onto, "y")
        onto.set_xlim(-0.35, 1.35)
        onto.set_xticks([0, 1], [f"{world.upper()}\n{number(pairs[world].mean(), o)}" for world in "ab"],
                        fontsize=12, color=INK)
        onto.set_title(f"{o.label} ({o.unit.replace('0-100', '0–100')})", loc="left", fontsize=13,
                       fontweight="bold")
    return onto


def draw_differences(result: Comparison, outcome: str, axes: Axes | None = None) -> Axes:
    """B - A of every two runs, with the same luck and with other luck; the grey bar spans what 95 of 100 such
    comparisons would show."""
    o, found = check_outcome(outcome), by_luck(result, outcome)
    with drawing(axes, (8.0, 3.6)) as onto:
        for row, luck in enumerate((SAME, OTHER)):
            own = found.loc[found["luck"] == luck, "difference"].to_numpy()
            mean, low, high = (float(figure[0]) for figure in mean_and_interval(own[:, None])[:3])
            single = np.sqrt(len(own) + 1.0)  # of one further pair, not of the mean
            low, high = mean - single * (mean - low), mean + single * (high - mean)
            beside = row + 0.08 * (np.arange(len(own)) % 5 - 2)  # so that dots upon each other are seen
            onto.plot([low, high], [row, row], color="#DDDDDD", linewidth=15, solid_capstyle="butt", zorder=1)
            onto.scatter(own, beside, s=26, c=[side(value, o) for value in own], edgecolors="white",
                         linewidths=0.6, zorder=3)
            onto.plot([mean, mean], [row - 0.3, row + 0.3], color=INK, linewidth=2.2, zorder=4)
            said = f"{number(mean, o, sign=True)} ({interval(low, high, o, sign=True)})"
            for words, down, size, weight, tint in ((luck, 7, 12, "bold", INK),
                                                    (said, -9, 9.5, "normal", GREY)):
                onto.annotate(words, (0.0, row), xycoords=onto.get_yaxis_transform(), xytext=(-12, down),
                              textcoords="offset points", ha="right", va="center", fontsize=size,
                              fontweight=weight, color=tint, annotation_clip=False)
        onto.axvline(0.0, color="#9E9E9E", linewidth=1.0, zorder=0)
        onto.set_ylim(1.5, -0.5)
        finish_rows(onto, most=7)
        onto.set_xlabel(f"B − A in {o.label.lower()}, {difference_unit(o)}", fontsize=11)
    return onto
