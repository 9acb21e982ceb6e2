"""Pictures of a spread: distance by week for each state and network, and the network itself, week after
week."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.insight.spread.distances import NETWORKS
from sim.org.organisation import Organisation
from sim.report.figures import GREY, INK, ORANGE, STYLE, TEAL, page
from sim.report.people import draw_network
from sim.runs.weeks import STATES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN = ("trust_in_leader", "fear", "norm", "empathy_shown", "satisfaction")
"""The states of the picture, from the leader's side to the customer's."""

_STEPS_A_SECOND = 4


def figure(profile: pd.DataFrame, heading: str, subtitle: str) -> Figure:
    """Distance (down) by week (right), a row a state, a column a network; teal for the better, orange for the
    worse.

    Args:
        profile: as in :class:`sim.insight.spread.spread.Spread`.
        heading: the title, one line.
        subtitle: what was run.
    """
    import matplotlib

    with matplotlib.rc_context(STYLE):
        picture = page(heading, subtitle)
        grid = picture.add_gridspec(len(SHOWN), len(NETWORKS), left=0.20, right=0.98, top=0.74, bottom=0.08,
                                    hspace=0.35, wspace=0.14)
        for row, state in enumerate(SHOWN):
            most = _most(profile, state)
            for column, network in enumerate(NETWORKS):
                axes = picture.add_subplot(grid[row, column])
                _panel(axes, profile[(profile.state == state) & (profile.network == network)],
                       STATES[state].good, most)
                if row == 0:
                    axes.set_title(f"steps {NETWORKS[network]}", fontsize=12, color=INK, loc="left")
                if column == 0:
                    axes.annotate(textwrap.fill(STATES[state].label, 14), (0, 0.5), xycoords="axes fraction",
                                  xytext=(-44, 0), textcoords="offset points", ha="right", va="center",
                                  fontsize=12, fontweight="bold")
                    axes.annotate(f"full colour: {most:.1f}", (0, 0.5), xycoords="axes fraction",
                                  xytext=(-44, -26), textcoords="offset points", ha="right", va="center",
                                  fontsize=9, color=GREY)
                if row == len(SHOWN) - 1:
                    axes.set_xlabel("week", fontsize=11)
                else:
                    axes.set_xticklabels([])
        return picture


def _most(profile: pd.DataFrame, state: str) -> float:
    """The difference shown in full colour: the largest away from the source itself, a point at least."""
    away = profile[(profile.state == state) & (profile.distance > 0)].difference
    return max(1.0, float(away.abs().max())) if away.notna().any() else 1.0


def colours(good: int) -> Any:
    """The ramp from worse (orange) by nothing (near white) to better (teal); turned round where less is
    better."""
    from matplotlib.colors import LinearSegmentedColormap

    ends = (ORANGE, "#F4F4F4", TEAL) if good > 0 else (TEAL, "#F4F4F4", ORANGE)
    return LinearSegmentedColormap.from_list("spread", ends).with_extremes(bad="white")


def _panel(axes: Any, rows: pd.DataFrame, good: int, most: float) -> None:
    values = rows.pivot(index="distance", columns="week", values="difference")
    known = values.notna().any(axis=1)
    if known.any():
        steps, count = values.index.max(), values.shape[1]
        axes.imshow(values, aspect="auto", cmap=colours(good), vmin=-most, vmax=most, interpolation="nearest",
                    extent=(0.5, count + 0.5, steps + 0.5, -0.5))
        axes.set_yticks(range(steps + 1))
    else:
        axes.text(0.5, 0.5, "nobody there has it", ha="center", va="center", transform=axes.transAxes,
                  fontsize=10, color=GREY)
        axes.set_yticks([])
        axes.set_xticks([])
    axes.tick_params(length=0, labelsize=9)


def save_network(path: Path, organisation: Organisation, people: np.ndarray, state: str,
                 where: np.ndarray) -> None:
    """The network as a GIF, a frame a week: the reporting line, everybody coloured by the difference of one
    state.

    Args:
        path: where to write.
        organisation: who stands where.
        people: float [states, weeks, posts].
        state: which one is shown.
        where: bool [posts], the sources, ringed in black.
    """
    import matplotlib
    from matplotlib.animation import FuncAnimation, PillowWriter

    values = people[list(STATES).index(state)]
    most = max(1.0, float(np.nanmax(np.abs(values[:, ~where]), initial=0.0)))
    with matplotlib.rc_context(STYLE):
        picture = matplotlib.figure.Figure(figsize=(6.4, 7.0))
        axes = picture.add_axes((0.02, 0.02, 0.96, 0.88))
        dots = draw_network(axes, organisation, values[0], np.where(where, INK, "#9E9E9E").tolist(),
                            cmap=colours(STATES[state].good), vmin=-most, vmax=most,
                            linewidths=np.where(where, 2.0, 0.5).tolist(), plotnonfinite=True)
        words = picture.text(0.04, 0.95, "", fontsize=13, fontweight="bold")
        picture.text(0.04, 0.915, f"teal: better, orange: worse; full colour: {most:.1f} points", fontsize=10,
                     color=GREY)

        def frame(week: int) -> list[Any]:
            dots.set_array(values[week])
            words.set_text(f"{STATES[state].label}: difference in week {week + 1}")
            return [dots, words]

        FuncAnimation(picture, frame, frames=len(values)).save(path, writer=PillowWriter(fps=_STEPS_A_SECOND),
                                                               dpi=80)
