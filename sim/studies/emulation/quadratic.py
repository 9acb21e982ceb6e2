"""A quadratic with interactions, fitted by ridge regression (Hoerl & Kennard 1970): the penalty by
leave-one-out cross-validation, in closed form (Golub, Heath & Wahba 1979).

All inputs have a slope.  Of the squares and products, of which 60 inputs have 1,830, those are taken that go
best with what is left (sure independence screening, in rounds: Fan & Lv 2008); how many is for the caller
to cross-validate.  Ridge is the mean of a Gaussian posterior, whose variance is the uncertainty of the mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PENALTIES = np.geomspace(1e-6, 30.0, 24)
"""Penalties tried, over the number of rows: of columns with a standard deviation of 1."""

BENDS = (1.0, 4.0)
"""Penalties tried of squares and products, over that of slopes."""

LEAST_STRETCH = 0.03
"""How much a column matters at least, over the one that matters most."""


@dataclass(frozen=True)
class Quadratic:
    """A fitted quadratic.

    pairs: int [terms, 2], the columns multiplied, 0 standing for one and j + 1 for column j; centre, slopes:
    float64 [terms]; root: float64 [terms, terms], whose rows' products are the slopes' covariance; level: the
    mean of the rows; noise: standard deviation of a row about the fit; rows: how many; stretch: how much each
    column matters, 1 for the most: float64 [columns].
    """

    pairs: np.ndarray
    centre: np.ndarray
    slopes: np.ndarray
    root: np.ndarray
    level: float
    noise: float
    rows: int
    stretch: np.ndarray

    def features(self, x: np.ndarray) -> np.ndarray:
        """Terms about their means: float64 [terms, points].  x: float64 [points, columns]."""
        found = products(x, self.pairs)
        found -= self.centre[:, None]
        return found

    def mean(self, x: np.ndarray) -> np.ndarray:
        """float64 [points]."""
        return np.asarray(self.level + self.slopes @ self.features(x))

    def predict(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance of the mean, float64 [points] each."""
        features = self.features(x)
        return self.level + self.slopes @ features, self._variance(features) + self.noise**2 / self.rows

    def difference(self, x: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance of the mean at x less that at z, float64 [points] each."""
        features = products(x, self.pairs) - products(z, self.pairs)
        return self.slopes @ features, self._variance(features)

    def _variance(self, features: np.ndarray) -> np.ndarray:
        spread = self.root.T @ features
        return np.asarray(np.einsum("ij,ij->j", spread, spread))


def products(x: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """float64 [terms, points]: columns multiplied as ``pairs`` says."""
    one = np.vstack([np.ones(len(x)), x.T])
    return np.asarray(one[pairs[:, 0]] * one[pairs[:, 1]])


def bends(x: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Pairs that a quadratic may have: squares of columns with more than two values, products of columns of
    different inputs; int [pairs, 2]."""
    i, j = np.triu_indices(x.shape[1])
    curved = np.array([len(np.unique(column)) > 2 for column in x.T])
    return np.column_stack([i, j])[np.where(i == j, curved[i], owner[i] != owner[j])] + 1


def quadratics(x: np.ndarray, y: np.ndarray, pairs: np.ndarray, bent: np.ndarray,
               sizes: Sequence[int]) -> list[Quadratic]:
    """Fits of one figure with more and more squares and products.

    Args:
        x: float64 [rows, columns], each about from -1 to 1.
        y: float64 [rows].
        pairs: What may be taken beside slopes, as :func:`bends` gives it.
        bent: Those products: float64 [pairs, rows].
        sizes: How many of them each fit takes, from few to many.
    """
    straight = np.column_stack([np.zeros(x.shape[1], int), np.arange(1, x.shape[1] + 1)])
    centre = bent.mean(axis=1)
    size = np.sqrt(np.maximum(np.einsum("ij,ij->i", bent, bent) - bent.shape[1] * centre**2, 0.0))
    taken, last, found = np.empty(0, int), _ridge(x, y, straight, 0), []
    for many in sizes:
        if many > len(taken):
            left = y - last.mean(x)
            score = np.abs(bent @ (left - left.mean())) / np.where(size > 1e-9, size, np.inf)
            score[taken] = np.inf
            taken = np.argsort(-score, kind="stable")[:many]
            last = _ridge(x, y, np.vstack([straight, pairs[taken]]), many)
        found.append(last)
    return found


def _ridge(x: np.ndarray, y: np.ndarray, pairs: np.ndarray, bent: int) -> Quadratic:
    """The fit of these terms, of which the last ``bent`` are held back apart, at the best penalty."""
    features = products(x, pairs).T
    centre = features.mean(axis=0)
    features -= centre
    size = features.std(axis=0)
    level, rows = float(y.mean()), len(y)
    best = np.inf
    for bend in BENDS if bent else BENDS[:1]:
        scale = np.divide(1.0, size, out=np.zeros_like(size), where=size > 1e-9)
        scale[len(scale) - bent:] /= np.sqrt(bend)
        scaled = features * scale
        values, vectors = np.linalg.eigh(scaled.T @ scaled)
        values = np.maximum(values, 0.0)
        turned = scaled @ vectors
        along = turned.T @ (y - level)
        squares = turned**2
        for penalty in PENALTIES * rows:
            held = 1.0 / (values + penalty)
            left = y - level - turned @ (held * along)
            error = float(np.mean((left / np.maximum(1.0 - 1.0 / rows - squares @ held, 1e-6)) ** 2))
            if error < best:
                best, free = error, max(rows - 1.0 - float(values @ held), 1.0)
                chosen = (scale, vectors, held, along, float(left @ left) / free)
    scale, vectors, held, along, noise = chosen
    root = scale[:, None] * vectors * np.sqrt(noise * held)
    slopes = scale * (vectors @ (held * along))
    return Quadratic(pairs, centre, slopes, root, level, float(np.sqrt(noise)), rows,
                     _stretch(pairs, slopes * size, x.shape[1]))


def _stretch(pairs: np.ndarray, parts: np.ndarray, columns: int) -> np.ndarray:
    """How much columns matter.  parts: what each term does in one standard deviation, float64 [terms]."""
    share = np.zeros(columns + 1)
    for side in (0, 1):
        np.add.at(share, pairs[:, side], parts**2)
    size = np.sqrt(share[1:])
    return np.maximum(size / size.max(), LEAST_STRETCH) if size.max() > 0 else np.ones(columns)
