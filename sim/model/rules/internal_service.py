"""M21 Internal customers: the case needs a colleague; queues, hand-offs, blame between units.  M35 Service
mindset towards other teams."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, toward


@rule("mindset+ blame- friction- heard+")
def willingness(mindset, blame, friction, heard, mindset_weight, blame_weight, friction_weight, heard_weight):
    """Factor in [0.2, 2] on what a unit gets done for others (M21 M35): service mindset and customers heard
    help, blame and friction do not.

    Relational coordination: Gittell (2002), Management Science 48; organizational citizenship towards other
    teams: Organ (1988). mindset, blame, friction 0.3 and heard 0.2 are everyday and shift nothing.
    """
    factor = (1.0 + mindset_weight * (mindset - 0.3) - blame_weight * (blame - 0.3) - friction_weight
              * (friction - 0.3) + heard_weight * (heard - 0.2))
    if factor < 0.2:
        return 0.2
    if factor > 2.0:
        return 2.0
    return factor


@rule("backlog+ came+ capacity-")
def queue_after(backlog, came, capacity):
    """Requests still waiting tonight, >= 0: last night's, plus today's, less what the unit gets done.
    Conservation of work."""
    left = backlog + came - capacity
    if left < 0.0:
        return 0.0
    return left


@rule("backlog+ capacity- turnaround+ longest+")
def days_waited(backlog, capacity, turnaround, longest):
    """Working days until a request made now is answered, first come first served: the queue ahead of it, and
    the hand-off itself.

    Little (1961): wait = queue / throughput.  At most ``longest``: then somebody escalates.
    """
    enough = (longest - turnaround) * capacity
    if backlog < enough:
        return turnaround + backlog / capacity
    if backlog >= enough:
        return longest
    return backlog + enough  # one of them is missing


@rule("wait+ turnaround-")
def lateness(wait, turnaround):
    """How late answers come, in [0, 1]: 0 at the usual turnaround, 1 at three more turnarounds (days).  The
    ramp is assumed."""
    return clamp((wait - turnaround) / (3.0 * turnaround))


@rule("trust+ late- gain+ loss-")
def unit_trust_after(trust, late, gain, loss):
    """A unit's trust in a unit it needs, after a day: punctual answers win little, late ones lose more.

    Rescorla & Wagner (1972) with unequal rates, as for leaders; Slovic (1993).
    """
    return trust + gain * (1.0 - late) * (1.0 - trust) - loss * late * trust


@rule("blame+ late+ trust- mindset- base+")
def blame_after(blame, late, trust, mindset, base, late_weight, trust_weight, mindset_weight, rate):
    """Blame laid on the other unit, in [0, 1], after a day (M21; M35 lowers it).

    Delay is put down to the others where there is no trust: Gittell (2001), blame against problem solving;
    the sum is assumed.
    """
    ground = clamp(base + late_weight * late - trust_weight * (trust - 0.5) - mindset_weight
                   * (mindset - 0.3))
    return toward(blame, ground, rate)
