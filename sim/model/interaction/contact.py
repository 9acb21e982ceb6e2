"""One contact between an employee and a customer, step by step; each step calls the rules and writes the
moment.

M12 mirroring, M14 attribution, M15 empathy is not sympathy, M16 discretion, M17 suspicion,
M19 skill, M21 internal customers, M22 displaced aggression, M40 expectation, M41 reciprocity, M42 complaints,
M43 leaving; and the first act of M23, the talk.  Arguments: m the moment, person,
customer, unit, policy (of the person's post), p parameters, on switches, n neutral values.  One uniform
number may decide several things in turn: given that the first did not happen, what is left of it is uniform
again.
"""

from sim.model.chance import BELL_LEVELS, CONTACT, bell, eight, left_of
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
from sim.model.rules.basics import one_if, pick


@inner
def be_drawn(m, visit, key, day):
    """The uniform numbers of the contact, by customer and day."""
    (m.u_resolved, m.u_minutes, m.u_error, m.u_gesture, m.u_talk, m.u_left, m.u_told, m.u_noise) = eight(
        key, CONTACT, day, visit.customer, 0)


@inner
def meet(m, visit, customer, day, post, fading, p, on, n):
    """The customer comes in: what the case is about, in which mood (M41) and tone."""
    m.day, m.customer, m.post, m.attempt = day, visit.customer, post, customer.attempt
    m.difficulty, m.stake = visit.difficulty, visit.stake
    known = p.share_our_error + p.share_ignorance
    m.cause = int(visit.cause >= p.share_our_error) + int(visit.cause >= known) + int(
        visit.cause >= known + p.share_rule)
    kept = basics.toward(customer.civility, customer.mood, fading[day - customer.last_contact])
    m.customer_mood = pick(on.reciprocity, kept, customer.civility + n.customer_mood)
    noise = p.tone_noise * bell(visit.noise)
    m.chases = one_if(customer.answer_day > day)
    m.handed_off = one_if(customer.answer_day >= 0) * (1.0 - m.chases)
    m.delay = float(day - customer.case_day) * (m.chases + m.handed_off) * one_if(m.attempt == 0)
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
    cause = (p.blame_ignorance * one_if(m.cause == IGNORANCE)
             - p.blame_our_error * one_if(m.cause == OUR_ERROR))
    blame = attribution.blame(cause, m.rudeness, person.blame_habit, person.reframe_habit,
                              policy.reframe_training, p.blame_base, p.blame_rudeness, p.blame_habit_weight,
                              p.reframe_training_weight)
    m.blame = pick(on.attribution, blame, n.blame)
    m.anger = attribution.anger(m.blame, min(1.0, m.rudeness + 0.1 + 0.15 * m.attempt))


@inner
def answer(m, person, p, on, n):
    """The tone of the answer: how much of the customer's comes back, and what keeps it back (M12)."""
    gain = mirroring.mirror_gain(p.mirror_base, person.trust_in_leader, person.felt_care, person.fear,
                                 person.resources, p.defences)
    m.gain, heard = pick(on.mirroring, gain, n.gain), pick(on.mirroring, m.customer_tone, n.customer_tone)
    own = mirroring.own_tone(person.mood, person.norm, p.tone_base, p.tone_mood_weight, p.tone_norm_weight)
    m.tone = mirroring.tone(own, heard, m.gain, m.anger, p.anger_weight)


@inner
def empathise(m, person, p, on, n):
    """Felt help, or only a display? (M15)"""
    m.empathy_felt = empathy.felt(person.empathy_able, m.blame, person.resources, person.fear,
                                  person.commitment, p.blame_closes, p.fear_narrows, p.commitment_opens,
                                  p.resources_needed)
    acted = empathy.acted(m.empathy_felt, person.display_required, person.resources)
    m.acted = pick(on.empathy_not_sympathy, acted, n.acted)
    m.empathy_shown = empathy.shown(m.empathy_felt, m.acted, p.acting_leak)


@inner
def act(m, person, policy, p, on, n):
    """Would a rule be bent (M16), is the extra mile gone (M08), does something go wrong, is the customer
    suspected (M17) or punished (M22)?"""
    ready = discretion.readiness(p.gesture_usual, policy.customer_always_right, m.rudeness, p.right_gives_in)
    chance = discretion.gesture_chance(person.autonomy, person.permission, person.fear,
                                       person.perceived_fairness, person.commitment, m.stake,
                                       pick(on.always_right, ready, p.gesture_usual), p.gesture_fear_cost)
    m.gesture_chance = pick(on.discretion, chance, n.gesture_chance)
    spare = left_of(m.u_gesture, m.gesture_chance)
    m.extra_mile = one_if(m.u_gesture >= m.gesture_chance) * one_if(spare < person.extra_chance)
    able = pick(on.skill, person.able, n.skill)
    slips = skill.error_chance(able, person.resources, p.error_usual, p.error_weight)
    m.error = one_if(m.u_error < slips)
    m.error_reported = one_if(m.u_error < slips * pick(on.reporting, person.report_chance, n.report_chance))
    spare = left_of(m.u_error, slips)
    seen_as_cheat = pick(m.cheats > 0.0, person.accuse_cheat, person.accuse_honest)
    m.accused = (1.0 - m.error) * one_if(spare < seen_as_cheat)
    m.wronged = m.accused * (1.0 - m.cheats)
    spare = left_of(spare, seen_as_cheat)
    angry = pick(on.displaced_aggression, person.hostility, n.hostility)
    punishes = mistreatment.enforcement_chance(p.enforce_usual, angry, person.commitment, person.tenure,
                                               p.enforce_hostility, p.old_hand_days)
    m.enforced = one_if(m.error + m.accused == 0.0) * one_if(spare < punishes)


@inner
def chance_to_solve(m, person, unit, gesture, p, on, n):
    """Probability that the case is solved, with a rule bent (gesture 1) or by the rules (0)."""
    able = pick(on.skill, person.able, n.skill)
    hindered = skill.circumstances(person.way_of_working, m.extra_mile, m.handed_off, unit.unit_blame,
                                   p.resolve_extra, p.resolve_blame)
    return skill.resolution_chance(
        able, m.difficulty, m.empathy_felt, person.vision_clarity, unit.pressure, gesture,
        one_if(m.cause == THE_RULE), hindered,
        p.resolve_base, p.resolve_skill, p.resolve_difficulty, p.resolve_empathy, p.resolve_clarity,
        p.resolve_pressure,
        p.resolve_gesture, p.resolve_rule)


@inner
def bend_the_rule(m, person, unit, p, on, n):
    """A rule is bent where the rules do not solve the case, and the employee would (M16).

    Bitner, Booms & Tetreault (1990): what customers remember is how employees respond where service fails or
    they need an exception; who is served well by the rules needs none.
    """
    stuck = one_if(m.u_resolved >= chance_to_solve(m, person, unit, 0.0, p, on, n))
    m.gesture = (one_if(m.u_gesture < m.gesture_chance) * one_if(m.error + m.referred + m.chases == 0.0)
                 * stuck)


@inner
def solve(m, person, unit, paces, p, on, n):
    """Is the case solved (M19), and how long does it take?  Not while a colleague works on it (M21)."""
    able = pick(on.skill, person.able, n.skill)
    m.resolve_chance = chance_to_solve(m, person, unit, m.gesture, p, on, n)
    m.resolved = one_if(m.u_resolved < m.resolve_chance) * one_if(m.error + m.referred + m.chases == 0.0)
    ordinary = paces[int(m.u_minutes * BELL_LEVELS)]  # mean, spread and this contact's luck are in there
    care = workload.minutes_factor(pick(on.workload, person.practice, n.practice), p.practice_usual,
                                   p.practice_minutes)
    escalated = m.handed_off * one_if(m.delay > p.longest_delay)  # somebody had to
    m.minutes = care * skill.handle_minutes(ordinary, m.difficulty, person.fear, able, p.fear_hurries,
                                            p.skill_speeds) + escalated * p.escalation_minutes


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
    compared = pick(on.expectation, m.difference, n.difference)
    m.satisfaction = satisfaction.satisfaction(m.quality, compared, p.disconfirmation, p.loss_aversion)


@inner
def complain(m, person, customer, policy, p, on, n):
    """The dissatisfied complain, where it is easy and seems to help; some complaints are made good (M42),
    some are reported (M45)."""
    m.complain_chance = complaints.complaint_chance(p.complain_usual, m.satisfaction, customer.trust,
                                                    policy.complaint_welcome)
    chance = pick(on.complaints, m.complain_chance, n.complain_chance)
    u = pick(m.u_resolved < m.resolve_chance, m.u_resolved / m.resolve_chance,
             left_of(m.u_resolved, m.resolve_chance))
    m.complained = one_if(u < chance)
    good = pick(on.complaints, person.recover_chance, n.recover_chance)
    m.recovered = m.complained * one_if(u < chance * good)
    made_good = complaints.satisfaction_made_good(m.satisfaction, p.complaint_gain)
    m.satisfaction = pick(m.recovered > 0.0, made_good, m.satisfaction)
    reports = pick(on.reporting, person.report_chance, n.report_chance)
    m.complaint_reported = m.complained * one_if(u < chance * pick(m.recovered > 0.0, good * reports,
                                                                   good + (1.0 - good) * reports))


@inner
def digest(m, customer, day, p, on, n):
    """What stays with the customer: relationship, trust, expectation, mood (M41), grievance (M17 M42);
    leaving and telling others (M43), both by the relationship."""
    m.relationship = satisfaction.relationship(customer.relationship, m.satisfaction, p.relationship_share)
    broken = satisfaction.broken(m.resolved, m.referred + m.chases,
                                 internal_service.lateness(max(0.0, m.delay - 1.0), p.turnaround))
    trust = satisfaction.customer_trust(customer.trust, m.resolved, broken, p.customer_trust_gain,
                                        p.customer_trust_loss)
    grievance = min(1.0, m.wronged + m.complained * (1.0 - m.recovered))
    trust = complaints.trust_after_grievance(trust, grievance, p.grievance_trust_loss)
    chance = customers.leaving_chance(p.leave_usual, m.relationship, trust, p.grievance_leaves * grievance,
                                      p.leave_relationship, p.leave_trust)
    customer.relationship, customer.trust = m.relationship, trust
    customer.expectation = satisfaction.expectation_after(customer.expectation, m.quality,
                                                          p.expectation_floor, p.expectation_share,
                                                          p.expectation_floor_share)
    customer.mood = customers.mood_after(m.customer_mood, 0.5 * (m.tone + m.satisfaction) - 0.15,
                                         p.reciprocity)
    customer.last_contact = day
    m.leave_chance = pick(on.leaving, chance, n.leave_chance)
    m.left = one_if(m.u_left < m.leave_chance)
    told = one_if(m.u_told < customers.telling_chance(m.relationship, p.telling_usual))
    m.told = told * pick(m.relationship > 0.65, 1.0, -1.0)


@inner
def feel(m, person, p, on, n):
    """What it does to the employee: one drain (M27), mood, and the talk afterwards (M23)."""
    drain = resources.drain(m.rudeness, m.acted, m.minutes, person.coworker_support,
                            p.rudeness_cost * person.rudeness_weight, p.acting_cost, p.contact_cost,
                            p.resources_buffer)
    chance = bashing.vent_chance(m.anger, person.blame_habit, person.reframe_habit, person.norm,
                                 p.vent_base, p.vent_provoked, p.vent_habit, p.vent_norm)
    m.vent_chance = pick(on.customer_bashing, chance, n.vent_chance)
    m.vented = one_if(m.u_talk < m.vent_chance)
    occasion = one_if((m.rudeness > 0.0) | (m.cause == IGNORANCE)) * (1.0 - m.vented)
    m.reframed = occasion * one_if(left_of(m.u_talk, m.vent_chance) < p.reframe_talk * person.reframe_habit)
    m.drain = drain - pick(on.venting, p.vent_relief, 0.0) * drain * m.vented
    person.resources -= pick(on.resources, m.drain, 0.0) * person.resources
    person.hostility = mistreatment.provoked(person.hostility, m.rudeness, p.hostility_rudeness)
    person.mood = mood.mood_after_contact(person.mood, m.resolved * m.customer_tone, m.rudeness, p.mood_lift,
                                          p.mood_negativity)


@inner
def close_case(m, customer, day, p):
    """An unsolved case comes back in a few days, a few times at most, one with a colleague when there is an
    answer; who waits for that beyond what is usual asks after it in between.  Who left becomes a prospect's
    place.  Returns the day due next."""
    left, again = m.left > 0.0, m.left == 0.0 and m.resolved == 0.0 and m.attempt < p.attempts_most
    customer.active = 0 if left else 1
    spare = m.u_told * 16.0
    spare -= int(spare)
    if m.referred > 0.0 and not left:
        customer.answer_day = day + 1 + int(m.wait_days)
    if m.referred + m.chases > 0.0 and not left:
        promised = max(day + 1, customer.case_day + 2 + int(p.turnaround))
        return min(customer.answer_day, promised + int(p.chase_days * spare))
    customer.attempt = m.attempt + 1 if again else 0
    customer.answer_day = customer.answer_day if again else -1
    return day + 1 + int(p.return_days * spare) if again else max(day + 1, customer.next_visit)


@inner
def count_talk(m, person):
    """The talk after the contact, in the person's day."""
    person.vented += int(m.vented)
    person.reframed += int(m.reframed)
