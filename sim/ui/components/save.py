"""A button that makes a file when it is asked for, and hands it to the browser."""

from __future__ import annotations

from collections.abc import Callable

import solara

from sim.ui.offered import nothing, vue


@vue("save.vue", ask=lambda value, widget: nothing(value, widget) and widget.ready)
def _Button(label: str, icon: str, ready: bool, name: str, mime: str, content: bytes, stamp: int,
            event_ask: Callable[[object], None]) -> None:
    """The button; another ``stamp`` saves what ``content`` is then."""


@solara.component
def Save(label: str, icon: str, name: str, mime: str, make: Callable[[], bytes], ready: bool = True) -> None:
    """make: the file's content, called when the visitor asks.  ready: whether there is something to save."""
    made, set_made = solara.use_state((b"", 0))
    _Button(label=label, icon=icon, ready=ready, name=name, mime=mime, content=made[0], stamp=made[1],
            event_ask=lambda _: set_made((make(), made[1] + 1)))
