"""Peers: M26 mood spreads, M28 a shared norm of who we are, M39 newcomers take it on; support among colleagues."""

from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import basics, climate, direction, mood, resources


@inner
def look_around(world):
    """Each person sees the colleagues named in the own ties: their mean mood and norm (gathered first); own values where alone."""
    people = world.people
    for i in range(len(people)):
        around, norms, weight = 0.0, 0.0, 0.0
        for t in range(world.tie_start[i], world.tie_start[i + 1]):
            other = people[world.tie_to[t]]
            if is_in(other):
                tie = float(world.tie_weight[t])
                around += tie * other.mood
                norms += tie * other.norm
                weight += tie
        person = people[i]
        person.peers_mood = around / weight if weight > 0.0 else person.mood
        person.peers_norm = norms / weight if weight > 0.0 else person.norm


@inner
def be_among_peers(world):
    """Mood is caught (M26), the norm shared (M28), faster by newcomers (M39); support is what the colleagues can give."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    worse = p.bad_is_stronger if on.contagion == 0 else 1.0
    for i in range(len(world.people)):
        person = world.people[i]
        if not is_in(person):
            continue
        around = person.peers_mood if on.mood_contagion else neutral.mood
        person.mood = mood.mood_caught(person.mood, around, p.contagion_strength, worse)
        person.coworker_support = resources.support(person.peers_mood, person.peers_norm, person.temperament, p.support_stubbornness)
        person.newcomer_factor = climate.newcomer_factor(
            person.tenure, world.policies[person.policy].socialisation, p.socialisation_strength, p.newcomer_days)
        faster = person.newcomer_factor if on.socialisation else neutral.newcomer_factor
        drawn_to = neutral.norm
        if on.climate:
            signal = person.norm
            if person.leader >= 0:
                leader = world.leaders[person.leader]
                signal = climate.leaders_signal(leader.interest, leader.fidelity, leader.clarity, leader.picture)
            backed = direction.backed(person.expectation, person.permission)
            drawn_to = climate.norm_drawn_to(person.learned_empathy, signal, person.peers_norm, backed,
                                             world.policies[person.policy].leader_weight, p.backed_weight, p.norm_stubbornness)
        shift = person.norm_shift if on.silence_is_consent else neutral.norm_shift
        person.norm = basics.clamp(climate.norm_after(person.norm, drawn_to, p.norm_rate, faster) + shift)
