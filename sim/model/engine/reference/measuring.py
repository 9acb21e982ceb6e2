"""Phase 7 by hand: what every tally of ``sim.model.outcomes`` counts, unit by unit, before the night."""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.model.engine.agents import Employee, Leader
from sim.model.engine.reference.today import Today
from sim.model.rules import money, voice

IN_POST = ("fear", "perceived_fairness", "vision_clarity", "norm", "commitment", "mood", "job_satisfaction", "role_ambiguity",
           "goal_gap", "hostility")
LED = ("trust_in_leader", "trust_in_top", "felt_care")
FRONT_LINE = ("resources", "learned_empathy", "blame_habit", "reframe_habit", "skill", "suspicion", "service_standard")
"""States summed over people in post, over those who have a leader, over the front line in post."""

COUNTED = {"contacts": "contacts", "sum_satisfaction": "satisfaction", "sum_empathy_felt": "empathy_felt", "minutes": "minutes",
           "sum_empathy_shown": "empathy_shown", "rude": "rude", "mirrored": "mirrored", "vented": "vented", "gestures": "gestures",
           "sum_gesture_cost": "gesture_cost", "first_contacts": "first_contacts", "resolved_first": "resolved_first",
           "repeats": "repeats", "promoters_less_detractors": "promoters_less_detractors", "word_of_mouth": "told", "errors": "errors",
           "customers_left": "left", "sum_wait_days": "wait_days", "referred": "referred", "extra_mile": "extra_mile",
           "enforced": "enforced", "wronged": "wronged", "wronged_left": "wronged_left", "errors_reported": "errors_reported",
           "complaints": "complaints", "complaints_reported": "complaints_reported", "recovered": "recovered",
           "sum_fraud_loss": "fraud_loss"}
"""Tallies that add up what each front-line post counted today."""


def count_the_money(today: Today) -> None:
    """M46: what customers contribute, and what pay, programmes, leavers, gestures, fraud and recovery cost."""
    p, on, n, world = today.p, today.on, today.n, today.world
    for u in range(len(world.units)):
        unit = world.units[u]
        unit.cost, unit.revenue = 0.0, money.revenue_of_a_day(unit.active, p.contribution)
    for e in today.people:
        unit, policy, leads = e.place, e.policy, isinstance(e, Leader)
        unit.cost += e.today.gesture_cost + e.today.fraud_loss + e.today.recovery_cost
        if e.quit_today:
            unit.cost += money.leaver_cost(p.pay, p.leaver_share)
        if e.vacant:
            continue
        extra = policy.staffing - 1.0 if e.front_line else 0.0 if leads else policy.back_office_capacity - 1.0
        programmes = money.programmes_of_a_day(
            policy.training_days + policy.empathy_training, p.training_price, policy.customer_forums, p.forum_price,
            policy.recall_exercise, p.recall_price, policy.compassion, p.compassion_price, policy.recognition_rate, p.recognition_price,
            policy.needs_assessment, p.assessment_price)
        programmes += (p.mindset_price * policy.service_mindset + (p.coaching_price * policy.coaching_skill if leads else 0.0)) / 250.0
        e.lever_cost = money.pay_of_a_day(p.pay, extra) - money.pay_of_a_day(p.pay, 0.0) + programmes
        unit.cost += money.pay_of_a_day(p.pay, 0.0) + (e.lever_cost if on.money else n.lever_cost)


def measure(today: Today, rows: np.ndarray) -> None:
    """Fill ``rows`` (one record a unit)."""
    active = Counter(customer.unit for customer in today.customers if customer.active)
    for u, unit in enumerate(today.model.setup.organisation.unit_names):
        place, asks = today.world.units[u], bool(today.world.link_start[u + 1] > today.world.link_start[u])
        rows["sum_cost"][u], rows["sum_net"][u] = place.cost, place.revenue - place.cost
        rows["asking_units"][u] = asks
        rows["sum_blame"][u], rows["sum_unit_trust"][u] = (place.unit_blame, place.unit_trust) if asks else (0.0, 0.0)
        for name, amount in tallies(today, [e for e in today.people if e.unit == unit]).items():
            rows[name][u] = amount
        rows["customers_active"][u] = active[unit]


def tallies(today: Today, posts: list[Employee]) -> dict[str, float]:
    """All tallies of one unit's posts."""
    held = [e for e in posts if not e.vacant]
    led = [e for e in held if e.leader is not None]
    serving = [e for e in posts if e.front_line]
    leading = [e for e in held if isinstance(e, Leader)]
    p = today.p
    return {
        "posts": len(posts), "vacant": len(posts) - len(held), "people": len(held), "led": len(led),
        "front_line": sum(e.front_line for e in held), "leaders": len(leading), "quits": sum(e.quit_today for e in posts),
        "absent": sum(not e.present for e in held),
        "burnt_out": sum(e.drain_customers + e.drain_management > p.burnout_strain for e in held),
        **{f"sum_{state}": sum(getattr(e, state) for e in held) for state in IN_POST},
        **{f"sum_{state}": sum(getattr(e, state) for e in led) for state in LED},
        **{f"sum_{state}": sum(getattr(e, state) for e in held if e.front_line) for state in FRONT_LINE},
        "sum_psychological_safety": sum(voice.safety(e.trust_in_leader, e.fear) for e in led),
        "sum_engagement": sum((e.commitment + e.mood + e.job_satisfaction) / 3.0 for e in held),
        "sum_leader_hours": sum(e.hours for e in leading),
        "sum_picture": sum(e.picture for e in leading),
        "sum_friction": sum(e.place.friction for e in posts),
        "sum_ability": sum(e.able for e in held if e.front_line),
        "spoke_up": sum(e.spoke_up for e in held),
        "sum_service_level": sum(e.place.service_level * e.today.contacts for e in serving),
        **{tally: sum(getattr(e.today, name) for e in serving) for tally, name in COUNTED.items()},
        "sum_wait": sum(e.place.wait * e.today.contacts for e in serving),
        "capacity_minutes": serving[0].place.minutes if serving else 0.0,
    }
