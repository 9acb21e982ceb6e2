"""Two scenarios in paired worlds, with what the difference hinges on, judged by the emulator where it can.

The emulator (`experiments/ensemble.py` stores it) knows what levers change in a year of the ordinary firm
under any of the assumptions learned.  Where two scenarios differ in levers alone, it tells for every member
what the difference would be without luck, and so what carries its spread, far surer than twenty runs can;
elsewhere the runs under members tell.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace
from functools import cache

import numpy as np

from sim.base.imports import packaged
from sim.model.engine.setup import Policies
from sim.model.parameters import LEVERS, SWITCHES
from sim.model.parameters.plausible import where
from sim.report.doubt import Hinge, carriers
from sim.report.result import NAMES, Comparison
from sim.runs import study
from sim.runs.pool import Progress
from sim.runs.study import Asked
from sim.scenario.ensemble import members
from sim.studies.emulation.emulator import Emulator

EMULATOR = packaged("insight/emulator.npz")
"""What a plan changes against today: over levers, then assumptions, as shares of their ranges or priors."""

SHORT, LONG = 125, 375
"""Days of a comparison that the emulator, which knows a year, still speaks for."""

LEAST_R2 = 0.5
"""Share of the variance beyond luck that the emulator has to predict of an outcome, to be asked about it."""


def compare(a: Asked, b: Asked, *, replications: int | None = None, members: int | None = None,
            workers: int | None = None, on_progress: Progress | None = None,
            pool: Executor | None = None) -> Comparison:
    """Compare two scenarios as :func:`sim.runs.study.compare` does, and say what differences hinge on.

    Args:
        a: A bundled scenario's name, a file's path, or a scenario.
        b: The scenario that is compared with ``a``.
        replications: How often each is run, 1 or more; as often as the one that asks for more unless given.
        members: Of the ensemble, under each of which one more pair is run; 20 unless given, 0 for luck alone.
        workers: Cores, 1 or more; all unless given.
        on_progress: Called with (days done, days in all), summed over runs.
        pool: An executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        The differences with luck's interval and the likely range, what they hinge on, tables and pictures.

    Raises:
        UserError: There is no such scenario, or the two cannot be paired.
    """
    found = study.compare(a, b, replications=replications, members=members, workers=workers,
                          on_progress=on_progress, pool=pool)
    return hinged(found)


def hinged(found: Comparison) -> Comparison:
    """The comparison with hinges from the emulator, where it knows what is compared."""
    if found.doubt is None:
        return found
    told = hinges(found)
    return replace(found, doubt=replace(found.doubt, told={NAMES.index(name): each for name,
                                                           each in told.items()}))


def hinges(found: Comparison) -> dict[str, list[Hinge]]:
    """By outcome that the emulator knows well enough, what the difference hinges on; empty where scenarios
    differ in more than levers, or assume otherwise than the defaults themselves."""
    one, other = found.a, found.b
    if (not SHORT <= found.days <= LONG or one.scenario.parameters or one.scenario.switches
        or one.scenario.off):
        return {}
    if not _levers_alone(found):
        return {}
    return of_levers(usual_levers(one.setup.policies, found.days),
                     usual_levers(other.setup.policies, found.days))


def _levers_alone(found: Comparison) -> bool:
    a, b = found.a.setup, found.b.setup
    return (a.parameters == b.parameters and a.switches == b.switches and a.without == b.without
            and np.array_equal(a.demand, b.demand))


def usual_levers(policies: Policies, days: int) -> np.ndarray:
    """Levers as shares of their ranges, the mean over posts and days: float64 [levers]."""
    until = np.append(policies.from_day[1:], days)
    posts = np.bincount(policies.group, minlength=policies.table.shape[1])
    mean = np.average(np.average(policies.table, axis=1, weights=posts), axis=0,
                      weights=until - policies.from_day)
    low, high = np.array([(p.low, p.high) for p in LEVERS.values()]).T
    return np.clip((mean - low) / (high - low), 0.0, 1.0)


def of_levers(today: np.ndarray, plan: np.ndarray) -> dict[str, list[Hinge]]:
    """By outcome, what the difference between two settings of levers hinges on, over all members of the
    ensemble.
    today, plan: float64 [levers], shares of their ranges."""
    every, emulator = members(), plans()
    differences = under_members(today, plan)
    error = emulator.error["r2_mean"]
    return {name: [_at_its_ends(hinge, name, today, plan) for hinge in carriers(every, differences[:, k])]
            for k, name in enumerate(emulator.outputs) if error[name] >= LEAST_R2}


@cache
def plans() -> Emulator:
    """The stored emulator."""
    return Emulator.load(EMULATOR)


@cache
def _assumed() -> np.ndarray:
    """What members assume, as the emulator has it: float64 [members, assumptions]."""
    names = plans().space.names[len(LEVERS):]
    return np.array([[where(name, member.active[name]) for name in names] for member in members()])


def under_members(today: np.ndarray, plan: np.ndarray) -> np.ndarray:
    """What the emulator says of the difference under every member: float64 [members, outcomes]."""
    beside = _assumed()
    ends = [np.column_stack([np.tile(levers, (len(beside), 1)), beside]) for levers in (today, plan)]
    return plans().difference(ends[1], ends[0])[0]


def _at_its_ends(hinge: Hinge, outcome: str, today: np.ndarray, plan: np.ndarray) -> Hinge:
    """The hinge with the mean difference at either end of what members assume, all else as they have it."""
    emulator, beside = plans().of([outcome]), _assumed()
    column = plans().space.names[len(LEVERS):].index(hinge.name)
    own = np.sort(beside[:, column])
    ends = ([(k + 0.5) / len(SWITCHES[hinge.name].choices) for k in (0, 1)] if hinge.name in SWITCHES
            else np.quantile(own, [0.05, 0.95]).tolist())
    found = []
    for end in ends:
        moved = beside.copy()
        moved[:, column] = end
        a, b = (np.column_stack([np.tile(levers, (len(moved), 1)), moved]) for levers in (today, plan))
        found.append(float(emulator.difference(b, a)[0].mean()))
    return replace(hinge, low=found[0], high=found[1])
