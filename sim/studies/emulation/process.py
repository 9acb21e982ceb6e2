"""A Gaussian process: a linear trend and a smooth rest about it (Rasmussen & Williams 2006, ch. 2).

Columns are stretched by how much each matters, as the quadratic found it, so that only five numbers remain to
be learned, by marginal likelihood (scikit-learn).  Prediction needs numpy and scipy alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from scipy.spatial.distance import cdist

LEARNED_FROM = 300
"""Rows at most from which the five numbers are learned; all rows count in prediction."""

_JITTER = 1e-8  # least share of a row's variance that is its own: the matrix must be well conditioned


def likeness(far: np.ndarray, length: float) -> np.ndarray:
    """Correlation of a smooth field in points ``far`` apart: Matern's, twice differentiable (Rasmussen &
    Williams 2006, eq. 4.17); 1 at no distance, toward 0 beyond the length."""
    d = np.sqrt(5.0) / length * far
    return np.asarray((1.0 + d + d**2 / 3.0) * np.exp(-d))


@dataclass(frozen=True)
class Process:
    """A Gaussian process of one figure.

    stretched: float64 [rows, columns], columns times ``stretch``; y: float64 [rows].  theta: variance of the
    trend, its offset, variance and length of the rest, and the variance of a row's luck, of y with a standard
    deviation of 1.
    """

    stretched: np.ndarray
    y: np.ndarray
    stretch: np.ndarray
    theta: np.ndarray

    @property
    def noise(self) -> float:
        """Standard deviation of a row about the mean."""
        return float(np.sqrt(self.theta[4]) * self._size)

    @cached_property
    def _size(self) -> float:
        return float(self.y.std()) or 1.0

    @cached_property
    def _known(self) -> tuple[np.ndarray, np.ndarray]:
        """Cholesky factor of the rows' covariance, and what rows weigh."""
        z = self.stretched
        root = cho_factor(self._covariance(z, z) + (self.theta[4] + _JITTER) * np.eye(len(z)), lower=True)
        return np.tril(root[0]), cho_solve(root, (self.y - self.y.mean()) / self._size)

    def of(self, rows: np.ndarray) -> Process:
        """The process of some of the rows, with the same five numbers.  rows: bool [rows]."""
        return Process(self.stretched[rows], self.y[rows], self.stretch, self.theta)

    def _covariance(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        trend, offset, rest, length, _ = self.theta
        return np.asarray(trend * (offset**2 + a @ b.T) + rest * likeness(cdist(a, b), length))

    def _own(self, z: np.ndarray) -> np.ndarray:
        trend, offset, rest, *_ = self.theta
        return np.asarray(trend * (offset**2 + (z**2).sum(axis=1)) + rest)

    def predict(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance of the mean, float64 [points] each.  x: float64 [points, columns]."""
        z = x * self.stretch
        root, weigh = self._known
        near = self._covariance(self.stretched, z)
        told = solve_triangular(root, near, lower=True)
        variance = np.maximum(self._own(z) - np.einsum("ij,ij->j", told, told), 0.0)
        return self.y.mean() + self._size * (weigh @ near), self._size**2 * variance

    def difference(self, x: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance of the mean at x less that at other, float64 [points] each."""
        a, b = x * self.stretch, other * self.stretch
        root, weigh = self._known
        near = self._covariance(self.stretched, a) - self._covariance(self.stretched, b)
        told = solve_triangular(root, near, lower=True)
        trend, _, rest, length, _ = self.theta
        apart = ((a - b) ** 2).sum(axis=1)
        own = trend * apart + 2.0 * rest * (1.0 - likeness(np.sqrt(apart), length))
        return self._size * (weigh @ near), self._size**2 * np.maximum(
            own - np.einsum("ij,ij->j", told, told), 0.0)


def process(x: np.ndarray, y: np.ndarray, stretch: np.ndarray) -> Process:
    """Fit one figure.  x: float64 [rows, columns]; y: float64 [rows]; stretch: float64 [columns]."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, DotProduct, Matern, WhiteKernel

    some = np.linspace(0, len(y) - 1, min(len(y), LEARNED_FROM)).round().astype(int)
    z, size = x * stretch, float(y.std()) or 1.0
    kernel = (ConstantKernel(1.0, (1e-4, 1e3)) * DotProduct(1.0, "fixed")
              + ConstantKernel(0.5, (1e-5, 1e3)) * Matern(2.0, (0.1, 100.0), nu=2.5)
              + WhiteKernel(0.1, (_JITTER, 10.0)))
    learner = GaussianProcessRegressor(kernel, alpha=_JITTER)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a number at the end of its range is fine
        learner.fit(z[some], (y[some] - y.mean()) / size)
    trend, rest, length, luck = np.exp(learner.kernel_.theta)
    return Process(z, y, stretch, np.array([trend, 1.0, rest, length, luck]))
