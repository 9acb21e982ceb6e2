"""The fused loop: a post's contacts of a day, one by one.  Each post writes its own rows and those of its customers, nothing else."""

import numpy as np

from sim.chance import CONTACT, eight
from sim.interaction import contact
from sim.interaction.moment import MOMENT
from sim.jit import compiled, inner


@inner
def one_contact(day, visit, key, person, customer, unit, policy, p, on, n, m):
    """Everything that happens in one contact, in order; see :mod:`sim.interaction.contact`.  Arguments are records: they cost nothing."""
    m.u_resolved, m.u_minutes, m.u_error, m.u_gesture, m.u_talk, m.u_left, m.u_told, m.u_noise = eight(key, CONTACT, day, visit.customer, 0)
    contact.meet(m, visit, customer, day, p, on, n)
    contact.attribute(m, person, policy, p, on, n)
    contact.answer(m, person, p, on, n)
    contact.empathise(m, person, p, on, n)
    contact.solve(m, person, unit, policy, p, on, n)
    contact.judge(m, customer, unit, p, on, n)
    contact.digest(m, customer, day, p, on, n)
    contact.feel(m, person, unit, p, on, n)


@inner
def close_case(day, due, customer, m, p):
    """An unsolved case comes back in a few days, a few times at most; who left becomes a prospect's place.  Returns the day due next."""
    if m.left > 0.0:
        customer.active, customer.attempt = 0, 0
    elif m.resolved > 0.0 or m.attempt >= p.attempts_most:
        customer.attempt = 0
    else:
        customer.attempt = m.attempt + 1
        spare = m.u_told * 16.0
        back = day + 1 + int(p.return_days * (spare - int(spare)))
        return min(back, due)
    return due


@inner
def tally(today, person, m, p):
    """Add a contact to the post's sums of today."""
    today.contacts += 1
    today.satisfaction += m.satisfaction
    today.empathy_felt += m.empathy_felt
    today.empathy_shown += m.empathy_shown
    today.minutes += m.minutes
    today.drain += m.drain
    today.errors += int(m.error)
    today.left += int(m.left)
    today.told += int(m.told)
    if m.rudeness > 0.0:
        today.rude += 1
        if m.tone < p.mirrored_below:
            today.mirrored += 1
    if m.gesture > 0.0:
        today.gestures += 1
        today.gesture_cost += p.gesture_price
    if m.attempt == 0:
        today.first_contacts += 1
        today.resolved_first += int(m.resolved)
    else:
        today.repeats += 1
    if m.satisfaction >= 0.85:
        today.promoters_less_detractors += 1
    elif m.satisfaction <= 0.60:
        today.promoters_less_detractors -= 1
    if m.vented > 0.0:
        today.vented += 1
        person.vented += 1
    if m.reframed > 0.0:
        person.reframed += 1


@compiled
def phase_contacts(world, day, visits, start, first, last, moments):
    """3 The contacts of posts first..last-1.  ``moments``: MOMENT [visits] keeps every one, or [0] for none."""
    p, on, n, key = world.p[0], world.on[0], world.neutral[0], world.key[0]
    people, customers, due, units, policies, tallies = world.people, world.customers, world.due, world.units, world.policies, world.today
    keep = 1 if len(moments) > 0 else 0
    slides = moments if keep == 1 else np.empty(1, MOMENT)
    for post in range(first, last):
        person, today = people[post], tallies[post]
        unit, policy = units[person.unit], policies[person.policy]
        for v in range(start[post], start[post + 1]):
            visit = visits[v]
            m = slides[v * keep]
            customer = customers[visit.customer]
            one_contact(day, visit, key, person, customer, unit, policy, p, on, n, m)
            due[visit.customer] = close_case(day, due[visit.customer], customer, m, p)
            tally(today, person, m, p)
