"""A choice out of a few, as the browser's own list: it works by keyboard, on phones and with screen readers as people know it."""

from __future__ import annotations

from collections.abc import Callable

import solara


@solara.component_vue("picker.vue")
def Picker(label: str, value: str, choices: list[tuple[str, str]], event_pick: Callable[[str], None]) -> None:
    """choices: (value, words)."""
