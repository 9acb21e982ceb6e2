"""All mechanisms in the order of their ids, gathered from the files that run them."""

from sim.model.interaction import mechanisms as contact
from sim.model.mechanisms import (
    care,
    careers,
    direction,
    distance,
    fear,
    growth,
    internal_service,
    leaders_act,
    learning,
    mistreatment,
    money,
    peers,
    strain,
    talk,
    trust,
    vision,
    voice,
    workload,
)
from sim.model.mechanisms.catalogue import Mechanism

MECHANISMS: tuple[Mechanism, ...] = tuple(sorted(
    (m for module in (leaders_act, care, trust, fear, vision, direction, distance, voice, mistreatment, workload, internal_service,
                      contact, talk,
                    peers, learning, growth, strain, careers, money)
     for m in module.MECHANISMS), key=lambda m: m.id))
"""Every mechanism that is built, M01 first."""
