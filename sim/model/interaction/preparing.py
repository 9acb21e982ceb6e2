"""What a person brings to the day's contacts."""

from sim.model.jit import inner
from sim.model.rules import (
    complaints,
    direction,
    mistreatment,
    satisfaction,
    skill,
    suspicion,
    voice,
    workload,
)


@inner
def get_ready(person, injustice, unit, policy, p, on, n):
    """What a person brings to all of today's contacts (M08 M11 M17 M18 M20 M42 M45).  injustice: as the
    leader leaves one alone."""
    person.practice = workload.practice(person.service_standard, unit.pressure, p.comfortable, p.cut_weight)
    given = person.practice if on.workload else n.practice
    person.accuse_honest = suspicion.accusation_chance(person.suspicion, 0.0, p.accuse_strict, p.accuse_span,
                                                       p.cheat_signal)
    person.accuse_cheat = suspicion.accusation_chance(person.suspicion, 1.0, p.accuse_strict, p.accuse_span,
                                                      p.cheat_signal)
    person.extra_chance = direction.extra_mile_chance(p.extra_usual, person.permission, person.commitment,
                                                      person.norm, person.resources, person.customers_heard)
    person.report_chance = voice.report_chance(p.report_usual,
                                               voice.safety(person.trust_in_leader, person.fear))
    person.recover_chance = complaints.recovery_chance(policy.recovery_policy, person.permission, person.able)
    alone = injustice if on.always_right else n.injustice
    contrast = 1.0 if on.incivility == 1 else 0.0
    person.rudeness_weight = (mistreatment.rudeness_weight(alone, p.injustice_weight)
                              * mistreatment.strained_before(person.drain_customers, p.strain_sensitivity,
                                                             contrast))
    rule = policy.customer_always_right if on.always_right else 0.3
    person.display_required = p.display_required + p.right_display * (rule - 0.3)
    person.way_of_working = skill.way_of_working(person.goal_gap, unit.friction, given, p.practice_usual,
                                                 p.resolve_goals, p.resolve_friction, p.resolve_practice)
    person.impression = satisfaction.impression(given, p.practice_usual, person.suspicion, p.quality_standard,
                                                p.quality_suspicion)
