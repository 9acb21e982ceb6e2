"""Two scenarios in paired worlds, with what the difference hinges on, judged by the emulator where it can.

The emulator (`experiments/ensemble.py` stores it) knows what levers change in a year of the ordinary firm
under any of the assumptions learned.  Where two scenarios differ in levers alone, it tells for every member
what the difference would be without luck, and so what carries its spread, far surer than twenty runs can;
elsewhere the runs under members tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np

from sim.base.imports import packaged
from sim.model.engine.setup import Policies, Setup
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.model.parameters.plausible import where
from sim.report.doubt import LEAST, LIKELY, Doubt, Hinge, carriers, quantiles
from sim.report.result import NAMES, Comparison
from sim.runs import study
from sim.runs.pool import Progress
from sim.runs.study import Asked
from sim.scenario import Scenario
from sim.scenario.ensemble import members, weights
from sim.scenario.resolve import assumes_otherwise
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


@dataclass(frozen=True, eq=False)
class Judged:
    """What the emulator says of a difference in one outcome: at the defaults (mean), likely (over members,
    its own error included), and what it hinges on.

    under: float64 [members], what each makes of it, by the emulator; by: what is added, where the difference
    at the defaults is known better.  carried: what carries its spread, worked out when it is asked for.
    """

    mean: float
    low: float
    high: float
    under: np.ndarray
    carried: Callable[[], list[Hinge]]
    by: float = 0.0

    def at(self, mean: float) -> Judged:
        """The same where the difference at the defaults is known better: all else moves along."""
        by = mean - self.mean
        return replace(self, mean=mean, low=self.low + by, high=self.high + by, by=self.by + by)

    @property
    def middle(self) -> float:
        """Mean over members."""
        return float(weights(members()) @ self.under) + self.by

    @property
    def spread(self) -> float:
        """Standard deviation over members."""
        return float(self.under.std())

    @property
    def hinges(self) -> list[Hinge]:
        """What it turns on."""
        return [replace(hinge, low=hinge.low + self.by, high=hinge.high + self.by)
                for hinge in self.carried()]


def hinged(found: Comparison) -> Comparison:
    """The comparison with hinges from the emulator, where it knows what is compared."""
    if found.doubt is None:
        return found
    return replace(found, doubt=told(found.doubt, (found.a.scenario, found.a.setup),
                                     (found.b.scenario, found.b.setup)))


def told(doubt: Doubt, a: tuple[Scenario, Setup], b: tuple[Scenario, Setup]) -> Doubt:
    """The doubt about every outcome of b less a, with hinges from the emulator, where it knows what is
    compared."""
    at = {}
    for name, each in judged(a, b).items():
        k = NAMES.index(name)
        runs = doubt.settled[:, k]
        # what varies as noise among members is no hinge, but part of the spread
        carried = min(1.0, each.spread**2 / max(float(np.nanvar(runs)), 1e-300))
        shared = [replace(hinge, share=carried * hinge.share) for hinge in
                  each.at(each.mean + float(np.nanmean(runs)) - each.middle).hinges]
        at[k] = [hinge for hinge in shared if hinge.share >= LEAST]
    return replace(doubt, told=at)


def judged(a: tuple[Scenario, Setup], b: tuple[Scenario, Setup]) -> dict[str, Judged]:
    """By outcome that the emulator knows well enough, what it says of b less a; empty where it does not
    speak."""
    levers = levers_alone(a, b)
    return {} if levers is None else of_levers(*levers)


def levers_alone(a: tuple[Scenario, Setup], b: tuple[Scenario, Setup]) -> tuple[np.ndarray,
                                                                                np.ndarray] | None:
    """Both sides' levers, as :func:`usual_levers` has them; None where the emulator does not speak: scenarios
    differ in more than levers, assume otherwise than the defaults themselves, or are no year long."""
    (scenario, one), (_, other) = a, b
    if (not SHORT <= one.days <= LONG or assumes_otherwise(scenario) or one.without
            or one.parameters != other.parameters or one.switches != other.switches
            or one.without != other.without or not np.array_equal(one.demand, other.demand)):
        return None
    return usual_levers(one.policies, one.days), usual_levers(other.policies, other.days)


def usual_levers(policies: Policies, days: int) -> np.ndarray:
    """Levers as shares of their ranges, the mean over posts and days: float64 [levers]."""
    until = np.append(policies.from_day[1:], days)
    posts = np.bincount(policies.group, minlength=policies.table.shape[1])
    mean = np.average(np.average(policies.table, axis=1, weights=posts), axis=0,
                      weights=until - policies.from_day)
    low, high = np.array([(p.low, p.high) for p in LEVERS.values()]).T
    return np.clip((mean - low) / (high - low), 0.0, 1.0)


def of_levers(today: np.ndarray, plan: np.ndarray) -> dict[str, Judged]:
    """By outcome, the difference between two settings of levers over all members of the ensemble.  today,
    plan: float64 [levers], shares of their ranges."""
    names = known()
    mean, error = under_members(today, plan[None], names)
    usual = _difference(plans().of(names), today, plan, _defaults())[0]
    low, high = likely(mean[0], error[0], weights(members()))
    return {name: Judged(float(usual[k]), float(low[k]), float(high[k]), mean[0, :, k],
                         cache(partial(_carried, mean[0, :, k], name, today, plan)))
            for k, name in enumerate(names)}


def known() -> tuple[str, ...]:
    """Outcomes that the emulator knows well enough to be asked about."""
    well = plans().error["r2_mean"]
    return tuple(name for name in plans().outputs if well[name] >= LEAST_R2)


def under_members(today: np.ndarray, some: np.ndarray, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Plans less today under every member, and how unsure the emulator is of it: each float64 [plans,
    members, outcomes].  some: float64 [plans, levers], shares of their ranges, as ``today``."""
    assumed, many = _assumed(), len(members())
    ends = [np.column_stack([np.repeat(levers, many, axis=0), np.tile(assumed, (len(some), 1))])
            for levers in (np.tile(today, (len(some), 1)), some)]
    return tuple(each.reshape(len(some), many, len(names))  # type: ignore[return-value]  # it is two
                 for each in plans().of(names).difference(ends[1], ends[0]))


def likely(mean: np.ndarray, error: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The weighted 90 % range over members, the emulator's own error included: low, high.  mean, error:
    float64 [members, figures]; weight: float64 [members]."""
    spread = np.array([-1.28, -0.52, 0.0, 0.52, 1.28])  # middles of fifths of a normal distribution
    weight = np.repeat(weight, len(spread))
    ends = [(1.0 - LIKELY) / 2.0, (1.0 + LIKELY) / 2.0]
    values = (mean[:, None, :] + error[:, None, :] * spread[:, None]).reshape(-1, mean.shape[1])
    low, high = np.array([quantiles(column, weight, ends) for column in values.T]).T
    return low, high


@cache
def plans() -> Emulator:
    """The stored emulator."""
    return Emulator.load(EMULATOR)


@cache
def _assumed() -> np.ndarray:
    """What members assume, as the emulator has it: float64 [members, assumptions]."""
    names = plans().space.names[len(LEVERS):]
    return np.array([[where(name, member.active[name]) for name in names] for member in members()])


@cache
def _defaults() -> np.ndarray:
    """The defaults likewise: float64 [1, assumptions]."""
    return np.array([[where(name, SWITCHES[name].choices[0] if name in SWITCHES else PARAMETERS[name].default)
                      for name in plans().space.names[len(LEVERS):]]])


def _difference(emulator: Emulator, today: np.ndarray, plan: np.ndarray, assumed: np.ndarray) -> np.ndarray:
    """Plan less today: float64 [assumptions' rows, outcomes]."""
    today, plan = (emulator.mean(np.column_stack([np.tile(levers, (len(assumed), 1)), assumed]))
                   for levers in (today, plan))
    return plan - today


def _carried(under: np.ndarray, outcome: str, today: np.ndarray, plan: np.ndarray) -> list[Hinge]:
    """What carries the spread among members; one that only goes with another moves nothing by itself."""
    ends = [_at_its_ends(hinge, outcome, today, plan) for hinge in carriers(members(), under)]
    return [hinge for hinge in ends if abs(hinge.high - hinge.low) > 0.5 * under.std()]


def _at_its_ends(hinge: Hinge, outcome: str, today: np.ndarray, plan: np.ndarray) -> Hinge:
    """The hinge with the mean difference at either end of what members assume, all else as they have it."""
    beside, emulator = _assumed(), plans().of([outcome])
    column = emulator.space.names[len(LEVERS):].index(hinge.name)
    ends = ([(k + 0.5) / len(SWITCHES[hinge.name].choices) for k in (0, 1)] if hinge.name in SWITCHES
            else np.quantile(beside[:, column], [0.05, 0.95]).tolist())
    found = []
    for end in ends:
        moved = beside.copy()
        moved[:, column] = end
        found.append(float(_difference(emulator, today, plan, moved).mean()))
    return replace(hinge, low=found[0], high=found[1])
