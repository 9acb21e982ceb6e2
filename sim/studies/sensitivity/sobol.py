"""Sobol indices: which share of an outcome's variance each factor explains, by itself (S1) and with all it
takes part in (ST).

Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018; intervals are SALib's, from a bootstrap over base
samples.
"""

from __future__ import annotations

import numpy as np

from sim.model.outcomes import Outcome
from sim.report.interval import LEVEL
from sim.report.wording import listed
from sim.studies.sensitivity import sentences
from sim.studies.sensitivity.finding import Finding, Line, Rows, frame, of_each
from sim.studies.sensitivity.runs import RESAMPLES, SEED, CompleteStudy, luck_share, of_luck
from sim.studies.sweep import design, design_fields

LEAST = 0.01
"""Share of the variance up to which a factor does not matter."""


def sobol(study: CompleteStudy, outcome: Outcome) -> Finding:
    """S1 and ST of every factor, and S2 of every pair where the design asked for it."""
    from SALib.analyze.sobol import analyze

    runs = study.runs(outcome.name)
    drawn = study.sweep.study.design
    second = isinstance(drawn, design_fields.Sobol) and drawn.second_order
    found = analyze(design.problem(study.factors), np.nanmean(runs, axis=1), calc_second_order=second,
                    num_resamples=RESAMPLES, seed=SEED, keep_resamples=True)
    names = study.names
    rows: Rows = []
    for measure in ("S1", "ST"):
        values, half = found[measure], found[f"{measure}_conf"]
        rows += of_each(measure, names, values, (values - half, values + half))
    for i, j in zip(*np.triu_indices(len(names), 1), strict=True) if second else ():
        value, half = found["S2"][i, j], found["S2_conf"][i, j] * widened(len(names))
        rows.append((names[i], names[j], "S2", "", value, value - half, value + half))
    luck = luck_share(runs)  # what the total index of a factor that does nothing comes to
    bare = Finding(outcome, frame(rows), "ST", floor=LEAST if luck != luck else max(LEAST, luck))
    alone = float(np.sum(found["S1"])), 1.96 * float(np.std(np.sum(found["S1_conf_all"], axis=1), ddof=1))
    return bare.saying(sentences.most(bare, _described), _together(bare, *alone), of_luck(runs))


def _described(_: str, line: Line) -> str:
    return f"{sentences.percent(line.value)} of its variance, {sentences.percents(line)}"


def widened(factors: int) -> float:
    """How much wider the interval of a pair is for all pairs having been looked at (Bonferroni)."""
    from scipy.special import ndtri

    tail, pairs = (1.0 - LEVEL) / 2.0, factors * (factors - 1) // 2
    return float(ndtri(1.0 - tail / max(pairs, 1)) / ndtri(1.0 - tail))


def _together(found: Finding, alone: float, half: float) -> str:
    """How much of the variance is no single factor's, and which pairs are surely more than nothing; alone,
    half: the sum of S1 and the half-width of its interval."""
    said = f"adds up to {sentences.percent(min(max(alone, 0.0), 1.0))} (± {100 * half:.0f}) of the variance"
    if alone + half < 1.0 and half < 0.25:
        told = (f"What factors do by themselves {said}; the rest, about {sentences.percent(1.0 - alone)}, "
                "they bring about only together.")
    elif half < 0.25:
        told = f"Factors act side by side: what each does by itself {said}."
    else:
        told = (f"What factors do by themselves {said}, too unsure to say what they do only together: more "
                "samples tell.")
    sure = [f"{one} with {other} ({sentences.percent(line.value)})" for one, other, line in found.pairs("S2")
            if line.low > LEAST]
    if sure:
        told += f" Surely together: {listed(sure[:3])}."
    return told
