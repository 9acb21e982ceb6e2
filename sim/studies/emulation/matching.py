"""History matching: what of a space of inputs cannot give figures that are known, wave after wave (Craig et
al. 1997; Vernon, Goldstein & Bower 2010; Andrianakis et al. 2015).

Inputs are shares 0 to 1 of the quantiles of each one's prior, so the prior is uniform over the unit cube;
what a share stands for is the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from sim.base.errors import UserError
from sim.studies.emulation.emulator import Emulator
from sim.studies.emulation.walk import Score, walk

CUT = 3.0
"""Implausibility above which a point is ruled out: of a single peak at most 5 in 100 lie beyond three
standard deviations (Pukelsheim 1994)."""

POPULATION = 1000
"""Points that walk together, at least."""

STEPS = 30
"""Steps after each narrowing.  With 10, planted differences (thirty inputs, ten figures, 100 truths) were
covered 89 times of 100, that of the worst figure 79 times; with 30 they are 92 and 87 times."""

_TRIES = 40_000  # points of the prior looked at before points walk
_NARROWER = 0.25  # share of a population that the next, narrower region keeps
_STUCK = 0.99  # a narrowing that leaves more than this of the last score finds nothing nearer


@dataclass(frozen=True)
class Target:
    """A figure that is known.

    name: the emulator's.  value, in the figure's unit; sd: standard error of it as observed; discrepancy:
    standard deviation of what the model, at its best inputs, is away from the world.
    """

    name: str
    value: float
    sd: float
    discrepancy: float = 0.0


@dataclass(frozen=True)
class Wave:
    """One emulator with what is known of its figures.

    cut: implausibility above which a point is ruled out.  luck: covariance of a single run's luck in the
    targets, float64 [targets, targets]; the emulator's, each by itself, unless given.
    """

    emulator: Emulator
    targets: tuple[Target, ...]
    cut: float = CUT
    luck: np.ndarray | None = None

    @cached_property
    def _own(self) -> Emulator:
        return self.emulator.of([target.name for target in self.targets])

    @cached_property
    def _values(self) -> np.ndarray:
        return np.array([target.value for target in self.targets])

    @cached_property
    def _luck(self) -> np.ndarray:
        return np.diag(self._own.luck**2) if self.luck is None else self.luck

    @cached_property
    def _known(self) -> np.ndarray:
        """Covariance of all but the emulator: float64 [targets, targets]."""
        return self._luck + np.diag([target.sd**2 + target.discrepancy**2 for target in self.targets])

    @cached_property
    def _axes(self) -> tuple[np.ndarray, np.ndarray]:
        """Variances along the axes of that covariance, and these: float64 [targets], [targets, targets]."""
        variances, axes = np.linalg.eigh(self._known)
        return np.maximum(variances, 0.0), axes

    def predicted(self, u: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(mean, sd) of the targets' figures: float64 [points, targets]."""
        return self._own.predict(u)

    def implausibility(self, u: np.ndarray) -> np.ndarray:
        """Distance of each figure from what is known, over the standard deviation of all that may part them:
        the emulator's own, luck, discrepancy and the observation's error: float64 [points, targets]."""
        mean, sd = self.predicted(u)
        return np.abs(mean - self._values) / np.sqrt(sd**2 + np.diag(self._known))

    def score(self, u: np.ndarray) -> np.ndarray:
        """The largest implausibility over the cut, 1 at most where a point is kept: float64 [points]."""
        return np.asarray(self.implausibility(u).max(axis=1) / self.cut)

    def log_likelihood(self, mean: np.ndarray, sd: np.ndarray) -> np.ndarray:
        """Gaussian, of all targets together, but for a constant: float64 [points].  mean, sd: as
        :meth:`predicted` gives them.  Luck counts with its covariance; the emulator's variance as far as it
        lies along luck's axes."""
        known, axes = self._axes
        variance = known + sd**2 @ axes**2
        return np.asarray(-0.5 * (((mean - self._values) @ axes) ** 2 / variance + np.log(variance)).sum(
            axis=1))

    def log_likelihood_at(self, u: np.ndarray) -> np.ndarray:
        """The same at points: float64 [points]."""
        return self.log_likelihood(*self.predicted(u))

    def of_truth(self, values: np.ndarray) -> Wave:
        """The wave with other values of its targets: float64 [targets]."""
        return replace(self, targets=tuple(replace(target, value=float(value))
                                           for target, value in zip(self.targets, values, strict=True)))

    def emulated(self, u: np.ndarray) -> float:
        """Share of the variance between targets and emulator that is the emulator's own: the most of all
        targets, mean over points."""
        variance = (self.predicted(u)[1] ** 2).mean(axis=0)
        return float((variance / (variance + np.diag(self._known))).max())

    def planted(self, u: np.ndarray, chance: np.random.Generator, whole: bool) -> np.ndarray:
        """Figures of a world that is the emulator's at u, with luck, and if ``whole`` with all that may part
        the model from what is observed: float64 [points, targets]."""
        covariance = self._known if whole else self._luck
        luck = chance.multivariate_normal(np.zeros(len(self.targets)), covariance, len(u))
        return self._own.mean(u) + luck


def kept(waves: Sequence[Wave], u: np.ndarray) -> np.ndarray:
    """Which points no wave rules out: bool [points]."""
    return _score(waves, u) <= 1.0


def _score(waves: Sequence[Wave], u: np.ndarray) -> np.ndarray:
    """The largest of all waves: float64 [points]."""
    return np.asarray(np.max([wave.score(u) for wave in waves], axis=0))


@dataclass(frozen=True)
class Drawn:
    """Points that are not ruled out.  u: float64 [points, inputs], uniform over what is left; share: how much
    of the prior that is."""

    u: np.ndarray
    share: float


def not_ruled_out(waves: Sequence[Wave], many: int, seed: int, *, closest: bool = False) -> Drawn:
    """Points that all waves keep: draws of the prior, and where these are rarely kept, points that walk into
    what is left (subset simulation: Au & Beck 2001; Williamson & Vernon 2013).

    Args:
        waves: What is known so far, one or more.
        many: How many points.
        seed: The same seed gives the same points.
        closest: Where everything is ruled out, give the points that are least so, instead of an error.

    Raises:
        UserError: Everything is ruled out; the text names the target that is farthest from what can be.
    """
    chance = np.random.default_rng(seed)
    population = max(POPULATION, many)
    u = chance.random((max(_TRIES, population), len(waves[0].emulator.space.names)))
    score = _score(waves, u)
    if (score <= 1.0).sum() >= many:
        return Drawn(u[score <= 1.0][:many], float((score <= 1.0).mean()))
    share, level = 1.0, np.inf
    while level > 1.0:
        before, level = level, max(1.0, float(np.quantile(score, _NARROWER)))
        if level > before * _STUCK:
            if not closest:
                raise _nothing(waves, u[score.argmin()])
            return Drawn(u[chance.permutation(len(u))[:many]], 0.0)
        inside = np.flatnonzero(score <= level)
        share *= len(inside) / len(score)
        start = chance.permutation(np.resize(inside, population))
        u, score = walk(u[start], score[start], partial(_score, waves), partial(_under, level), chance, STEPS)
    return Drawn(u[chance.permutation(len(u))[:many]], share)


def _nothing(waves: Sequence[Wave], u: np.ndarray) -> UserError:
    """Why nothing is left, by the point that is nearest."""
    wave = max(waves, key=lambda one: float(one.score(u[None])[0]))
    worst = int(wave.implausibility(u[None])[0].argmax())
    target, mean = wave.targets[worst], wave.predicted(u[None])[0][0, worst]
    return UserError(f"nothing within the ranges fits: at the point that is nearest, {target.name} is "
                     f"{mean:.4g} and should be {target.value:.4g}; widen the ranges, or the target's "
                     "discrepancy")


def weights(wave: Wave, mean: np.ndarray, sd: np.ndarray) -> np.ndarray:
    """Weights of members drawn from the prior, by the Gaussian likelihood of their implausibilities, with sum
    1: float64 [members].

    Args:
        wave: The targets.
        mean: The members' figures by target, float64 [members, targets], as ``wave.predicted`` gives them, or
            as they were run.
        sd: How unsure these are, likewise; 0 but for luck where they were run often.
    """
    log = wave.log_likelihood(mean, sd)
    found = np.exp(log - log.max())
    return np.asarray(found / found.sum())


def effective(weight: np.ndarray) -> float:
    """Effective sample size of weighted points (Kong 1992): (sum w)^2 / sum w^2."""
    return float(weight.sum() ** 2 / (weight**2).sum()) if weight.any() else 0.0


def posterior(wave: Wave, many: int, seed: int) -> np.ndarray:
    """Equally likely draws of the posterior, prior times likelihood: float64 [many, inputs].

    wave: its emulator should know the runs of all waves.  many: draws.  seed: the same seed gives the same
    draws.
    """
    chance = np.random.default_rng([seed, 1])
    u = chance.random((max(_TRIES, many), len(wave.emulator.space.names)))
    return tempered(wave.log_likelihood_at, u, many, chance)


def tempered(log_of: Score, u: np.ndarray, many: int, chance: np.random.Generator,
             log: np.ndarray | None = None) -> np.ndarray:
    """Draws by a likelihood that comes in little by little (sequential Monte Carlo: Del Moral, Doucet & Jasra
    2006): float64 [many, inputs], in no order.

    Args:
        log_of: The logarithm of the likelihood of points; -inf where they may not go.
        u: Even draws of where they may go, at least ``many``: float64 [points, inputs].
        many: How many points walk.
        chance: Where chance comes from.
        log: What ``log_of`` says of ``u``, where it is known.
    """
    log, heat = log_of(u) if log is None else log, 0.0
    while heat < 1.0:
        step = _warmer(log, 1.0 - heat, 0.5 * many)
        heat += step
        start = chance.permutation(_resampled(np.exp(step * (log - log.max())), many, chance))
        u, log = walk(u[start], log[start], log_of, partial(_likely, heat, chance), chance, STEPS)
    return u


def _under(level: float, now: np.ndarray, then: np.ndarray) -> np.ndarray:
    return then <= level


def _likely(heat: float, chance: np.random.Generator, now: np.ndarray, then: np.ndarray) -> np.ndarray:
    """Metropolis et al. (1953), of the likelihood as far as it is in."""
    return np.log(chance.random(len(now))) < heat * (then - now)


def _warmer(log: np.ndarray, left: float, least: float) -> float:
    """How much of the likelihood comes in at once, so that enough points still count."""
    def enough(step: float) -> bool:
        return effective(np.exp(step * (log - log.max()))) >= least

    if enough(left):
        return left
    low, high = 0.0, left
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if enough(middle) else (low, middle)
    return max(low, 1e-9)


def _resampled(weight: np.ndarray, many: int, chance: np.random.Generator) -> np.ndarray:
    """Places of systematic resampling: int [many]."""
    ends = np.cumsum(weight) / weight.sum()
    return np.minimum(np.searchsorted(ends, (np.arange(many) + chance.random()) / many), len(weight) - 1)
