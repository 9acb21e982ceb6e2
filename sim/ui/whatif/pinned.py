"""Plans side by side: what each does and where it ends, each compared with today."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import solara

from sim.model.outcomes import OUTCOME
from sim.org.organisation import Organisation
from sim.ui.tags import heading, icon, paragraph, tag
from sim.ui.whatif.results import JUDGED, difference
from sim.ui.whatif.view import MOST_PINS, PageState
from sim.ui.words import language, model, t
from sim.ui.work import Turn, use_work
from sim.whatif.answer import Answer
from sim.whatif.full import ROUNDS, full_answer
from sim.whatif.levers import lever, value_words
from sim.whatif.plan import Plan

LETTERS = "ABCDEF"
"""Names of pinned plans, in the order they were pinned."""


@solara.component
def Pinned(page: PageState, answer: Answer | None, pins: tuple[Plan, ...], cards: tuple[str, ...],
           on_pins: Callable[[tuple[Plan, ...]], None]) -> None:
    """The table: the plan on the page first, then those pinned."""
    with tag("section", classes="card pinned", label=t("whatif.pins")):
        heading(2, t("whatif.pins"))
        full = len(pins) >= MOST_PINS
        columns = tuple(dict.fromkeys((*cards, "net_value")))
        if not pins:
            paragraph(t("whatif.pins_none"), "soft")
        tag("button", [icon("pin"), t("whatif.pin")], "button", type="button",
            **({"disabled": ""} if full or page.plan in pins else {}),
            on_click=lambda: on_pins((*pins, page.plan)) if not full and page.plan not in pins else None)
        if pins:
            with tag("div", classes="scroll", tabindex="0", role="group", label=t("whatif.pins")), tag(
                "table", classes="plain"):
                head = (t("band.plan"), t("whatif.does"), *(model(OUTCOME[name].label) for name in columns),
                        t("whatif.pin_tools"))
                tag("thead", tag("tr", [tag("th", words, scope="col") for words in head]))
                with tag("tbody"):
                    Row(t("whatif.this_one"), page.plan, answer, columns)
                    for i, pin in enumerate(pins):
                        others = tuple(each for each in pins if each != pin)
                        Pin(LETTERS[i], pin, page, columns, partial(on_pins, others)).key(
                            f"pin {pin.to_text()}")


@solara.component
def Pin(letter: str, pin: Plan, page: PageState, cards: tuple[str, ...],
        on_remove: Callable[[], None]) -> None:
    """A pinned plan, its full answer worked out once."""
    none: Answer | None = None
    answer, set_answer = solara.use_state(none)
    organisation = _there(pin, page)

    def work_out(turn: Turn) -> None:
        full_answer(pin, lambda found: None if turn.over else set_answer(found), turn.look,
                    organisation=organisation, request=turn.request, rounds=ROUNDS[:2])

    absent = bool(pin.place) and organisation is None
    use_work(f"pin {pin.to_text()}", None if absent else work_out, [pin.to_text()])

    def tools() -> None:
        name = t("whatif.plan_letter", letter=letter)
        tag("button", [icon("open-in-app")], "icon-button tiny", type="button",
            label=t("whatif.pin_open", plan=name), title=t("whatif.pin_open", plan=name),
            on_click=lambda: page.change(lambda _: pin))
        tag("button", [icon("close")], "icon-button tiny", type="button",
            label=t("whatif.pin_remove", plan=name), title=t("whatif.pin_remove", plan=name),
            on_click=on_remove)

    Row(letter, pin, answer, cards, tools)


def _there(pin: Plan, page: PageState) -> Organisation | None:
    """The organisation the pinned plan is for, if it is the one on the page."""
    organisation = page.organisation
    return (organisation if organisation is not None and pin.place == organisation.digest(names=False)
            else None)


@solara.component
def Row(name: str, plan: Plan, answer: Answer | None, cards: tuple[str, ...], tools: Callable[[], None]
        | None = None) -> None:
    """A row of the table."""
    with tag("tr"):
        tag("th", name, scope="row")
        tag("td", does(plan))
        for outcome in cards:
            if answer is None:
                tag("td", "…", "n soft")
                continue
            card = answer.cards[outcome]
            with tag("td", classes="n"):
                tag("b", card.shown(card.plan))
                tag("small", difference(card), JUDGED[card.better])
        with tag("td", classes="tools-cell"):
            if tools is not None:
                tools()


def does(plan: Plan) -> str:
    """A plan in few words."""
    told = language()
    said = [f"{lever(name, told).label} {value_words(name, value, told)}"
            + ("" if week == 1 else f" ({t('whatif.week_later', week=week)})") for week, name,
            value in plan.settings()]
    return "; ".join(said) or t("whatif.nothing")

