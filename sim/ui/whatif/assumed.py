"""What the model assumes, apart from what leaders do: every figure with its source and how sure it is, to be
searched and changed."""

from __future__ import annotations

from collections.abc import Callable

import solara

from sim.base.errors import UserError
from sim.ui.components.elements import Check, Field, Picker
from sim.ui.faults import sentence
from sim.ui.tags import paragraph, tag
from sim.ui.whatif.view import PageState
from sim.ui.words import language, shown, t
from sim.whatif.assumptions import Assumption, assumptions, note
from sim.whatif.parts import written

PAGE = 15
"""Rows shown at a time."""


@solara.component
def Assumed(page: PageState) -> None:
    """Search, list, and what was changed."""
    search, set_search = solara.use_state("")
    changed, set_changed = solara.use_state(False)
    shown, set_shown = solara.use_state(PAGE)
    fault, set_fault = solara.use_state("")

    def look(text: str) -> None:
        set_search(text)
        set_shown(PAGE)

    def assume(name: str, value: float | str | None) -> None:
        try:
            page.plan.assume(name, value)
        except UserError as mistake:
            set_fault(sentence(mistake))
            return
        set_fault("")
        page.change(lambda plan: plan.assume(name, value))

    rows = assumptions(page.plan, search, changed, language())
    with tag("div", classes="card assumed"):
        paragraph(note(language()))
        with tag("div", classes="line-up"):
            Field(label=t("whatif.assumed_search"), value=search, event_type=look, words=True)
            Check(label=t("whatif.assumed_changed"), value=changed, event_check=set_changed)
        tag("p", t("whatif.assumed_found", count=len(rows)), "soft", role="status")
        if fault:
            tag("p", fault, "worse", role="alert")
        for row in rows[:shown]:
            Row(row, assume).key(row.name)
        if len(rows) > shown:
            tag("button", t("whatif.assumed_more", count=min(PAGE, len(rows) - shown)), "button",
                type="button", on_click=lambda: set_shown(shown + PAGE))


@solara.component
def Row(row: Assumption, assume: Callable[[str, float | str | None], None]) -> None:
    """An assumption: what it says, where it comes from, how sure; and a field for another."""
    usual = (dict(row.choices)[str(row.default)] if row.kind == "choice"
             else shown(f"{written(float(row.default))} {row.unit}".strip()))

    def number(text: str) -> None:
        try:
            assume(row.name, float(text.replace(",", ".")) if text.strip() else None)
        except ValueError:
            assume(row.name, text)

    with tag("section", classes="assumption" + (" changed" if row.changed else ""), label=row.label):
        with tag("div"):
            tag("b", row.label)
            paragraph(row.help[:1].upper() + row.help[1:])
            sure = t("whatif.assumed_sure", sure=row.sure, means=row.sure_means)
            paragraph(f"{row.source[:1].upper()}{row.source[1:]}. {sure}", "soft")
        with tag("div", classes="assumption-value"):
            if row.kind == "choice":
                Picker(label=t("whatif.assumed_side"), value=str(row.now),
                       event_pick=lambda side: assume(row.name, side),
                       choices=list(row.choices))
            else:
                Field(label=shown(t("whatif.assumed_value", low=written(row.low), high=written(row.high))),
                      unit=row.unit, value=shown(written(float(row.now))), event_type=number)
            if row.changed:
                tag("button", t("whatif.assumed_usual", usual=usual), "link", type="button",
                    on_click=lambda: assume(row.name, None))
            else:
                tag("small", t("whatif.assumed_is_usual"), "soft")
