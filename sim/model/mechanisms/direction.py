"""What is asked of people: M04 transparency, M07 accountability, M08 permission then expectation, M09 recognition."""

from sim.model.jit import inner
from sim.model.rules import basics, direction, leaders


@inner
def know_what_is_asked(world):
    """Each person takes in today where one stands, what the goals are, what is permitted and expected, and what is recognised."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant or person.leader < 0:
            continue
        leader = world.leaders[person.leader]
        policy = world.policies[world.people[leader.post].policy]
        ground = direction.ambiguity_ground(p.ambiguity_base, policy.transparency, person.vision_clarity, policy.goal_cascade,
                                            p.ambiguity_transparency, p.ambiguity_clarity, p.ambiguity_goals)
        person.role_ambiguity = direction.ambiguity(person.role_ambiguity, ground if on.transparency else neutral.role_ambiguity,
                                                    person.temperament, p.ambiguity_stubbornness, p.ambiguity_rate)
        person.goal_load = direction.goal_load(policy.goal_cascade, leader.follow_up, person.autonomy)
        if on.accountability:
            person.goal_gap = direction.goal_gap(person.goal_gap, policy.goal_cascade, leader.follow_up, person.commitment, p.gap_base,
                                                 p.gap_cascade, p.gap_follow_up, p.gap_commitment, p.gap_rate)
        else:
            person.goal_gap, person.goal_load = basics.toward(person.goal_gap, neutral.goal_gap, p.gap_rate), neutral.goal_load
        shown, asked = direction.permission_shown(leader.said, leader.consistency, p.deeds_weight), policy.expectation
        if not on.permission:
            shown, asked = neutral.permission, neutral.expectation
        person.permission = direction.taken_in(person.permission, shown, person.calling, p.permission_stubbornness, p.permission_rate)
        person.expectation = direction.taken_in(person.expectation, asked, person.calling, p.permission_stubbornness,
                                                p.expectation_rate)
        near = leaders.attention(leader.presence, leader.span, p.half_minutes)
        if on.recognition:
            person.recognised = direction.recognised(person.recognised, leader.recognition, policy.recognition_contingency, near,
                                                     person.calling, p.permission_stubbornness, p.recognised_rate)
        else:
            person.recognised = basics.toward(person.recognised, neutral.recognised, p.recognised_rate)
