"""The inputs of an emulator: shares 0 to 1 of each factor's range (or quantiles of its prior), and choices
among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.base.errors import UserError, nearest

_SLACK = 1e-9  # so far beyond an end is rounding


@dataclass(frozen=True)
class Space:
    """What is varied.

    names: of the inputs.  choices: for each how many choices it has, 0 if it is a number; of an input u
    with k choices, choice c is c/k <= u < (c + 1)/k.
    """

    names: tuple[str, ...]
    choices: tuple[int, ...]

    def choice(self, u: np.ndarray, j: int) -> np.ndarray:
        """Which choice of input j the points take: int [points].  u: float64 [points, inputs]."""
        many = self.choices[j]
        return np.clip((u[:, j] * many).astype(int), 0, many - 1)

    def columns(self, u: np.ndarray) -> np.ndarray:
        """Points as columns of a regression, each about 0: numbers from -1 to 1, of choices an indicator each
        but the first: float64 [points, columns]."""
        parts = []
        for j, many in enumerate(self.choices):
            parts += [2.0 * u[:, j] - 1.0] if not many else [(self.choice(u, j) == c) - 1.0 / many
                                                             for c in range(1, many)]
        return np.column_stack(parts)

    @property
    def owner(self) -> np.ndarray:
        """The input that each column belongs to: int [columns]."""
        return np.repeat(np.arange(len(self.choices)), [max(1, many - 1) for many in self.choices])

    def checked(self, u: np.ndarray) -> np.ndarray:
        """The points, float64 [points, inputs].

        Raises:
            UserError: There are more or fewer inputs, or one lies outside 0 to 1, where no run has been.
        """
        u = np.atleast_2d(np.asarray(u, np.float64))
        if u.shape[1] != len(self.names):
            raise UserError(f"the emulator has {len(self.names)} inputs, but points have {u.shape[1]}; give "
                            f"{', '.join(self.names[:8])}{' ...' if len(self.names) > 8 else ''}")
        outside = ~((u >= -_SLACK) & (u <= 1.0 + _SLACK))
        if outside.any():
            i, j = np.argwhere(outside)[0]
            raise UserError(f"{self.names[j]} is {u[i, j]:.4g} of its range; the emulator knows 0 to 1, and "
                            "is not used outside of what was run: widen the range and run the study again")
        return np.clip(u, 0.0, 1.0)

    def shifted(self, u: np.ndarray, at: Mapping[str, float]) -> np.ndarray:
        """The points with some inputs set, the others as they are: float64 [points, inputs].  UserError for a
        name that is none of the inputs."""
        u = np.array(u, np.float64)
        for name, value in at.items():
            if name not in self.names:
                raise UserError(f"{name!r} is no input of the emulator{nearest(name, self.names)}")
            u[:, self.names.index(name)] = value
        return u
