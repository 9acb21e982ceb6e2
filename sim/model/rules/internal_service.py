"""M21 Internal customers: the case needs a colleague; queues, hand-offs, blame between units; service mindset
towards other teams."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, toward


@rule("mindset+ blame- friction- heard+")
def willingness(mindset, blame, friction, heard, weight):
    """Factor in [0.2, 2] on what a unit gets done for others (M21): service mindset and customers heard help,
    blame and friction do not.

    Relational coordination: Gittell (2002), Management Science 48; organizational citizenship towards other
    teams: Organ (1988). mindset, blame, friction 0.3 and heard 0.2 are everyday and shift nothing.  Each
    weighs the same, since nothing says which weighs more: Dawes (1979), The robust beauty of improper linear
    models.
    """
    factor = 1.0 + weight * ((mindset - 0.3) - (blame - 0.3) - (friction - 0.3) + (heard - 0.2))
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


@rule("late+ mindset-")
def blame_ground(late, mindset, late_weight, mindset_weight):
    """Where blame laid on the other unit settles, in [0, 1] (M21): 0.3 where answers are punctual and mindset
    is the everyday 0.3.

    Delay is put down to the others: Gittell (2001, 2002), blame against problem solving as the two ends of
    one dimension of relational coordination, so that trust between units is no state beside it; the sum is
    assumed.
    """
    return clamp(0.3 + late_weight * late - mindset_weight * (mindset - 0.3))


@rule("blame+ ground+")
def blame_after(blame, ground, rate):
    """Blame laid on the other unit after a day (M21): towards its ground.  Assumed, as for trust."""
    return toward(blame, ground, rate)
