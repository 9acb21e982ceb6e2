"""The day's last phase: sums per unit, from which every outcome follows (see `sim.model.outcomes`)."""

import numpy as np

from sim.model.jit import Record, compiled, inner
from sim.model.outcomes import TALLIES
from sim.model.rules import voice

TALLY = np.dtype((Record, np.dtype([(name, "f8") for name in TALLIES])))
"""The sums of one unit and day, one field a tally, in the order of ``TALLIES``."""


@inner
def add_person(row, person, p):
    """Add a person in post to the unit's sums of states."""
    row.people += 1.0
    row.sum_fear += person.fear
    row.sum_perceived_fairness += person.perceived_fairness
    row.sum_vision_clarity += person.vision_clarity
    row.sum_norm += person.norm
    row.sum_commitment += person.commitment
    row.sum_role_ambiguity += person.role_ambiguity
    row.sum_goal_gap += person.goal_gap
    row.sum_hostility += person.hostility
    row.spoke_up += person.spoke_up
    row.sum_mood += person.mood
    row.sum_job_satisfaction += person.job_satisfaction
    row.sum_engagement += (person.commitment + person.mood + person.job_satisfaction) / 3.0
    row.absent += 1.0 if person.absent_days > 0 else 0.0
    row.burnt_out += 1.0 if person.drain_customers + person.drain_management > p.burnout_strain else 0.0
    if person.leader >= 0:
        row.led += 1.0
        row.sum_trust_in_leader += person.trust_in_leader
        row.sum_trust_in_top += person.trust_in_top
        row.sum_felt_care += person.felt_care
        row.sum_psychological_safety += voice.safety(person.trust_in_leader, person.fear)
    if person.front:
        row.front_line += 1.0
        row.sum_resources += person.resources
        row.sum_learned_empathy += person.learned_empathy
        row.sum_blame_habit += person.blame_habit
        row.sum_reframe_habit += person.reframe_habit
        row.sum_skill += person.skill
        row.sum_ability += person.able
        row.sum_suspicion += person.suspicion
        row.sum_service_standard += person.service_standard


@inner
def add_contacts(row, today, unit):
    """Add a post's contacts of today to the unit's sums."""
    row.contacts += today.contacts
    row.sum_satisfaction += today.satisfaction
    row.sum_empathy_felt += today.empathy_felt
    row.sum_empathy_shown += today.empathy_shown
    row.minutes += today.minutes
    row.sum_wait += unit.wait * today.contacts
    row.rude += today.rude
    row.mirrored += today.mirrored
    row.vented += today.vented
    row.gestures += today.gestures
    row.sum_gesture_cost += today.gesture_cost
    row.first_contacts += today.first_contacts
    row.resolved_first += today.resolved_first
    row.repeats += today.repeats
    row.promoters_less_detractors += today.promoters_less_detractors
    row.word_of_mouth += today.told
    row.errors += today.errors
    row.customers_left += today.left
    row.sum_service_level += unit.service_level * today.contacts
    row.sum_wait_days += today.wait_days
    row.referred += today.referred
    row.extra_mile += today.extra_mile
    row.enforced += today.enforced
    row.wronged += today.wronged
    row.wronged_left += today.wronged_left
    row.errors_reported += today.errors_reported
    row.complaints += today.complaints
    row.complaints_reported += today.complaints_reported
    row.recovered += today.recovered
    row.sum_fraud_loss += today.fraud_loss


@compiled
def phase_measure(world, rows):
    """Fill ``rows`` (TALLY [units], zeros) with the sums of today, before the night."""
    p = world.p[0]
    for i in range(len(world.people)):
        person = world.people[i]
        row, unit = rows[person.unit], world.units[person.unit]
        row.posts += 1.0
        row.sum_friction += unit.friction
        if person.vacant:
            row.vacant += 1.0
        else:
            add_person(row, person, p)
        row.quits += person.quit_today
        if person.front:
            add_contacts(row, world.today[i], unit)
    for k in range(len(world.leaders)):
        boss = world.people[world.leaders[k].post]
        if not boss.vacant:
            rows[boss.unit].leaders += 1.0
            rows[boss.unit].sum_leader_hours += world.leaders[k].hours
            rows[boss.unit].sum_picture += world.leaders[k].picture
    for u in range(len(world.units)):
        rows[u].capacity_minutes += world.units[u].minutes
        rows[u].customers_active += world.units[u].active
        rows[u].sum_cost += world.units[u].cost
        rows[u].sum_net += world.units[u].revenue - world.units[u].cost
        if world.link_start[u + 1] > world.link_start[u]:
            rows[u].asking_units += 1.0
            rows[u].sum_blame += world.units[u].unit_blame
            rows[u].sum_unit_trust += world.units[u].unit_trust
