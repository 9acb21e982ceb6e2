"""Levers as native sliders: what a step means, in figures and in words, is there while it moves; the server hears a little later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import solara

from sim.ui.offered import NAME, among, row, text, vue, whole
from sim.ui.words import language, t
from sim.whatif.levers import Lever, value_words, zone
from sim.whatif.plan import Plan


def _step(said: Any, widget: Any) -> bool:
    """The name of a lever that is shown, and which of its steps."""
    return row(text(NAME), whole(0, 10_000))(said, widget) and any(
        shown["name"] == said[0] and said[1] < len(shown["said"]) for shown in widget.rows)


@vue("levers.vue", drag=_step, set=_step, help=among(lambda widget: [shown["name"] for shown in widget.rows]))
def _Sliders(name: str, rows: list[dict[str, Any]], event_drag: Callable[[list[Any]], None], event_set: Callable[[list[Any]], None],
             event_help: Callable[[str], None]) -> None:
    """The sliders and their script."""


@solara.component
def Levers(name: str, levers: Sequence[Lever], plan: Plan, week: int, on_drag: Callable[[str, float], None],
           on_set: Callable[[str, float], None], on_help: Callable[[str], None]) -> None:
    """Sliders for some levers as they are in a week of the plan.  name: of the group.  on_drag: while one moves; on_set: it rests."""
    by_name = {lever.name: lever for lever in levers}

    def at(said: list[Any]) -> tuple[str, float]:
        lever = by_name[said[0]]
        return lever.name, _levels(lever)[said[1]]

    _Sliders(name=name, rows=[_row(lever, plan, week) for lever in levers], event_drag=lambda said: on_drag(*at(said)),
             event_set=lambda said: on_set(*at(said)), event_help=on_help)


def _levels(lever: Lever) -> list[float]:
    """Every level that the slider can stand at."""
    steps = round((lever.high - lever.low) / lever.step)
    return [min(lever.high, round(lever.low + i * lever.step, 9)) for i in range(steps + 1)]


def _row(lever: Lever, plan: Plan, week: int) -> dict[str, Any]:
    """What the browser needs of a lever.  said: figure and word of each step.  now, here: the same of where it is."""
    now, today = plan.level(lever.name, week), plan.today(lever.name)
    levels, span = _levels(lever), lever.high - lever.low
    return {"name": lever.name, "label": lever.label, "about": t("whatif.help_of", lever=lever.label), "message": lever.message,
            "at": min(range(len(levels)), key=lambda i: abs(levels[i] - now)), "said": [_said(lever, level, today) for level in levels],
            "here": _said(lever, now, today), "today": (today - lever.low) / span, "changed": now != today}


def _said(lever: Lever, level: float, today: float) -> list[str]:
    told = language()
    return [value_words(lever.name, level, told), zone(lever.name, level, today, told)]
