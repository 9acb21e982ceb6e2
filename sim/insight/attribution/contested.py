"""What a comparison hangs on: the same two scenarios under the other side of each contested finding, one at a
time.

>>> from sim import compare_switches                                              # doctest: +SKIP
>>> compare_switches("ordinary-firm", "culture-of-trust").changes                 # doctest: +SKIP

Both scenarios take the other side from the first morning on, from the same start culture and under the same
luck, so that nothing but the contested finding differs; an organisation that has to settle first settles
under that side.
"""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.insight.attribution.conclusions import (
    APPEARS,
    FLIPS,
    WEAKENS,
    Side,
    conclusion,
    hanging,
    of_switches,
    reference,
)
from sim.insight.attribution.counterfactuals import ends
from sim.model.engine.setup import Setup
from sim.model.outcomes import HEADLINES
from sim.model.parameters import SWITCHES
from sim.report.folder import asked_with, fill
from sim.report.interval import mean_and_interval
from sim.report.result import NAMES, Comparison, RunResult, plain_rows
from sim.runs.pool import Job, Progress, days_in_all, open_pool
from sim.runs.study import Asked, paired, simulated
from sim.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Contested:
    """A comparison, and the same under each other side of every contested finding."""

    comparison: Comparison
    sides: tuple[Side, ...]

    what = "comparison"

    @property
    def asked(self) -> dict[str, tuple[Scenario, Setup]]:
        """Both scenarios with their setups."""
        return asked_with(self.comparison)

    @property
    def replications(self) -> int:
        """Pairs of runs, under each side."""
        return self.comparison.replications

    @cached_property
    def by_side(self) -> list[tuple[Side, pd.DataFrame]]:
        """Each side, with one row a headline outcome: usual (B - A as compared), difference, low, high,
        separated (under that side),
        and conclusion: flips, weakens, appears or stands, missing where an interval is."""
        return [(side, _against(self.comparison, side)) for side in self.sides]

    @cached_property
    def table(self) -> pd.DataFrame:
        """All of :attr:`by_side` in one frame, index (switch, side, outcome)."""
        frames = {(side.switch, side.taken): frame for side, frame in self.by_side}
        return pd.concat(frames, names=["switch", "side"])

    @property
    def changes(self) -> pd.DataFrame:
        """The rows of :attr:`table` whose conclusion does not stand."""
        return self.table[self.table["conclusion"].isin([FLIPS, WEAKENS, APPEARS])]

    @cached_property
    def sentences(self) -> list[str]:
        """What each finding does to conclusions, with the references of both sides where it matters."""
        return of_switches(self.by_side)

    def to_dict(self) -> dict[str, Any]:
        """What ``sim compare --switches --json`` prints: the comparison, and all other sides."""
        sides = [{"switch": side.switch, "side": side.taken, "usual": side.usual,
                  "for_side": reference(side.switch, side.taken),
                  "for_usual": [reference(side.switch, usual) for usual in side.usual],
                  "outcomes": _told(frame)} for side, frame in self.by_side]
        return self.comparison.to_dict() | {"switches": sides, "switches_say": self.sentences}

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write what a comparison leaves, and switches.csv; the report says what hangs on a contested
        finding."""
        own = fill(folder, self.comparison, hanging(self.by_side), "--switches")
        writing.table(self.table, folder / "switches.csv", index=True, digits="%.10g")
        return own | {"switches": [[side.switch, side.taken] for side in self.sides]}


def _against(comparison: Comparison, side: Side) -> pd.DataFrame:
    usual, usual_low, usual_high, _ = mean_and_interval(comparison.differences)
    mean, low, high, _ = mean_and_interval(side.differences)
    rows = {}
    for name in HEADLINES:
        i = NAMES.index(name)
        separated = None if np.isnan(low[i]) else bool(low[i] > 0 or high[i] < 0)
        found = conclusion((usual_low[i], usual_high[i]), (low[i], high[i]))
        rows[name] = (usual[i], mean[i], low[i], high[i], separated, found)
    columns = ["usual", "difference", "low", "high", "separated", "conclusion"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("outcome")


def _told(frame: pd.DataFrame) -> dict[str, Any]:
    rows = plain_rows(frame[["difference", "low", "high", "separated"]])
    return {name: row | {"conclusion": frame.at[name, "conclusion"]} for name, row in rows.items()}


def compare_switches(a: Asked, b: Asked, *, replications: int | None = None, workers: int | None = None,
                     on_progress: Progress | None = None, pool: Executor | None = None) -> Contested:
    """Compare two scenarios as :func:`sim.compare` does, and again under each other side of every contested
    finding.

    Args:
        a: the scenario compared with: a bundled one's name, a file, or a scenario.
        b: the scenario that would be different; same organisation, days, seed and start as ``a``.
        replications: pairs of runs under each side, 1 or more; unless given, as many as the one that asks for
            most.
        workers: processor cores to use; all of them unless given.
        on_progress: called with (days done, days in all), summed over runs.
        pool: an executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        The comparison; ``table``, one row a side and headline outcome, in the outcome's unit; ``changes``,
        its rows whose conclusion changes; ``sentences``.

    Raises:
        UserError: for scenarios that cannot be paired.

    Example:
        >>> from sim import Scenario, compare_switches
        >>> today = Scenario(organisation={"people": 20}, days=2, start={"settle_days": 0})
        >>> found = compare_switches(today, today.with_(levers={"presence_hours": 8}), replications=2)
        >>> found.table.loc[("venting", "cathartic", "fear"), "conclusion"]
        'stands'
    """
    one, other = paired(a, b, replications)
    times = range(one[0].replications)
    taken = [(name, side) for name, switch in SWITCHES.items() for side in switch.choices
             if {one[1].switches[name], other[1].switches[name]} != {side}]
    sides = [[replace(setup, switches=setup.switches | {name: side}) for _, setup in (one, other)] for name,
             side in taken]
    jobs: list[Job] = [(setup, r) for r in times for _, setup in (one, other)]
    others: list[Job] = [(setup, r) for pair in sides for r in times for setup in pair]
    first, total = days_in_all(jobs), days_in_all([*jobs, *others])
    report = on_progress or (lambda done, total: None)
    with open_pool(workers, [*jobs, *others]) if pool is None else nullcontext(pool) as at_work:
        records = simulated(jobs, None, lambda done, _: report(done, total), at_work)
        ended = simulated(others, None, lambda done, _: report(first + done, total), at_work, ends)
    found = np.stack(ended).reshape(len(sides), len(times), 2, len(NAMES))
    comparison = Comparison(RunResult(*one, tuple(records[::2])), RunResult(*other, tuple(records[1::2])))
    return Contested(comparison, tuple(
        Side(name, side, tuple(dict.fromkeys((one[1].switches[name], other[1].switches[name]))),
             found[i, :, 1] - found[i, :, 0]) for i, (name, side) in enumerate(taken)))
