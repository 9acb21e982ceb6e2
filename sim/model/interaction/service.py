"""The service of a day: customers arrive (2) and are served in rounds (3).

Round k serves the k-th contact of many posts at once, a post a lane (see :mod:`sim.model.interaction.lanes`).
A person's own state still goes from contact to contact, and each post adds up its own, so that nothing
depends on which posts are served side by side, or on threads.
"""

import numpy as np

from sim.model.interaction import contact
from sim.model.interaction.arrivals import come_in, expect_pressure, open_unit, room_for, sort_by
from sim.model.interaction.lanes import LANES, RECORDS, Steps, copying, texts_of
from sim.model.interaction.preparing import get_ready
from sim.model.jit import apart, compiled, inner
from sim.model.tallies import CONTACT, TODAY, adding_text


@inner
def one_contact(m, visit, customer, person, policy, unit, post, day, links, units, first, after, fading,
                paces, p, on, n):
    """Everything that happens in one contact, in order.  Arguments are records."""
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
    contact.feel(m, person, p, on, n)
    contact.count_talk(m, person)


STEPS = Steps(texts_of(contact) | {"add_contact": adding_text("add_contact", "today", CONTACT)},
              vars(contact))
"""The steps of a contact, in lanes."""

_happen, _be_drawn, _add_up, _close = (STEPS.in_order(one_contact), STEPS.made["be_drawn"],
                                       STEPS.made["add_contact"], STEPS.made["close_case"])
_fetch_person, _keep_person = (copying("person", STEPS.fields("person")),
                               copying("person", STEPS.fields("person", written=True), back=True))
_fetch_customer, _keep_customer = (copying("customer", STEPS.fields("customer")),
                                   copying("customer", STEPS.fields("customer", written=True), back=True))
_fetch_today, _keep_today = (copying("today", TODAY.names or ()),
                              copying("today", TODAY.names or (), back=True))
_fetch_policy, _fetch_unit, _fetch_visit = (copying(of, STEPS.fields(of)) for of in ("policy", "unit",
                                                                                      "visit"))
_keep_moment = copying("m", STEPS.fields("m"), back=True)

ROWS = STEPS.rows(RECORDS, ("post", "first", "after", "begin", "many", "visit__customer",
                             "customer__last_contact", "customer__answer_day", "customer__case_day",
                             "customer__next_visit"))
"""All lanes of a round.  begin, many: where the post's visits of today begin, and how many there are."""


@inner
def take_a_lane(world, c, i, post, begin, many):
    """A post with its visits of today, by_post[begin:begin + many], takes lane i."""
    p, on, n = world.p[0], world.on[0], world.neutral[0]
    person, unit, policy = (world.people[post], world.units[world.people[post].unit],
                            world.policies[world.people[post].policy])
    injustice = world.leaders[person.leader].injustice if person.leader >= 0 else n.injustice
    get_ready(person, injustice, unit, policy, p, on, n)
    c.post[i], c.begin[i], c.many[i] = post, begin, many
    c.first[i], c.after[i] = world.link_start[person.unit], world.link_start[person.unit + 1]
    _fetch_person(c, i, person)
    _fetch_unit(c, i, unit)
    _fetch_policy(c, i, policy)
    _fetch_today(c, i, world.today[post])


@inner
def call_in(world, c, count, day, k, coming, by_post):
    """The k-th visit of each post in the first lanes: who comes, with what, and the contact's chance."""
    for i in range(count):
        v = by_post[c.begin[i] + k]
        _fetch_visit(c, i, coming.visits[v])
        _fetch_customer(c, i, coming.guests[v])
    _be_drawn(c, count, world.key[0], day)


@inner
def see_off(world, c, count, day, k, moments, keep):
    """Customers go; their next day is known; who left leaves a prospect's place."""
    p = world.p[0]
    for i in range(count):
        who = c.visit__customer[i]
        world.due[who] = _close(c, i, day, p)
        _keep_customer(c, i, world.customers[who])
        if c.left[i] > 0.0:
            world.units[world.people[c.post[i]].unit].active -= 1
        if keep == 1:
            _keep_moment(c, i, moments[c.begin[i] + k])


@apart
def serve(c, world, day, count, coming, by_post, moments, keep):
    """The contacts of the posts in the first ``count`` lanes, most visited first, round by round."""
    p, on, n = world.p[0], world.on[0], world.neutral[0]
    for k in range(c.many[0]):
        while c.many[count - 1] <= k:
            count -= 1
        call_in(world, c, count, day, k, coming, by_post)
        _happen(c, count, day, world.links, world.units, world.fading, world.paces, p, on, n)
        see_off(world, c, count, day, k, moments, keep)
        _add_up(c, count, p)


@inner
def come_to_units(world, day, first, last, nothing, coming):
    """Everybody who comes to units first..last-1 today; how many they are."""
    rows, n = 0, 0
    for u in range(first, last):
        own, end = world.front_start[u], world.front_start[u + 1]
        if own < end:
            open_unit(world.units[u], world.people, world.policies, world.today, nothing, world.front, own,
                      end, world.p[0])
            rows, n = come_in(world, day, u, coming, rows, n)
            expect_pressure(world.units[u], world.p[0])
    return n


@inner
def serve_side_by_side(c, world, day, desk, desks, begin, fewer, by_many, start, in_turn, coming, by_post,
                       moments, keep):
    """The contacts of ``desks`` posts of the front line from ``desk`` on, as many at a time as there are
    lanes, those with many visits first.  begin: where the visits of each begin in ``by_post``."""
    most = 0
    for t in range(desks):
        most = max(most, begin[t + 1] - begin[t])
    for t in range(desks):
        fewer[t] = most - (begin[t + 1] - begin[t])
    sort_by(fewer, 0, most + 1, in_turn, desks, start, by_many)
    for at in range(0, desks, LANES):
        count = min(LANES, desks - at)
        for i in range(count):
            t = by_many[at + i]
            take_a_lane(world, c, i, world.front[desk + t], begin[t], begin[t + 1] - begin[t])
        serve(c, world, day, count, coming, by_post, moments, keep)
        for i in range(count):
            _keep_person(c, i, world.people[c.post[i]])
            _keep_today(c, i, world.today[c.post[i]])


@inner
def side_by_side(world, u, last):
    """The end of the units from u on that are served together: as many posts as there are lanes, or one
    unit; and how many posts and customers they have."""
    v = u + 1
    while v < last and world.front_start[v + 1] - world.front_start[u] <= LANES:
        v += 1
    return v, world.front_start[v] - world.front_start[u], world.base_start[v] - world.base_start[u]


@compiled
def phase_service(world, day, first, last, moments):
    """2 Customers arrive and 3 the contacts, in units first..last-1: some units at a time, while their
    customers are at hand in the cache.

    moments: MOMENT [at least as many as are due] to keep every contact, or [0] to keep none.  Returns how
    many contacts there were.
    """
    keep = 1 if len(moments) > 0 else 0
    most, desks, u = 1, 1, first
    while u < last:
        u, d, n = side_by_side(world, u, last)
        most, desks = max(most, n + 1), max(desks, d)
    coming, by_slot, by_post = room_for(most), np.empty(most, np.int32), np.empty(most, np.int32)
    start, begin = np.empty(max(256, most) + 2, np.int64), np.empty(desks + 2, np.int64)
    fewer, by_many, in_turn = np.empty(desks, np.int32), np.empty(desks, np.int32), np.arange(desks)
    nothing, lanes = np.zeros(1, TODAY), np.zeros(1, ROWS)
    done, u = 0, first
    while u < last:
        end, desks, _ = side_by_side(world, u, last)
        desk, n = world.front_start[u], come_to_units(world, day, u, end, nothing, coming)
        sort_by(coming.slots, 0, 256, coming.order, n, start, by_slot)
        sort_by(coming.posts, desk, desks, by_slot, n, begin, by_post)
        serve_side_by_side(lanes[0], world, day, desk, desks, begin, fewer, by_many, start, in_turn, coming,
                           by_post, moments[done:], keep)
        done, u = done + n, end
    return done
