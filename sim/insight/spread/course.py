"""Differences by distance and week: of pairs of worlds that differ by luck, and of one under each member of
the ensemble."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.report.doubt import FEW, LIKELY, Doubt
from sim.report.interval import mean
from sim.scenario.ensemble import Member, weights

LATE = 0.25
"""The last part of the weeks, over which how strong and how far is judged."""

LATEST = -1
"""Where the late weeks' mean stands, after the weeks."""


def over_posts(values: np.ndarray) -> np.ndarray:
    """Means over the last axis, the people; missing where nobody is there."""
    return mean(np.moveaxis(values, -1, 0)) if values.shape[-1] else np.full(values.shape[:-1], np.nan)


def late(found: np.ndarray) -> np.ndarray:
    """Means of the late weeks: [..., weeks, posts] to [..., posts]."""
    return mean(np.moveaxis(found[..., -max(1, round(LATE * found.shape[-2])):, :], -2, 0))


def by_distance(found: np.ndarray, steps: Mapping[str, np.ndarray]) -> np.ndarray:
    """Means of all at a distance: float64 [states, places, weeks + 1], last that of the late weeks; places
    are distances from 0, network after network, last all but the sources.

    Args:
        found: float [states, weeks, posts], differences of one pair of worlds.
        steps: int [posts], distances, by network.
    """
    values = np.concatenate([found, late(found)[:, None]], axis=1)
    everybody = next(iter(steps.values())) != 0
    return np.stack([over_posts(values[..., who]) for who in (*(
        distance == away for distance in steps.values() for away in range(int(distance.max()) + 1)),
        everybody)], axis=1)


@dataclass(frozen=True, eq=False)
class Course:
    """Differences by distance and week, as :func:`by_distance` gives them.

    steps: int [posts], distances, by network.  usual: of pairs of worlds at the defaults, float64 [pairs,
    states, places, weeks + 1]; told: of a pair under each of the members, likewise.
    """

    steps: Mapping[str, np.ndarray]
    usual: np.ndarray
    members: tuple[Member, ...] = ()
    told: np.ndarray | None = None

    @cached_property
    def doubt(self) -> Doubt | None:
        """Every figure's doubt, columns in the order of :attr:`usual`; None without members."""
        if self.told is None or not self.members:
            return None
        return Doubt(self.members, self.told.reshape(len(self.told), -1),
                     self.usual.reshape(len(self.usual), -1))

    @cached_property
    def settled(self) -> np.ndarray | None:
        """Of each member, luck taken out, like :attr:`told`; None for too few members."""
        if self.doubt is None or len(self.members) < FEW:
            return None
        return self.doubt.settled.reshape(-1, *self.usual.shape[1:])

    @cached_property
    def likely(self) -> tuple[np.ndarray, np.ndarray]:
        """Low and high of the likely ranges: each float64 [states, places, weeks + 1]; NaN without."""
        if self.doubt is None:
            return (np.full(self.usual.shape[1:], np.nan),) * 2
        low, high = (end.reshape(self.usual.shape[1:]) for end in self.doubt.likely)
        return low, high

    def column(self, state: int, place: int) -> int:
        """Which column of :attr:`doubt` a late difference is."""
        return int(np.ravel_multi_index((state, place, self.usual.shape[3] - 1), self.usual.shape[1:]))

    def places(self, network: str) -> slice:
        """Where the distances of a network stand, from 0 on."""
        first = 0
        for name, distance in self.steps.items():
            many = int(distance.max()) + 1
            if name == network:
                break
            first += many
        return slice(first, first + many)

    def range_of(self, usual: float, each: list[float]) -> tuple[float, float]:
        """Likely range of what was found of every member, some of it perhaps infinite; missing values do not
        count."""
        values, weight = np.array(each, float), weights(self.members)
        there = ~np.isnan(values)
        if there.sum() < FEW or usual != usual:
            return np.nan, np.nan
        low, high = np.quantile(values[there], [(1.0 - LIKELY) / 2.0, (1.0 + LIKELY) / 2.0],
                                weights=weight[there], method="inverted_cdf")
        return min(float(low), usual), max(float(high), usual)
