"""The study of one scenario, or of two in paired worlds: what ``sim run`` and ``sim compare`` do, for use
from Python.

>>> from sim import run                                                   # doctest: +SKIP
>>> run("ordinary-firm", replications=20).outcomes.loc["fear"]            # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.base.errors import UserError
from sim.model.engine.record import Record
from sim.model.engine.setup import Setup
from sim.model.outcomes import OUTCOMES
from sim.report.doubt import Doubt
from sim.runs.pool import Job, Keep, Progress, days_in_all, open_pool, simulate_all
from sim.scenario import Scenario, ensemble
from sim.scenario.ensemble import Member

if TYPE_CHECKING:
    from sim.report.result import Comparison, RunResult

Asked = str | Path | Scenario
"""A bundled scenario's name, a file's path, or a scenario."""


def run(scenario: Asked, *, replications: int | None = None, members: int = 0, workers: int | None = None,
        on_progress: Progress | None = None, pool: Executor | None = None) -> RunResult:
    """Run a scenario several times, each time with a random stream of its own.

    Args:
        scenario: A bundled scenario's name, a file's path, or a scenario.
        replications: How often, 1 or more; as often as the scenario says unless given.
        members: Of the ensemble, each of which runs it once more under its own assumptions; with ten or more
            there is a likely range.
        workers: Cores, 1 or more; all unless given.
        on_progress: Called with (days done, days in all), summed over runs.
        pool: An executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        Every outcome by day and replication, its end with an interval, pictures and tables.

    Raises:
        UserError: There is no such scenario, or it cannot be run.

    Example:
        >>> from sim import Scenario, run
        >>> result = run(Scenario(days=3), replications=2, workers=1)
        >>> result.scenario.days, len(result.records)
        (3, 2)
    """
    asked = loaded(scenario)
    times = _times(replications, asked.replications)
    some = ensemble.first(members)
    asked = asked.with_(replications=times)
    setup = asked.setup()
    records, ended = with_members(side_by_side([setup], times), [(asked, setup)], some, workers,
                                   on_progress, pool)
    from sim.report.result import RunResult  # frames and pictures need not be there before

    result = RunResult(asked, setup, tuple(records))
    return replace(result, doubt=Doubt(some, ended[:, 0], result.ends)) if some else result


def compare(a: Asked, b: Asked, *, replications: int | None = None, members: int | None = None,
            workers: int | None = None, on_progress: Progress | None = None,
            pool: Executor | None = None) -> Comparison:
    """Two scenarios in paired worlds by what their own runs tell; :func:`sim.insight.plans.pair.compare`,
    whose arguments, result and errors these are, knows more of what a difference hinges on."""
    some = ensemble.first(members)
    asked = paired(a, b, replications)
    (one, setup), (other, changed) = asked
    jobs = side_by_side((setup, changed), one.replications)
    records, ended = with_members(jobs, asked, some, workers, on_progress, pool)
    from sim.report.result import Comparison, RunResult

    found = Comparison(RunResult(one, setup, tuple(records[::2])),
                       RunResult(other, changed, tuple(records[1::2])))
    return (replace(found, doubt=Doubt(some, ended[:, 1] - ended[:, 0], found.differences)) if some
            else found)


def with_members(jobs: Sequence[Job], asked: Sequence[tuple[Scenario, Setup]], some: tuple[Member, ...],
                  workers: int | None, on_progress: Progress | None,
                  pool: Executor | None, keep: Keep | None = None) -> tuple[list[Any], np.ndarray]:
    """Every job's record (or what ``keep`` makes of it), and how every outcome ends for each of ``asked``
    under each member: float64 [members, asked, outcomes]."""
    under = under_members(asked, some)
    report = on_progress or (lambda done, total: None)
    ours, total = days_in_all(jobs), days_in_all([*jobs, *under])
    with nullcontext(pool) if pool is not None else open_pool(workers, [*jobs, *under]) as at_work:
        records = simulated(jobs, None, lambda done, _: report(done, total), at_work, keep)
        ended = simulated(under, None, lambda done, _: report(ours + done, total), at_work,
                          ends) if under else []
    return records, np.array(ended, float).reshape(len(some), len(asked), len(OUTCOMES))


def under_members(asked: Sequence[tuple[Scenario, Setup]], some: tuple[Member, ...]) -> list[Job]:
    """All that was asked under each member, side by side, each member with luck of its own."""
    return [(member.under(scenario, setup.organisation, setup), r)
            for r, member in enumerate(some) for scenario, setup in asked]


def ends(record: Record) -> np.ndarray:
    """The end of every outcome: float64 [outcomes]."""
    return np.array([record.edges(outcome)[1] for outcome in OUTCOMES])


def paired(a: Asked, b: Asked,
           replications: int | None = None) -> tuple[tuple[Scenario, Setup], tuple[Scenario, Setup]]:
    """Both scenarios and their setups, run equally often and in one organisation; or refused."""
    one, other = all_paired((a, b), replications)
    return one, other


def all_paired(asked: Sequence[Asked], replications: int | None = None) -> list[tuple[Scenario, Setup]]:
    """Scenarios and their setups, run as often as the one that asks for most, each paired with the first, in
    its very organisation."""
    every = [loaded(scenario) for scenario in asked]
    times = _times(replications, max(scenario.replications for scenario in every))
    found = [(scenario, scenario.setup()) for scenario in (each.with_(replications=times) for each in every)]
    first, there = found[0]
    for scenario, setup in found[1:]:
        check_pair((first.name, there), (scenario.name, setup))
    return [(scenario, replace(setup, organisation=there.organisation)) for scenario, setup in found]


def side_by_side(setups: Sequence[Setup], times: int) -> list[Job]:
    """Every setup so often, by replication, those of one replication together."""
    return [(setup, r) for r in range(times) for setup in setups]


def check_pair(a: tuple[str, Setup], b: tuple[str, Setup]) -> None:
    """Refuse two setups whose difference leaders would not cause, saying how to change that."""
    (name_a, one), (name_b, other) = a, b
    fixes = (
        ("organisation", _described(one), _described(other), "--org FILE gives both the same"),
        ("days", one.days, other.days, "--days N gives both the same"),
        ("seed", one.seed, other.seed, "--seed N gives both the same"),
        ("start culture", one.culture, other.culture, "write the same start in both scenarios"),
        ("days to settle", one.settle_days, other.settle_days, "write the same start in both scenarios"),
    )
    for what, has_a, has_b, fix in fixes:
        if has_a != has_b:
            raise UserError(f"{name_a} and {name_b} cannot be paired: {what} is {has_a} in {name_a} and "
                            f"{has_b} in {name_b}; {fix}")


def _described(setup: Setup) -> str:
    organisation = setup.organisation
    return f"{organisation.name!r} ({len(organisation)} posts, {organisation.digest()[:8]})"


def loaded(scenario: Asked) -> Scenario:
    """The scenario meant."""
    return scenario if isinstance(scenario, Scenario) else Scenario.load(scenario)


def _times(said: int | None, own: int) -> int:
    times = own if said is None else said
    if times < 1:
        raise UserError(f"replications is {times}; it must be 1 or more")
    return times


def simulated(jobs: Sequence[Job], workers: int | None = None, on_progress: Progress | None = None,
              pool: Executor | None = None, keep: Keep | None = None) -> list[Any]:
    """Every job's record, or what ``keep`` makes of it, in ``pool`` or in one opened for them."""
    if on_progress is not None:
        on_progress(0, days_in_all(jobs))
    with nullcontext(pool) if pool is not None else open_pool(workers, jobs) as at_work:
        return simulate_all(jobs, at_work, on_progress, keep)
