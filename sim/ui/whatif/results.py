"""What happens: a card for each outcome, its year beside the baseline's, the organisation twice, and which
answer this is.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import solara

from sim.model.outcomes import OUTCOME
from sim.report import money_sentences
from sim.report.wording import between, decimals
from sim.ui.components.elements import Field, Picker
from sim.ui.faults import sentence
from sim.ui.tags import heading, icon, listed, paragraph, route, table, tag
from sim.ui.whatif.asking import Asked
from sim.ui.whatif.view import PageState, choices
from sim.ui.widgets.band import band
from sim.ui.widgets.people import Sent, people, sent
from sim.ui.words import language, model, t
from sim.ui.work import Progress, Turn, Waits, use_work, visitor
from sim.whatif.answer import Answer, Card, span
from sim.whatif.headline import CURRENCIES, HOURS_MOST
from sim.whatif.hours import hours
from sim.whatif.parts import written
from sim.whatif.queue import Lane
from sim.whatif.recordings import RECORDINGS, Making
from sim.whatif.runs import Worlds
from sim.whatif.words import unit_words

JUDGED = {True: "better", False: "worse", None: "soft"}
"""Style of a card's verdict."""


@solara.component
def Standing(asked: Asked, moved: bool) -> None:
    """Which answer the page shows, and what is still to come."""
    if asked.fault is not None:
        tag("p", sentence(asked.fault), "standing worse", role="alert")
        return
    kind = standing(asked, moved)
    with tag("p", classes=f"standing {kind}"):
        tag("b", t(f"whatif.standing_{kind}"))
        tag("span", _about(asked, kind))
        if kind != "full":
            Waits(asked.full, "span", "")


def standing(asked: Asked, moved: bool) -> str:
    """'none' as long as nothing is moved; then 'old', until there is an answer to what is asked now; then
    'first' or 'full'."""
    return "none" if not moved else "old" if asked.answer is None or asked.old else asked.answer.kind


def _about(asked: Asked, kind: str) -> str:
    if kind == "full" and asked.answer is not None:
        key = "about" if asked.answer.final else "more"
        return t(f"whatif.full_{key}", luck=asked.answer.pairs, members=asked.answer.members)
    return t(f"whatif.about_{kind}")


@solara.component
def Headline(asked: Asked, sentences: list[str]) -> None:
    """The sentences on top; told to whoever hears the page only when they are honest, or it would never be
    quiet."""
    if sentences:
        told = {"role": "status"} if asked.settled else {}
        with tag("div", (), f"answer{' old' if asked.old else ''}", None, "", **told):
            for said in sentences:
                paragraph(said)


@solara.component
def Cards(page: PageState, asked: Asked, names: tuple[str, ...], on_names: Callable[[tuple[str, ...]], None],
          on_why: Callable[[str], None]) -> None:
    """The cards; each can show another outcome."""
    with tag("section", classes="results" + (" old" if asked.old else ""), label=t("whatif.results")):
        for i, name in enumerate(names):
            def choose(other: str, i: int = i) -> None:
                on_names((*names[:i], other, *names[i + 1:]))

            Result(page, asked, name, choose, on_why).key(f"card {i}")


@solara.component
def Result(page: PageState, asked: Asked, name: str, on_name: Callable[[str], None],
           on_why: Callable[[str], None]) -> None:
    """One outcome: where the plan ends, compared with the baseline, and how sure."""
    card = asked.answer.cards.get(name) if asked.answer is not None else None
    with tag("div", classes="card result", role="group", label=model(OUTCOME[name].label)):
        Picker(label=t("whatif.card_of"), value=name, choices=choices(), event_pick=on_name)
        with tag("p", classes="figure"):
            tag("b", card.shown(card.plan) if card else "…")
            tag("span", f" {unit_words(OUTCOME[name].unit, language(), page.paying.currency)} ", "unit")
            if card:
                tag("span", card.compared(language()), f"verdict {JUDGED[card.better]}")
        if card and asked.answer is not None:
            Interval(card)
            with tag("p", classes="likely"):
                if _ranged(card):
                    tag("span", t("whatif.likely", between=_range(card)))
                tag("span", ("; " if _ranged(card) else "")
                    + t("whatif.only_baseline", baseline=card.shown(card.baseline)),
                    "today" if _ranged(card) else "")
                if card.difference:
                    tag("button", [t("whatif.why"), icon("chevron-down")], "link", type="button",
                        on_click=lambda: on_why(name), label=t("whatif.why_of", outcome=model(card.label)))


def _ranged(card: Card) -> bool:
    """Is there a likely range that is more than a point?"""
    return card.likely_low == card.likely_low and not card.likely_low == card.likely_high == card.baseline


def _range(card: Card) -> str:
    low, high = (card.shown(end - card.baseline, sign=True) for end in (card.likely_low, card.likely_high))
    return between(low, high, language())


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    def at(self, value: float) -> str:
        """Where on the bar, in percent."""
        return f"{100 * float(np.clip((value - self.low) / (self.high - self.low), 0.0, 1.0)):.2f}%"


@solara.component
def Interval(card: Card) -> None:
    """The card as a bar: what is likely, what luck alone leaves open, the plan, the baseline's tick."""
    scale = _scale(card)
    ends = {"wide": (card.likely_low, card.likely_high), "luck": (card.low, card.high)}
    with tag("div", classes=f"interval {JUDGED[card.better]}", aria_hidden="true"):
        for name, (low, high) in ends.items():
            if low == low and high == high:
                tag("span", "", name, style=f"left: {scale.at(low)}; right: calc(100% - {scale.at(high)})")
        tag("span", "", "tick", style=f"left: {scale.at(card.baseline)}")
        tag("span", "", "mark", style=f"left: {scale.at(card.plan)}")


def _scale(card: Card) -> _Scale:
    """The whole range of points and shares; of anything else twice the baseline."""
    if card.unit in ("0-100", "%"):
        return _Scale(0.0, 100.0)
    widest = 2 * max(abs(v) for v in (card.baseline, card.plan, 1e-9))
    return _Scale(min(0.0, -widest if min(card.baseline, card.plan) < 0 else 0.0), widest)


@solara.component
def Chart(page: PageState, asked: Asked, name: str, on_name: Callable[[str], None], week: int,
          on_week: Callable[[int], None]) -> None:
    """The year of an outcome, week by week."""
    o = OUTCOME[name]
    with tag("section", classes="card chart" + (" old" if asked.old else ""),
             label=t("whatif.year_of", outcome=model(o.label))):
        Picker(label=t("whatif.chart_of"), value=name, choices=choices(), event_pick=on_name)
        if asked.answer is None or name not in asked.answer.series:
            tag("p", t("whatif.waiting"), "soft waiting")
            return
        line = asked.answer.series[name]
        lines: dict[str, Any] = {}
        if any(card.difference for card in asked.answer.cards.values()):
            shown = ("plan", "par_low", "par_high") + (("low", "high") if asked.answer.kind == "full" else ())
            lines = {each: getattr(line, each).tolist() for each in shown}
        band(model(o.label), list(range(1, asked.answer.weeks + 1)), line.baseline.tolist(),
             bounds=span(line, o), digits=decimals(o), height=130, week=week, on_week=on_week,
             unit=unit_words(o.unit, language(), page.paying.currency), **lines)


@solara.component
def Everything(page: PageState, answer: Answer, on_paying: Callable[..., None]) -> None:
    """All outcomes and the money as tables, and what money is called.  on_paying: told what changes of it, by
    name."""
    def price(text: str) -> None:
        with suppress(ValueError):
            hour = float(text.replace(",", ".") or 0)
            if 0.0 <= hour <= HOURS_MOST:
                on_paying(hour=hour)

    with tag("div", classes="line-up"):
        Picker(label=t("money.currency"), value=page.paying.currency,
               choices=[(each, each or t("money.no_currency")) for each in CURRENCIES],
               event_pick=lambda currency: on_paying(currency=currency))
        Field(label=t("money.hour"), unit=page.paying.currency, event_type=price,
              value=written(page.paying.hour) if page.paying.hour else "")
    rows = [(_named(card, page), card.shown(card.baseline), card.shown(card.plan), card.compared(language()),
             _range(card) if _ranged(card) else "–") for card in answer.cards.values()]
    table((t("whatif.outcome"), t("band.baseline"), t("band.plan"), t("whatif.difference"),
           t("whatif.how_sure")), rows, t("whatif.everything"))
    if answer.money is not None:
        tag("h3", t("whatif.money"))
        told = money_sentences.about(answer.money, answer.weeks * 5, language())
        paragraph(f"{told[:1].upper()}{told[1:]}.", "soft")
        listed([*(f"{label}: {said}" for label, said in answer.money_lines(language())),
                hours(page.plan, page.organisation).told(language())])


def _named(card: Card, page: PageState) -> str:
    return f"{model(card.label)} ({unit_words(card.unit, language(), page.paying.currency)})"


MOST_POSTS = 2_000
"""Posts up to which both worlds are recorded whenever the plan changes; larger ones when asked for, on the
page /organisation."""


@solara.component
def SideBySide(page: PageState, settled: bool, week: int, on_week: Callable[[int], None]) -> None:
    """Both worlds with one slider.  settled: whether the full answer is there, so that the recording does not
    slow it down."""
    none: Sent | None = None
    shown, set_shown = solara.use_state(none)
    of, set_of = solara.use_state("")
    state, set_state = solara.use_state(0)
    text, organisation = page.plan.to_text(), page.organisation
    who = visitor()
    large = organisation is not None and len(organisation) > MOST_POSTS

    def record(turn: Turn) -> None:
        def look(making: Making) -> None:
            turn.waits_for = making.request
            turn.at(*making.done)

        worlds = turn.request.submit(Lane.RECORDING,
                                     lambda beat: Worlds(page.plan, organisation).pair()).result()
        recording = sent(RECORDINGS.recording(*worlds, look, private=who if organisation is not None else ""))
        if not turn.over:
            set_shown(recording)
            set_of(text)

    job = use_work("recording", record if settled and of != text and not large else None, [text])
    with tag("section", classes="card side-by-side" + (" old" if of != text else ""),
             label=t("whatif.side_by_side")):
        with tag("div", classes="side-by-side-head"):
            heading(2, t("whatif.side_by_side"))
            route(f"/organisation?plan={text}", t("whatif.side_by_side_large"), "link")
        if large:
            paragraph(t("whatif.side_by_side_too_large"), "soft")
        elif shown is not None:
            people(shown, ("", ""), week=week, on_week=on_week, state=state,
                   on_state=set_state)
        elif job.fault is not None:
            tag("p", sentence(job.fault), "worse", role="alert")
        else:
            Progress(t("organisation.living"), job)
