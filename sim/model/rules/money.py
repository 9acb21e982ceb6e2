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


@rule("days_taught+ day_price+ forums+ forum_price+ recall+ recall_price+ compassion+ compassion_price+ "
      "recognition+ recognition_price+ assessment+ assessment_price+")
def programmes_of_a_day(days_taught, day_price, forums, forum_price, recall, recall_price, compassion,
                        compassion_price, recognition, recognition_price, assessment, assessment_price):
    """What programmes cost for one post and day.  days_taught: a year; forums, recall: times a month; the
    rest in [0, 1] with a price a year.

    An accounting identity: 250 working days a year, 21 a month.
    """
    a_year = (days_taught * day_price + compassion * compassion_price + recognition * recognition_price
              + assessment * assessment_price)
    return a_year / 250.0 + (forums * forum_price + recall * recall_price) / 21.0


@rule("pay+ share+")
def leaver_cost(pay, share):
    """What it costs to replace one leaver: the share of a year's pay.  An accounting identity; Allen, Bryant
    & Vardaman (2010)."""
    return pay * share


@rule("customers+ contribution+")
def revenue_of_a_day(customers, contribution):
    """What customers contribute in a day; contribution: of one customer and year.  An accounting identity."""
    return customers * contribution / 250.0
