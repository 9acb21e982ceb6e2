"""How far surrogate answers are off: random plans answered both ways, and what an emulator would have missed
by.

    python -m experiments.surrogate_error [--plans 40] [--pairs 8]

writes sim/whatif/surrogate.csv, one row an outcome of the cards.  rms, within: of surrogate less full
differences over the plans, root mean square and what 95 of 100 stay below in size.  emulator_rms: the first
of an emulator (`sim.studies.emulation`), fitted to single pairs of 160 other plans.  spread: root mean square
of the full differences, by which saying "no change" would be off.  Plans set one to six levers anywhere in
their ranges, seven of ten those of the page only.
"""

from __future__ import annotations

import argparse
import csv
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sim.model.engine.setup import Setup
from sim.model.engine.simulate import simulate
from sim.model.parameters import LEVERS
from sim.report.result import NAMES
from sim.studies.emulation.emulator import fit
from sim.whatif.levers import FIRST
from sim.whatif.plan import Plan
from sim.whatif.runs import CARDS, RunSummary, small
from sim.whatif.surrogate import ERRORS, PAIRS, PEOPLE

MOST_LEVERS = 6
ON_PAGE = 0.7
TRAINING = 160
AT = [NAMES.index(name) for name in CARDS]

Job = tuple[Setup, int]


def drawn(many: int, seed: int) -> list[dict[str, float]]:
    """Levers of random plans."""
    rng = np.random.default_rng(seed)
    plans = []
    for _ in range(many):
        pool = list(FIRST) if rng.random() < ON_PAGE else list(LEVERS)
        names = rng.choice(pool, int(rng.integers(1, MOST_LEVERS + 1)), replace=False)
        plans.append({str(n): float(LEVERS[n].low + (LEVERS[n].high - LEVERS[n].low) * rng.random())
                      for n in names})
    return plans


def ends(jobs: list[Job]) -> np.ndarray:
    """float64 [jobs, cards]"""
    with ThreadPoolExecutor() as pool:
        return np.array([life.ends[AT] for life in pool.map(lambda job: RunSummary.of(simulate(*job)), jobs)])


def full(plans: list[dict[str, float]], replications: list[list[int]]) -> np.ndarray:
    """Differences in the replications listed for each plan: float64 [plans, pairs, cards]."""
    today = Plan().baseline().setup()
    kinds = sorted({r for each in replications for r in each})
    base = dict(zip(kinds, ends([(today, r) for r in kinds]), strict=True))
    setups = [Plan(levers=p).scenario().setup(today.organisation) for p in plans]
    found = ends([(setup, r) for setup, each in zip(setups, replications, strict=True) for r in each])
    return (found - [base[r] for each in replications for r in each]).reshape(len(plans), -1, len(CARDS))


def surrogate(plans: list[dict[str, float]]) -> np.ndarray:
    """Differences of the small firm: float64 [plans, cards]."""
    base = ends([(small(Plan().baseline(), PEOPLE).setup(), r) for r in range(PAIRS)])
    found = ends([(small(Plan(levers=p).scenario(), PEOPLE).setup(), r) for p in plans for r in range(PAIRS)])
    return (found.reshape(len(plans), PAIRS, -1) - base).mean(axis=1)


def shares(plans: list[dict[str, float]]) -> np.ndarray:
    """Levers as shares of their ranges: float64 [plans, levers]."""
    return np.array([[(p.get(name, x.default) - x.low) / (x.high - x.low) for name, x in LEVERS.items()]
                     for p in plans])


def emulated(train: list[dict[str, float]], known: np.ndarray, test: list[dict[str, float]]) -> np.ndarray:
    """Differences by an emulator of the known ones; no levers, no difference: float64 [plans, cards]."""
    fitted = fit(shares(train), known, list(LEVERS), CARDS)
    return fitted.difference(shares(test), np.tile(shares([{}]), (len(test), 1)))[0]


def main() -> None:
    """Measure and write."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--plans", type=int, default=40)
    asked.add_argument("--pairs", type=int, default=8)
    given = asked.parse_args()
    began, plans = time.perf_counter(), drawn(given.plans + TRAINING, 7)
    test, train = plans[:given.plans], plans[given.plans:]
    true = full(test, [list(range(given.pairs))] * len(test)).mean(axis=1)
    known = full(train, [[i % given.pairs] for i in range(len(train))])[:, 0]
    write(surrogate(test) - true, emulated(train, known, test) - true, true)
    print(f"{ERRORS}: {given.plans} plans, {given.pairs} pairs each, {time.perf_counter() - began:.0f} s")


def write(off: np.ndarray, by_emulator: np.ndarray, true: np.ndarray) -> None:
    """The table.  off, by_emulator: errors, float64 [plans, cards]."""
    with ERRORS.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["outcome", "rms", "within", "emulator_rms", "spread"])
        for i, name in enumerate(CARDS):
            figures = [rms(off[:, i]), np.quantile(np.abs(off[:, i]), 0.95), rms(by_emulator[:, i]),
                       rms(true[:, i])]
            table.writerow([name, *(f"{figure:.3g}" for figure in figures)])


def rms(values: np.ndarray) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(values**2)))


if __name__ == "__main__":
    main()
