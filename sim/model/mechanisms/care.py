"""M01 Being cared for: leaders present and personally interested make people feel valued, feel good, and spread it."""

from sim.model.jit import inner
from sim.model.rules import care, leaders


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
        person.felt_care = care.felt_care(person.felt_care, shown, person.rapport, p.care_stubbornness, p.care_rate)
