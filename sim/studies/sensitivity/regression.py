"""Points spread over all factors at once (Latin hypercube, or points of the user's own): regression and
partial rank correlation.

Saltelli et al. (2000), Sensitivity Analysis, ch. 6.  Intervals from a bootstrap over rows.
"""

from __future__ import annotations

import numpy as np

from sim.base.errors import UserError
from sim.model.outcomes import Outcome
from sim.studies.sensitivity import sentences
from sim.studies.sensitivity.finding import Finding, Line, Rows, frame, of_each
from sim.studies.sensitivity.runs import ENDS, RESAMPLES, SEED, CompleteStudy, of_luck

SPARE = 3
"""Rows needed besides one per factor; fewer fit anything."""

LINEAR = 0.7
"""Share of the variance that a regression must explain for its coefficients to count (a rule of thumb)."""


def slopes(study: CompleteStudy, outcome: Outcome) -> Finding:
    """Measures: "prcc" (partial rank correlation, -1 to 1), "src" (standardised coefficient), "change" (over
    the factor's whole range, in the outcome's unit, as the regression has it)."""
    runs, x = study.runs(outcome.name), study.numbers
    varied = np.ptp(x, axis=0) > 0
    names = [name for name, varies in zip(study.names, varied, strict=True) if varies]
    if len(np.unique(x, axis=0)) < len(names) + SPARE:
        raise UserError(f"{study.sweep.folder} has {len(np.unique(x, axis=0))} different points for "
                        f"{len(names)} factors, too few to part them; give at least {len(names) + SPARE}, "
                        f"better {10 * len(names)}, or compare single points with sim compare")
    x, y = x[:, varied], np.nanmean(runs, axis=1)
    whole, drawn = _measured(x, y)
    rows: Rows = []
    for measure, values in whole.items():
        ends = np.nanquantile(drawn[measure], ENDS, axis=0)
        rows += of_each(measure, names, values, ends)
    bare = Finding(outcome, frame(rows), "prcc")
    return bare.saying(_ranked(bare), _explained(explained(x, y)), of_luck(runs))


def _measured(x: np.ndarray, y: np.ndarray) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Every measure by factor, float64 [factors], and of rows drawn with replacement, [resamples, factors].

    x: float64 [rows, factors].  y: float64 [rows].  Ranks are those among all rows, in resamples too.
    """
    from scipy.stats import rankdata

    rng = np.random.default_rng(SEED)
    plain = np.column_stack([x, y])
    ranks, spans = rankdata(plain, axis=0), np.ptp(x, axis=0)
    even = np.full(len(y), 1.0 / len(y))
    found = [_weighed(plain, ranks, spans, weights)
             for weights in (even, *(np.bincount(rng.integers(0, len(y), len(y)), minlength=len(y)) / len(y)
                                     for _ in range(RESAMPLES)))]
    return found[0], {measure: np.array([one[measure] for one in found[1:]]) for measure in found[0]}


def _weighed(plain: np.ndarray, ranks: np.ndarray, spans: np.ndarray, weights: np.ndarray) -> dict[
    str, np.ndarray]:
    """The measures where rows count by weights, which sum to 1; the outcome is the last column."""
    moments = np.cov(plain, rowvar=False, ddof=0, aweights=weights)
    slope = np.linalg.pinv(moments[:-1, :-1], hermitian=True) @ moments[:-1, -1]
    spread = np.sqrt(np.diag(moments))
    return {"prcc": partial(np.cov(ranks, rowvar=False, ddof=0, aweights=weights)),
            "src": slope * spread[:-1] / (spread[-1] or np.nan), "change": slope * spans}


def partial(moments: np.ndarray) -> np.ndarray:
    """Correlation of each column with the last, without what others explain; float64 [columns - 1]."""
    spread = np.sqrt(np.diag(moments))
    spread = np.where(spread > 0, spread, 1.0)
    inverse = np.linalg.pinv(moments / np.outer(spread, spread), hermitian=True)
    size = np.sqrt(np.maximum(np.diag(inverse)[:-1] * inverse[-1, -1], 1e-300))
    return np.asarray(np.clip(-inverse[:-1, -1] / size, -1.0, 1.0))


def explained(x: np.ndarray, y: np.ndarray) -> float:
    """Share of the variance that a linear regression explains, R squared."""
    moments = np.cov(np.column_stack([x, y]), rowvar=False, ddof=0)
    return float(moments[-1, :-1] @ np.linalg.pinv(moments[:-1, :-1], hermitian=True) @ moments[:-1, -1]
                 / moments[-1, -1])


def _ranked(found: Finding) -> str:
    change = found.of("change")

    def describe(name: str, line: Line) -> str:
        value, low, high = (sentences.digits(round(figure, 2), sign=True) for figure in line)
        return (f"{sentences.changed(change[name].value, found.outcome)} over its range; rank correlation "
                f"{value}, {low} to {high}")

    return sentences.most(found, describe)


def _explained(share: float) -> str:
    told = f"Straight lines explain {sentences.percent(max(share, 0.0))} of the variance"
    if share >= LINEAR:
        return told + "; the rest is curvature, factors acting together, and luck."
    return (told + ", which is little: curvature, factors acting together or luck do the rest, so a factor "
            "may matter and not show here; a Sobol design shows it.")
