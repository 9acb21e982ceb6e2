"""Where a conclusion turns, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sim.insight.attribution.contested import APPEARS, FLIPS, WEAKENS
from sim.insight.attribution.counterfactuals import plain
from sim.insight.attribution.sentences import listed
from sim.insight.plans.reversal import EVERYWHERE
from sim.insight.plans.sentences import called, percent
from sim.model.outcomes import OUTCOME
from sim.report.wording import plural

if TYPE_CHECKING:
    from sim.insight.plans.study import StudyPlans

HEADING = "Where the conclusion turns"
"""The heading, in report, picture and terminal."""

METHOD = ("Shares are of worlds, each a point of the study's other factors and a replicate, with 95 % intervals (Wilson 1927) that take "
          "worlds as drawn one by one; the same luck at every point makes them somewhat less sure than that. Numbers are cut into thirds "
          "of their range.")
"""How shares are to be read."""
MANY = ("Of {looked} looked at, a few are open or decided by luck alone, where an interval ends near a half. One that turns is what to "
        "worry about.")
"""What to make of many parts."""
_MOST = 4  # parts named in a sentence


def where(factor: str, part: str) -> str:
    """'span of control 12 to 16'."""
    return "everywhere" if factor == EVERYWHERE else f"{plain(factor)} {part}"


def between(row: pd.Series) -> str:
    """'31 % (20 to 45)'."""
    return f"{percent(row['share'])} ({100 * row['low']:.0f} to {100 * row['high']:.0f})"


def sentences(s: StudyPlans) -> list[str]:
    """One for each outcome and plan: in how many worlds it beats the first, and where that turns."""
    return [_sentence(s, name, i) for name in s.ranked for i in range(1, len(s.names))]


def _sentence(s: StudyPlans, name: str, plan: int) -> str:
    frame = s.turned[name, s.names[plan]]
    whole = frame.iloc[0]
    said = (f"{OUTCOME[name].label}: {called(s, [plan])} beats {called(s, [0])} in {percent(whole['share'])} of "
            f"{plural(int(whole['worlds']), 'world')} ({100 * whole['low']:.0f} to {100 * whole['high']:.0f})")
    kinds = ((FLIPS, "this turns where"), (WEAKENS, "it is open where"), (APPEARS, "it is decided where"))
    told = [f"{verb} {_parts(frame[frame['conclusion'] == kind])}" for kind, verb in kinds if (frame["conclusion"] == kind).any()]
    if not told and len(frame) > 1:
        told = ["it is open everywhere" if whole["low"] <= 0.5 <= whole["high"] else "no other factor turns it"]
    return "; ".join([said, *told]) + "."


def _parts(frame: pd.DataFrame) -> str:
    named = [f"{where(factor, part)} ({percent(share)})" for (factor, part), share in zip(frame.index, frame["share"], strict=True)]
    return listed(named) if len(named) <= _MOST else ", ".join(named[:_MOST]) + f" and {len(named) - _MOST} more"

