"""M21 Internal customers: requests queue at the unit that is needed; M35 service mindset."""

from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import basics, internal_service, trust


@inner
def work_for_each_other(world):
    """5 Requests of today join the queue of the unit that is needed; what it gets done; what others think."""
    gather_requests(world)
    for u in range(len(world.units)):
        if world.units[u].planned > 0.0:
            answer_requests(world, world.units[u])
    for u in range(len(world.units)):
        judge_other_units(world, u)


@inner
def gather_requests(world):
    """Who is there to help in each unit, what was asked of it today, and how much it is blamed."""
    for u in range(len(world.units)):
        unit = world.units[u]
        unit.helpers, unit.helpers_in, unit.helpers_heard, unit.asked, unit.blamed, unit.needed_by = (
            0, 0, 0.0, 0.0, 0.0, 0)
    for i in range(len(world.people)):
        person, unit = world.people[i], world.units[world.people[i].unit]
        if person.leads < 0 and not person.front:
            unit.helpers += 1
            if is_in(person):
                unit.helpers_in += 1
                unit.helpers_heard += person.customers_heard
    for k in range(len(world.links)):
        link = world.links[k]
        unit = world.units[link.needed]
        unit.asked += link.asked
        unit.blamed += link.blame
        unit.needed_by += 1


@inner
def answer_requests(world, unit):
    """A serving unit's day: what it gets done for others, what is left over, and how long that waits."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    policy = world.policies[unit.policy]
    unit.mindset = policy.service_mindset
    mindset = unit.mindset if on.service_mindset else neutral.mindset
    heard = unit.helpers_heard / unit.helpers_in if unit.helpers_in > 0 else p.heard_usual
    willing = internal_service.willingness(mindset, unit.blamed / unit.needed_by, unit.friction, heard,
                                           p.willing_mindset, p.willing_blame, p.willing_friction,
                                           p.willing_heard)
    there = unit.helpers_in / unit.helpers if unit.helpers > 0 else 1.0
    unit.capacity = max(0.01, unit.planned / p.internal_load * there * policy.back_office_capacity * willing)
    # beyond the longest delay somebody else sees to it
    escalated = max(0.0, (p.longest_delay - p.turnaround) * unit.capacity)
    unit.backlog = min(escalated, internal_service.queue_after(unit.backlog, unit.asked, unit.capacity))
    unit.wait_days = internal_service.days_waited(unit.backlog, unit.capacity, p.turnaround, p.longest_delay)
    if not on.internal_customers:
        unit.wait_days, unit.backlog = neutral.wait_days, 0.0
    unit.late = internal_service.lateness(unit.wait_days, p.turnaround)


@inner
def judge_other_units(world, u):
    """What unit u thinks of the units it needs: trust by today's answers, blame; means over them."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    unit, first, after = world.units[u], world.link_start[u], world.link_start[u + 1]
    if first == after:
        return
    mindset = world.policies[unit.policy].service_mindset if on.service_mindset else neutral.mindset
    blame, trusts = 0.0, 0.0
    for k in range(first, after):
        link = world.links[k]
        late = world.units[link.needed].late
        kept = trust.trust_between(link.trust, 0.5, p.unit_trust_rate)
        link.trust = internal_service.unit_trust_after(kept, late, p.unit_trust_gain, p.unit_trust_loss)
        link.blame = internal_service.blame_after(link.blame, late, link.trust, mindset, p.unit_blame_base,
                                                  p.unit_blame_late, p.unit_blame_trust, p.unit_blame_mindset,
                                                  p.unit_blame_rate)
        if not on.internal_customers:
            link.trust = basics.toward(link.trust, neutral.unit_trust, p.unit_trust_rate)
            link.blame = basics.toward(link.blame, neutral.unit_blame, p.unit_blame_rate)
        blame += link.blame
        trusts += link.trust
        link.asked = 0
    unit.unit_blame, unit.unit_trust = blame / (after - first), trusts / (after - first)
