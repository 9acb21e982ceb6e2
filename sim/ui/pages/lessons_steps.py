"""The four steps of a lesson that show something: a bet, and what the model says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import solara

from sim.lessons.bets import bet_of, compare_drawn, drawn_range, drawn_weeks, figure, outcome_of, reveal
from sim.lessons.findings import Contact, Findings, Numbers
from sim.lessons.lesson import Lesson
from sim.lessons.parts import Bet
from sim.model.outcomes import OUTCOME
from sim.report.wording import interval, number
from sim.ui import lesson_pictures as pictures
from sim.ui.tags import heading, listed, paragraph, table, tag
from sim.ui.widgets.inputs import draw
from sim.ui.words import model, t

LETTERS = "ABCDEF"


@solara.component
def Step(lesson: Lesson, step: str, found: Findings) -> None:
    """One step; what it shows stays hidden until the bet is placed."""
    none: dict[str, Any] = {}
    bets, set_bets = solara.use_state(none)  # by step: the answer picked, or the levels drawn
    hidden: frozenset[str] = frozenset()
    shown, set_shown = solara.use_state(hidden)
    bet = bet_of(lesson, step)
    open_ = bet is None or step in shown
    with tag("div", classes="stack"):
        with tag("section", classes="card"):
            heading(2, t(f"names.{step}"))
            paragraph(getattr(lesson, step).say)
            if step == "one":
                About(lesson)
        if bet is not None:
            def show(on: bool) -> None:
                set_shown(shown | {step} if on else shown - {step})

            if bet.kind == "pick":
                Pick(lesson, step, found, bet, bets.get(step), lambda value: set_bets({**bets, step: value}),
                     open_, show).key(step)
            else:
                Course(lesson, found, bet, bets.get(step), lambda value: set_bets({**bets, step: value}),
                       open_, show).key(step)
        if open_:
            {"one": One, "repeated": Repeated, "team": Team, "organisation": Organisation}[step](
                lesson, found).key(f"{step} shown")


@solara.component
def About(lesson: Lesson) -> None:
    """What it is and how it works."""
    with tag("div", classes="two"):
        for key in ("what", "how"):
            with tag("div"):
                heading(3, t(f"lessons.{key}"))
                paragraph(getattr(lesson, key))


@solara.component
def Pick(lesson: Lesson, step: str, found: Findings, bet: Bet, picked: int | None,
         on_pick: Callable[[int], None], open_: bool, on_open: Callable[[bool], None]) -> None:
    """A bet that is picked."""
    told = reveal(lesson, step, found, picked) if open_ else None
    with tag("section", classes="card bet"):
        heading(2, t("lessons.bet"))
        paragraph(bet.ask)
        with tag("div", classes="answers told" if told else "answers", role="group", label=bet.ask):
            for i, choice in enumerate(bet.choices):
                right = told is not None and told.right == i
                inside = [tag("span", LETTERS[i], "letter"), tag("span", choice.say)]
                if right:
                    inside.append(tag("span", t("lessons.holds"), "tell"))
                off = {"disabled": "disabled"} if told else {}
                tag("button", inside, "right" if right else "", on_click=partial(on_pick, i), type="button",
                    aria_pressed="true" if picked == i else "false", **off)
        if told is None:
            off = {"disabled": "disabled"} if picked is None else {}
            tag("button", t("lessons.reveal"), "button first", on_click=lambda: on_open(True), type="button",
                **off)
            return
        with tag("div", classes="said", role="status"):
            if told.won is not None:
                tag("p", t("lessons.won") if told.won else t("lessons.lost"),
                    f"verdict {'better' if told.won else 'worse'}")
            paragraph(told.words)
        tag("button", t("lessons.again"), "button", on_click=lambda: on_open(False), type="button")


@solara.component
def Course(lesson: Lesson, found: Findings, bet: Bet, drawn: list[float] | None,
           on_draw: Callable[[list[float]], None], open_: bool, on_open: Callable[[bool], None]) -> None:
    """A bet that is drawn."""
    outcome = outcome_of(lesson, bet)
    today, plan = found.whole.courses[outcome]
    weeks = drawn_weeks(len(today.mean))
    levels = drawn or [today.mean[0]] * len(weeks)
    with tag("section", classes="card bet"):
        heading(2, t("lessons.bet"))
        paragraph(bet.ask)
        o = OUTCOME[outcome]
        draw(f"{model(o.label)}, {model(o.unit)}", o.unit, weeks, levels, today.mean,
             drawn_range(lesson, found, outcome), plan.mean if open_ else (), on_draw)
        if open_:
            told = compare_drawn(lesson, found, levels)
            tag("p", told.words, f"verdict {'better' if told.near else 'worse'}", role="status")
            tag("button", t("lessons.again"), "button", on_click=lambda: on_open(False), type="button")
        else:
            tag("button", t("lessons.reveal"), "button first", on_click=lambda: on_open(True), type="button")


@solara.component
def Big(lesson: Lesson, about: Numbers) -> None:
    """A number under both policies, large."""
    tag("h3", f"{about.label[:1].upper()}{about.label[1:]}")
    with tag("div", classes="big"):
        for side, value, classes in ((lesson.today, about.today, "today"), (lesson.plan, about.plan, "plan")):
            tag("div", [tag("span", side.label),
                        tag("strong", figure(value, about.unit, language=lesson.language))], classes)


@solara.component
def One(lesson: Lesson, found: Findings) -> None:
    """The same customer under both policies."""
    one = found.one
    with tag("section", classes="card"):
        heading(2, t("lessons.same_luck"))
        Big(lesson, one.numbers)
        paragraph(t(f"lessons.chosen_{lesson.one.find}", among=f"{one.among:,}", week=one.week))
        with tag("div", classes="two"):
            for side, contact in ((lesson.today, one.today), (lesson.plan, one.plan)):
                Told(side.label, contact, one.unit, one.day)
        differs = [row for row in one.rows if row[2] != row[3]]
        with tag("details"):
            tag("summary", t("lessons.what_differs"))
            table((t("lessons.step"), t("lessons.number"), lesson.today.label, lesson.plan.label), differs,
                  t("lessons.what_differs"))
        paragraph(t("lessons.simulated"), "soft")


@solara.component
def Told(label: str, contact: Contact, unit: str, day: int) -> None:
    """One contact in words."""
    with tag("div"):
        heading(3, label)
        tag("p", t("lessons.served", employee=contact.employee, unit=unit, day=day), "soft")
        paragraph(contact.mattered)
        with tag("details"):
            tag("summary", t("lessons.story"))
            for title, text in contact.story:
                tag("p", [tag("strong", f"{title}. "), tag("span", text)])


@solara.component
def Repeated(lesson: Lesson, found: Findings) -> None:
    """Many contacts, or many runs."""
    many = found.repeated
    lives = lesson.repeated.of == "lives"
    names = ((t("lessons.other_luck"), t("lessons.same_luck_short")) if lives
             else (lesson.today.label, lesson.plan.label))
    with tag("section", classes="card"):
        heading(2, model(OUTCOME[str(lesson.repeated.outcome)].label) if lives
                else f"{many.numbers.label[:1].upper()}{many.numbers.label[1:]}")
        Key(names)
        pictures.picture(pictures.spread(lesson, found))
        values = (many.numbers.today, many.numbers.plan)
        said = ", ".join(f"{name}: {figure(value, many.numbers.unit, language=lesson.language)}" for name,
                         value in zip(names, values, strict=True))
        paragraph(f"{many.numbers.label[:1].upper()}{many.numbers.label[1:]}. {said}." if lives
                  else f"{t('lessons.average')}: {said}.")
        rows = [[f"{many.edges[i]:.3g}", f"{many.edges[i + 1]:.3g}", str(a), str(b)]
                for i, (a, b) in enumerate(zip(many.today, many.plan, strict=True))]
        folded((t("lessons.from"), t("lessons.to"), *names), rows)


@solara.component
def Key(names: tuple[str, str]) -> None:
    """Which line is whose."""
    tag("p", [tag("span", names[0], "today"), tag("span", names[1], "plan")], "key")


@solara.component
def Team(lesson: Lesson, found: Findings) -> None:
    """One team by week, and all teams."""
    team, names = found.team, (lesson.today.label, lesson.plan.label)
    o = OUTCOME[team.outcome]
    with tag("div", classes="two"):
        with tag("section", classes="card"):
            heading(2, t("lessons.own_team", unit=team.unit))
            Big(lesson, team.numbers)
            Key(names)
            pictures.picture(pictures.own_team(lesson, found))
            rows = [[str(i + 1), number(a, o), number(b, o)] for i,
                    (a, b) in enumerate(zip(team.today, team.plan, strict=True))]
            folded((t("band.week"), *names), rows)
        with tag("section", classes="card"):
            heading(2, t("lessons.all_teams", today=names[0], plan=names[1]))
            pictures.picture(pictures.all_teams(lesson, found))
            folded((t("lessons.unit"), *names), [[name, number(a, o), number(b, o)] for name, a,
                                                 b in team.teams])


@solara.component
def Organisation(lesson: Lesson, found: Findings) -> None:
    """The whole run, the claims, and what to notice."""
    names = (lesson.today.label, lesson.plan.label)
    Key(names)
    with tag("div", classes="two"):
        for outcome in lesson.organisation.outcomes:
            o = OUTCOME[outcome]
            today, plan = found.whole.courses[outcome]
            with tag("section", classes="card"):
                heading(2, f"{model(o.label)}, {t('pictures.scale') if o.unit == '0-100' else model(o.unit)}")
                pictures.picture(pictures.whole(lesson, found, outcome))
                rows = [[str(i + 1), number(a, o), number(b, o), interval(low, high, o)] for i,
                        (a, b, low, high) in enumerate(zip(today.mean, plan.mean, plan.low, plan.high,
                                                           strict=True))]
                folded((t("band.week"), *names, t("lessons.likely")), rows)
    paragraph(t("lessons.band"), "soft")
    with tag("div", classes="main-side"):
        Claims(lesson, found)
        with tag("section", classes="card"):
            heading(2, t("lessons.notice"))
            listed(lesson.notice)


@solara.component
def Claims(lesson: Lesson, found: Findings) -> None:
    """What the lesson says compared with what the model says."""
    with tag("section", classes="card"):
        heading(2, t("lessons.claims"))
        for verdict in (found.verdict(claim, lesson.language) for claim in lesson.claims):
            mark = tag("span", f"{'✓' if verdict.holds else '✗'} "
                       f"{t('lessons.stands') if verdict.holds else t('lessons.falls')}", "holds"
                       if verdict.holds else "fails")
            tag("p", [mark, tag("span", f" {verdict.claim.say} "), tag("span", verdict.words, "soft")])


def folded(head: tuple[str, ...], rows: list[list[str]]) -> None:
    """The table behind a picture."""
    with tag("details"):
        tag("summary", t("lessons.table"))
        table(head, rows, t("lessons.table"))
