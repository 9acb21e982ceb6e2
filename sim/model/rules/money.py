"""M46 Money: revenue kept or lost, turnover cost, the cost of each lever.  Accounting identities; prices are
the user's own.

What to count, and that leavers and programmes are costed for each person: Cascio & Boudreau (2011), Investing
in people.
"""

from sim.model.rules._rule import rule


@rule("pay+ extra+")
def pay_of_a_day(pay, extra):
    """Pay for one post and day; pay: a year.  extra: hours bought on top, as a share (staffing levers).  An
    accounting identity."""
    return pay * (1.0 + extra) / 250.0


@rule("days_taught+ forum_hours+ day_price+ programmes+ programme_price+")
def programmes_of_a_day(days_taught, forum_hours, day_price, programmes, programme_price):
    """What programmes cost for one post and day.  days_taught: a year; forum_hours: of forums and exercises,
    a month; programmes: how far each is run, summed, at a price a year.

    An accounting identity: 250 working days a year, 21 a month, 8 hours a day.
    """
    return ((days_taught * day_price + programmes * programme_price) / 250.0
            + forum_hours / 8.0 * day_price / 21.0)


@rule("pay+ minutes+ work_minutes-")
def overtime(pay, minutes, work_minutes):
    """What minutes on top of a working day cost: pay is a year's, for work_minutes a day.  An accounting
    identity."""
    return pay * minutes / (250.0 * work_minutes)


@rule("pay+ share+")
def leaver_cost(pay, share):
    """What it costs to replace one leaver: the share of a year's pay.  An accounting identity; Allen, Bryant
    & Vardaman (2010)."""
    return pay * share


@rule("customers+ contribution+")
def revenue_of_a_day(customers, contribution):
    """What customers contribute in a day; contribution: of one customer and year.  An accounting identity."""
    return customers * contribution / 250.0


@rule("goodwill+ usual-")
def spent(goodwill, usual, weight):
    """Factor >= 0 on what a customer contributes: the mean relationship of those of late (goodwill) against
    the ordinary firm's.

    Contested.  Cooil et al. (2007), J. Marketing 71: changes in satisfaction and share of wallet go together;
    Keiningham et al. (2014): the level explains next to nothing.  Linear: assumed.
    """
    factor = 1.0 + weight * (goodwill - usual)
    if factor < 0.0:
        return 0.0
    return factor
