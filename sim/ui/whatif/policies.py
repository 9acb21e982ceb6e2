"""What leaders do: levers as native sliders in groups, from which week on, and the plan so far in words.

What a step of a slider means, in figures and in words, is there while it moves; the server hears a little
later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import solara

from sim.model.parameters import LEVERS
from sim.ui.components.elements import Picker
from sim.ui.offered import NAME, among, row, text, vue, whole
from sim.ui.tags import heading, icon, tag
from sim.ui.whatif.sheet import Expander
from sim.ui.whatif.view import PageState
from sim.ui.words import language, shown, t
from sim.whatif.hours import hours, of_lever
from sim.whatif.levers import Lever, behind_more, lever, on_page, value_words, zone


@solara.component
def Policies(page: PageState, on_week: Callable[[int], None], on_help: Callable[[str], None]) -> None:
    """Levers on the page, the plan in words, and the other levers folded away."""
    with tag("section", classes="policies", label=t("whatif.policies")):
        with tag("div", classes="policies-head"):
            heading(2, t("whatif.policies"))
            Picker(label=t("whatif.from_week"), value=str(page.week),
                   event_pick=lambda week: on_week(int(week)),
                   choices=[(str(week), t("whatif.week_1") if week == 1
                             else t("whatif.week_later", week=week)) for week in _weeks(page)])
            Said(page)
            Week(page)
        Groups(page, on_page(language()), on_help)
        Expander(t("whatif.more_levers", count=sum(map(len, behind_more().values()))),
                 lambda: Groups(page, behind_more(language()), on_help))


def _weeks(page: PageState) -> list[int]:
    """Weeks that a change can begin in: each fifth one, and those in which something changes already."""
    return sorted({1, *range(5, page.plan.weeks, 5), *(change.week for change in page.plan.changes),
                   page.week})


@solara.component
def Groups(page: PageState, groups: dict[str, tuple[Lever, ...]], on_help: Callable[[str], None]) -> None:
    """Sliders, a card a group."""
    def dragged(name: str, value: float) -> None:
        page.try_out(page.plan.set(name, value, page.chosen()))

    def rested(name: str, value: float) -> None:
        week = page.chosen()
        if page.plan.set(name, value, week) == page.plan:
            page.try_out(None)
        else:
            page.change(lambda plan: plan.set(name, value, week))

    with tag("div", classes="groups"):
        for group, levers in groups.items():
            with tag("div", classes=f"card group {group}"):
                heading(3, t(f"whatif.group_{group}"))
                Levers(t(f"whatif.group_{group}"), levers, page, dragged, rested, on_help)


@solara.component
def Week(page: PageState) -> None:
    """What the plan asks of each leader's week, and of how many more than they have."""
    week = hours(page.plan, page.organisation)
    with tag("p", classes="week-hours"):
        tag("span", week.told(language()), "soft")
        if week.over:
            tag("b", t("hours.over", over=week.over, leaders=week.leaders), "worse")


@solara.component
def Said(page: PageState) -> None:
    """The plan in words, each of its settings with a button that takes it back."""
    settings, told = list(page.plan.settings()), language()
    with tag("ul", classes="said", label=t("whatif.your_plan")):
        if not settings:
            tag("li", t("whatif.nothing_yet"), "soft")
        for week, name, value in settings:
            before = page.plan.today(name) if week == 1 else page.plan.level(name, week - 1)
            then = value_words(name, value, told)
            unit = then.partition(" ")[2] if "%" not in then else ""
            first = value_words(name, before, told).removesuffix(unit).strip()
            words = f"{lever(name, told).label} {first} → {then}"
            with tag("li", classes="chip"):
                tag("span", words if week == 1 else f"{t('whatif.week_later', week=week)}: {words}")
                tag("button", [icon("close")], "icon-button tiny", type="button",
                    label=t("whatif.take_back", change=words), on_click=partial(_take_back, page, name, week))


def _take_back(page: PageState, name: str, week: int) -> None:
    page.change(lambda plan: plan.unset(name, week))


def _step(said: Any, widget: Any) -> bool:
    """The name of a lever that is shown, and which of its steps."""
    return row(text(NAME), whole(0, 10_000))(said, widget) and any(
        shown["name"] == said[0] and said[1] < len(shown["said"]) for shown in widget.rows)


@vue("levers.vue", drag=_step, set=_step, help=among(lambda widget: [shown["name"] for shown in widget.rows]))
def _Sliders(name: str, rows: list[dict[str, Any]], event_drag: Callable[[list[Any]], None],
             event_set: Callable[[list[Any]], None], event_help: Callable[[str], None]) -> None:
    """The sliders and their script."""


@solara.component
def Levers(name: str, levers: Sequence[Lever], page: PageState, on_drag: Callable[[str, float], None],
           on_set: Callable[[str, float], None], on_help: Callable[[str], None]) -> None:
    """Sliders for some levers as they are in a week of the plan.  name: of the group.  on_drag: while one
    moves; on_set: it rests."""
    by_name = {lever.name: lever for lever in levers}

    def at(said: list[Any]) -> tuple[str, float]:
        lever = by_name[said[0]]
        return lever.name, _levels(lever)[said[1]]

    _Sliders(name=name, rows=[_row(lever, page) for lever in levers],
             event_drag=lambda said: on_drag(*at(said)), event_set=lambda said: on_set(*at(said)),
             event_help=on_help)


def _levels(lever: Lever) -> list[float]:
    """Every level that the slider can stand at."""
    steps = round((lever.high - lever.low) / lever.step)
    return [min(lever.high, round(lever.low + i * lever.step, 9)) for i in range(steps + 1)]


def _row(lever: Lever, page: PageState) -> dict[str, Any]:
    """What the browser needs of a lever.  said: figure, word and hours a week of each step.  now, here: the
    same of where it is."""
    plan, week = page.plan, page.week
    now, today = plan.level(lever.name, week), plan.today(lever.name)
    levels, span = _levels(lever), lever.high - lever.low
    return {"name": lever.name, "label": lever.label, "about": t("whatif.help_of", lever=lever.label),
            "message": lever.message, "at": min(range(len(levels)), key=lambda i: abs(levels[i] - now)),
            "said": [_said(lever, level, today, page) for level in levels],
            "here": _said(lever, now, today, page), "today": (today - lever.low) / span,
            "changed": now != today}


def _said(lever: Lever, level: float, today: float, page: PageState) -> list[str]:
    told, taken = language(), of_lever(page.plan, lever.name, level, page.organisation)
    said = [value_words(lever.name, level, told), zone(lever.name, level, today, told)]
    if taken and "hours/week" not in LEVERS[lever.name].unit:
        said.append(t("hours.lever", by=f"{taken:.1f}"))
    return [shown(words) for words in said]
