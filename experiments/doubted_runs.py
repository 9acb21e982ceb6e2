"""Runs under other assumptions, each kept at once in a table, so that an interrupted study resumes where it
was.

A point is a row of quantiles u (0-1), one for each of :data:`FACTORS`: what is doubted, and contested findings.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import numpy as np

from sim.insight.attribution.counterfactuals import ends
from sim.model.engine.simulate import simulate
from sim.model.parameters import SWITCHES
from sim.model.parameters.plausible import DOUBTED, value
from sim.report.folder import code_digest
from sim.report.result import NAMES
from sim.runs.pool import map_all
from sim.scenario import Scenario
from sim.scenario.resolve import SETTLE_DAYS

FACTORS = (*DOUBTED, *SWITCHES)
"""Everything that is doubted: parameters with a plausible range, and contested findings."""

FOLDER = Path("results")
"""Where the tables of finished runs are."""

YEAR = 250
"""Working days."""


def assumptions(u: np.ndarray) -> dict[str, dict[str, Any]]:
    """What a point assumes, as a scenario says it: parameters and switches.  u: float64 [factors]."""
    found: dict[str, dict[str, Any]] = {"parameters": {}, "switches": {}}
    for name, share in zip(FACTORS, u.tolist(), strict=True):
        found["switches" if name in SWITCHES else "parameters"][name] = value(name, share)
    return found


def lived(point: Sequence[float], worlds: Sequence[Mapping[str, float]], people: int, luck: int) -> np.ndarray:
    """A year of a firm under a point's assumptions, once under each of the levers in ``worlds``, with the same
    luck, after it has settled under ordinary levers: float64 [worlds, outcomes]."""
    scenario = Scenario(organisation={"people": people}, days=YEAR,
                        start={"settle_days": SETTLE_DAYS}, **assumptions(np.asarray(point)))
    organisation = scenario.build_organisation()
    return np.stack([ends(simulate(scenario.with_(levers=dict(levers)).setup(organisation), luck))
                     for levers in worlds])


class Ledger:
    """Rows of figures by name, kept in a table as they come; of this code only."""

    def __init__(self, kind: str, columns: Sequence[str], folder: Path = FOLDER) -> None:
        self.path, self.found = folder / f"ensemble-{kind}-{code_digest()[:8]}.csv", dict[str, np.ndarray]()
        if self.path.exists():
            with self.path.open(encoding="utf-8", newline="") as file:
                self.found = {row[0]: np.array(row[1:], float) for row in list(csv.reader(file))[1:]
                              if len(row) == 1 + len(columns)}
        else:
            folder.mkdir(parents=True, exist_ok=True)
            self._add(["run", *columns])

    def done(self, work: Callable[[Any], np.ndarray], jobs: Mapping[str, Any], pool: Executor,
             batch: int = 16) -> np.ndarray:
        """``work`` of every job, float64 [jobs, columns]; those in the table are not done again."""
        missing = [name for name in jobs if name not in self.found]
        for start in range(0, len(missing), batch):
            names = missing[start:start + batch]
            for name, figures in zip(names, map_all(work, [jobs[name] for name in names], pool), strict=True):
                self.found[name] = np.asarray(figures, float).ravel()
                self._add([name, *(f"{figure:.9g}" for figure in self.found[name])])
            print(f"{self.path.stem}: {start + len(names)} of {len(missing)}", flush=True)
        return np.stack([self.found[name] for name in jobs])

    def _add(self, row: list[Any]) -> None:
        with self.path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(row)


def columns(worlds: Sequence[str]) -> list[str]:
    """Names of the figures of :func:`lived`, raveled: 'world: outcome'."""
    return [f"{world}: {name}" for world in worlds for name in NAMES]
