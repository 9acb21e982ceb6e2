"""Who comes today, to whom, in which order: keyed by customer and day, so that it is the same in every paired world."""

import math

import numpy as np

from sim.chance import CUSTOMER, PROSPECT, SECOND_CHOICE, VISIT, draws, eight, normal
from sim.jit import inner
from sim.population import NEVER
from sim.population import VISIT as VISIT_RECORD
from sim.rules import basics, customers, waiting


@inner
def next_visit(calendar, day, u, cases_per_year):
    """The day of the customer's next own visit: a Poisson process in ordinary days, read off the cumulative calendar of demand."""
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
def new_customer(customer, i, day, key, p):
    """A fresh customer takes place i: civility and starting views by (place, occupant number)."""
    a, b, c, _ = draws(key, CUSTOMER, 0, i, customer.occupant)
    customer.civility = basics.clamp(p.civility_mean + p.civility_spread * normal(a))
    customer.mood = customer.civility
    customer.expectation = basics.clamp(p.expectation_floor + 0.1 * normal(b))
    customer.relationship = basics.clamp(p.expectation_floor + 0.1 * normal(c))
    customer.trust, customer.attempt, customer.active, customer.last_contact = 0.6, 0, 1, day


@inner
def choose_again(people, front, first, last, present, u):
    """A second keyed choice, among the unit's front-line posts first..last-1 whose people are present; -1 if nobody is."""
    wanted = int(u * present)
    for t in range(first, last):
        person = people[front[t]]
        if not person.vacant and person.absent_days == 0:
            if wanted == 0:
                return front[t]
            wanted -= 1
    return -1


@inner
def open_units(world):
    """Who is present today, per unit; yesterday's tallies are cleared."""
    for u in range(len(world.units)):
        unit = world.units[u]
        unit.present, unit.visits = 0, 0
        for t in range(world.front_start[u], world.front_start[u + 1]):
            person = world.people[world.front[t]]
            if not person.vacant and person.absent_days == 0:
                unit.present += 1
    for i in range(len(world.people)):
        world.people[i].vented, world.people[i].reframed = 0, 0
        today = world.today[i]
        today.satisfaction, today.empathy_felt, today.empathy_shown, today.minutes = 0.0, 0.0, 0.0, 0.0
        today.drain, today.gesture_cost, today.contacts, today.rude, today.mirrored = 0.0, 0.0, 0, 0, 0
        today.vented, today.gestures, today.first_contacts, today.resolved_first = 0, 0, 0, 0
        today.repeats, today.promoters_less_detractors, today.told, today.errors, today.left = 0, 0, 0, 0, 0


@inner
def consider_joining(customer, i, day, key, unit, p, on, n):
    """A prospect's occasion: word of mouth decides whether a new customer joins (M43); the first visit is a later one."""
    joins, _, _, _ = draws(key, PROSPECT, day, i, 0)
    word = unit.word if on.leaving else n.word
    if joins < customers.joining_chance(p.join_usual, word, p.join_word_weight):
        customer.occupant += 1
        new_customer(customer, i, day, key, p)


@inner
def come_in(world, day, start):
    """Everybody who is due, in the order of customers: VISIT [visits].  Counts each post's visits in start[post + 1]."""
    p, on, neutral, key = world.p[0], world.on[0], world.neutral[0], world.key[0]
    people, everybody, units, due, front, calendar = (world.people, world.customers, world.units, world.due, world.front, world.calendar)
    expected = 0
    for i in range(len(due)):
        if due[i] == day:
            expected += 1
    came = np.empty(expected, VISIT_RECORD)
    n = 0
    for u in range(len(units)):
        unit, first, last = units[u], world.front_start[u], world.front_start[u + 1]
        for i in range(world.base_start[u], world.base_start[u + 1]):
            if due[i] != day:
                continue
            customer, visit = everybody[i], came[n]
            choice, visit.arrival, visit.noise, gap, visit.cause, visit.difficulty, visit.stake, _ = eight(key, VISIT, day, i, 0)
            if customer.next_visit == day:
                customer.next_visit = next_visit(calendar, day, gap, p.cases_per_year)
            due[i] = customer.next_visit
            if not customer.active:
                consider_joining(customer, i, day, key, unit, p, on, neutral)
                continue
            post = front[first + int(choice * (last - first))]
            if people[post].vacant or people[post].absent_days > 0:
                again, _, _, _ = draws(key, SECOND_CHOICE, day, i, 0)
                post = choose_again(people, front, first, last, unit.present, again)
            if post < 0:  # nobody there: the customer tries again tomorrow
                due[i] = min(day + 1, customer.next_visit)
                continue
            if customer.attempt == 0:
                customer.case_day = day
            else:  # the same case as when it was first brought
                _, _, _, _, visit.cause, visit.difficulty, visit.stake, _ = eight(key, VISIT, customer.case_day, i, 0)
            visit.customer, visit.post = i, post
            start[post + 1] += 1
            unit.visits += 1
            n += 1
    return came[:n]


@inner
def arrive(world, day):
    """Today's visits: VISIT [visits], grouped by post and in order of arrival, and the first visit of each post (int64 [posts + 1])."""
    open_units(world)
    posts = len(world.people)
    start = np.zeros(posts + 1, np.int64)
    came = come_in(world, day, start)
    for i in range(posts):
        start[i + 1] += start[i]
    visits = np.empty(len(came), VISIT_RECORD)
    filled = start[:-1].copy()
    for v in range(len(came)):  # stable insertion by arrival within each post: equal times keep the order of customers
        post = came[v].post
        place = filled[post]
        filled[post] += 1
        while place > start[post] and visits[place - 1].arrival > came[v].arrival:
            visits[place] = visits[place - 1]
            place -= 1
        visits[place] = came[v]
    expect_pressure(world)
    return visits, start


@inner
def expect_pressure(world):
    """Expected occupancy and wait of each unit today, from who comes and who is there."""
    p = world.p[0]
    for u in range(len(world.units)):
        unit = world.units[u]
        if unit.present == 0 or unit.visits == 0:
            unit.pressure, unit.wait = 0.0, 0.0
            continue
        policy = world.policies[world.people[world.front[world.front_start[u]]].policy]
        minutes = p.work_minutes - p.recovery_minutes * (policy.recovery - 0.5) - p.training_minutes * policy.reframe_training
        unit.pressure = unit.visits * p.handle_minutes_mean / (unit.present * minutes)
        unit.wait = waiting.wait_minutes(unit.pressure, unit.present, p.handle_minutes_mean, p.longest_wait)
