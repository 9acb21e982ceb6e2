"""What the browser draws by itself, as anywidgets: the organisation as people (`people`) and time series with
bands (`band`)."""

from __future__ import annotations

from pathlib import Path

import solara

from sim.ui.tags import tag


def together(*names: str) -> str:
    """Files of this folder as one text: a widget's script is one module, in several files."""
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)


def boxed(widget: solara.Element) -> solara.Element:
    """A widget in a box of its own: it asks for the full height of its container, which others share."""
    return tag("div", [widget])
