"""A full grid: the mean at each level of each factor over all levels of the others, and how two factors act
together.

Intervals are t-intervals over replications of differences within a replication, since all points of one share
their luck.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np

from sim.model.outcomes import Outcome
from sim.report.interval import LEVEL, mean_and_interval
from sim.studies.sensitivity import sentences
from sim.studies.sensitivity.finding import Cells, Finding, Line, Rows, frame
from sim.studies.sensitivity.runs import CompleteStudy, intervals, of_luck


def is_full(study: CompleteStudy) -> bool:
    """Does every combination of the levels occur in exactly one row, with two levels of a factor at least?"""
    shape = [len(levels) for levels in _levels(study)]
    return len(study.settings) == np.prod(shape) and len(np.unique(study.numbers, axis=0)) == len(
        study.numbers) and max(shape) > 1


def grid(study: CompleteStudy, outcome: Outcome) -> Finding:
    """Measures: "level" (mean at a level), "effect" (between the two levels that are furthest apart, from the
    earlier to the later), "together" (of two factors: how much more the one does at the other's last level
    than at its first, from its own first to its last)."""
    runs, levels = study.runs(outcome.name), _levels(study)
    names = study.names
    cube = _cube(study, runs, levels)
    rows: Rows = []
    for i, name in enumerate(names):
        means = _over(cube, (i,))
        rows += [(name, "", "level", _spelt(study, i, level), *one) for level,
                 one in zip(levels[i], intervals(means), strict=True)]
        rows.append((name, "", "effect", *_swing([sentences.spoken(_spelt(study, i, level))
                                                  for level in levels[i]], means)))
    for i, j in combinations([i for i, own in enumerate(levels) if len(own) > 1], 2):
        means = _over(cube, (i, j))
        apart = means[:, -1, -1] - means[:, -1, 0] - means[:, 0, -1] + means[:, 0, 0]
        rows.append((names[i], names[j], "together", "", *intervals(apart[:, None])[0]))
    bare = Finding(outcome, frame(rows), "effect")
    bare = replace(bare, cells=_cells(bare, study, cube, levels))
    return bare.saying(_ranked(bare), _together(bare), of_luck(runs))


def _levels(study: CompleteStudy) -> list[np.ndarray]:
    return [np.unique(column) for column in study.numbers.T]


def _spelt(study: CompleteStudy, i: int, level: float) -> object:
    """A level as the study wrote it."""
    factor = study.factors[i]
    return (factor.values[int(level)] if factor.is_choice else round(level) if factor.kind == "whole"
            else float(level))


def _cube(study: CompleteStudy, runs: np.ndarray, levels: list[np.ndarray]) -> np.ndarray:
    """float64 [replications, levels of factor 0, levels of factor 1, ...]."""
    places = tuple(np.searchsorted(own, column) for own, column in zip(levels, study.numbers.T, strict=True))
    cube = np.full((runs.shape[1], *(len(own) for own in levels)), np.nan)
    cube[(slice(None), *places)] = runs.T
    return cube


def _over(cube: np.ndarray, kept: tuple[int, ...]) -> np.ndarray:
    """Means over all factors but these: [replications, levels...]; missing where one was not run."""
    return cube.mean(axis=tuple(axis for axis in range(1, cube.ndim) if axis - 1 not in kept))


def _swing(levels: list[str], means: np.ndarray) -> tuple[str, float, float, float]:
    """Between which levels the means are furthest apart, and by how much; means: float64 [replications,
    levels].

    So that what rises and falls again counts.  The interval is widened (Bonferroni) for having looked at
    every pair of levels.
    """
    from scipy.special import stdtrit

    pairs = list(combinations(range(len(levels)), 2))
    if not pairs:
        return levels[0], 0.0, 0.0, 0.0
    mean, low, _, n = mean_and_interval(np.stack([means[:, j] - means[:, i] for i, j in pairs], axis=1))
    most = int(np.abs(mean).argmax())
    tail, freedom = (1.0 - LEVEL) / 2.0, max(int(n[most]) - 1, 1)
    half = float((mean[most] - low[most]) * stdtrit(freedom, 1.0 - tail / len(pairs))
                 / stdtrit(freedom, 1.0 - tail))
    i, j = pairs[most]
    return f"{levels[i]} → {levels[j]}", float(mean[most]), float(mean[most]) - half, float(mean[most]) + half


def _ranked(found: Finding) -> str:
    def describe(name: str, line: Line) -> str:
        start, _, end = str(found.at("effect", name)[0][0]).partition(" → ")
        return (f"{sentences.changed(line.value, found.outcome)} from {start} to {end or start}; "
                f"{sentences.between(line, found.outcome, sign=True)}")

    return sentences.most(found, describe)


def _together(found: Finding) -> str:
    pairs = found.pairs("together")
    sure = [pair for pair in pairs if pair[2].beyond()]
    if not sure:
        known = any(line.low == line.low for _, _, line in pairs)
        return "That two of them do more, or less, together than apart could not be told." if known else ""
    one, other, line = sure[0]
    return (f"{one} and {other} act together: what the one does differs by "
            f"{sentences.changed(line.value, found.outcome)} "
            f"({sentences.between(line, found.outcome, sign=True)}) between the other's ends.")


def _cells(found: Finding, study: CompleteStudy, cube: np.ndarray, levels: list[np.ndarray]) -> Cells | None:
    """The map of the two factors that act together most."""
    pairs = found.pairs("together")
    if not pairs:
        return None
    names = study.names
    i, j = names.index(pairs[0][0]), names.index(pairs[0][1])
    spelt = [tuple(_spelt(study, k, level) for level in levels[k]) for k in (i, j)]
    whole = np.nanmean(_over(cube, (i, j)), axis=0)
    return Cells(names[i], names[j], spelt[0], spelt[1], whole.T)
