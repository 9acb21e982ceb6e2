"""M10 Distance: what leaders know of customers, relay by relay or with their own eyes."""

from sim.model.jit import inner
from sim.model.rules import basics, distance


@inner
def see_customers(world):
    """Each leader's team tells (gathered first) what it knows; the picture moves towards that and what the leader sees."""
    p, on, neutral, leaders = world.p[0], world.on[0], world.neutral[0], world.leaders
    for k in range(len(leaders)):
        leaders[k].relayed, leaders[k].fear_below = 0.0, 0.0
    for i in range(len(world.people)):
        person = world.people[i]
        if person.vacant or person.leader < 0:
            continue
        leader = leaders[person.leader]
        leader.fear_below += person.fear
        if person.front:
            leader.relayed += 1.0
        elif person.leads >= 0:
            leader.relayed += leaders[person.leads].picture
        else:
            leader.relayed += p.back_office_picture
    for k in range(len(leaders)):
        leader = leaders[k]
        if leader.span > 0:
            leader.fear_below = leader.fear_below / leader.span
            leader.relayed = distance.relayed_picture(leader.relayed / leader.span, p.relay_kept, leader.fear_below, p.relay_silence)
        policy = world.policies[world.people[leader.post].policy]
        if on.distance:
            leader.picture = distance.picture_after(leader.picture, leader.relayed, policy.leader_customer_contact, p.contact_half_hours,
                                                    p.picture_rate)
        else:
            leader.picture = basics.toward(leader.picture, neutral.picture, p.picture_rate)
