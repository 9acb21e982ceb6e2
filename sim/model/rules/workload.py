"""M20 Workload: too few hands, time pressure, corners cut; the standard itself erodes."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, toward


@rule("standard+ pressure- comfortable+ cut_weight-")
def practice(standard, pressure, comfortable, cut_weight):
    """Service that is given today, in [0, 1]: one's own standard, less the corners cut under pressure
    (expected occupancy, 0 up).

    Oliva & Sterman (2001), Cutting corners and working overtime, Management Science 47.
    """
    cut = cut_weight * (pressure - comfortable)
    if cut < 0.0:
        cut = 0.0
    return standard * (1.0 - clamp(cut))


@rule("given+ ideal+ erosion_rate- restoring_rate+")
def standard_after(standard, given, ideal, erosion_rate, restoring_rate):
    """One's own service standard after a day, in [0, 1]: practice below it pulls it down soon, ideals pull it
    up slowly if at all.

    Oliva & Sterman (2001): time per order erodes under pressure and does not come back by itself.  ideal in
    [0, 1].
    """
    if given >= standard:
        if ideal <= standard:
            return standard
        return toward(standard, ideal, restoring_rate)
    return toward(standard, given, erosion_rate)


@rule("given+ usual-")
def minutes_factor(given, usual, weight):
    """Factor >= 0.3 on the minutes of a contact: who cuts corners is quicker; ``usual`` practice gives 1.
    Oliva & Sterman (2001)."""
    factor = 1.0 + weight * (given - usual)
    if factor < 0.3:
        return 0.3
    return factor


@rule("authorised+ minutes+ planned- posts+")
def authorised_after(authorised, minutes, planned, posts, rate):
    """Posts of a unit's front line that may be filled, after a day: they follow the posts that today's work
    asks for, as far as there are any, with a delay.

    minutes: what today's contacts really took; planned: minutes of work a day for which one post is meant;
    posts: those there are.  Desired service capacity is demand times the time an order takes *now*: Oliva &
    Sterman (2001).  So where corners are cut, fewer posts seem to be enough, and where customers were lost,
    fewer are.
    """
    after = toward(authorised, minutes / planned, rate)
    if after > posts:
        return posts
    return after


@rule("norm+ committed+")
def ideal(norm, committed):
    """The service one would like to give, in [0, 1]: the caring norm and commitment in equal parts, and a
    little more.  Assumed."""
    return clamp(0.1 + 0.5 * norm + 0.5 * committed)
