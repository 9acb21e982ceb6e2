"""One factor at a time: what each does alone at its ends, all others as in the base; paired intervals."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.outcomes import Outcome
from sim.studies.sensitivity import sentences
from sim.studies.sensitivity.finding import Finding, Line, Rows, frame
from sim.studies.sensitivity.runs import CompleteStudy, as_numbers, intervals, of_luck
from sim.studies.sweep.factors import Factor


def tornado(study: CompleteStudy, outcome: Outcome) -> Finding:
    """The change at each value of each factor, from the base or, where none was run (a model of the user's
    own), from the factor's first value; and "swing": the change that is largest in size."""
    runs, base = study.runs(outcome.name), study.base(outcome.name)
    rows: Rows = []
    for factor, places in zip(study.factors, moved(study), strict=True):
        found = [(value, *change(runs[row], runs[places[0][1]] if base is None else base)) for value,
                 row in places]
        rows += [(factor.name, "", "change", *one) for one in found]
        if found:
            rows.append((factor.name, "", "swing", *max(found, key=lambda one: abs(one[1]))))
    bare = Finding(outcome, frame(rows), "swing")
    return bare.saying(_ranked(bare), of_luck(runs) if runs.shape[1] == 1 else "",
                       "One factor at a time says nothing of what factors do together: a grid, Morris or "
                       "Sobol design does.")


def moved(study: CompleteStudy) -> list[list[tuple[Any, int]]]:
    """For each factor the values it was moved to and the rows where it was, lowest value first; the base's
    own value is not among them."""
    rows: list[dict[str, Any]] = [dict(row) for _, row in study.settings.iterrows()]
    places = []
    for factor in study.factors:
        own = [(row[factor.name], i) for i, row in enumerate(rows) if _alone(row, factor, study.factors)]
        places.append(sorted(own, key=lambda it: as_numbers(factor, [it[0]])[0]))
    return places


def _alone(row: dict[str, Any], factor: Factor, factors: tuple[Factor, ...]) -> bool:
    return row[factor.name] != factor.default and all(row[other.name] == other.default for other in factors
                                                      if other is not factor)


def change(runs: np.ndarray, base: np.ndarray) -> tuple[float, float, float]:
    """Mean difference from the base and its 95 % interval; float64 [replications] each, replication r of both
    with the same luck."""
    return intervals((runs - base[: len(runs)])[:, None])[0]


def _ranked(found: Finding) -> str:
    def describe(name: str, line: Line) -> str:
        at = sentences.spoken(found.at("swing", name)[0][0])
        return (f"{sentences.changed(line.value, found.outcome)} at {at}; "
                f"{sentences.between(line, found.outcome, sign=True)}")

    return sentences.most(found, describe)
