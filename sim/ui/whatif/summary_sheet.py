"""The printable summary, shown beside the page."""

from __future__ import annotations

from collections.abc import Callable

import solara

from sim.ui.offered import vue
from sim.ui.whatif.sheet import Sheet
from sim.ui.words import t


@vue("../components/print.vue")
def _Printed(html: str, title: str, label: str) -> None:
    """A page of its own inside the page, with a button that prints it."""


@solara.component
def SummarySheet(html: str, on_close: Callable[[], None]) -> None:
    """html: a whole page."""
    with Sheet(t("whatif.summary"), on_close, wide=True):
        _Printed(html=html, title=t("whatif.summary"), label=t("whatif.print"))
