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
def trust_ground(propensity, care, fairness, trust_extended, hollow, care_weight, fairness_weight,
                 extended_weight, hollow_weight):
    """Where trust rests between promises: own propensity, shifted by care, fairness, by being trusted oneself
    and by hollow demands (M08).

    Mayer, Davis & Schoorman (1995), An integrative model of organizational trust: benevolence (care) and
    integrity (fairness); McAllister (1995): affect-based trust; Simons (2002): what is demanded and not borne
    out by deeds costs trust.  All in [0, 1]; 0.5 shifts nothing, nor does hollow 0.
    """
    return clamp(propensity + care_weight * (care - 0.5) + fairness_weight * (fairness - 0.5)
                 + extended_weight * (trust_extended - 0.5) - hollow_weight * hollow)


@rule("trust+ ground+")
def trust_between(trust, ground, rate):
    """Trust after a day without news: back towards its ground.  Assumed: with nothing to judge by, old events
    count less and less."""
    return toward(trust, ground, rate)
