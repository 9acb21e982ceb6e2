"""M02 Trust grows with kept promises and is lost faster than won."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, toward


@rule("trust+ kept+")
def after_promise(trust, kept, gain, loss):
    """Trust after a promise was kept (kept > 0) or broken.

    Rescorla & Wagner (1972) with unequal rates: a kept promise closes the share ``gain`` of the distance to
    full trust, a broken one takes the share ``loss`` of what trust there is.  loss > gain: Slovic (1993),
    Perceived risk, trust and democracy, Risk Analysis 13.
    """
    if kept > 0.0:
        return trust + gain * (1.0 - trust)
    return trust - loss * trust


@rule("propensity+ care+ fairness+ trust_extended+ hollow- hollow_weight-")
def trust_ground(propensity, care, fairness, trust_extended, hollow, worth_weight, extended_weight,
                 hollow_weight):
    """Where trust rests between promises: own propensity, shifted by care, fairness, by being trusted oneself
    and by hollow demands (M08).

    Mayer, Davis & Schoorman (1995), An integrative model of organizational trust: benevolence (care) and
    integrity (fairness), which count alike: Colquitt, Scott & LePine (2007); McAllister (1995): affect-based
    trust; Simons (2002): what is demanded and not borne out by deeds costs trust.  All in [0, 1]; 0.5 shifts
    nothing, nor does hollow 0.
    """
    return clamp(propensity + worth_weight * (care - 0.5 + fairness - 0.5)
                 + extended_weight * (trust_extended - 0.5) - hollow_weight * hollow)


@rule("propensity+ relayed+ fate+")
def trust_in_top_ground(propensity, relayed, fate, distance_share):
    """Where trust in the head rests between the head's own deeds, in [0, 1]: own propensity, what is relayed
    of the head, and how the firm fares; 0.5 shifts nothing.

    relayed: the direct leader's own trust in the head, so that it weakens by level; whoever reports to the
    head has the own trust in this leader.  Distant leaders are judged by what followers hear of them and by
    the organisation's performance: Shamir (1995), Social distance and charisma, Leadership Quarterly 6;
    Antonakis & Atwater (2002), Leader distance, Leadership Quarterly 13.  That both count alike is assumed.
    """
    return clamp(propensity + distance_share * (relayed - 0.5 + fate - 0.5))


@rule("customers+ ordinary-")
def fate(customers, ordinary):
    """How the firm fares, in [0, 1], by whether its customers stay; 0.5 with as many as on an ordinary day.
    Assumed."""
    if ordinary <= 0.0:
        return 0.5
    return clamp(0.5 * customers / ordinary)


@rule("trust+ ground+")
def trust_between(trust, ground, rate):
    """Trust after a day without news: back towards its ground.  Assumed: with nothing to judge by, old events
    count less and less."""
    return toward(trust, ground, rate)
