"""Trying it out: how one would notice, the plan in one unit beside its neighbours, what would help most."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import solara

from sim.insight.plans.pilot import Pilot, pilot
from sim.model.outcomes import OUTCOME, Outcome
from sim.report.wording import between, number
from sim.ui.components.elements import Picker
from sim.ui.faults import sentence
from sim.ui.tags import heading, listed, paragraph, table, tag
from sim.ui.whatif.asking import Asked
from sim.ui.whatif.sheet import Expander
from sim.ui.whatif.view import PageState
from sim.ui.words import language, model, t, unit
from sim.ui.work import Job, Progress, Turn, use_work
from sim.whatif.levers import lever, value_words
from sim.whatif.notice import signs
from sim.whatif.queue import Lane
from sim.whatif.ranking import Help, ranking
from sim.whatif.runs import FIRST_CARDS

PILOT_RUNS = 6
"""Runs of each of a pilot's three worlds."""

SHOWN = 8
"""Levers shown of those that would help."""

_PARTS = ("beside", "effect", "roll_out")


@solara.component
def Trying(page: PageState, asked: Asked) -> None:
    """The section."""
    with tag("section", classes="card trying", label=t("trying.title")):
        heading(2, t("trying.title"))
        heading(3, t("notice.title"))
        if page.plan.empty or not asked.settled or asked.answer is None:
            paragraph(t("whatif.why_empty") if page.plan.empty else t("whatif.about_old"), "soft")
        else:
            found = signs(asked.answer)
            if found:
                listed(sign.told(language()) for sign in found)
            else:
                paragraph(t("notice.nothing"))
        Expander(t("pilot.title"), lambda: InOneUnit(page))
        Expander(t("ranking.title"), lambda: Ranking(page))


@solara.component
def InOneUnit(page: PageState) -> None:
    """The plan in one unit, beside its neighbours."""
    there = solara.use_memo(lambda: page.organisation or page.plan.baseline().build_organisation(),
                            [page.plan.base, page.plan.place, id(page.organisation)])
    serving = [name for i, name in enumerate(there.unit_names) if there.front_line[there.unit == i].any()]
    chosen, set_chosen = solara.use_state("")
    at, set_at = solara.use_state("")
    place = at if at in serving else serving[0] if serving else ""
    plan, organisation = page.plan, page.organisation

    def run(turn: Turn) -> Pilot:
        return pilot(plan.baseline(organisation), plan.scenario(organisation), chosen,
                     replications=PILOT_RUNS, pool=turn.request.executor(Lane.LARGE), on_progress=turn.at)

    job = use_work("pilot", run if chosen and not plan.empty else None, [plan.to_text(), chosen])
    paragraph(t("pilot.about"))
    with tag("div", classes="line-up"):
        Picker(label=t("people.unit"), value=place, choices=[(name, unit(name)) for name in serving],
               event_pick=set_at)
        off = {"disabled": ""} if plan.empty else {}
        tag("button", t("pilot.run"), "button", None if plan.empty else lambda: set_chosen(place), "",
            type="button", **off)
    _told(job, t("pilot.working"), _pilot)


def _told[T](job: Job[T], words: str, shown: Callable[[T], None]) -> None:
    """What came of work, or how far it is."""
    if job.fault is not None:
        tag("p", sentence(job.fault), "worse", role="alert")
    elif job.working:
        Progress(words, job)
    elif job.value is not None:
        shown(job.value)


def _pilot(found: Pilot) -> None:
    rows, told = [], []
    for name in dict.fromkeys((*FIRST_CARDS, "job_satisfaction")):
        if name not in found.figures.index:
            continue
        o, figures = OUTCOME[name], found.figures.loc[name]
        rows.append((model(o.label), *(_cell(figures.loc[part], o) for part in _PARTS)))
        misses = figures.loc["misses"]
        if misses.low > 0 or misses.high < 0:
            more = misses.value * np.sign(figures.loc["roll_out"].value) > 0
            told.append(t("pilot.overstates" if more else "pilot.understates", label=model(o.label)))
    with tag("div", role="status"):
        paragraph(t("pilot.beside", units=", ".join(map(unit, found.neighbours[:4]))))
        listed(told or [t("pilot.true")])
    head = (t("whatif.outcome"), t("pilot.beside_column"), t("pilot.effect"), t("pilot.roll_out"))
    table(head, rows, t("pilot.title"))


def _cell(row: Any, o: Outcome) -> str:
    ends = between(number(row.low, o, sign=True), number(row.high, o, sign=True), language())
    return f"{number(row.value, o, sign=True)} ({ends})"


@solara.component
def Ranking(page: PageState) -> None:
    """Levers by what they bring for what they take; taking one over has it worked out in full."""
    wanted, set_wanted = solara.use_state("")
    plan, organisation, here = page.plan, page.organisation, page.plan.to_text()

    def run(turn: Turn) -> list[Help]:
        return ranking(plan, organisation, turn.request, turn.at)

    job = use_work("ranking", run if wanted == here else None, [here])
    paragraph(t("ranking.about"))
    tag("button", t("ranking.run"), "button", lambda: set_wanted(here), "", type="button")
    _told(job, t("ranking.working"), partial(_ranked, page))


def _ranked(page: PageState, found: list[Help]) -> None:
    customers, staff = (OUTCOME[name] for name in ("customer_satisfaction", "job_satisfaction"))
    head = (t("ranking.lever"), model(customers.label), model(staff.label), t("ranking.hours"), "")
    with tag("div", classes="scroll", tabindex="0", role="group", label=t("ranking.title")), tag(
        "table", classes="plain"):
        tag("thead", tag("tr", [tag("th", words, scope="col") if words else tag("td", "") for words in head]))
        with tag("tbody"):
            for each in found[:SHOWN]:
                with tag("tr"):
                    name, value = lever(each.lever, language()).label, value_words(
                        each.lever, each.value, language())
                    tag("th", f"{name} → {value}", scope="row")
                    tag("td", f"{number(each.gain, customers, sign=True)} ± {number(each.far, customers)}")
                    tag("td", number(each.staff, staff, sign=True))
                    tag("td", f"{each.hours:+.1f}".replace("-", "−"))
                    take = partial(_take, page, each)
                    with tag("td"):
                        tag("button", t("ranking.take"), "link", take, f"{t('ranking.take')}: {name}",
                            type="button")


def _take(page: PageState, each: Help) -> None:
    page.change(lambda plan: plan.set(each.lever, each.value))
