"""Phase 2 in the reference: who is due comes to a keyed choice of those present (M43: prospects may join)."""

from __future__ import annotations

import math
from collections import defaultdict
from types import SimpleNamespace

import numpy as np

from sim.model import tallies
from sim.model.chance import CUSTOMER, PROSPECT, SECOND_CHOICE, VISIT, normal
from sim.model.engine.agents import Customer, Employee
from sim.model.engine.reference.today import Today
from sim.model.engine.row import Row
from sim.model.population import NEVER
from sim.model.rules import basics, customers, waiting

Visits = dict[Employee, list[SimpleNamespace]]
"""Today's visits to each employee, in order of arrival."""


def customers_arrive(today: Today) -> Visits:
    """Everybody who is due comes in; then it is known how busy units are and how long waits."""
    serving: dict[str, list[Employee]] = defaultdict(list)
    for employee in today.people:
        employee.vented = employee.reframed = 0
        for name in tallies.CONTACT:
            setattr(employee.today, name, 0)
    # the choice of a post is keyed: it goes by their order
    for employee in sorted(today.people, key=lambda e: e.row):
        if employee.front_line:
            serving[employee.unit].append(employee)
    visits: Visits = {employee: [] for employee in today.people}
    for customer in today.customers:
        if customer.due == today.number:
            come_in(today, customer, serving[customer.unit], visits)
    for coming in visits.values():
        # the day has 256 slots
        coming.sort(key=lambda visit: (int(256.0 * visit.arrival), visit.customer.row))
    expect_pressure(today, serving, visits)
    return visits


def come_in(today: Today, customer: Customer, posts: list[Employee], visits: Visits) -> None:
    """A visit to one of the unit's front-line posts; to another if it is empty; tomorrow if all are.

    Who has an open case comes about that one, and makes up for own visits afterwards.
    """
    choice, arrival, noise, gap, *case = today.eight(VISIT, customer.row)
    if not customer.active:
        customer.next_visit = customer.due = next_visit(today, today.number, gap)
        consider_joining(today, customer, posts[0].place)
        return
    employee = posts[int(choice * len(posts))]
    if not employee.present:
        there = [e for e in posts if e.present]
        if not there:
            customer.due = today.number + 1
            return
        again, _, _, _ = today.four(SECOND_CHOICE, customer.row)
        employee = there[int(again * len(there))]
    if customer.attempt == 0 and customer.answer_day < 0:
        customer.case_day = today.number
        if customer.next_visit <= today.number:
            gap = today.eight(VISIT, customer.row, day=customer.next_visit)[3]
            customer.next_visit = next_visit(today, customer.next_visit, gap)
    else:  # the same case as when it was first brought
        case = list(today.eight(VISIT, customer.row, day=customer.case_day)[4:])
    customer.due = max(today.number + 1, customer.next_visit)
    kept = [float(np.float32(u)) for u in (arrival, noise, *case)]  # columns of visits are single precision
    visits[employee].append(SimpleNamespace(customer=customer,
                                            **dict(zip(("arrival", "noise", "cause", "difficulty", "stake",
                                                        "needs"), kept, strict=True))))


def next_visit(today: Today, day: int, u: float) -> int:
    """The day of the own visit after ``day``: so many ordinary days later, by the calendar."""
    calendar = today.world.calendar
    target = calendar[day + 1] - math.log(u) * 250.0 / today.p.cases_per_year
    if target > calendar[-1]:
        return NEVER
    return max(day + 1, int(np.searchsorted(calendar, target, side="right")) - 1)


def consider_joining(today: Today, prospect: Customer, unit: Row) -> None:
    """M43: what is said about the unit decides whether a prospect joins; the first visit is later."""
    joins, _, _, _ = today.four(PROSPECT, prospect.row)
    word = unit.word if today.on.leaving else today.n.word
    if joins < customers.joining_chance(today.p.join_usual, word, today.p.join_word_weight):
        prospect.occupant += 1
        unit.active += 1
        new_customer(today, prospect, unit)


def new_customer(today: Today, customer: Customer, unit: Row) -> None:
    """Who the customer is follows from the place and how many had it before."""
    p = today.p
    a, b, c, d = today.four(CUSTOMER, customer.row, occasion=customer.occupant, day=0)
    customer.civility = basics.clamp(p.civility_mean + unit.clientele + p.civility_spread * normal(a))
    customer.mood = customer.civility
    customer.expectation = basics.clamp(p.expectation_floor + 0.1 * normal(b))
    customer.relationship = basics.clamp(p.expectation_floor + 0.1 * normal(c))
    customer.trust, customer.attempt, customer.active, customer.last_contact = 0.6, 0, True, today.number
    customer.cheats, customer.answer_day = int(d < p.share_dishonest), -1


def expect_pressure(today: Today, serving: dict[str, list[Employee]], visits: Visits) -> None:
    """Occupancy and wait that each unit can expect today."""
    p, world = today.p, today.world
    world.units["present"], world.units["visits"], world.units["pressure"], world.units["wait"] = (
        0, 0, 0.0, 0.0)
    world.units["minutes"], world.units["service_level"] = 0.0, 0.0
    for posts in serving.values():
        unit = posts[0].place
        unit.present, unit.visits = sum(e.present for e in posts), sum(len(visits[e]) for e in posts)
        unit.service_level = 1.0
        unit.minutes = sum(waiting.minutes_for_contacts(
            p.work_minutes, e.policy.staffing, e.policy.recovery,
            e.policy.training_days + e.policy.empathy_training,
            p.forum_hours * (e.policy.customer_forums + e.policy.recall_exercise),
            p.recovery_minutes) for e in posts if e.present)
        if unit.present and unit.visits:
            unit.service_level = waiting.service_level(unit.visits * p.handle_minutes_mean / unit.minutes,
                                                       unit.present, p.handle_minutes_mean, p.service_within)
            unit.pressure = unit.visits * p.handle_minutes_mean / unit.minutes
            unit.wait = waiting.wait_minutes(unit.pressure, unit.present, p.handle_minutes_mean,
                                             p.longest_wait)
