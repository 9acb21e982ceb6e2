"""The pictures of a lesson, the same on the page, before the class and on paper."""

from __future__ import annotations

import solara

from sim.lessons.findings import Attempt, Findings
from sim.lessons.lesson import Lesson
from sim.lessons.retold import said
from sim.lessons.words import say
from sim.model.outcomes import OUTCOME
from sim.report import drawings
from sim.words import model

LEAST = 10.0
"""Points that a picture spans at least."""


def picture(svg: str) -> solara.Element:
    """An SVG as an element."""
    return solara.HTML(tag="div", unsafe_innerHTML=svg)


def _least(outcome: str) -> float:
    return LEAST if OUTCOME[outcome].unit == "0-100" else 0.0


def _names(lesson: Lesson) -> tuple[str, str]:
    return lesson.today.label, lesson.plan.label


def _label(what: str, lesson: Lesson, today: float, plan: float, unit: str) -> str:
    names = dict(zip(("today_is", "plan_is"), _names(lesson), strict=True))
    return say(lesson.language, "pictures.at_end", what=what, today=f"{today:.1f}", plan=f"{plan:.1f}",
               unit=model(lesson.language, unit), **names)


def spread(lesson: Lesson, found: Findings) -> str:
    """The distribution of the second step."""
    many = found.repeated
    means = None if lesson.repeated.of == "lives" else (many.numbers.today, many.numbers.plan)
    label = (f"{many.numbers.label}: {_names(lesson)[0]} {many.numbers.today:.1f}, {_names(lesson)[1]} "
             f"{many.numbers.plan:.1f}")
    return drawings.histogram(label, many.edges, many.today, many.plan, means,
                              tuple(said(lesson.language, each) for each in ("no", "yes"))
                              if len(many.today) == 2 else ())


def own_team(lesson: Lesson, found: Findings) -> str:
    """The team of the third step, by week."""
    team = found.team
    what = say(lesson.language, "pictures.week_of", label=team.numbers.label, unit=team.unit)
    label = _label(what, lesson, team.today[-1], team.plan[-1], team.numbers.unit)
    return drawings.course(label, team.today, team.plan, _names(lesson),
                           least=_least(team.outcome), language=lesson.language)


def all_teams(lesson: Lesson, found: Findings) -> str:
    """Every team of the third step."""
    team = found.team
    label = say(lesson.language, "pictures.teams", label=team.numbers.label, count=len(team.teams),
                today_is=lesson.today.label, plan_is=lesson.plan.label)
    return drawings.teams(label, [(str(name), float(a), float(b)) for name, a, b in team.teams], team.unit)


def whole(lesson: Lesson, found: Findings, outcome: str) -> str:
    """An outcome of the organisation, with bands of luck."""
    today, plan = found.whole.courses[outcome]
    marked = max((change.day // 5 + 1 for scenario in lesson.scenarios for change in scenario.changes),
                 default=0)
    what = say(lesson.language, "pictures.week", label=model(lesson.language, OUTCOME[outcome].label))
    label = _label(what, lesson, today.mean[-1], plan.mean[-1],
                   OUTCOME[outcome].unit)
    return drawings.course(label, today.mean, plan.mean, _names(lesson),
                           (("today", today.low, today.high), ("plan", plan.low, plan.high)), marked=marked,
                           least=_least(outcome), language=lesson.language)


def tried(lesson: Lesson, attempt: Attempt, names: tuple[str, str]) -> str:
    """A plan of the sandbox against doing nothing, with the goal."""
    box = lesson.sandbox
    o = OUTCOME[box.outcome]
    goal = box.at_least if box.at_least is not None else box.at_most
    label = say(lesson.language, "pictures.goal", label=model(lesson.language, o.label), today_is=names[0],
                today=f"{attempt.today.mean[-1]:.1f}", plan_is=names[1], plan=f"{attempt.plan.mean[-1]:.1f}",
                goal=f"{goal:g}", unit=model(lesson.language, o.unit))
    return drawings.course(label, attempt.today.mean, attempt.plan.mean, names, goal=goal,
                           marked=box.from_week, least=_least(box.outcome), language=lesson.language)
