"""A choice out of a few, as the browser's own list: it works by keyboard, on phones and with screen readers as people know it."""

from __future__ import annotations

from collections.abc import Callable

from sim.ui.offered import among, vue


@vue("picker.vue", pick=among(lambda widget: [value for value, _ in widget.choices]))
def Picker(label: str, value: str, choices: list[tuple[str, str]], event_pick: Callable[[str], None]) -> None:
    """choices: (value, words)."""
