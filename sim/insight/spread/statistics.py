"""What is told of a spread: by distance and week, how far, how strongly, how soon, and who was moved by more
than luck."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control, t

from sim.report.interval import mean, mean_and_interval
from sim.runs.weeks import STATES

LATE = 0.25
"""The last part of the weeks, over which how strong and how far is judged."""

ALPHA = 0.05
"""Share of people called moved that luck alone moved (Benjamini & Hochberg 1995)."""


def profile_of(found: np.ndarray, steps: dict[str, np.ndarray]) -> pd.DataFrame:
    """The profile of :class:`sim.insight.spread.result.Spread`.

    Args:
        found: float [replications, states, weeks, posts], differences.
        steps: int [posts], distances, by network.
    """
    frames = []
    for network, distance in steps.items():
        for away in range(int(distance.max()) + 1):
            who = distance == away
            middle, low, high, _ = mean_and_interval(over_posts(found[..., who]))
            states, count = middle.shape
            frames.append(pd.DataFrame({
                "state": np.repeat(list(STATES), count), "network": network, "distance": away,
                "week": np.tile(np.arange(1, count + 1), states), "people": int(who.sum()),
                "difference": middle.ravel(), "low": low.ravel(), "high": high.ravel()}))
    return pd.concat(frames, ignore_index=True)


def over_posts(values: np.ndarray) -> np.ndarray:
    """Means over the last axis, the people; missing where nobody is there."""
    return mean(np.moveaxis(values, -1, 0)) if values.shape[-1] else np.full(values.shape[:-1], np.nan)


def late(found: np.ndarray) -> np.ndarray:
    """Means of the late weeks: [..., weeks, posts] to [..., posts]."""
    return mean(np.moveaxis(found[..., -max(1, round(LATE * found.shape[-2])):, :], -2, 0))


def figures_of(found: np.ndarray, steps: dict[str, np.ndarray]) -> pd.DataFrame:
    """The figures of :class:`sim.insight.spread.result.Spread`; arguments as in :func:`profile_of`."""
    ends = late(found)
    rows: list[dict[str, Any]] = []
    for i, state in enumerate(STATES):
        for network, distance in steps.items():
            step = nearest_with(ends[:, i], distance)
            beside = distance == step
            near, low, high, _ = mean_and_interval(over_posts(ends[:, i, beside]))
            sure = low > 0 or high < 0
            rows.append({"state": state, "network": network, "step": step, "people": int(beside.sum()),
                         "near": float(near), "low": float(low), "high": float(high),
                         "half_distance": half_distance(ends[:, i], distance, step) if sure else np.nan,
                         "half_time": half_time(over_posts(found[:, i][..., beside])) if sure else np.nan})
    return pd.DataFrame(rows)


def nearest_with(ends: np.ndarray, distance: np.ndarray) -> int:
    """The fewest steps from the source, 1 or more, at which anybody has the state; 1 where nobody has."""
    there = distance[np.isfinite(ends).any(axis=0) & (distance > 0)]
    return int(there.min()) if len(there) else 1


def reach_of(found: np.ndarray, where: np.ndarray) -> pd.DataFrame:
    """The reach of :class:`sim.insight.spread.result.Spread`; ``where``: bool [posts], the sources."""
    ends = late(found)[:, :, ~where]
    rows = []
    for i, state in enumerate(STATES):
        moved = reached(ends[:, i])
        size = np.abs(mean(ends[:, i][:, moved])).mean() if moved.any() else 0.0
        known = ~np.isnan(ends[:, i]).any(axis=0)
        middle, low, high, _ = mean_and_interval(over_posts(ends[:, i]))
        rows.append({"state": state, "reach": moved.sum() / known.sum() if known.any() else np.nan,
                     "size": float(size), "people": int(known.sum()), "mean": float(middle),
                     "low": float(low), "high": float(high)})
    return pd.DataFrame(rows)


def reached(ends: np.ndarray) -> np.ndarray:
    """Who was moved by more than luck.

    Args:
        ends: float [replications, people], late differences.

    Returns:
        bool [people]: t-tests over replications at a false discovery rate of :data:`ALPHA` (Benjamini &
        Hochberg 1995, Journal of the Royal Statistical Society B 57, 289-300); never somebody without the
        state in a replication.
    """
    known = ~np.isnan(ends).any(axis=0)
    moved = np.zeros(len(known), bool)
    if known.any() and len(ends) > 1:
        middle, error = ends[:, known].mean(axis=0), ends[:, known].std(axis=0, ddof=1) / np.sqrt(len(ends))
        score = np.divide(np.abs(middle), error, out=np.where(middle != 0, np.inf, 0.0), where=error > 0)
        moved[known] = false_discovery_control(2.0 * t.sf(score, len(ends) - 1)) <= ALPHA
    return moved


def half_distance(ends: np.ndarray, distance: np.ndarray, step: int = 1) -> float:
    """Steps from the source at which the late difference has halved from that at ``step``.

    Args:
        ends: float [replications, posts], late differences.
        distance: int [posts], steps from the source, NOWHERE for whoever is not reached.
        step: where the difference is compared with.

    Returns:
        Interpolated between whole steps; inf where it never halves, or where nobody is further away.
    """
    first, before = float(np.nanmean(ends[:, distance == step])), 1.0
    for away in range(step + 1, int(distance.max()) + 1):
        there = ends[:, distance == away]
        share = float(np.nanmean(there)) / first if np.isfinite(there).any() else 0.0
        if share <= 0.5:
            return away - 1 + (before - 0.5) / (before - share)
        before = share
    return float("inf")


def half_time(course: np.ndarray) -> float:
    """Weeks until half of the late difference.

    Args:
        course: float [replications, weeks], the mean difference of the people nearby.

    Returns:
        The first week (from 1) at which the mean over replications has passed half of its late mean.
    """
    middle = mean(course)
    end = np.nanmean(middle[-max(1, round(LATE * len(middle))):])
    return float(np.argmax(middle / end >= 0.5) + 1)
