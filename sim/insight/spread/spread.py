"""Spread: some leaders' levers change in one of two paired worlds; the difference at every distance and week
is the spread."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.base.errors import UserError
from sim.insight.spread.carriers import CARRIERS, shares_left, without
from sim.insight.spread.change import changed_at
from sim.insight.spread.course import Course, by_distance, late
from sim.insight.spread.distances import NETWORKS, distances, sources
from sim.insight.spread.result import Spread
from sim.insight.spread.statistics import figures_of, hinges_of, profile_of, reach_of
from sim.model.engine.setup import Setup
from sim.report.interval import mean
from sim.runs.pool import Progress, map_all, open_pool
from sim.runs.study import paired
from sim.runs.weeks import STATES, weeks
from sim.scenario import Scenario
from sim.scenario.ensemble import first
from sim.scenario.parts import WEEK

REPLICATIONS = 10
"""Pairs of runs unless asked otherwise."""

MOST_CELLS = 400_000_000
"""States x weeks x posts x replications above which a spread is refused: about two gigabytes."""


def spread(scenario: str | Path | Scenario, source: str, levers: Mapping[str, float] | str | Path | Scenario,
           *, replications: int = REPLICATIONS, members: int | None = None, carriers: bool = False,
           workers: int | None = None, on_progress: Progress | None = None,
           pool: Executor | None = None) -> Spread:
    """Change the levers of one leader, unit or level, and see who follows.

    Args:
        scenario: a bundled scenario's name, a file's path, or a Scenario; the world without the change.
        source: where the levers change: a post's id, a unit's name, or 'level N' (0 is the top).
        levers: what changes there: lever -> value, or a scenario whose levers are taken over.
        replications: pairs of runs with different luck, 2 or more.
        members: of the ensemble, under each of which one more pair is run; 20 unless given, 0 for luck alone.
        carriers: run as many pairs again without each carrier, to say what carries it.
        workers: runs at a time; one per core unless given.
        on_progress: called with (runs done, runs in all).
        pool: an executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        The spread, by distance and week and as figures.

    Raises:
        UserError: the source or a lever is not there, a value is out of its range, nothing would change, or
            the organisation is too large for so many weeks.

    Example:
        >>> from sim import spread                                                            # doctest: +SKIP
        >>> spread("ordinary-firm", "P005", "culture-of-fear").figures                        # doctest: +SKIP
    """
    some = first(members)
    if replications < 2:
        raise UserError(f"replications is {replications}; a spread needs 2 or more, to tell it from luck")
    asked = scenario if isinstance(scenario, Scenario) else Scenario.load(scenario)
    organisation = asked.build_organisation()
    where, called = sources(organisation, source)
    other = changed_at(asked, organisation, where, levers)
    (one, a), (two, b) = paired(asked, other, replications)
    cells = len(STATES) * -(-a.days // WEEK) * len(organisation) * replications
    if cells > MOST_CELLS:
        raise UserError(f"a spread over {len(organisation):,} people, {a.days:,} days and {replications} "
                        "replications is too much to hold in memory; give fewer days or replications, or a "
                        "smaller organisation")
    times, steps = range(replications), {name: distances(organisation, where, name) for name in NETWORKS}
    jobs = [_Pair(a, b, r) for r in times]
    under = [_Pair(member.under(one, a.organisation, a), member.under(two, b.organisation, b), r, steps=steps)
             for r, member in enumerate(some)]
    less = [_Pair(without(a, carrier), without(b, carrier), r, only_late=True) for carrier in CARRIERS
            for r in times if carriers]
    every = [*jobs, *under, *less]
    with nullcontext(pool) if pool is not None else open_pool(workers, [
            (setup, pair.replication) for pair in every for setup in (pair.a, pair.b)]) as at_work:
        done = map_all(_difference, every, at_work, on_progress)
    found = np.stack(done[:replications])
    told = done[replications:replications + len(some)]
    course = Course(steps, np.stack([by_distance(each, steps) for each in found]), some,
                    np.stack(told) if told else None)
    figures, ends = figures_of(course), late(found)
    left = np.reshape(done[replications + len(some):], (len(CARRIERS), *ends.shape)) if carriers else None
    return Spread(one, two, called, profile_of(course), figures, reach_of(course, ends, where, figures),
                  mean(found), a.organisation, where, replications, (a, b),
                  None if left is None else shares_left(ends, left, steps), some,
                  hinges_of(course, figures))


@dataclass(frozen=True)
class _Pair:
    """Two worlds with the same luck.  only_late: the late weeks alone are kept.  steps: means by distance
    alone."""

    a: Setup
    b: Setup
    replication: int
    only_late: bool = False
    steps: dict[str, np.ndarray] | None = None


def _difference(pair: _Pair) -> np.ndarray:
    """float32 [states, weeks, posts]; or of the late weeks alone, [states, posts]; or by distance."""
    difference: np.ndarray = weeks(pair.b, pair.replication) - weeks(pair.a, pair.replication)
    if pair.steps is not None:
        return by_distance(difference, pair.steps)
    return late(difference) if pair.only_late else difference
