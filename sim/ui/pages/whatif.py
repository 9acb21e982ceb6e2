"""The page /whatif: results above, policies below; why, other plans, the own firm and what is assumed
further down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from urllib.parse import parse_qs

import solara

from sim.base.errors import UserError
from sim.scenario import Scenario
from sim.scenario.bundled import SCENARIOS
from sim.ui.components.elements import Picker, Save
from sim.ui.faults import sentence
from sim.ui.offered import WRITTEN, text, vue
from sim.ui.tags import heading, icon_button, paragraph, tag
from sim.ui.upload import Missing
from sim.ui.whatif.asking import Asked, use_answer
from sim.ui.whatif.assumed import Assumed
from sim.ui.whatif.own import Numbers, Place, use_organisation
from sim.ui.whatif.pinned import Pinned, use_pinned
from sim.ui.whatif.policies import Policies
from sim.ui.whatif.reasons import Reasons, use_why
from sim.ui.whatif.results import Cards, Chart, Everything, Headline, SideBySide, Standing
from sim.ui.whatif.sheet import Expander, LeverHelp, SummarySheet
from sim.ui.whatif.trying import Trying
from sim.ui.whatif.view import PageState, View, last
from sim.ui.words import language, model, t
from sim.whatif.history import History
from sim.whatif.paper import Taken, summary
from sim.whatif.plan import Plan, preset
from sim.whatif.presets import PRESETS, preset_plan
from sim.whatif.takeaway import takeaway

LENGTHS = (25, 50, 100)
"""Weeks that can be chosen: half a year, a year, two."""

_CHANGED = ""  # the choice of the scenario picker that stands for a plan of the visitor's own

@solara.component
def Page() -> None:
    """The page, once it is known what to show."""
    solara.Title(t("nav.whatif"))
    solara.Style(Path(__file__).with_suffix(".css"))
    search = solara.use_router().search or ""
    start = solara.use_memo(lambda: _start(search), [])
    if isinstance(start, UserError):
        heading(1, t("nav.whatif"))
        tag("p", t("whatif.bad_link", why=sentence(start)), "card worse", role="alert")
        tag("a", t("whatif.without_link"), "button", href="/whatif")
        return
    Whole(*start)


def _start(search: str) -> tuple[View, History] | UserError:
    """What the address says; without it, where the visitor was; else the ordinary firm."""
    if not {"plan", "pin", "cards", "charts", "currency", "hour"} & set(parse_qs(search.removeprefix("?"))):
        return last.value or (View(), History(Plan()))
    try:
        view = View.read(search)
    except UserError as mistake:
        return mistake
    return view, History(view.plan)


@solara.component
def Whole(first: View, before: History) -> None:
    """Everything on the page."""
    history, set_history = solara.use_state(before)
    view, set_view = solara.use_state(first)
    tried, set_tried = solara.use_state(_NOTHING_TRIED)
    week, set_week = solara.use_state(1)
    place, set_place = solara.use_state("")
    help_of, set_help = solara.use_state("")
    reason, set_reason = solara.use_state("")
    printing, set_printing = solara.use_state(False)
    plan = history.now
    _, set_found = solara.use_state("")
    organisation, missing = use_organisation(plan)
    chosen = solara.use_ref(1)
    weeks = plan.weeks
    there = solara.use_memo(lambda: organisation.digest() if organisation is not None else "",
                            [id(organisation)])
    # the same as long as it says the same, so that what shows it need not be drawn anew
    page = solara.use_memo(
        lambda: PageState(history, view.paying, min(week, weeks), organisation,
                          lambda make: set_history(lambda now: now.do(make(now.now))), set_history,
                          lambda plan: set_tried((history, plan)), lambda: min(chosen.current, weeks)),
        [history, view.paying, week, there])
    # of an earlier plan it is over, without being drawn for that
    trial = tried[1] if tried is not None and tried[0] is history else None

    def choose_week(later: int) -> None:
        chosen.current = later
        set_week(later)

    asked = use_answer(plan, trial, organisation, there)
    final = asked.settled and asked.answer is not None and asked.answer.final
    reasons = use_why(page, bool(reason), final and not asked.full.working)
    beside = use_pinned(page, view.pins, asked)
    why = reasons.value.about(reason) if reasons.value is not None and reason else None
    taken = None if asked.answer is None else Taken(asked.plan, asked.answer, why, beside, organisation,
                                                    view.cards, language(), view.paying)
    now = replace(view, plan=plan)
    solara.use_effect(lambda: last.set((now, history)), [now, history])
    query = now.query()
    link = f"{place or '/whatif'}?{query}" if query else place or "/whatif"
    with solara.AppBar():
        Tools(page, asked, taken, query, link, lambda: set_printing(True), set_place)
    # one root: with a second element beside it everything would be drawn anew
    with tag("div", classes="whatif"):
        Head(page, asked)
        if missing is not None:
            Missing(missing, set_found)
        else:
            Headline(asked, taken.headline if taken is not None else [])
            Results(page, asked, view, set_view, set_reason)
        Policies(page, choose_week, set_help)
        Reasons(page, reasons, reason, set_reason, asked.answer if asked.settled else None)
        Pinned(page, asked.answer if asked.settled else None, view.pins, beside, view.cards,
               lambda pins: set_view(lambda old: replace(old, pins=pins)))
        Trying(page, asked)
        Below(page, asked, lambda **new: set_view(
            lambda old: replace(old, paying=replace(old.paying, **new))))
        if help_of:
            LeverHelp(help_of, lambda: set_help("")).key(f"help {help_of}")
        if printing and taken is not None:
            SummarySheet(summary(taken, link), lambda: set_printing(False)).key("summary")


_NOTHING_TRIED: tuple[History, Plan | None] | None = None


@solara.component
def Results(page: PageState, asked: Asked, view: View, set_view: Callable[[Callable[[View], View]], None],
            on_why: Callable[[str], None]) -> None:
    """Cards, and under them two years and the organisation twice; all of them show the same week."""
    week, set_week = solara.use_state(page.plan.weeks)
    shown = min(week, page.plan.weeks)
    with tag("div", classes="outcomes"):
        Cards(page, asked, view.cards, lambda cards: set_view(lambda old: replace(old, cards=cards)), on_why)
        with tag("div", classes="years"):
            for i, name in enumerate(view.charts):
                def choose(other: str, i: int = i) -> None:
                    set_view(lambda old: replace(old, charts=(*old.charts[:i], other, *old.charts[i + 1:])))

                Chart(page, asked, name, choose, shown, set_week)
            SideBySide(page, asked.settled, shown, set_week)


@solara.component
def Head(page: PageState, asked: Asked) -> None:
    """Title, where to start from, how long, and which answer this is."""
    names = [(name, t(f"preset.{title}") if title in PRESETS else model(title))
             for name, title, _ in _presets()]
    here = next((name for name, _, plan in _presets() if plan == page.plan), _CHANGED)
    with tag("div", classes="whatif-head"):
        heading(1, t("whatif.title"))
        Picker(label=t("whatif.start_from"), value=here,
               choices=([] if here else [(_CHANGED, t("whatif.own_plan"))]) + names,
               event_pick=lambda name: page.change(lambda _: _preset(name)) if name else None)
        Picker(label=t("whatif.length"), value=str(page.plan.weeks),
               event_pick=lambda weeks: page.change(partial(_for_weeks, weeks=int(weeks))),
               choices=[(str(weeks), _length(weeks)) for weeks in sorted({*LENGTHS, page.plan.weeks})])
        Standing(asked, not page.plan.empty)


def _preset(name: str) -> Plan:
    return next(plan for known, _, plan in _presets() if known == name)


def _for_weeks(plan: Plan, weeks: int) -> Plan:
    """The plan for so long; what would change after its end is left out."""
    return plan.but(weeks=weeks, changes=[change for change in plan.changes if change.week <= weeks])


def _length(weeks: int) -> str:
    return t(f"whatif.length_{weeks}") if weeks in LENGTHS else t("whatif.length_weeks", weeks=weeks)


@cache
def _presets() -> tuple[tuple[str, str, Plan], ...]:
    """Plans a director knows, then every bundled scenario: name, title or its key, and as a plan."""
    known = ((f"preset.{name}", name, preset_plan(name)) for name in PRESETS)
    return (*known, *((name, Scenario.bundled(name).title, preset(name)) for name in SCENARIOS.names()))


@solara.component
def Below(page: PageState, asked: Asked, on_paying: Callable[..., None]) -> None:
    """What is folded away: the own firm, all outcomes, assumptions."""
    with tag("div", classes="below"):
        Expander(t("whatif.own"), lambda: OwnData(page), level=2)
        Expander(t("whatif.everything"), lambda: Everything(page, asked.answer, on_paying)
                 if asked.answer is not None else paragraph(t("whatif.about_none")), level=2)
        Expander(t("whatif.assumed"), lambda: Assumed(page), level=2)
        paragraph(f"{t('summary.no_prediction')} {t('summary.no_prediction_why')}", "soft")


@solara.component
def OwnData(page: PageState) -> None:
    """An organisation and numbers of one's own, side by side."""
    with tag("div", classes="two"):
        Place(page)
        Numbers(page)


@vue("../components/link.vue", lies=lambda value, widget: text(WRITTEN)(value, widget)
     and value.startswith(("http://", "https://")))
def CopyLink(query: str, label: str, copied: str, by_hand: str, field: str,
             event_lies: Callable[[str], None]) -> None:
    """Keeps the address as the page is, and copies it; tells where the page lies for the browser."""


@solara.component
def Tools(page: PageState, asked: Asked, taken: Taken | None, query: str, link: str,
          on_summary: Callable[[], None], on_place: Callable[[str], None]) -> None:
    """Into the app bar with ``with solara.AppBar():``."""
    def button(icon: str, name: str, can: bool, on_click: Callable[[], None]) -> None:
        icon_button(icon, t(f"whatif.{name}"), on_click if can else None, **({} if can else {"disabled": ""}))

    history = page.history
    repeatable = history.last is not None and history.replay_last() is not history
    with tag("div", classes="tool-row"):
        button("undo", "undo", history.can_undo, lambda: page.step(History.undo))
        button("redo", "redo", history.can_redo, lambda: page.step(History.redo))
        button("replay", "replay", repeatable, lambda: page.step(History.replay_last))
        button("restore", "reset", not page.plan.empty,
               lambda: page.change(lambda plan: plan.but(levers={}, changes=())))
        CopyLink(query=query, label=t("whatif.copy"), copied=t("whatif.copied"),
                 by_hand=t("whatif.copy_by_hand"), field=t("whatif.link"), event_lies=on_place)
        Save(label=t("whatif.download"), icon="download", name="what-if.zip", mime="application/zip",
             ready=asked.settled, make=lambda: b"" if taken is None else takeaway(taken, link))
        button("file-document-outline", "summary", asked.settled, on_summary)
