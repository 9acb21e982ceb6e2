"""Where a conclusion turns: in how many worlds one plan beats another, part by part of what else a study varies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.insight.attribution.contested import conclusion
from sim.insight.plans.regret import wilson

if TYPE_CHECKING:
    from sim.studies.sweep.factors import Factor

PARTS = 3
"""Parts that a number's range is cut into."""

EVERYWHERE = "(everywhere)"
"""The part that holds every world."""

COLUMNS = ["worlds", "share", "low", "high", "conclusion"]


def parts(factor: Factor, values: pd.Series) -> list[tuple[str, np.ndarray]]:
    """The parts of a factor: how each is called, and which worlds lie in it (bool [worlds]); parts without worlds are left out.

    A choice, or a number that only takes up to three values, falls apart by value; any other number by thirds of the range it was given.
    """
    if factor.is_choice or values.nunique() <= PARTS:
        known = sorted(values.unique(), key=(factor.values.index if factor.values else float))
        return [(f"{value:g}" if isinstance(value, float) else str(value), (values == value).to_numpy()) for value in known]
    number = values.to_numpy(np.float64)
    cuts = np.linspace(number.min(), number.max(), PARTS + 1)
    place = np.clip(np.searchsorted(cuts, number, side="right") - 1, 0, PARTS - 1)
    return [(f"{cuts[k]:.3g} to {cuts[k + 1]:.3g}", place == k) for k in range(PARTS) if (place == k).any()]


def turns(won: np.ndarray, worlds: pd.DataFrame, factors: tuple[Factor, ...]) -> pd.DataFrame:
    """In which parts of the worlds does a plan beat another?  won: float64 [worlds], 1, 0, or a half where both are equal.

    Index (factor, part), first the share everywhere: worlds, share, low, high (Wilson interval), conclusion: what becomes of the one that
    holds everywhere ("more than half" or "less than half"): flips, weakens, appears or stands.
    """
    rows: dict[tuple[str, str], list[Any]] = {}
    usual = _share(won)
    rows[EVERYWHERE, ""] = [len(won), *usual, None]
    for factor in factors:
        found = parts(factor, worlds[factor.name])
        for called, there in found if len(found) > 1 else ():
            here = _share(won[there])
            rows[factor.name, called] = [int(there.sum()), *here, conclusion(_around_half(usual), _around_half(here))]
    index = pd.MultiIndex.from_tuples(list(rows), names=["factor", "part"])
    return pd.DataFrame(list(rows.values()), columns=COLUMNS, index=index, dtype=object).astype(dict.fromkeys(COLUMNS[:-1], "float64"))


def _share(won: np.ndarray) -> tuple[float, float, float]:
    if not len(won):
        return (float("nan"),) * 3
    low, high = wilson(np.array([won.sum()]), len(won))
    return float(won.mean()), float(low[0]), float(high[0])


def _around_half(share: tuple[float, float, float]) -> tuple[float, float]:
    return share[1] - 0.5, share[2] - 0.5
