"""What people take in of their leaders: care (M01), trust (M02), fear (M03), anger (M22), vision (M06), and
what is asked of them (M04 M07 M08 M16).
"""

from sim.model.chance import EXAMPLE, PROMISE, draws, normal
from sim.model.jit import inner
from sim.model.rules import basics, care, direction, discretion, fear, leaders, mistreatment, trust, vision


@inner
def feel_cared_for(world, day, part):
    """Each person with a leader feels the care of a week, in which the leader had time for this one or not;
    whose week is over today goes by post."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if person.vacant or person.leader < 0 or (day + i) % 5 != 0:
            continue
        leader = world.leaders[person.leader]
        _, _, time, _ = draws(world.key[0], PROMISE, day, i, 0)
        met = 1.0 if time < leaders.attention(leader.presence, leader.span, p.half_minutes) else 0.0
        shown = care.care_shown(leaders.treated(leader.interest, person.regard), met, p.distant_share)
        person.care_shown = shown
        if not on.being_cared_for:
            shown = neutral.care_shown
        person.felt_care = care.felt_care(person.felt_care, shown, person.regard, p.stubbornness,
                                          basics.rate_of_a_week(p.perception_rate))


@inner
def how_the_firm_fares(world):
    """The firm's fate as everybody sees it, in [0, 1]: as many customers as on an ordinary day give 0.5."""
    customers = 0
    for u in range(len(world.units)):
        customers += world.units[u].active
    return trust.fate(float(customers), world.p[0].usual_active * world.base_start[-1])


@inner
def judge_leaders(world, day, part, fate):
    """Each person with a leader judges the leader and the head.  Once a week a promise made to the person
    falls due, and a deed of the head is heard of; whose it is today goes by post.  fate: how the firm
    fares."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    loss = p.trust_loss if on.trust_asymmetry == 0 else p.trust_gain
    for i in range(part.first, part.last):
        person = world.people[i]
        person.promise = 0
        if person.vacant or person.leader < 0:
            continue
        leader, head = world.leaders[person.leader], world.leaders[person.head]
        said = 0
        if (day + i) % 5 == 0:
            kept, heard, _, _ = draws(world.key[0], PROMISE, day, i, 0)
            person.promise = 1 if kept < leaders.treated(leader.consistency, person.regard) else -1
            said = 1 if heard < head.consistency else -1
        if not on.trust:
            person.trust_in_leader = trust.trust_between(person.trust_in_leader, neutral.trust_in_leader,
                                                         p.attitude_rate)
            person.trust_in_top = trust.trust_between(person.trust_in_top, neutral.trust_in_top,
                                                      p.attitude_rate)
            continue
        extended = world.policies[leader.policy].trust_extended
        hollow = direction.hollow(person.expectation, person.permission)
        ground = trust.trust_ground(person.propensity, person.felt_care, person.perceived_fairness, extended,
                                    hollow, p.trustworthiness_weight, p.trust_extended_weight,
                                    p.hollow_weight)
        person.trust_in_leader = trust.trust_between(person.trust_in_leader, ground, p.attitude_rate)
        relayed = person.trust_in_leader if person.leader == person.head else leader.trust_above
        distant = trust.trust_in_top_ground(person.propensity, relayed, fate, p.distance_share)
        person.trust_in_top = trust.trust_between(person.trust_in_top, distant, p.attitude_rate)
        if person.promise != 0:
            person.trust_in_leader = trust.after_promise(person.trust_in_leader, person.promise, p.trust_gain,
                                                         loss)
            person.trust_in_top = trust.after_promise(person.trust_in_top, said,
                                                      p.distance_share * p.trust_gain,
                                                      p.distance_share * loss)


@inner
def hear_of_punishments(world, part):
    """How today's punishments reach each person: one's own and that of a near colleague in full, others in
    the team and among one's ties by hearsay; of several the hardest."""
    hearsay = world.p[0].hearsay
    for i in range(part.first, part.last):
        person = world.people[i]
        person.blow, person.whim = 0.0, 0.0
        if person.vacant:
            continue
        if person.leader >= 0 and world.leaders[person.leader].victim >= 0:
            leader = world.leaders[person.leader]
            take_the_blow(world, person, leader, 1.0 if leader.victim == i else hearsay)
        for t in range(world.tie_start[i], world.tie_start[i + 1]):
            if world.punished[world.tie_to[t]]:
                k = world.people[world.tie_to[t]].leader
                take_the_blow(world, person, world.leaders[k], 1.0 if k == person.leader else hearsay)


@inner
def take_the_blow(world, person, leader, reach):
    """A punishment by this leader reaches a person to this extent, unless a harder one has."""
    if reach * leader.punitiveness > person.blow:
        person.blow = reach * leader.punitiveness
        person.whim = world.policies[leader.policy].punishment_arbitrary


@inner
def see_punishment(world, part):
    """Each person with a leader reacts to what happened to the own person or to others today."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    deserved = p.contingent_share if on.punishment == 0 else 1.0
    for i in range(part.first, part.last):
        person = world.people[i]
        if person.vacant or person.leader < 0:
            continue
        leader = world.leaders[person.leader]
        policy = world.policies[leader.policy]
        kindness = leaders.treated(leader.compassion, person.regard) if on.discretion else neutral.compassion
        person.perceived_fairness = fear.fairness(person.perceived_fairness, kindness,
                                                  leaders.treated(leader.consistency, person.regard),
                                                  person.propensity, p.fairness_base, p.justice_weight,
                                                  p.stubbornness, p.perception_rate)
        if not on.fear:
            person.fear = basics.toward(person.fear, neutral.fear, p.perception_rate)
            person.perceived_abuse = basics.toward(person.perceived_abuse, neutral.perceived_abuse,
                                                   p.perception_rate)
            continue
        leaders_fear = leader.fear if on.trickle_down else neutral.fear
        ground = fear.fear_ground(person.timidity, policy.surveillance, leaders_fear, person.trust_in_leader,
                                  p.fear_weight)
        person.fear = fear.fear_seen(fear.fear_fades(person.fear, ground, p.perception_rate), person.blow,
                                     person.whim, p.punishment_jump, deserved)
        person.perceived_fairness = fear.fairness_hurt(person.perceived_fairness, person.blow, person.whim,
                                                       p.punishment_jump)
        person.perceived_abuse = fear.abuse_felt(person.perceived_abuse, person.blow, person.whim,
                                                 p.punishment_jump, p.perception_rate)


@inner
def carry_anger(world, part):
    """Yesterday's anger has faded; a punishment of today, one's own or a colleague's, stirs it up."""
    p = world.p[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if person.vacant:
            continue
        person.hostility = mistreatment.hostility_after(person.hostility, person.blow, p.hostility_own,
                                                        p.hostility_rate)


@inner
def hear_the_vision(world, day, part):
    """Clarity comes through the leader, the head's from policy.  A relay is misread anew each month."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
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
                                               p.stubbornness, p.attitude_rate)


@inner
def commit(world, part):
    """Buy-in follows clarity, trust in the head and care; autonomy what policy and trust allow."""
    p = world.p[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if person.vacant:
            continue
        hollow = direction.hollow(person.expectation, person.permission)
        person.commitment = vision.commitment(person.commitment, person.vision_clarity, person.trust_in_top,
                                              person.felt_care, person.calling, hollow,
                                              p.commitment_weight, p.hollow_weight, p.attitude_rate)
        policy = world.policies[person.policy]
        allowed = discretion.autonomy_allowed(policy.discretion_limit, policy.trust_extended,
                                              policy.surveillance)
        dares = discretion.autonomy_dared(allowed, person.trust_in_leader, person.boldness,
                                          p.stubbornness)
        person.autonomy = basics.toward(person.autonomy, dares, p.perception_rate)


@inner
def know_what_is_asked(world, part):
    """Each person takes in where one stands, the goals, what is permitted or recognised, and expected."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if person.vacant or person.leader < 0:
            continue
        leader = world.leaders[person.leader]
        policy = world.policies[leader.policy]
        ground = direction.ambiguity_ground(p.ambiguity_base, policy.transparency, person.vision_clarity,
                                            policy.goal_cascade, p.ambiguity_weight)
        person.role_ambiguity = basics.toward(person.role_ambiguity, ground if on.transparency
                                              else neutral.role_ambiguity, p.perception_rate)
        person.goal_load = direction.goal_load(policy.goal_cascade, leader.follow_up, person.autonomy)
        if on.accountability:
            person.goal_gap = direction.goal_gap(person.goal_gap, policy.goal_cascade, leader.follow_up,
                                                 person.commitment, p.gap_base, p.gap_weight,
                                                 p.perception_rate)
        else:
            person.goal_gap, person.goal_load = (basics.toward(person.goal_gap, neutral.goal_gap,
                                                               p.perception_rate), neutral.goal_load)
        near = leaders.attention(leader.presence, leader.span, p.half_minutes)
        pays = direction.rewarded(leader.recognition, policy.recognition_contingency, near)
        shown, asked = (direction.permission_shown(leader.said, leader.consistency, pays, p.deeds_weight),
                        policy.expectation)
        if not on.permission:
            shown, asked = neutral.permission, neutral.expectation
        person.permission = direction.taken_in(person.permission, shown, person.calling,
                                               p.stubbornness, p.perception_rate)
        person.expectation = direction.taken_in(person.expectation, asked, person.calling,
                                                p.stubbornness, p.perception_rate)
