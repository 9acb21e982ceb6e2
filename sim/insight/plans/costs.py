"""What plans cost: money, and leaders' hours; and whether leaders have the hours that a plan asks of them.

What does not fit into a leader's week is not done (M05, leaders' limited time).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from rich.text import Text

from sim.insight.plans.tables import columns, named
from sim.model.engine.setup import Setup
from sim.model.engine.simulate import prepared
from sim.model.engine.world import policy_records
from sim.model.mechanisms import leaders_act
from sim.model.outcomes import OUTCOME
from sim.report import money_sentences
from sim.report.page import grid
from sim.report.tables import QUIET
from sim.report.wording import NONE, amount, grain, number

_NO_LIMIT = 1e9  # hours a week


@dataclass(frozen=True)
class LeaderTime:
    """What a plan asks of leaders.  has: hours a week that each has for people.  asked: float64 [leaders],
    hours a week, in the segment of the plan that asks most of all of them together.
    """

    has: float
    asked: np.ndarray

    @property
    def short(self) -> int:
        """Leaders who are asked for more than they have."""
        return int((self.asked > self.has).sum())

    @classmethod
    def of(cls, setup: Setup) -> LeaderTime:
        """On the first morning, when every post is held; later changes are laid over it."""
        has = setup.parameters["leader_people_hours"]
        unlimited = replace(setup, settle_days=0, parameters=setup.parameters
                            | {"leader_people_hours": _NO_LIMIT})
        world, asked = prepared(unlimited, 0), []
        leaders_act.stand_in(world)
        for segment in range(len(setup.policies.from_day)):
            world = world._replace(policies=policy_records(setup.policies, segment))
            leaders_act.spend_the_week(world)
            asked.append(world.leaders["hours"].copy())
        return cls(has, max(asked, key=np.sum))


@dataclass(frozen=True, eq=False)
class Costs:
    """Costs as tables and sentences.

    letters, titles: of the plans.  frame: as :attr:`sim.insight.plans.compare.Plans.costs`.  about: what the
    amounts are for, in words.  leader_time: of each plan.
    """

    letters: Sequence[str]
    titles: Sequence[str]
    frame: pd.DataFrame
    about: str
    leader_time: Sequence[LeaderTime]

    def short_of_time(self) -> list[str]:
        """A sentence for each plan that asks leaders for hours that they do not have."""
        return [f"{letter} asks {time.short} of {len(time.asked)} leaders for more than the {time.has:g} "
                f"hours a week they have for people (up to {np.max(time.asked):.1f}): they do that much less "
                "of everything." for letter, time in zip(self.letters, self.leader_time, strict=True)
                if time.short]

    def table(self) -> list[Any]:
        """For the terminal."""
        shown = columns(("plan",), ("net value", "cost", "in all", "programmes", "hours", "pays back"))
        for letter, title, time, cells in zip(self.letters, self.titles, self.leader_time, self._cells(),
                                              strict=True):
            *money, hours, _, payback = cells
            shown.add_row(named(letter, title, 15), *money, hours + (" !" if time.short else ""), payback)
        return [Text(money_sentences.HEADING, "bold"), Text(self._explained(), QUIET), shown,
                *(Text(f"! {said}") for said in self.short_of_time()), ""]

    def section(self) -> list[str]:
        """For the report, in Markdown."""
        head = ("part", "net value", "cost", "in all", "programmes", "leader hours", "asked", "pays back")
        about = self._explained()
        return [f"## {money_sentences.HEADING}", f"{about[:1].upper()}{about[1:]}; asked: what the plan asks "
                "of each leader on the first morning.",
                grid(head, [(letter, *cells)
                            for letter, cells in zip(self.letters, self._cells(), strict=True)]),
                "\n".join(f"- {said}" for said in self.short_of_time())]

    def _cells(self) -> Iterator[tuple[str, ...]]:
        """Of each plan: net value, cost, in all, programmes, leader hours, hours asked, pays back."""
        o, hours = OUTCOME["net_value"], OUTCOME["leader_hours"]
        to = grain(*(self.frame["in_all"] - self.frame["in_all"].iloc[0]), *self.frame["programmes"])
        for _, row in self.frame.iterrows():
            yield (number(row["net_value"], o), number(row["cost"], o), amount(row["in_all"], to),
                   amount(row["programmes"], to), number(row["leader_hours"], hours),
                   number(row["hours_asked"], hours), _payback(row))

    def _explained(self) -> str:
        return (f"net value, cost: money per post and year; in all (net value), programmes: {self.about}; "
                "hours: a week that each leader spends on people, not priced; pays back: open where net "
                "value is not separated")


def _payback(row: pd.Series) -> str:
    """'at once', 'month 4', 'not yet'; 'open' where net value is not separated from the first plan's, a dash
    without interval."""
    if pd.isna(row["separated"]):
        return NONE
    if not row["separated"]:
        return "open"
    month = row["payback_month"]
    return "not yet" if pd.isna(month) else "at once" if month == 1 else f"month {month}"
