"""A line to write into, and a box to tick, as the browser has them."""

from __future__ import annotations

from collections.abc import Callable

from sim.ui.offered import WRITTEN, flag, text, vue


@vue("field.vue", type=text(WRITTEN))
def Field(label: str, value: str, event_type: Callable[[str], None], unit: str = "", words: bool = False) -> None:
    """A line; what is written arrives a moment after it was.  unit: what a number is in.  words: not for a number."""


@vue("check.vue", check=flag)
def Check(label: str, value: bool, event_check: Callable[[bool], None]) -> None:
    """A box to tick."""
