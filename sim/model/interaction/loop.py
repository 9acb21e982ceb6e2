"""The fused loop: a unit's day, contact by contact.  Each unit writes its own rows, those of its posts and
customers, nothing else."""

import numpy as np

from sim.model.chance import CONTACT, eight
from sim.model.interaction import contact
from sim.model.interaction.arrivals import come_in, expect_pressure, open_unit, sort_by
from sim.model.interaction.moment import MOMENT
from sim.model.jit import apart, compiled, inner
from sim.model.population import VISIT
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
from sim.model.tallies import TODAY, add_contact


@inner
def get_ready(person, injustice, unit, policy, p, on, n):
    """What a person brings to all of today's contacts (M09 M11 M17 M18 M20 M42 M45).  injustice: as the
    leader leaves one alone."""
    person.practice = workload.practice(person.service_standard, unit.pressure, p.comfortable, p.cut_weight)
    given = person.practice if on.workload else n.practice
    person.accuse_honest = suspicion.accusation_chance(person.suspicion, 0.0, p.accuse_strict, p.accuse_span,
                                                       p.cheat_signal)
    person.accuse_cheat = suspicion.accusation_chance(person.suspicion, 1.0, p.accuse_strict, p.accuse_span,
                                                      p.cheat_signal)
    person.extra_chance = direction.extra_mile_chance(p.extra_usual, person.recognised, person.commitment,
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
    person.display_required = (p.display_required + p.expectation_display * (person.expectation - 0.5)
                               + p.right_display * (rule - 0.3))
    person.way_of_working = skill.way_of_working(person.goal_gap, unit.friction, given, p.practice_usual,
                                                 p.resolve_goals, p.resolve_friction, p.resolve_practice)
    person.impression = satisfaction.impression(given, p.practice_usual, person.suspicion, p.quality_standard,
                                                p.quality_suspicion)


@inner
def one_contact(day, post, visit, key, person, customer, unit, policy, links, units, first, after, fading,
                paces, p, on, n, m):
    """Everything that happens in one contact, in order; see :mod:`sim.model.interaction.contact`.  Arguments
    are records: they cost nothing."""
    m.u_resolved, m.u_minutes, m.u_error, m.u_gesture, m.u_talk, m.u_left, m.u_told, m.u_noise = eight(
        key, CONTACT, day, visit.customer, 0)
    contact.meet(m, visit, customer, day, post, fading, p, on, n)
    contact.need_a_colleague(m, visit, links, units, first, after, p)
    contact.attribute(m, person, policy, p, on, n)
    contact.answer(m, person, p, on, n)
    contact.empathise(m, person, p, on, n)
    contact.act(m, person, policy, p, on, n)
    contact.bend_the_rule(m, person, unit, p, on, n)
    contact.solve(m, person, unit, paces, p, on, n)
    contact.judge(m, person, customer, unit, p, on, n)
    contact.complain(m, person, customer, policy, p, on, n)
    contact.digest(m, customer, day, p, on, n)
    contact.feel(m, person, unit, p, on, n)


@inner
def close_case(day, due, customer, unit, m, p):
    """An unsolved case comes back in a few days, a few times at most, one with a colleague when there is an
    answer; who waits for that beyond what is usual asks after it in between.  Who left becomes a prospect's
    place.  Returns the day due next; due: that of the own visit."""
    left, again = m.left > 0.0, m.left == 0.0 and m.resolved == 0.0 and m.attempt < p.attempts_most
    customer.active = 0 if left else 1
    unit.active -= int(left)
    spare = m.u_told * 16.0
    spare -= int(spare)
    if m.referred > 0.0 and not left:
        customer.answer_day = day + 1 + int(m.wait_days)
    if m.referred + m.chases > 0.0 and not left:
        promised = max(day + 1, customer.case_day + 2 + int(p.turnaround))
        return min(customer.answer_day, promised + int(p.chase_days * spare))
    customer.attempt = m.attempt + 1 if again else 0
    customer.answer_day = customer.answer_day if again else -1
    return day + 1 + int(p.return_days * spare) if again else due


@inner
def tally(today, person, m, p):
    """Add a contact to the post's sums of today."""
    add_contact(today, m, p)
    person.vented += int(m.vented)
    person.reframed += int(m.reframed)


@apart
def serve(world, day, post, visits, order, first, last, moments, keep):
    """The contacts of one post: visits[order[first]] to visits[order[last - 1]], one by one.  keep: 1 to keep
    their moments, else 0."""
    p, on, n, key = world.p[0], world.on[0], world.neutral[0], world.key[0]
    person, today = world.people[post], world.today[post]
    unit, policy, units, links = (world.units[person.unit], world.policies[person.policy], world.units,
                                  world.links)
    link, links_end = world.link_start[person.unit], world.link_start[person.unit + 1]
    injustice = world.leaders[person.leader].injustice if person.leader >= 0 else n.injustice
    get_ready(person, injustice, unit, policy, p, on, n)
    for k in range(first, last):
        m = moments[k * keep]
        visit = visits[order[k]]
        customer = world.customers[visit.customer]
        one_contact(day, post, visit, key, person, customer, unit, policy, links, units, link, links_end,
                    world.fading, world.paces, p, on, n, m)
        world.due[visit.customer] = close_case(day, world.due[visit.customer], customer, unit, m, p)
        tally(today, person, m, p)


@compiled
def phase_service(world, day, first, last, moments):
    """2 Customers arrive and 3 the contacts, in units first..last-1: unit by unit, while its customers are at
    hand in the cache.

    moments: MOMENT [at least as many as are due] to keep every contact, or [0] to keep none.  Returns how
    many contacts there were.
    """
    p, people, front = world.p[0], world.people, world.front
    most, desks = 1, 256
    for u in range(first, last):
        most = max(most, 1 + world.base_start[u + 1] - world.base_start[u])
        desks = max(desks, world.front_start[u + 1] - world.front_start[u])
    visits, called, slots, posts = (np.empty(most, VISIT), np.empty(most, np.int32), np.empty(most, np.int32),
                                    np.empty(most, np.int32))
    as_called, by_slot, by_post, start = (np.arange(most), np.empty(most, np.int32), np.empty(most, np.int32),
                                          np.empty(desks + 2, np.int64))
    keep = 1 if len(moments) > 0 else 0
    scratch, nothing = np.empty(1, MOMENT), np.zeros(1, TODAY)
    done = 0
    for u in range(first, last):
        unit, desk, desks = (world.units[u], world.front_start[u], world.front_start[u + 1]
                             - world.front_start[u])
        if desks == 0:
            continue
        open_unit(unit, people, world.policies, world.today, nothing, front, desk, desk + desks, p)
        coming = come_in(world, day, u, called, by_slot, visits, slots, posts)
        expect_pressure(unit, p)
        sort_by(slots, 256, as_called, coming, start, by_slot)
        sort_by(posts, desks, by_slot, coming, start, by_post)
        into = moments[done:] if keep == 1 else scratch
        for t in range(desks):
            serve(world, day, front[desk + t], visits, by_post, start[t], start[t + 1], into, keep)
        done += coming
    return done
