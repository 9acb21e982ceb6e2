"""Everything a run needs, resolved and checked: a scenario before the first day; seeds and levers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from sim.base.errors import UserError, nearest
from sim.model.parameters import LEVERS
from sim.org.organisation import Organisation


@dataclass(frozen=True)
class Policies:
    """What leaders set, for every post and day.

    from_day: int32 [segments], first day (0-based) of each segment, ascending, starts with 0.
    group: int32 [posts], the policy group of each post.
    table: float64 [segments, groups, levers], the levers in the order of ``sim.model.parameters.LEVERS``, in
    their units.
    """

    from_day: np.ndarray
    group: np.ndarray
    table: np.ndarray


@dataclass(frozen=True)
class Setup:
    """A scenario made concrete.

    demand: float64 [days], multiplier of the ordinary number of customers' visits on each day (weekday
    profile included).
    parameters: every parameter by name.  switches: side chosen by switch name.  without: names of mechanisms
    switched off.
    culture: the stored start culture ('ordinary'), or 'none' for people fresh from outside.
    settle_days: days lived under default levers before day 1, so that the stored culture settles into this
    organisation.
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


class HasSetup(Protocol):
    """What can say everything a run needs: a Scenario."""

    def setup(self) -> Setup:
        """Everything a run needs."""
        ...


def resolved(setup: Any) -> Setup:
    """The Setup itself, or that of a scenario."""
    if isinstance(setup, Setup):
        return setup
    if not callable(getattr(setup, "setup", None)):
        found = "nothing" if setup is None else repr(setup)[:80]
        raise TypeError(f"ServiceCultureModel got {found}, expected a scenario, such as "
                        "Scenario.load('ordinary-firm'), or its Setup")
    made: Setup = setup.setup()
    return made


def whole(name: str, value: Any, bits: int) -> int:
    """A seed or replication, which is a whole number: keyed chance has no state to hand over."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not 0 <= value < 2**bits:
        raise TypeError(f"{name} is {value!r}, expected a whole number from 0 to {2**bits - 1}")
    return int(value)


def everywhere(policies: Policies, levers: dict[str, Any]) -> Policies:
    """Policies in which ``levers`` hold for everybody on every day."""
    table = policies.table.copy()
    for name, value in levers.items():
        table[:, :, list(LEVERS).index(name)] = lever_value(name, value)
    return replace(policies, table=table)


def lever_value(name: str, value: Any) -> float:
    """The value, if a lever of that name may have it."""
    if name not in LEVERS:
        raise UserError(f"{name!r} is not a lever{nearest(name, LEVERS)}")
    lever = LEVERS[name]
    if (isinstance(value, bool) or not isinstance(value, int | float | np.number) or not lever.low <= value
        <= lever.high):
        raise UserError(f"lever {name} is {value!r}, expected {lever.low:g} to {lever.high:g} {lever.unit}")
    return float(value)


def own_lever(policies: Policies, row: int, kind: int, shared: bool, segment: int, name: str,
              value: Any) -> Policies:
    """Policies in which a lever holds for one post from a segment of time on; the post gets a policy group of
    its own if it shares one.

    kind: the post's group today.  Raises a UserError for a lever that is none or out of range.
    """
    group, table = policies.group.copy(), policies.table.copy()
    if shared:
        table = np.concatenate((table, table[:, kind:kind + 1]), axis=1)
        kind = table.shape[1] - 1
    table[segment:, kind, list(LEVERS).index(name)] = lever_value(name, value)
    group[row] = kind
    return replace(policies, group=group, table=table)
