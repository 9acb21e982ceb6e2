"""M01 Being cared for: leaders present and personally interested make people feel valued, feel good, and spread it."""

from sim.model.jit import inner
from sim.model.mechanisms.catalogue import Effect, Mechanism
from sim.model.rules import care, leaders

MECHANISMS = (Mechanism(
    "M01", "being-cared-for", "Leaders who are present and personally interested make people feel valued", "S2",
    "Eisenberger et al. 2002; Graen & Uhl-Bien 1995", ("presence_hours", "personal_interest"),
    ("interest", "presence", "span", "rapport"), ("care_shown", "felt_care"),
    Effect("lever", {"felt_care": 1, "mood": 1, "customer_satisfaction": 1}, {"presence_hours": 1.0, "personal_interest": 0.2},
           {"presence_hours": 7.0, "personal_interest": 0.9})),)


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
