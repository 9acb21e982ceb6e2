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
from sim.whatif.ranking import MEASURES, OUTCOMES, Help, checked, ranking
from sim.whatif.runs import FIRST_CARDS
from sim.whatif.sure import ordinary
from sim.whatif.words import unit_words

PILOT_RUNS, PILOT_MEMBERS = 6, 10
"""Runs of each of a pilot's three worlds, and members under which each is run once more."""

SHOWN = 10
"""Levers shown of those that would help, at most."""

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
                     replications=PILOT_RUNS, members=PILOT_MEMBERS, pool=turn.request.executor(Lane.LARGE),
                     on_progress=turn.at)

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
    rows, told = [], dict[str, list[str]]()
    for name in dict.fromkeys((*FIRST_CARDS, "job_satisfaction")):
        if name not in found.figures.index:
            continue
        o, figures = OUTCOME[name], found.figures.loc[name]
        rows.append((f"{model(o.label)} ({unit_words(o.unit, language())})",
                     *(_cell(figures.loc[part], o) for part in _PARTS)))
        misses = figures.loc["misses"]
        if misses.likely_low > 0 or misses.likely_high < 0:
            more = misses.value * np.sign(figures.loc["roll_out"].value) > 0
            told.setdefault("pilot.overstates" if more else "pilot.understates", []).append(model(o.label))
    with tag("div", role="status"):
        paragraph(t("pilot.beside", units=", ".join(map(unit, found.neighbours[:4]))))
        listed([t(key, labels=", ".join(labels)) for key, labels in told.items()] or [t("pilot.true")])
    head = (t("whatif.outcome"), t("pilot.beside_column"), t("pilot.effect"), t("pilot.roll_out"))
    table(head, rows, t("pilot.title"))


def _cell(row: Any, o: Outcome) -> str:
    return _with_range(row.value, row.likely_low, row.likely_high, o)


def _with_range(value: float, low: float, high: float, o: Outcome) -> str:
    ends = between(number(low, o, sign=True), number(high, o, sign=True), language())
    return f"{number(value, o, sign=True)} ({ends})"


@solara.component
def Ranking(page: PageState) -> None:
    """Levers by what they bring; taking one over has it worked out in full."""
    by, set_by = solara.use_state(MEASURES[0])
    plan, organisation = page.plan, page.organisation
    job = use_work("ranking", lambda turn: ranking(plan, organisation, by), [plan.to_text(), by])
    paragraph(t("ranking.about"))
    if not ordinary(plan):
        paragraph(t("ranking.ordinary"))
    Picker(label=t("ranking.by"), value=by, choices=[(each, t(f"ranking.by_{each}")) for each in MEASURES],
           event_pick=set_by)
    if job.working or job.fault is not None or job.value is not None:
        _told(job, t("ranking.working"), partial(_ranked, page))
    else:
        paragraph(t("ranking.cannot"))
    if job.value is not None and not job.working and any(each.place > 0 for each in job.value):
        Checked(page, job.value, by).key(f"{plan.to_text()} {by}")


@solara.component
def Checked(page: PageState, found: list[Help], by: str) -> None:
    """On request the first levers are run, and whether their order held is said."""
    asked, set_asked = solara.use_state(False)
    job = use_work("check", None if not asked else lambda turn: checked(
        page.plan, found, by, page.organisation, pool=turn.request.executor(Lane.LARGE),
        on_progress=turn.at), [])
    if not asked:
        tag("button", t("ranking.check"), "button", lambda: set_asked(True), "", type="button")
    _told(job, t("ranking.checking"), partial(_checked, by))


def _checked(by: str, said: tuple[list[Help], bool]) -> None:
    runs, held = said
    outcome = OUTCOME["net_value" if by == "money" else "customer_satisfaction"]
    with tag("div", role="status"):
        paragraph(t("ranking.held" if held else "ranking.overtaken", label=model(outcome.label)))
        listed(f"{lever(each.lever, language()).label}: {_with_range(*each.gains[outcome.name], outcome)}"
               for each in runs)


def _ranked(page: PageState, found: list[Help]) -> None:
    helping = [each for each in found if each.place > 0][:SHOWN]
    unclear, hurt = (sum(each.place == place for each in found) for place in (0, -1))
    if helping:
        outcomes = [OUTCOME[name] for name in OUTCOMES]
        units = (unit_words(o.unit, language(), page.paying.currency) for o in outcomes)
        head = (t("ranking.lever"), *(f"{model(o.label)} ({said})" for o, said in zip(outcomes, units,
                                                                                      strict=True)),
                t("ranking.hours"), "")
        with tag("div", classes="scroll", tabindex="0", role="group", label=t("ranking.title")), tag(
            "table", classes="plain"):
            tag("thead", tag("tr", [tag("th", words, scope="col") if words else tag("td", "")
                                    for words in head]))
            for place in sorted({each.place for each in helping}):
                _group(page, place, [each for each in helping if each.place == place], len(head))
    else:
        paragraph(t("ranking.none"))
    paragraph(" ".join(t(f"ranking.{key}", count=count) for key, count in (
        ("unclear", unclear), ("hurt", hurt)) if count), "soft")


def _group(page: PageState, place: int, some: list[Help], columns: int) -> None:
    """Levers that likely ranges do not tell apart."""
    key = ("first" if place == 1 else "then") + ("_open" if len(some) > 1 else "")
    with tag("tbody"):
        tag("tr", tag("th", t(f"ranking.{key}"), scope="rowgroup", colspan=str(columns)))
        for each in some:
            name, value = lever(each.lever, language()).label, value_words(each.lever, each.value, language())
            with tag("tr"):
                tag("th", f"{name} → {value}", scope="row")
                for outcome, gain in each.gains.items():
                    tag("td", _with_range(*gain, OUTCOME[outcome]))
                tag("td", f"{each.hours:+.1f}".replace("-", "−") if round(each.hours, 1) else "0.0")
                with tag("td"):
                    tag("button", t("ranking.take"), "link", partial(_take, page, each),
                        f"{t('ranking.take')}: {name}", type="button")


def _take(page: PageState, each: Help) -> None:
    page.change(lambda plan: plan.set(each.lever, each.value))
