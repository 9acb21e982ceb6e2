"""A region in words and as a table: limits in the factors' own units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report.wording import listed
from sim.studies.discovery.prim import Limit
from sim.studies.sensitivity import sentences as words

if TYPE_CHECKING:
    from sim.studies.discovery.discovery import Discovery
    from sim.studies.sweep.factors import Factor

FIRM = 0.5
"""Share of the halves that must restrict a factor too, for its limit not to be called doubtful."""


def limits(found: Discovery) -> pd.DataFrame:
    """The table of limits; see :attr:`sim.studies.discovery.discovery.Discovery.table`."""
    rows = []
    for i, limit in found.box.limits.items():
        factor = found.factors[i]
        free = isinstance(limit, frozenset)
        low, high = (np.nan, np.nan) if free else _ends(found, i)
        values = " or ".join(str(factor.values[place]) for place in sorted(limit)) if isinstance(limit, frozenset) else ""
        rows.append((factor.name, low, high, values, found.box.quasi_p[i], round(float(found.restricted[i]), 6), True))
    for i, chance in found.box.dropped.items():
        rows.append((found.factors[i].name, np.nan, np.nan, "", chance, round(float(found.restricted[i]), 6), False))
    frame = pd.DataFrame(rows, columns=["factor", "low", "high", "values", "quasi_p", "halves", "kept"])
    return frame.sort_values(["kept", "quasi_p"], ascending=[False, True], kind="stable", ignore_index=True)


def _ends(found: Discovery, i: int) -> tuple[float, float]:
    """Limits of a number: NaN where free; of one that comes in steps, the outermost values inside."""
    low, high = found.box.limits[i]
    column = found.numbers[:, i]
    if stepped(found.factors[i], column):
        inside = column[(column >= low) & (column <= high)]
        low, high = (inside.min() if np.isfinite(low) else low), (inside.max() if np.isfinite(high) else high)
    return float(low) if np.isfinite(low) else np.nan, float(high) if np.isfinite(high) else np.nan


def stepped(factor: Factor, column: np.ndarray) -> bool:
    """Does a factor take a few values only?"""
    return factor.kind == "whole" or bool(factor.values) or len(np.unique(column)) <= 20


def where(found: Discovery, i: int) -> str:
    """'fear_of_x is above 0.6', 'team is east or south', 'levels is at least 3 and at most 5'."""
    factor, limit = found.factors[i], found.box.limits[i]
    if isinstance(limit, frozenset):
        return f"{factor.name} {_among(factor, limit)}"
    low, high = _ends(found, i)
    steps = stepped(factor, found.numbers[:, i])
    if low == low and high == high:
        return f"{factor.name} is {words.spoken(low)}" + (f" to {words.spoken(high)}" if low != high else "")
    if low == low:
        return f"{factor.name} is {'at least' if steps else 'above'} {words.spoken(low)}"
    return f"{factor.name} is {'at most' if steps else 'below'} {words.spoken(high)}"


def _among(factor: Factor, limit: Limit) -> str:
    """Which choices are left, or which are not, whichever are fewer."""
    inside = [str(value) for place, value in enumerate(factor.values) if place in limit]
    outside = [str(value) for place, value in enumerate(factor.values) if place not in limit]
    return f"is {' or '.join(inside)}" if len(inside) <= len(outside) else f"is not {' or '.join(outside)}"


def bad(found: Discovery) -> str:
    """What is bad: 'fear above 61.2'."""
    return f"{words.label(found.outcome)} {'above' if found.bad.above else 'below'} {words.figure(found.bad.value, found.outcome)}"


def sentences(found: Discovery) -> list[str]:
    """What was found, whether it stands, and which limits do not."""
    who = f"the worst {words.percent(found.bad.share)} of points ({bad(found)})" if found.bad.share else f"the points with {bad(found)}"
    if not found.box.limits:
        return [f"No region was found: {who} lie all over the place ({words.percent(found.overall)} of all points).",
                *filter(None, [_taken_back(found)])]
    order = sorted(found.box.limits, key=lambda i: found.box.quasi_p[i])
    first = (f"Of {who}, {words.percent(found.box.coverage)} lie where {listed([where(found, i) for i in order])}; "
             f"{words.percent(found.box.density)} of the points there are bad, against {words.percent(found.overall)} of all.")
    return [first, _stands(found), *filter(None, [_doubtful(found), _taken_back(found)])]


def _stands(found: Discovery) -> str:
    halves = found.halves
    tried = (f"looked for in one half of the points, such a region has {words.percent(halves['density'].mean())} bad ones in the other "
             f"half, where {words.percent(halves['overall'].mean())} of all are (more in {int(halves['better'].sum())} of {len(halves)} "
             "halves)")
    return f"That holds: {tried}." if found.stands else f"Do not lean on it: {tried}; live more points."


def _doubtful(found: Discovery) -> str:
    names = [found.factors[i].name for i in found.box.limits if found.restricted[i] < FIRM]
    if not names:
        return ""
    return f"Doubtful: {'the limit' if len(names) == 1 else 'limits'} on {listed(names)}, which fewer than half of the halves have too."


def _taken_back(found: Discovery) -> str:
    names = [found.factors[i].name for i in found.box.dropped]
    what = "a limit" if len(names) == 1 else "limits"
    return f"Not supported by the data, and taken back: {what} on {listed(names)}." if names else ""
