"""A course to be drawn: the student drags or steps a few handles, the model's line is laid over it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import solara
import traitlets

from sim.ui.offered import number, row
from sim.ui.widgets import boxed, together
from sim.ui.words import t

_WORDS = ("handle", "today", "yours", "model", "week", "table")


def _drawn(levels: Any, widget: Any) -> bool:
    """A level within the bounds at each handle, as long as the model's line is not shown."""
    low, high = widget.bounds
    grain = 1e-9 * (high - low)  # the browser rounds to steps
    return not widget.model and row(*[number(low - grain, high + grain)] * len(widget.weeks))(levels, widget)


class Draw(anywidget.AnyWidget):
    """The widget.  weeks: of the handles; levels: at the handles; today: by week; model: by week once it is revealed, else empty."""

    _esm = together("svg.js", "draw.js")
    _css = together("draw.css")
    title = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    weeks: traitlets.List[float] = traitlets.List().tag(sync=True)
    levels: traitlets.List[float] = traitlets.List().tag(sync=True, fits=_drawn)
    today: traitlets.List[float] = traitlets.List().tag(sync=True)
    model: traitlets.List[float] = traitlets.List().tag(sync=True)
    bounds: traitlets.List[float] = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)


def draw(title: str, unit: str, weeks: Sequence[int], levels: Sequence[float], today: Sequence[float], bounds: tuple[float, float],
         model: Sequence[float] = (), on_levels: Callable[[list[float]], None] | None = None) -> solara.Element:
    """The element; with ``model`` it is revealed and no longer moves."""
    return boxed(Draw.element(
        title=title, unit=unit, weeks=list(weeks), levels=list(levels), today=[round(v, 3) for v in today],
        model=[round(v, 3) for v in model], bounds=list(bounds), on_levels=on_levels, words={name: t(f"draw.{name}") for name in _WORDS}))
