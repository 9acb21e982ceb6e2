"""The facilitator's script in three formats, derived from the lesson: what to say, to do, to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.lessons.bets import STEPS, bet_of, reveal
from sim.lessons.findings import Findings
from sim.lessons.lesson import Lesson
from sim.lessons.words import said, say

FORMATS = {"20": 20, "90": 90, "homework": 120}
"""Each format and its minutes."""

_MINUTES = {  # opening, the four steps, sandbox, critique, debrief; 0 leaves a part out
    "20": {"open": 2, "one": 4, "repeated": 3, "team": 0, "organisation": 6, "sandbox": 0, "critique": 0,
           "debrief": 5}, "90": {"open": 6, "one": 14, "repeated": 10, "team": 8, "organisation": 14,
                                 "sandbox": 18, "critique": 10, "debrief": 10},
    "homework": {"open": 8, "one": 15, "repeated": 12, "team": 10, "organisation": 20, "sandbox": 30,
                 "critique": 15, "debrief": 10},}


@dataclass(frozen=True)
class Part:
    """One part of a session.  say: to the class; do: at the screen; ask: questions; answer: to oneself."""

    name: str
    title: str
    start: int
    minutes: int
    say: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    """A session from the first minute to the last."""

    format: str
    parts: tuple[Part, ...] = field(default=())

    @property
    def minutes(self) -> int:
        """Of all parts together."""
        return sum(part.minutes for part in self.parts)


def script(lesson: Lesson, format: str, found: Findings | None = None) -> Script:
    """The script of a lesson; with findings it holds what the bets will reveal."""
    parts, start = [], 0
    for name, minutes in _MINUTES[format].items():
        if minutes:
            parts.append(Part(name, say(lesson.language, f"names.{name}"), start, minutes,
                              *_content(lesson, format, name, found)))
            start += minutes
    return Script(format, tuple(parts))


type Content = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _content(lesson: Lesson, format: str, name: str, found: Findings | None) -> Content:
    code, alone = lesson.language, "homework" if format == "homework" else "class"
    if name in STEPS:
        return _step(lesson, format, name, found)
    if name == "open":
        return (lesson.question, lesson.what), tuple(said(code, f"open.{alone}")), (), ()
    if name == "sandbox":
        box = lesson.sandbox
        tell = tuple(say(code, "sandbox.fails", title=preset.title, why=preset.why) for preset in box.presets)
        return ((box.say, say(code, "sandbox.goal", goal=box.goal(code))), tuple(said(code, "sandbox.do")),
                (say(code, "sandbox.ask"),), tell)
    if name == "critique":
        return (say(code, "critique.say"),), (say(code, "critique.do"),), (say(code, "critique.ask"),), ()
    few = lesson.debrief[:2] if format == "20" else lesson.debrief
    return (say(code, "close.say"),), tuple(said(code, f"close.{alone}")), few, ()


def _step(lesson: Lesson, format: str, name: str, found: Findings | None) -> Content:
    bet, code, alone = bet_of(lesson, name), lesson.language, format == "homework"
    do = [say(code, "step.alone" if alone else "step.show")]
    ask: list[str] = []
    answer: list[str] = []
    if bet is not None:
        do.insert(0, say(code, "step.bet_alone" if alone else f"step.bet_{bet.kind}"))
        ask.append(bet.ask)
        if bet.kind == "pick":
            ask.extend(f"{'abcdef'[i]}) {choice.say}" for i, choice in enumerate(bet.choices))
        answer.extend(_revealed(lesson, name, found))
    if name == "organisation" and format != "20":
        ask.append(say(code, "step.notice"))
        answer.extend(lesson.notice)
    return (getattr(lesson, name).say,), tuple(do), tuple(ask), tuple(answer)


def _revealed(lesson: Lesson, name: str, found: Findings | None) -> Iterator[str]:
    bet = bet_of(lesson, name)
    if found is None or bet is None:
        return
    if bet.kind == "pick":
        told = reveal(lesson, name, found)
        yield f"{'abcdef'[told.right]}) {bet.choices[told.right].say}. {told.words}"
    else:
        for claim in lesson.claims:
            if claim.outcome == (bet.outcome or lesson.organisation.outcomes[0]):
                yield f"{claim.say} {found.verdict(claim, lesson.language).words}."
