"""Morris screening: the mean size of what a factor does when it alone is moved (mu*), and how much that
depends on the others (sigma).

Morris (1991), doi:10.1080/00401706.1991.10484804; Campolongo et al. (2007),
doi:10.1016/j.envsoft.2006.10.004.  Effects are per whole range of the factor, in the outcome's unit; sigma is
of curvature and of acting together, which this design does not tell apart.
"""

from __future__ import annotations

import numpy as np

from sim.model.outcomes import Outcome
from sim.report.wording import listed, plural
from sim.studies.sensitivity import sentences
from sim.studies.sensitivity.finding import Finding, Line, Rows, frame, of_each
from sim.studies.sensitivity.runs import ENDS, RESAMPLES, SEED, CompleteStudy, luck_share, of_luck
from sim.studies.sweep import design, design_fields


def morris(study: CompleteStudy, outcome: Outcome) -> Finding:
    """mu*, mu and sigma of every factor; intervals from a bootstrap over trajectories."""
    from SALib.analyze.morris import analyze

    runs = study.runs(outcome.name)
    unit, means = design.unit(study.sweep.study), np.nanmean(runs, axis=1)
    drawn_from = study.sweep.study.design
    levels = drawn_from.levels if isinstance(drawn_from, design_fields.Morris) else 4
    found = analyze(design.problem(study.factors), unit, means, num_levels=levels, num_resamples=RESAMPLES,
                    seed=SEED)
    effects = elementary(unit, means)
    drawn = resampled(effects)
    rows: Rows = []
    for measure, resamples in drawn.items():
        ends = np.quantile(resamples, ENDS, axis=0)
        rows += of_each(measure, study.names, np.asarray(found[measure], np.float64), ends)
    spread = luck_of_effects(runs, levels)
    # mean size of a normal number
    bare = Finding(outcome, frame(rows), "mu_star", floor=spread * np.sqrt(2.0 / np.pi))
    return bare.saying(_ranked(bare), _bent(bare, spread, plural(len(effects), "trajectory")), of_luck(runs))


def elementary(unit: np.ndarray, means: np.ndarray) -> np.ndarray:
    """float64 [trajectories, factors]: change of the outcome per whole range of the one factor that moved.

    unit: float64 [rows, factors], points of the unit cube, trajectories one after the other.
    """
    length = unit.shape[1] + 1
    steps = np.diff(unit.reshape(-1, length, unit.shape[1]), axis=1)
    changes = np.diff(means.reshape(-1, length), axis=1)
    which = np.abs(steps).argmax(axis=2)
    effects = np.empty_like(changes)
    np.put_along_axis(effects, which, changes / np.take_along_axis(steps, which[:, :, None], axis=2)[:, :, 0],
                      axis=1)
    return effects


def luck_of_effects(runs: np.ndarray, levels: int) -> float:
    """Standard deviation that luck alone gives to an elementary effect: that of the difference of two rows'
    means over the step between them, levels / (2 (levels - 1)) of the range; 0 where nothing tells (one
    replication).
    """
    means = np.nanmean(runs, axis=1)
    luck = luck_share(runs) * means.var(ddof=1)
    return float(np.sqrt(2.0 * luck) * 2.0 * (levels - 1) / levels) if luck == luck else 0.0


def resampled(effects: np.ndarray) -> dict[str, np.ndarray]:
    """mu*, mu and sigma, each float64 [resamples, factors], of trajectories drawn with replacement."""
    rng = np.random.default_rng(SEED)
    drawn = effects[rng.integers(0, len(effects), (RESAMPLES, len(effects)))]
    sigma = drawn.std(axis=1, ddof=1) if len(effects) > 1 else np.full((RESAMPLES, effects.shape[1]), np.nan)
    return {"mu_star": np.abs(drawn).mean(axis=1), "mu": drawn.mean(axis=1), "sigma": sigma}


def _ranked(found: Finding) -> str:
    mean = found.of("mu")

    def describe(name: str, line: Line) -> str:
        way = ("no way for sure" if not mean[name].beyond() else "upwards" if mean[name].value > 0
               else "downwards")
        return (f"{sentences.figure(line.value, found.outcome)} over its range, {way}; "
                f"{sentences.between(line, found.outcome)}")

    return sentences.most(found, describe)


def _bent(found: Finding, luck: float, over: str) -> str:
    """Whose effect surely differs from place to place: sigma above what luck gives, and above half of mu*,
    all along its interval."""
    size, spread = found.of("mu_star"), found.of("sigma")
    names = [name for name, line in size.items() if line.beyond(found.floor) and spread[name].low
             > max(luck, 0.5 * line.value)]
    if not names:
        return f"Over {over} no effect was seen to hang much on the other factors or on where it starts."
    return (f"What {listed(names[:6])} {'does' if len(names) == 1 else 'do'} hangs on the other factors, or "
            "on where it starts (sigma is above half of mu*); Morris does not tell which: a Sobol design "
            "does.")
