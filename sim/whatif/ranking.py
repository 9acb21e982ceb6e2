"""What would help most: every lever moved a step from where the plan has it, by the emulator."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from sim.insight.plans.compare import compare_plans
from sim.insight.plans.pair import levers_alone, likely, under_members
from sim.model.parameters import LEVERS
from sim.org.organisation import Organisation
from sim.runs.pool import Progress
from sim.scenario.ensemble import members, weights
from sim.whatif.hours import of_lever
from sim.whatif.levers import moves
from sim.whatif.plan import Plan

STEP = 0.25
"""How far a lever is moved, as a share of its range."""

OUTCOMES = ("customer_satisfaction", "job_satisfaction", "net_value")
"""What is told of each lever."""

MEASURES = ("customers", "money")
"""What levers can be ranked by: customer satisfaction for leaders' hours, where an hour halves it; net
value."""


@dataclass(frozen=True)
class Help:
    """One lever, moved.

    gains: by outcome of :data:`OUTCOMES`, the difference with its likely range: (mean over members, low,
    high).  hours: a week more of each leader.  place: 1 for those that help most, 2 for those that likely
    ranges tell apart from the first of these, and so on; 0 where it may help or not, -1 where it hurts.
    """

    lever: str
    value: float
    gains: dict[str, tuple[float, float, float]]
    hours: float
    place: int

    def worth(self, by: str) -> float:
        """What it is ranked by."""
        return (self.gains["net_value"][0] if by == "money"
                else self.gains["customer_satisfaction"][0] / (1.0 + max(self.hours, 0.0)))


def ranking(plan: Plan, organisation: Organisation | None = None,
            by: str = MEASURES[0]) -> list[Help] | None:
    """Levers in the order of their places.  Nothing is ordered that likely ranges do not tell apart.

    It is the ordinary firm's order, as the emulator has seen no other.  by: one of :data:`MEASURES`.  None
    where the emulator does not know such plans.
    """
    today, then = plan.baseline(organisation), plan.scenario(organisation)
    there = today.build_organisation()
    levers = levers_alone((today, today.setup(there)), (then, then.setup(there)))
    if levers is None:
        return None
    here = levers[1]
    asked = [(name, value) for name in LEVERS if (value := _moved(plan, name)) is not None]
    moved = np.tile(here, (len(asked), 1))
    for row, (name, value) in zip(moved, asked, strict=True):
        by_share = (value - plan.level(name)) / (LEVERS[name].high - LEVERS[name].low)
        at = list(LEVERS).index(name)
        row[at] = np.clip(row[at] + by_share, 0.0, 1.0)
    hours = np.array([of_lever(plan, name, value, organisation)
                      - of_lever(plan, name, plan.level(name), organisation) for name, value in asked])
    mean, error = under_members(here, moved, OUTCOMES)
    weight = weights(members())
    column, for_hours = (2, 0.0 * hours) if by == "money" else (0, np.maximum(hours, 0.0))
    worth = 1.0 / (1.0 + for_hours[:, None])
    places = _places(worth * mean[:, :, column], worth * error[:, :, column], weight)
    ends = [likely(mean[:, :, k].T, error[:, :, k].T, weight) for k in range(len(OUTCOMES))]
    middle = np.tensordot(mean, weight, axes=(1, 0))
    found = [Help(name, value, {outcome: (float(middle[i, k]), float(ends[k][0][i]), float(ends[k][1][i]))
                                for k, outcome in enumerate(OUTCOMES)}, float(hours[i]), places[i])
             for i, (name, value) in enumerate(asked)]
    order = np.argsort(-worth[:, 0] * middle[:, column], kind="stable")
    return sorted((found[i] for i in order), key=lambda each: each.place if each.place > 0
                  else len(asked) - each.place)


CHECKED = 3
"""Levers that are run when somebody asks whether the order holds."""


def checked(plan: Plan, found: Sequence[Help], by: str, organisation: Organisation | None = None, *,
            runs: int = 6, members: int = 10, pool: Executor | None = None,
            on_progress: Progress | None = None) -> tuple[list[Help], bool]:
    """The first levers of a ranking as runs of the firm have them, in the order of those, and whether the
    ranking's order held: each helps, and none overtakes one that has a place before it.  runs: by luck, of
    each; members: under which each is run once more."""
    first = [each for each in found if each.place > 0][:CHECKED]
    plans = [plan, *(plan.set(each.lever, each.value) for each in first)]
    ran = compare_plans([each.scenario(organisation) for each in plans], replications=runs,
                        members=members, on_progress=on_progress, pool=pool)
    told = []
    for i, each in enumerate(first, 1):
        rows = {name: ran.effect(i, name) for name in OUTCOMES}
        told.append(replace(each, gains={name: (row["difference"], row["likely_low"], row["likely_high"])
                                         for name, row in rows.items()}))
    told.sort(key=lambda each: -each.worth(by))
    places = [each.place for each in told]
    return told, places == sorted(places) and all(each.worth(by) > 0.0 for each in told)


def _places(worth: np.ndarray, error: np.ndarray, weight: np.ndarray) -> list[int]:
    """The place of each lever, see :class:`Help`.  worth, error: float64 [levers, members]; weight: float64
    [members]."""
    low, high = likely(worth.T, error.T, weight)
    places = np.where(low > 0.0, 1, np.where(high < 0.0, -1, 0))
    helping = [i for i in np.argsort(-(worth @ weight), kind="stable") if places[i] == 1]
    first, place = helping[:1], 1
    for i in helping[1:]:
        apart, _ = likely((worth[first] - worth[i]).T, np.hypot(error[first], error[i]).T, weight)
        if apart[0] > 0.0:
            first, place = [i], place + 1
        places[i] = place
    return [int(each) for each in places]


def _moved(plan: Plan, name: str) -> float | None:
    """A step the way that is declared to help customers, else up; None at the end of its range."""
    lever, way = LEVERS[name], moves(name).get("customer_satisfaction") or -moves(name).get("fear", -1)
    at = plan.level(name)
    value = min(lever.high, max(lever.low, at + way * STEP * (lever.high - lever.low)))
    return value if abs(value - at) > 1e-9 else None
