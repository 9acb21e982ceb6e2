"""Which assumptions matter: Morris screening of everything that is doubted, over a year (Morris 1991;
Campolongo et al. 2007).

``python -m experiments.screening`` writes docs/screening.csv, one row a factor: mu* on each figure, in
standard deviations that all factors together give it, and its rank.  Figures are what conventions fix of an
ordinary year, and what two years of other leadership change beside it, under the same luck: culture-of-trust
and culture-of-fear.  The most active, at most :data:`ACTIVE`, are learned by history matching
(`experiments/ensemble.py`); the others vary as noise.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.doubted_runs import FACTORS, at, columns, ledger, lived
from sim.report.result import NAMES
from sim.runs.pool import cores
from sim.runs.processes import Processes
from sim.scenario import Scenario

TRAJECTORIES, LEVELS, SEED = 8, 4, 15
PEOPLE = 100
"""Trajectories, levels of the grid, and the people of the firm that is run."""

ACTIVE = 30
"""Factors that are learned, at most."""

TABLE = Path(__file__).parents[1] / "docs" / "screening.csv"

PLANS = {"today": {}, "trust": dict(Scenario.load("culture-of-trust").levers),
         "fear": dict(Scenario.load("culture-of-fear").levers)}
"""Levers of the worlds run under each point."""

LEVELS_OF = ("customer_satisfaction", "resolved_first_contact", "rude_share", "customer_churn", "absence",
             "occupancy", "burnout_share", "staff_turnover")
CHANGES_OF = ("trust_in_leader", "fear", "job_satisfaction", "empathy_shown", "resolved_first_contact",
              "customer_satisfaction", "customer_churn", "staff_turnover", "burnout_share", "net_value")
"""Outcomes whose level today counts, and whose change under other leadership does."""


def figures(ends: np.ndarray) -> tuple[list[str], np.ndarray]:
    """What is looked at, of runs float64 [runs, worlds, outcomes]: names, and float64 [runs, figures]."""
    found = {name: ends[:, 0, NAMES.index(name)] for name in LEVELS_OF}
    for k, plan in enumerate(PLANS):
        if k:
            found |= {f"{plan}: {name}": ends[:, k, NAMES.index(name)] - ends[:, 0, NAMES.index(name)]
                      for name in CHANGES_OF}
    return list(found), np.column_stack(list(found.values()))


def run(job: tuple[tuple[float, ...], int]) -> np.ndarray:
    """One point under its luck, all worlds."""
    return lived(at(job[0]), list(PLANS.values()), PEOPLE, job[1])


def screened(workers: int) -> pd.DataFrame:
    """One row a factor: mu* by figure over the figure's spread, the largest, luck's share of that, and
    rank."""
    from SALib.analyze import morris as analyse
    from SALib.sample import morris as sample

    problem = {"num_vars": len(FACTORS), "names": list(FACTORS), "bounds": [[0.0, 1.0]] * len(FACTORS)}
    points = sample.sample(problem, TRAJECTORIES, num_levels=LEVELS, seed=SEED)
    each = len(FACTORS) + 1  # points of a trajectory, all under one luck
    jobs = {str(i): (tuple(np.clip(point, 0.02, 0.98).tolist()), i // each) for i, point in enumerate(points)}
    jobs |= {f"middle {r}": ((0.5,) * len(FACTORS), 100 + r) for r in range(24)}
    with Processes(workers) as pool:
        ends = ledger("screening", columns(list(PLANS))).done(run, jobs, pool)
    names, found = figures(ends.reshape(len(jobs), len(PLANS), len(NAMES)))
    own, middle = found[:len(points)], found[len(points):]
    table = pd.DataFrame(index=pd.Index(FACTORS, name="factor"))
    # a step moves a factor by 2/3 of its range: luck alone gives |effect| 1.5 * sd * sqrt(2) * sqrt(2 / pi)
    luck = 1.5 * middle.std(axis=0, ddof=1) * 2.0 / np.sqrt(np.pi)
    spread = own.std(axis=0)
    for k, name in enumerate(names):
        said = analyse.analyze(problem, points, own[:, k], num_levels=LEVELS, print_to_console=False,
                               seed=SEED)
        table[name] = np.asarray(said["mu_star"]) / spread[k]
    table["largest"] = table[names].max(axis=1)
    table["on"] = table[names].idxmax(axis=1)
    table["luck"] = [luck[names.index(on)] / spread[names.index(on)] for on in table["on"]]
    return table.sort_values("largest", ascending=False)


def main() -> None:
    """Run, print the active ones, write the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--workers", type=int, default=cores())
    table = screened(options.parse_args().workers)
    print(table[["largest", "on", "luck"]].head(ACTIVE + 20).round(3).to_string())
    table.round(3).to_csv(TABLE, lineterminator="\n")


if __name__ == "__main__":
    # processes need functions of a module they can import
    from experiments.screening import main as importable

    importable()
