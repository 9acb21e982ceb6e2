"""Designs: from the factors of a study to its points, one row of values each, always the same and always in
the same order.

The cube: every factor from 0 to 1.  Samplers draw there, and :meth:`sim.studies.sweep.factors.Factor.at`
gives the values; so numbers, whole numbers and choices are drawn alike.  Twice the samples of a Sobol design,
and more trajectories of a Morris design, begin with the rows that are there already; a Latin hypercube has no
such beginning.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from sim.base.errors import UserError
from sim.studies.sweep.design_fields import MOST_ROWS, Grid, LatinHypercube, Listed, Morris, OneAtATime, Sobol
from sim.studies.sweep.factors import Factor
from sim.studies.sweep.study_file import Study

MOST_RUNS = 10_000_000
"""Runs of a study: the ledger is looked through for each that is missing."""


def rows(study: Study) -> list[dict[str, Any]]:
    """The design's points in order: the value of every factor by name, as plain data.  UserError where they
    are too many."""
    require_size(study)
    varied, design = study.varied, study.design
    if isinstance(design, Grid):
        values = [grid_values(factor, design.steps) for factor in varied]
        return [_row(varied, point) for point in product(*values)]
    if isinstance(design, Listed):
        return [{f.name: f.check(point[f.name], ()) if f.name in point else f.default for f in varied}
                for point in design.points]
    if isinstance(design, OneAtATime):
        usual = {factor.name: factor.default for factor in varied}
        return [usual | {factor.name: value} for factor in varied for value in _ends(factor)]
    return [_row(varied, [factor.at(u) for factor, u in zip(varied, point, strict=True)])
            for point in unit(study).tolist()]


def size(study: Study) -> int:
    """Rows of the design, counted without making them."""
    design, varied = study.design, study.varied
    match design:
        case Grid():
            return math.prod(len(grid_values(factor, design.steps)) for factor in varied)
        case Listed():
            return len(design.points)
        case OneAtATime():
            return sum(len(_ends(factor)) for factor in varied)
        case LatinHypercube():
            return design.samples * math.prod(len(factor.values) for factor in varied
                                              if factor.name in design.cross)
        case Sobol():
            return design.samples * ((2 if design.second_order else 1) * len(varied) + 2)
        case Morris():
            return design.trajectories * (len(varied) + 1)
    raise TypeError(design)


def too_large(study: Study) -> str:
    """Why a study cannot be run: more rows, or runs, than can be kept; empty where it can."""
    many, each = (size(study), study.replications if isinstance(study.replications, int)
                  else study.replications.least)
    if many <= MOST_ROWS and many * each <= MOST_RUNS:
        return ""
    less = {"grid": "fewer factors, values or steps, or draw points with latin-hypercube",
            "morris": "fewer trajectories"}
    fewer = less.get(study.design.kind, "fewer samples") if many > MOST_ROWS else "fewer replications"
    return (f"the design has {many:,} rows and {many * each:,} runs, more than the {MOST_ROWS:,} rows or "
            f"{MOST_RUNS:,} runs that are made; take {fewer}")


def require_size(study: Study) -> None:
    """UserError for a study that cannot be run."""
    if why := too_large(study):
        raise UserError(f"{study.where}: {why}")


def problem(varied: Sequence[Factor]) -> dict[str, Any]:
    """The factors as SALib takes them: each from 0 to 1, since :meth:`Factor.at` makes values of that."""
    return {"num_vars": len(varied), "names": [factor.name for factor in varied], "bounds": [[0.0, 1.0]]
            * len(varied)}


def unit(study: Study) -> np.ndarray:
    """The design's points in the cube: float64 [rows, factors], each from 0 to 1.  UserError for too many."""
    require_size(study)
    varied, design = study.varied, study.design
    if isinstance(design, Sobol):
        from SALib.sample.sobol import sample

        return np.asarray(sample(problem(varied), design.samples, calc_second_order=design.second_order,
                                 seed=design.seed), np.float64)
    if isinstance(design, Morris):
        from SALib.sample.morris import sample as trajectories

        return np.asarray(trajectories(problem(varied), design.trajectories, design.levels, seed=design.seed),
                          np.float64)
    if isinstance(design, LatinHypercube):
        return _hypercube(design, varied)
    return np.array([[factor.place(row[factor.name]) for factor in varied] for row in rows(study)],
                    np.float64)


def grid_values(factor: Factor, steps: int) -> Sequence[Any]:
    """A factor's values in a grid: those listed, or evenly from low to high; short ones, so that 0.3 is not
    0.30000000000000004."""
    if factor.values:
        return factor.values
    evenly = np.linspace(factor.low, factor.high, factor.steps or steps).tolist()
    return list(dict.fromkeys(round(value) if factor.kind == "whole" else float(f"{value:.12g}")
                              for value in evenly))


def _hypercube(design: LatinHypercube, varied: Sequence[Factor]) -> np.ndarray:
    """Points drawn, each followed by itself with the next values of the crossed factors."""
    from scipy.stats.qmc import LatinHypercube as Sampler

    drawn = [i for i, factor in enumerate(varied) if factor.name not in design.cross]
    crossed = [i for i, factor in enumerate(varied) if factor.name in design.cross]
    values = np.array(list(product(*([varied[i].place(value) for value in varied[i].values]
                                     for i in crossed))))
    cube = np.empty((design.samples, len(values), len(varied)))
    if drawn:
        cube[:, :, drawn] = Sampler(len(drawn), rng=design.seed).random(design.samples)[:, None]
    cube[:, :, crossed] = values
    return cube.reshape(-1, len(varied))


def _ends(factor: Factor) -> Sequence[Any]:
    """What one-at-a-time sets a factor to: every value listed, else low and high."""
    return factor.values or (factor.at(0.0), factor.at(1.0))


def _row(varied: Sequence[Factor], point: Sequence[Any]) -> dict[str, Any]:
    return dict(zip((factor.name for factor in varied), point, strict=True))
