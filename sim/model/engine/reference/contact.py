"""Phase 3 in the reference: one contact between an employee and a customer (M08 M12-M23 M27 M40-M43 M45).

``m`` is the moment: the numbers of the contact in the order in which they come about, named in
``sim.model.interaction.moment``.
"""

from __future__ import annotations

from types import SimpleNamespace

from sim.model import tallies
from sim.model.chance import CONTACT, bell, left_of
from sim.model.engine.agents import Customer, Employee
from sim.model.engine.reference.today import Today
from sim.model.interaction.moment import IGNORANCE, OTHER, OUR_ERROR, THE_RULE
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


def serve(today: Today, employee: Employee, visit: SimpleNamespace) -> SimpleNamespace:
    """The whole contact: the customer comes in, is met, judges and leaves; the employee lives on."""
    customer: Customer = visit.customer
    m = SimpleNamespace(day=today.number, customer=customer.row, post=employee.row, attempt=customer.attempt,
                        difficulty=visit.difficulty, stake=visit.stake)
    m.u_resolved, m.u_minutes, m.u_error, m.u_gesture, m.u_talk, m.u_left, m.u_told, m.u_noise = today.eight(
        CONTACT, customer.row)
    meet(today, m, visit, customer)
    need_a_colleague(today, m, visit, employee)
    attribute(today, m, employee)
    answer(today, m, employee)
    empathise(today, m, employee)
    act(today, m, employee)
    bend_the_rule(today, m, employee)
    solve(today, m, employee)
    judge(today, m, employee, customer)
    complain(today, m, employee, customer)
    digest(today, m, customer)
    feel(today, m, employee)
    close_case(today, m, employee, customer)
    count(today, m, employee)
    return m


def meet(today: Today, m: SimpleNamespace, visit: SimpleNamespace, customer: Customer) -> None:
    """What it is about; M41: the customer carries the mood of last time in."""
    p = today.p
    shares = ((OUR_ERROR, p.share_our_error), (IGNORANCE, p.share_our_error + p.share_ignorance),
              (THE_RULE, p.share_our_error + p.share_ignorance + p.share_rule))
    m.cause = next((cause for cause, up_to in shares if visit.cause < up_to), OTHER)
    m.customer_mood = customers.mood_kept(customer.mood, customer.civility,
                                          today.number - customer.last_contact, today.memory)
    if not today.on.reciprocity:
        m.customer_mood = customer.civility + today.n.customer_mood
    m.chases = float(customer.answer_day > today.number)
    m.handed_off = float(0 <= customer.answer_day <= today.number)
    waited = (m.chases or m.handed_off) and not m.attempt
    m.delay = float(today.number - customer.case_day) if waited else 0.0
    m.customer_tone = customers.customer_tone(m.customer_mood, p.tone_noise * bell(visit.noise),
                                              m.attempt + m.chases, m.stake, p.attempt_sours, p.stake_sours)
    m.rudeness = attribution.rudeness(m.customer_tone, p.rude_below)
    m.cheats = float(customer.cheats)


def need_a_colleague(today: Today, m: SimpleNamespace, visit: SimpleNamespace, e: Employee) -> None:
    """M21: does the case need another unit?  Then it joins the queue there."""
    p, world = today.p, today.world
    unit = world.people["unit"][e.row]
    first, after = world.link_start[unit], world.link_start[unit + 1]
    m.referred, m.wait_days = 0.0, 0.0
    asked = m.handed_off or m.chases or m.attempt >= p.attempts_most
    if visit.needs < p.share_internal and not asked and after > first:
        link = world.links[first + int(visit.needs / p.share_internal * (after - first))]
        link.asked += 1
        m.referred, m.wait_days = 1.0, world.units[link.needed].wait_days


def attribute(today: Today, m: SimpleNamespace, e: Employee) -> None:
    """M14: a jerk, or somebody who did not know the rules?"""
    p = today.p
    cause = {IGNORANCE: p.blame_ignorance, OUR_ERROR: -p.blame_our_error}.get(m.cause, 0.0)
    m.blame = attribution.blame(cause, m.rudeness, e.blame_habit, e.reframe_habit, e.policy.reframe_training,
                                p.blame_base, p.blame_rudeness, p.blame_habit_weight,
                                p.reframe_training_weight)
    if not today.on.attribution:
        m.blame = today.n.blame
    m.anger = attribution.anger(m.blame, min(1.0, m.rudeness + 0.1 + 0.15 * m.attempt))


def answer(today: Today, m: SimpleNamespace, e: Employee) -> None:
    """M12: the customer's tone comes back, unless trust, care and strength keep it from coming back."""
    p, n = today.p, today.n
    m.gain, heard = n.gain, n.customer_tone
    if today.on.mirroring:
        m.gain, heard = mirroring.mirror_gain(p.mirror_base, e.trust_in_leader, e.felt_care, e.fear,
                                              e.resources, p.defences), m.customer_tone
    own = mirroring.own_tone(e.mood, e.norm, p.tone_base, p.tone_mood_weight, p.tone_norm_weight)
    m.tone = mirroring.tone(own, heard, m.gain, m.anger, p.anger_weight)


def empathise(today: Today, m: SimpleNamespace, e: Employee) -> None:
    """M15: what is felt helps; what is only displayed costs, and leaks through."""
    p, on = today.p, today.on
    m.empathy_felt = empathy.felt(e.empathy_able, m.blame, e.resources, e.fear, e.commitment, p.blame_closes,
                                  p.fear_narrows, p.commitment_opens, p.resources_needed)
    m.acted = (empathy.acted(m.empathy_felt, e.display_required, e.resources) if on.empathy_not_sympathy
               else today.n.acted)
    m.empathy_shown = empathy.shown(m.empathy_felt, m.acted, p.acting_leak)


def act(today: Today, m: SimpleNamespace, e: Employee) -> None:
    """M16: would a rule be bent? M08: the extra mile? M17: suspected? M22: punished?  An error?"""
    p, on, n = today.p, today.on, today.n
    usual = discretion.readiness(p.gesture_usual, e.policy.customer_always_right, m.rudeness,
                                 p.right_gives_in) if on.always_right else p.gesture_usual
    m.gesture_chance = (discretion.gesture_chance(e.autonomy, e.permission, e.fear, e.perceived_fairness,
                                                  e.commitment, m.stake, usual, p.gesture_fear_cost)
                        if on.discretion else n.gesture_chance)
    m.extra_mile = float(m.u_gesture >= m.gesture_chance
                         and left_of(m.u_gesture, m.gesture_chance) < e.extra_chance)
    slips = skill.error_chance(e.able if on.skill else n.skill, e.resources, p.error_usual,
                               p.error_weight)
    m.error = float(m.u_error < slips)
    m.error_reported = float(m.u_error < slips * (e.report_chance if on.reporting else n.report_chance))
    u, seen_as_cheat = left_of(m.u_error, slips), e.accuse_cheat if m.cheats else e.accuse_honest
    m.accused = float(not m.error and u < seen_as_cheat)
    m.wronged = m.accused * (1.0 - m.cheats)
    punishes = mistreatment.enforcement_chance(p.enforce_usual, e.hostility if on.displaced_aggression
                                               else n.hostility, e.commitment, e.tenure, p.enforce_hostility,
                                               p.old_hand_days)
    m.enforced = float(not m.error and not m.accused and left_of(u, seen_as_cheat) < punishes)


def chance_to_solve(today: Today, m: SimpleNamespace, e: Employee, gesture: float) -> float:
    """With a rule bent or by the rules."""
    p = today.p
    hindered = skill.circumstances(e.way_of_working, m.extra_mile, m.handed_off, e.place.unit_blame,
                                   p.resolve_extra, p.resolve_blame)
    return float(skill.resolution_chance(
        e.able if today.on.skill else today.n.skill, m.difficulty, m.empathy_felt, e.vision_clarity,
        e.place.pressure, gesture, float(m.cause == THE_RULE), hindered, p.resolve_base, p.resolve_skill,
        p.resolve_difficulty, p.resolve_empathy, p.resolve_clarity, p.resolve_pressure, p.resolve_gesture,
        p.resolve_rule))


def bend_the_rule(today: Today, m: SimpleNamespace, e: Employee) -> None:
    """M16: where the rules do not solve the case, and the employee would bend one."""
    stuck = not (m.error or m.referred or m.chases)
    m.gesture = float(m.u_gesture < m.gesture_chance and stuck
                      and m.u_resolved >= chance_to_solve(today, m, e, 0.0))


def solve(today: Today, m: SimpleNamespace, e: Employee) -> None:
    """M19: is it solved, and how long does it take?  M21: not while a colleague works on it."""
    p, on, n = today.p, today.on, today.n
    able = e.able if on.skill else n.skill
    m.resolve_chance = chance_to_solve(today, m, e, m.gesture)
    m.resolved = float(m.u_resolved < m.resolve_chance and not (m.error or m.referred or m.chases))
    care = workload.minutes_factor(e.practice if on.workload else n.practice, p.practice_usual,
                                   p.practice_minutes)
    ordinary = skill.ordinary_minutes(p.handle_minutes_mean, p.handle_spread, bell(m.u_minutes))
    m.minutes = care * skill.handle_minutes(ordinary, m.difficulty, e.fear, able, p.fear_hurries,
                                            p.skill_speeds)
    if m.handed_off and m.delay > p.longest_delay:  # somebody had to escalate it
        m.minutes += p.escalation_minutes


def judge(today: Today, m: SimpleNamespace, e: Employee, customer: Customer) -> None:
    """M40: quality as lived, compared with what was expected."""
    p = today.p
    treated = satisfaction.treatment(e.impression, m.extra_mile, m.delay, m.accused, m.enforced,
                                     p.quality_extra, p.quality_delay, p.quality_mistreated)
    lived = satisfaction.quality(m.resolved, m.tone, m.empathy_shown, e.place.wait, m.attempt + m.chases,
                                 m.gesture, treated, p.quality_base, p.quality_resolved, p.quality_tone,
                                 p.quality_empathy, p.quality_wait, p.quality_effort, p.quality_gesture)
    m.quality = basics.clamp(lived + p.quality_noise * bell(m.u_noise))
    m.difference = m.quality - customer.expectation
    m.satisfaction = satisfaction.satisfaction(m.quality, m.difference if today.on.expectation
                                               else today.n.difference, p.disconfirmation, p.loss_aversion)


def complain(today: Today, m: SimpleNamespace, e: Employee, customer: Customer) -> None:
    """M42: the dissatisfied complain, some complaints are made good; M45: some are reported.  Decided by what
    is left of u_resolved."""
    p, on, n = today.p, today.on, today.n
    m.complain_chance = complaints.complaint_chance(p.complain_usual, m.satisfaction, customer.trust,
                                                    e.policy.complaint_welcome)
    chance, good = (
        (m.complain_chance, e.recover_chance) if on.complaints else (n.complain_chance, n.recover_chance))
    u = m.u_resolved / m.resolve_chance if m.u_resolved < m.resolve_chance else left_of(
        m.u_resolved, m.resolve_chance)
    m.complained, m.recovered, m.complaint_reported = 0.0, 0.0, 0.0
    if u < chance:
        u /= chance
        m.complained, m.recovered = 1.0, float(u < good)
        u = u / good if m.recovered else left_of(u, good)
        if m.recovered:
            m.satisfaction = complaints.satisfaction_made_good(m.satisfaction, p.complaint_gain)
        m.complaint_reported = float(u < (e.report_chance if on.reporting else n.report_chance))


def digest(today: Today, m: SimpleNamespace, customer: Customer) -> None:
    """What stays with the customer; M41: mood is carried out; M17 M42: a grievance; M43: some leave, some
    tell others."""
    p = today.p
    m.relationship = satisfaction.relationship(customer.relationship, m.satisfaction, p.relationship_share)
    late = internal_service.lateness(max(0.0, m.delay - 1.0), p.turnaround)
    broken = satisfaction.broken(m.resolved, m.referred + m.chases, late)
    trust = satisfaction.customer_trust(customer.trust, m.resolved, broken, p.customer_trust_gain,
                                        p.customer_trust_loss)
    grievance = float(m.wronged or m.complained and not m.recovered)
    trust = complaints.trust_after_grievance(trust, grievance, p.grievance_trust_loss)
    customer.expectation = satisfaction.expectation_after(customer.expectation, m.quality,
                                                          p.expectation_floor, p.expectation_share,
                                                          p.expectation_floor_share)
    customer.mood = customers.mood_after(m.customer_mood, 0.5 * (m.tone + m.satisfaction) - 0.15,
                                         p.reciprocity)
    customer.last_contact = today.number
    m.leave_chance = customers.leaving_chance(
        p.leave_usual, m.relationship, trust, p.grievance_leaves * grievance, p.leave_relationship,
        p.leave_trust) if today.on.leaving else today.n.leave_chance
    customer.relationship, customer.trust = m.relationship, trust
    m.left = float(m.u_left < m.leave_chance)
    tells = m.u_told < customers.telling_chance(m.relationship, p.telling_usual)
    m.told = (1.0 if m.relationship > 0.65 else -1.0) if tells else 0.0


def feel(today: Today, m: SimpleNamespace, e: Employee) -> None:
    """M27: what it takes out of the employee; M23: the talk afterwards, for or against the customer."""
    p, on = today.p, today.on
    m.drain = resources.drain(m.rudeness, m.acted, m.minutes, e.coworker_support,
                              p.rudeness_cost * e.rudeness_weight, p.acting_cost, p.contact_cost,
                              p.resources_buffer)
    m.vent_chance = (bashing.vent_chance(m.anger, e.blame_habit, e.reframe_habit, e.norm, p.vent_base,
                                         p.vent_provoked, p.vent_habit, p.vent_norm) if on.customer_bashing
                     else today.n.vent_chance)
    m.vented, m.reframed = float(m.u_talk < m.vent_chance), 0.0
    if not m.vented and (m.rudeness > 0.0 or m.cause == IGNORANCE):
        m.reframed = float(left_of(m.u_talk, m.vent_chance) < p.reframe_talk * e.reframe_habit)
    if on.venting == 1:  # cathartic
        m.drain -= p.vent_relief * m.drain * m.vented
    if on.resources:
        e.resources -= m.drain * e.resources
    e.hostility = mistreatment.provoked(e.hostility, m.rudeness, p.hostility_rudeness)
    e.mood = mood.mood_after_contact(e.mood, m.resolved * m.customer_tone, m.rudeness, p.mood_lift,
                                     p.mood_negativity)


def close_case(today: Today, m: SimpleNamespace, e: Employee, customer: Customer) -> None:
    """An unsolved case comes back in a few days, a few times at most, one with a colleague when there is an
    answer, and is asked after when that is late; who left makes room."""
    p, tomorrow, u = today.p, today.number + 1, m.u_told * 16.0 % 1.0
    if m.left:
        customer.active, customer.attempt, customer.answer_day = False, 0, -1
        e.place.active -= 1
    elif m.referred or m.chases:
        if m.referred:
            customer.answer_day = tomorrow + int(m.wait_days)
        promised = max(tomorrow, customer.case_day + 2 + int(p.turnaround))
        customer.due = min(customer.answer_day, promised + int(p.chase_days * u))
    elif m.resolved or m.attempt >= p.attempts_most:
        customer.attempt, customer.answer_day = 0, -1
    else:
        customer.attempt, customer.due = m.attempt + 1, tomorrow + int(p.return_days * u)


def count(today: Today, m: SimpleNamespace, e: Employee) -> None:
    """Add the contact to what the employee's day adds up to."""
    for name, amount in tallies.CONTACT.items():
        setattr(e.today, name, getattr(e.today, name) + amount.of(m, today.p))
    e.vented += int(m.vented)
    e.reframed += int(m.reframed)
