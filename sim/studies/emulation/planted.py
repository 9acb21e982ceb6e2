"""Truths planted on an emulator: how often matching rules one out, and how often an interval over members
covers the difference that a change of inputs makes there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.report.doubt import quantiles
from sim.studies.emulation.matching import Wave, effective, tempered, weights

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


def planted(wave: Wave, many: int, change: tuple[Mapping[str, float], Mapping[str, float]], seed: int = 0, *,
            figures: Sequence[str] = (), level: float = 0.9, whole: bool = False,
            at: np.ndarray | None = None) -> Planted:
    """Plant truths on the emulator and match them.

    Args:
        wave: The emulator and the targets; the targets' values are replaced by what each truth gives.
        many: How many truths are drawn from the prior.
        change: Two settings of some inputs, (from, to): the difference that is asked for, all else as in the
            truth.
        seed: The same seed plants the same truths.
        figures: Whose difference; those of the targets unless given.
        level: Of the interval.
        whole: Is a target's value off by discrepancy and the observation's error too, or by luck alone?
        at: Where to plant, float64 [truths, inputs], instead of drawing from the prior.
    """
    chance = np.random.default_rng([seed, 2])
    space = wave.emulator.space
    u = chance.random((many, len(space.names))) if at is None else np.asarray(at)
    values = wave.planted(u, chance, whole)
    asked = wave.emulator.of(figures or [target.name for target in wave.targets])

    def apart(points: np.ndarray) -> np.ndarray:
        low, high = (space.shifted(points, side) for side in change)
        return asked.difference(high, low)[0]

    pool = chance.random((POOL, len(space.names)))
    own, pooled, true = wave.predicted(pool), apart(pool), apart(u)
    out, rows, worth = np.empty(len(u), bool), [], []
    for i, value in enumerate(values):
        there = replace(wave, targets=tuple(replace(target, value=float(figure))
                                            for target, figure in zip(wave.targets, value, strict=True)))
        out[i] = there.score(u[i:i + 1])[0] > 1.0
        weight = weights(there, *own)
        members = pooled
        if effective(weight) < ENOUGH:
            drawn = tempered(there.log_likelihood_at, pool, DRAWN, chance,
                             log=there.log_likelihood(*own))
            weight, members = np.full(len(drawn), 1.0 / len(drawn)), apart(drawn)
        worth.append(effective(weight))
        rows.append([quantiles(column, weight, ((1.0 - level) / 2.0, (1.0 + level) / 2.0))
                     for column in members.T])
    low, high = np.moveaxis(np.array(rows), 2, 0)
    return Planted(u, out, true, low, high, np.array(worth))
