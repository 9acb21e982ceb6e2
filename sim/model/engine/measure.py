"""Measuring: M46, what today cost and brought in; and the sums per unit that `sim.model.tallies` declares,
from which every outcome follows."""

from sim.model import tallies
from sim.model.jit import inner
from sim.model.rules import money
from sim.model.tallies import adding

_add_post, _add_person = adding(tallies.POST), adding(tallies.PERSON)
_add_led, _add_front = adding(tallies.LED), adding(tallies.FRONT_LINE)
_add_contacts, _add_leader = adding(tallies.SERVING), adding(tallies.LEADER)
_add_unit, _add_asking = adding(tallies.UNIT), adding(tallies.ASKING)


@inner
def count_the_money(world, part):
    """Pay, programmes, leavers, gestures, fraud and recovery against what customers contribute."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for u in range(part.first_unit, part.last_unit):
        unit = world.units[u]
        unit.cost = money.overtime(p.pay, unit.escalated * p.escalation_minutes, p.work_minutes)
        unit.revenue = money.revenue_of_a_day(unit.active, p.contribution)
        if on.spending == 1 and unit.active > 0:
            unit.revenue *= money.spent(unit.goodwill, neutral.goodwill, p.spending_weight)
    for i in range(part.first, part.last):
        person, today, unit = world.people[i], world.today[i], world.units[world.people[i].unit]
        unit.cost += today.gesture_cost + today.fraud_loss + today.recovery_cost
        if person.quit_today:
            unit.cost += money.leaver_cost(p.pay, p.leaver_share)
        if person.vacant:
            continue
        policy = world.policies[person.policy]
        extra = 0.0
        if person.front:
            extra = policy.staffing - 1.0
        elif person.leads < 0:
            extra = policy.back_office_capacity - 1.0
        running = (policy.compassion + policy.recognition_rate + policy.needs_assessment
                   + policy.reframe_training + policy.service_mindset)
        if person.leads >= 0:
            running += policy.coaching_skill
        programmes = money.programmes_of_a_day(
            policy.training_days + policy.empathy_training,
            p.forum_hours * (policy.customer_forums + policy.recall_exercise), p.training_price, running,
            p.programme_price)
        person.lever_cost = money.pay_of_a_day(p.pay, extra) - money.pay_of_a_day(p.pay, 0.0) + programmes
        unit.cost += money.pay_of_a_day(p.pay, 0.0) + (person.lever_cost if on.money else neutral.lever_cost)


@inner
def take_sums(world, part, rows):
    """Fill ``rows`` (TALLY [units], zeros) with the sums of today, before the night."""
    p = world.p[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        row, unit = rows[person.unit], world.units[person.unit]
        _add_post(row, person, unit)
        if not person.vacant:
            _add_person(row, person, p)
            if person.leader >= 0:
                _add_led(row, person, p)
            if person.front:
                _add_front(row, person, p)
            if person.leads >= 0:
                _add_leader(row, world.leaders[person.leads])
        if person.front:
            _add_contacts(row, world.today[i], unit)
    for u in range(part.first_unit, part.last_unit):
        _add_unit(rows[u], world.units[u])
        if world.link_start[u + 1] > world.link_start[u]:
            _add_asking(rows[u], world.units[u])
