"""Phase 9 in the reference: the money (M46) and the sums of the day, unit by unit, before the night."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.model import tallies
from sim.model.engine.agents import Leader
from sim.model.engine.reference.today import Today
from sim.model.rules import money
from sim.model.tallies import Amount


def count_the_money(today: Today) -> None:
    """M46: what customers contribute, and what pay, programmes, leavers, gestures and the like cost."""
    p, on, n, world = today.p, today.on, today.n, today.world
    for u in range(len(world.units)):
        unit = world.units[u]
        unit.cost = money.overtime(p.pay, unit.escalated * p.escalation_minutes, p.work_minutes)
        unit.revenue = money.revenue_of_a_day(unit.active, p.contribution)
        if on.spending == 1 and unit.active > 0:
            unit.revenue *= money.spent(unit.regard, n.regard, p.spending_weight)
    for e in today.people:
        unit, policy, leads = e.place, e.policy, isinstance(e, Leader)
        unit.cost += e.today.gesture_cost + e.today.fraud_loss + e.today.recovery_cost
        if e.quit_today:
            unit.cost += money.leaver_cost(p.pay, p.leaver_share)
        if e.vacant:
            continue
        extra = policy.staffing - 1.0 if e.front_line else 0.0 if leads else policy.back_office_capacity - 1.0
        running = (policy.compassion + policy.recognition_rate + policy.needs_assessment
                   + policy.reframe_training + policy.service_mindset
                   + (policy.coaching_skill if leads else 0.0))
        programmes = money.programmes_of_a_day(
            policy.training_days + policy.empathy_training,
            p.forum_hours * (policy.customer_forums + policy.recall_exercise), p.training_price, running,
            p.programme_price)
        e.lever_cost = money.pay_of_a_day(p.pay, extra) - money.pay_of_a_day(p.pay, 0.0) + programmes
        unit.cost += money.pay_of_a_day(p.pay, 0.0) + (e.lever_cost if on.money else n.lever_cost)


def measure(today: Today, rows: np.ndarray) -> None:
    """Fill ``rows`` (one record a unit) with all that `sim.model.tallies` declares."""
    world = today.world
    for u, row in enumerate(rows):
        unit = world.units[u]
        posts = [e for e in today.people if world.people["unit"][e.row] == u]
        held = [e for e in posts if not e.vacant]
        sums: list[tuple[Mapping[str, Amount], list[tuple[Any, ...]]]] = [
            (tallies.POST, [(world.people[e.row], unit) for e in posts]),
            (tallies.PERSON, [(e, today.p) for e in held]),
            (tallies.LED, [(e, today.p) for e in held if e.leader is not None]),
            (tallies.FRONT_LINE, [(e, today.p) for e in held if e.front_line]),
            (tallies.SERVING, [(e.today, unit) for e in posts if e.front_line]),
            (tallies.LEADER, [(e,) for e in held if isinstance(e, Leader)]),
            (tallies.UNIT, [(unit,)]),
            (tallies.ASKING, [(unit,)] if world.link_start[u + 1] > world.link_start[u] else []),
        ]
        for amounts, records in sums:
            for name, amount in amounts.items():
                row[name] = sum(amount(*record) for record in records)
