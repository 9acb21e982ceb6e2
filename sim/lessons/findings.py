"""What the model said to a lesson: plain data, computed by `sim.lessons.steps`, stored beside the lessons
so that nobody waits for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from sim.lessons.lesson import Lesson
from sim.lessons.parts import Claim
from sim.lessons.words import say
from sim.model.engine.record import Record
from sim.model.outcomes import OUTCOME, Outcome
from sim.report.interval import mean_and_interval
from sim.report.wording import difference, half_width, interval
from sim.scenario.parts import WEEK
from sim.studies.sweep.manifest import CODE
from sim.words import ENGLISH, model

STORED = Path(__file__).parent / "stored"
"""Findings of the bundled lessons, written by experiments/lesson_findings.py."""


@dataclass(frozen=True)
class Numbers:
    """A step's own number under both policies, as its bet asks for it.  unit: as an outcome's, or '0-100'."""

    label: str
    unit: str
    today: float
    plan: float

    def of(self, which: str) -> float:
        """'today', 'plan' or their 'difference'."""
        return self.plan - self.today if which == "difference" else float(getattr(self, which))


@dataclass(frozen=True)
class Contact:
    """One contact under one policy.  story: (title, what happened) step by step.  mattered: most."""

    employee: str
    story: list[list[str]]
    mattered: str


@dataclass(frozen=True)
class OneFound:
    """The same customer under both policies.  rows: (step, label, today, plan) in words.  among: contacts it
    was chosen from."""

    numbers: Numbers
    unit: str
    week: int
    day: int
    among: int
    today: Contact
    plan: Contact
    rows: list[list[str]]


@dataclass(frozen=True)
class RepeatedFound:
    """Many contacts, or many runs.

    edges: of the bins.  today, plan: counts in the bins.  Of runs: differences plan minus today, ``today``
    between runs of different luck, ``plan`` between runs of the same luck.
    """

    numbers: Numbers
    edges: list[float]
    today: list[int]
    plan: list[int]


@dataclass(frozen=True)
class TeamFound:
    """One team beside the others.  today, plan: by week.  teams: (name, today's end, plan's end)."""

    numbers: Numbers
    outcome: str
    unit: str
    today: list[float]
    plan: list[float]
    teams: list[list[Any]]


@dataclass(frozen=True)
class Course:
    """One outcome by week under one policy: the mean over runs, and its interval."""

    mean: list[float]
    low: list[float]
    high: list[float]


@dataclass(frozen=True)
class WholeFound:
    """The organisation.  courses: outcome -> (today, plan).  ends: outcome -> today, plan, difference, low,
    high, separated, likely_low, likely_high."""

    courses: dict[str, list[Course]]
    ends: dict[str, dict[str, float | bool | None]]

    def numbers(self, outcome: str) -> Numbers:
        """An outcome's end under both policies."""
        row = self.ends[outcome]
        return Numbers(OUTCOME[outcome].label, OUTCOME[outcome].unit, float(row["a"] or 0.0),
                       float(row["b"] or 0.0))


@dataclass(frozen=True)
class Attempt:
    """A plan tried.  reached: is the goal met?  within: is the budget kept?  value, spent: the goal's outcome
    at the end, and what the budget's outcome is above that of doing nothing.  today, plan: the goal's outcome
    by week, doing nothing and under the plan."""

    levers: dict[str, float]
    value: float
    spent: float | None
    reached: bool
    within: bool
    words: str
    today: Course
    plan: Course

    @property
    def solved(self) -> bool:
        """Goal reached within the budget."""
        return self.reached and self.within


@dataclass(frozen=True)
class Verdict:
    """A claim compared with the runs."""

    claim: Claim
    holds: bool
    words: str


@dataclass(frozen=True)
class Findings:
    """Everything a lesson shows.

    key: of the lesson's runs; code: hash of the code that ran them, version: of the simulator; presets: as in
    the lesson's file.
    """

    key: str
    code: str
    version: str
    seed: int
    lives: int
    weeks: int
    one: OneFound
    repeated: RepeatedFound
    team: TeamFound
    whole: WholeFound
    solution: Attempt
    presets: list[Attempt]

    @property
    def seal(self) -> str:
        """Signs of lesson and code: the same on two screens means the same figures."""
        return f"{self.key[:4]}-{self.code[:4]}"

    @property
    def fresh(self) -> bool:
        """Were they computed by the code that runs here?"""
        return self.code == CODE

    def numbers(self, step: str, outcome: str) -> Numbers:
        """The number of a step that its bet asks for; ``outcome`` counts for the organisation."""
        own = {"one": self.one.numbers, "repeated": self.repeated.numbers, "team": self.team.numbers}
        return own[step] if step in own else self.whole.numbers(outcome)

    def verdict(self, claim: Claim, language: str = ENGLISH) -> Verdict:
        """Does the model show what the lesson says?"""
        row, o = self.whole.ends[claim.outcome], OUTCOME[claim.outcome]
        apart, low, high, least, most = (
            float("nan") if row.get(c) is None else float(row[c] or 0.0)
            for c in ("difference", "low", "high", "likely_low", "likely_high"))
        if claim.plan == "alike":
            holds = abs(apart) <= claim.by
        else:
            sign = 1.0 if claim.plan == "higher" else -1.0
            # of a single run nobody knows an interval
            separated = low != low or (low > 0 if sign > 0 else high < 0)
            holds = sign * apart >= claim.by and apart != 0 and separated
        told = [f"{model(language, o.label)}: {difference(apart, o, language)}"]
        told += [say(language, "bets.luck", within=half_width(low, high, o))] if low == low else []
        told += [say(language, "bets.likely", within=interval(least, most, o, True, language))
                 ] if least == least else []
        if claim.plan != "alike" and least <= 0.0 <= most:
            told.append(say(language, "bets.open"))
        return Verdict(claim, holds, ", ".join(told))

    def to_json(self) -> str:
        """As it is stored; figures to six significant digits, which is more than a screen shows."""
        return json.dumps(_rounded(asdict(self)), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Findings:
        """Read back."""
        return _FINDINGS.validate_json(text)


_FINDINGS = TypeAdapter(Findings)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return None if value != value else float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value


def stored(lesson: Lesson) -> Findings | None:
    """Findings stored with the package, if they are of this very lesson; whether the model has changed since
    says :attr:`Findings.fresh`."""
    path = STORED / f"{lesson.name}.json"
    if not path.is_file():
        return None
    found = Findings.from_json(path.read_text(encoding="utf-8"))
    return found if found.key == lesson.digest() else None


def weekly(record: Record, outcome: Outcome, unit: int | None = None) -> np.ndarray:
    """An outcome by week, float64 [weeks], of the organisation or of one unit; NaN for nothing to count."""
    sums = []
    for name in (outcome.numerator, outcome.denominator):
        tally = record.tally(name)
        daily = tally.sum(axis=1) if unit is None else tally[:, unit]
        sums.append(np.add.reduceat(daily, np.arange(0, record.days, WEEK)))
    return outcome.scale * np.divide(sums[0], sums[1], out=np.full(len(sums[0]), np.nan), where=sums[1] != 0)


def course(records: Sequence[Record], outcome: Outcome) -> Course:
    """An outcome of the organisation by week over all runs."""
    mean, low, high, _ = mean_and_interval(np.stack([weekly(record, outcome) for record in records]))
    return Course(mean.tolist(), low.tolist(), high.tolist())
