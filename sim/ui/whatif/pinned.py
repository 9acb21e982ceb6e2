"""Plans side by side: what each does and where it ends, each compared with today, all in the firm and for
the time of the plan on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import solara

from sim.model.outcomes import OUTCOME
from sim.ui.components.elements import Field
from sim.ui.tags import heading, icon, paragraph, tag
from sim.ui.whatif.asking import Asked
from sim.ui.whatif.results import JUDGED
from sim.ui.whatif.view import MOST_PINS, PageState
from sim.ui.words import language, model, t
from sim.ui.work import Turn, use_work, visitor
from sim.whatif.answer import Answer
from sim.whatif.full import full_answer
from sim.whatif.levers import in_words
from sim.whatif.pins import Beside, Pin, called, letter
from sim.whatif.plan import Plan
from sim.whatif.queue import shared
from sim.whatif.words import unit_words

Pins = tuple[Pin, ...]


def use_pinned(page: PageState, pins: Pins, asked: Asked) -> tuple[Beside, ...]:
    """A hook: the pins' answers, one after the other, once the page's own is there; a pin that says what the
    page says has its answer."""
    found, set_found = solara.use_state(dict[str, Answer]())
    plans = [pin.beside(page.plan) for pin in pins]
    ready = asked.settled and asked.answer is not None and asked.answer.final
    missing = [plan for plan in plans if plan.to_text() not in found and plan != page.plan]
    who = visitor()

    def work_out(turn: Turn) -> None:
        for plan in missing:
            answer = full_answer(plan, None, turn.look, organisation=page.organisation,
                                 request=shared().request(who, "pin"))
            if not turn.over:
                set_found(partial(_with, plan.to_text(), answer))

    use_work("pins", work_out if ready and missing else None, [plan.to_text() for plan in missing])
    own = asked.answer if ready else None
    return tuple(Beside(pin.name, plan, own if plan == page.plan else found.get(plan.to_text()))
                 for pin, plan in zip(pins, plans, strict=True))


def _with(text: str, answer: Answer, found: dict[str, Answer]) -> dict[str, Answer]:
    return {**found, text: answer}


@solara.component
def Pinned(page: PageState, answer: Answer | None, pins: Pins, beside: tuple[Beside, ...],
           cards: tuple[str, ...], on_pins: Callable[[Pins], None]) -> None:
    """The table: the plan on the page first, then those pinned.  answer: to the plan on the page."""
    with tag("section", classes="card pinned", label=t("whatif.pins")):
        heading(2, t("whatif.pins"))
        taken = len(pins) >= MOST_PINS or page.plan in [pin.plan for pin in pins]
        columns = tuple(dict.fromkeys((*cards, "net_value")))
        if not pins:
            paragraph(t("whatif.pins_none"), "soft")
        tag("button", [icon("pin"), t("whatif.pin")], "button", type="button",
            **({"disabled": ""} if taken else {}),
            on_click=lambda: None if taken else on_pins((*pins, Pin(letter(pins), page.plan))))
        if not pins:
            return
        with tag("div", classes="scroll", tabindex="0", role="group", label=t("whatif.pins")), tag(
            "table", classes="plain"):
            head = (t("band.plan"), t("whatif.does"), *(f"{model(OUTCOME[name].label)} "
                      f"({unit_words(OUTCOME[name].unit, language(), page.paying.currency)})"
                      for name in columns),
                    t("whatif.pin_tools"))
            tag("thead", tag("tr", [tag("th", words, scope="col") for words in head]))
            with tag("tbody"):
                Row(t("whatif.this_one"), page.plan, answer, columns, "")
                for i, (pin, shown) in enumerate(zip(pins, beside, strict=True)):
                    note = "" if shown.plan == pin.plan else t("whatif.pin_here")
                    Row(pin.name, shown.plan, shown.answer, columns, note,
                        partial(_tools, page, pins, i, shown.plan, on_pins)).key(f"pin {pin.plan.to_text()}")


def _tools(page: PageState, pins: Pins, i: int, plan: Plan, on_pins: Callable[[Pins], None]) -> None:
    """Rename, open, remove."""
    name, others = pins[i].name, (*pins[:i], *pins[i + 1:])

    def rename(text: str) -> None:
        if called(text) not in ("", *(pin.name for pin in pins)):
            on_pins((*pins[:i], replace(pins[i], name=called(text)), *pins[i + 1:]))

    Field(label=t("whatif.pin_name"), value=name, event_type=rename, words=True)
    for picture, key, act in (("open-in-app", "open", lambda: page.change(lambda _: plan)),
                              ("close", "remove", lambda: on_pins(others))):
        said = t(f"whatif.pin_{key}", plan=t("whatif.plan_letter", letter=name))
        tag("button", [icon(picture)], "icon-button tiny", act, said, type="button", title=said)


@solara.component
def Row(name: str, plan: Plan, answer: Answer | None, cards: tuple[str, ...], note: str,
        tools: Callable[[], None] | None = None) -> None:
    """A row of the table."""
    with tag("tr"):
        tag("th", name, scope="row")
        with tag("td"):
            tag("span", in_words(plan, language()) or t("whatif.nothing"))
            if note:
                tag("small", note)
        for outcome in cards:
            if answer is None:
                tag("td", "…", "n soft")
                continue
            card = answer.cards[outcome]
            with tag("td", classes="n"):
                tag("b", card.shown(card.plan))
                tag("small", card.compared(language()), JUDGED[card.better])
        with tag("td", classes="tools-cell"):
            if tools is not None:
                tools()
