"""How factors act together: the map of two factors, the table of pairs, and the Morris plane."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.model.outcomes import Outcome
from sim.report.figures import GREY, INK, ORANGE, TEAL
from sim.report.wording import difference_unit
from sim.studies.sensitivity import sentences
from sim.studies.sensitivity.finding import MOST, Cells, Finding

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NUMBERED = 9  # levels beyond which cells hold no figures
_PAIRED = 8  # factors in the table of pairs
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


def ramp(colour: str) -> Any:
    """From nearly white to the colour and on to its dark side."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb

    red, green, blue = to_rgb(colour)
    return LinearSegmentedColormap.from_list("ramp", ["#F4F7F6", colour,
                                                      to_hex((0.45 * red, 0.45 * green, 0.45 * blue))])


def plane(axes: Axes, found: Finding, cells: Cells) -> None:
    """The outcome over two factors: filled cells with their figures, contours where both have an order."""
    values, o = cells.values, found.outcome
    colours = ramp(ORANGE if o.good < 0 else TEAL)
    axes.pcolormesh(values, cmap=colours, edgecolors="white", linewidth=1.0)
    if min(values.shape) > 2 and all(_ordered(levels) for levels in (cells.x_levels, cells.y_levels)):
        y, x = np.mgrid[0:values.shape[0], 0:values.shape[1]] + 0.5
        axes.contour(x, y, values, levels=5, colors="white", linewidths=1.1, alpha=0.6)
    if max(values.shape) <= _NUMBERED:
        _figures(axes, values, colours, o)
    for axis, levels, name in ((axes.xaxis, cells.x_levels, cells.x), (axes.yaxis, cells.y_levels, cells.y)):
        step = max(1, -(-len(levels) // 10))
        axis.set_ticks(np.arange(0, len(levels), step) + 0.5,
                       [sentences.spoken(level) for level in levels[::step]])
        axis.set_label_text(name, fontsize=11, color=INK)
    axes.tick_params(length=0, labelsize=9.5)
    unit = f" ({o.unit.replace('0-100', '0–100')})" if o.unit else ""
    _frame(axes, f"{o.label}{unit} over both")


def _ordered(levels: Sequence[object]) -> bool:
    return all(isinstance(level, int | float) for level in levels)


def _figures(axes: Axes, values: np.ndarray, colours: Any, outcome: Outcome) -> None:
    low, span = np.nanmin(values), np.nanmax(values) - np.nanmin(values) or 1.0
    size = 10.5 if max(values.shape) <= 6 else 9.0
    places = max(0, 1 - int(np.floor(np.log10(span))))
    for (y, x), value in np.ndenumerate(values):
        if value == value:
            said = (sentences.figure(value, outcome) if outcome.unit
                    else f"{round(value, places) + 0.0:,.{places}f}".replace("-", "−"))
            share = (value - low) / span
            axes.text(x + 0.5, y + 0.5, said, ha="center", va="center", fontsize=size, color="white"
                      if share > 0.42 else INK, bbox={"boxstyle": "square,pad=0.12",
                                                      "facecolor": colours(share), "edgecolor": "none"})


def _frame(axes: Axes, title: str) -> None:
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_title(title, loc="left", fontsize=12.5, fontweight="bold", pad=10)


def pairs(axes: Axes, found: Finding) -> None:
    """S2 of the pairs among the factors that matter most; blank where the interval holds zero."""
    names = found.order[:_PAIRED]
    table = np.full((len(names), len(names)), np.nan)
    said = [["" for _ in names] for _ in names]
    for one, other, line in found.pairs("S2"):
        if one in names and other in names:
            i, j = sorted((names.index(one), names.index(other)), reverse=True)
            sure = line.low > 0
            table[i, j], said[i][j] = (line.value, sentences.percent(line.value)) if sure else (0.0, "·")
    top = max(1.5 * float(np.nanmax(table)), 0.05)
    axes.pcolormesh(table, cmap=ramp(TEAL), edgecolors="white", linewidth=1.5, vmin=0.0, vmax=top)
    for (y, x), value in np.ndenumerate(table):
        if value == value:
            axes.text(x + 0.5, y + 0.5, said[y][x], ha="center", va="center", fontsize=9, color="white"
                      if value > 0.42 * top else INK)
    axes.set_ylim(len(names), 1 if len(names) > 1 else 0)
    axes.set_xlim(0, max(len(names) - 1, 1))
    axes.set_xticks(np.arange(len(names) - 1) + 0.5, names[:-1])
    if max(map(len, names)) > 6:
        for label in axes.get_xticklabels():
            label.set(rotation=35, ha="right", rotation_mode="anchor")
    axes.set_yticks(np.arange(1, len(names)) + 0.5, names[1:])
    axes.tick_params(length=0, labelsize=8.5, labelcolor=INK)
    _frame(axes, "What two do only together (S2)")


def scatter(axes: Axes, found: Finding) -> None:
    """mu* against sigma: to the right matters much, above the dashed line hangs on the other factors or on
    where it starts."""
    size, spread = found.of("mu_star"), found.of("sigma")
    top = found.order[:MOST]
    unit = difference_unit(found.outcome)
    x, y = (np.array([line.value for line in lines.values()]) for lines in (size, spread))
    for name in size:
        wide, tall = size[name], spread[name]
        style: Any = {"color": "#B9CFCB" if name in top else "#E4E4E4", "linewidth": 1.1, "zorder": 1}
        axes.plot([wide.low, wide.high], [tall.value, tall.value], **style)
        axes.plot([wide.value, wide.value], [tall.low, tall.high], **style)
    sizes = [46 if name in top else 16 for name in size]
    colours = [TEAL if name in top else "#BDBDBD" for name in size]
    axes.scatter(x, y, s=sizes, color=colours, zorder=3, edgecolor="white", linewidth=0.8)
    most_x, most_y = (1.1 * max(np.nanmax([line.value, line.high]) for line in lines.values())
                      for lines in (size, spread))
    axes.set_xlim(0.0, most_x or 1.0)
    axes.set_ylim(0.0, most_y or 1.0)
    end = min(most_x, most_y)
    axes.plot([0.0, end], [0.0, end], color="#BDBDBD", linewidth=1.0, linestyle=(0, (4, 3)), zorder=0)
    axes.set_xlabel(f"mu*: mean size of the effect{', ' + unit if unit else ''}", fontsize=10.5)
    axes.set_ylabel("sigma: how much it differs from place to place", fontsize=10.5)
    axes.tick_params(length=0, labelsize=9.5)
    axes.grid(color="#F1F1F1", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_title("Much, and how evenly", loc="left", fontsize=12.5, fontweight="bold", pad=10)
    _label_points(axes, x[:len(top)], y[:len(top)], top)


def _label_points(axes: Axes, x: np.ndarray, y: np.ndarray, names: Sequence[str]) -> None:
    """Names beside points, each at the nearest place that covers neither a name nor a point; a thin line
    leads there from afar."""
    from matplotlib.transforms import Bbox

    scale, size = 72.0 / axes.figure.dpi, 9.5  # of a letter, in points
    spots = axes.transData.transform(np.column_stack([x, y])) * scale
    frame = Bbox(axes.get_window_extent().get_points() * scale)
    taken = [Bbox.from_bounds(px - 4, py - 4, 8, 8) for px, py in spots]
    for (px, py), name in zip(spots, names, strict=True):
        wide, tall = 0.60 * size * len(name), 1.25 * size
        for far, (sx, sy) in product((6.0, 11.0, 18.0, 28.0, 40.0, 56.0, 76.0), _AROUND):
            cx, cy = px + sx * (far + wide / 2), py + sy * (far + tall / 2)
            box = Bbox.from_bounds(cx - wide / 2, cy - tall / 2, wide, tall)
            if not (frame.contains(*box.min) and frame.contains(*box.max)) or box.count_overlaps(taken):
                continue
            taken.append(box)
            axes.annotate(name, (px / scale, py / scale), xycoords="figure pixels", xytext=(cx - px, cy - py),
                          textcoords="offset points", ha="center", va="center", fontsize=size, color=INK,
                          zorder=5, arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.6,
                                                "shrinkA": 0, "shrinkB": 3} if far > 14 else None)
            break
