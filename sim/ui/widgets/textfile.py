"""A native field for one small text file, read in the browser: usable by keyboard, and refused there if it is too large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import solara
import traitlets

from sim.ui.offered import NAME, record, text, whole
from sim.ui.widgets import boxed, together


def _chosen(file: Any, widget: Any) -> bool:
    """A file with its text, or without it where it is too large."""
    about = {"name": text(NAME), "size": whole(0, 2**53), "at": whole(0, 2**53)}
    return record(**about)(file, widget) or record(**about, text=text(lambda there: there.most))(file, widget)


class TextFile(anywidget.AnyWidget):
    """The widget.  file: {name, text} of what was chosen, or {name, size} if it is larger than ``most`` bytes."""

    _esm = together("svg.js", "textfile.js")
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int().tag(sync=True)
    file = traitlets.Dict().tag(sync=True, fits=_chosen)


def textfile(label: str, accept: str, most: int, on_file: Callable[[dict[str, str]], None]) -> solara.Element:
    """The element."""
    return boxed(TextFile.element(label=label, accept=accept, most=most, on_file=on_file))
