"""The ensemble: assumptions that fit all the model may be calibrated on, found by history matching (Vernon,
Goldstein & Bower 2010; Andrianakis et al. 2015), and the emulator of what levers do under them.

``python -m experiments.ensemble`` writes `sim/scenario/ensemble.csv` (members), `sim/insight/emulator.npz`
and `docs/ensemble.md`.  An interrupted run is resumed by the same command.  About 40 minutes on two idle
cores.

1. The most active assumptions of `experiments/screening.py` are learned; all others vary as noise.
2. Waves: :data:`POINTS` points of what is left, each a year of the ordinary firm under today's levers and
   under drawn ones, with the same luck.  An emulator of each figure rules out what cannot be an ordinary
   firm.
3. From wave three on the rows that may be calibrated on count too.
4. Members are drawn from what is left by the likelihood and run; then the levels that conventions fix follow
   what a member's noise has moved, it is run again, and kept where every convention is met and no row is
   implausible.

No row that validates is read.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import least_squares
from scipy.stats import qmc

from experiments.doubted_runs import FOLDER, ROWS, Job, calibrated, columns, firm, ledger, levers_at
from experiments.moved_levers import drawn, lived_pairs, measured, near_and_far
from experiments.planted_truths import section
from experiments.screening import ACTIVE, TABLE
from sim.insight.evidence.patterns import rows
from sim.model.parameters import LEVERS, SWITCHES
from sim.model.parameters.plausible import LEVELS, value
from sim.report.folder import code_digest
from sim.report.result import NAMES
from sim.runs.pool import cores
from sim.runs.processes import Processes
from sim.scenario.ensemble import DAILY, ENSEMBLE
from sim.studies.emulation.emulator import ARRAYS, Emulator, fit
from sim.studies.emulation.matching import CUT, Target, Wave, not_ruled_out

ROOT = Path(__file__).parents[1]
PAGE, EMULATOR = ROOT / "docs" / "ensemble.md", ROOT / "sim" / "insight" / "emulator.npz"

POINTS = (600, 600, 500)
"""Points of each wave."""

WITH_ROWS = 200
"""Points of the last wave that run the calibrated rows too."""

CANDIDATES, MEMBERS = 60, 100
"""Candidates run at once, until so many are members."""

MOST_CANDIDATES = 360

POOL = 6000
"""Points of what is left that candidates are drawn from."""

SEED = 21

CONVENTIONS = {"customer_satisfaction": (72.0, 2.0), "resolved_first_contact": (70.0, 3.0),
               "rude_share": (10.0, 2.0), "customer_churn": (13.0, 2.0), "absence": (5.0, 0.7),
               "occupancy": (78.0, 4.0), "burnout_share": (10.0, 3.0), "staff_turnover": (22.0, 3.0)}
"""What an ordinary firm is meant to be (a convention of this model, no finding), and how far its figure may
lie from it: two standard deviations."""

OUTCOMES = ("trust_in_leader", "fear", "felt_care", "job_satisfaction", "blame_habit", "empathy_shown",
            "resolved_first_contact", "customer_satisfaction", "customer_churn", "staff_turnover",
            "burnout_share", "absence", "net_value")
"""What is emulated of a plan."""

BESIDE = 0.35
"""Standard deviation of what the model leaves out of a calibrated row, as a share of half its interval."""


def active() -> tuple[str, ...]:
    """The assumptions learned: the levels that conventions fix, then the most active numbers beyond luck; and
    every contested finding."""
    table = pd.read_csv(TABLE, index_col="factor")
    beyond = (table["largest"] ** 2 - table["luck"] ** 2).clip(lower=0.0).sort_values(ascending=False)
    most = [str(name) for name in beyond.index if name not in LEVELS and name not in SWITCHES]
    return (*(*LEVELS, *most)[:ACTIVE], *SWITCHES)


def targets(with_rows: bool) -> tuple[Target, ...]:
    """What has to be met: the conventions, and the calibrated rows."""
    firms = tuple(Target(name, _shown(name, meant), near / 2.0 * _slope(name, meant))
                  for name, (meant, near) in CONVENTIONS.items())
    found = {name: rows()[name] for name in ROWS}
    wrong = [name for name, row in found.items() if row.use != "calibrate"]
    if wrong:
        raise ValueError(f"{wrong} may not be calibrated on")
    return firms + tuple(Target(name, float(row.value or 0), (float(row.high or 0) - float(row.low or 0))
                                / 4.0, BESIDE * (float(row.high or 0) - float(row.low or 0)) / 2.0) for name,
                         row in found.items()) * with_rows


def _shown(name: str, figure: float) -> float:
    """A convention's figure as it is emulated: shares that are skewed as logits."""
    return math.log((figure + 0.5) / (100.5 - figure)) if name == "burnout_share" else figure


def _slope(name: str, figure: float) -> float:
    return 100.0 / ((figure + 0.5) * (100.5 - figure)) if name == "burnout_share" else 1.0


class Points:
    """Points of one wave and what they came to.  u: float64 [points, learned], quantiles of the prior."""

    def __init__(self, wave: int, u: np.ndarray, names: Sequence[str]) -> None:
        self.wave, self.u, self.names = wave, u, names
        self.levers = drawn(np.random.default_rng([SEED, wave, 7]), len(u))

    def jobs(self) -> dict[str, Job]:
        """What is run, by the member's number."""
        found = {}
        for i, (row, levers) in enumerate(zip(self.u, self.levers, strict=True)):
            number = 1000 * self.wave + i
            told = {name: value(name, share) for name, share in zip(self.names, row, strict=True)}
            found[str(number)] = Job(number, {name: each if isinstance(each, str) else float(f"{each:.5g}")
                                              for name, each in told.items()},
                                     levers_at(levers))
        return found


def choices(names: Sequence[str]) -> list[int]:
    """For each assumption how many sides it has, 0 for a number."""
    return [len(SWITCHES[name].choices) if name in SWITCHES else 0 for name in names]


def firms(points: Points, pool: Executor, kind: str) -> np.ndarray:
    """Years of the ordinary firm: float64 [points, 2 (today, plan), outcomes]."""
    found = ledger(kind, columns(("today", "plan"))).done(firm, points.jobs(), pool)
    return found.reshape(len(points.u), 2, len(NAMES))


def ordinary(ends: np.ndarray) -> np.ndarray:
    """Figures that conventions fix, of years under today's levers, as emulated: float64 [points, figures]."""
    return np.column_stack([[_shown(name, figure) for figure in ends[:, 0, NAMES.index(name)]]
                            for name in CONVENTIONS])


def waves(pool: Executor, share: float,
          many_waves: int = len(POINTS)) -> tuple[list[Wave], list[Points], list[np.ndarray], list[float]]:
    """All waves, their points and runs, and how much of the prior each left."""
    names, found, every, runs, left = active(), list[Wave](), list[Points](), list[np.ndarray](), list[
        float]()
    for number, size in enumerate(POINTS[:many_waves]):
        many = max(80, int(size * share))
        u = (qmc.LatinHypercube(len(names), rng=np.random.default_rng(SEED)).random(many) if not found
             else not_ruled_out(found, many, SEED + number).u)
        points = Points(number, u, names)
        ends = firms(points, pool, f"wave-{number}")
        every.append(points)
        runs.append(ends)
        inputs = np.concatenate([each.u for each in every])
        figures = np.concatenate([ordinary(each) for each in runs])
        # a wave learns from all points that the ones before did not rule out
        own = inputs if number == 0 else inputs[np.concatenate(
            [np.zeros(len(every[0].u), bool), *(np.ones(len(each.u), bool) for each in every[1:])])]
        seen = figures if number == 0 else figures[len(every[0].u):]
        last = number + 1 == len(POINTS)
        goals = targets(last)
        if last:
            some = Points(number, u[:max(60, int(WITH_ROWS * share))], names)
            figures_of_rows = ledger("rows", list(ROWS)).done(calibrated, some.jobs(), pool)
        stored = FOLDER / f"ensemble-emulator-{number}-{len(own)}-{code_digest()[:8]}.npz"
        if stored.exists():
            emulator = Emulator.load(stored)
        else:
            emulator = fit(own, seen, names, list(CONVENTIONS), choices=choices(names))
            if last:
                emulator = joined(emulator, fit(some.u, figures_of_rows, names, list(ROWS),
                                                choices=choices(names)))
            emulator.save(stored)
        found.append(Wave(emulator, goals, CUT))
        left.append(not_ruled_out(found, 500, SEED + 50 + number).share)
        print(emulator.error.round(3).to_string(), f"\nleft after wave {number + 1}: {left[-1]:.2g}",
              flush=True)
    return found, every, runs, left


def joined(one: Emulator, other: Emulator) -> Emulator:
    """One emulator with the figures of both."""
    return Emulator(one.space, (*one.outputs, *other.outputs), (*one.surfaces, *other.surfaces),
                    *(np.concatenate([getattr(one, name), getattr(other, name)])
                      for name in ARRAYS), one.replications)


def members(found: list[Wave], pool: Executor, share: float) -> tuple[pd.DataFrame, Points, np.ndarray]:
    """Members as the file has them; the points of which firm's years were run last, and these."""
    wanted = max(DAILY, int(MEMBERS * share))
    drawn = Points(9, weighted(found, max(60, int(MOST_CANDIDATES * share))), active())
    rows_, ends_of = list[dict[str, Any]](), list[np.ndarray]()
    for start in range(0, len(drawn.u), CANDIDATES):
        at = slice(start, min(start + CANDIDATES, len(drawn.u)))
        ends = [_years(drawn, at, pool, "candidates")]
        told, steps = ordinary(ends[0]), list[tuple[str, np.ndarray, np.ndarray]]()
        for again in AGAIN:
            for i in range(at.start, at.stop):
                drawn.u[i] = followed(found[-1].emulator, drawn.u[i], told[i - at.start],
                                      np.random.default_rng([SEED, i]))
            ends.append(_years(drawn, at, pool, f"members{again}"))
            told = ordinary(ends[-1])
            steps.append((again, drawn.u[at].copy(), told))
        ends_of += list(ends[-1])
        rows_ += _met(found[-1], drawn, at, steps, pool)
        print(f"{len(rows_)} members of {at.stop}", flush=True)
        if len(rows_) >= wanted:
            break
    run = Points(9, drawn.u[:len(ends_of)], active())
    run.levers = drawn.levers[:len(ends_of)]
    return pd.DataFrame(rows_[:wanted]), run, np.array(ends_of)


AGAIN = ("", "-again")
"""How often levels follow a member's noise, and what the tables of the years after it are called."""


def _years(points: Points, at: slice, pool: Executor, kind: str) -> np.ndarray:
    jobs = dict(list(points.jobs().items())[at])
    return ledger(kind, columns(("today", "plan"))).done(firm, jobs, pool).reshape(-1, 2, len(NAMES))


def _met(wave: Wave, drawn: Points, at: slice, steps: Sequence[tuple[str, np.ndarray, np.ndarray]],
         pool: Executor) -> list[dict[str, Any]]:
    """Members: of each candidate the first step whose year meets every convention, if then no calibrated row
    is implausible; those have luck of their own, since only a few sites are run."""
    goals = wave.targets
    value_, sd = np.array([(goal.value, math.hypot(goal.sd, goal.discrepancy)) for goal in goals]).T
    many, luck = len(CONVENTIONS), wave.emulator.of(list(ROWS)).luck
    left, rows_ = np.ones(at.stop - at.start, bool), list[dict[str, Any]]()
    for again, u, told in steps:
        drawn.u[at] = u
        here = left & (np.abs(told - value_[:many]) <= 2.0 * sd[:many]).all(axis=1)
        left &= ~here
        jobs = {name: job for (name, job), met in zip(list(drawn.jobs().items())[at], here, strict=True)
                if met}
        if not jobs:
            continue
        of_rows = ledger(f"member-rows{again}", list(ROWS)).done(calibrated, jobs, pool)
        fits = (np.abs(of_rows - value_[many:]) <= CUT * np.hypot(sd[many:], luck)).all(axis=1)
        rows_ += [{"member": int(name), "weight": 1} | job.active
                  | dict(zip((*CONVENTIONS, *ROWS), _plain(np.r_[figures, of_row]), strict=True))
                  for (name, job), figures, of_row, fit_ in zip(jobs.items(), told[here], of_rows, fits,
                                                                strict=True) if fit_]
    return rows_


def weighted(found: list[Wave], many: int) -> np.ndarray:
    """Points that no wave rules out, drawn by the likelihood of the last, none twice: float64 [many,
    learned]."""
    pool = not_ruled_out(found, POOL, SEED).u
    log = found[-1].log_likelihood(*found[-1].predicted(pool))
    # the largest of log weights with Gumbel noise are a weighted sample without replacement (Efraimidis 2006)
    return pool[np.argsort(-(log + np.random.default_rng(SEED).gumbel(size=len(log))))[:many]]


def followed(emulator: Emulator, u: np.ndarray, told: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """The point with its levels moved so that a firm with this very noise meets the conventions, each
    somewhere in its tolerance.  told: figures of the point as it was run; what the emulator is off there is
    the noise's."""
    names = emulator.space.names
    levels = [names.index(name) for name in (*LEVELS, "quality_base", "strain_uptake") if name in names]
    own = emulator.of(list(CONVENTIONS))
    goal = np.array([_shown(name, meant) for name, (meant, _) in CONVENTIONS.items()])
    sd = np.array([near / 2.0 * _slope(name, meant) for name, (meant, near) in CONVENTIONS.items()])
    wanted = goal + 0.5 * sd * chance.standard_normal(len(sd))
    off = told - own.mean(u[None])[0]

    def away(x: np.ndarray) -> np.ndarray:
        at = u.copy()
        at[levels] = x
        return np.concatenate([(own.mean(at[None])[0] + off - wanted) / sd, 0.5 * (x - u[levels])])

    found = least_squares(away, np.clip(u[levels], 0.02, 0.98), bounds=(0.0, 1.0))
    moved = u.copy()
    moved[levels] = found.x
    return moved


def _plain(row: np.ndarray) -> list[float]:
    """Figures in their units again."""
    found = row.tolist()
    at = list(CONVENTIONS).index("burnout_share")
    found[at] = 101.0 / (1.0 + math.exp(-found[at])) - 0.5
    return [float(f"{each:.4g}") for each in found]


def of_plans(every: Sequence[Points], runs: Sequence[np.ndarray], luck: np.ndarray) -> Emulator:
    """The emulator of what a plan changes against today, over levers and assumptions.  luck: standard
    deviation of a pair's luck, float64 [outcomes]; what varies as noise is misfit."""
    names = (*LEVERS, *every[0].names)
    inputs = np.concatenate([np.column_stack([each.levers, each.u]) for each in every])
    ends = np.concatenate(runs)[:, :, [NAMES.index(name) for name in OUTCOMES]]
    return fit(inputs, ends[:, 1] - ends[:, 0], names, OUTCOMES, luck,
               choices=[0] * len(LEVERS) + choices(every[0].names))


def report(found: list[Wave], left: list[float], frame: pd.DataFrame, plans: Emulator,
           planted: Sequence[str]) -> str:
    """docs/ensemble.md."""
    names = active()
    lines = ["# The ensemble of assumptions", "", "Written by `python -m experiments.ensemble`; what it does "
             "and why stands in that file and in [design.md](design.md).", "",
             f"{len(frame)} members, equally likely: drawn by prior times likelihood from what no wave rules "
             f"out, run, and kept where no figure is more than {CUT:g} standard deviations away. The first "
             f"{DAILY} are for daily use.", "", "## What each wave ruled out", "",
             "| wave | points | share of the prior left |", "|---|---|---|"]
    lines += [f"| {i} | {size} | {share:.2g} |" for i,
              (size, share) in enumerate(zip(POINTS, left, strict=True), 1)]
    lines += ["", "## What has to be met", "", "| figure | target | two standard deviations | emulator's "
              "error (rms) | R² | members, 5 to 95 % |", "|---|---|---|---|---|---|"]
    error = found[-1].emulator.error
    for goal in found[-1].targets:
        low, high = frame[goal.name].quantile([0.05, 0.95])
        value_, two = (CONVENTIONS[goal.name] if goal.name in CONVENTIONS
                       else (goal.value, 2.0 * math.hypot(goal.sd, goal.discrepancy)))
        lines.append(f"| {goal.name} | {value_:.3g} | {two:.2g} | {error.loc[goal.name, 'rms']:.3g} | "
                     f"{error.loc[goal.name, 'r2']:.2f} | {low:.3g} to {high:.3g} |")
    lines += ["", "The share burnt out is emulated on logits; its error is on that scale.", "",
              "## What the figures speak to", "", "Spread of the members over that of the prior (1: nothing "
              "was learned), and where they lie within it (0 to 1); of a contested finding, the share on its "
              "other side.", "", "| assumption | spread | middle |", "|---|---|---|"]
    spoken = []
    for name in names:
        if name in SWITCHES:
            other = float((frame[name] != SWITCHES[name].choices[0]).mean())
            spoken.append((1.0, f"| {name} | | {100 * other:.0f} % {' or '.join(SWITCHES[name].choices[1:])} "
                           "|"))
            continue
        grid = np.array([float(value(name, share)) for share in np.linspace(0, 1, 201)])
        u = np.interp(frame[name], grid, np.linspace(0, 1, 201))
        spread = float(u.std() / np.sqrt(1 / 12))
        spoken.append((spread, f"| {name} | {spread:.2f} | {u.mean():.2f} |"))
    lines += [line for _, line in sorted(spoken)]
    lines += ["", *planted, "", "## The emulator of plans", "",
              "What a plan changes in a year of the ordinary firm against today, over all levers and the "
              "assumptions learned; cross-validated. A single pair's luck is within the error; what varies "
              "as noise is misfit.", "",
              "| outcome | error (rms) | luck of a pair | misfit | R² |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {row['rms']:.3g} | {row['luck']:.3g} | {misfit:.3g} | {row['r2']:.2f} |"
              for (name, row), misfit in zip(plans.error.iterrows(), plans.misfit, strict=True)]
    return "\n".join(lines) + "\n"


def again(lines: Sequence[str]) -> None:
    """Write docs/ensemble.md with other lines about planted truths."""
    text = PAGE.read_text(encoding="utf-8")
    start, end = text.index("## Planted truths"), text.index("## The emulator of plans")
    PAGE.write_text(text[:start] + "\n".join(lines) + "\n\n" + text[end:], encoding="utf-8", newline="\n")


def main() -> None:
    """Run all, write all."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--workers", type=int, default=cores())
    options.add_argument("--share", type=float, default=1.0, help="of the full effort; below 1 nothing is "
                         "written")
    options.add_argument("--planted", action="store_true", help="only plant truths again")
    options.add_argument("--waves", type=int, default=len(POINTS), help="plant on the first waves alone")
    chosen = options.parse_args()
    with Processes(chosen.workers) as pool:
        found, every, runs, left = waves(pool, chosen.share, chosen.waves if chosen.planted else len(POINTS))
        if chosen.planted:
            again(section(found, Emulator.load(EMULATOR), every[0].names, ordinary, pool))
            return
        frame, last, ends = members(found, pool, chosen.share)
        pairs = lived_pairs(found[0], every[0].names, pool)
        plans = measured(of_plans([*every, last], [*runs, ends], pairs.anew(OUTCOMES)), pairs)
        page = report(found, left, frame, plans, section(found, plans, every[0].names, ordinary, pool))
        page += "\n".join(["", *near_and_far(plans, pairs)]) + "\n"
        if chosen.share >= 1.0:
            beside = ENSEMBLE.with_suffix(".tmp")
            frame.to_csv(beside, index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            os.replace(beside, ENSEMBLE)
            plans.save(EMULATOR)
            PAGE.write_text(page, encoding="utf-8", newline="\n")
        print(page)


if __name__ == "__main__":
    # processes need functions of a module they can import
    from experiments.ensemble import main as importable

    importable()
