"""Approximate Bayesian computation by population Monte Carlo: where to look next, and what every point looked
at is worth.

Generation 0 fills the prior; each later one perturbs the nearest points so far by twice their variance
(Beaumont, Cornuet, Marin & Robert 2009).  Runs are dear, so no point is thrown away: all of them stand
together, each weighted by prior over the mixture of what all generations would have proposed there (Cornuet,
Marin, Mira & Robert 2012).  Parameters are shares u of their range, float64 [points, parameters] within 0 to
1; of a parameter with k choices, choice c is c/k <= u < (c + 1)/k.  The prior is flat.

What is proposed follows from (seed, generation) and what was found before, so an interrupted calibration
proposes the same again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

SPREAD = 2.0
"""Variance of the kernel over that of the points it starts from (Beaumont et al. 2009)."""

MOVE = 0.25
"""Chance that a choice is drawn anew instead of kept."""

LEAST_SD = 0.02
"""Standard deviation of the kernel at least, as a share of a parameter's range, so that a generation never
collapses."""

_TRIED = 20_000  # draws that tell how much of a kernel lies within the ranges


@dataclass(frozen=True)
class Space:
    """What is to be learned.  choices: for each parameter how many choices it has, 0 if it is a number."""

    choices: tuple[int, ...]

    @property
    def numbers(self) -> np.ndarray:
        """Which parameters are numbers: bool [parameters]."""
        return np.array(self.choices) == 0

    def choice(self, u: np.ndarray, parameter: int) -> np.ndarray:
        """Which choice of a parameter the points take: int [points]."""
        many = self.choices[parameter]
        return np.minimum((u[:, parameter] * many).astype(int), many - 1)

    def columns(self, u: np.ndarray) -> np.ndarray:
        """Points as columns of a regression: numbers as they are, of choices an indicator each but the first:
        float64 [points, columns]."""
        parts = []
        for j, many in enumerate(self.choices):
            parts += [u[:, j]] if not many else [(self.choice(u, j) == c).astype(float)
                                                 for c in range(1, many)]
        return np.column_stack(parts)


@dataclass(frozen=True)
class Kernel:
    """Proposals around centres: a normal step truncated to the ranges, choices kept or drawn anew.

    centres: float64 [centres, parameters]; weights sum to 1.
    """

    space: Space
    centres: np.ndarray
    weights: np.ndarray

    @cached_property
    def root(self) -> np.ndarray:
        """Cholesky factor of the step's covariance."""
        x = self.centres[:, self.space.numbers]
        away = x - self.weights @ x
        covariance = SPREAD * (away * self.weights[:, None]).T @ away + LEAST_SD**2 * np.eye(x.shape[1])
        return np.linalg.cholesky(covariance)

    @cached_property
    def inside(self) -> float:
        """Share of the mixture that is within the ranges."""
        return float(_within(self._steps(np.random.default_rng(0), _TRIED)).mean())

    def _steps(self, chance: np.random.Generator, many: int) -> np.ndarray:
        """Points that may lie outside: float64 [many, parameters]."""
        u = self.centres[chance.choice(len(self.centres), many, p=self.weights)].copy()
        numbers = self.space.numbers
        u[:, numbers] += chance.standard_normal((many, int(numbers.sum()))) @ self.root.T
        for j in np.flatnonzero(~numbers):
            u[:, j] = np.where(chance.random(many) < MOVE, chance.random(many), u[:, j])
        return u

    def draw(self, chance: np.random.Generator, many: int) -> np.ndarray:
        """Points within the ranges: float64 [many, parameters]."""
        drawn = np.empty((0, len(self.space.choices)))
        while len(drawn) < many:
            steps = self._steps(chance, 2 * many)
            drawn = np.concatenate([drawn, steps[_within(steps)]])
        return drawn[:many]

    def density(self, u: np.ndarray) -> np.ndarray:
        """Density of the proposals over the prior's: float64 [points]."""
        numbers = self.space.numbers
        many = len(u) * len(self.centres)
        x = np.linalg.solve(self.root, (u[:, None, numbers] - self.centres[None, :, numbers]).reshape(
            many, int(numbers.sum())).T)
        log = -0.5 * (x**2).sum(axis=0) - np.log(np.diag(self.root)).sum() - 0.5 * len(x) * np.log(
            2.0 * np.pi)
        near = np.exp(log).reshape(len(u), len(self.centres))
        for j in np.flatnonzero(~numbers).tolist():
            same = self.space.choice(u, j)[:, None] == self.space.choice(self.centres, j)[None, :]
            near *= MOVE + (1.0 - MOVE) * self.space.choices[j] * same
        return near @ self.weights / self.inside


def _within(u: np.ndarray) -> np.ndarray:
    return ((u >= 0.0) & (u < 1.0)).all(axis=1)


class Population:
    """Every point looked at so far, generation by generation, with its distance and its weight."""

    def __init__(self, space: Space, first: np.ndarray) -> None:
        self.space = space
        self.u = first
        self.distances = np.empty(0)
        self.generation = np.zeros(len(first), int)
        self._kernels: list[tuple[int, Kernel | None]] = [(len(first), None)]

    @property
    def waiting(self) -> np.ndarray:
        """Points whose distance is not known yet: float64 [points, parameters]."""
        return self.u[len(self.distances):]

    def found(self, distances: np.ndarray) -> None:
        """The distances of the points that waited; infinite where a run failed or had nothing to count."""
        self.distances = np.concatenate([self.distances, np.where(np.isnan(distances), np.inf, distances)])

    def nearest(self, many: int) -> tuple[np.ndarray, float]:
        """The nearest points (their places) and their tolerance, the largest distance among them."""
        order = np.argsort(self.distances, kind="stable")[:many]
        kept = order[np.isfinite(self.distances[order])]
        return kept, float(self.distances[kept].max()) if len(kept) else float("inf")

    @property
    def weights(self) -> np.ndarray:
        """Prior over what all generations together would have proposed: float64 [points], sum 1."""
        drawn = sum(many for many, _ in self._kernels)
        density = sum(many / drawn * (1.0 if kernel is None else kernel.density(self.u)) for many,
                      kernel in self._kernels)
        weights = 1.0 / (density * np.ones(len(self.u)))
        return weights / weights.sum()

    def propose(self, many: int, keep: int, seed: int) -> None:
        """The next generation: ``many`` points around the ``keep`` nearest."""
        kept, _ = self.nearest(keep)
        weights = self.weights[kept]
        kernel = Kernel(self.space, self.u[kept], weights / weights.sum())
        number = len(self._kernels)
        self.u = np.concatenate([self.u, kernel.draw(np.random.default_rng([seed, number]), many)])
        self.generation = np.concatenate([self.generation, np.full(many, number)])
        self._kernels.append((many, kernel))


def distance(simulated: np.ndarray, observed: np.ndarray, error: np.ndarray) -> np.ndarray:
    """Root mean square of standardised residuals: 1 is as far as errors explain; infinite where a figure is
    missing.

    simulated: float64 [points, targets]; observed, error (standard error, luck included): float64 [targets].
    """
    off = np.sqrt((((simulated - observed) / error) ** 2).mean(axis=1))
    return np.where(np.isnan(off), np.inf, off)


def effective(weights: np.ndarray) -> float:
    """Effective sample size of weighted points (Kong 1992): (sum w)^2 / sum w^2."""
    return float(weights.sum() ** 2 / (weights**2).sum()) if weights.any() else 0.0
