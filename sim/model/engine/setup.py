"""Everything a run needs, resolved: what a scenario becomes before the first day."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.org.organisation import Organisation


@dataclass(frozen=True)
class Policies:
    """What leaders set, for every post and day.

    from_day: int32 [segments], first day (0-based) of each segment, ascending, starts with 0.
    group: int32 [posts], the policy group of each post.
    table: float64 [segments, groups, levers], the levers in the order of ``sim.model.parameters.LEVERS``, in their units.
    """

    from_day: np.ndarray
    group: np.ndarray
    table: np.ndarray


@dataclass(frozen=True)
class Setup:
    """A scenario made concrete.

    demand: float64 [days], multiplier of the ordinary number of customers' visits on each day (weekday profile included).
    parameters: every parameter by name.  switches: side chosen by switch name.  without: names of mechanisms switched off.
    culture: the stored start culture ('ordinary'), or 'none' for people fresh from outside.
    settle_days: days lived under default levers before day 1, so that the stored culture settles into this organisation.
    seed: of the chance, not of the organisation.
    """

    organisation: Organisation
    policies: Policies
    demand: np.ndarray
    parameters: dict[str, float]
    switches: dict[str, str]
    without: frozenset[str] = field(default=frozenset())
    seed: int = 1
    culture: str = "ordinary"
    settle_days: int = 0

    @property
    def days(self) -> int:
        """Working days of the run."""
        return len(self.demand)
