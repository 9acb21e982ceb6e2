"""Who comes today, to whom, in which order: keyed by customer and day, the same in paired worlds."""

import math
from typing import NamedTuple

import numpy as np

from sim.model import population
from sim.model.chance import CUSTOMER, PROSPECT, SECOND_CHOICE, VISIT, draws, eight, normal
from sim.model.interaction.lanes import LANES
from sim.model.jit import Record, allocating, inner
from sim.model.population import NEVER, is_in
from sim.model.rules import basics, customers, waiting

BLOCK = 8
"""Customers that are looked at together, a byte each: in most such blocks nobody is due."""

LUCK = np.dtype((Record, np.dtype([(row, "i8", (LANES + 8,)) for row in ("who", "case_day")] + [
    (row, "f8", (LANES + 8,)) for row in ("choice", "arrival", "noise", "gap", "cause", "difficulty", "stake",
                                          "needs")])))
"""The uniform numbers of some visits, a row each."""


class Coming(NamedTuple):
    """Those who come to some units today, in the order of the customers.  Whoever is due has a row, whether
    the visit comes about or not."""

    visits: np.ndarray  # VISIT
    guests: np.ndarray  # CUSTOMER: who comes, a copy at hand in the cache
    slots: np.ndarray   # int32, when they come, of 256 a day
    posts: np.ndarray   # int32, to whom, a place of the front line
    order: np.ndarray   # int32, rows of the visits that come about
    called: np.ndarray  # int32, scratch: who is due, counted from the unit's first
    is_due: np.ndarray  # uint8, scratch: 1 for whoever of the unit is due
    blocks: np.ndarray  # int32, scratch: blocks of customers in which somebody is due
    luck: np.ndarray    # LUCK [1], scratch


@allocating
def room_for(most):
    """Room for as many visits a day."""
    return Coming(np.empty(most, population.VISIT), np.empty(most, population.CUSTOMER),
                  np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32),
                  np.empty(most, np.int32), np.empty(most + BLOCK, np.uint8), np.empty(most, np.int32),
                  np.empty(1, LUCK))


@inner
def next_visit(calendar, day, u, cases_per_year):
    """The day of the customer's next own visit: a Poisson process in ordinary days, read off the cumulative
    calendar of demand."""
    target = calendar[day + 1] - math.log(u) * 250.0 / cases_per_year
    horizon = len(calendar) - 1
    if target > calendar[horizon]:
        return NEVER
    guess = min(horizon, day + 1 + int(target - calendar[day + 1]))
    guess -= calendar[guess] > target  # nearly always enough, and no branch
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
def consider_joining(world, i, day, unit, gap):
    """A prospect's occasion: word of mouth decides (M43) whether one joins; the first visit is the next
    occasion, which is known then.  gap: its uniform number."""
    p, on, n, key, prospect = world.p[0], world.on[0], world.neutral[0], world.key[0], world.customers[i]
    prospect.next_visit = world.due[i] = next_visit(world.calendar, day, gap, p.cases_per_year)
    joins, _, _, _ = draws(key, PROSPECT, day, i, 0)
    word = unit.word if on.leaving else n.word
    if joins < customers.joining_chance(p.join_usual, word, p.join_word_weight):
        prospect.occupant += 1
        unit.active += 1
        new_customer(prospect, i, day, key, unit, p)


@inner
def who_is_due(due, day, called, is_due, blocks):
    """Write those places of ``due`` whose day it is into ``called``, in their order; how many."""
    some, n, of_blocks = 0, 0, (len(due) + BLOCK - 1) // BLOCK
    for i in range(len(due)):
        is_due[i] = due[i] == day
    for i in range(len(due), of_blocks * BLOCK):
        is_due[i] = 0
    in_blocks = is_due[:of_blocks * BLOCK].view(np.uint64)
    for b in range(of_blocks):
        blocks[some] = b  # overwritten by the next unless somebody is due
        some += in_blocks[b] != 0
    for k in range(some):
        for i in range(blocks[k] * BLOCK, (blocks[k] + 1) * BLOCK):
            called[n] = i  # likewise
            n += int(is_due[i])
    return n


@inner
def is_open(customer):
    """Does the customer come about a case brought before?"""
    return customer.attempt > 0 or customer.answer_day >= 0


@inner
def draw_visits(luck, key, day, guests, count):
    """The uniform numbers of the visits of those in the first rows of ``guests``; what the case is about is
    keyed by the day on which it was brought."""
    for k in range(count):
        luck.case_day[k] = guests[k].case_day if is_open(guests[k]) else day
    for k in range(count):
        luck.choice[k], luck.arrival[k], luck.noise[k], luck.gap[k], _, _, _, _ = eight(key, VISIT, day,
                                                                                        luck.who[k], 0)
    for k in range(count):
        _, _, _, _, luck.cause[k], luck.difficulty[k], luck.stake[k], luck.needs[k] = eight(
            key, VISIT, luck.case_day[k], luck.who[k], 0)


@inner
def find_post(world, day, i, unit, choice, first, last):
    """A keyed choice among front-line posts first..last-1 that are staffed today; -1 if none."""
    t = first + int(choice * (last - first))
    if is_in(world.people[world.front[t]]):
        return t
    again, _, _, _ = draws(world.key[0], SECOND_CHOICE, day, i, 0)
    return choose_again(world.people, world.front, first, last, unit.present, again)


@inner
def own_visit(world, customer, i, day, gap):
    """The customer's own visit falls due, today or on a day that an open case kept it back; then the next is
    known.  gap: its uniform number, if it is today's."""
    if customer.next_visit < day:
        _, _, _, gap, _, _, _, _ = eight(world.key[0], VISIT, customer.next_visit, i, 0)
    customer.next_visit = next_visit(world.calendar, customer.next_visit, gap, world.p[0].cases_per_year)


@inner
def bring_a_case(world, guest, i, day, gap):
    """Whoever has no open case brings one today, and comes about it until it is closed."""
    guest.case_day = world.customers[i].case_day = day
    if guest.next_visit <= day:
        own_visit(world, guest, i, day, gap)
        world.customers[i].next_visit = guest.next_visit


@inner
def come_in(world, day, u, coming, rows, n):
    """Everybody of unit u who is due comes to a keyed choice of those present; returns how many rows are
    taken then, and how many visits there are.  rows, n: before.

    Whoever has an open case comes about that one; visits of their own that fall due meanwhile are made up for
    afterwards, one a day.  So no demand is lost to slow answers, and the calendar of own visits is the same
    in paired worlds, whenever they are made.
    """
    unit, luck, before = world.units[u], coming.luck[0], n
    desk, desks_end = world.front_start[u], world.front_start[u + 1]
    first, last = world.base_start[u], world.base_start[u + 1]
    expected = who_is_due(world.due[first:last], day, coming.called, coming.is_due, coming.blocks)
    for at in range(0, expected, LANES):
        count = min(LANES, expected - at)
        for k in range(count):
            luck.who[k] = first + coming.called[at + k]
            coming.guests[rows + k] = world.customers[luck.who[k]]
        draw_visits(luck, world.key[0], day, coming.guests[rows:], count)
        for k in range(count):
            i, row = luck.who[k], rows + k
            guest, visit = coming.guests[row], coming.visits[row]
            if guest.active == 0:
                consider_joining(world, i, day, unit, luck.gap[k])
                continue
            post = find_post(world, day, i, unit, luck.choice[k], desk, desks_end)
            if post < 0:
                world.due[i] = day + 1  # the customer tries again tomorrow
                continue
            if not is_open(guest):
                bring_a_case(world, guest, i, day, luck.gap[k])
            coming.slots[row], coming.posts[row], coming.order[n] = int(256.0 * luck.arrival[k]), post, row
            visit.customer, visit.noise, visit.cause = i, luck.noise[k], luck.cause[k]
            visit.difficulty, visit.stake, visit.needs = luck.difficulty[k], luck.stake[k], luck.needs[k]
            n += 1
        rows += count
    unit.visits = n - before
    return rows, n


@inner
def sort_by(key, least, kinds, order, n, start, result):
    """Sort order[:n] by key (least..least+kinds-1) into ``result``; equal keys keep their order.  Those of
    the k-th kind begin at start[k]."""
    for k in range(kinds + 2):
        start[k] = 0
    for i in range(n):
        start[key[order[i]] - least + 2] += 1
    for k in range(2, kinds + 2):
        start[k] += start[k - 1]
    for i in range(n):
        v = order[i]
        k = key[v] - least + 1
        result[start[k]] = v
        start[k] += 1


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
