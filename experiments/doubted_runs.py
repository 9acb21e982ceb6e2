"""Runs under other assumptions, each kept in a table as it is finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from experiments.ledger import Ledger
from sim.insight.evidence.patterns import computed, rows
from sim.insight.evidence.populations import Plan, call_centre, organisations
from sim.insight.evidence.studies import asked, run_organisation
from sim.model.engine.simulate import simulate
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.model.parameters.plausible import DOUBTED, value
from sim.report.folder import code_digest
from sim.report.result import NAMES
from sim.runs.study import ends
from sim.scenario import Scenario
from sim.scenario.ensemble import assumed
from sim.scenario.resolve import SETTLE_DAYS

FACTORS = (*DOUBTED, *SWITCHES)
"""Everything that is doubted: parameters with a plausible range, and contested findings."""

FOLDER = Path("results")
"""Where the tables of finished runs are."""

YEAR = 250
"""Working days."""

ROWS = {"D01": "call_centre", "L14": "call_centre", "D10": "organisations", "D18": "organisations"}
"""The rows that may be calibrated on, by the study that gives them."""

SETTLE = {"organisations": 75, "call_centre": 100}
"""Days under other assumptions before a study's own warm-up."""

SITES, ORGANISATIONS, PEOPLE = 2, 3, (60, 100)
"""How many are run for the rows, and how large organisations are."""

Assumptions = tuple[dict[str, float], dict[str, str]]
"""Parameters and sides of contested findings."""


def at(u: Sequence[float]) -> Assumptions:
    """What a point assumes.  u: quantiles (0-1) of :data:`FACTORS`."""
    every = {name: value(name, share) for name, share in zip(FACTORS, u, strict=True)}
    return ({name: float(each) for name, each in every.items() if name in PARAMETERS},
            {name: str(each) for name, each in every.items() if name in SWITCHES})


def lived(assumptions: Assumptions, worlds: Sequence[Mapping[str, float]], people: int,
          luck: int) -> np.ndarray:
    """A year of a firm, once under each of the levers in ``worlds``, with the same luck, after it has settled
    under ordinary levers: float64 [worlds, outcomes]."""
    scenario = Scenario(organisation={"people": people}, days=YEAR, start={"settle_days": SETTLE_DAYS},
                        parameters=assumptions[0], switches=assumptions[1])
    organisation = scenario.build_organisation()
    return np.stack([ends(simulate(scenario.with_(levers=dict(levers)).setup(organisation), luck))
                     for levers in worlds])


@dataclass(frozen=True)
class Job:
    """One member: its number, what was learned of it, and the levers beside today's under which it runs."""

    number: int
    active: dict[str, float | str]
    levers: dict[str, float]


def firm(job: Job) -> np.ndarray:
    """A year of the ordinary firm, under today's levers and the job's: float64 [2, outcomes]."""
    return lived(assumed(job.number, job.active), [{}, job.levers], 300, job.number % 1000)


def calibrated(job: Job) -> np.ndarray:
    """The rows that may be calibrated on: float64 [rows]."""
    assumptions, key = assumed(job.number, job.active), 60
    found = {}
    for study in dict.fromkeys(ROWS.values()):
        plans = (call_centre(key, sites=SITES) if study == "call_centre"
                 else organisations(ORGANISATIONS, 1, key, people=PEOPLE))
        frames = asked([run_organisation((under(plan, assumptions, SETTLE[study]), key)) for plan in plans],
                       (key, len(study)))
        found |= {name: float(computed(rows()[name], frames)) for name, own in ROWS.items() if own == study}
    return np.array([found[name] for name in ROWS])


def under(plan: Plan, assumptions: Assumptions, settle: int) -> Plan:
    """The organisation under other assumptions; its own (its trade) keep their deviation."""
    own, (parameters, switches) = plan.scenario.parameters, assumptions
    moved = {name: each + own.get(name, PARAMETERS[name].default) - PARAMETERS[name].default
             for name, each in parameters.items()}
    laid = {name: float(np.clip(each, PARAMETERS[name].low, PARAMETERS[name].high))
            for name, each in moved.items()}
    return replace(plan, scenario=plan.scenario.with_(parameters=own | laid, switches=switches,
                                                      start={"settle_days": settle}))


def ledger(kind: str, figures: Sequence[str]) -> Ledger:
    """The table of finished runs of a kind, of this code only."""
    return Ledger(FOLDER / f"ensemble-{kind}-{code_digest()[:8]}.csv", figures)


def levers_at(shares: np.ndarray) -> dict[str, float]:
    """Levers by name, at these shares of their ranges: float64 [levers]."""
    return {name: p.low + share * (p.high - p.low)
            for (name, p), share in zip(LEVERS.items(), shares, strict=True)}


def columns(worlds: Sequence[str]) -> list[str]:
    """Names of the figures of :func:`lived`, raveled: 'world: outcome'."""
    return [f"{world}: {name}" for world in worlds for name in NAMES]
