"""Elements with a script of their own in the browser: lists, lines and boxes as the browser has them, a
button that saves a file.
"""

from __future__ import annotations

from collections.abc import Callable

import solara

from sim.ui.offered import WRITTEN, among, flag, nothing, text, vue


@vue("picker.vue", pick=among(lambda widget: [value for value, _ in widget.choices]))
def Picker(label: str, value: str, choices: list[tuple[str, str]], event_pick: Callable[[str], None]) -> None:
    """choices: (value, words)."""


@vue("field.vue", type=text(WRITTEN))
def Field(label: str, value: str, event_type: Callable[[str], None], unit: str = "",
          words: bool = False) -> None:
    """A line; what is written arrives a moment after it was.  unit: what a number is in.  words: not for a
    number."""


@vue("check.vue", check=flag)
def Check(label: str, value: bool, event_check: Callable[[bool], None]) -> None:
    """A box to tick."""


@vue("arrive.vue")
def Arrive(narrow_only: bool) -> None:
    """Put it into the section.  narrow_only: not where there is room beside what was clicked."""


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
