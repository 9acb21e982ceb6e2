"""How one would notice: the two figures that tell soonest whether a plan works, and what they would show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.outcomes import OUTCOME
from sim.report.wording import number
from sim.whatif.answer import Answer
from sim.whatif.words import WORDS
from sim.words import ENGLISH, model

MEASURED = ("customer_satisfaction", "customer_churn", "staff_turnover", "absence", "job_satisfaction",
            "trust_in_leader", "fear", "felt_care")
"""Outcomes that a firm can measure: by a count, or by asking customers or staff."""

QUARTER = 13
"""Weeks after which one looks."""

_WINDOW = 4  # weeks that are averaged, so that one week's luck is not taken for the plan
_MOST = 2


@dataclass(frozen=True)
class Sign:
    """What an outcome shows after a quarter.  today: without the plan.  low, high: with it, as is likely.
    border: half way between, on whose other side the plan does not work."""

    outcome: str
    week: int
    today: float
    low: float
    high: float

    @property
    def border(self) -> float:
        """Half way from today to the near end of what the plan would show."""
        near = self.low if self.low > self.today else self.high
        return (self.today + near) / 2

    def told(self, language: str = ENGLISH) -> str:
        """In a sentence."""
        o = OUTCOME[self.outcome]
        key = "up" if self.low > self.today else "down"
        said = {name: number(getattr(self, name), o) for name in ("today", "low", "high", "border")}
        return WORDS.say(language, f"notice.{key}", label=model(language, o.label), week=self.week, **said)


def signs(answer: Answer) -> list[Sign]:
    """The outcomes that tell the plan most clearly after a quarter, whatever luck and assumptions, at most
    two."""
    last = min(QUARTER, answer.weeks)
    weeks = slice(max(0, last - _WINDOW), last)
    found = []
    for name in MEASURED:
        line = answer.series[name]
        lines = (line.baseline, line.plan, np.fmin(line.low, line.par_low),
                 np.fmax(line.high, line.par_high))
        today, plan, low, high = (float(np.nanmean(each[weeks])) for each in lines)
        if low > today or high < today:
            found.append((abs(plan - today) / max(high - low, 1e-9), Sign(name, last, today, low, high)))
    return [sign for _, sign in sorted(found, key=lambda each: -each[0])[:_MOST]]
