"""Inputs of the lesson pages: a course to be drawn, a few levers as native sliders, and a field for one
small text file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import solara
import traitlets

from sim.model.parameters import LEVERS
from sim.report.wording import IN_PERCENT, localised
from sim.ui.offered import NAME, number, record, row, text, whole
from sim.ui.widgets import boxed, together
from sim.ui.words import section
from sim.whatif.levers import cost_words, message
from sim.whatif.words import unit_words
from sim.words import model


def _drawn(levels: Any, widget: Any) -> bool:
    """A level within the bounds at each handle, as long as the model's line is not shown."""
    low, high = widget.bounds
    grain = 1e-9 * (high - low)  # the browser rounds to steps
    return not widget.model and row(*[number(low - grain, high + grain)] * len(widget.weeks))(levels, widget)


class Draw(anywidget.AnyWidget):
    """The widget.  weeks: of the handles; levels: at the handles; today: by week; model: by week once it is
    revealed, else empty."""

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


def draw(title: str, unit: str, weeks: Sequence[int], levels: Sequence[float], today: Sequence[float],
         bounds: tuple[float, float], model: Sequence[float] = (), on_levels: Callable[[list[float]], None]
         | None = None) -> solara.Element:
    """The element; with ``model`` it is revealed and no longer moves."""
    return boxed(Draw.element(
        title=title, unit=unit, weeks=list(weeks), levels=list(levels), today=[round(v, 3) for v in today],
        model=[round(v, 3) for v in model], bounds=list(bounds), on_levels=on_levels, words=section("draw")))


def _set(values: Any, widget: Any) -> bool:
    """A value within its range for each lever that is shown."""
    return record(**{row["name"]: number(row["low"], row["high"]) for row in widget.rows})(values, widget)


class Sliders(anywidget.AnyWidget):
    """The widget.  rows: name, label, about, low, high, step, unit of each; values: by name."""

    _esm = together("svg.js", "sliders.js")
    rows: traitlets.List[dict[str, object]] = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True, fits=_set)


def sliders(names: Sequence[str], values: Mapping[str, float],
            on_values: Callable[[dict[str, float]], None], language: str) -> solara.Element:
    """The element for these levers."""
    return boxed(Sliders.element(rows=[_row(name, language) for name in names], values=dict(values),
                                 on_values=on_values))


def _row(name: str, language: str) -> dict[str, object]:
    lever = LEVERS[name]
    about = f"{model(language, message(lever))} {cost_words(lever, language)}"
    return {"name": name, "label": model(language, lever.label), "about": localised(about, language),
            "low": lever.low, "high": lever.high, "step": 0.05 if lever.high - lever.low <= 2 else 0.25,
            "percent": lever.unit in IN_PERCENT, "unit": unit_words(lever.unit, language)}


def _chosen(file: Any, widget: Any) -> bool:
    """A file with its text, or without it where it is too large."""
    about = {"name": text(NAME), "size": whole(0, 2**53), "at": whole(0, 2**53)}
    return record(**about)(file, widget) or record(**about, text=text(lambda there: there.most))(file, widget)


class TextFile(anywidget.AnyWidget):
    """The widget.  file: {name, text} of what was chosen, or {name, size} if over ``most`` bytes."""

    _esm = together("svg.js", "textfile.js")
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int().tag(sync=True)
    file = traitlets.Dict().tag(sync=True, fits=_chosen)


def textfile(label: str, accept: str, most: int, on_file: Callable[[dict[str, str]], None]) -> solara.Element:
    """The element."""
    return boxed(TextFile.element(label=label, accept=accept, most=most, on_file=on_file))
