"""M11 Voice: who speaks up, and what gets fixed."""

from sim.model.chance import VOICE, draw
from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import basics, voice


@inner
def speak_up(world, day):
    """Some say what is in the way, where it is safe; what is answered with an eye for customers gets fixed."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for u in range(len(world.units)):
        world.units[u].heads, world.units[u].heard = 0, 0.0
    for i in range(len(world.people)):
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
        if draw(world.key[0], VOICE, day, i, 0) < voice.voice_chance(p.voice_usual, safe, leader.listening, unit.friction):
            person.spoke_up = 1
            unit.heard += world.policies[world.people[leader.post].policy].response_to_voice * leader.picture
    for u in range(len(world.units)):
        unit = world.units[u]
        unit.heard = unit.heard / unit.heads if unit.heads > 0 else 0.0
        if on.voice:
            unit.friction = voice.friction_after(unit.friction, p.friction_rate, unit.heard, p.fix_per_voice)
        else:
            unit.friction = basics.toward(unit.friction, neutral.friction, p.friction_rate)
