"""One look at a study: each outcome over each factor, a dot for every point of the design.

No intervals: runs are paired, so that how far a single mean is known by luck says little about differences.
Those, with their intervals, are what an analysis of the design gives (:mod:`sim.insight.supplement.publish`).
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.model.outcomes import OUTCOME
from sim.report.figures import INK, ORANGE, PANELS, STYLE, TEAL, finish, page
from sim.report.wording import plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.studies.sweep import Sweep
    from sim.studies.sweep.factors import Factor

MOST_OUTCOMES, MOST_FACTORS = 3, 4
"""Rows and columns of the picture."""

_LISTED_UP_TO = 12  # different values; with more, the line goes through means of at most as many bins
_A_BIN = 10  # points
_LEAST_RANGE = 4.0  # points on a scale of 100 that a panel spans at least, so that noise looks like noise
_RUNS_UP_TO = 60  # points; with more, single runs would hide their means behind bands of the same luck


def outcomes_shown(sweep: Sweep) -> list[str]:
    """The outcomes of the picture: those of every picture that the study has, else its first ones."""
    there = list(sweep.manifest["outcomes"])
    until = getattr(sweep.study.replications, "until", None)
    first = [name for name in (until, "customer_satisfaction", *PANELS) if name in there]
    return list(dict.fromkeys(first or there))[:MOST_OUTCOMES]


def factors_shown(sweep: Sweep, outcome: str) -> tuple[list[Factor], bool]:
    """(factors, chosen?): all of a few; of many those along which ``outcome`` moves most steadily (Spearman's
    rank correlation)."""
    factors = list(sweep.factors)
    if len(factors) <= MOST_FACTORS:
        return factors, False
    ranks = pd.Series(sweep.means(outcome)).rank()
    moved = {f.name: abs(ranks.corr(pd.Series(_places(f, sweep.design[f.name])).rank())) for f in factors}
    chosen = sorted(factors, key=lambda f: -np.nan_to_num(moved[f.name]))[:MOST_FACTORS]
    return chosen, True


def figure(sweep: Sweep) -> Figure:
    """The picture, 16:9, to be saved within :data:`sim.report.figures.STYLE`."""
    import matplotlib

    outcomes = outcomes_shown(sweep)
    factors, chosen = factors_shown(sweep, outcomes[0])
    runs = sweep.outcomes[sweep.outcomes["row"] >= 0]
    with matplotlib.rc_context(STYLE):
        shown = len(factors) if chosen else 0
        picture = page(sweep.study.title or sweep.study.name, _subtitle(sweep, runs, shown, outcomes[0]))
        grid = picture.add_gridspec(len(outcomes), len(factors), left=0.1, right=0.97, top=0.8, bottom=0.11,
                                    hspace=0.16, wspace=0.09)
        for i, outcome in enumerate(outcomes):
            first: Axes | None = None
            for k, factor in enumerate(factors):
                axes = picture.add_subplot(grid[i, k], sharey=first)
                _panel(axes, factor, runs, outcome)
                _label(axes, factor, outcome, first is None, i == len(outcomes) - 1)
                first = first or axes
            _widen(first, outcome)
        return picture


def _subtitle(sweep: Sweep, runs: pd.DataFrame, chosen: int, outcome: str) -> str:
    which = (f"  {chosen} of {len(sweep.factors)} factors: those along which {_name(outcome).lower()} moves "
             "most steadily." if chosen else "")
    several = "Dots: the mean of a point's replications" + ("; faint: single runs." if _faint(runs) else ".")
    dots = several if runs["point"].duplicated().any() else "Dots: single runs."
    return (f"{plural(runs['point'].nunique(), 'point')} of the design, {plural(len(runs), 'run')}.{which}\n"
            f"{dots}  Line: the mean of all points at or near that value, whatever else differs.")


def _faint(runs: pd.DataFrame) -> bool:
    """Are single runs shown behind the means of their points?"""
    points = runs["point"].nunique()
    return points <= _RUNS_UP_TO and len(runs) > points


def _places(factor: Factor, values: pd.Series) -> np.ndarray:
    """Where values are on the axis: numbers as they are, words in their order."""
    if factor.kind == "choice":
        order = {value: i for i, value in enumerate(factor.values)}
        return values.map(order).to_numpy(float)
    return values.to_numpy(float)


def _panel(axes: Axes, factor: Factor, runs: pd.DataFrame, outcome: str) -> None:
    colour = ORANGE if outcome == "fear" else TEAL
    if _faint(runs):
        axes.scatter(_places(factor, runs[factor.name]), runs[outcome], s=9, color=colour, alpha=0.18,
                     linewidths=0, zorder=2)
    points = runs.groupby("point", sort=False).agg({factor.name: "first", outcome: "mean"})
    x, y = _places(factor, points[factor.name]), points[outcome].to_numpy(float)
    axes.scatter(x, y, s=np.clip(4000 / len(x), 5, 34), color=colour, alpha=max(0.35, 1 - len(x) / 200),
                 linewidths=0, zorder=3)
    at, mean = _line(x, y)
    if factor.kind == "choice":  # words have no order that a line could follow
        axes.plot(at, mean, linestyle="none", marker="_", markersize=28, markeredgewidth=1.6, color=INK,
                  zorder=4)
    else:
        axes.plot(at, mean, color=INK, linewidth=1.4, zorder=4)
    finish(axes, "y", 9)


def _line(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    there = ~(np.isnan(x) | np.isnan(y))
    x, y = x[there], y[there]
    different = np.unique(x)
    if len(different) <= _LISTED_UP_TO:
        return different, np.array([y[x == value].mean() for value in different])
    parts = np.array_split(np.argsort(x, kind="stable"), min(max(len(x) // _A_BIN, 3), _LISTED_UP_TO))
    return np.array([x[part].mean() for part in parts]), np.array([y[part].mean() for part in parts])


def _label(axes: Axes, factor: Factor, outcome: str, first: bool, last: bool) -> None:
    if factor.kind == "choice":
        axes.set_xlim(-0.5, len(factor.values) - 0.5)
        axes.set_xticks(range(len(factor.values)), ["\n".join(textwrap.wrap(str(value).replace("-", " "), 12))
                                                    for value in factor.values])
    else:
        axes.locator_params(axis="x", nbins=5)
    axes.tick_params(labelleft=first, labelbottom=last)
    if first:
        axes.locator_params(axis="y", nbins=5)
        axes.set_ylabel("\n".join(textwrap.wrap(_name(outcome), 20)), fontsize=11, color=INK)
    if last:
        unit = f"\n{factor.unit}" if factor.unit and factor.kind != "choice" else ""
        axes.set_xlabel((factor.label or factor.name) + unit, fontsize=11, color=INK)


def _widen(axes: Axes | None, outcome: str) -> None:
    if axes is not None and outcome in OUTCOME and OUTCOME[outcome].scale == 100.0:
        low, high = axes.get_ylim()
        extra = max(0.0, _LEAST_RANGE - (high - low)) / 2
        axes.set_ylim(low - extra, high + extra)


def _name(outcome: str) -> str:
    return OUTCOME[outcome].label if outcome in OUTCOME else outcome.replace("_", " ")
