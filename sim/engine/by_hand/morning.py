"""Phase 1 by hand: leaders act, people perceive (M01 M02 M03 M05 M06 M16)."""

from __future__ import annotations

from sim.chance import EXAMPLE, PROMISE, PUNISHMENT, normal
from sim.engine.agents import Employee, Leader
from sim.engine.by_hand.today import Today
from sim.rules import basics, care, discretion, fear, leaders, trust, vision


def leaders_act(today: Today) -> None:
    """Each leader has a team to cope with, a week to share out, and a day that brings what it brings."""
    for employee in today.people:
        employee.leader = who_leads(employee)
    for leader in today.leaders:
        look_at_team(today, leader, [e for e in today.people if e.leader is leader and not e.vacant])
        spend_the_week(today, leader)
        enact(today, leader)
        live_the_day(today, leader)


def who_leads(employee: Employee) -> Leader | None:
    """The manager, or the next above whose post is held."""
    above = employee.manager
    while above is not None and above.vacant:
        above = above.manager
    return above


def look_at_team(today: Today, leader: Leader, led: list[Employee]) -> None:
    """Who is led, how they feel, how many are new, and what went wrong yesterday."""
    leader.span = len(led)
    leader.team_mood = sum(e.mood for e in led) / len(led) if led else 0.5
    leader.newcomers = sum(e.tenure < today.p.newcomer_days for e in led)
    leader.incidents = sum(e.today.errors if e.front_line else today.p.usual_incidents for e in led)


def spend_the_week(today: Today, leader: Leader) -> None:
    """Presence, coaching and relaying share the hours there are."""
    p, policy = today.p, leader.policy
    talks = policy.permission + policy.empathy_defined + policy.transparency
    each = leaders.hours_each(policy.coaching_rate, policy.surveillance, policy.personal_interest, talks, p.coaching_hours,
                              p.watching_hours, p.interest_hours, p.talk_hours)
    newcomers = leader.newcomers * policy.socialisation * p.newcomer_hours
    wanted = leaders.hours_wanted(policy.presence_hours, leader.span, each, policy.clarity_at_top, policy.word_deed_consistency,
                                  policy.cascade_fidelity, newcomers, p.vision_hours, p.follow_up_hours, p.relay_hours)
    share = leaders.hours_share(wanted, p.leader_people_hours)
    leader.hours, leader.presence = wanted * share, policy.presence_hours * share
    leader.coaching, leader.fidelity = policy.coaching_rate * share, policy.cascade_fidelity * share


def enact(today: Today, leader: Leader) -> None:
    """M05: behaviour moves towards policy, what comes from above, and own disposition, as far as energy reaches."""
    p, on, n, policy = today.p, today.on, today.n, leader.policy
    leader.clarity_this_morning, leader.fear_this_morning = leader.vision_clarity, leader.fear
    care_received, harshness = leader.disposition_care, leader.disposition_harsh
    if leader.leader is not None:
        care_received = leader.felt_care
        harshness = fear.harshness_from_above(leader.perceived_abuse, leader.fear, p.abuse_trickle_weight)
    if on.trickle == 1:  # up
        care_received = leader.team_mood
    elif on.trickle == 2:  # both ways
        care_received = 0.5 * (care_received + leader.team_mood)
    leader.from_above, leader.harshness = care_received, harshness
    if not on.trickle_down:
        care_received, harshness = n.from_above, n.harshness
    energy = leaders.energy(leader.resources, p.energy_needed)
    caring = leaders.enacted(policy.personal_interest, care_received, leader.disposition_care, p.policy_strength, p.susceptibility)
    kind = leaders.enacted(policy.compassion, care_received, leader.disposition_care, p.policy_strength, p.susceptibility)
    punitive = leaders.enacted(policy.punishment_severity, harshness, leader.disposition_harsh, p.policy_strength, p.susceptibility)
    leader.interest = basics.toward(leader.interest, caring * energy, p.enacting_rate)
    leader.compassion = basics.toward(leader.compassion, kind * energy, p.enacting_rate)
    leader.punitiveness = basics.toward(leader.punitiveness, punitive, p.enacting_rate)
    leader.consistency = basics.toward(leader.consistency, policy.word_deed_consistency, p.enacting_rate)


def live_the_day(today: Today, leader: Leader) -> None:
    """A promise falls due once a week; somebody may be punished; the leader sets today's example."""
    p, policy = today.p, leader.policy
    due, kept, _, _ = today.four(PROMISE, leader.row, day=today.number // 5)
    leader.promise = 0
    if int(5.0 * due) == today.number % 5:
        leader.promise = 1 if kept < leader.consistency else -1
    u, _, _, _ = today.four(PUNISHMENT, leader.row)
    leader.punished = u < fear.punishment_chance(leader.punitiveness, policy.punishment_arbitrary, leader.incidents,
                                                 p.punishments_per_incident, p.usual_incidents * leader.span)
    leader.severity, leader.arbitrary = leader.punitiveness, policy.punishment_arbitrary
    swing, _, _, _ = today.four(EXAMPLE, leader.row)
    leader.example = basics.clamp(leader.interest + p.example_swing * (1.0 - leader.consistency) * normal(swing))
    leader.example_spread = basics.toward(leader.example_spread, abs(leader.example - leader.example_mean), p.example_rate)
    leader.example_mean = basics.toward(leader.example_mean, leader.example, p.example_rate)


def people_perceive(today: Today) -> None:
    """People look at their leader only, and leaders at none of them now: so one after the other will do."""
    for employee in today.people:
        if not employee.vacant:
            if employee.leader is not None:
                feel_cared_for(today, employee, employee.leader)
                judge_promises(today, employee, employee.leader)
                see_punishment(today, employee, employee.leader)
            hear_the_vision(today, employee, employee.leader)
            commit(today, employee)


def feel_cared_for(today: Today, e: Employee, leader: Leader) -> None:
    """M01: attention carries the leader's interest."""
    p = today.p
    shown = care.care_shown(leader.interest, leaders.attention(leader.presence, leader.span, p.half_minutes), p.distant_share)
    e.care_shown = shown
    felt = shown if today.on.being_cared_for else today.n.care_shown
    e.felt_care = care.felt_care(e.felt_care, felt, e.temperament, p.care_stubbornness, p.care_rate)


def judge_promises(today: Today, e: Employee, leader: Leader) -> None:
    """M02: trust in the leader and in the head of the house, lost faster than won."""
    p, n, head = today.p, today.n, e.head
    if not today.on.trust:
        e.trust_in_leader = trust.trust_between(e.trust_in_leader, n.trust_in_leader, p.trust_rate)
        e.trust_in_top = trust.trust_between(e.trust_in_top, n.trust_in_top, p.trust_rate)
        return
    loss = p.trust_loss if today.on.trust_asymmetry == 0 else p.trust_gain
    ground = trust.trust_ground(e.temperament, e.felt_care, e.perceived_fairness, leader.policy.trust_extended, p.trust_care_weight,
                                p.trust_fairness_weight, p.trust_extended_weight)
    e.trust_in_leader = trust.trust_between(e.trust_in_leader, ground, p.trust_rate)
    if leader.promise:
        e.trust_in_leader = trust.after_promise(e.trust_in_leader, leader.promise, p.trust_gain, loss)
    distant = trust.trust_ground(e.temperament, e.felt_care, e.perceived_fairness, 0.5, p.distance_share * p.trust_care_weight,
                                 p.trust_fairness_weight, 0.0)
    e.trust_in_top = trust.trust_between(e.trust_in_top, distant, p.trust_rate)
    if head is not None and head.promise:
        e.trust_in_top = trust.after_promise(e.trust_in_top, head.promise, p.distance_share * p.trust_gain, p.distance_share * loss)


def see_punishment(today: Today, e: Employee, leader: Leader) -> None:
    """M03: a punishment seen makes afraid; M16: compassion is felt as fairness."""
    p, on, n = today.p, today.on, today.n
    e.perceived_fairness = fear.fairness(
        e.perceived_fairness, leader.compassion if on.discretion else n.compassion, leader.consistency, e.temperament, p.fairness_base,
        p.compassion_weight, p.consistency_weight, p.fairness_stubbornness, p.fairness_rate)
    if not on.fear:
        e.fear = basics.toward(e.fear, n.fear, p.fear_rate)
        e.perceived_abuse = basics.toward(e.perceived_abuse, n.perceived_abuse, p.abuse_rate)
        return
    ground = fear.fear_ground(e.timidity, leader.policy.surveillance, leader.fear_this_morning if on.trickle_down else n.fear,
                              e.trust_in_leader, p.surveillance_weight, p.fear_trickle_weight, p.trust_calms)
    e.fear = fear.fear_fades(e.fear, ground, p.fear_rate)
    if leader.punished:
        e.fear = fear.fear_seen(e.fear, leader.severity, leader.arbitrary, p.fear_jump, p.contingent_share)
        e.perceived_fairness = fear.fairness_hurt(e.perceived_fairness, leader.severity, leader.arbitrary, p.fairness_drop)
    e.perceived_abuse = fear.abuse_felt(e.perceived_abuse, leader.punished, leader.severity, leader.arbitrary, p.abuse_jump, p.abuse_rate)


def hear_the_vision(today: Today, e: Employee, leader: Leader | None) -> None:
    """M06: the head knows it from policy, everybody else from a leader whose relay is misread anew each month."""
    p = today.p
    if leader is None:
        received = e.policy.clarity_at_top
    else:
        slip, _, _, _ = today.four(EXAMPLE, leader.row, occasion=1, day=today.number // 21)
        received = vision.relayed(leader.clarity_this_morning, leader.fidelity, p.misread_spread * normal(slip))
    e.clarity_received = received
    if not today.on.vision_cascade:
        received = today.n.clarity_received
    e.vision_clarity = vision.clarity(e.vision_clarity, received, e.temperament, p.clarity_stubbornness, p.clarity_rate)


def commit(today: Today, e: Employee) -> None:
    """Buy-in follows clarity, trust and care; M16: people decide alone what policy allows and trust permits."""
    p, policy = today.p, e.policy
    e.commitment = vision.commitment(e.commitment, e.vision_clarity, e.trust_in_top, e.felt_care, e.temperament,
                                     p.commitment_clarity_weight, p.commitment_trust_weight, p.commitment_care_weight, p.commitment_rate)
    allowed = discretion.autonomy_allowed(policy.discretion_limit, policy.trust_extended, policy.surveillance)
    dared = discretion.autonomy_dared(allowed, e.trust_in_leader, e.temperament, p.autonomy_stubbornness)
    e.autonomy = basics.toward(e.autonomy, dared, p.autonomy_rate)
