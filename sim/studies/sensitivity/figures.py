"""The pictures of a sensitivity analysis, a page an outcome: factors as bars with their intervals, and what
acts together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.report.figures import GREY, INK, STYLE, TEAL, drawing, finish_rows, page, save_picture, side
from sim.report.wording import difference_unit
from sim.studies.sensitivity import maps, sentences
from sim.studies.sensitivity.finding import MOST, Finding, Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_READ = {
    "ST": "Dark: what a factor does by itself (S1).  Pale: with all it takes part in (ST).  Whiskers: 95 % "
    "interval",
    "mu_star": "Bars: effect of moving a factor alone over its range, mean size.  Grey: its sign is not "
    "sure.  Whiskers: 95 % interval",
    "swing": "Change from the base.  Grey: the factor at its least value.  Teal: at its greatest.  Faded: "
    "not separated from zero.  Whiskers: 95 % interval",
    "effect": "Change between the two levels furthest apart.  {colours}Faded: not separated from zero.  "
    "Whiskers: 95 % interval",
    "prcc": "Correlation of ranks, the other factors taken out.  {colours}Faded: not separated from zero.  "
    "Whiskers: 95 % interval",
}

LEAST = "#8A9BA8"
"""The colour of a factor at its least value."""

_TALL = 0.66  # of a row
_PALE = 0.38
_LOOSE = 8  # rows up to which the interval stands below its figure


def figure(found: Finding, title: str, size: str) -> Figure:
    """The page of one outcome, 16:9.  title: the study's; size: how large it is, in words."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        picture = page(f"What moves {sentences.label(found.outcome)}", _subtitle(found, title, size))
        if found.constant:
            picture.text(0.5, 0.45, found.sentences[0], ha="center", fontsize=13)
            return picture
        right = _right(found)
        axes = picture.add_axes((0.185, 0.105, 0.235, 0.70) if right else (0.26, 0.105, 0.55, 0.70))
        _draw(axes, found)
        if right:
            beside = picture.add_axes((0.70, 0.20, 0.275, 0.55) if right == "pairs"
                                      else (0.635, 0.155, 0.33, 0.60))
            {"cells": lambda: maps.plane(beside, found, found.cells),  # type: ignore[arg-type]
             "pairs": lambda: maps.pairs(beside, found),
             "scatter": lambda: maps.scatter(beside, found)}[right]()
        return picture


def _right(found: Finding) -> str:
    """What is at the right: a map of two factors, pairs, the Morris plane, or nothing."""
    if found.cells is not None:
        return "cells"
    if found.main == "mu_star":
        return "scatter"
    return "pairs" if len(found.pairs("S2")) else ""


def _subtitle(found: Finding, title: str, size: str) -> str:
    shown = len(found.order)
    cut = f" The {MOST} of {shown} factors that matter most." if shown > MOST else ""
    colours = ("Teal: for the better.  Orange: for the worse.  " if found.outcome.good
               else "Teal: upwards.  Orange: downwards.  ")
    luck = ".  Dashed: what luck alone leaves" if _marks_luck(found) else ""
    return f"{title}.  {size}.{cut}\n{_READ[found.main].format(colours=colours)}{luck}"


def plot(found: Finding, axes: Axes | None = None) -> Axes:
    """The bars alone, into axes of the caller's or new ones."""
    with drawing(axes, place=(0.3, 0.16, 0.5, 0.76)) as onto:
        _draw(onto, found)
    return onto


def save(findings: Sequence[Finding], title: str, size: str, folder: Path) -> list[str]:
    """Write a PNG and an SVG for each outcome; returns their names without ending."""
    names = [f"figure-{found.outcome.name}" if len(findings) > 1 else "figure" for found in findings]
    names = ["".join(c if c.isalnum() or c in "._-" else "-" for c in name) for name in names]
    for found, name in zip(findings, names, strict=True):
        save_picture(figure(found, title, size), folder, name)
    return names


@dataclass(frozen=True)
class Bar:
    """From zero to a value, with its interval."""

    line: Line
    colour: str
    alpha: float = 0.9


@dataclass(frozen=True)
class Row:
    """A factor: bars side by side, and the figure at the right."""

    name: str
    bars: tuple[Bar, ...]
    figure: str
    between: str
    sure: bool
    small: str = ""


def rows(found: Finding) -> list[Row]:
    """The factors of a finding, at most :data:`MOST`."""
    make = {"ST": _shares, "mu_star": _sizes, "swing": _ends, "effect": _effects, "prcc": _correlations}[
        found.main]
    return [make(found, name) for name in found.order[:MOST]]


def _axis_label(found: Finding) -> str:
    o = found.outcome
    unit = difference_unit(o)
    of = o.label.lower() if o.unit else o.label
    change = f"change of {of}" + (f", {unit}" if unit else "")
    return {"ST": f"share of the variance of {of}", "mu_star": f"mean size of the {change}", "swing": change,
            "effect": change, "prcc": f"partial rank correlation with {of}"}[found.main]


def _marks_luck(found: Finding) -> bool:
    """Is there a floor that luck leaves, wide enough to be seen?"""
    most = max((line.value for line in found.of(found.main).values()), default=0.0)
    return found.main in ("mu_star", "ST") and bool(found.floor > 0.02 * most)


def _draw(axes: Axes, found: Finding) -> None:
    shown = rows(found)
    for y, row in enumerate(shown):
        _row(axes, y, row, len(shown) > _LOOSE)
    ends = np.array([bar.line for row in shown for bar in row.bars])
    ends = ends[np.isfinite(ends)] if len(ends) else ends
    low, high = (min(ends.min(), 0.0), max(ends.max(), 0.0)) if ends.size else (0.0, 1.0)
    pad = 0.04 * (high - low) or 1.0
    axes.set_xlim(low - (pad if low < 0 else 0.0), high + pad)
    axes.set_ylim(max(len(shown), 5) - 0.4, -0.6)
    axes.axvline(0.0, color="#9E9E9E", linewidth=0.9, zorder=1)
    if _marks_luck(found):
        axes.axvline(found.floor, color=GREY, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1)
    finish_rows(axes, 9.5, most=5)
    axes.set_xlabel(_axis_label(found), fontsize=10.5)


def _row(axes: Axes, y: int, row: Row, crowded: bool) -> None:
    """A row; crowded: figure and interval on one line."""
    size, tall = 11.0, _TALL / len(row.bars)
    for k, bar in enumerate(row.bars):
        at = y + (k - (len(row.bars) - 1) / 2) * tall
        value, low, high = bar.line
        shade = bar.alpha if row.sure else _PALE * bar.alpha
        axes.barh(at, value, height=tall * 0.92, color=bar.colour, alpha=shade, linewidth=0, zorder=2)
        if high > low:
            axes.errorbar(value, at, xerr=[[value - low], [high - value]], fmt="none", ecolor=INK,
                          elinewidth=1.1, capsize=2.6, capthick=1.1, zorder=4)
    up = 5 if row.small else 0
    tint = INK if row.sure else GREY
    high, low, beside = (0, 0, 52) if crowded else (6, -8, 8)
    for said, x, right, down, colour, bold, points in (
            (row.name, 0.0, -8, up, INK, False, size), (row.small, 0.0, -8, -8, GREY, False, size - 3),
            (row.figure, 1.0, 8, high, tint, True, size), (row.between, 1.0, beside, low, GREY, False,
                                                           size - 2.5)):
        axes.annotate(said, (x, y), xycoords=axes.get_yaxis_transform(), xytext=(right, down), va="center",
                      textcoords="offset points", ha="right" if x == 0 else "left", fontsize=points,
                      color=colour, annotation_clip=False, fontweight="bold" if bold else "normal")


def _shares(found: Finding, name: str) -> Row:
    alone, total = found.of("S1")[name], found.of("ST")[name]
    bars = Bar(alone, TEAL), Bar(total, TEAL, 0.45)
    return Row(name, bars, sentences.percent(total.value), sentences.percents(total),
               total.beyond(found.floor))


def _sizes(found: Finding, name: str) -> Row:
    size, mean, o = found.of("mu_star")[name], found.of("mu")[name], found.outcome
    way = side(mean.value, o) if mean.beyond() else GREY
    return Row(name, (Bar(size, way),), sentences.figure(size.value, o), sentences.between(size, o),
               size.beyond(found.floor))


def _ends(found: Finding, name: str) -> Row:
    """The ends of a factor: its least value grey, its greatest teal; of more values the outer."""
    places = found.at("change", name)
    ends = [places[0], places[-1]] if len(places) > 1 else places
    colours = (LEAST, TEAL) if len(ends) > 1 else (TEAL,)
    bars = tuple(Bar(end, colour) for (_, end), colour in zip(ends, colours, strict=True))
    return _signed(found, name, bars, " … ".join(sentences.spoken(at) for at, _ in ends))


def _effects(found: Finding, name: str) -> Row:
    at, line = found.at("effect", name)[0]
    return _signed(found, name, (Bar(line, side(line.value, found.outcome)),), str(at))


def _signed(found: Finding, name: str, bars: tuple[Bar, ...], small: str) -> Row:
    line, o = found.of(found.main)[name], found.outcome
    between = sentences.between(line, o, sign=True)
    return Row(name, bars, sentences.figure(line.value, o, sign=True), between, line.beyond(found.floor),
               small)


def _correlations(found: Finding, name: str) -> Row:
    line = found.of("prcc")[name]
    value, low, high = (sentences.digits(round(figure, 2), sign=True) for figure in line)
    return Row(name, (Bar(line, side(line.value, found.outcome)),), value, f"{low} to {high}",
               line.beyond(found.floor))
