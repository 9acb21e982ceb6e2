"""Phase 1 in the reference, its end: what people are taught and told (M29 M32-M34), and what they bring to
today's contacts (M08 M11 M17-M20 M42 M45).
"""

from __future__ import annotations

from sim.model.chance import COURSE, EXERCISE
from sim.model.engine.agents import Employee
from sim.model.engine.reference.today import Today
from sim.model.mechanisms.learning import QUARTER
from sim.model.rules import (
    basics,
    complaints,
    direction,
    empathy,
    mistreatment,
    perspective,
    satisfaction,
    skill,
    suspicion,
    training,
    voice,
    workload,
)


def come_to_work(today: Today) -> None:
    """Everybody present: courses, exercises, forums; then what one is able to do today."""
    p, on, n = today.p, today.on, today.n
    for e in today.people:
        if not e.present:
            continue
        take_part(today, e)
        if not on.own_experience:
            e.recalled = n.recalled
        if not on.hearing_customers:
            e.customers_heard = n.customers_heard
        e.able = training.able(e.skill, e.trained, e.transfer if on.formal_training else n.transfer,
                               p.training_gain)
        share = p.trait_share if on.empathy == 0 else 1.0 - 0.4 * p.trait_share
        e.empathy_able = basics.clamp(
            empathy.disposition(e.trait_empathy, e.learned_empathy, share)
            + perspective.recall_effect(e.recalled, 1.0 if on.recall == 0 else -1.0, p.recall_gain)
            + perspective.hearing_effect(e.customers_heard, p.heard_usual, p.heard_gain))


def take_part(today: Today, e: Employee) -> None:
    """M29: a course comes once a quarter; M33: recalling; M34: customers heard or told about."""
    p, on, n, policy, leader = today.p, today.on, today.n, e.policy, e.leader
    course, _, _, _ = today.four(COURSE, e.row, day=today.number // QUARTER)
    recalls, hears, _, _ = today.four(EXERCISE, e.row)
    e.trained = training.fades(e.trained, p.trained_rate)
    e.transfer, picture = p.transfer_alone, p.outsiders_picture
    if leader is not None:
        e.transfer, picture = training.transfer(leader.coaching, leader.policy.coaching_skill,
                                                p.transfer_alone), leader.picture
    if int(QUARTER * course) == today.number % QUARTER:
        days = policy.training_days * QUARTER / 250.0
        e.trained = training.trained_after_course(e.trained, days, p.training_effect,
                                                  training.aim(policy.needs_assessment, e.skill),
                                                  training.motivation(policy.training_explained))
        if on.formal_training:
            e.commitment = training.resistance(e.commitment, days, policy.training_explained,
                                               p.training_resistance)
        if on.empathy_learning:
            e.learned_empathy = training.empathy_trained(e.learned_empathy, policy.empathy_training * QUARTER
                                                         / 250.0, p.empathy_training_effect)
    if not on.formal_training:
        e.trained = n.trained
    e.recalled = perspective.pulse(e.recalled, float(recalls < policy.recall_exercise / 21.0), 0.0,
                                   p.heard_rate)
    e.customers_heard = perspective.pulse(e.customers_heard, float(hears < policy.customer_forums / 21.0),
                                          perspective.second_hand(picture, p.second_hand_share), p.heard_rate)


def get_ready(today: Today, e: Employee) -> None:
    """What is the same for all of today's contacts of one person."""
    p, on, n, unit, policy = today.p, today.on, today.n, e.place, e.policy
    e.practice = workload.practice(e.service_standard, unit.pressure, p.comfortable, p.cut_weight)
    given = e.practice if on.workload else n.practice
    e.accuse_honest, e.accuse_cheat = (
        suspicion.accusation_chance(e.suspicion, cheats, p.accuse_strict, p.accuse_span, p.cheat_signal)
        for cheats in (0.0, 1.0))
    e.extra_chance = direction.extra_mile_chance(p.extra_usual, e.permission, e.commitment, e.norm,
                                                 e.resources, e.customers_heard)
    e.report_chance = voice.report_chance(p.report_usual, voice.safety(e.trust_in_leader, e.fear))
    e.recover_chance = complaints.recovery_chance(policy.recovery_policy, e.permission, e.able)
    alone = n.injustice
    if on.always_right and e.leader is not None:
        alone = e.leader.injustice
    e.rudeness_weight = (mistreatment.rudeness_weight(alone, p.injustice_weight)
                         * mistreatment.strained_before(e.drain_customers, p.strain_sensitivity,
                                                        1.0 if on.incivility == 1 else 0.0))
    rule = policy.customer_always_right if on.always_right else 0.3
    e.display_required = (p.display_required + p.right_display
                          * (rule - 0.3))
    e.way_of_working = skill.way_of_working(e.goal_gap, unit.friction, given, p.practice_usual,
                                            p.resolve_goals, p.resolve_friction, p.resolve_practice)
    e.impression = satisfaction.impression(given, p.practice_usual, e.suspicion, p.quality_standard,
                                           p.quality_suspicion)
