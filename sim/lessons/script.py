"""The facilitator's script in three formats, derived from the lesson: minutes, what to say, what to do, what to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.lessons.bets import STEPS, bet_of, reveal
from sim.lessons.findings import Findings
from sim.lessons.lesson import Lesson

FORMATS = {"20": 20, "90": 90, "homework": 120}
"""Each format and its minutes."""

TITLES = {"20": "20 minutes, with a projector", "90": "90 minutes, in groups", "homework": "Homework, about two hours"}

_MINUTES = {  # opening, the four steps, sandbox, critique, debrief; 0 leaves a part out
    "20": {"open": 2, "one": 4, "repeated": 3, "team": 0, "organisation": 6, "sandbox": 0, "critique": 0, "debrief": 5},
    "90": {"open": 6, "one": 14, "repeated": 10, "team": 8, "organisation": 14, "sandbox": 18, "critique": 10, "debrief": 10},
    "homework": {"open": 8, "one": 15, "repeated": 12, "team": 10, "organisation": 20, "sandbox": 30, "critique": 15, "debrief": 10},
}

NAMES = {"open": "Opening", "one": "One interaction", "repeated": "Again and again", "team": "A team", "organisation": "The organisation",
         "sandbox": "Sandbox", "critique": "Critique", "debrief": "Debrief"}
"""The parts of a lesson, as they are headed."""


@dataclass(frozen=True)
class Part:
    """One part of a session.  say: to the class; do: at the screen; ask: questions; answer: for the facilitator's eyes."""

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
            say, do, ask, answer = _content(lesson, format, name, found)
            parts.append(Part(name, NAMES[name], start, minutes, say, do, ask, answer))
            start += minutes
    return Script(format, tuple(parts))


type Content = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _content(lesson: Lesson, format: str, name: str, found: Findings | None) -> Content:
    if name in STEPS:
        return _step(lesson, format, name, found)
    if name == "open":
        return ((lesson.question, lesson.what), _opening(format), (), ())
    if name == "sandbox":
        box = lesson.sandbox
        tell = tuple(f"{preset.title}: fails. {preset.why}" for preset in box.presets)
        return ((box.say, f"The goal: {box.goal}"), ("Groups of three; each writes its plan down before it presses Try.",
                                                     "Have the presets tried first: they fail, each for a reason."),
                ("What did you try first, and why did it fail?",), tell)
    if name == "critique":
        return (("What you saw is a model. Which of it is evidence, which is assumption?",),
                ("Hand out the critique sheet; each group picks the assumption it would test first.",),
                ("Which observation would make you give up this assumption?",), ())
    few = lesson.debrief[:2] if format == "20" else lesson.debrief
    return (("This was for conversation, not for prediction.",), _closing(format), few, ())


def _opening(format: str) -> tuple[str, ...]:
    if format == "homework":
        return ("Read this page, then open the lesson.",)
    return ("Open the lesson's projector view; arrow keys go on and back.", "Have somebody read the question aloud. No answers yet.")


def _closing(format: str) -> tuple[str, ...]:
    if format == "homework":
        return ("Write half a page on one of the questions.",)
    return ("One minute in silence, then pairs, then all.", "End with one sentence from each table: what will you look at on Monday?")


def _step(lesson: Lesson, format: str, name: str, found: Findings | None) -> Content:
    bet = bet_of(lesson, name)
    do = ["Work through the step by yourself." if format == "homework" else "Show the step."]
    ask: list[str] = []
    answer: list[str] = []
    if bet is not None:
        do.insert(0, "Write your bet down before you look." if format == "homework" else
                  "Take the bet by show of hands, enter the counts, then reveal." if bet.kind == "pick" else
                  "Have everybody draw on paper first; one volunteer draws on the screen. Then reveal.")
        ask.append(bet.ask)
        if bet.kind == "pick":
            ask.extend(f"{'abcdef'[i]}) {choice.say}" for i, choice in enumerate(bet.choices))
        answer.extend(_revealed(lesson, name, found))
    if name == "organisation" and format != "20":
        ask.append("What do you notice?")
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
                yield f"{claim.say} {found.verdict(claim).words}."
