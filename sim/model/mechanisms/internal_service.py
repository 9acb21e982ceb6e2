"""M21 Internal customers: requests queue at the unit that is needed; service mindset towards other units."""

from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import internal_service


@inner
def work_for_each_other(world):
    """5 Requests of today join the queue of the unit that is needed; what it gets done; what others think."""
    for k in range(len(world.links)):
        link = world.links[k]
        unit = world.units[link.needed]
        unit.asked += link.asked
        unit.blamed += link.blame
        unit.needed_by += 1
    for u in range(len(world.units)):
        if world.units[u].planned > 0.0:
            answer_requests(world, world.units[u])
    for u in range(len(world.units)):
        judge_other_units(world, u)


@inner
def count_helpers(world, part):
    """Who is there to help in each unit today; nothing is asked of it yet."""
    for u in range(part.first_unit, part.last_unit):
        unit = world.units[u]
        unit.helpers, unit.helpers_in, unit.helpers_heard, unit.asked, unit.blamed, unit.needed_by = (
            0, 0, 0.0, 0.0, 0.0, 0)
    for i in range(part.first, part.last):
        person, unit = world.people[i], world.units[world.people[i].unit]
        if person.leads < 0 and not person.front:
            unit.helpers += 1
            if is_in(person):
                unit.helpers_in += 1
                unit.helpers_heard += person.customers_heard


@inner
def answer_requests(world, unit):
    """A serving unit's day: what it gets done for others, what is left over, and how long that waits."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    policy = world.policies[unit.policy]
    heard = unit.helpers_heard / unit.helpers_in if unit.helpers_in > 0 else p.heard_usual
    willing = internal_service.willingness(policy.service_mindset, unit.blamed / unit.needed_by,
                                           unit.friction, heard, p.willing)
    there = unit.helpers_in / unit.helpers if unit.helpers > 0 else 1.0
    unit.capacity = max(0.01, unit.planned / p.internal_load * there * policy.back_office_capacity * willing)
    # beyond the longest delay somebody else sees to it
    most = max(0.0, (p.longest_delay - p.turnaround) * unit.capacity)
    left = internal_service.queue_after(unit.backlog, unit.asked, unit.capacity)
    unit.backlog, unit.escalated = min(most, left), max(0.0, left - most)
    unit.wait_days = internal_service.days_waited(unit.backlog, unit.capacity, p.turnaround, p.longest_delay)
    if not on.internal_customers:
        unit.wait_days, unit.backlog, unit.escalated = neutral.wait_days, 0.0, 0.0


@inner
def judge_other_units(world, u):
    """What unit u thinks of the units it needs: blame by today's answers, and its mean over them."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    unit, first, after = world.units[u], world.link_start[u], world.link_start[u + 1]
    if first == after:
        return
    mindset, blame = world.policies[unit.policy].service_mindset, 0.0
    for k in range(first, after):
        link = world.links[k]
        late = internal_service.lateness(world.units[link.needed].wait_days, p.turnaround)
        ground = internal_service.blame_ground(late, mindset, p.unit_blame_weight)
        link.blame = internal_service.blame_after(link.blame, ground if on.internal_customers
                                                  else neutral.unit_blame, p.perception_rate)
        blame += link.blame
        link.asked = 0
    unit.unit_blame = blame / (after - first)
