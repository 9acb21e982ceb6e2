"""Many plans in paired worlds: the same customers on the same days under each, so that what differs is what leaders do.

>>> from sim import compare_plans                                                                        # doctest: +SKIP
>>> compare_plans(["ordinary-firm", "care-first", "canned-training"], bands="parameters").places         # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.base.errors import UserError
from sim.insight.attribution.counterfactuals import ends
from sim.insight.plans.comparison import MOST, Standing, ranked_by
from sim.insight.plans.leader_time import LeaderTime
from sim.model.engine.record import Record
from sim.model.engine.setup import Setup
from sim.report.money import NET, Account, Books, Money, compared
from sim.report.result import NAMES
from sim.report.wording import not_known, plural, title
from sim.runs.pool import Progress
from sim.runs.study import Asked, ensemble, paired_lives, side_by_side, simulated
from sim.scenario import Scenario


@dataclass(frozen=True, eq=False, repr=False)
class Plans(Standing):
    """Many plans, run in paired worlds: world r has the same luck in each, and with ``bands="parameters"`` the same member of the ensemble.

    scenarios: each with its setup.  books: what each day brought and cost.  ensemble: members that worlds live under in turn, 0 for luck.
    """

    scenarios: tuple[tuple[Scenario, Setup], ...] = ()
    books: tuple[Books, ...] = ()
    ensemble: int = 0

    what = "plans"

    @property
    def asked(self) -> dict[str, tuple[Scenario, Setup]]:
        """The scenarios and their setups, by letter."""
        return {letter.lower(): asked for letter, asked in zip(self.letters, self.scenarios, strict=True)}

    @property
    def replications(self) -> int:
        """Runs of each plan."""
        return len(self.values)

    @property
    def days(self) -> int:
        """Working days simulated."""
        return self.scenarios[0][1].days

    @property
    def single(self) -> bool:
        """Are intervals of one further life (parameters are drawn too), not of the mean?"""
        return self.ensemble > 0

    @property
    def lived(self) -> str:
        """How much was lived, and what whiskers hold, in words."""
        people, worlds = len(self.scenarios[0][1].organisation), plural(self.replications, "world")
        said = f"{plural(self.days, 'day')}, {plural(people, 'person')}, {worlds} with the same luck for each plan"
        return f"{said}; " + ("no intervals" if self.replications == 1 else
                              f"whiskers: 95 % interval, {not_known(self.ensemble, self.replications)}")

    @cached_property
    def money(self) -> dict[str, Money]:
        """What each plan but the first costs or brings against the first, by name."""
        return {name: compared(self.books[0], books) for name, books in zip(self.names[1:], self.books[1:], strict=True)}

    @cached_property
    def leader_time(self) -> dict[str, LeaderTime]:
        """What each plan asks of leaders' hours, by name."""
        return {name: LeaderTime.of(setup) for name, (_, setup) in zip(self.names, self.scenarios, strict=True)}

    @cached_property
    def costs(self) -> pd.DataFrame:
        """As :attr:`Standing.costs`, and besides: hours_asked (a week, mean over leaders), leaders_short (who are asked for more than they
        have), leaders; payback_month against the first plan, missing where the difference is not separated or there is none; and, in money
        of the whole organisation for a year (or all days of a shorter run), in_all (net value) and programmes (what they cost).
        """
        frame = super().costs
        years = [next(iter(self.money.values())).year["a"], *(money.year["b"] for money in self.money.values())]
        months = [None, *(money.payback_month if frame.at[name, "separated"] is not pd.NA and frame.at[name, "separated"] else None
                          for name, money in self.money.items())]
        times = self.leader_time.values()
        return frame.assign(
            in_all=[year[NET] for year in years], programmes=[-year["programmes"] for year in years],
            payback_month=pd.array(months, dtype="Int64"),
            hours_asked=[time.asked.mean() if len(time.asked) else np.nan for time in times],
            leaders_short=[time.short for time in times], leaders=[len(time.asked) for time in times])

    def to_dict(self) -> dict[str, Any]:
        """What ``sim compare A B C --json`` prints; missing values are None."""
        setup = self.scenarios[0][1]
        head = {"days": self.days, "replications": self.replications, "seed": setup.seed}
        return head | ({"bands": "parameters", "ensemble": self.ensemble} if self.ensemble else {}) | super().to_dict()

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write tables, picture and report into an output folder; what the manifest should say besides."""
        from sim.insight.plans import figure
        from sim.insight.plans.report import plans_report

        write_tables(self, folder)
        figure.save(self, folder)
        writing.report(folder / "report.md", plans_report(self))
        return {"ranked_by": list(self.ranked)}


def write_tables(found: Standing, folder: Path) -> None:
    """Every table as CSV."""
    for name, frame in found.tables().items():
        writing.table(frame, folder / f"{name}.csv", digits="%.10g")


def kept(record: Record) -> tuple[np.ndarray, Account]:
    """What is needed of a run: how every outcome ended, and its money."""
    return ends(record), Account.of(record)


def compare_plans(plans: Sequence[Asked], *, replications: int | None = None, bands: str = "luck", outcomes: Sequence[str] | None = None,
                  workers: int | None = None, on_progress: Progress | None = None, pool: Executor | None = None) -> Plans:
    """Run plans in worlds paired with the first, which is the one compared with: same organisation, seed, days, start and luck.

    outcomes: what to rank by (customer_satisfaction and net_value).  Other arguments are those of :func:`sim.compare`; plans that
    cannot be paired with the first are refused.
    """
    ranked = ranked_by(outcomes)
    lived = paired_lives(_different(plans), replications, bands)
    asked, setups = zip(*lived, strict=True)
    found = simulated(side_by_side(setups), workers, on_progress, pool, kept)
    times = len(setups[0])
    values = np.stack([end for end, _ in found]).reshape(times, len(asked), len(NAMES))
    books = tuple(Books.of([account for _, account in found[i::len(asked)]], setup.parameters) for i, (_, setup) in enumerate(asked))
    scenarios = [scenario for scenario, _ in asked]
    return Plans(_names(scenarios), tuple(map(title, scenarios)), NAMES, values, ranked, asked, books, ensemble(bands))


def _different(plans: Sequence[Asked]) -> list[Scenario]:
    if not 2 <= len(plans) <= MOST:
        raise UserError(f"give 2 to {MOST} plans, not {len(plans)}; the first is the one compared with")
    loaded = [plan if isinstance(plan, Scenario) else Scenario.load(plan) for plan in plans]
    seen: dict[str, Scenario] = {}
    for scenario in loaded:
        twin = seen.setdefault(scenario.digest(), scenario)
        if twin is not scenario:
            twice = f"{scenario.name} is given twice" if twin.name == scenario.name else (
                f"{twin.name} and {scenario.name} are the same plan: they ask the same of the model")
            raise UserError(f"{twice}; leave one of them out")
    return loaded


def _names(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Names, told apart by a number where two plans have the same."""
    names: list[str] = []
    for scenario in scenarios:
        before = sum(name.split(" (")[0] == scenario.name for name in names)
        names.append(f"{scenario.name} ({before + 1})" if before else scenario.name)
    return tuple(names)
