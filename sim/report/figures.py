"""One picture for a slide: trust, fear, empathy and satisfaction over the weeks, with bands; labels at the
lines' ends.

The same result gives the same bytes: no dates, a fixed salt for the ids inside SVG, and Matplotlib's own
font.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sim.model.outcomes import OUTCOME, PANELS, Outcome
from sim.report.interval import mean_and_interval
from sim.report.result import NAMES, Comparison, RunResult, check_outcome
from sim.report.wording import NONE, interval, number, plural, title

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TEAL, ORANGE, GREY, INK = "#00796B", "#D95F02", "#757575", "#212121"
_WEEK = 5
_DAILY_UP_TO = 3 * _WEEK  # shorter runs are drawn day by day
_LEAST_RANGE = 10.0  # points a panel spans at least, so that noise looks like noise
_LINE = 92  # characters of the heading's line
STYLE: Any = {
    "font.family": "DejaVu Sans", "font.size": 12, "text.color": INK, "axes.edgecolor": "#BDBDBD",
    "axes.labelcolor": GREY,
    "xtick.color": GREY, "ytick.color": GREY, "axes.spines.top": False, "axes.spines.right": False,
    "svg.hashsalt": "sim",
    "figure.facecolor": "white", "axes.facecolor": "white", "savefig.facecolor": "white",
    "path.simplify": True,
    "axes.unicode_minus": True, "text.parse_math": False,
}
"""How every picture looks."""


@dataclass(frozen=True)
class _Line:
    """A line with its band and the words at its end."""

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    colour: str
    dashed: bool
    said: str
    small: str = ""


def figure(result: RunResult | Comparison) -> Figure:
    """The picture, 16:9."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        picture = page(_heading(result), _subtitle(result))
        grid = picture.add_gridspec(2, 2, left=0.06, right=0.86, top=0.73, bottom=0.075, hspace=0.42,
                                    wspace=0.52)
        for i, name in enumerate(PANELS):
            axes = picture.add_subplot(grid[divmod(i, 2)])
            _panel(axes, result, OUTCOME[name])
            if i < 2:
                axes.set_xlabel("")
        return picture


def page(heading: str, subtitle: str) -> Figure:
    """An empty slide, 16:9, with its heading; to be used, and drawn on, within :data:`STYLE`."""
    from matplotlib.figure import Figure

    picture = Figure(figsize=(12.8, 7.2), dpi=150)
    vars(picture)["_repr_svg_"] = lambda: _svg(picture)  # what a notebook shows, without pyplot
    lines = _wrapped(heading)
    picture.text(0.045, 0.955, "\n".join(lines), fontsize=16, fontweight="bold", va="top", linespacing=1.25)
    picture.text(0.045, 0.955 - 0.043 * len(lines) - 0.014, subtitle, fontsize=11, color=GREY, va="top",
                 linespacing=1.4)
    return picture


def _svg(picture: Figure) -> str:
    """No wider than a notebook's column, sharp at any size."""
    import matplotlib

    text = StringIO()
    with matplotlib.rc_context(STYLE):
        picture.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def save_picture(picture: Figure, folder: Path, name: str = "figure") -> None:
    """Write a picture as PNG and SVG, the same bytes each time."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(picture)
    with matplotlib.rc_context(STYLE):
        picture.savefig(folder / f"{name}.png", metadata={"Software": None})
        picture.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": None})


def draw(result: RunResult | Comparison, outcome: str, axes: Axes | None = None) -> Axes:
    """One outcome over time, into axes of the caller's or new ones."""
    o = check_outcome(outcome)
    with drawing(axes) as onto:
        _panel(onto, result, o)
    return onto


@contextmanager
def drawing(axes: Axes | None, size: tuple[float, float] = (8.0, 4.5),
            place: tuple[float, float, float, float] | None = None) -> Iterator[Axes]:
    """Axes of the caller's or new ones, to be drawn on within :data:`STYLE`.  size: of a new figure, in
    inches; place: of the axes in it.

    The figure is made outside the style, and by pyplot: so a notebook shows it by itself, and goes on to do
    so.  Leaving the style puts back matplotlib's settings, and one of them is what a notebook's backend sets
    when its first figure is made.
    """
    import matplotlib

    if axes is None:
        import matplotlib.pyplot as plt

        picture = plt.figure(figsize=size, layout=None if place else "constrained")
    with matplotlib.rc_context(STYLE):
        yield axes if axes is not None else picture.add_axes(place) if place else picture.add_subplot()


def finish(axes: Axes, along: Literal["x", "y"], size: float = 10.0) -> None:
    """Axes as all pictures have them: a pale grid behind the marks for the values of one axis, and labels of
    ``size`` without ticks."""
    axes.grid(axis=along, color="#EEEEEE", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=size)


def finish_rows(axes: Axes, size: float = 10.0, most: int = 0) -> None:
    """Axes of rows that carry their own labels: values run to the right, about ``most`` of them named."""
    without_side(axes)
    finish(axes, "x", size)
    if most:
        axes.locator_params(axis="x", nbins=most, steps=[1, 2, 5, 10])


def side(change: float, outcome: Outcome) -> str:
    """The colour of a change: teal for the better, orange for the worse; or teal for up."""
    return TEAL if change * (outcome.good or 1) >= 0 else ORANGE


def without_side(axes: Axes) -> None:
    """Axes without an axis at their left."""
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _wrapped(text: str) -> list[str]:
    """One line, or two of about equal length; more is cut."""
    words = " ".join(text.split())
    width = _LINE if len(words) <= _LINE else max(len(words) // 2 + 10, 30)
    return textwrap.wrap(words, min(width, _LINE), max_lines=2, placeholder=" …")


def _heading(result: RunResult | Comparison) -> str:
    if isinstance(result, Comparison):
        return f"{title(result.b.scenario)}, against {title(result.a.scenario).lower()}"
    return result.scenario.story or title(result.scenario)


def _subtitle(result: RunResult | Comparison) -> str:
    run = result.b if isinstance(result, Comparison) else result
    pace = "" if run.days < _DAILY_UP_TO else ", weekly means"
    size = f"{plural(run.days, 'day')}, {plural(len(run.setup.organisation), 'person')}, "
    if isinstance(result, Comparison):
        band = (f"{plural(result.replications, 'pair')} of runs with the same luck{pace}\n"
                f"A, dashed: {title(result.a.scenario)}.  B: {title(result.b.scenario)}.  ")
        return size + band + ("No band: one pair." if result.replications == 1 else
                              "Band: 95 % interval of the difference, by luck alone (parameters fixed)")
    times = plural(result.replications, "replication")
    return size + times + pace + "\nDashed: the level at the start.  " + (
        "No band: one replication." if result.replications == 1 else
        "Band: 95 % interval of the mean, by luck alone (parameters fixed)")


def _panel(axes: Axes, result: RunResult | Comparison, outcome: Outcome) -> None:
    lines = _compared(result, outcome) if isinstance(result, Comparison) else _alone(result, outcome)
    weekly = result.days >= _DAILY_UP_TO
    for line in lines:
        time = np.arange(1, len(line.mean) + 1)
        axes.fill_between(time, line.low, line.high, color=line.colour, alpha=0.22, linewidth=0)
        style: dict[str, Any] = ({"linewidth": 1.6, "linestyle": (0, (4, 2.5)), "zorder": 2} if line.dashed
                                 else {"linewidth": 2.4, "solid_capstyle": "round", "zorder": 3})
        axes.plot(time, line.mean, color=line.colour, **style)
    axes.set_title(f"{outcome.label} ({outcome.unit.replace('0-100', '0–100')})", loc="left", fontsize=13,
                   fontweight="bold")
    axes.set_xlabel("week" if weekly else "day")
    axes.set_xlim(0.5, max(len(lines[0].mean), 2))
    finish(axes, "y")
    axes.locator_params(axis="y", nbins=5)
    axes.locator_params(axis="x", integer=True, nbins=6)
    _widen(axes, outcome)
    _label_ends(axes, lines)


def _widen(axes: Axes, outcome: Outcome) -> None:
    """At least ten points tall, and never beyond what a percentage can be."""
    low, high = axes.get_ylim()
    least = _LEAST_RANGE if outcome.scale == 100.0 else 0.0
    extra = max(0.0, least - (high - low)) / 2
    low, high = low - extra, high + extra
    if outcome.unit in ("0-100", "%"):
        shift = max(0.0, -low) - max(0.0, high - 100.0)
        low, high = max(0.0, low + shift), min(100.0, high + shift)
    axes.set_ylim(low, high)


def _label_ends(axes: Axes, lines: list[_Line]) -> None:
    """Words at the right end of each line, pushed apart where they would overlap."""
    low, high = axes.get_ylim()
    ends = [_last(line.mean) for line in lines]
    order = sorted(range(len(lines)), key=lambda i: ends[i])
    gap = 0.22 * (high - low)
    places = [min(max(ends[i], low), high) for i in order]
    for k in range(1, len(places)):
        if places[k] - places[k - 1] < gap:
            middle = (places[k] + places[k - 1]) / 2
            places[k - 1], places[k] = middle - gap / 2, middle + gap / 2
    for place, i in zip(places, order, strict=True):
        line = lines[i]
        bold = "normal" if line.dashed else "bold"
        for words, down, font, weight in ((line.said, 0, 12, bold), (line.small, -14, 9.5, "normal")):
            axes.annotate(words, (1.0, place), xycoords=axes.get_yaxis_transform(), xytext=(8, down),
                          annotation_clip=False, textcoords="offset points", va="center", color=line.colour,
                          fontsize=font, fontweight=weight)


def _last(values: np.ndarray) -> float:
    there = values[~np.isnan(values)]
    return float(there[-1]) if len(there) else 0.0


def _colour(outcome: Outcome) -> str:
    return ORANGE if outcome.name == "fear" else TEAL


def _alone(result: RunResult, outcome: Outcome) -> list[_Line]:
    row = result.outcomes.loc[outcome.name]
    mean, low, high, _ = mean_and_interval(_paced(result, outcome))
    start = np.full(len(mean), row["start"])
    between = interval(row["low"], row["high"], outcome)
    return [_Line(start, start, start, GREY, True, f"start {number(row['start'], outcome)}"),
            _Line(mean, low, high, _colour(outcome), False, f"end {number(row['end'], outcome)}",
                  "" if between == NONE else between)]


def _compared(result: Comparison, outcome: Outcome) -> list[_Line]:
    """The band is around B, as wide as the interval of B - A: off the dashed line they differ."""
    row = result.outcomes.loc[outcome.name]
    a, b = _paced(result.a, outcome), _paced(result.b, outcome)
    mean_a, mean_b = mean_and_interval(a)[0], mean_and_interval(b)[0]
    difference, low, high, _ = mean_and_interval(b - a)
    difference_said = number(row["difference"], outcome, sign=True)
    between = interval(row["low"], row["high"], outcome, sign=True)
    small = difference_said if between == NONE else f"{difference_said} ({between})"
    return [_Line(mean_a, mean_a, mean_a, GREY, True, f"A {number(row['a'], outcome)}"),
            _Line(mean_b, mean_b + low - difference, mean_b + high - difference,
                  side(_last(b.mean(axis=0) - a.mean(axis=0)), outcome), False,
                  f"B {number(row['b'], outcome)}", small)]


def _paced(result: RunResult, outcome: Outcome) -> np.ndarray:
    """float64 [replications, weeks], or days where the run is short."""
    days = result.paths[:, :, NAMES.index(outcome.name)]
    if result.days < _DAILY_UP_TO:
        return days
    weeks = -(-result.days // _WEEK)
    padded = np.full((len(days), weeks * _WEEK), np.nan)
    padded[:, :result.days] = days
    folded = padded.reshape(len(days), weeks, _WEEK)
    there = ~np.isnan(folded)
    count = there.sum(axis=2)
    return np.where(count > 0, np.where(there, folded, 0.0).sum(axis=2) / np.maximum(count, 1), np.nan)
