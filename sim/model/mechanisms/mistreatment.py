"""M22 Punished employees punish customers: the anger one comes to work with."""

from sim.model.jit import inner
from sim.model.rules import mistreatment


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
        person.hostility = mistreatment.hostility_after(person.hostility, own, seen, severity, p.hostility_own, p.hostility_seen,
                                                        p.hostility_rate)
