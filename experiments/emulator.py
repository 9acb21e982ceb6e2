"""A surface for each figure over parameters scaled to -1 to 1: quadratic, without products (Box & Wilson
1951)."""

from __future__ import annotations

import numpy as np


def terms(x: np.ndarray) -> np.ndarray:
    """Columns of the emulator: float64 [points, 1 + 2 parameters]."""
    return np.column_stack([np.ones(len(x)), x, x**2])


def emulator(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients [terms, figures], ridge (squares held back more than slopes), and R2 of each figure."""
    many = x.shape[1]
    held = np.diag(np.r_[0.0, np.full(many, 0.3), np.full(many, 3.0)])
    a = terms(x)
    fitted = np.linalg.solve(a.T @ a + held, a.T @ y)
    rest = ((y - a @ fitted) ** 2).sum(axis=0) / ((y - y.mean(axis=0)) ** 2).sum(axis=0)
    return fitted, 1.0 - rest
