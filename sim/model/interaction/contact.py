"""One contact between an employee and a customer, step by step; each step calls the rules and writes the
moment.

M12 mirroring, M13 higher road, M14 attribution, M15 empathy is not sympathy, M16 discretion, M17 suspicion,
M19 skill, M21 internal customers, M22 displaced aggression, M40 expectation, M41 reciprocity, M42 complaints,
M43 leaving; and the first act of M23, the talk.  Arguments: m the moment, person,
customer, unit, policy (of the person's post), p parameters, on switches, n neutral values.  One uniform
number may decide several things in turn: given that the first did not happen, what is left of it is uniform
again.
"""

from sim.model.chance import BELL_LEVELS, bell, left_of
from sim.model.interaction.moment import IGNORANCE, OUR_ERROR, THE_RULE
from sim.model.jit import inner
from sim.model.rules import (
    attribution,
    bashing,
    basics,
    complaints,
    customers,
    discretion,
    empathy,
    internal_service,
    mirroring,
    mistreatment,
    mood,
    resources,
    satisfaction,
    skill,
    workload,
)


@inner
def meet(m, visit, customer, day, post, fading, p, on, n):
    """The customer comes in: what the case is about, in which mood (M41) and tone."""
    m.day, m.customer, m.post, m.attempt = day, visit.customer, post, customer.attempt
    m.difficulty, m.stake = visit.difficulty, visit.stake
    known = p.share_our_error + p.share_ignorance
    m.cause = int(visit.cause >= p.share_our_error) + int(visit.cause >= known) + int(
        visit.cause >= known + p.share_rule)
    kept = basics.toward(customer.civility, customer.mood, fading[day - customer.last_contact])
    m.customer_mood = kept if on.reciprocity else customer.civility + n.customer_mood
    noise = p.tone_noise * bell(visit.noise)
    m.chases = 1.0 if customer.answer_day > day else 0.0
    m.handed_off = 1.0 if 0 <= customer.answer_day <= day else 0.0
    m.delay = float(day - customer.case_day) if m.chases + m.handed_off > 0.0 and m.attempt == 0 else 0.0
    m.customer_tone = customers.customer_tone(m.customer_mood, noise, m.attempt + m.chases, m.stake,
                                              p.attempt_sours, p.stake_sours)
    m.rudeness = attribution.rudeness(m.customer_tone, p.rude_below)
    m.cheats = float(customer.cheats)


@inner
def need_a_colleague(m, visit, links, units, first, after, p):
    """Does the case need another unit (M21)?  Then it joins the queue there, and the answer comes in some
    days; links[first:after]."""
    m.referred, m.wait_days = 0.0, 0.0
    if (visit.needs < p.share_internal and m.handed_off + m.chases == 0.0 and after > first
        and m.attempt < p.attempts_most):
        link = links[first + int(visit.needs / p.share_internal * (after - first))]
        link.asked += 1
        m.referred, m.wait_days = 1.0, units[link.needed].wait_days


@inner
def attribute(m, person, policy, p, on, n):
    """A jerk, or somebody who did not know the rules? (M14)"""
    cause = 0.0
    if m.cause == IGNORANCE:
        cause = p.blame_ignorance
    elif m.cause == OUR_ERROR:
        cause = -p.blame_our_error
    m.blame = attribution.blame(cause, m.rudeness, person.blame_habit, person.reframe_habit,
                                policy.reframe_training, p.blame_base, p.blame_rudeness, p.blame_habit_weight,
                                p.reframe_training_weight)
    if not on.attribution:
        m.blame = n.blame
    m.anger = attribution.anger(m.blame, min(1.0, m.rudeness + 0.1 + 0.15 * m.attempt))


@inner
def answer(m, person, p, on, n):
    """The tone of the answer: how much of the customer's comes back (M12), and what keeps it back (M13)."""
    if on.higher_road:
        m.gain = mirroring.mirror_gain(p.mirror_base, person.trust_in_leader, person.felt_care, person.fear,
                                       person.resources, p.trust_relief, p.care_relief, p.fear_mirrors,
                                       p.exhaustion_mirrors)
    else:
        m.gain = n.gain
    heard = m.customer_tone if on.mirroring else n.customer_tone
    own = mirroring.own_tone(person.mood, person.norm, p.tone_base, p.tone_mood_weight, p.tone_norm_weight)
    m.tone = mirroring.tone(own, heard, m.gain, m.anger, p.anger_weight)


@inner
def empathise(m, person, p, on, n):
    """Felt help, or only a display? (M15)"""
    m.empathy_felt = empathy.felt(person.empathy_able, m.blame, person.resources, person.fear,
                                  person.commitment, p.blame_closes, p.fear_narrows, p.commitment_opens,
                                  p.resources_needed)
    m.acted = empathy.acted(m.empathy_felt, person.display_required, person.resources)
    if not on.empathy_not_sympathy:
        m.acted = n.acted
    m.empathy_shown = empathy.shown(m.empathy_felt, m.acted, p.acting_leak)


@inner
def act(m, person, policy, p, on, n):
    """Would a rule be bent (M16), is the extra mile gone (M09), does something go wrong, is the customer
    suspected (M17) or punished (M22)?"""
    usual = (discretion.readiness(p.gesture_usual, policy.customer_always_right, m.rudeness, p.right_gives_in)
             if on.always_right else (
        p.gesture_usual))
    m.gesture_chance = discretion.gesture_chance(person.autonomy, person.permission, person.fear,
                                                 person.perceived_fairness, person.commitment, m.stake, usual,
                                                 p.gesture_fear_cost)
    if not on.discretion:
        m.gesture_chance = n.gesture_chance
    spare = left_of(m.u_gesture, m.gesture_chance)
    m.extra_mile = 1.0 if m.u_gesture >= m.gesture_chance and spare < person.extra_chance else 0.0
    able = person.able if on.skill else n.skill
    slips = skill.error_chance(able, person.resources, p.error_usual, p.error_skill, p.error_exhaustion)
    m.error = 1.0 if m.u_error < slips else 0.0
    m.error_reported = (1.0 if m.u_error < slips * (person.report_chance if on.reporting else n.report_chance)
                        else 0.0)
    spare = left_of(m.u_error, slips)
    seen_as_cheat = person.accuse_cheat if m.cheats > 0.0 else person.accuse_honest
    m.accused = 1.0 if m.error == 0.0 and spare < seen_as_cheat else 0.0
    m.wronged = m.accused * (1.0 - m.cheats)
    spare = left_of(spare, seen_as_cheat)
    angry = person.hostility if on.displaced_aggression else n.hostility
    punishes = mistreatment.enforcement_chance(p.enforce_usual, angry, person.commitment, person.tenure,
                                               p.enforce_hostility, p.old_hand_days)
    m.enforced = 1.0 if m.error + m.accused == 0.0 and spare < punishes else 0.0


@inner
def chance_to_solve(m, person, unit, gesture, p, on, n):
    """Probability that the case is solved, with a rule bent (gesture 1) or by the rules (0)."""
    able = person.able if on.skill else n.skill
    hindered = skill.circumstances(person.way_of_working, m.extra_mile, m.handed_off, unit.unit_blame,
                                   p.resolve_extra, p.resolve_blame)
    return skill.resolution_chance(
        able, m.difficulty, m.empathy_felt, person.vision_clarity, unit.pressure, gesture,
        1.0 if m.cause == THE_RULE else 0.0, hindered,
        p.resolve_base, p.resolve_skill, p.resolve_difficulty, p.resolve_empathy, p.resolve_clarity,
        p.resolve_pressure,
        p.resolve_gesture, p.resolve_rule)


@inner
def bend_the_rule(m, person, unit, p, on, n):
    """A rule is bent where the rules do not solve the case, and the employee would (M16).

    Bitner, Booms & Tetreault (1990): what customers remember is how employees respond where service fails or
    they need an exception; who is served well by the rules needs none.
    """
    m.gesture = 0.0
    if m.u_gesture < m.gesture_chance and m.error + m.referred + m.chases == 0.0:
        m.gesture = 1.0 if m.u_resolved >= chance_to_solve(m, person, unit, 0.0, p, on, n) else 0.0


@inner
def solve(m, person, unit, paces, p, on, n):
    """Is the case solved (M19), and how long does it take?  Not while a colleague works on it (M21)."""
    able = person.able if on.skill else n.skill
    m.resolve_chance = chance_to_solve(m, person, unit, m.gesture, p, on, n)
    m.resolved = 1.0 if m.u_resolved < m.resolve_chance and m.error + m.referred + m.chases == 0.0 else 0.0
    ordinary = paces[int(m.u_minutes * BELL_LEVELS)]  # mean, spread and this contact's luck are in there
    care = workload.minutes_factor(person.practice if on.workload else n.practice, p.practice_usual,
                                   p.practice_minutes)
    m.minutes = care * (1.0 + p.extra_slows * m.extra_mile) * skill.handle_minutes(
        ordinary, 0.0, 0.0, m.difficulty, m.anger, person.fear, able, p.anger_slows, p.fear_hurries,
        p.skill_speeds)
    if m.handed_off > 0.0 and m.delay > p.longest_delay:  # somebody had to escalate it
        m.minutes += p.escalation_minutes


@inner
def judge(m, person, customer, unit, p, on, n):
    """The customer judges: quality as lived, compared with what was expected (M40)."""
    treated = satisfaction.treatment(person.impression, m.extra_mile, m.delay, m.accused, m.enforced,
                                     p.quality_extra, p.quality_delay, p.quality_mistreated)
    lived = satisfaction.quality(m.resolved, m.tone, m.empathy_shown, unit.wait, m.attempt + m.chases,
                                 m.gesture, treated, p.quality_base, p.quality_resolved, p.quality_tone,
                                 p.quality_empathy, p.quality_wait, p.quality_effort, p.quality_gesture)
    m.quality = basics.clamp(lived + p.quality_noise * bell(m.u_noise))
    m.difference = m.quality - customer.expectation
    compared = m.difference if on.expectation else n.difference
    m.satisfaction = satisfaction.satisfaction(m.quality, compared, p.disconfirmation, p.loss_aversion)


@inner
def complain(m, person, customer, policy, p, on, n):
    """The dissatisfied complain, where it is easy and seems to help; some complaints are made good (M42),
    some are reported (M45)."""
    m.complain_chance = complaints.complaint_chance(p.complain_usual, m.satisfaction, customer.trust,
                                                    policy.complaint_welcome)
    chance = m.complain_chance if on.complaints else n.complain_chance
    if m.u_resolved < m.resolve_chance:
        u = m.u_resolved / m.resolve_chance
    else:
        u = left_of(m.u_resolved, m.resolve_chance)
    m.complained, m.recovered, m.complaint_reported = 0.0, 0.0, 0.0
    if u < chance:
        m.complained = 1.0
        u = u / chance
        good = person.recover_chance if on.complaints else n.recover_chance
        m.recovered = 1.0 if u < good else 0.0
        u = u / good if m.recovered > 0.0 else left_of(u, good)
        if m.recovered > 0.0:
            m.satisfaction = complaints.satisfaction_made_good(m.satisfaction, p.complaint_gain)
        m.complaint_reported = 1.0 if u < (person.report_chance if on.reporting else n.report_chance) else 0.0


@inner
def digest(m, customer, day, p, on, n):
    """What stays with the customer: relationship, trust, expectation, mood (M41), grievance (M17 M42);
    leaving and telling others (M43), both by the relationship."""
    m.relationship = customer.relationship = satisfaction.relationship(customer.relationship, m.satisfaction,
                                                                       p.relationship_share)
    broken = satisfaction.broken(m.resolved, m.referred + m.chases,
                                 internal_service.lateness(max(0.0, m.delay - 1.0), p.turnaround))
    customer.trust = satisfaction.customer_trust(customer.trust, m.resolved, broken, p.customer_trust_gain,
                                                 p.customer_trust_loss)
    grievance = min(1.0, m.wronged + m.complained * (1.0 - m.recovered))
    customer.trust = complaints.trust_after_grievance(customer.trust, grievance, p.grievance_trust_loss)
    customer.expectation = satisfaction.expectation_after(customer.expectation, m.quality,
                                                          p.expectation_floor, p.expectation_share,
                                                          p.expectation_floor_share)
    customer.mood = customers.mood_after(m.customer_mood, 0.5 * (m.tone + m.satisfaction) - 0.15,
                                         p.reciprocity)
    customer.last_contact = day
    m.leave_chance = customers.leaving_chance(p.leave_usual, m.relationship, customer.trust,
                                              p.grievance_leaves * grievance, p.leave_relationship,
                                              p.leave_trust)
    if not on.leaving:
        m.leave_chance = n.leave_chance
    m.left = 1.0 if m.u_left < m.leave_chance else 0.0
    m.told = 0.0
    if m.u_told < customers.telling_chance(m.relationship, p.telling_usual):
        m.told = 1.0 if m.relationship > 0.65 else -1.0


@inner
def feel(m, person, unit, p, on, n):
    """What it does to the employee: one drain (M27), mood, and the talk afterwards (M23)."""
    drain = resources.drain(m.rudeness, m.anger, m.acted, m.minutes, person.coworker_support, unit.pressure,
                            p.rudeness_cost * person.rudeness_weight, p.anger_cost, p.acting_cost,
                            p.contact_cost, p.support_relief, p.pressure_drains)
    m.vent_chance = bashing.vent_chance(m.anger, person.blame_habit, person.reframe_habit, person.norm,
                                        p.vent_base, p.vent_provoked, p.vent_habit, p.vent_norm)
    if not on.customer_bashing:
        m.vent_chance = n.vent_chance
    m.vented = 1.0 if m.u_talk < m.vent_chance else 0.0
    m.reframed = 0.0
    if m.vented == 0.0 and (m.rudeness > 0.0 or m.cause == IGNORANCE):
        m.reframed = 1.0 if left_of(m.u_talk, m.vent_chance) < p.reframe_talk * person.reframe_habit else 0.0
    if on.venting == 1:
        drain -= p.vent_relief * drain * m.vented
    m.drain = drain
    if on.resources:
        person.resources -= drain * person.resources
    person.hostility = mistreatment.provoked(person.hostility, m.rudeness, p.hostility_rudeness)
    person.mood = mood.mood_after_contact(person.mood, m.resolved * m.customer_tone, m.rudeness, p.mood_lift,
                                          p.mood_negativity)
