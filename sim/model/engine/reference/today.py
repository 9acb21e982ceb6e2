"""What running a day needs at hand: who is there, the numbers of the model, and the day's keyed chance."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sim.model import chance
from sim.model.engine.agents import Customer, Employee, Leader
from sim.model.engine.world import rate_name
from sim.model.jit import compiled
from sim.model.rules import basics

_four, _eight = compiled(chance.draws), compiled(chance.eight)


def numbers(parameters: dict[str, float]) -> SimpleNamespace:
    """Every parameter by name; in place of a half-life, the share of the way that is covered in a day."""
    return SimpleNamespace(**{rate_name(name): basics.rate_of(value) if name.endswith("_half_life") else value
                              for name, value in parameters.items()})


class Today:
    """One working day.  p: parameters, on: switches, n: neutral values.

    number: of the day, in the engine's count, in which the days before day 1 count too.  memory: half-life of
    a customer's mood (days).
    """

    def __init__(self, model: Any, number: int) -> None:
        self.model, self.world, self.number = model, model._run.world, number
        self.people: list[Employee] = model.people
        self.leaders = [agent for agent in model.people if isinstance(agent, Leader)]
        self.customers: list[Customer] = model.customers.to_list()
        self.p, self.on, self.n = numbers(model.setup.parameters), self.world.on[0], self.world.neutral[0]
        self.memory = model.setup.parameters["customer_memory_half_life"]

    def four(self, stream: int, who: int, occasion: int = 0, day: int | None = None) -> tuple[float, ...]:
        """Four numbers in (0, 1) by nothing but seed, replication, stream, today, who and occasion."""
        return tuple(_four(self.world.key[0], stream, self.number if day is None else day, who, occasion))

    def eight(self, stream: int, who: int, day: int | None = None) -> tuple[float, ...]:
        """Eight such numbers."""
        return tuple(_eight(self.world.key[0], stream, self.number if day is None else day, who, 0))
