"""How far luck alone could have moved a mean: a t-interval."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

LEVEL = 0.95
"""Coverage of every interval reported."""


def mean(values: np.ndarray) -> np.ndarray:
    """Mean along the first axis; missing and infinite values do not count, and of none the mean is missing.

    >>> mean(np.array([[1.0, np.nan], [2.0, np.nan]]))
    array([1.5, nan])
    """
    there = np.isfinite(values)
    n = there.sum(axis=0)
    first = np.take_along_axis(values, there.argmax(axis=0)[None], axis=0)[0]
    # around the first, so that equal values have exactly their value as mean
    away = np.where(there, values - first, 0.0)
    return np.where(n > 0, first + away.sum(axis=0) / np.maximum(n, 1), np.nan)


def mean_and_interval(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Mean, low, high and number of values along the first axis (replications).  Missing and infinite values
    do not count.

    No value gives a missing mean; fewer than two give a missing interval: from a single run nobody knows how
    lucky it was.

    >>> mean_and_interval(np.array([[1.0], [2.0], [3.0], [np.nan]]))
    (array([2.]), array([-0.484...]), array([4.484...]), array([3]))
    """
    there = np.isfinite(values)
    n, middle = there.sum(axis=0), mean(values)
    if len(values) < 2:  # nor is scipy imported then, which takes a while
        unknown = np.full_like(middle, np.nan)
        return middle, unknown, unknown.copy(), n
    from scipy.special import stdtrit

    squares = np.where(there, (values - middle) ** 2, 0.0).sum(axis=0)
    freedom = np.maximum(n - 1, 1)
    half = stdtrit(freedom, 0.5 + LEVEL / 2) * np.sqrt(squares / freedom / np.maximum(n, 1))
    half = np.where(n > 1, half, np.nan)
    return middle, middle - half, middle + half, n


def separated(low: np.ndarray, high: np.ndarray) -> pd.arrays.BooleanArray:
    """Does each interval leave out zero?  Missing where it is."""
    found = pd.array((low > 0) | (high < 0), dtype="boolean")
    found[np.isnan(low)] = pd.NA
    return found


def plain_rows(frame: pd.DataFrame) -> dict[str, dict[str, float | bool | None]]:
    """A frame's rows by their name, as JSON holds them: missing values are None."""
    return {str(name): {str(c): _plain(frame.at[name, c]) for c in frame.columns} for name in frame.index}


def _plain(value: Any) -> float | bool | None:
    if value is None or value is pd.NA or value != value:
        return None
    return bool(value) if isinstance(value, bool | np.bool_) else float(value)
