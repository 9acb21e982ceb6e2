"""Two pictures of a calibration: posteriors against priors, and figures observed against fitted."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.model.outcomes import OUTCOME, WHOLE
from sim.report.figures import GREY, INK, ORANGE, STYLE, TEAL, page, save_picture, without_side
from sim.report.wording import plural
from sim.studies.calibration.estimates import Estimates
from sim.studies.calibration.sentences import figure
from sim.studies.sweep.factors import Factor

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PANELS = 12
"""Panels of a picture; more could not be read."""

_ERROR = 1.959963984540054  # standard errors of an error bar: 95 %
_BINS = 25


def save(found: Estimates, folder: Path) -> None:
    """Write posterior and predictive, each as PNG and SVG."""
    for name, picture in (("posterior", posteriors(found)), ("predictive", predictions(found))):
        save_picture(picture, folder, name)


def posteriors(found: Estimates) -> Figure:
    """A panel a factor: the posterior over the prior."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        of_shares = found.shares.loc[found.shares["learned"], "factor"].nunique()
        learned = int(found.parameters["learned"].sum()) + of_shares
        them = "the one factor" if len(found.factors) == 1 else plural(len(found.factors), "factor")
        heading = (f"What {plural(len(found.observed), 'figure')} say about {them}: {learned} learned, "
                   f"{len(found.factors) - learned} not")
        picture = page(heading, "Dashed: the prior, flat over the range asked about.  Filled: the "
                       "posterior.\nDot and line: mean and 95 % interval.  Grey: not learned.")
        shown = found.factors[:MOST_PANELS]
        for axes, factor, j in zip(_grid(picture, len(shown)), shown, range(len(shown)), strict=True):
            if factor.values:
                _choices(axes, found, factor)
            else:
                _number(axes, found, factor, found.posterior[:, j])
        return picture


def predictions(found: Estimates) -> Figure:
    """A panel an outcome and unit: figures observed, with error bars, and the band of the model."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        said = found.predictive
        order = said.sort_values(["outcome", "unit"], kind="stable").index.tolist()
        panels = [list(rows) for _, rows in groupby(order, key=lambda i: (
            said.at[i, "outcome"], said.at[i, "unit"], said.at[i, "period"] == "all"))]
        missed = int((~said["met"]).sum())
        heading = f"The fitted model meets {len(said) - missed} of {plural(len(said), 'figure')}"
        more = f"  {MOST_PANELS} of {len(panels)} panels are shown; predictive.csv has all figures." if len(
            panels) > MOST_PANELS else ""
        picture = page(heading, "Dots: observed, with 95 % error bars of the sample; orange: outside of "
                       "what luck and errors explain.\nBand and line: 95 % of runs of the fitted model, and "
                       f"their mean.{more}")
        for axes, rows in zip(_grid(picture, min(len(panels), MOST_PANELS)), panels, strict=False):
            _panel(axes, said.loc[rows], found.observed.period)
        return picture


def _grid(picture: Figure, many: int) -> list[Axes]:
    """Panels in rows of equal length, as square as they can be."""
    across = 2 if many == 4 else min(many, 3) if many <= 9 else 4
    down = -(-many // across)
    grid = picture.add_gridspec(down, across, left=0.065, right=0.965, top=0.76, bottom=0.09, hspace=0.75
                                if down > 2 else 0.5, wspace=0.28)
    return [picture.add_subplot(grid[divmod(i, across)]) for i in range(many)]


def _plain(axes: Axes, title: str, small: str) -> None:
    axes.set_title(title, loc="left", fontsize=11.5, fontweight="bold", pad=20 if small else 6)
    axes.annotate(small, (0.0, 1.0), xycoords="axes fraction", xytext=(0, 6), textcoords="offset points",
                  fontsize=9, color=GREY)
    axes.tick_params(length=0, labelsize=9)
    axes.set_axisbelow(True)


def _number(axes: Axes, found: Estimates, factor: Factor, u: np.ndarray) -> None:
    row: Any = found.parameters.loc[factor.name]
    colour = TEAL if row["learned"] else "#BDBDBD"
    height, edges = np.histogram(u, _BINS, range=(0.0, 1.0), density=True)
    at = factor.low + edges * (factor.high - factor.low)
    axes.stairs(height, at, fill=True, color=colour, alpha=0.45)
    axes.plot([factor.low, factor.low, factor.high, factor.high], [0, 1, 1, 0], color=GREY, linewidth=1.3,
              linestyle=(0, (4, 2.5)))
    top = max(1.35, float(height.max()) * 1.2)
    line = INK if row["learned"] else GREY
    axes.plot([row["low"], row["high"]], [0.93 * top] * 2, color=line, linewidth=2, solid_capstyle="round")
    axes.plot(row["mean"], 0.93 * top, "o", color=line, markersize=5)
    axes.set_ylim(0, top)
    without_side(axes)
    axes.locator_params(axis="x", nbins=5)
    small = f"{figure(row['mean'])} ({figure(row['low'])} to {figure(row['high'])}) {factor.unit}" if row[
        "learned"] else "not learned"
    _plain(axes, factor.name, small)


def _choices(axes: Axes, found: Estimates, factor: Factor) -> None:
    own = found.shares[found.shares["factor"] == factor.name]
    learned = bool(own["learned"].any())
    at = np.arange(len(own))[::-1]
    axes.barh(at, 100 * own["share"], color=TEAL if learned else "#BDBDBD", alpha=0.45, height=0.6)
    axes.axvline(100.0 / len(own), color=GREY, linewidth=1.3, linestyle=(0, (4, 2.5)))
    for place, (_, row) in zip(at, own.iterrows(), strict=True):
        axes.text(2, place, f"{row['choice']}  {100 * row['share']:.0f} %", va="center", fontsize=9.5)
    axes.set_xlim(0, 100)
    without_side(axes)
    _plain(axes, factor.name, "share of the posterior, %" if learned
           else "not learned; share of the posterior, %")


def _panel(axes: Axes, rows: Any, period: str) -> None:
    whole = rows["period"].iloc[0] == "all"
    rows = rows if whole else rows.assign(at=rows["period"].astype(int)).sort_values("at")
    x = np.array([1.0]) if whole else rows["at"].to_numpy(float)
    # a band does not bridge periods without a figure
    runs = np.split(np.arange(len(x)), np.flatnonzero(np.diff(x) > 1) + 1)
    for run in runs:
        wide = np.concatenate([[x[run[0]] - 0.35], x[run], [x[run[-1]] + 0.35]])
        ends = np.concatenate([run[:1], run, run[-1:]])
        low, high, mean = rows[["low", "high", "mean"]].to_numpy()[ends].T
        axes.fill_between(wide, low, high, color=TEAL, alpha=0.22, linewidth=0)
        axes.plot(wide, mean, color=TEAL, linewidth=2.2, solid_capstyle="round")
    for met, colour in ((True, INK), (False, ORANGE)):
        own = (rows["met"] == met).to_numpy()
        if own.any():
            axes.errorbar(x[own], rows["value"][own], yerr=_ERROR * rows["error"][own], fmt="o", color=colour,
                          markersize=5, elinewidth=1.4)
    outcome, unit = rows["outcome"].iloc[0], rows["unit"].iloc[0]
    its = OUTCOME.get(outcome)
    axes.set_xlim(x[0] - 0.8, x[-1] + 0.8)
    axes.locator_params(axis="x", integer=True, nbins=7)
    if whole:
        axes.set_xticks([1], ["whole run"])
    else:
        axes.set_xlabel(period, fontsize=9)
    axes.grid(axis="y", color="#EEEEEE", linewidth=0.8)
    axes.locator_params(axis="y", nbins=4)
    about = ["" if unit == WHOLE else unit, its.unit.replace("0-100", "0–100") if its else ""]
    _plain(axes, its.label if its else outcome, " · ".join(filter(None, about)))
