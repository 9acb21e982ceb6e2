"""Truths planted on an emulator: how often matching rules one out, and how often an interval over members
covers a difference that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.report.doubt import quantiles
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

    u: where they were planted, float64 [truths, inputs]; out: is the truth ruled out, bool [truths]; true,
    low, high: the planted difference and its interval over members, float64 [truths, figures]; members:
    effective ones behind each, float64 [truths].
    """

    u: np.ndarray
    out: np.ndarray
    true: np.ndarray
    low: np.ndarray
    high: np.ndarray
    members: np.ndarray

    @property
    def ruled_out(self) -> int:
        """Truths that are ruled out."""
        return int(self.out.sum())

    @property
    def covered(self) -> np.ndarray:
        """Truths whose difference lies within its interval, by figure: int [figures]."""
        return ((self.true >= self.low) & (self.true <= self.high)).sum(axis=0)


def planted(wave: Wave, many: int, apart: Apart, seed: int = 0, *, level: float = 0.9, whole: bool = False,
            at: np.ndarray | None = None) -> Planted:
    """Plant truths on the emulator and match them.

    Args:
        wave: The emulator and the targets; the targets' values are replaced by what each truth gives.
        many: How many truths are drawn from the prior.
        apart: The difference that is asked for, of points: float64 [points, figures].
        seed: The same seed plants the same truths.
        level: Of the interval.
        whole: Is a target's value off by discrepancy and the observation's error too, or by luck alone?
        at: Where to plant, float64 [truths, inputs], instead of drawing from the prior.
    """
    chance = np.random.default_rng([seed, 2])
    u = chance.random((many, len(wave.emulator.space.names))) if at is None else np.asarray(at)
    values = wave.planted(u, chance, whole)
    pool = chance.random((POOL, u.shape[1]))
    own, pooled = wave.predicted(pool), apart(pool)
    out, rows, worth = np.empty(len(u), bool), [], []
    for i, value in enumerate(values):
        there = wave.of_truth(value)
        out[i] = there.score(u[i:i + 1])[0] > 1.0
        points, weight, count = matched(there, pool, own, chance)
        worth.append(count)
        rows.append([quantiles(column, weight, ((1.0 - level) / 2.0, (1.0 + level) / 2.0))
                     for column in (pooled if points is pool else apart(points)).T])
    low, high = np.moveaxis(np.array(rows), 2, 0)
    return Planted(u, out, apart(u), low, high, np.array(worth))


def matched(wave: Wave, pool: np.ndarray, own: tuple[np.ndarray, np.ndarray],
            chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray, float]:
    """Members for what is known: the pool, float64 [points, inputs], with weights, or where these are worth
    too few, points drawn for this alone; and how many they are worth.  own: what the wave predicts of the
    pool."""
    weight = weights(wave, *own)
    if effective(weight) >= ENOUGH:
        return pool, weight, effective(weight)
    drawn = tempered(wave.log_likelihood_at, pool, DRAWN, chance, log=wave.log_likelihood(*own))
    return drawn, np.full(len(drawn), 1.0 / len(drawn)), float(len(drawn))
