"""Truths planted on an emulator: how often matching rules one out, and how often an interval over members
covers a difference that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.report.doubt import LIKELY, quantiles
from sim.studies.emulation.matching import Wave, effective, tempered, weights

Apart = Callable[[np.ndarray], np.ndarray]
"""What a change of inputs makes of figures at points, float64 [points, inputs]: float64 [points, figures]."""

POOL = 100_000
"""Points of the prior that members are taken from, by weight."""

ENOUGH = 15.0
"""Effective members from which the pool will do: an interval needs no more; fewer, and members are drawn for
that truth alone."""

DRAWN = 400
"""Members drawn for one truth."""


@dataclass(frozen=True)
class Planted:
    """What became of planted truths.

    out: is the truth ruled out, bool [truths]; true, low, high: the planted difference and its interval over
    members, float64 [truths, figures].
    """

    out: np.ndarray
    true: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def ruled_out(self) -> int:
        """Truths that are ruled out."""
        return int(self.out.sum())

    @property
    def covered(self) -> np.ndarray:
        """Truths whose difference lies within its interval, by figure: int [figures]."""
        return ((self.true >= self.low) & (self.true <= self.high)).sum(axis=0)


def planted(wave: Wave, many: int, apart: Apart, seed: int = 0, *, whole: bool = False) -> Planted:
    """Plant truths on the emulator and match them.

    Args:
        wave: The emulator and the targets; the targets' values are replaced by what each truth gives.
        many: How many truths are drawn from the prior.
        apart: The difference that is asked for, of points: float64 [points, figures].
        seed: The same seed plants the same truths.
        whole: Is a target's value off by discrepancy and the observation's error too, or by luck alone?
    """
    chance = np.random.default_rng([seed, 2])
    u = chance.random((many, len(wave.emulator.space.names)))
    values = wave.planted(u, chance, whole)
    pool = chance.random((POOL, u.shape[1]))
    own, pooled = wave.predicted(pool), apart(pool)
    out, rows = np.empty(len(u), bool), []
    for i, value in enumerate(values):
        there = wave.of_truth(value)
        out[i] = there.score(u[i:i + 1])[0] > 1.0
        points, weight = matched(there, pool, own, chance)
        rows.append([quantiles(column, weight, ((1.0 - LIKELY) / 2.0, (1.0 + LIKELY) / 2.0))
                     for column in (pooled if points is pool else apart(points)).T])
    low, high = np.moveaxis(np.array(rows), 2, 0)
    return Planted(out, apart(u), low, high)


def matched(wave: Wave, pool: np.ndarray, own: tuple[np.ndarray, np.ndarray],
            chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Members for what is known: the pool, float64 [points, inputs], with weights, or where these are worth
    too few, points drawn for this alone.  own: what the wave predicts of the pool."""
    weight = weights(wave, *own)
    if effective(weight) >= ENOUGH:
        return pool, weight
    drawn = tempered(wave.log_likelihood_at, pool, DRAWN, chance, log=wave.log_likelihood(*own))
    return drawn, np.full(len(drawn), 1.0 / len(drawn))
