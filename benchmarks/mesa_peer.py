"""The same day as an ordinary Mesa model, for comparison: the reference (`sim.model.engine.reference`) on
agents with attributes of their own.

The agents of `sim.model.engine.agents` are views of columns, which the reference can do without: here each
agent holds plain Python numbers, as in any model written for Mesa. So the peer calls the same rules with the
same chance, and ends its days with the same figures, as far as columns of single precision allow.
"""

from __future__ import annotations

import inspect
import time
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.model.engine.agents import Cell, Customer, Employee, Leader, View
from sim.model.engine.model import ServiceCultureModel
from sim.model.engine.setup import Setup

FOLLOWS = {"present", "id", "team", "colleagues"}
"""What an agent works out from the rest."""


def held(kind: type[View]) -> dict[str, Any]:
    """Columns and neighbours that an agent of this kind has as attributes: name and descriptor."""
    names = {name for owner in kind.__mro__ for name, value in vars(owner).items() if isinstance(value, Cell)
             or (isinstance(value, property) and owner in (Employee, Leader, Customer))}
    return {name: inspect.getattr_static(kind, name) for name in sorted(names - FOLLOWS)}


def plain(kind: type[View]) -> type[View]:
    """The same kind of agent, whose columns and neighbours are attributes of its own."""
    return type(f"Plain{kind.__name__}", (kind,), {"__module__": kind.__module__} | dict.fromkeys(held(kind)))


PLAIN = {kind: plain(kind) for kind in (Employee, Leader, Customer)}


def own(value: Any) -> Any:
    """A record as an object of its own."""
    return SimpleNamespace(**{name: getattr(value, name) for name in dir(value)})


def peer(setup: Setup) -> ServiceCultureModel:
    """The model whose agents hold what they are, and which lives by hand."""
    model = ServiceCultureModel(setup)
    model.uses_reference = True
    agents: list[Any] = [*model.people, *model.customers]
    values = [{name: source.__get__(agent, type(agent)) for name, source in held(type(agent)).items()}
              for agent in agents]
    for agent, has in zip(agents, values, strict=True):  # now that all have been asked
        agent.__class__ = PLAIN[type(agent)]
        vars(agent).update({name: own(value) if name in ("policy", "today") else value for name,
                            value in has.items()})
    return model


def measure(setup: Setup, days: int) -> dict[str, float]:
    """Nanoseconds a contact over whole days, best and median; mean satisfaction with a contact."""
    model, seconds = peer(setup), []
    for _ in range(days):
        began = time.perf_counter()
        model.step()
        seconds.append(time.perf_counter() - began)
    contacts, satisfaction = (model.record.tally(name).sum(axis=1)
                              for name in ("contacts", "sum_satisfaction"))
    each = 1e9 * np.array(seconds) / contacts
    return {"best": float(each.min()), "median": float(np.median(each)),
            "satisfaction": float(satisfaction.sum() / contacts.sum())}
