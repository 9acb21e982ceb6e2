"""The surrogate answer: from a small firm of the same kind, a few runs of baseline and plan with the same
luck.

What it finds different is laid on the firm's own baseline.  How far it is off was measured once:
`experiments/surrogate_error.py` wrote `sim/whatif/surrogate.csv`.
"""

from __future__ import annotations

import csv
import time
from functools import cache

import numpy as np

from sim.base.imports import packaged
from sim.model.engine.simulate import simulate
from sim.model.outcomes import OUTCOME
from sim.org.organisation import Organisation
from sim.report.result import NAMES
from sim.scenario import Scenario
from sim.whatif.answer import Answer, Series, card
from sim.whatif.plan import Plan
from sim.whatif.queue import Beat, Lane, Request
from sim.whatif.runs import CARDS, RUN_CACHE, RunSummary, World, Worlds, small, world

PEOPLE = 100
"""People in the small firm: a year of it takes less than the 300 ms that a moving slider can wait.  With 60,
turnover and money are too much a matter of luck."""

PAIRS = 1
"""Pairs of runs of the small firm."""

ERRORS = packaged("whatif/surrogate.csv")
"""One row an outcome: root mean square of instant less full difference, and what 95 of 100 stay below, over
random plans."""


def surrogate_answer(plan: Plan, *, organisation: Organisation | None = None,
                     request: Request | None = None) -> Answer:
    """A first guess.  organisation: the uploaded one that the plan is for.  request: of the shared queue,
    where visitors share it."""
    began = time.perf_counter()
    if request is None:
        return _answer(plan, organisation, began, None)
    try:
        return request.submit(Lane.SURROGATE, lambda beat: _answer(plan, organisation, began, beat)).result()
    finally:
        request.close()


def _answer(plan: Plan, organisation: Organisation | None, began: float, beat: Beat | None) -> Answer:
    tiny = [_small(scenario) for scenario in (plan.baseline(organisation), plan.scenario(organisation))]
    pairs = [(_run(tiny[0], r, beat), _run(tiny[1], r, beat)) for r in range(PAIRS)]
    worlds = Worlds(plan, organisation)
    known = [run for r in range(PAIRS + 4) if (run := RUN_CACHE.get(worlds.pair()[0], r)) is not None] or [
        one for one, _ in pairs]
    level, weeks = (np.mean([getattr(run, name) for run in known], axis=0) for name in ("ends", "weeks"))
    apart, apart_weeks = (np.mean([getattr(b, name) - getattr(a, name) for a, b in pairs], axis=0)
                          for name in ("ends", "weeks"))
    off = errors()
    cards, series = {}, {}
    for i, name in enumerate(CARDS):
        at, far = NAMES.index(name), off.get(name, np.nan) if apart[NAMES.index(name)] else 0.0
        cards[name] = card(OUTCOME[name], float(level[at]), float(apart[at]), float(apart[at]) - far,
                           float(apart[at]) + far)
        line = weeks[:, i] + apart_weeks[:, i]
        series[name] = Series(weeks[:, i], line, line - far, line + far, np.full_like(line, np.nan),
                              np.full_like(line, np.nan))
    return Answer("surrogate", PAIRS, 0, cards, series, worlds.people, plan.weeks, final=False, error=off,
                  seconds=time.perf_counter() - began)


def _small(scenario: Scenario) -> World:
    stand_in = small(scenario, PEOPLE)
    return world(stand_in, stand_in.build_organisation())


def _run(world: World, replication: int, beat: Beat | None) -> RunSummary:
    def run() -> RunSummary:
        return RunSummary.of(simulate(world.setup, replication, on_day=lambda _: beat() if beat else None))

    return RUN_CACHE.get_or_run(world, replication, run)


@cache
def errors() -> dict[str, float]:
    """By outcome, what 95 of 100 instant differences are at most away from the honest ones."""
    with ERRORS.open(encoding="utf-8", newline="") as file:
        return {row["outcome"]: float(row["within"]) for row in csv.DictReader(file)}
