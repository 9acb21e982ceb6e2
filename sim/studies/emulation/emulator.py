"""An emulator: what a model's figures are expected to be at inputs where it was never run, and how unsure
that is (O'Hagan 2006).

Each figure has a quadratic with interactions (:mod:`sim.studies.emulation.quadratic`) or a Gaussian process
(:mod:`sim.studies.emulation.process`), whichever cross-validates better.  What cross-validation finds beyond
luck and the fit's own uncertainty is misfit, and counts as uncertainty everywhere: in a difference the less,
the nearer its two points are.  The same rows give the same emulator.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from sim.base.errors import UserError, nearest
from sim.studies.emulation.process import Process, likeness, process
from sim.studies.emulation.quadratic import Quadratic, bends, products, quadratics
from sim.studies.emulation.space import Space

PROCESS_ROWS = 800
"""Rows up to which a Gaussian process is tried: it costs their cube."""

FOLDS = 5
"""Parts of the rows, each predicted from the others."""

SPARE = 8
"""Rows needed beside one for each column of the inputs."""

BENT = (0, 0.5, 2.0, 6.0)
"""Squares and products tried, per column of the inputs; at most :data:`MOST_BENT`, and a third of the
rows."""

MOST_BENT = 200
"""Squares and products at most."""

LENGTH = 0.5
"""Distance over which the misfit of a quadratic changes, in columns (-1 to 1) stretched by how much each
matters, unless it is measured: about that of plans (`experiments/moved_levers.py`)."""

ARRAYS = ("misfit", "luck", "rms", "spread", "length")
"""What an emulator knows of each figure, beside its surface."""

_AT_ONCE = 4096  # points predicted together
_ROUNDING = 1e-12  # figures that differ by less than this share of themselves are one figure
_KINDS = {"quadratic": Quadratic, "process": Process}


@dataclass(frozen=True)
class Emulator:
    """What :func:`fit` found.

    Attributes:
        space: The inputs.
        outputs: Names of the figures.
        surfaces: One a figure.
        misfit: Standard deviation of the figure about its surface, beyond luck: float64 [figures].
        luck: Standard deviation of a single run about its expectation: float64 [figures].
        rms: Cross-validated root mean square error of a row: float64 [figures].
        spread: Standard deviation of the rows' figures: float64 [figures].
        length: Distance over which misfit changes, see :meth:`difference`: float64 [figures].
        replications: Runs that a row is the mean of.
    """

    space: Space
    outputs: tuple[str, ...]
    surfaces: tuple[Quadratic | Process, ...]
    misfit: np.ndarray
    luck: np.ndarray
    rms: np.ndarray
    spread: np.ndarray
    length: np.ndarray
    replications: int = 1

    @property
    def error(self) -> pd.DataFrame:
        """One row a figure (index figure): kind, rms (cross-validated error of a row, in the figure's unit),
        r2 (share of the rows' variance that is predicted), r2_mean (of that beyond luck), luck (standard
        deviation of a single run), spread (of the rows)."""
        luck = np.minimum(self.luck**2 / self.replications, self.rms**2)
        whole = np.where(self.spread > 0, self.spread**2, np.nan)
        beyond = np.where(whole > luck, whole - luck, np.nan)
        return pd.DataFrame({"kind": [_kind(one) for one in self.surfaces], "rms": self.rms,
                             "r2": 1.0 - self.rms**2 / whole, "r2_mean": 1.0 - (self.rms**2 - luck) / beyond,
                             "luck": self.luck, "spread": self.spread},
                            index=pd.Index(self.outputs, name="figure"))

    def of(self, outputs: Sequence[str]) -> Emulator:
        """The emulator of some of the figures, in this order.  UserError for one that it does not have."""
        for name in outputs:
            if name not in self.outputs:
                raise UserError(f"{name!r} is no figure of the emulator{nearest(name, self.outputs)}")
        at = [self.outputs.index(name) for name in outputs]
        some: dict[str, Any] = {name: getattr(self, name)[at] for name in ARRAYS}
        return replace(self, outputs=tuple(outputs), surfaces=tuple(self.surfaces[i] for i in at), **some)

    def mean(self, u: np.ndarray) -> np.ndarray:
        """The figures' expectation: float64 [points, figures].  As :meth:`predict`, and quicker."""
        return np.vstack([np.stack([one.mean(x) if isinstance(one, Quadratic) else one.predict(x)[0]
                                    for one in self.surfaces], axis=1) for (x,) in self._parts(u)])

    def predict(self, u: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What a figure is expected to be, and how unsure that is.

        Args:
            u: float64 [points, inputs], shares 0 to 1.

        Returns:
            (mean, sd): float64 [points, figures]; sd is of the mean, luck is not in it.

        Raises:
            UserError: A point lies outside 0 to 1; the text names the input.
        """
        found = [np.stack([one.predict(x) for one in self.surfaces], axis=2) for (x,) in self._parts(u)]
        mean, variance = np.concatenate(found, axis=1)
        return mean, np.sqrt(variance + self.misfit**2)

    def difference(self, u: np.ndarray, base: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Figures at u less those at base, point by point: (mean, sd), float64 [points, figures].

        What is unsure of both alike is not unsure of the difference.  Misfit is a smooth field: its variance
        in a difference is 2 misfit^2 (1 - its correlation over the distance), none at no distance and twice
        misfit's far away.
        """
        found = [np.stack([(*one.difference(x, z), likeness(distance(x, z, one.stretch), length))
                           for one, length in zip(self.surfaces, self.length, strict=True)], axis=2)
                 for x, z in self._parts(u, base)]
        mean, variance, alike = np.concatenate(found, axis=1)
        return mean, np.sqrt(variance + 2.0 * self.misfit**2 * (1.0 - alike))

    def _parts(self, *points: np.ndarray) -> Iterator[tuple[np.ndarray, ...]]:
        checked = [self.space.checked(u) for u in points]
        for start in range(0, max(len(checked[0]), 1), _AT_ONCE):
            yield tuple(self.space.columns(u[start:start + _AT_ONCE]) for u in checked)

    def save(self, file: Path) -> None:
        """Write plain arrays into an .npz file."""
        about = {"names": self.space.names, "choices": self.space.choices, "outputs": self.outputs,
                 "kinds": [_kind(one) for one in self.surfaces], "replications": self.replications}
        arrays = {"about": np.array(json.dumps(about)),
                  **{name: getattr(self, name) for name in ARRAYS}}
        for i, one in enumerate(self.surfaces):
            arrays |= {f"{i}.{field.name}": np.asarray(getattr(one, field.name)) for field in fields(one)}
        with file.open("wb") as out:
            np.savez_compressed(out, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, file: Path) -> Emulator:
        """The emulator in a file, which predicts what the one saved did.  UserError where it is none."""
        try:
            with np.load(file, allow_pickle=False) as arrays:
                about = json.loads(str(arrays["about"]))
                surfaces = tuple(_surface(kind, {key.partition(".")[2]: arrays[key] for key in arrays.files
                                                 if key.startswith(f"{i}.")})
                                 for i, kind in enumerate(about["kinds"]))
                misfit, luck, rms, spread, length = (arrays[name] for name in ARRAYS)
                return cls(Space(tuple(about["names"]), tuple(about["choices"])), tuple(about["outputs"]),
                           surfaces, misfit, luck, rms, spread, length, about["replications"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UserError(f"{file} is no stored emulator ({error}); make it again") from None


def distance(x: np.ndarray, z: np.ndarray, stretch: np.ndarray) -> np.ndarray:
    """Euclidean, of points in columns that are stretched: float64 [points]."""
    return np.asarray(np.sqrt((((x - z) * stretch) ** 2).sum(axis=1)))


def _kind(surface: Quadratic | Process) -> str:
    return next(kind for kind, cls in _KINDS.items() if isinstance(surface, cls))


def _surface(kind: str, stored: Mapping[str, np.ndarray]) -> Quadratic | Process:
    return _KINDS[kind](**{name: value.item() if value.ndim == 0 else value
                           for name, value in stored.items()})


def fit(inputs: np.ndarray, figures: np.ndarray, names: Sequence[str], outputs: Sequence[str],
        luck: np.ndarray | None = None, choices: Sequence[int] = (), replications: int = 1) -> Emulator:
    """An emulator of a model's figures.

    Args:
        inputs: float64 [rows, inputs], shares 0 to 1 of what was run.
        figures: float64 [rows, figures]; NaN where there was nothing to count, which leaves the row out.
        names: Of the inputs.
        outputs: Names of the figures.
        luck: Standard deviation of a single run about its expectation, as replications tell it: float64
            [figures]; if None, what the surface leaves over, in which luck and misfit cannot be told apart.
        choices: For each input how many choices it has, 0 if it is a number; all numbers unless given.
        replications: Runs that a row is the mean of, 1 or more.

    Returns:
        The emulator, with its cross-validated error.

    Raises:
        UserError: There are too few rows for the inputs, or an input lies outside 0 to 1.
    """
    space = Space(tuple(names), tuple(choices) or (0,) * len(names))
    u, figures = space.checked(inputs), np.asarray(figures, np.float64).reshape(len(inputs), len(outputs))
    x = space.columns(u)
    pairs = bends(x, space.owner)
    found = []
    with threadpool_limits(1):  # many small matrices: threads only wait for each other
        for j, name in enumerate(outputs):
            well = np.isfinite(figures[:, j])
            if well.sum() < x.shape[1] + SPARE:
                raise UserError(f"{name} has {well.sum()} rows that ran well, and {x.shape[1] + SPARE} are "
                                f"needed for an emulator of {len(names)} inputs; run more points, or vary "
                                "fewer")
            own = float(luck[j]) / np.sqrt(replications) if luck is not None else None
            found.append(_fitted(x[well], figures[well, j], pairs, own))
    surfaces, numbers = zip(*found, strict=True)
    misfit, noise, rms, spread = np.array(numbers).T
    length = np.array([one.theta[3] if isinstance(one, Process) else LENGTH for one in surfaces])
    return Emulator(space, tuple(outputs), surfaces, misfit, noise * np.sqrt(replications), rms, spread,
                    length, replications)


def _fitted(x: np.ndarray, y: np.ndarray, pairs: np.ndarray, luck: float | None) -> tuple[
        Quadratic | Process, tuple[float, float, float, float]]:
    """The surface that cross-validates best, and (misfit, luck of a row, error, spread)."""
    if np.ptp(y) <= _ROUNDING * np.abs(y).max():
        still = quadratics(x, np.full(len(y), y[0]), pairs, np.empty((0, len(y))), [0])[0]
        return still, (0.0, luck or 0.0, 0.0, 0.0)
    most = min(len(pairs), MOST_BENT, len(y) // 3)
    sizes = sorted({min(most, round(share * x.shape[1])) for share in BENT})
    bent, folds = products(x, pairs), np.random.default_rng(0).permutation(len(y)) % FOLDS
    found: Sequence[Quadratic | Process] = quadratics(x, y, pairs, bent, sizes)
    checks = _validated(folds, x, y, lambda rows: quadratics(x[rows], y[rows], pairs, bent[:, rows], sizes))
    best = int(checks[:, 0].argmin())
    if len(y) <= PROCESS_ROWS:
        smooth = process(x, y, found[best].stretch)
        check = _validated(folds, x, y, lambda rows: [smooth.of(rows)])
        found, checks = [*found, smooth], np.vstack([checks, check])
        best = int(checks[:, 0].argmin())
    error, unsure = checks[best]
    noise = found[best].noise if luck is None else luck
    misfit = np.sqrt(max(error - noise**2 - unsure, 0.0))
    return found[best], (float(misfit), noise, float(np.sqrt(error)), float(y.std()))


def _validated(folds: np.ndarray, x: np.ndarray, y: np.ndarray,
               fitted: Callable[[np.ndarray], Sequence[Quadratic | Process]]) -> np.ndarray:
    """Of each fit its mean square error in rows predicted from others, and the mean variance that it gives
    them: float64 [fits, 2]."""
    parts = []
    for fold in range(FOLDS):
        out = folds == fold
        parts.append([((y[out] - mean) ** 2, variance)
                      for mean, variance in (one.predict(x[out]) for one in fitted(~out))])
    return np.concatenate(parts, axis=2).mean(axis=2)
