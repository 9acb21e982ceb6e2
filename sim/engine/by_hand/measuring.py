"""Phase 7 by hand: what every tally of ``sim.outcomes`` counts, unit by unit, before the night."""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.engine.agents import Employee, Leader
from sim.engine.by_hand.today import Today

IN_POST = ("fear", "perceived_fairness", "vision_clarity", "norm", "commitment", "mood", "job_satisfaction")
LED = ("trust_in_leader", "trust_in_top", "felt_care")
FRONT_LINE = ("resources", "learned_empathy", "blame_habit", "reframe_habit", "skill")
"""States summed over people in post, over those who have a leader, over the front line in post."""

COUNTED = {"contacts": "contacts", "sum_satisfaction": "satisfaction", "sum_empathy_felt": "empathy_felt", "minutes": "minutes",
           "sum_empathy_shown": "empathy_shown", "rude": "rude", "mirrored": "mirrored", "vented": "vented", "gestures": "gestures",
           "sum_gesture_cost": "gesture_cost", "first_contacts": "first_contacts", "resolved_first": "resolved_first",
           "repeats": "repeats", "promoters_less_detractors": "promoters_less_detractors", "word_of_mouth": "told", "errors": "errors",
           "customers_left": "left"}
"""Tallies that add up what each front-line post counted today."""


def measure(today: Today, rows: np.ndarray) -> None:
    """Fill ``rows`` (one record a unit)."""
    active = Counter(customer.unit for customer in today.customers if customer.active)
    for u, unit in enumerate(today.model.setup.organisation.unit_names):
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
        "sum_psychological_safety": sum(e.trust_in_leader * (1.0 - e.fear) for e in led),
        "sum_engagement": sum((e.commitment + e.mood + e.job_satisfaction) / 3.0 for e in held),
        "sum_leader_hours": sum(e.hours for e in leading),
        **{tally: sum(getattr(e.today, name) for e in serving) for tally, name in COUNTED.items()},
        "sum_wait": sum(e.place.wait * e.today.contacts for e in serving),
        "capacity_minutes": serving[0].place.minutes if serving else 0.0,
    }
