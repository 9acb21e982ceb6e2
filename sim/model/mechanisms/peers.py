"""Among colleagues: support, what is heard of their talk (M23), a shared norm (M28) that newcomers take on
(M37), and speaking up (M11)."""

import numpy as np

from sim.model.chance import VOICE, draw
from sim.model.jit import Record, inner
from sim.model.population import is_in
from sim.model.rules import basics, climate, direction, resources, voice

SHOWN = np.dtype((Record, np.dtype([("mood", "f8"), ("norm", "f8"), ("known", "f8"), ("vented", "u2"),
                                    ("reframed", "u2"), ("front", "u1")], align=True)))
"""What colleagues see of a person today, side by side for all, since they are far apart in memory.  known:
how much it counts; newcomers' counts less, that of those who are away not at all."""


@inner
def show(world, part, shown):
    """What each person shows; shown: SHOWN [posts]."""
    for i in range(part.first, part.last):
        person, seen = world.people[i], shown[i]
        seen.mood, seen.norm, seen.front = person.mood, person.norm, person.front
        seen.vented, seen.reframed, seen.known = person.vented, person.reframed, 0.0
        if is_in(person):
            seen.known = climate.standing(person.tenure, world.p[0].newcomer_days)


@inner
def look_around(world, part, shown):
    """Each person sees and hears the colleagues named in the own ties, newcomers less (gathered first): what
    support they give, their mean norm, and the mean of their bad talk and reframing today; own values where
    alone."""
    for i in range(part.first, part.last):
        around, norms, weight, blame, reframe, talking = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for t in range(world.tie_start[i], world.tie_start[i + 1]):
            other = shown[world.tie_to[t]]
            tie = np.float64(world.tie_weight[t]) * other.known
            around += tie * other.mood
            norms += tie * other.norm
            weight += tie
            blame += tie * other.vented
            reframe += tie * other.reframed
            talking += tie * other.front
        person = world.people[i]
        person.heard_blame = blame / talking if talking > 0.0 else 0.0
        person.heard_reframe = reframe / talking if talking > 0.0 else 0.0
        person.peers_norm = norms / weight if weight > 0.0 else person.norm
        if is_in(person):
            person.coworker_support = resources.support(around / weight if weight > 0.0 else person.mood,
                                                        person.peers_norm)


@inner
def be_among_peers(world, part):
    """The norm is shared (M28), faster by newcomers (M37)."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if not is_in(person):
            continue
        person.newcomer_factor = climate.newcomer_factor(
            person.tenure, world.policies[person.policy].socialisation, p.socialisation_strength,
            p.newcomer_days)
        faster = person.newcomer_factor if on.hiring else neutral.newcomer_factor
        drawn_to = neutral.norm
        if on.climate:
            signal = person.norm
            if person.leader >= 0:
                leader = world.leaders[person.leader]
                signal = climate.leaders_signal(leader.interest, leader.fidelity, leader.clarity,
                                                leader.picture)
            backed = direction.backed(person.expectation, person.permission)
            drawn_to = climate.norm_drawn_to(person.learned_empathy, signal, person.peers_norm, backed,
                                             world.policies[person.policy].leader_weight, p.backed_weight,
                                             p.stubbornness)
        shift = person.norm_shift if on.customer_bashing else neutral.norm_shift
        person.norm = basics.clamp(climate.norm_after(person.norm, drawn_to, p.culture_rate, faster) + shift)


@inner
def speak_up(world, day, part):
    """Some say what is in the way, where it is safe; what helps customers gets fixed."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for u in range(part.first_unit, part.last_unit):
        world.units[u].heads, world.units[u].heard = 0, 0.0
    for i in range(part.first, part.last):
        person = world.people[i]
        person.spoke_up = 0
        if not is_in(person):
            continue
        unit = world.units[person.unit]
        unit.heads += 1
        if person.leader < 0:
            continue
        leader = world.leaders[person.leader]
        safe = voice.safety(person.trust_in_leader, person.fear)
        if draw(world.key[0], VOICE, day, i, 0) < voice.voice_chance(
                p.voice_usual, safe, leader.listening, unit.friction):
            person.spoke_up = 1
            unit.heard += world.policies[leader.policy].response_to_voice * leader.picture
    for u in range(part.first_unit, part.last_unit):
        unit = world.units[u]
        unit.heard = unit.heard / unit.heads if unit.heads > 0 else 0.0
        if on.voice:
            unit.friction = voice.friction_after(unit.friction, p.friction_rate, unit.heard, p.fix_per_voice)
        else:
            unit.friction = basics.toward(unit.friction, neutral.friction, p.friction_rate)
