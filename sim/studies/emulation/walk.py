"""Many points walking together through a region of the unit cube, each keeping what it is told to keep.

Half of the steps draw a few inputs anew; the others go along the difference of two other points, which knows
the region's shape (differential evolution: ter Braak & Vrugt 2008).  Both are as likely back as forth, so a
uniform distribution over the region stays one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

ANEW = 3
"""Inputs at most that one step draws anew."""

Score = Callable[[np.ndarray], np.ndarray]
"""Of points, float64 [points, inputs], what is asked of each: float64 [points]."""


def walk(u: np.ndarray, score: np.ndarray, of: Score, allowed: Callable[[np.ndarray, np.ndarray], np.ndarray],
         chance: np.random.Generator, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """The points some steps further, and their scores.

    Args:
        u: float64 [points, inputs].
        score: Theirs, float64 [points].
        of: The score of points.
        allowed: From (scores now, scores of the steps) which steps are taken: bool [points].
        chance: Where chance comes from.
        steps: How many each point tries.
    """
    u, score = u.copy(), score.copy()
    halves = np.array_split(np.arange(len(u)), 2)
    for _ in range(steps):
        for own, others in ((halves[0], halves[1]), (halves[1], halves[0])):
            step = _stepped(u[own], u[others], chance)
            found = of(step)
            taken = allowed(score[own], found)
            u[own[taken]], score[own[taken]] = step[taken], found[taken]
    return u, score


def _stepped(u: np.ndarray, others: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """A step of each point: float64 [points, inputs], within the cube."""
    many, inputs = u.shape
    order = chance.random((many, inputs)).argsort(axis=1).argsort(axis=1)
    anew = np.where(order < chance.integers(1, ANEW + 1, (many, 1)), chance.random((many, inputs)), u)
    a, b = (others[chance.integers(len(others), size=many)] for _ in range(2))
    along = order < chance.integers(1, inputs + 1, (many, 1))
    size = 2.38 / np.sqrt(2.0 * along.sum(axis=1, keepdims=True)) * chance.choice([0.3, 1.0], (many, 1))
    moved = np.abs(u + along * (size * (a - b) + 1e-4 * chance.standard_normal((many, inputs))))
    moved = 1.0 - np.abs(1.0 - moved % 2.0)  # reflected at the ends
    return np.where(chance.random((many, 1)) < 0.5, anew, moved)
