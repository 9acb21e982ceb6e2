"""M02 Trust in the direct leader and in the head of the organisation: kept and broken promises, lost faster than won."""

from sim.model.jit import inner
from sim.model.rules import direction, trust


@inner
def judge_leaders(world):
    """Each person with a leader judges today's promises of the leader and of the head."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    loss = p.trust_loss if on.trust_asymmetry == 0 else p.trust_gain
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant or person.leader < 0:
            continue
        if not on.trust:
            person.trust_in_leader = trust.trust_between(person.trust_in_leader, neutral.trust_in_leader, p.trust_rate)
            person.trust_in_top = trust.trust_between(person.trust_in_top, neutral.trust_in_top, p.trust_rate)
            continue
        leader, head = world.leaders[person.leader], world.leaders[person.head]
        extended = world.policies[world.people[leader.post].policy].trust_extended
        hollow = direction.hollow(person.expectation, person.permission)
        ground = trust.trust_ground(person.propensity, person.felt_care, person.perceived_fairness, extended, hollow, p.trust_care_weight,
                                    p.trust_fairness_weight, p.trust_extended_weight, p.hollow_trust_weight)
        person.trust_in_leader = trust.trust_between(person.trust_in_leader, ground, p.trust_rate)
        if leader.promise != 0:
            person.trust_in_leader = trust.after_promise(person.trust_in_leader, leader.promise, p.trust_gain, loss)
        distant = trust.trust_ground(person.propensity, person.felt_care, person.perceived_fairness, 0.5, hollow,
                                     p.distance_share * p.trust_care_weight, p.trust_fairness_weight, 0.0, p.hollow_trust_weight)
        person.trust_in_top = trust.trust_between(person.trust_in_top, distant, p.trust_rate)
        if head.promise != 0:
            person.trust_in_top = trust.after_promise(person.trust_in_top, head.promise, p.distance_share * p.trust_gain,
                                                      p.distance_share * loss)
