"""The worksheet for 90 minutes, with rubric and answer key; every answer is computed from the pinned runs."""

from __future__ import annotations

from dataclasses import dataclass

from sim.lessons.bets import STEPS, bet_of, figure, numbers, outcome_of, reveal
from sim.lessons.critique import critique
from sim.lessons.findings import Findings
from sim.lessons.lesson import Lesson
from sim.lessons.words import say
from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS
from sim.report.wording import IN_PERCENT
from sim.words import model


@dataclass(frozen=True)
class Question:
    """One question.

    points: it is worth.  lines: room to write.  answer: for the key, computed; '' where no single answer is
    right.  choices: to tick.
    """

    step: str
    ask: str
    points: int
    lines: int
    answer: str = ""
    choices: tuple[str, ...] = ()


def worksheet(lesson: Lesson, found: Findings) -> list[Question]:
    """The questions in the order of the lesson, with their answers."""
    return ([question for step in STEPS for question in _step(lesson, step, found)] + _claims(lesson, found)
            + _open(lesson, found))


def _step(lesson: Lesson, step: str, found: Findings) -> list[Question]:
    bet, code = bet_of(lesson, step), lesson.language
    about = numbers(lesson, step, found)
    if bet is None:
        today, plan = (figure(value, about.unit, language=code) for value in (about.today, about.plan))
        read = f"{lesson.today.label}: {today}; {lesson.plan.label}: {plan}."
        return [Question(step, say(code, "worksheet.read", label=about.label.lower()), 2, 2, read)]
    if bet.kind == "draw":
        course = found.whole.courses[outcome_of(lesson, bet)][1].mean
        o = OUTCOME[outcome_of(lesson, bet)]
        marks = sorted({0, len(course) // 4, len(course) // 2, len(course) - 1})
        levels = "; ".join(say(code, "worksheet.week", week=i + 1,
                               level=figure(course[i], o.unit, language=code)) for i in marks)
        return [Question(step, say(code, "worksheet.draw", ask=bet.ask,
                                   weeks=", ".join(str(i + 1) for i in marks)), 4, 4, levels)]
    told = reveal(lesson, step, found)
    return [Question(step, say(code, "worksheet.bet", ask=bet.ask), 2, 2,
                     f"{'abcdef'[told.right]}) {told.words}", tuple(choice.say for choice in bet.choices))]


def _claims(lesson: Lesson, found: Findings) -> list[Question]:
    verdicts = [found.verdict(claim, lesson.language) for claim in lesson.claims]
    return [Question("organisation", say(lesson.language, "worksheet.claim", say=verdict.claim.say), 2, 2,
                     say(lesson.language, "worksheet.holds" if verdict.holds else "worksheet.falls",
                         words=verdict.words)) for verdict in verdicts]


def _open(lesson: Lesson, found: Findings) -> list[Question]:
    box, code = lesson.sandbox, lesson.language
    hours, said = f" {say(code, 'worksheet.hours')}", []
    for name, value in box.solution.items():
        p = LEVERS[name]
        level = f"{100 * value:g} %" if p.unit in IN_PERCENT else f"{value:g}" + (
            hours if p.unit.startswith("hours/week") else "")
        said.append(f"{model(code, p.label)} {level}")
    settings = ", ".join(said)
    asked = [Question("sandbox", say(code, "worksheet.sandbox", say=box.say, goal=box.goal(code)), 6, 6,
                      say(code, "worksheet.solution", settings=settings, words=found.solution.words))]
    asked += [Question("sandbox", say(code, "worksheet.preset", title=preset.title), 2, 2,
                       f"{preset.why} {tried.words}") for preset,
              tried in zip(box.presets, found.presets, strict=True)]
    asked.append(Question("critique", say(code, "worksheet.critique"), 4, 4, critique(lesson).words(code)))
    return asked + [Question("debrief", ask, 4, 4) for ask in lesson.debrief[:2]]
