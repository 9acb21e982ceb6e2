"""Bets: which answer was right, and how near a drawn course came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.lessons.findings import Findings, Numbers
from sim.lessons.lesson import Lesson
from sim.lessons.parts import Bet
from sim.lessons.words import say
from sim.model.outcomes import OUTCOME, Outcome
from sim.report.wording import number
from sim.words import ENGLISH, model

STEPS = ("one", "repeated", "team", "organisation")
"""The steps that show something and may be bet on, in order."""

HANDLES = 6
"""Points of a course that are drawn; the first is given."""

# a drawn course is near if it is off by less than this share of the range it could have been drawn in
_NEAR = 0.1


def bet_of(lesson: Lesson, step: str) -> Bet | None:
    """What is bet on before a step is shown."""
    return getattr(lesson, step).bet


def outcome_of(lesson: Lesson, bet: Bet) -> str:
    """The outcome an organisation's bet is about."""
    return bet.outcome or lesson.organisation.outcomes[0]


def numbers(lesson: Lesson, step: str, found: Findings) -> Numbers:
    """The numbers a step's bet is about."""
    bet = bet_of(lesson, step)
    about = found.numbers(step, outcome_of(lesson, bet) if bet else lesson.organisation.outcomes[0])
    return replace(about, label=model(lesson.language, about.label))


def right(bet: Bet, value: float) -> int:
    """Which answer is right, from 0.

    >>> from sim.lessons.parts import Answer
    >>> bet = Bet(ask="?", choices=(Answer(say="fewer", below=0), Answer(say="more")))
    >>> right(bet, -0.1), right(bet, 0.0)
    (0, 1)
    """
    return next((i for i, answer in enumerate(bet.choices) if answer.below is not None
                 and value < answer.below), len(bet.choices) - 1)


def figure(value: float, unit: str, sign: bool = False, language: str = ENGLISH) -> str:
    """A number of a step in words: with the decimals of an outcome of that unit."""
    said = number(value, Outcome("", "state", "", "", 1.0, unit, 0, "", ""), sign)
    return f"{said} {model(language, 'points' if unit == '0-100' else unit)}".strip()


@dataclass(frozen=True)
class Reveal:
    """What came of a bet.  right: the answer that holds; won: was it picked (None if nobody bet)?  words: one
    sentence."""

    right: int
    won: bool | None
    words: str


def reveal(lesson: Lesson, step: str, found: Findings, picked: int | None = None) -> Reveal:
    """A picked bet compared with the model."""
    bet = bet_of(lesson, step)
    assert bet is not None and bet.kind == "pick"
    about = numbers(lesson, step, found)
    value = about.of(bet.of)
    answer = right(bet, value)
    code = lesson.language
    words = say(code, "bets.told", label=about.label[:1].upper() + about.label[1:],
                today_is=lesson.today.label, today=figure(about.today, about.unit, language=code),
                plan_is=lesson.plan.label, plan=figure(about.plan, about.unit, language=code),
                apart=figure(about.plan - about.today, about.unit, True, code))
    return Reveal(answer, None if picked is None else picked == answer, words)


def drawn_weeks(weeks: int) -> list[int]:
    """The weeks at which a course is drawn, from the first to the last.

    >>> drawn_weeks(50)
    [1, 11, 21, 30, 40, 50]
    """
    return [round(1 + i * (weeks - 1) / (HANDLES - 1)) for i in range(HANDLES)]


def drawn_range(lesson: Lesson, found: Findings, outcome: str) -> tuple[float, float]:
    """The levels between which a course can be drawn: wide, and not telling where the answer lies."""
    today = found.whole.courses[outcome][0].mean
    if OUTCOME[outcome].unit in ("0-100", "%"):
        return 0.0, 100.0 if OUTCOME[outcome].unit == "0-100" or max(today) > 40 else 60.0
    return 0.0, 2.5 * max(today)


@dataclass(frozen=True)
class Drawn:
    """A drawn course compared with the model's.  off: mean distance, in its unit.  words: one sentence."""

    off: float
    near: bool
    words: str


def compare_drawn(lesson: Lesson, found: Findings, levels: Sequence[float]) -> Drawn:
    """How near a drawn course came: levels at :func:`drawn_weeks`, straight lines in between."""
    bet = bet_of(lesson, "organisation")
    assert bet is not None
    outcome = outcome_of(lesson, bet)
    o, truth = OUTCOME[outcome], found.whole.courses[outcome][1].mean
    weeks = np.arange(1, len(truth) + 1)
    drawn = np.interp(weeks, drawn_weeks(len(truth)), levels)
    off = float(np.mean(np.abs(drawn - truth)))
    low, high = drawn_range(lesson, found, outcome)
    near = off <= _NEAR * (high - low)
    code = lesson.language
    own, model_s, apart = (figure(value, o.unit, language=code)
                           for value in (float(drawn[-1]), float(truth[-1]), off))
    words = say(code, f"bets.{'near' if near else 'far'}", own=own, model=model_s, off=apart,
                week=int(np.argmax(np.abs(drawn - truth))) + 1)
    return Drawn(off, near, words)
