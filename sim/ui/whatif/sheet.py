"""What opens on request: a part of the page under its heading, and a sheet at the page's side that Escape
or its button closes.
"""

from __future__ import annotations

from collections.abc import Callable

import solara

from sim.ui.offered import nothing, vue
from sim.ui.tags import heading, icon, listed, paragraph, tag
from sim.ui.words import language, t
from sim.whatif.levers import help_page


@solara.component
def Expander(title: str, content: Callable[[], object], level: int = 3) -> None:
    """A heading that opens and closes what is under it.  content: draws it."""
    opened, set_open = solara.use_state(False)
    with tag("div", classes="expander"):
        with tag(f"h{level}"):
            tag("button", [icon("chevron-down" if opened else "chevron-right"), title], "expander-button",
                type="button", aria_expanded=str(opened).lower(), on_click=lambda: set_open(not opened))
        if opened:
            content()


@vue("sheet.vue", close=nothing)
def _Behaviour(event_close: Callable[[object], None]) -> None:
    """Takes the focus, gives it back, and listens for Escape."""


@solara.component
def Sheet(title: str, on_close: Callable[[], None],
          children: list[solara.Element] = [], wide: bool = False) -> None:  # noqa: B006
    """The sheet with a heading and what it says."""
    with tag("aside", classes="sheet" + (" wide" if wide else ""), label=title, tabindex="0"):
        _Behaviour(event_close=lambda _: on_close())
        tag("button", [icon("close")], "icon-button sheet-close", type="button", label=t("whatif.close"),
            on_click=on_close)
        heading(2, title)
        tag("div", children, "sheet-body")


@solara.component
def LeverHelp(name: str, on_close: Callable[[], None]) -> None:
    """All about a lever: what it says, how it works, where it comes from, what it costs, what to try."""
    page = help_page(name, language())
    low, high = page.lever.zones
    with Sheet(page.lever.label, on_close):
        paragraph(page.lever.message, "lead")
        tag("p", t("whatif.help_zones", low=low, high=high), "soft")
        heading(3, t("whatif.help_works"))
        if not page.works:
            paragraph(t("whatif.help_through"))
        for how in page.works:
            with tag("details"):
                tag("summary", how.title)
                paragraph(t("whatif.help_source", source=how.source), "soft")
                if how.contested:
                    paragraph(t("whatif.help_contested", what=how.contested), "worse")
        heading(3, t("whatif.help_sure"))
        word, means = page.sure
        paragraph(t("whatif.help_level", source=page.source, sure=word, means=means))
        heading(3, t("whatif.help_costs"))
        paragraph(page.cost)
        for key, sentences in (("side", page.side_effects), ("try", page.to_try)):
            if sentences:
                heading(3, t(f"whatif.help_{key}"))
                listed(sentences)


@vue("../components/print.vue")
def _Printed(html: str, title: str, label: str) -> None:
    """A page of its own inside the page, with a button that prints it."""


@solara.component
def SummarySheet(html: str, on_close: Callable[[], None]) -> None:
    """html: a whole page."""
    with Sheet(t("whatif.summary"), on_close, wide=True):
        _Printed(html=html, title=t("whatif.summary"), label=t("whatif.print"))
