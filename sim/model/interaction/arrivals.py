"""Who comes today, to whom, in which order: keyed by customer and day, the same in paired worlds."""

import math

from sim.model.chance import CUSTOMER, PROSPECT, SECOND_CHOICE, VISIT, draws, eight, normal
from sim.model.jit import inner
from sim.model.population import NEVER, is_in
from sim.model.rules import basics, customers, waiting


@inner
def next_visit(calendar, day, u, cases_per_year):
    """The day of the customer's next own visit: a Poisson process in ordinary days, read off the cumulative
    calendar of demand."""
    target = calendar[day + 1] - math.log(u) * 250.0 / cases_per_year
    horizon = len(calendar) - 1
    if target > calendar[horizon]:
        return NEVER
    guess = min(horizon, day + 1 + int(target - calendar[day + 1]))
    while calendar[guess] > target:
        guess -= 1
    while guess < horizon and calendar[guess + 1] <= target:
        guess += 1
    return max(day + 1, min(guess, horizon))


@inner
def new_customer(customer, i, day, key, unit, p):
    """A fresh customer takes place i: civility and starting views by (place, occupant number)."""
    a, b, c, d = draws(key, CUSTOMER, 0, i, customer.occupant)
    customer.civility = basics.clamp(p.civility_mean + unit.clientele + p.civility_spread * normal(a))
    customer.mood = customer.civility
    customer.expectation = basics.clamp(p.expectation_floor + 0.1 * normal(b))
    customer.relationship = basics.clamp(p.expectation_floor + 0.1 * normal(c))
    customer.trust, customer.attempt, customer.active, customer.last_contact = 0.6, 0, 1, day
    customer.cheats, customer.answer_day = int(d < p.share_dishonest), -1


@inner
def choose_again(people, front, first, last, present, u):
    """A second keyed choice among front-line posts first..last-1 that are staffed today; -1 if none."""
    wanted = int(u * present)
    for t in range(first, last):
        if is_in(people[front[t]]):
            if wanted == 0:
                return t
            wanted -= 1
    return -1


@inner
def open_unit(unit, people, policies, today, nothing, front, first, last, p):
    """Who of the unit's front-line posts first..last-1 is present, and with how much time; yesterday's sums
    give way to ``nothing``."""
    unit.present, unit.visits, unit.minutes = 0, 0, 0.0
    for t in range(first, last):
        person = people[front[t]]
        if is_in(person):
            policy = policies[person.policy]
            unit.present += 1
            unit.minutes += waiting.minutes_for_contacts(
                p.work_minutes, policy.staffing, policy.recovery,
                policy.training_days + policy.empathy_training,
                p.forum_hours * (policy.customer_forums + policy.recall_exercise), p.recovery_minutes)
        person.vented, person.reframed = 0, 0
        today[front[t]] = nothing[0]


@inner
def consider_joining(customer, i, day, key, unit, p, on, n):
    """A prospect's occasion: word of mouth decides (M43) whether one joins; the first visit is later."""
    joins, _, _, _ = draws(key, PROSPECT, day, i, 0)
    word = unit.word if on.leaving else n.word
    if joins < customers.joining_chance(p.join_usual, word, p.join_word_weight):
        customer.occupant += 1
        unit.active += 1
        new_customer(customer, i, day, key, unit, p)


@inner
def who_is_due(due, first, last, day, called):
    """Write those customers first..last-1 whose day it is into ``called``, in their order; how many."""
    n = 0
    for i in range(first, last):
        called[n] = i  # overwritten by the next unless it is the day
        n += due[i] == day
    return n


@inner
def part(customers, called, n, prospects):
    """Leave the customers among called[:n] there and write the prospects into ``prospects``; returns how many
    customers there are."""
    active = 0
    for k in range(n):
        i = called[k]
        called[active], prospects[k - active] = i, i
        active += customers[i].active
    return active


@inner
def come_in(world, day, u, called, prospects, visits, slots, posts):
    """Everybody of unit u who is due comes to a keyed choice of those present; returns how many come.

    Whoever has an open case comes about that one; visits of their own that fall due meanwhile are made up for
    afterwards, one a day.  So no demand is lost to slow answers, and the calendar of own visits is the same
    in paired worlds, whenever they are made.

    called, prospects: int32 scratch.  visits: VISIT, in the order of customers.  slots: when they come, of
    256 a day.  posts: to whom, counted from the unit's first front-line post.
    """
    p, on, neutral, key = world.p[0], world.on[0], world.neutral[0], world.key[0]
    people, everybody, unit, due, front, calendar = (world.people, world.customers, world.units[u], world.due,
                                                     world.front, world.calendar)
    first, last = world.front_start[u], world.front_start[u + 1]
    expected = who_is_due(due, world.base_start[u], world.base_start[u + 1], day, called)
    regulars = part(everybody, called, expected, prospects)
    for k in range(expected - regulars):
        i = prospects[k]
        prospect = everybody[i]
        _, _, _, gap, _, _, _, _ = eight(key, VISIT, day, i, 0)
        prospect.next_visit = due[i] = next_visit(calendar, day, gap, p.cases_per_year)
        consider_joining(prospect, i, day, key, unit, p, on, neutral)
    n = 0
    for k in range(regulars):
        i = called[k]
        customer, visit = everybody[i], visits[n]
        choice, arrival, visit.noise, _, visit.cause, visit.difficulty, visit.stake, visit.needs = eight(
            key, VISIT, day, i, 0)
        t = first + int(choice * (last - first))
        if not is_in(people[front[t]]):
            again, _, _, _ = draws(key, SECOND_CHOICE, day, i, 0)
            t = choose_again(people, front, first, last, unit.present, again)
        if t < 0:  # nobody there: the customer tries again tomorrow
            due[i] = day + 1
            continue
        if customer.attempt == 0 and customer.answer_day < 0:
            customer.case_day = day
            if customer.next_visit <= day:
                _, _, _, gap, _, _, _, _ = eight(key, VISIT, customer.next_visit, i, 0)
                customer.next_visit = next_visit(calendar, customer.next_visit, gap, p.cases_per_year)
        else:  # the same case as when it was first brought
            _, _, _, _, visit.cause, visit.difficulty, visit.stake, visit.needs = eight(
                key, VISIT, customer.case_day, i, 0)
        due[i] = max(day + 1, customer.next_visit)
        visit.customer, slots[n], posts[n] = i, int(256.0 * arrival), t - first
        n += 1
    unit.visits = n
    return n


@inner
def sort_by(key, kinds, order, n, start, result):
    """Sort order[:n] by key (0..kinds-1) into ``result``; equal keys keep their order.  Those of kind k begin
    at start[k]."""
    for k in range(kinds + 2):
        start[k] = 0
    for v in range(n):
        start[key[v] + 2] += 1
    for k in range(2, kinds + 2):
        start[k] += start[k - 1]
    for i in range(n):
        v = order[i]
        result[start[key[v] + 1]] = v
        start[key[v] + 1] += 1


@inner
def expect_pressure(unit, p):
    """Expected occupancy and wait of the unit today, from who comes and who is there."""
    if unit.present == 0 or unit.visits == 0:
        unit.pressure, unit.wait, unit.service_level = 0.0, 0.0, 1.0
        return
    unit.pressure = unit.visits * p.handle_minutes_mean / unit.minutes
    unit.wait = waiting.wait_minutes(unit.pressure, unit.present, p.handle_minutes_mean, p.longest_wait)
    unit.service_level = waiting.service_level(unit.pressure, unit.present, p.handle_minutes_mean,
                                               p.service_within)
