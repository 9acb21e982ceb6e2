"""What leaders do: what they pass on (M05), the week that limits everything they want, and what they know of
customers (M10)."""

from sim.model.chance import EXAMPLE, PAIR, PUNISHMENT, draws, normal
from sim.model.jit import inner
from sim.model.parameters import TALKS
from sim.model.rules import basics, distance, fear, leaders, mistreatment

_talks = inner(eval(f"lambda policy: {' + '.join(f'policy.{name}' for name in TALKS)}"))


@inner
def stand_in(world):
    """Who leads whom today: the manager, or the next above whose post is held; and what leaders cope with."""
    people, leaders_ = world.people, world.leaders
    for k in range(len(leaders_)):
        leader = leaders_[k]
        leader.span, leader.newcomers, leader.incidents, leader.team_mood = 0, 0, 0.0, 0.0
    p = world.p[0]
    for i in range(len(people)):
        person = people[i]
        above = person.manager
        while above >= 0 and people[above].vacant:
            above = people[above].manager
        led_by = people[above].leads if above >= 0 else -1
        if led_by != person.leader or person.tenure == 0:
            person.leader = led_by
            meet(world, i)
        if person.leader >= 0 and not person.vacant:
            leader = leaders_[person.leader]
            leader.span += 1
            leader.team_mood += person.mood
            # leaders answer what they get to know (M45)
            seen = world.today[i].errors_reported + world.today[i].complaints_reported
            leader.incidents += seen if person.front else p.usual_incidents
            if person.tenure < p.newcomer_days:
                leader.newcomers += 1


@inner
def meet(world, i):
    """The leader's lasting regard for person i follows from who the two are (leader-member exchange)."""
    person = world.people[i]
    person.regard = 0.5
    if person.leader >= 0:
        post = world.leaders[person.leader].post
        luck, _, _, _ = draws(world.key[0], PAIR, post, i, person.occupant
                              + 65536 * world.people[post].occupant)
        person.regard = basics.clamp(0.5 + world.p[0].regard_spread * normal(luck))


@inner
def spend_the_week(world):
    """What fits into each leader's week: presence, coaching, talks and relaying share the hours there are."""
    p = world.p[0]
    for k in range(len(world.leaders)):
        leader = world.leaders[k]
        policy = world.policies[leader.policy]
        each = leaders.hours_each(policy.coaching_rate, policy.surveillance, _talks(policy), p.coaching_hours,
                                  p.talk_hours)
        wanted = leaders.hours_wanted(policy.presence_hours, leader.span, each, policy.clarity_at_top,
                                      policy.word_deed_consistency, policy.cascade_fidelity,
                                      leader.newcomers * policy.socialisation,
                                      policy.leader_customer_contact, p.relay_hours)
        share = leaders.hours_share(wanted, p.leader_people_hours)
        leader.hours = wanted * share
        leader.presence = policy.presence_hours * share
        leader.coaching = policy.coaching_rate * share
        leader.fidelity = policy.cascade_fidelity * share
        leader.said = policy.permission * share
        leader.follow_up = policy.follow_up * share
        leader.recognition = policy.recognition_rate * share
        leader.listening = policy.listening * share
        leader.injustice = mistreatment.injustice(policy.customer_always_right, policy.backing * share)


@inner
def enact(world):
    """Behaviour moves towards policy, what comes from above, and own disposition, as energy allows (M05)."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for k in range(len(world.leaders)):
        leader = world.leaders[k]
        boss = world.people[leader.post]
        policy = world.policies[boss.policy]
        leader.clarity, leader.fear, leader.trust_above = boss.vision_clarity, boss.fear, boss.trust_in_top
        inclined = leaders.inclination(boss.norm, leader.disposition_care)
        leader.team_mood = leader.team_mood / leader.span if leader.span > 0 else 0.5
        if boss.leader < 0:  # nothing comes from above the head
            leader.from_above, leader.harshness = inclined, leader.disposition_harsh
        else:
            leader.from_above = boss.felt_care
            leader.harshness = fear.harshness_from_above(boss.perceived_abuse, boss.fear)
        if on.trickle == 1:
            leader.from_above = leader.team_mood
        elif on.trickle == 2:
            leader.from_above = 0.5 * (leader.from_above + leader.team_mood)
        received = leader.from_above if on.trickle_down else neutral.from_above
        harsh = leader.harshness if on.trickle_down else neutral.harshness
        able = leaders.energy(boss.resources, p.resources_needed)
        caring = leaders.enacted(policy.personal_interest, received, inclined, p.policy_strength,
                                 p.susceptibility)
        kind = leaders.enacted(policy.compassion, received, inclined, p.policy_strength, p.susceptibility)
        punitive = leaders.enacted(policy.punishment_severity, harsh, leader.disposition_harsh,
                                   p.policy_strength, p.susceptibility)
        leader.interest = basics.toward(leader.interest, caring * able, p.enacting_rate)
        leader.compassion = basics.toward(leader.compassion, kind * able, p.enacting_rate)
        leader.punitiveness = basics.toward(leader.punitiveness, punitive, p.enacting_rate)
        word = leaders.keeps_word(policy.word_deed_consistency, leader.disposition_care,
                                  1.0 - p.policy_strength - p.susceptibility)
        leader.consistency = basics.toward(leader.consistency, word, p.enacting_rate)


@inner
def events_of_the_day(world, day):
    """What leaders' days bring, by keyed chance: somebody is punished; today's example."""
    p = world.p[0]
    world.punished[:] = 0
    for k in range(len(world.leaders)):
        leader = world.leaders[k]
        policy = world.policies[leader.policy]
        punished, who, _, _ = draws(world.key[0], PUNISHMENT, day, leader.post, 0)
        usual = p.usual_incidents * leader.span
        chance = fear.punishment_chance(leader.punitiveness, policy.punishment_arbitrary, leader.incidents,
                                        p.punishments_per_incident, usual)
        leader.victim = whom_it_hits(world, k, who) if punished < chance else -1
        if leader.victim >= 0 and world.people[leader.victim].leader == k:
            world.punished[leader.victim] = 1
        swing, _, _, _ = draws(world.key[0], EXAMPLE, day, leader.post, 0)
        leader.example = basics.clamp(leader.interest + p.example_swing * (1.0 - leader.consistency)
                                      * normal(swing))
        leader.example_spread = basics.toward(leader.example_spread,
                                              abs(leader.example - leader.example_mean), p.attitude_rate)
        leader.example_mean = basics.toward(leader.example_mean, leader.example, p.attitude_rate)


@inner
def whom_it_hits(world, k, u):
    """A keyed choice among leader k's own reports, likelier the lower the leader's regard; -1 if there are
    none."""
    total, victim = 0.0, -1
    for t in range(world.team_start[k], world.team_start[k + 1]):
        report = world.people[world.team[t]]
        if not report.vacant:
            total += 1.0 - report.regard
    passed = u * total
    for t in range(world.team_start[k], world.team_start[k + 1]):
        report = world.people[world.team[t]]
        if not report.vacant and passed >= 0.0:
            victim = world.team[t]
            passed -= 1.0 - report.regard
    return victim


@inner
def see_customers(world):
    """Each leader's team tells (gathered first) what it knows; the picture moves to that and what is seen."""
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
            leader.relayed += p.outsiders_picture
    for k in range(len(leaders)):
        leader = leaders[k]
        if leader.span > 0:
            leader.fear_below = leader.fear_below / leader.span
            leader.relayed = distance.relayed_picture(leader.relayed / leader.span, p.relay_kept,
                                                      leader.fear_below, p.relay_silence)
        policy = world.policies[leader.policy]
        if on.distance:
            leader.picture = distance.picture_after(leader.picture, leader.relayed,
                                                    policy.leader_customer_contact, p.contact_half_hours,
                                                    p.perception_rate)
        else:
            leader.picture = basics.toward(leader.picture, neutral.picture, p.perception_rate)
