"""The same day as an ordinary Mesa model, for comparison: the reference (`sim.engine.by_hand`) on agents with attributes of their own.

The agents of `sim.engine.agents` are views of columns, which the reference can do without: here each agent holds plain Python numbers, as
in any model written for Mesa. So the peer calls the same rules with the same chance, and ends its days with the same figures, as far as
columns of single precision allow.
"""

from __future__ import annotations

import inspect
import time
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.engine.agents import Cell, Customer, Employee, Leader, View
from sim.engine.model import ServiceCultureModel
from sim.engine.setup import Setup


def plain(kind: type[View]) -> type[View]:
    """The same kind of agent, whose columns and neighbours are attributes of its own."""
    found = {name: value for owner in reversed(kind.__mro__) for name, value in vars(owner).items()
             if isinstance(value, Cell) or (isinstance(value, property) and owner in (Employee, Leader, Customer))}
    return type(f"Plain{kind.__name__}", (kind,), {name: None for name in found if name not in ("present", "id", "team", "colleagues")})


PLAIN = {kind: plain(kind) for kind in (Employee, Leader, Customer)}


def fill(agent: View) -> None:
    """Take over what the columns say of an agent."""
    kind = type(agent).__mro__[1]
    for name in vars(type(agent)):
        source = inspect.getattr_static(kind, name, None)
        if isinstance(source, Cell):
            agent.__dict__[name] = source.__get__(agent, kind)
        elif isinstance(source, property) and source.fget is not None:
            value = source.fget(agent)
            agent.__dict__[name] = own(value) if name in ("policy", "today") else value


def own(record: Any) -> SimpleNamespace:
    """A record as an object."""
    return SimpleNamespace(**{name: getattr(record, name) for name in record.dtype.names})


class Peer(ServiceCultureModel):
    """The model whose agents hold what they are."""

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        self.lives_by_hand = True

    @cached_property
    def people(self) -> list[Any]:
        """Leaders and employees."""
        leads = self.world.people["leads"] >= 0
        made = [PLAIN[Leader if leads[row] else Employee](self, row, row + 1) for row in range(len(leads))]
        self.__dict__["people"] = made  # they refer to each other
        for agent in made:
            fill(agent)
        return made

    @cached_property
    def _customers(self) -> list[Any]:
        first = len(self.world.people) + 1
        made = [PLAIN[Customer](self, row, first + row) for row in range(len(self.world.customers))]
        for customer in made:
            fill(customer)
        return made


def measure(setup: Setup, days: int) -> dict[str, float]:
    """Nanoseconds a contact over whole days, best and median; mean satisfaction with a contact."""
    model = Peer(setup)
    _ = model.people, model.customers
    seconds = []
    for _ in range(days):
        began = time.perf_counter()
        model.step()
        seconds.append(time.perf_counter() - began)
    tallies = model._run.tallies[:days]
    contacts = tallies["contacts"].sum(axis=1)
    each = 1e9 * np.array(seconds) / contacts
    return {"best": float(each.min()), "median": float(np.median(each)), "days": float(days),
            "satisfaction": float(tallies["sum_satisfaction"].sum() / contacts.sum())}
