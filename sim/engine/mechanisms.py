"""All mechanisms in the order of their ids, gathered from the files that run them."""

from sim.interaction import mechanisms as contact
from sim.mechanisms import care, careers, fear, leaders_act, learning, peers, strain, talk, trust, vision
from sim.mechanisms.catalogue import Mechanism

MECHANISMS: tuple[Mechanism, ...] = tuple(sorted(
    (m for module in (leaders_act, care, trust, fear, vision, contact, talk, peers, learning, strain, careers)
     for m in module.MECHANISMS), key=lambda m: m.id))
"""Every mechanism that is built, M01 first."""
