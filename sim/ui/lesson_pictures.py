"""The pictures of a lesson, the same on the page, before the class and on paper."""

from __future__ import annotations

import solara

from sim.lessons.findings import Attempt, Findings
from sim.lessons.lesson import Lesson
from sim.model.outcomes import OUTCOME
from sim.report import drawings

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
    return f"{what}, at the end {lesson.today.label} {today:.1f}, {lesson.plan.label} {plan:.1f} ({unit})"


def spread(lesson: Lesson, found: Findings) -> str:
    """The distribution of the second step."""
    many = found.repeated
    means = None if lesson.repeated.of == "lives" else (many.numbers.today, many.numbers.plan)
    label = (f"{many.numbers.label}: {_names(lesson)[0]} {many.numbers.today:.1f}, {_names(lesson)[1]} "
             f"{many.numbers.plan:.1f}")
    return drawings.histogram(label, many.edges, many.today, many.plan, means, ("no", "yes")
                              if len(many.today) == 2 else ())


def own_team(lesson: Lesson, found: Findings) -> str:
    """The team of the third step, by week."""
    team = found.team
    return drawings.course(_label(f"{team.numbers.label} of {team.unit} by week", lesson, team.today[-1],
                                  team.plan[-1], team.numbers.unit), team.today, team.plan, _names(lesson),
                           least=_least(team.outcome), language=lesson.language)


def all_teams(lesson: Lesson, found: Findings) -> str:
    """Every team of the third step."""
    team = found.team
    label = (f"{team.numbers.label} of {len(team.teams)} teams at the end, from {lesson.today.label} to "
             f"{lesson.plan.label}")
    return drawings.teams(label, [(str(name), float(a), float(b)) for name, a, b in team.teams], team.unit)


def whole(lesson: Lesson, found: Findings, outcome: str) -> str:
    """An outcome of the organisation, with bands of luck."""
    today, plan = found.whole.courses[outcome]
    marked = max((change.day // 5 + 1 for scenario in lesson.scenarios for change in scenario.changes),
                 default=0)
    label = _label(f"{OUTCOME[outcome].label} by week", lesson, today.mean[-1], plan.mean[-1],
                   OUTCOME[outcome].unit)
    return drawings.course(label, today.mean, plan.mean, _names(lesson),
                           (("today", today.low, today.high), ("plan", plan.low, plan.high)), marked=marked,
                           least=_least(outcome), language=lesson.language)


def tried(lesson: Lesson, attempt: Attempt, names: tuple[str, str]) -> str:
    """A plan of the sandbox against doing nothing, with the goal."""
    box = lesson.sandbox
    o = OUTCOME[box.outcome]
    goal = box.at_least if box.at_least is not None else box.at_most
    label = (f"{o.label} by week: {names[0]} {attempt.today.mean[-1]:.1f}, {names[1]} "
             f"{attempt.plan.mean[-1]:.1f}, goal {goal:g} ({o.unit})")
    return drawings.course(label, attempt.today.mean, attempt.plan.mean, names, goal=goal,
                           marked=box.from_week, least=_least(box.outcome), language=lesson.language)
