"""What a model is made from, checked: a scenario, a seed, levers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from sim.base.errors import UserError, nearest
from sim.model.engine.setup import Policies, Setup
from sim.model.parameters import LEVERS


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
        raise TypeError(f"ServiceCultureModel got {found}, expected a scenario, such as Scenario.load('ordinary-firm'), or its Setup")
    made: Setup = setup.setup()
    return made


def whole(name: str, value: Any, bits: int) -> int:
    """A seed or replication, which is a whole number: keyed chance has no state that a generator could hand over."""
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
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not lever.low <= value <= lever.high:
        raise UserError(f"lever {name} is {value!r}, expected {lever.low:g} to {lever.high:g} {lever.unit}")
    return float(value)
