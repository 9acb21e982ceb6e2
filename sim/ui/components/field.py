"""A line to write into, and a box to tick, as the browser has them."""

from __future__ import annotations

from collections.abc import Callable

import solara


@solara.component_vue("field.vue")
def Field(label: str, value: str, event_type: Callable[[str], None], unit: str = "", text: bool = False) -> None:
    """A line; what is written arrives a moment after it was.  unit: what a number is in.  text: for words, not for a number."""


@solara.component_vue("check.vue")
def Check(label: str, value: bool, event_check: Callable[[bool], None]) -> None:
    """A box to tick."""
