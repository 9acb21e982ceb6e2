"""The pictures of a sensitivity analysis, a page an outcome: bars, and beside them what acts together, where the design tells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.report.figures import STYLE, drawing, page, save_picture
from sim.studies.sensitivity import bars, maps, sentences
from sim.studies.sensitivity.finding import Finding

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_READ = {
    "ST": "Dark: what a factor does by itself (S1).  Pale: with all it takes part in (ST).  Whiskers: 95 % interval",
    "mu_star": "Bars: effect of moving a factor alone over its range, mean size.  Grey: its sign is not sure.  Whiskers: 95 % interval",
    "swing": "Change from the base.  Grey: the factor at its least value.  Teal: at its greatest.  Faded: not separated from zero.  "
             "Whiskers: 95 % interval",
    "effect": "Change between the two levels furthest apart.  {colours}Faded: not separated from zero.  Whiskers: 95 % interval",
    "prcc": "Correlation of ranks, the other factors taken out.  {colours}Faded: not separated from zero.  Whiskers: 95 % interval",
}


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
        bars.draw(axes, found)
        if right:
            beside = picture.add_axes((0.70, 0.20, 0.275, 0.55) if right == "pairs" else (0.635, 0.155, 0.33, 0.60))
            {"cells": lambda: maps.plane(beside, found, found.cells),  # type: ignore[arg-type]
             "pairs": lambda: maps.pairs(beside, found), "scatter": lambda: maps.scatter(beside, found)}[right]()
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
    cut = f" The {bars.MOST} of {shown} factors that matter most." if shown > bars.MOST else ""
    colours = "Teal: for the better.  Orange: for the worse.  " if found.outcome.good else "Teal: upwards.  Orange: downwards.  "
    luck = ".  Dashed: what luck alone leaves" if bars.marks_luck(found) else ""
    return f"{title}.  {size}.{cut}\n{_READ[found.main].format(colours=colours)}{luck}"


def plot(found: Finding, axes: Axes | None = None) -> Axes:
    """The bars alone, into axes of the caller's or new ones."""
    with drawing(axes, place=(0.3, 0.16, 0.5, 0.76)) as onto:
        bars.draw(onto, found)
    return onto


def save(findings: Sequence[Finding], title: str, size: str, folder: Path) -> list[str]:
    """Write a PNG and an SVG for each outcome; returns their names without ending."""
    names = [f"figure-{found.outcome.name}" if len(findings) > 1 else "figure" for found in findings]
    names = ["".join(c if c.isalnum() or c in "._-" else "-" for c in name) for name in names]
    for found, name in zip(findings, names, strict=True):
        save_picture(figure(found, title, size), folder, name)
    return names
