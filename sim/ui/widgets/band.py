"""A small time series with bands: the plan, what luck and what unknown parameters could make of it, and the
baseline, always there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import anywidget
import numpy as np
import solara
import traitlets

from sim.ui.offered import among
from sim.ui.widgets import together
from sim.ui.words import section


class Band(anywidget.AnyWidget):
    """The widget.  series: weeks, baseline and plan; low, high (luck) and par_low, par_high (parameters) may
    be empty.

    bounds: [least, most] of the axis; empty fits it to the data.  week: a week to mark, 0 for none; choosing
    one in the picture sets it.
    """

    _esm = together("svg.js", "band.js")
    _css = together("band.css")
    title = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    series = traitlets.Dict().tag(sync=True)
    bounds: traitlets.List = traitlets.List().tag(sync=True)
    digits = traitlets.Int(0).tag(sync=True)
    height = traitlets.Int(170).tag(sync=True)
    week = traitlets.Int(0).tag(sync=True, fits=among(lambda widget: widget.series["weeks"]))
    words = traitlets.Dict().tag(sync=True)


def band(title: str, weeks: Sequence[float], baseline: Sequence[float], plan: Sequence[float] = (), *,
         low: Sequence[float] = (), high: Sequence[float] = (), par_low: Sequence[float] = (),
         par_high: Sequence[float] = (), bounds: tuple[float, float] | None = None, digits: int = 0,
         height: int = 170, words: dict[str, str] | None = None, **more: Any) -> solara.Element:
    """The element.  words: in place of the usual ones, by their keys, such as another name for the plan."""
    series = {"weeks": weeks, "baseline": baseline, "plan": plan, "low": low, "high": high,
              "par_low": par_low, "par_high": par_high}
    said = section("band") | (words or {})
    element: solara.Element = Band.element(
        title=title, series={name: _plain(values) for name, values in series.items()},
        bounds=list(bounds or ()), digits=digits,
        height=height, words=said, **more)
    return element


def _plain(values: Sequence[float]) -> list[float | None]:
    """Numbers for JSON, missing ones as None."""
    return [None if not np.isfinite(value) else round(float(value), 4) for value in values]
