"""The worksheet for 90 minutes, with rubric and answer key; every answer is computed from the pinned runs."""

from __future__ import annotations

from dataclasses import dataclass

from sim.lessons.bets import STEPS, bet_of, figure, numbers, outcome_of, reveal
from sim.lessons.critique import critique
from sim.lessons.findings import Findings
from sim.lessons.lesson import Lesson
from sim.outcomes import OUTCOME
from sim.parameters import LEVERS


@dataclass(frozen=True)
class Question:
    """One question.

    points: it is worth.  lines: room to write.  answer: for the key, computed; '' where no single answer is right.  choices: to tick.
    """

    step: str
    ask: str
    points: int
    lines: int
    answer: str = ""
    choices: tuple[str, ...] = ()


RUBRIC = (
    ("Reads the figures", "names figures, with unit and side", "names figures", "speaks of impressions"),
    ("Follows the chain", "goes from policy through people to customers, step by step", "names two links", "names a cause only"),
    ("Knows what it is worth", "keeps apart luck, assumption and evidence", "mentions one of them", "takes it for a forecast"),
    ("Carries it over", "says what would be seen in a real organisation, and what would prove it wrong", "gives an example", "gives none"),
)
"""Criterion, then what earns 3, 2 and 1 points."""


def worksheet(lesson: Lesson, found: Findings) -> list[Question]:
    """The questions in the order of the lesson, with their answers."""
    return [question for step in STEPS for question in _step(lesson, step, found)] + _claims(lesson, found) + _open(lesson, found)


def _step(lesson: Lesson, step: str, found: Findings) -> list[Question]:
    bet = bet_of(lesson, step)
    about = numbers(lesson, step, found)
    if bet is None:
        said = (f"{lesson.today.label}: {figure(about.today, about.unit)}; {lesson.plan.label}: {figure(about.plan, about.unit)}.")
        return [Question(step, f"Read off {about.label.lower()} under both policies.", 2, 2, said)]
    if bet.kind == "draw":
        course = found.whole.courses[outcome_of(lesson, bet)][1].mean
        o = OUTCOME[outcome_of(lesson, bet)]
        marks = sorted({0, len(course) // 4, len(course) // 2, len(course) - 1})
        said = "; ".join(f"week {i + 1}: {figure(course[i], o.unit)}" for i in marks)
        return [Question(step, f"{bet.ask} Then write down the model's level in weeks {', '.join(str(i + 1) for i in marks)}.", 4, 4, said)]
    told = reveal(lesson, step, found)
    return [Question(step, f"{bet.ask} Your bet, and why?", 2, 2, f"{'abcdef'[told.right]}) {told.words}",
                     tuple(choice.say for choice in bet.choices))]


def _claims(lesson: Lesson, found: Findings) -> list[Question]:
    asked = []
    for claim in lesson.claims:
        verdict = found.verdict(claim)
        asked.append(Question("organisation", f"\"{claim.say}\" Does the model show it? Give the figure and its interval.", 2, 2,
                              f"{'Yes' if verdict.holds else 'No'}. {verdict.words}."))
    return asked


def _open(lesson: Lesson, found: Findings) -> list[Question]:
    box, parts = lesson.sandbox, critique(lesson)
    settings = ", ".join(f"{name} {value:g}{' hours a week' if LEVERS[name].unit.startswith('hours/week') else ''}"
                         for name, value in box.solution.items())
    asked = [Question("sandbox", f"{box.say} {box.goal} Write down the plan you try first, what you expect, and what came of it.", 6, 6,
                      f"One of many: {settings}. {found.solution.words}")]
    asked += [Question("sandbox", f"The plan \"{preset.title}\" fails. Why?", 2, 2, f"{preset.why} {tried.words}")
              for preset, tried in zip(box.presets, found.presets, strict=True)]
    asked.append(Question("critique", "Of the numbers in play, which are evidence and which are assumed? Name one of each that matters.",
                          4, 4, parts.words))
    return asked + [Question("debrief", ask, 4, 4) for ask in lesson.debrief[:2]]


def points(questions: list[Question]) -> int:
    """Points of the whole sheet."""
    return sum(question.points for question in questions)

