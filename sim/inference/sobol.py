"""Sobol indices: which share of an outcome's variance each factor explains, by itself (S1) and with all it takes part in (ST).

Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018; intervals are SALib's, from a bootstrap over base samples.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.experiments import design, parts
from sim.inference import words
from sim.inference.finding import Finding, frame
from sim.inference.lived import RESAMPLES, SEED, Lived, luck_share
from sim.outcomes import Outcome
from sim.report.words import listed

LEAST = 0.01
"""Share of the variance up to which a factor does not matter."""


def sobol(lived: Lived, outcome: Outcome) -> Finding:
    """S1 and ST of every factor, and S2 of every pair where the design asked for it."""
    from SALib.analyze.sobol import analyze

    runs = lived.runs(outcome.name)
    drawn = lived.sweep.study.design
    second = isinstance(drawn, parts.Sobol) and drawn.second_order
    found = analyze(design.problem(lived.factors), np.nanmean(runs, axis=1), calc_second_order=second, num_resamples=RESAMPLES, seed=SEED)
    names = [factor.name for factor in lived.factors]
    rows: list[tuple[object, ...]] = []
    for measure in ("S1", "ST"):
        ends = zip(names, found[measure], found[f"{measure}_conf"], strict=True)
        rows += [(name, "", measure, "", value, value - half, value + half) for name, value, half in ends]
    for i, j in zip(*np.triu_indices(len(names), 1), strict=True) if second else ():
        value, half = found["S2"][i, j], found["S2_conf"][i, j]
        rows.append((names[i], names[j], "S2", "", value, value - half, value + half))
    luck = luck_share(runs)  # what the total index of a factor that does nothing comes to
    bare = Finding(outcome, frame(rows), "ST", (), floor=LEAST if luck != luck else max(LEAST, luck))
    return replace(bare, sentences=_told(bare, luck, runs.shape[1]))


def _told(found: Finding, luck: float, replications: int) -> tuple[str, ...]:
    said = {name: f"{name} ({words.percent(line.value)} of its variance, {words.percents(line)})" for name, line in found.of("ST").items()}
    told = [words.most(found, said), _together(found), words.of_luck(luck, replications)]
    return tuple(filter(None, told))


def _together(found: Finding) -> str:
    """How much of the variance is no single factor's, and which pairs are surely more than nothing."""
    first = found.of("S1").values()
    alone = sum(line.value for line in first)
    half = float(np.sqrt(sum(((line.high - line.low) / 2) ** 2 for line in first)))
    if alone + half >= 1.0:
        told = f"Factors act side by side: what each does by itself adds up to {words.percent(min(alone, 1.0))} of the variance."
    else:
        told = (f"What factors do by themselves adds up to {words.percent(alone)} of the variance; the rest, about "
                f"{words.percent(1.0 - alone)}, they bring about only together.")
    sure = [f"{one} with {other} ({words.percent(line.value)})" for one, other, line in found.pairs("S2") if line.low > LEAST]
    if sure:
        told += f" Surely together: {listed(sure[:3])}."
    return told
