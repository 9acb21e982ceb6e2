"""M46 Money: what today cost and brought in, unit by unit."""

from sim.model.jit import inner
from sim.model.rules import money


@inner
def count_the_money(world):
    """Pay, programmes, leavers, gestures, fraud and recovery against what customers contribute."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for u in range(len(world.units)):
        unit = world.units[u]
        unit.cost, unit.revenue = 0.0, money.revenue_of_a_day(unit.active, p.contribution)
    for i in range(len(world.people)):
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
        programmes = money.programmes_of_a_day(
            policy.training_days + policy.empathy_training, p.training_price, policy.customer_forums, p.forum_price,
            policy.recall_exercise, p.recall_price, policy.compassion, p.compassion_price, policy.recognition_rate, p.recognition_price,
            policy.needs_assessment, p.assessment_price)
        programmes += (p.mindset_price * policy.service_mindset
                       + (p.coaching_price * policy.coaching_skill if person.leads >= 0 else 0.0)) / 250.0
        person.lever_cost = money.pay_of_a_day(p.pay, extra) - money.pay_of_a_day(p.pay, 0.0) + programmes
        unit.cost += money.pay_of_a_day(p.pay, 0.0) + (person.lever_cost if on.money else neutral.lever_cost)
