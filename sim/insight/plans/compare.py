"""Many plans in paired worlds: the same customers on the same days under each, so that what differs is what
leaders do.

>>> from sim import compare_plans                                                            # doctest: +SKIP
>>> plans = ["ordinary-firm", "care-first", "canned-training"]                               # doctest: +SKIP
>>> compare_plans(plans, replications=20).places                                             # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base.errors import UserError
from sim.insight.plans import pair, report, sentences, tables
from sim.insight.plans.comparison import MOST, ranked_by
from sim.insight.plans.costs import Costs, LeaderTime
from sim.insight.plans.result import ReportedPlans
from sim.model.engine.record import Record
from sim.model.engine.setup import Setup
from sim.model.outcomes import HEADLINES, OUTCOMES
from sim.report import doubt_sentences, money_sentences
from sim.report.doubt import Doubt
from sim.report.money import NET, Account, Books, Money, compared
from sim.report.page import command, how_sure, members_option, paper
from sim.report.result import NAMES
from sim.report.tables import as_read, size
from sim.report.wording import plural, title
from sim.runs.pool import Progress
from sim.runs.study import Asked, all_paired, ends, side_by_side, with_members
from sim.scenario import Scenario
from sim.scenario.ensemble import DAILY, Member, first

if TYPE_CHECKING:
    from rich.console import Group


@dataclass(frozen=True, eq=False, repr=False)
class Plans(ReportedPlans):
    """Many plans, run in paired worlds: world r has the same luck in each.

    scenarios: each with its setup.  books: what each day brought and cost.  members: of the ensemble, under
    which each plan ran once more; ended: how, float64 [members, plans, outcomes].
    """

    scenarios: tuple[tuple[Scenario, Setup], ...] = ()
    books: tuple[Books, ...] = ()
    members: tuple[Member, ...] = ()
    ended: np.ndarray | None = None

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

    @cached_property
    def doubt(self) -> Doubt | None:
        """As :attr:`PlanComparison.doubt`."""
        if not self.members or self.ended is None:
            return None
        i, j = np.triu_indices(len(self.names), 1)
        found, luck = (each[:, j] - each[:, i] for each in (self.ended, self.values))
        return Doubt(self.members, found.reshape(len(found), -1), luck.reshape(len(luck), -1))

    def apart(self, plan: int, than: int) -> Doubt | None:
        """As :meth:`PlanComparison.apart`."""
        if self.members and self.ended is not None and (plan, than) not in self._apart:
            found, luck = (each[:, plan] - each[:, than] for each in (self.ended, self.values))
            self._apart[plan, than] = pair.told(Doubt(self.members, found, luck), self.scenarios[than],
                                                self.scenarios[plan])
        return self._apart.get((plan, than))

    @cached_property
    def _apart(self) -> dict[tuple[int, int], Doubt]:
        return {}

    @property
    def regretted(self) -> np.ndarray:
        """Those of the members, where there are any."""
        return self.values if self.ended is None or not self.members else self.ended

    @property
    def size(self) -> str:
        """How much was simulated, and what whiskers hold, in words."""
        people, worlds = len(self.scenarios[0][1].organisation), plural(self.replications, "world")
        said = (f"{plural(self.days, 'day')}, {plural(people, 'person')}, {worlds} with the same luck for "
                "each plan")
        return f"{said}; " + ("no intervals" if self.replications == 1 else
                              "whiskers: 95 % interval, luck alone")

    @cached_property
    def money(self) -> dict[str, Money]:
        """What each plan but the first costs or brings against the first, by name."""
        return {name: compared(self.books[0], books)
                for name, books in zip(self.names[1:], self.books[1:], strict=True)}

    @cached_property
    def leader_time(self) -> dict[str, LeaderTime]:
        """What each plan asks of leaders' hours, by name."""
        return {name: LeaderTime.of(setup)
                for name, (_, setup) in zip(self.names, self.scenarios, strict=True)}

    @cached_property
    def costs(self) -> pd.DataFrame:
        """As :attr:`PlanComparison.costs`, and besides: hours_asked (a week, mean over leaders),
        leaders_short (who are asked for more than they have), leaders; payback_month against the first plan,
        missing where the difference is not separated or there is none; and, in money of the whole
        organisation for a year (or all days of a shorter run), in_all (net value) and programmes (what they
        cost).
        """
        frame = super().costs
        years = [next(iter(self.money.values())).year["a"],
                 *(money.year["b"] for money in self.money.values())]
        months = [None, *(money.payback_month if frame.at[name, "separated"] is not pd.NA
                          and frame.at[name, "separated"] else None for name, money in self.money.items())]
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
        return head | ({"members": len(self.members)} if self.members else {}) | super().to_dict()

    @property
    def _shown_costs(self) -> Costs:
        about = money_sentences.about(next(iter(self.money.values())), self.days)
        return Costs(self.letters, self.titles, self.costs, about, list(self.leader_time.values()))

    @property
    def _heading(self) -> str:
        return f"{len(self.names)} plans, each against {self.titles[0]}"

    def table(self, everything: bool = False) -> Group:
        """Places and sentences; every headline's differences; money and leaders' hours; regret."""
        who = [(letter, f"{title}. ", scenario.story) for letter, title,
               (scenario, _) in zip(self.letters, self.titles, self.scenarios, strict=True)]
        shown = tuple(o.name for o in OUTCOMES) if everything else HEADLINES
        body = [*tables.places(self), *tables.differences(self, shown), *self._shown_costs.table(),
                *tables.regrets(self)]
        return tables.page(self._heading, who, body, self._notes(everything))

    def _notes(self, everything: bool) -> list[str]:
        scenario, setup = self.scenarios[0]
        notes = [size(setup, self.replications, "world") + f", {len(self.names)} plans in each"]
        if self.replications == 1:
            notes.append(sentences.UNKNOWN)
        else:
            notes += ["Luck: ± half of the 95 % t-interval of the paired difference; each holds by itself.",
                      *doubt_sentences.covers(len(self.members))]
        more = [] if everything else [f"{len(HEADLINES)} of {len(OUTCOMES)} outcomes; --all shows every one."]
        worlds = sentences.worlds(self.replications, len(self.members))
        return notes + [sentences.FAMILY, worlds] + as_read(scenario, setup) + more

    def report(self) -> str:
        """report.md: what was asked, who is ahead, what it costs, and the regret of choosing."""
        who = "\n".join(f"- **{letter}: {title}.** {scenario.story}" for letter, title, (scenario, _) in
                        zip(self.letters, self.titles, self.scenarios, strict=True))
        again = ["sim compare", *(f"scenario-{side}.yaml" for side in self.asked),
                 *report.rank_options(self.ranked), *members_option(len(self.members), DAILY)]
        simulated = (f"{size(self.scenarios[0][1], self.replications, 'world')}, {len(self.names)} plans in "
                     "each")
        return paper(
            self._heading, who, f"What was simulated: {simulated}. In a world the same customers walk in on "
            "the same days under every plan; what differs is caused by what the plans ask for.",
            "\n".join(f"- {said}" for said in self.sentences), report.PICTURE, *report.places(self),
            "## What else changes",
            report.differences(self), *self._shown_costs.section(), *report.regrets(self),
            sentences.worlds(self.replications, len(self.members)),
            how_sure(self.replications, several=True, doubt=self.doubt), "## Reproduce",
            command(" ".join(again)))


def _ended(record: Record) -> tuple[np.ndarray, Account]:
    """What is needed of a run: how every outcome ended, and its money."""
    return ends(record), Account.of(record)


def compare_plans(plans: Sequence[Asked], *, replications: int | None = None, members: int | None = None,
                  outcomes: Sequence[str] | None = None, workers: int | None = None,
                  on_progress: Progress | None = None, pool: Executor | None = None) -> Plans:
    """Run plans in worlds paired with the first, which is the one compared with.

    World r has the same luck under every plan: the same organisation, seed, days and start.

    Args:
        plans: 2 to 26 bundled scenarios' names, files or scenarios, all different.
        replications: worlds, 1 or more; unless given, as many as the plan that asks for most.
        members: of the ensemble, under each of which every plan is run once more; 20 unless given, 0 for luck
            alone.
        outcomes: names of outcomes to rank by; customer_satisfaction and net_value unless given.
        workers: processor cores to use; all of them unless given.
        on_progress: called with (days done, days in all), summed over runs.
        pool: an executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        Effects, places, pairs, regret and costs as frames, in the outcomes' units; ``sentences``,
        ``report()``.

    Raises:
        UserError: for too few or too many plans, one given twice, plans that cannot be paired with the first,
            and outcomes that plans cannot be ranked by.

    Example:
        >>> from sim import Scenario, compare_plans
        >>> today = Scenario(organisation={"people": 20}, days=2, start={"settle_days": 0})
        >>> kinder = today.with_(title="Kinder", levers={"personal_interest": 0.95})
        >>> found = compare_plans([today, kinder], replications=2, outcomes=["fear"])
        >>> found.values.shape == (2, 2, len(found.outcomes))          # worlds, plans, outcomes
        True
        >>> list(found.regret.columns[:3])
        ['mean', 'high', 'worst']
    """
    ranked = ranked_by(outcomes)
    some = first(members)
    asked = tuple(all_paired(_different(plans), replications))
    times = asked[0][0].replications
    found, ended = with_members(side_by_side([setup for _, setup in asked], times), asked, some, workers,
                                on_progress, pool, _ended)
    values = np.stack([end for end, _ in found]).reshape(times, len(asked), len(NAMES))
    books = tuple(Books.of([account for _, account in found[i::len(asked)]], setup.parameters) for i,
                  (_, setup) in enumerate(asked))
    scenarios = [scenario for scenario, _ in asked]
    return Plans(_names(scenarios), tuple(map(title, scenarios)), NAMES, values, ranked, asked, books,
                 some, ended)


def _different(plans: Sequence[Asked]) -> list[Scenario]:
    if not 2 <= len(plans) <= MOST:
        raise UserError(f"give 2 to {MOST} plans, not {len(plans)}; the first is the one compared with")
    loaded = [plan if isinstance(plan, Scenario) else Scenario.load(plan) for plan in plans]
    seen: dict[str, Scenario] = {}
    for scenario in loaded:
        same = seen.setdefault(scenario.digest(), scenario)
        if same is not scenario:
            twice = f"{scenario.name} is given twice" if same.name == scenario.name else (
                f"{same.name} and {scenario.name} are the same plan: they ask the same of the model")
            raise UserError(f"{twice}; leave one of them out")
    return loaded


def _names(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Names, told apart by a number where two plans have the same."""
    names: list[str] = []
    for scenario in scenarios:
        before = sum(name.split(" (")[0] == scenario.name for name in names)
        names.append(f"{scenario.name} ({before + 1})" if before else scenario.name)
    return tuple(names)
