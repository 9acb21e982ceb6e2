"""The posterior: pseudo-data made of what was simulated, and a local-linear regression that takes out the
distance left.

1. Every single run of every point is one way in which the world may have gone; with the observation's error
added, it is to the
   observed data as one draw is to another.  So luck and the error of samples are in the posterior by
   themselves.
2. Many figures are put together to as many as there are parameters: what a linear model of the runs near by
would estimate from them
   (semi-automatic ABC: Fearnhead & Prangle 2012).  A figure counts by what it says about parameters, over its
   variance.
3. Pseudo-data near the observed weigh most (Epanechnikov), and what is left of the distance is regressed out,
on logits, so that nothing
   leaves its range (Beaumont, Zhang & Balding 2002).  Choices are regressed by a multinomial logit (Beaumont
   2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.studies.calibration.abc import Space, effective

DRAWS = 4000
"""Draws of the posterior that are kept."""

_PSEUDO = 40_000  # pseudo-data in all, about
_FLAT = 12.0  # precision of a flat prior from 0 to 1
_EDGE = 1e-4  # shares nearer to an end count as there: the logit of an end is infinite
_RIDGE = 1.0  # precision of the prior on the coefficients of the logit, in units of the pseudo-data


@dataclass(frozen=True)
class Tried:
    """What was simulated.  u: float64 [points, parameters]; weights: float64 [points], prior over proposal.

    figures: float64 [points, replicates, targets], NaN where a run is missing or had nothing to count;
    distances: float64 [points].
    """

    u: np.ndarray
    weights: np.ndarray
    figures: np.ndarray
    distances: np.ndarray


@dataclass(frozen=True)
class Posterior:
    """u: float64 [DRAWS, parameters], equally likely.  effective: worth so many independent points."""

    u: np.ndarray
    effective: float


def posterior(space: Space, tried: Tried, observed: np.ndarray, error: np.ndarray, seed: int) -> Posterior:
    """Draws of the posterior.  observed, error (standard error of the sample, without luck): float64
    [targets]."""
    chance = np.random.default_rng([seed, 1])
    point, replicate = np.nonzero(~np.isnan(tried.figures).any(axis=2))
    figures = tried.figures[point, replicate]
    to_summary, precision = _summary(space, tried, figures, point, observed, error)
    copies = max(1, round(_PSEUDO / max(1, len(point))))
    point, figures = np.repeat(point, copies), np.repeat(figures, copies, axis=0)
    summary = (figures + error * chance.standard_normal(figures.shape) - observed) @ to_summary
    off = np.sqrt(np.einsum("ij,jk,ik->i", summary, precision, summary))
    each = np.bincount(point, minlength=len(tried.u))  # a point that lost a replicate weighs no less
    weights = _kernel(off, tried.weights[point] / each[point], point, wanted(space))
    u = tried.u[point]
    worth = effective(np.bincount(point, weights))
    moved = _moved(space, u, summary, weights, worth)
    for j, many in enumerate(space.choices):
        if many:
            side = space.choice(u, j)
            now = np.bincount(side, weights, many)
            asked = _shares(summary, side, many, weights, worth)
            weights = weights * np.divide(asked, now, out=np.zeros(many), where=now > 0)[side]
    places = (np.arange(DRAWS) + chance.random()) / DRAWS  # systematic resampling
    drawn = np.searchsorted(np.cumsum(weights) / weights.sum(), places)
    return Posterior(chance.permutation(moved[np.minimum(drawn, len(moved) - 1)]), worth)


def wanted(space: Space) -> int:
    """Effective points that a posterior should be worth; where there are more, it looks nearer instead."""
    return 50 + 10 * sum(many - 1 if many else 1 for many in space.choices)


def _summary(space: Space, tried: Tried, figures: np.ndarray, point: np.ndarray, observed: np.ndarray,
             error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(matrix [targets, columns] from residuals to the linear estimate of the parameters, its precision
    [columns, columns])."""
    columns = space.columns(tried.u)[point]
    least = 5 * (1 + columns.shape[1])
    off = tried.distances[point]
    near = off <= np.sort(off)[min(len(off) - 1, max(least, len(off) // 2))]
    x = np.column_stack([np.ones(near.sum()), columns[near]])
    fitted, *_ = np.linalg.lstsq(x, figures[near], rcond=None)
    luck = ((figures[near] - x @ fitted) ** 2).sum(axis=0) / max(1, near.sum() - x.shape[1])
    slopes = fitted[1:] / (error**2 + luck)
    precision = slopes @ fitted[1:].T + _FLAT * np.eye(len(slopes))
    return np.linalg.solve(precision, slopes).T, precision


def _kernel(off: np.ndarray, weights: np.ndarray, point: np.ndarray, goal: float) -> np.ndarray:
    """Epanechnikov weights, with the narrowest width that leaves ``goal`` effective points, or half of what
    there is."""
    goal = min(goal, 0.5 * effective(np.bincount(point, weights)))
    found = weights
    for width in np.quantile(off, np.linspace(0.02, 1.0, 50)):
        found = weights * np.maximum(0.0, 1.0 - (off / max(width, 1e-12)) ** 2)
        if effective(np.bincount(point, found)) >= goal:
            break
    return found


def _moved(space: Space, u: np.ndarray, summary: np.ndarray, weights: np.ndarray, worth: float) -> np.ndarray:
    """Numbers as they would be had the pseudo-data been the observed."""
    moved = u.copy()
    numbers = space.numbers
    if numbers.any():
        share = np.clip(u[:, numbers], _EDGE, 1.0 - _EDGE)
        y = np.log(share / (1.0 - share))
        x = np.column_stack([np.ones(len(summary)), summary])
        root = np.sqrt(weights)[:, None]
        fitted, *_ = np.linalg.lstsq(root * x, root * y, rcond=None)
        # a regression takes more than its share out of its own residuals
        wider = np.sqrt(worth / max(worth - x.shape[1], 1.0))
        moved[:, numbers] = 1.0 / (1.0 + np.exp(-(fitted[0] + wider * (y - x @ fitted))))
    return moved


def _shares(summary: np.ndarray, side: np.ndarray, many: int, weights: np.ndarray,
            worth: float) -> np.ndarray:
    """Posterior share of each choice: float64 [many]."""
    from scipy.optimize import minimize
    from scipy.special import log_softmax, softmax

    scale = np.sqrt(np.average(summary**2, axis=0, weights=weights)) + 1e-12
    x = np.column_stack([np.ones(len(summary)), summary / scale])
    w = weights / weights.sum() * worth
    chosen = np.eye(many)[side]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        b = flat.reshape(x.shape[1], many)
        score = x @ b
        held = np.vstack([np.zeros(many), b[1:]])
        value = -(w[:, None] * chosen * log_softmax(score, axis=1)).sum() + 0.5 * _RIDGE * (held**2).sum()
        return float(value), (x.T @ (w[:, None] * (softmax(score, axis=1) - chosen)) + _RIDGE * held).ravel()

    start = np.zeros(x.shape[1] * many)
    b = minimize(loss, start, jac=True, method="L-BFGS-B").x.reshape(x.shape[1], many)
    shares: np.ndarray = softmax(b[0])
    return shares
