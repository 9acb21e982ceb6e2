"""What an emulator says of its inputs: how a figure moves along each, alone and together with others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.studies.emulation.emulator import Emulator

POINTS = 512
"""Points over which the other inputs are averaged."""

LEVELS = 9
"""Places along a number at which its curve is drawn."""

PAIRED = 8
"""Inputs that matter most, of which the pairs are looked at."""


@dataclass(frozen=True)
class Effects:
    """Of all figures.

    curves: of each input the figures' expectation at its levels, the others averaged, float64 [levels,
    figures]; total: share of the variance in which the input has part (Jansen 1999), float64 [inputs,
    figures]; pairs: (one, other, what moving both from end to end does beyond the two alone, float64
    [figures]).
    """

    curves: tuple[np.ndarray, ...]
    total: np.ndarray
    pairs: tuple[tuple[int, int, np.ndarray], ...]

    def change(self, j: int) -> np.ndarray:
        """What moving input j from its first level to its last does: float64 [figures]."""
        return np.asarray(self.curves[j][-1] - self.curves[j][0])


def levels(emulator: Emulator, j: int) -> np.ndarray:
    """Places of input j at which its curve is drawn, 0 to 1; of a choice one in each."""
    many = emulator.space.choices[j]
    return (np.arange(many) + 0.5) / many if many else np.linspace(0.0, 1.0, LEVELS)


def effects(emulator: Emulator) -> Effects:
    """The effects of all inputs; the same emulator has the same."""
    from scipy.stats.qmc import Sobol

    names = emulator.space.names
    u, other = np.split(Sobol(2 * len(names), rng=0).random(POINTS), 2, axis=1)
    base, curves, total = emulator.mean(u), [], []
    variance = np.maximum(base.var(axis=0), 1e-300)
    for j, name in enumerate(names):
        curves.append(np.stack([emulator.mean(emulator.space.shifted(u, {name: at})).mean(axis=0)
                                for at in levels(emulator, j)]))
        moved = u.copy()
        moved[:, j] = other[:, j]
        total.append(((base - emulator.mean(moved)) ** 2).mean(axis=0) / 2.0 / variance)
    share = np.minimum(np.array(total), 1.0)
    most = np.sort(np.argsort(-share.max(axis=1), kind="stable")[:PAIRED]).tolist()
    pairs = [(i, j, _together(emulator, u, i, j)) for n, i in enumerate(most) for j in most[n + 1:]]
    return Effects(tuple(curves), share, tuple(pairs))


def _together(emulator: Emulator, u: np.ndarray, i: int, j: int) -> np.ndarray:
    """What moving both from end to end does beyond the two alone, mean over points: float64 [figures]."""
    one, other = emulator.space.names[i], emulator.space.names[j]
    ends = [(levels(emulator, k)[0], levels(emulator, k)[-1]) for k in (i, j)]
    at = [[emulator.mean(emulator.space.shifted(u, {one: a, other: b})).mean(axis=0) for b in ends[1]]
          for a in ends[0]]
    return np.asarray(at[1][1] - at[1][0] - at[0][1] + at[0][0])
