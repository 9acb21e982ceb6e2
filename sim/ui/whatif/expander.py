"""A part of the page that is drawn only once it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import solara

from sim.ui.tags import icon, tag


@solara.component
def Fold(title: str, content: Callable[[], object], level: int = 3, wide: bool = False) -> None:
    """A heading that opens and closes what is under it.  content: draws it."""
    opened, set_open = solara.use_state(False)
    with tag("div", classes="fold" + (" wide" if wide else "")):
        with tag(f"h{level}"):
            tag("button", [icon("chevron-down" if opened else "chevron-right"), title], "fold-button", type="button",
                aria_expanded=str(opened).lower(), on_click=lambda: set_open(not opened))
        if opened:
            content()
