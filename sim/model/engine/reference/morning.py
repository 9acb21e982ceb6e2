"""Phase 1 in the reference: leaders act, people perceive (M01-M08 M10 M16 M22); what people are taught and
told is in `preparing`."""

from __future__ import annotations

from sim.model.chance import EXAMPLE, PAIR, PROMISE, PUNISHMENT, normal
from sim.model.engine.agents import Employee, Leader
from sim.model.engine.reference.today import Today
from sim.model.parameters import TALKS
from sim.model.rules import (
    basics,
    care,
    direction,
    discretion,
    distance,
    fear,
    leaders,
    mistreatment,
    trust,
    vision,
)


def leaders_act(today: Today) -> None:
    """Each leader has a team to cope with, a week to share out, and a day that brings what it brings."""
    for employee in today.people:
        leader = who_leads(employee)
        if leader is not employee.leader or employee.tenure == 0:
            employee.leader = leader
            meet(today, employee, leader)
    for leader in today.leaders:
        look_at_team(today, leader, [e for e in today.people if e.leader is leader and not e.vacant])
        spend_the_week(today, leader)
        enact(today, leader)
        events_of_the_day(today, leader)


def who_leads(employee: Employee) -> Leader | None:
    """The manager, or the next above whose post is held."""
    above = employee.manager
    while above is not None and above.vacant:
        above = above.manager
    return above


def meet(today: Today, e: Employee, leader: Leader | None) -> None:
    """The leader's lasting regard for somebody follows from who the two are."""
    e.regard = 0.5
    if leader is not None:
        luck = today.four(PAIR, e.row, occasion=e.occupant + 65536 * leader.occupant, day=leader.row)[0]
        e.regard = basics.clamp(0.5 + today.p.regard_spread * normal(luck))


def look_at_team(today: Today, leader: Leader, led: list[Employee]) -> None:
    """Who is led, how they feel, how many are new, and what went wrong yesterday."""
    leader.span = len(led)
    leader.team_mood = sum(e.mood for e in led) / len(led) if led else 0.5
    leader.newcomers = sum(e.tenure < today.p.newcomer_days for e in led)
    leader.incidents = sum(e.today.errors_reported + e.today.complaints_reported if e.front_line
                           else today.p.usual_incidents for e in led)


def spend_the_week(today: Today, leader: Leader) -> None:
    """Presence, coaching and relaying share the hours there are."""
    p, policy = today.p, leader.policy
    talks = sum(getattr(policy, name) for name in TALKS)
    each = leaders.hours_each(policy.coaching_rate, policy.surveillance, talks, p.coaching_hours,
                              p.talk_hours)
    wanted = leaders.hours_wanted(policy.presence_hours, leader.span, each, policy.clarity_at_top,
                                  policy.word_deed_consistency, policy.cascade_fidelity,
                                  leader.newcomers * policy.socialisation, policy.leader_customer_contact,
                                  p.relay_hours)
    share = leaders.hours_share(wanted, p.leader_people_hours)
    leader.hours, leader.presence = wanted * share, policy.presence_hours * share
    leader.coaching, leader.fidelity = policy.coaching_rate * share, policy.cascade_fidelity * share
    leader.said, leader.follow_up = policy.permission * share, policy.follow_up * share
    leader.recognition, leader.listening = policy.recognition_rate * share, policy.listening * share
    leader.injustice = mistreatment.injustice(policy.customer_always_right, policy.backing * share)


def enact(today: Today, leader: Leader) -> None:
    """M05: behaviour moves towards policy, what comes from above, and own disposition, as energy allows."""
    p, on, n, policy = today.p, today.on, today.n, leader.policy
    leader.clarity_this_morning, leader.fear_this_morning = leader.vision_clarity, leader.fear
    leader.trust_above = leader.trust_in_top
    inclined = leaders.inclination(leader.norm, leader.disposition_care)
    care_received, harshness = inclined, leader.disposition_harsh
    if leader.leader is not None:
        care_received = leader.felt_care
        harshness = fear.harshness_from_above(leader.perceived_abuse, leader.fear)
    if on.trickle == 1:  # up
        care_received = leader.team_mood
    elif on.trickle == 2:  # both ways
        care_received = 0.5 * (care_received + leader.team_mood)
    leader.from_above, leader.harshness = care_received, harshness
    if not on.trickle_down:
        care_received, harshness = n.from_above, n.harshness
    energy = leaders.energy(leader.resources, p.resources_needed)
    caring = leaders.enacted(policy.personal_interest, care_received, inclined, p.policy_strength,
                             p.susceptibility)
    kind = leaders.enacted(policy.compassion, care_received, inclined, p.policy_strength, p.susceptibility)
    punitive = leaders.enacted(policy.punishment_severity, harshness, leader.disposition_harsh,
                               p.policy_strength, p.susceptibility)
    leader.interest = basics.toward(leader.interest, caring * energy, p.enacting_rate)
    leader.compassion = basics.toward(leader.compassion, kind * energy, p.enacting_rate)
    leader.punitiveness = basics.toward(leader.punitiveness, punitive, p.enacting_rate)
    word = leaders.keeps_word(policy.word_deed_consistency, leader.disposition_care,
                              1.0 - p.policy_strength - p.susceptibility)
    leader.consistency = basics.toward(leader.consistency, word, p.enacting_rate)


def events_of_the_day(today: Today, leader: Leader) -> None:
    """Somebody may be punished; the leader sets today's example."""
    p, policy = today.p, leader.policy
    u, who, _, _ = today.four(PUNISHMENT, leader.row)
    punishes = u < fear.punishment_chance(leader.punitiveness, policy.punishment_arbitrary,
                                      leader.incidents, p.punishments_per_incident,
                                      p.usual_incidents * leader.span)
    leader.victim = whom_it_hits(leader, who) if punishes else -1
    swing, _, _, _ = today.four(EXAMPLE, leader.row)
    leader.example = basics.clamp(leader.interest + p.example_swing * (1.0 - leader.consistency)
                                  * normal(swing))
    leader.example_spread = basics.toward(leader.example_spread, abs(leader.example - leader.example_mean),
                                          p.attitude_rate)
    leader.example_mean = basics.toward(leader.example_mean, leader.example, p.attitude_rate)


def whom_it_hits(leader: Leader, u: float) -> int:
    """The row of one of the own reports, likelier the lower the leader's regard; -1 if there are none."""
    held = [report for report in leader.reports if not report.vacant]
    passed, victim = u * sum(1.0 - report.regard for report in held), -1
    for report in held:
        if passed >= 0.0:
            victim, passed = report.row, passed - (1.0 - report.regard)
    return victim


def see_customers(today: Today) -> None:
    """M10: first every leader hears the team, then each makes a picture of customers."""
    p = today.p
    for leader in today.leaders:
        led = [e for e in today.people if e.leader is leader and not e.vacant]
        leader.fear_below = sum(e.fear for e in led) / len(led) if led else 0.0
        known = [1.0 if e.front_line else e.picture if isinstance(e, Leader) else p.outsiders_picture
                 for e in led]
        leader.relayed = distance.relayed_picture(sum(known) / len(led), p.relay_kept, leader.fear_below,
                                                  p.relay_silence) if led else 0.0
    for leader in today.leaders:
        if today.on.distance:
            leader.picture = distance.picture_after(leader.picture, leader.relayed,
                                                    leader.policy.leader_customer_contact,
                                                    p.contact_half_hours, p.perception_rate)
        else:
            leader.picture = basics.toward(leader.picture, today.n.picture, p.perception_rate)


def people_perceive(today: Today) -> None:
    """People look at what their leaders were this morning, and leaders at none of them now: so one after the
    other will do."""
    for employee in today.people:
        employee.promise, employee.blow, employee.whim = 0, 0.0, 0.0
        if not employee.vacant:
            hear_of_punishments(today, employee)
            if employee.leader is not None:
                feel_cared_for(today, employee, employee.leader)
                judge_promises(today, employee, employee.leader)
                see_punishment(today, employee, employee.leader)
            carry_anger(today, employee)
            hear_the_vision(today, employee, employee.leader)
            if employee.leader is not None:
                know_what_is_asked(today, employee, employee.leader)
            commit(today, employee)


def feel_cared_for(today: Today, e: Employee, leader: Leader) -> None:
    """M01: attention carries the leader's interest, to one more than to another; it comes, or does not, once
    a week."""
    if (today.number + e.row) % 5:
        return
    p = today.p
    near = leaders.attention(leader.presence, leader.span, p.half_minutes)
    met = float(today.four(PROMISE, e.row)[2] < near)
    shown = care.care_shown(leaders.treated(leader.interest, e.regard), met, p.distant_share)
    e.care_shown = shown
    felt = shown if today.on.being_cared_for else today.n.care_shown
    e.felt_care = care.felt_care(e.felt_care, felt, e.regard, p.stubbornness,
                                 basics.rate_of_a_week(p.perception_rate))


def judge_promises(today: Today, e: Employee, leader: Leader) -> None:
    """M02: trust in the leader and in the head of the house, lost faster than won.  Once a week a promise
    made to the person falls due, and a deed of the head is heard of."""
    p, n, head, said = today.p, today.n, e.head, 0
    if (today.number + e.row) % 5 == 0:
        kept, heard, _, _ = today.four(PROMISE, e.row)
        e.promise = 1 if kept < leaders.treated(leader.consistency, e.regard) else -1
        said = 1 if head is not None and heard < head.consistency else -1
    if not today.on.trust:
        e.trust_in_leader = trust.trust_between(e.trust_in_leader, n.trust_in_leader, p.attitude_rate)
        e.trust_in_top = trust.trust_between(e.trust_in_top, n.trust_in_top, p.attitude_rate)
        return
    loss = p.trust_loss if today.on.trust_asymmetry == 0 else p.trust_gain
    ground = trust.trust_ground(e.propensity, e.felt_care, e.perceived_fairness, leader.policy.trust_extended,
                                direction.hollow(e.expectation, e.permission), p.trustworthiness_weight,
                                p.trust_extended_weight, p.hollow_weight)
    e.trust_in_leader = trust.trust_between(e.trust_in_leader, ground, p.attitude_rate)
    relayed = e.trust_in_leader if leader is head else leader.trust_above
    distant = trust.trust_in_top_ground(e.propensity, relayed, fate_of_the_firm(today), p.distance_share)
    e.trust_in_top = trust.trust_between(e.trust_in_top, distant, p.attitude_rate)
    if said:
        e.trust_in_leader = trust.after_promise(e.trust_in_leader, e.promise, p.trust_gain, loss)
        e.trust_in_top = trust.after_promise(e.trust_in_top, said, p.distance_share * p.trust_gain,
                                             p.distance_share * loss)


def fate_of_the_firm(today: Today) -> float:
    """How the firm fares: whether its customers stay."""
    world = today.world
    return float(trust.fate(float(world.units["active"].sum()), today.p.usual_active * world.base_start[-1]))


def hear_of_punishments(today: Today, e: Employee) -> None:
    """One's own and a near colleague's in full, others' in the team and among one's ties by hearsay; of
    several the hardest."""
    blows = []
    if e.leader is not None and e.leader.victim >= 0:
        blows.append((1.0 if e.leader.victim == e.row else today.p.hearsay, e.leader))
    for other in e.colleagues:
        if other.leader is not None and other.leader.victim == other.row:
            blows.append((1.0 if other.leader is e.leader else today.p.hearsay, other.leader))
    for reach, leader in blows:
        if reach * leader.punitiveness > e.blow:
            e.blow, e.whim = reach * leader.punitiveness, leader.policy.punishment_arbitrary


def see_punishment(today: Today, e: Employee, leader: Leader) -> None:
    """M03: a punishment that reaches one makes afraid; M16: compassion is felt as fairness."""
    p, on, n = today.p, today.on, today.n
    kindness = leaders.treated(leader.compassion, e.regard) if on.discretion else n.compassion
    e.perceived_fairness = fear.fairness(
        e.perceived_fairness, kindness, leaders.treated(leader.consistency, e.regard), e.propensity,
        p.fairness_base, p.justice_weight, p.stubbornness, p.perception_rate)
    if not on.fear:
        e.fear = basics.toward(e.fear, n.fear, p.perception_rate)
        e.perceived_abuse = basics.toward(e.perceived_abuse, n.perceived_abuse, p.perception_rate)
        return
    ground = fear.fear_ground(e.timidity, leader.policy.surveillance, leader.fear_this_morning
                              if on.trickle_down else n.fear, e.trust_in_leader, p.fear_weight)
    e.fear = fear.fear_seen(fear.fear_fades(e.fear, ground, p.perception_rate), e.blow, e.whim,
                            p.punishment_jump, p.contingent_share if on.punishment == 0 else 1.0)
    e.perceived_fairness = fear.fairness_hurt(e.perceived_fairness, e.blow, e.whim, p.punishment_jump)
    e.perceived_abuse = fear.abuse_felt(e.perceived_abuse, e.blow, e.whim, p.punishment_jump,
                                        p.perception_rate)


def carry_anger(today: Today, e: Employee) -> None:
    """M22: a punishment stirs up anger, most in who was punished; it fades within days."""
    e.hostility = mistreatment.hostility_after(e.hostility, e.blow, today.p.hostility_own,
                                               today.p.hostility_rate)


def know_what_is_asked(today: Today, e: Employee, leader: Leader) -> None:
    """M04: where one stands; M07: the goals; M08: what is permitted, recognised, expected."""
    p, on, n, policy = today.p, today.on, today.n, leader.policy
    ground = direction.ambiguity_ground(p.ambiguity_base, policy.transparency, e.vision_clarity,
                                        policy.goal_cascade, p.ambiguity_weight)
    e.role_ambiguity = basics.toward(e.role_ambiguity, ground if on.transparency else n.role_ambiguity,
                                     p.perception_rate)
    if on.accountability:
        e.goal_load = direction.goal_load(policy.goal_cascade, leader.follow_up, e.autonomy)
        e.goal_gap = direction.goal_gap(e.goal_gap, policy.goal_cascade, leader.follow_up, e.commitment,
                                        p.gap_base, p.gap_weight, p.perception_rate)
    else:
        e.goal_load, e.goal_gap = n.goal_load, basics.toward(e.goal_gap, n.goal_gap, p.perception_rate)
    pays = direction.rewarded(leader.recognition, policy.recognition_contingency,
                              leaders.attention(leader.presence, leader.span, p.half_minutes))
    shown, asked = (direction.permission_shown(leader.said, leader.consistency, pays, p.deeds_weight),
                    policy.expectation)
    if not on.permission:
        shown, asked = n.permission, n.expectation
    e.permission = direction.taken_in(e.permission, shown, e.calling, p.stubbornness, p.perception_rate)
    e.expectation = direction.taken_in(e.expectation, asked, e.calling, p.stubbornness, p.perception_rate)


def hear_the_vision(today: Today, e: Employee, leader: Leader | None) -> None:
    """M06: the head knows it from policy, everybody else from a leader, misread anew each month."""
    p = today.p
    if leader is None:
        received = e.policy.clarity_at_top
    else:
        slip, _, _, _ = today.four(EXAMPLE, leader.row, occasion=1, day=today.number // 21)
        received = vision.relayed(leader.clarity_this_morning, leader.fidelity,
                                  p.misread_spread * normal(slip))
    e.clarity_received = received
    if not today.on.vision_cascade:
        received = today.n.clarity_received
    e.vision_clarity = vision.clarity(e.vision_clarity, received, e.calling, p.stubbornness, p.attitude_rate)


def commit(today: Today, e: Employee) -> None:
    """Buy-in follows clarity, trust and care; M16: people decide what policy and trust allow."""
    p, policy = today.p, e.policy
    e.commitment = vision.commitment(e.commitment, e.vision_clarity, e.trust_in_top, e.felt_care, e.calling,
                                     direction.hollow(e.expectation, e.permission), p.commitment_weight,
                                     p.hollow_weight, p.attitude_rate)
    allowed = discretion.autonomy_allowed(policy.discretion_limit, policy.trust_extended, policy.surveillance)
    dared = discretion.autonomy_dared(allowed, e.trust_in_leader, e.boldness, p.stubbornness)
    e.autonomy = basics.toward(e.autonomy, dared, p.perception_rate)
