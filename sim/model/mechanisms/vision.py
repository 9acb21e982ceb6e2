"""M06 Vision cascade: each level repeats, dilutes or distorts; commitment follows; and how much people may decide (M16)."""

from sim.model.chance import EXAMPLE, draws, normal
from sim.model.jit import inner
from sim.model.rules import basics, direction, discretion, vision


@inner
def hear_the_vision(world, day):
    """Clarity reaches each person through the leader; the head's comes from policy.  A relay is misread anew each month."""
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
        person.vision_clarity = vision.clarity(person.vision_clarity, received, person.calling, p.clarity_stubbornness, p.clarity_rate)


@inner
def commit(world):
    """Buy-in follows clarity, trust in the head and care; autonomy follows what policy allows and trust permits."""
    p = world.p[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant:
            continue
        hollow = direction.hollow(person.expectation, person.permission)
        person.commitment = vision.commitment(person.commitment, person.vision_clarity, person.trust_in_top, person.felt_care,
                                              person.calling, hollow, p.commitment_clarity_weight, p.commitment_trust_weight,
                                              p.commitment_care_weight, p.hollow_commitment_weight, p.commitment_rate)
        policy = world.policies[person.policy]
        allowed = discretion.autonomy_allowed(policy.discretion_limit, policy.trust_extended, policy.surveillance)
        dares = discretion.autonomy_dared(allowed, person.trust_in_leader, person.boldness, p.autonomy_stubbornness)
        person.autonomy = basics.toward(person.autonomy, dares, p.autonomy_rate)
