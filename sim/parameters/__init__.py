"""Every parameter, lever and switch of the model, declared once (see `declare` for what a declaration says)."""

from sim.parameters.conduct import CONDUCT
from sim.parameters.customers import CUSTOMERS
from sim.parameters.declare import SURE, Parameter, Switch
from sim.parameters.direction import DIRECTION
from sim.parameters.growth import GROWTH
from sim.parameters.interaction import INTERACTION
from sim.parameters.leadership import LEADERSHIP
from sim.parameters.levers import LEVERS as _LEVERS
from sim.parameters.money import MONEY
from sim.parameters.people import PEOPLE
from sim.parameters.switches import SWITCHES as _SWITCHES

LEVERS: dict[str, Parameter] = {p.name: p for p in _LEVERS}
"""What leaders set, by name."""

PARAMETERS: dict[str, Parameter] = {p.name: p for p in (*LEADERSHIP, *DIRECTION, *INTERACTION, *CONDUCT, *PEOPLE, *GROWTH, *CUSTOMERS,
                                                        *MONEY)}
"""What the model assumes, by name; levers are not among them."""

SWITCHES: dict[str, Switch] = {s.name: s for s in _SWITCHES}
"""Contested findings, by name."""

__all__ = ["LEVERS", "PARAMETERS", "SURE", "SWITCHES", "Parameter", "Switch"]
