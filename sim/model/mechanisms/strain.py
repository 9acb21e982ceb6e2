"""M27 Strain and recovery: what the day took, what the night gives back, and how the job feels."""

from sim.model.chance import HOME, draw, normal
from sim.model.jit import inner
from sim.model.rules import basics, mood, resources, staffing


@inner
def rest(world, day):
    """Slow strain takes up today's load; the night restores towards what strain allows; mood starts anew."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant:
            continue
        if on.resources:
            person.drain_customers = resources.slow_strain(person.drain_customers, world.today[i].drain, p.strain_rate, p.customers_uptake)
            load = resources.management_load(person.fear, 1.0 - person.perceived_fairness, person.perceived_abuse,
                                             person.role_ambiguity, person.goal_load, p.load_fear, p.load_unfairness, p.load_abuse,
                                             p.load_ambiguity, p.load_goals)
            load = resources.buffered(load, person.autonomy, person.felt_care, p.control_buffers, p.support_buffers)
            person.drain_management = resources.slow_strain(person.drain_management, load, p.strain_rate, p.management_uptake)
            best = resources.ceiling(person.drain_customers, person.drain_management)
            person.resources = resources.restored(person.resources, best, world.policies[person.policy].recovery, p.recovery_share)
        else:
            person.drain_customers = basics.toward(person.drain_customers, neutral.drain_customers, p.strain_rate)
            person.drain_management = basics.toward(person.drain_management, neutral.drain_management, p.strain_rate)
            person.resources = neutral.resources
        care = person.felt_care if on.being_cared_for else neutral.care_shown
        home = normal(draw(world.key[0], HOME, day, i, 0))
        person.mood = mood.mood_overnight(person.mood, person.temperament, care, p.home_spread * home, p.mood_carried, p.mood_care_weight)
        person.job_satisfaction = staffing.job_satisfaction(
            person.felt_care, person.trust_in_leader, person.perceived_fairness, person.fear, person.mood, person.autonomy,
            person.drain_customers + person.drain_management, person.role_ambiguity)
