"""A few levers as native sliders: names, values and arrow keys come with the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import solara
import traitlets

from sim.model.parameters import LEVERS
from sim.ui.offered import number, record
from sim.ui.widgets import boxed, together


def _set(values: Any, widget: Any) -> bool:
    """A value within its range for each lever that is shown."""
    return record(**{row["name"]: number(row["low"], row["high"]) for row in widget.rows})(values, widget)


class Sliders(anywidget.AnyWidget):
    """The widget.  rows: name, label, about, low, high, step, unit of each; values: by name."""

    _esm = together("svg.js", "sliders.js")
    rows: traitlets.List[dict[str, object]] = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True, fits=_set)


def sliders(names: Sequence[str], values: Mapping[str, float], on_values: Callable[[dict[str, float]], None]) -> solara.Element:
    """The element for these levers."""
    return boxed(Sliders.element(rows=[_row(name) for name in names], values=dict(values), on_values=on_values))


def _row(name: str) -> dict[str, object]:
    lever = LEVERS[name]
    label = name.replace("_", " ")
    span = lever.high - lever.low
    return {"name": name, "label": label[:1].upper() + label[1:], "about": f"{lever.help}; {lever.cost}" if lever.cost else lever.help,
            "low": lever.low, "high": lever.high, "step": 0.05 if span <= 2 else 0.25, "unit": "" if lever.unit == "share" else lever.unit}
