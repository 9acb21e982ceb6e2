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

from sim.base.errors import UserError
from sim.model.engine.setup import Setup
from sim.runs.pool import Job, Keep, Progress, days_in_all, open_pool, simulate_all
from sim.scenario import Scenario
from sim.scenario.ensemble import members, setups_of

if TYPE_CHECKING:
    from sim.report.result import Comparison, RunResult

Asked = str | Path | Scenario
"""A bundled scenario's name, a file's path, or a scenario."""


def run(scenario: Asked, *, replications: int | None = None, bands: str = "luck", workers: int | None = None,
        on_progress: Progress | None = None, pool: Executor | None = None) -> RunResult:
    """Run a scenario several times, each time with a random stream of its own.

    Args:
        scenario: A bundled scenario's name, a file's path, or a scenario.
        replications: How often, 1 or more; as often as the scenario says unless given.
        bands: What intervals hold: "luck" alone, or with "parameters" besides, each replication under a
            member of the
            ensemble of calibrated parameters.
        workers: Cores, 1 or more; all unless given.
        on_progress: Called with (days done, days in all), summed over runs.
        pool: An executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        The outcomes with their intervals, tables and pictures.

    Raises:
        UserError: There is no such scenario, or it cannot be run.

    Example:
        >>> from sim import Scenario, run
        >>> result = run(Scenario(days=3), replications=2, workers=1)
        >>> result.scenario.days, len(result.records)
        (3, 2)
    """
    asked = _loaded(scenario)
    times = _times(replications, asked.replications)
    asked = asked.with_(replications=times)
    setups = setups_of(asked, times, bands)
    records = simulated([(setup, r) for r, setup in enumerate(setups)], workers, on_progress, pool)
    from sim.report.result import RunResult  # frames and pictures need not be there before

    return RunResult(asked, _told(asked, setups), tuple(records), ensemble(bands))


def compare(a: Asked, b: Asked, *, replications: int | None = None, bands: str = "luck",
            workers: int | None = None, on_progress: Progress | None = None,
            pool: Executor | None = None) -> Comparison:
    """Run two scenarios in paired worlds: same organisation, seed, days and start; replication r of both has
    the same luck.

    Args:
        a: A bundled scenario's name, a file's path, or a scenario.
        b: The scenario that is compared with ``a``.
        replications: How often each is run, 1 or more; as often as the one that asks for more unless given.
        bands: What intervals hold, as in :func:`run`; both worlds of a pair run under the same member of the
            ensemble.
        workers: Cores, 1 or more; all unless given.
        on_progress: Called with (days done, days in all), summed over runs.
        pool: An executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        The differences with their intervals, tables and pictures.

    Raises:
        UserError: There is no such scenario, or the two cannot be paired.
    """
    (one, drawn_a), (other, drawn_b) = paired_lives((a, b), replications, bands)
    records = simulated(side_by_side((drawn_a, drawn_b)), workers, on_progress, pool)
    from sim.report.result import Comparison, RunResult

    return Comparison(RunResult(*one, tuple(records[::2]), ensemble(bands)),
                      RunResult(*other, tuple(records[1::2]), ensemble(bands)))


def _at_one_place(setups: list[Setup], there: Setup) -> list[Setup]:
    """The setups in the very organisation of ``there``; one of a kind stays one."""
    moved = {id(setup): replace(setup, organisation=there.organisation) for setup in setups}
    return [moved[id(setup)] for setup in setups]


def _told(asked: Scenario, setups: list[Setup]) -> Setup:
    """The setup that results tell of: what was asked for, settled as long as its runs were."""
    return setups[0] if len({id(setup) for setup in setups}) == 1 else replace(
        asked.setup(setups[0].organisation), settle_days=setups[0].settle_days)


def ensemble(bands: str) -> int:
    """Members that replications are run under in turn: 0 where intervals hold luck only."""
    return 0 if bands == "luck" else len(members())


def paired(a: Asked, b: Asked,
           replications: int | None = None) -> tuple[tuple[Scenario, Setup], tuple[Scenario, Setup]]:
    """Both scenarios and their setups, run equally often and in one organisation; or refused."""
    one, other = all_paired((a, b), replications)
    return one, other


def all_paired(asked: Sequence[Asked], replications: int | None = None) -> list[tuple[Scenario, Setup]]:
    """Scenarios and their setups, run as often as the one that asks for most, each paired with the first, in
    its very organisation."""
    loaded = [_loaded(scenario) for scenario in asked]
    times = _times(replications, max(scenario.replications for scenario in loaded))
    found = [(scenario, scenario.setup()) for scenario in (each.with_(replications=times) for each in loaded)]
    first, there = found[0]
    for scenario, setup in found[1:]:
        check_pair((first.name, there), (scenario.name, setup))
    return [(scenario, replace(setup, organisation=there.organisation)) for scenario, setup in found]


def paired_lives(asked: Sequence[Asked], replications: int | None,
                 bands: str) -> list[tuple[tuple[Scenario, Setup], list[Setup]]]:
    """Of each scenario: itself with the setup that results tell of, and the setup of every replication, all
    in paired worlds."""
    found = []
    for scenario, setup in all_paired(asked, replications):
        drawn = _at_one_place(setups_of(scenario, scenario.replications, bands), setup)
        found.append(((scenario, _told(scenario, drawn)), drawn))
    return found


def side_by_side(drawn: Sequence[Sequence[Setup]]) -> list[Job]:
    """By replication, those of all scenarios together.  drawn: the setups of each, by replication."""
    return [(setup, r) for r, row in enumerate(zip(*drawn, strict=True)) for setup in row]


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


def _loaded(scenario: Asked) -> Scenario:
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
