"""Phases 5 and 7 in the reference: what units do for each other (M21), and who speaks up (M11)."""

from __future__ import annotations

from sim.model.chance import VOICE
from sim.model.engine.reference.today import Today
from sim.model.jit import Record
from sim.model.rules import basics, internal_service, voice


def answer_each_other(today: Today) -> None:
    """5 Internal requests: first they are gathered, then answered unit by unit, then judged by who asked."""
    world = today.world
    units = [world.units[u] for u in range(len(world.units))]
    links = [world.links[k] for k in range(len(world.links))]
    for u, unit in enumerate(units):
        helpers = [e for e in today.people if today.world.people["unit"][e.row] == u and not e.front_line
                   and e.leads < 0]
        there = [e for e in helpers if e.present]
        asking = [link for link in links if link.needed == u]
        unit.helpers, unit.helpers_in, unit.needed_by = len(helpers), len(there), len(asking)
        unit.helpers_heard = sum(e.customers_heard for e in there)
        unit.asked, unit.blamed = sum(link.asked for link in asking), sum(link.blame for link in asking)
    for unit in units:
        if unit.planned > 0.0:
            answer(today, unit)
    for u, unit in enumerate(units):
        judge(today, unit, units, [link for link in links if link.unit == u])


def answer(today: Today, unit: Record) -> None:
    """M21: the unit works off what waits; the better its service mindset, the faster."""
    p, on, n = today.p, today.on, today.n
    policy = today.world.policies[unit.policy]
    willing = internal_service.willingness(
        policy.service_mindset, unit.blamed / unit.needed_by, unit.friction,
        unit.helpers_heard / unit.helpers_in if unit.helpers_in else p.heard_usual, p.willing)
    there = unit.helpers_in / unit.helpers if unit.helpers else 1.0
    unit.capacity = max(0.01, unit.planned / p.internal_load * there * policy.back_office_capacity * willing)
    most = max(0.0, (p.longest_delay - p.turnaround) * unit.capacity)
    left = internal_service.queue_after(unit.backlog, unit.asked, unit.capacity)
    unit.backlog, unit.escalated = min(most, left), max(0.0, left - most)
    unit.wait_days = internal_service.days_waited(unit.backlog, unit.capacity, p.turnaround, p.longest_delay)
    if not on.internal_customers:
        unit.wait_days, unit.backlog, unit.escalated = n.wait_days, 0.0, 0.0


def judge(today: Today, unit: Record, units: list[Record], needs: list[Record]) -> None:
    """M21: late answers bring blame, a service mindset takes it away."""
    p, on, n = today.p, today.on, today.n
    if not needs:
        return
    mindset = today.world.policies[unit.policy].service_mindset
    for link in needs:
        late = internal_service.lateness(units[link.needed].wait_days, p.turnaround)
        ground = internal_service.blame_ground(late, mindset, p.unit_blame_weight)
        link.blame = internal_service.blame_after(link.blame, ground if on.internal_customers
                                                  else n.unit_blame, p.perception_rate)
        link.asked = 0
    unit.unit_blame = sum(link.blame for link in needs) / len(needs)


def speak_up(today: Today) -> None:
    """7 Voice (M11): who speaks up where it is safe; then what was heard is fixed."""
    p, on, n, world = today.p, today.on, today.n, today.world
    units = [world.units[u] for u in range(len(world.units))]
    for unit in units:
        unit.heads, unit.heard = 0, 0.0
    for e in today.people:
        e.spoke_up = 0
        if not e.present:
            continue
        unit = e.place
        unit.heads += 1
        if e.leader is not None:
            chance = voice.voice_chance(p.voice_usual, voice.safety(e.trust_in_leader, e.fear),
                                        e.leader.listening, unit.friction)
            if today.four(VOICE, e.row)[0] < chance:
                e.spoke_up = 1
                unit.heard += e.leader.policy.response_to_voice * e.leader.picture
    for unit in units:
        unit.heard = unit.heard / unit.heads if unit.heads else 0.0
        if on.voice:
            unit.friction = voice.friction_after(unit.friction, p.friction_rate, unit.heard, p.fix_per_voice)
        else:
            unit.friction = basics.toward(unit.friction, n.friction, p.friction_rate)
