"""The page's tools in the app bar: undo, redo, the last change again, copy the link, take away, summary."""

from __future__ import annotations

from collections.abc import Callable

import solara

from sim.ui.components.save import Save
from sim.ui.offered import vue
from sim.ui.tags import icon_button, tag
from sim.ui.whatif.asking import Asked
from sim.ui.whatif.page_state import Desk
from sim.ui.words import language, t
from sim.whatif.history import History
from sim.whatif.takeaway import takeaway
from sim.whatif.why import Why


@vue("../components/link.vue")
def CopyLink(query: str, label: str, copied: str, by_hand: str, field: str) -> None:
    """Keeps the address as the page is, and copies it."""


@solara.component
def Tools(desk: Desk, asked: Asked, why: Why | None, query: str, link: str, on_summary: Callable[[], None]) -> None:
    """Into the app bar with ``with solara.AppBar():``."""
    def button(icon: str, name: str, can: bool, on_click: Callable[[], None]) -> None:
        icon_button(icon, t(f"whatif.{name}"), on_click if can else None, **({} if can else {"disabled": ""}))

    history, answer, told = desk.history, asked.answer, language()
    again = history.last is not None and history.replay_last() is not history
    with tag("div", classes="tool-row"):
        button("undo", "undo", history.can_undo, lambda: desk.step(History.undo))
        button("redo", "redo", history.can_redo, lambda: desk.step(History.redo))
        button("replay", "replay", again, lambda: desk.step(History.replay_last))
        button("restore", "reset", not desk.plan.empty, lambda: desk.change(lambda plan: plan.but(levers={}, changes=())))
        CopyLink(query=query, label=t("whatif.copy"), copied=t("whatif.copied"), by_hand=t("whatif.copy_by_hand"),
                 field=t("whatif.link"))
        Save(label=t("whatif.download"), icon="download", name="what-if.zip", mime="application/zip", ready=asked.settled,
             make=lambda: b"" if answer is None else takeaway(desk.plan, answer, why, organisation=desk.organisation, link=link,
                                                              language=told))
        button("file-document-outline", "summary", asked.settled, on_summary)
