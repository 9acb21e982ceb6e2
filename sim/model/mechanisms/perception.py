"""What people take in of their leaders: care (M01), trust (M02), fear (M03), anger (M22), vision (M06), and
what is asked of them (M04 M07 M08 M09 M16).
"""

from sim.model.chance import EXAMPLE, draws, normal
from sim.model.jit import inner
from sim.model.rules import basics, care, direction, discretion, fear, leaders, mistreatment, trust, vision


@inner
def feel_cared_for(world):
    """Each person with a leader feels today's care."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant or person.leader < 0:
            continue
        leader = world.leaders[person.leader]
        near = leaders.attention(leader.presence, leader.span, p.half_minutes)
        shown = care.care_shown(leader.interest, near, p.distant_share)
        person.care_shown = shown
        if not on.being_cared_for:
            shown = neutral.care_shown
        person.felt_care = care.felt_care(person.felt_care, shown, person.rapport, p.care_stubbornness,
                                          p.care_rate)


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
            person.trust_in_leader = trust.trust_between(person.trust_in_leader, neutral.trust_in_leader,
                                                         p.trust_rate)
            person.trust_in_top = trust.trust_between(person.trust_in_top, neutral.trust_in_top, p.trust_rate)
            continue
        leader, head = world.leaders[person.leader], world.leaders[person.head]
        extended = world.policies[world.people[leader.post].policy].trust_extended
        hollow = direction.hollow(person.expectation, person.permission)
        ground = trust.trust_ground(person.propensity, person.felt_care, person.perceived_fairness, extended,
                                    hollow, p.trust_care_weight, p.trust_fairness_weight,
                                    p.trust_extended_weight, p.hollow_trust_weight)
        person.trust_in_leader = trust.trust_between(person.trust_in_leader, ground, p.trust_rate)
        if leader.promise != 0:
            person.trust_in_leader = trust.after_promise(person.trust_in_leader, leader.promise, p.trust_gain,
                                                         loss)
        distant = trust.trust_ground(person.propensity, person.felt_care, person.perceived_fairness, 0.5,
                                     hollow, p.distance_share * p.trust_care_weight, p.trust_fairness_weight,
                                     0.0, p.hollow_trust_weight)
        person.trust_in_top = trust.trust_between(person.trust_in_top, distant, p.trust_rate)
        if head.promise != 0:
            person.trust_in_top = trust.after_promise(person.trust_in_top, head.promise,
                                                      p.distance_share * p.trust_gain,
                                                      p.distance_share * loss)


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
        person.perceived_fairness = fear.fairness(person.perceived_fairness, kindness, leader.consistency,
                                                  person.propensity, p.fairness_base, p.compassion_weight,
                                                  p.consistency_weight, p.fairness_stubbornness,
                                                  p.fairness_rate)
        if not on.fear:
            person.fear = basics.toward(person.fear, neutral.fear, p.fear_rate)
            person.perceived_abuse = basics.toward(person.perceived_abuse, neutral.perceived_abuse,
                                                   p.abuse_rate)
            continue
        leaders_fear = leader.fear if on.trickle_down else neutral.fear
        ground = fear.fear_ground(person.timidity, policy.surveillance, leaders_fear, person.trust_in_leader,
                                  p.surveillance_weight, p.fear_trickle_weight, p.trust_calms)
        person.fear = fear.fear_fades(person.fear, ground, p.fear_rate)
        if leader.punished:
            deserved = p.contingent_share if on.punishment == 0 else 1.0
            person.fear = fear.fear_seen(person.fear, leader.severity, leader.arbitrary, p.fear_jump,
                                         deserved)
            person.perceived_fairness = fear.fairness_hurt(person.perceived_fairness, leader.severity,
                                                           leader.arbitrary, p.fairness_drop)
        person.perceived_abuse = fear.abuse_felt(person.perceived_abuse, leader.punished, leader.severity,
                                                 leader.arbitrary, p.abuse_jump, p.abuse_rate)


@inner
def carry_anger(world):
    """Yesterday's anger has faded; a punishment of today, one's own or a colleague's, stirs it up."""
    p = world.p[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant:
            continue
        own, seen, severity = 0.0, 0.0, 0.0
        if person.leader >= 0 and world.leaders[person.leader].punished:
            leader = world.leaders[person.leader]
            own = 1.0 if leader.victim == i else 0.0
            seen, severity = 1.0 - own, leader.severity
        person.hostility = mistreatment.hostility_after(person.hostility, own, seen, severity,
                                                        p.hostility_own, p.hostility_seen, p.hostility_rate)


@inner
def hear_the_vision(world, day):
    """Clarity comes through the leader, the head's from policy.  A relay is misread anew each month."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant:
            continue
        if person.leader < 0:
            received = world.policies[person.policy].clarity_at_top
        else:
            leader = world.leaders[person.leader]
            slip, _, _, _ = draws(world.key[0], EXAMPLE, day // 21, leader.post, 1)
            received = vision.relayed(leader.clarity, leader.fidelity, p.misread_spread * normal(slip))
        person.clarity_received = received
        if not on.vision_cascade:
            received = neutral.clarity_received
        person.vision_clarity = vision.clarity(person.vision_clarity, received, person.calling,
                                               p.clarity_stubbornness, p.clarity_rate)


@inner
def commit(world):
    """Buy-in follows clarity, trust in the head and care; autonomy what policy and trust allow."""
    p = world.p[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant:
            continue
        hollow = direction.hollow(person.expectation, person.permission)
        person.commitment = vision.commitment(person.commitment, person.vision_clarity, person.trust_in_top,
                                              person.felt_care, person.calling, hollow,
                                              p.commitment_clarity_weight, p.commitment_trust_weight,
                                              p.commitment_care_weight, p.hollow_commitment_weight,
                                              p.commitment_rate)
        policy = world.policies[person.policy]
        allowed = discretion.autonomy_allowed(policy.discretion_limit, policy.trust_extended,
                                              policy.surveillance)
        dares = discretion.autonomy_dared(allowed, person.trust_in_leader, person.boldness,
                                          p.autonomy_stubbornness)
        person.autonomy = basics.toward(person.autonomy, dares, p.autonomy_rate)


@inner
def know_what_is_asked(world):
    """Each person takes in where one stands, the goals, what is permitted, expected, recognised."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant or person.leader < 0:
            continue
        leader = world.leaders[person.leader]
        policy = world.policies[world.people[leader.post].policy]
        ground = direction.ambiguity_ground(p.ambiguity_base, policy.transparency, person.vision_clarity,
                                            policy.goal_cascade, p.ambiguity_transparency,
                                            p.ambiguity_clarity, p.ambiguity_goals)
        person.role_ambiguity = basics.toward(person.role_ambiguity, ground if on.transparency
                                              else neutral.role_ambiguity, p.ambiguity_rate)
        person.goal_load = direction.goal_load(policy.goal_cascade, leader.follow_up, person.autonomy)
        if on.accountability:
            person.goal_gap = direction.goal_gap(person.goal_gap, policy.goal_cascade, leader.follow_up,
                                                 person.commitment, p.gap_base, p.gap_cascade,
                                                 p.gap_follow_up, p.gap_commitment, p.gap_rate)
        else:
            person.goal_gap, person.goal_load = (basics.toward(person.goal_gap, neutral.goal_gap, p.gap_rate),
                                                 neutral.goal_load)
        shown, asked = (direction.permission_shown(leader.said, leader.consistency, p.deeds_weight),
                        policy.expectation)
        if not on.permission:
            shown, asked = neutral.permission, neutral.expectation
        person.permission = direction.taken_in(person.permission, shown, person.calling,
                                               p.permission_stubbornness, p.permission_rate)
        person.expectation = direction.taken_in(person.expectation, asked, person.calling,
                                                p.permission_stubbornness, p.expectation_rate)
        near = leaders.attention(leader.presence, leader.span, p.half_minutes)
        if on.recognition:
            person.recognised = direction.recognised(person.recognised, leader.recognition,
                                                     policy.recognition_contingency, near, person.calling,
                                                     p.permission_stubbornness, p.recognised_rate)
        else:
            person.recognised = basics.toward(person.recognised, neutral.recognised, p.recognised_rate)
