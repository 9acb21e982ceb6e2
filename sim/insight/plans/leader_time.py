"""Do leaders have the hours that a plan asks of them?  What does not fit into their week is not done (M05)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.model.engine.setup import Setup
from sim.model.engine.simulate import prepared
from sim.model.engine.world import policy_records
from sim.model.mechanisms import leaders_act

_NO_LIMIT = 1e9  # hours a week


@dataclass(frozen=True)
class LeaderTime:
    """What a plan asks of leaders.  has: hours a week that each has for people.  asked: float64 [leaders], hours a week, in the segment of
    the plan that asks most of all of them together.
    """

    has: float
    asked: np.ndarray

    @property
    def short(self) -> int:
        """Leaders who are asked for more than they have."""
        return int((self.asked > self.has).sum())

    @classmethod
    def of(cls, setup: Setup) -> LeaderTime:
        """On the first morning, when every post is held; the plan's later changes are laid over that morning."""
        has = setup.parameters["leader_people_hours"]
        unlimited = replace(setup, settle_days=0, parameters=setup.parameters | {"leader_people_hours": _NO_LIMIT})
        world, asked = prepared(unlimited, 0), []
        leaders_act.stand_in(world)
        for segment in range(len(setup.policies.from_day)):
            world = world._replace(policies=policy_records(setup.policies, segment))
            leaders_act.spend_the_week(world)
            asked.append(world.leaders["hours"].copy())
        return cls(has, max(asked, key=np.sum))
