"""What a calibration estimates: each parameter, and what the model then says of each figure; tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.scenario import Scenario
from sim.studies.calibration.observed import Observed
from sim.studies.emulation.emulator import Emulator
from sim.studies.sweep.factors import Factor
from sim.studies.sweep.study_file import Study

LEARNED = 0.15
"""By how much the posterior's interval must be narrower than the prior's for a number to count as learned."""

ODDS = 3.0
"""Odds, over those of the prior, from which a choice counts as learned; fewer are worth no more than a
mention (Kass & Raftery 1995)."""

TOGETHER = 0.5
"""Size of a correlation from which two numbers are said to be known only together."""

_ENDS = (0.025, 0.975)
_SIGNIFICANT = 4  # digits of values that are written for further use
_BEYOND = 1.959963984540054  # standard deviations that hold 95 % of a normal


@dataclass(frozen=True)
class Estimates:
    """What a study's factors must be for its model to give a user's figures.

    Attributes:
        folder: The study's folder, with all its runs.
        study: The study as it was run.
        observed: The user's figures.
        factors: What was fitted; the range of each is its flat prior.
        posterior: Equally likely draws, as shares of the factors' ranges: float64 [draws, factors].
        emulator: Of the figures, by their places in ``observed``, made of all runs.
        emulated: Share of the variance between figures and emulator that is the emulator's, the most of all.
        drawn: Posterior draws that were run once more, float64 [draws, factors].
        said: What the model said there, float64 [draws, replications, targets].
        left: Share of the prior that is not ruled out after each generation; 0 where nothing fits.
        runs: Runs in all, of which ``failed`` failed.
    """

    folder: Path
    study: Study
    observed: Observed
    factors: tuple[Factor, ...]
    posterior: np.ndarray
    emulator: Emulator
    emulated: float
    drawn: np.ndarray
    said: np.ndarray
    left: tuple[float, ...]
    runs: int
    failed: int

    @cached_property
    def samples(self) -> pd.DataFrame:
        """Draws of the posterior, equally likely: one column a factor, in its unit."""
        return self._values(self.posterior)

    @property
    def ensemble(self) -> pd.DataFrame:
        """The draws that were run once more, as a design of further studies (``design: {kind: csv}``)."""
        return self._values(self.drawn)

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """One row a number (index factor): mean, median, low, high (95 % of the posterior), prior_low,
        prior_high, narrower, learned, unit.

        narrower: 1 minus the width of the posterior's 95 % over the prior's.
        """
        rows = []
        for j, factor in enumerate(self.factors):
            if not factor.values:
                values = factor.low + self.posterior[:, j] * (factor.high - factor.low)
                low, median, high = np.quantile(values, (_ENDS[0], 0.5, _ENDS[1]))
                narrower = 1.0 - (high - low) / ((_ENDS[1] - _ENDS[0]) * (factor.high - factor.low))
                rows.append((factor.name, values.mean(), median, low, high, factor.low, factor.high, narrower,
                             narrower >= LEARNED, factor.unit))
        columns = ["factor", "mean", "median", "low", "high", "prior_low", "prior_high", "narrower",
                   "learned", "unit"]
        return pd.DataFrame(rows, columns=columns).astype({"learned": bool}).set_index("factor")

    @cached_property
    def shares(self) -> pd.DataFrame:
        """One row a choice: factor, choice, share (of the posterior), prior, learned (is it told from the
        others, for or against)."""
        rows = []
        for j, factor in enumerate(self.factors):
            many = len(factor.values)
            for c, choice in enumerate(factor.values):
                share = float((np.minimum((self.posterior[:, j] * many).astype(int), many - 1) == c).mean())
                odds = share / max(1.0 - share, 1e-9) * (many - 1)
                rows.append((factor.name, choice, share, 1.0 / many, many > 1
                             and (odds >= ODDS or odds <= 1.0 / ODDS)))
        found = pd.DataFrame(rows, columns=["factor", "choice", "share", "prior", "learned"])
        return found.astype({"share": float, "prior": float, "learned": bool})

    @cached_property
    def correlations(self) -> pd.DataFrame:
        """Pairs of numbers known only together (a, b, correlation), the strongest first."""
        at = [j for j, factor in enumerate(self.factors) if not factor.values]
        rows = []
        for i, a in enumerate(at):
            for b in at[i + 1:]:
                together = float(np.corrcoef(self.posterior[:, a], self.posterior[:, b])[0, 1])
                if abs(together) > TOGETHER:
                    rows.append((self.factors[a].name, self.factors[b].name, together))
        found = pd.DataFrame(rows, columns=["a", "b", "correlation"])
        return found.sort_values("correlation", key=lambda value: -value.abs(), kind="stable",
                                 ignore_index=True)

    @cached_property
    def predictive(self) -> pd.DataFrame:
        """One row a figure: as observed (period, unit, outcome, value, n, error), and as the model says it.

        mean, low, high: of single runs (95 %), luck and what is not known of parameters included.  off:
        observed minus mean, over the standard deviation of both; met: is that within 95 %?
        """
        frame = self.observed.frame()
        runs = self.said.reshape(-1, len(frame))
        runs = runs[~np.isnan(runs).any(axis=1)]
        low, high = np.quantile(runs, _ENDS, axis=0)
        off = (frame["value"] - runs.mean(axis=0)) / np.sqrt(runs.var(axis=0) + frame["error"] ** 2)
        return frame.assign(mean=runs.mean(axis=0), low=low, high=high, off=off, met=off.abs() <= _BEYOND)

    @property
    def point(self) -> dict[str, Any]:
        """The value of each factor for further use: the posterior's mean, of a choice the likeliest."""
        found: dict[str, Any] = {}
        for j, factor in enumerate(self.factors):
            if factor.values:
                own = self.shares[self.shares["factor"] == factor.name]
                found[factor.name] = factor.values[int(own["share"].to_numpy().argmax())]
            else:
                found[factor.name] = _short(factor.at(float(self.posterior[:, j].mean())))
        return found

    @property
    def scenario(self) -> Scenario | None:
        """The base scenario at :attr:`point`; None for a model of the user's own."""
        return None if self.study.base is None else self.study.at(self.point)

    def _values(self, u: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame({factor.name: [_short(factor.at(float(share))) for share in u[:, j]] for j,
                             factor in enumerate(self.factors)})


def _short(value: Any) -> Any:
    return float(f"{value:.{_SIGNIFICANT}g}") if isinstance(value, float) else value
