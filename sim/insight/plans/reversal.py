"""Where a conclusion is reversed: in how many worlds one plan beats another, part by part of what else a
study varies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.insight.attribution.counterfactuals import plain
from sim.insight.plans.comparison import PlanComparison
from sim.insight.plans.regret import wilson
from sim.insight.plans.sentences import called, percent
from sim.model.outcomes import OUTCOME
from sim.report.wording import listed, plural

if TYPE_CHECKING:
    from sim.studies.sweep.factors import Factor

PARTS = 3
"""Parts that a number's range is cut into."""

EVERYWHERE = "(everywhere)"
"""The part that holds every world."""

Reversals = Mapping[tuple[str, str], pd.DataFrame]
"""By outcome and plan, every plan but the first: a frame as :func:`reversal` gives it."""

COLUMNS = ["worlds", "share", "low", "high", "conclusion"]


HEADING = "Where the conclusion turns"
"""The heading, in report, picture and terminal."""

METHOD = ("Shares are of worlds, each a point of the study's other factors and a replicate, with 95 % "
          "intervals (Wilson 1927) that take worlds as drawn one by one; the same luck at every point makes "
          "them somewhat less sure than that. Numbers are cut into thirds of their range.")
"""How shares are to be read."""
MANY = ("Of {looked} looked at, a few are open or decided by luck alone, where an interval ends near a half. "
        "One that turns is what to worry about.")
"""What to make of many parts."""
_MOST = 4  # parts named in a sentence


FLIPS, WEAKENS, APPEARS, STANDS = "flips", "weakens", "appears", "stands"
"""What becomes of a conclusion: the opposite; no longer separated; a new difference; the same."""


def conclusion(usual: tuple[float, float], here: tuple[float, float]) -> str | None:
    """What becomes of a conclusion, by the two intervals (low, high) of B - A; None where one is missing.

    >>> conclusion((1, 2), (-2, -1)), conclusion((1, 2), (-1, 2))
    ('flips', 'weakens')
    >>> conclusion((-1, 1), (1, 2)), conclusion((1, 2), (3, 4))
    ('appears', 'stands')
    """
    if any(np.isnan(end) for end in (*usual, *here)):
        return None
    was, now = (int(low > 0) - int(high < 0) for low, high in (usual, here))
    if was == now:
        return STANDS
    return APPEARS if was == 0 else WEAKENS if now == 0 else FLIPS


def parts(factor: Factor, values: pd.Series) -> list[tuple[str, np.ndarray]]:
    """The parts of a factor: how each is called, and which worlds lie in it (bool [worlds]); parts without
    worlds are left out.

    A choice, or a number that only takes up to three values, falls apart by value; any other number by thirds
    of the range it was given.
    """
    if factor.is_choice or values.nunique() <= PARTS:
        known = sorted(values.unique(), key=(factor.values.index if factor.values else float))
        return [(f"{value:g}" if isinstance(value, float) else str(value), (values == value).to_numpy())
                for value in known]
    number = values.to_numpy(np.float64)
    cuts = np.linspace(number.min(), number.max(), PARTS + 1)
    place = np.clip(np.searchsorted(cuts, number, side="right") - 1, 0, PARTS - 1)
    return [(f"{cuts[k]:.3g} to {cuts[k + 1]:.3g}", place == k) for k in range(PARTS) if (place == k).any()]


def reversal(won: np.ndarray, worlds: pd.DataFrame, factors: tuple[Factor, ...]) -> pd.DataFrame:
    """In which parts of the worlds does a plan beat another?  won: float64 [worlds], 1, 0, or a half where
    both are equal.

    Index (factor, part), first the share everywhere: worlds, share, low, high (Wilson interval), conclusion:
    what becomes of the one that holds everywhere ("more than half" or "less than half"): flips, weakens,
    appears or stands.
    """
    rows: dict[tuple[str, str], list[Any]] = {}
    usual = _share(won)
    rows[EVERYWHERE, ""] = [len(won), *usual, None]
    for factor in factors:
        found = parts(factor, worlds[factor.name])
        for part, there in found if len(found) > 1 else ():
            here = _share(won[there])
            rows[factor.name, part] = [int(there.sum()), *here,
                                       conclusion(_around_half(usual), _around_half(here))]
    index = pd.MultiIndex.from_tuples(list(rows), names=["factor", "part"])
    return pd.DataFrame(list(rows.values()), columns=COLUMNS, index=index,
                        dtype=object).astype(dict.fromkeys(COLUMNS[:-1], "float64"))


def _share(won: np.ndarray) -> tuple[float, float, float]:
    if not len(won):
        return (float("nan"),) * 3
    low, high = wilson(np.array([won.sum()]), len(won))
    return float(won.mean()), float(low[0]), float(high[0])


def _around_half(share: tuple[float, float, float]) -> tuple[float, float]:
    return share[1] - 0.5, share[2] - 0.5


def where(factor: str, part: str) -> str:
    """'span of control 12 to 16'."""
    return "everywhere" if factor == EVERYWHERE else f"{plain(factor)} {part}"


def between(row: pd.Series) -> str:
    """'31 % (20 to 45)'."""
    return f"{percent(row['share'])} ({100 * row['low']:.0f} to {100 * row['high']:.0f})"


def sentences(s: PlanComparison, found: Reversals) -> list[str]:
    """One for each outcome and plan: in how many worlds it beats the first, and where that turns."""
    return [_sentence(s, name, i, found[name, s.names[i]]) for name in s.ranked
            for i in range(1, len(s.names))]


def _sentence(s: PlanComparison, name: str, plan: int, frame: pd.DataFrame) -> str:
    whole = frame.iloc[0]
    said = (f"{OUTCOME[name].label}: {called(s, [plan])} beats {called(s, [0])} in {percent(whole['share'])} "
            f"of {plural(int(whole['worlds']), 'world')} ({100 * whole['low']:.0f} to "
            f"{100 * whole['high']:.0f})")
    kinds = ((FLIPS, "this turns where"), (WEAKENS, "it is open where"), (APPEARS, "it is decided where"))
    told = [f"{verb} {_parts(frame[frame['conclusion'] == kind])}" for kind, verb in kinds
            if (frame["conclusion"] == kind).any()]
    if not told and len(frame) > 1:
        told = ["it is open everywhere" if whole["low"] <= 0.5 <= whole["high"]
                else "no other factor turns it"]
    return "; ".join([said, *told]) + "."


def _parts(frame: pd.DataFrame) -> str:
    named = [f"{where(factor, part)} ({percent(share)})" for (factor, part),
             share in zip(frame.index, frame["share"], strict=True)]
    return (listed(named) if len(named) <= _MOST else ", ".join(named[:_MOST])
            + f" and {len(named) - _MOST} more")
