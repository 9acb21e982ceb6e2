"""What a choice may cost in worlds that turn out otherwise: regret (Savage 1951, The theory of statistical
decision, JASA 46).

In each world regret is what the best plan brings there, less what the plan itself brings.  Who chooses by the
mean looks at all worlds together; who chooses by regret looks at the worst of them, and needs no
probabilities for that.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.report.interval import LEVEL

HIGH = 0.95
"""Quantile of regret that is shown beside the worst, which is a matter of how many worlds there are."""

_SAME = 1e-9  # relative: values nearer than that are the same


def regrets(values: np.ndarray, good: int) -> np.ndarray:
    """Regret in each world, in the outcome's unit, never below zero: float64 [worlds, plans], of values
    likewise (none missing).

    >>> regrets(np.array([[1.0, 3.0], [5.0, 4.0]]), 1).tolist()
    [[2.0, 0.0], [0.0, 1.0]]
    """
    signed = good * values
    best: np.ndarray = signed.max(axis=1, keepdims=True) - signed
    return best


def table(values: np.ndarray, good: int) -> pd.DataFrame:
    """One row a plan, the first being the one compared with; values float64 [worlds, plans]; worlds with a
    missing value do not count.

    mean, high, worst: regret, its mean, 95th percentile and largest.  best: share of worlds in which the plan
    is best; plans that are equally good share the world.  beats, beats_low, beats_high: share of worlds in
    which it is better than the first plan (an equal one counts half) with its Wilson interval, missing for
    the first.  counted: worlds.
    """
    values = values[np.isfinite(values).all(axis=1)]
    worlds, plans = values.shape
    columns = ["mean", "high", "worst", "best", "beats", "beats_low", "beats_high"]
    if not worlds:
        return pd.DataFrame(np.nan, index=range(plans), columns=columns).assign(counted=0)
    lost = regrets(values, good)
    top = lost <= _SAME * np.abs(values).max(axis=1, keepdims=True)
    won = beaten(values, good)
    low, high = wilson(won.sum(axis=0), worlds)
    frame = pd.DataFrame({"mean": lost.mean(axis=0), "high": np.quantile(lost, HIGH, axis=0),
                          "worst": lost.max(axis=0), "best": (top / top.sum(axis=1, keepdims=True)).mean(
                              axis=0), "beats": won.mean(axis=0), "beats_low": low, "beats_high": high})
    frame.loc[0, ["beats", "beats_low", "beats_high"]] = np.nan
    return frame.assign(counted=worlds)


def beaten(values: np.ndarray, good: int) -> np.ndarray:
    """1 where a plan beats the first, 0 where it is worse, a half where equal: float64 [worlds, plans]."""
    ahead = good * (values - values[:, :1])
    same = np.abs(ahead) <= _SAME * np.abs(values).max(axis=1, keepdims=True)
    return np.where(same, 0.5, ahead > 0)


def wilson(successes: np.ndarray, tries: np.ndarray | int) -> tuple[np.ndarray, np.ndarray]:
    """95 % interval of a share (Wilson 1927, Probable inference, the law of succession, and statistical
    inference, JASA 22).

    >>> low, high = wilson(np.array([8.0]), 10)
    >>> low.round(3), high.round(3)
    (array([0.49]), array([0.943]))
    """
    from scipy.special import ndtri

    z2 = float(ndtri(0.5 + LEVEL / 2)) ** 2
    share = successes / tries
    middle = (share + z2 / (2 * tries)) / (1 + z2 / tries)
    half = np.sqrt(z2 * (share * (1 - share) / tries + z2 / (4 * tries**2))) / (1 + z2 / tries)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def minimax(frame: pd.DataFrame) -> list[int]:
    """The plans whose worst regret is smallest (Savage 1951); several where they are equal."""
    return _least(frame["worst"])


def least_mean(frame: pd.DataFrame) -> list[int]:
    """The plans whose mean regret is smallest, which are those whose mean is best."""
    return _least(frame["mean"])


def _least(column: pd.Series) -> list[int]:
    least = column.min()
    return [int(i) for i in np.flatnonzero(column <= least + _SAME * max(abs(float(least)), 1.0))]
