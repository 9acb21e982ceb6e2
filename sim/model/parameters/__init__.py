"""Every parameter, lever and switch of the model, declared once (see `declare`)."""

from sim.model.parameters.conduct import CONDUCT
from sim.model.parameters.customers import CUSTOMERS
from sim.model.parameters.declare import SURE, Lever, Parameter, Switch
from sim.model.parameters.direction import DIRECTION
from sim.model.parameters.growth import GROWTH
from sim.model.parameters.interaction import INTERACTION
from sim.model.parameters.leadership import LEADERSHIP
from sim.model.parameters.levers import LEVERS as _LEVERS
from sim.model.parameters.levers import TALKS
from sim.model.parameters.money import MONEY
from sim.model.parameters.pace import PACE
from sim.model.parameters.people import PEOPLE
from sim.model.parameters.switches import SWITCHES as _SWITCHES

PARAMETERS: dict[str, Parameter] = {p.name: p for p in (*LEADERSHIP, *DIRECTION, *INTERACTION, *CONDUCT,
                                                        *PEOPLE, *GROWTH, *CUSTOMERS, *MONEY,
                                                        *PACE)}
"""What the model assumes, by name; levers are not among them."""

LEVERS: dict[str, Lever] = {p.name: p.costing(PARAMETERS) for p in _LEVERS}
"""What leaders set, by name."""

SWITCHES: dict[str, Switch] = {s.name: s for s in _SWITCHES}
"""Contested findings, by name."""

__all__ = ["LEVERS", "PARAMETERS", "SURE", "SWITCHES", "TALKS", "Lever", "Parameter", "Switch"]
