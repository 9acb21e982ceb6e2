"""What is told of a spread: by distance and week, how far, how strongly, how soon, how sure, and who was
moved by more than luck."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control, t

from sim.insight.spread.course import LATE, LATEST, Course
from sim.report.doubt import Hinge
from sim.report.interval import mean, mean_and_interval
from sim.runs.weeks import STATES

ALPHA = 0.05
"""Share of people called moved that luck alone moved (Benjamini & Hochberg 1995)."""


def profile_of(course: Course) -> pd.DataFrame:
    """The profile of :class:`sim.insight.spread.result.Spread`."""
    frames = []
    middle, low, high, _ = mean_and_interval(course.usual[..., :LATEST])
    states, _, count = middle.shape
    for network, distance in course.steps.items():
        for away, place in enumerate(range(*course.places(network).indices(middle.shape[1]))):
            frames.append(pd.DataFrame({
                "state": np.repeat(list(STATES), count), "network": network, "distance": away,
                "week": np.tile(np.arange(1, count + 1), states), "people": int((distance == away).sum()),
                **{name: values[:, place].ravel() for name, values in (
                    ("difference", middle), ("low", low), ("high", high))}}))
    return pd.concat(frames, ignore_index=True)


def figures_of(course: Course) -> pd.DataFrame:
    """The figures of :class:`sim.insight.spread.result.Spread`."""
    rows: list[dict[str, Any]] = []
    for i, state in enumerate(STATES):
        for network, distance in course.steps.items():
            at = course.places(network)
            usual = mean(course.usual[:, i, at])
            there = np.flatnonzero(np.isfinite(usual[1:, LATEST]))
            step = int(there[0]) + 1 if len(there) else 1
            rows.append({"state": state, "network": network, "step": step,
                         "people": int((distance == step).sum()),
                         **_near(course, i, at, step, usual)})
    return pd.DataFrame(rows)


def _near(course: Course, state: int, at: slice, step: int, usual: np.ndarray) -> dict[str, float]:
    """The late difference at ``step``, with both intervals, and where and when half of it is there.  usual:
    mean over pairs, float64 [distances, weeks + 1]."""
    nobody = step >= len(usual)
    near, low, high, _ = (np.full(4, np.nan) if nobody else
                          mean_and_interval(course.usual[:, state, at][:, step, LATEST]))
    found = {"near": float(near), "low": float(low), "high": float(high), "likely_low": np.nan,
             "likely_high": np.nan} | {f"half_{what}{end}": np.nan for what in ("distance", "time")
                                       for end in ("", "_low", "_high")}
    if nobody:
        return found
    found |= {f"likely_{name}": float(end[state, at][step, LATEST])
              for name, end in zip(("low", "high"), course.likely, strict=True)}
    if not (low > 0 or high < 0):
        return found
    under = [] if course.settled is None else [each for each in course.settled[:, state, at]
                                               if each[step, LATEST] * near > 0.0]
    for name, half in (("distance", lambda each: half_distance(each[:, LATEST], step)),
                       ("time", lambda each: half_time(each[step, :LATEST]))):
        found[f"half_{name}"] = half(usual)
        whole = [half(each) for each in under] + [np.nan] * (len(course.members) - len(under))
        found[f"half_{name}_low"], found[f"half_{name}_high"] = course.range_of(found[f"half_{name}"], whole)
    return found


def reach_of(course: Course, ends: np.ndarray, where: np.ndarray, figures: pd.DataFrame) -> pd.DataFrame:
    """The reach of :class:`sim.insight.spread.result.Spread`.

    Under a member the pairs' late differences are as at the defaults, but their mean is larger or smaller by
    the factor by which that near the source is, where it is largest: a single pair does not tell who is moved
    by more than luck.

    Args:
        course: Differences by distance.
        ends: float [pairs, states, posts], late differences at the defaults.
        where: bool [posts], the sources.
        figures: as :func:`figures_of` gives them.
    """
    rows, (least, most) = [], course.likely
    for i, state in enumerate(STATES):
        own = ends[:, i, ~where]
        moved = reached(own)
        size = np.abs(mean(own[:, moved])).mean() if moved.any() else 0.0
        known = ~np.isnan(own).any(axis=0)
        middle, low, high, _ = mean_and_interval(course.usual[:, i, -1, LATEST])
        reach = moved.sum() / known.sum() if known.any() else np.nan
        factors = _factors(course, i, strongest(figures, state))
        spread = [] if known.sum() == 0 else [
            float(reached(own + (factor - 1.0) * mean(own)).sum() / known.sum()) for factor in factors]
        reach_low, reach_high = course.range_of(reach, spread) if spread else (np.nan, np.nan)
        rows.append({"state": state, "reach": reach, "reach_low": reach_low, "reach_high": reach_high,
                     "size": float(size), "people": int(known.sum()), "mean": float(middle),
                     "low": float(low), "high": float(high), "likely_low": float(least[i, -1, LATEST]),
                     "likely_high": float(most[i, -1, LATEST])})
    return pd.DataFrame(rows)


def strongest(figures: pd.DataFrame, state: str) -> Any:
    """The row of a state with the largest sure difference near the source; None where there is none."""
    sure = figures[(figures.state == state) & figures.half_time.notna()]
    return None if sure.empty else sure.iloc[int(sure.near.abs().to_numpy().argmax())]


def _factors(course: Course, state: int, first: Any) -> list[float]:
    """How much larger the difference near the source is under each member than at the defaults; none where it
    is not told from luck, or for too few members."""
    if course.settled is None or first is None:
        return []
    under = course.settled[:, state, course.places(first.network)][:, first.step, LATEST]
    return list((under / first.near).tolist())


def hinges_of(course: Course, figures: pd.DataFrame) -> dict[str, list[Hinge]]:
    """By state, what its largest difference near the source hinges on."""
    found = {}
    for i, state in enumerate(STATES):
        first = strongest(figures, state)
        found[state] = [] if course.doubt is None or first is None else course.doubt.hinges(
            course.column(i, course.places(first.network).start + first.step))
    return found


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


def half_distance(ends: np.ndarray, step: int = 1) -> float:
    """Steps from the source at which the late difference has halved from that at ``step``.

    Args:
        ends: float [distances], late differences from the source on, missing where nobody is.
        step: where the difference is compared with.

    Returns:
        Interpolated between whole steps; inf where it never halves, or where nobody is further away.
    """
    before = 1.0
    for away in range(step + 1, len(ends)):
        share = float(ends[away] / ends[step]) if np.isfinite(ends[away]) else 0.0
        if share <= 0.5:
            return away - 1 + (before - 0.5) / (before - share)
        before = share
    return float("inf")


def half_time(course: np.ndarray) -> float:
    """Weeks until half of the late difference.

    Args:
        course: float [weeks], the mean difference of the people nearby.

    Returns:
        The first week (from 1) that has passed half of the late mean.
    """
    end = np.nanmean(course[-max(1, round(LATE * len(course))):])
    return float(np.argmax(course / end >= 0.5) + 1)
