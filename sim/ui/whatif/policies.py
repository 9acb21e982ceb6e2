"""What leaders do: levers in three groups, from which week on, and the plan so far in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import solara

from sim.ui.components.levers import Levers
from sim.ui.components.picker import Picker
from sim.ui.tags import heading, icon, tag
from sim.ui.whatif.expander import Fold
from sim.ui.whatif.page_state import Desk
from sim.ui.words import language, t
from sim.whatif.levers import Lever, behind_more, lever, on_page, value_words


@solara.component
def Policies(desk: Desk, on_week: Callable[[int], None], on_help: Callable[[str], None]) -> None:
    """Levers on the page, the plan in words, and the other levers folded away."""
    with tag("section", classes="policies", label=t("whatif.policies")):
        with tag("div", classes="policies-head"):
            heading(2, t("whatif.policies"))
            Picker(label=t("whatif.from_week"), value=str(desk.week), event_pick=lambda week: on_week(int(week)),
                   choices=[(str(week), t("whatif.week_1") if week == 1 else t("whatif.week_later", week=week)) for week in _weeks(desk)])
            Said(desk)
        Groups(desk, on_page(language()), on_help)
        Fold(t("whatif.more_levers", count=sum(map(len, behind_more().values()))), lambda: Groups(desk, behind_more(language()), on_help))


def _weeks(desk: Desk) -> list[int]:
    """Weeks that a change can begin in: each fifth one, and those in which something changes already."""
    return sorted({1, *range(5, desk.plan.weeks, 5), *(change.week for change in desk.plan.changes), desk.week})


@solara.component
def Groups(desk: Desk, groups: dict[str, tuple[Lever, ...]], on_help: Callable[[str], None]) -> None:
    """Sliders, a card a group."""
    def dragged(name: str, value: float) -> None:
        desk.try_out(desk.plan.set(name, value, desk.chosen()))

    def rested(name: str, value: float) -> None:
        week = desk.chosen()
        if desk.plan.set(name, value, week) == desk.plan:
            desk.try_out(None)
        else:
            desk.change(lambda plan: plan.set(name, value, week))

    with tag("div", classes="groups"):
        for group, levers in groups.items():
            with tag("div", classes=f"card group {group}"):
                heading(3, t(f"whatif.group_{group}"))
                Levers(t(f"whatif.group_{group}"), levers, desk.plan, desk.week, dragged, rested, on_help)


@solara.component
def Said(desk: Desk) -> None:
    """The plan in words, each of its settings with a button that takes it back."""
    settings, told = list(desk.plan.settings()), language()
    with tag("ul", classes="said", label=t("whatif.your_plan")):
        if not settings:
            tag("li", t("whatif.nothing_yet"), "soft")
        for week, name, value in settings:
            before = desk.plan.today(name) if week == 1 else desk.plan.level(name, week - 1)
            words = f"{lever(name, told).label} {value_words(name, before, told)} → {value_words(name, value, told)}"
            with tag("li", classes="chip"):
                tag("span", words if week == 1 else f"{t('whatif.week_later', week=week)}: {words}")
                tag("button", [icon("close")], "icon-button tiny", type="button", label=t("whatif.take_back", change=words),
                    on_click=partial(_take_back, desk, name, week))


def _take_back(desk: Desk, name: str, week: int) -> None:
    desk.change(lambda plan: plan.unset(name, week))
