"""One look at a study: each outcome over each factor, a dot for every point of the design."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.outcomes import OUTCOME
from sim.report.figures import GREY, ORANGE, PANELS, STYLE, TEAL, page
from sim.report.interval import mean_and_interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiments import Sweep
    from sim.experiments.factors import Factor

MOST_OUTCOMES, MOST_FACTORS = 3, 4
"""Rows and columns of the picture."""

_BARS_UP_TO = 60  # points; with more, intervals would be a hedge
_LISTED_UP_TO = 12  # different values; with more, the line goes through means of as many bins
_SEEN = 0.35


def outcomes_shown(sweep: Sweep) -> list[str]:
    """The outcomes of the picture: those of every picture that the study keeps, else its first ones."""
    kept = list(sweep.manifest["outcomes"])
    until = getattr(sweep.study.replications, "until", None)
    first = [name for name in (until, "customer_satisfaction", *PANELS) if name in kept]
    return list(dict.fromkeys([*first, *kept] if not first else first))[:MOST_OUTCOMES]


def factors_shown(sweep: Sweep, outcome: str) -> tuple[list[Factor], bool]:
    """(factors, chosen?): all of a few; of many those along which ``outcome`` moves most steadily (Spearman's rank correlation)."""
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
    with matplotlib.rc_context(STYLE):
        picture = page(sweep.study.title or sweep.study.name, _subtitle(sweep, factors, chosen, outcomes[0]))
        grid = picture.add_gridspec(len(outcomes), len(factors), left=0.1, right=0.97, top=0.8, bottom=0.11, hspace=0.16, wspace=0.09)
        for i, outcome in enumerate(outcomes):
            means = _by_point(sweep, outcome)
            for k, factor in enumerate(factors):
                axes = picture.add_subplot(grid[i, k])
                _panel(axes, factor, means, ORANGE if outcome == "fear" else TEAL)
                _label(axes, factor, outcome, first=k == 0, last=i == len(outcomes) - 1)
        return picture


def _subtitle(sweep: Sweep, factors: list[Factor], chosen: bool, outcome: str) -> str:
    from sim.report.words import plural

    points = len(sweep.points[sweep.points["row"] >= 0])
    which = f"{len(factors)} of {len(sweep.factors)} factors, those along which {_name(outcome).lower()} moves most steadily.  " if chosen else ""
    bars = "  Bars: 95 % interval, by luck alone." if _bars(sweep) else ""
    return (f"{plural(points, 'point')} of the design, {plural(len(sweep.outcomes), 'run')}.  {which}\n"
            f"Dots: the mean of a point's replications.  Line: the mean of all points at that value, whatever else differs.{bars}")


def _bars(sweep: Sweep) -> bool:
    return len(sweep.points) <= _BARS_UP_TO and bool((sweep.outcomes.groupby("point").size() > 1).any())


def _by_point(sweep: Sweep, outcome: str) -> pd.DataFrame:
    """Of every point of the design: its factors, mean, and half-width of the interval (NaN where none is shown)."""
    grouped = sweep.outcomes[sweep.outcomes["row"] >= 0].groupby("point", sort=False)[outcome]
    found = sweep.points.join(grouped.mean().rename("_mean"), how="inner")
    found["_half"] = np.nan
    if _bars(sweep):
        for point, values in grouped:
            _, low, high, _ = mean_and_interval(values.to_numpy(float)[:, None])
            found.loc[str(point), "_half"] = (high[0] - low[0]) / 2
    return found


def _places(factor: Factor, values: pd.Series) -> np.ndarray:
    """Where values stand on the axis: numbers as they are, words in their order."""
    if factor.kind == "choice":
        order = {value: i for i, value in enumerate(factor.values)}
        return values.map(order).to_numpy(float)
    return values.to_numpy(float)


def _panel(axes: Axes, factor: Factor, means: pd.DataFrame, colour: str) -> None:
    x, y, half = _places(factor, means[factor.name]), means["_mean"].to_numpy(float), means["_half"].to_numpy(float)
    if not np.isnan(half).all():
        axes.errorbar(x, y, np.nan_to_num(half), fmt="none", ecolor=colour, elinewidth=1, alpha=_SEEN)
    axes.scatter(x, y, s=np.clip(4000 / max(len(x), 1), 5, 34), color=colour, alpha=max(_SEEN, 1 - len(x) / 200), linewidths=0, zorder=3)
    at, mean = _line(x, y)
    axes.plot(at, mean, color="#212121", linewidth=1.6, marker="o" if factor.kind == "choice" else None, markersize=4, zorder=4)
    axes.grid(axis="y", color="#EEEEEE", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=9)


def _line(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Means of y at each different x, or in bins that hold equally many."""
    there = ~(np.isnan(x) | np.isnan(y))
    x, y = x[there], y[there]
    different = np.unique(x)
    if len(different) <= _LISTED_UP_TO:
        return different, np.array([y[x == value].mean() for value in different])
    parts = np.array_split(np.argsort(x, kind="stable"), _LISTED_UP_TO)
    return np.array([x[part].mean() for part in parts]), np.array([y[part].mean() for part in parts])


def _label(axes: Axes, factor: Factor, outcome: str, first: bool, last: bool) -> None:
    if factor.kind == "choice":
        axes.set_xlim(-0.5, len(factor.values) - 0.5)
        axes.set_xticks(range(len(factor.values)), ["\n".join(textwrap.wrap(str(value).replace("-", " "), 12)) for value in factor.values])
    else:
        axes.locator_params(axis="x", nbins=5)
    axes.locator_params(axis="y", nbins=5)
    if first:
        axes.set_ylabel("\n".join(textwrap.wrap(_name(outcome), 20)), fontsize=11, color="#212121")
    else:
        axes.sharey(axes.figure.axes[-1 - _column(axes)])
        axes.tick_params(labelleft=False)
    if last:
        unit = f"\n{factor.unit}" if factor.unit and factor.kind != "choice" else ""
        axes.set_xlabel((factor.label or factor.name) + unit, fontsize=11)
    else:
        axes.tick_params(labelbottom=False)
    axes.spines["bottom"].set_color(GREY)


def _column(axes: Any) -> int:
    """Which panel of its row this is."""
    place: int = axes.get_subplotspec().colspan.start
    return place


def _name(outcome: str) -> str:
    return OUTCOME[outcome].label if outcome in OUTCOME else outcome.replace("_", " ")
