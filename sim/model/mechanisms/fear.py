"""M03 Fear: a punishment seen by others makes the whole team afraid; fairness and perceived abuse go with it."""

from sim.model.jit import inner
from sim.model.rules import basics, fear


@inner
def see_punishment(world):
    """Each person with a leader sees what happened to others in the team today."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant or person.leader < 0:
            continue
        leader = world.leaders[person.leader]
        policy = world.policies[world.people[leader.post].policy]
        kindness = leader.compassion if on.discretion else neutral.compassion
        person.perceived_fairness = fear.fairness(person.perceived_fairness, kindness, leader.consistency, person.propensity,
                                                  p.fairness_base, p.compassion_weight, p.consistency_weight, p.fairness_stubbornness,
                                                  p.fairness_rate)
        if not on.fear:
            person.fear = basics.toward(person.fear, neutral.fear, p.fear_rate)
            person.perceived_abuse = basics.toward(person.perceived_abuse, neutral.perceived_abuse, p.abuse_rate)
            continue
        leaders_fear = leader.fear if on.trickle_down else neutral.fear
        ground = fear.fear_ground(person.timidity, policy.surveillance, leaders_fear, person.trust_in_leader, p.surveillance_weight,
                                  p.fear_trickle_weight, p.trust_calms)
        person.fear = fear.fear_fades(person.fear, ground, p.fear_rate)
        if leader.punished:
            deserved = p.contingent_share if on.punishment == 0 else 1.0
            person.fear = fear.fear_seen(person.fear, leader.severity, leader.arbitrary, p.fear_jump, deserved)
            person.perceived_fairness = fear.fairness_hurt(person.perceived_fairness, leader.severity, leader.arbitrary, p.fairness_drop)
        person.perceived_abuse = fear.abuse_felt(person.perceived_abuse, leader.punished, leader.severity, leader.arbitrary, p.abuse_jump,
                                                 p.abuse_rate)
