"""M42 Complaint and recovery: customers punished for complaining go silent."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp


@rule("usual+ satisfaction- trust+ welcome+")
def complaint_chance(usual, satisfaction, trust, welcome):
    """Probability in [0, 1] of complaining after a contact: dissatisfaction, times ease, times the response
    one expects.

    Hirschman (1970), Exit, voice and loyalty; Singh (1990): complaining follows from dissatisfaction and from
    what one expects of it.
    welcome: how complaints are treated (0 punished, 1 welcomed).  ``usual`` scales it; the square is assumed:
    mild displeasure is swallowed.
    """
    short = clamp((0.75 - satisfaction) / 0.75)
    return clamp(usual * short * short * (0.3 + 1.4 * welcome) * (0.4 + trust))


@rule("policy+ permission+ skill+")
def recovery_chance(policy, permission, skill):
    """Probability in [0, 1] that a complaint is handled well: what policy allows, permission to use it, and
    knowing how.

    Tax, Brown & Chandrashekaran (1998), complaint handling: empowered employees decide on the spot; the
    product is assumed.
    """
    return clamp(policy * (0.5 + permission) * (0.6 + 0.8 * skill))


@rule("relationship+ recovered+ gain+ loss-")
def relationship_after_complaint(relationship, recovered, gain, loss):
    """Satisfaction with the relationship after a complaint (recovered 1 or 0): it can recover.

    de Matos, Henrique & Rossi (2007), Service recovery paradox, J. Service Research 10: satisfaction
    recovers, loyalty less.
    """
    if recovered > 0.0:
        return relationship + gain * (1.0 - relationship)
    return relationship - loss * relationship


@rule("trust+ recovered+ gain+ loss- share+")
def trust_after_complaint(trust, recovered, gain, loss, share):
    """The customer's trust after a complaint: it recovers only the share ``share`` as well.  de Matos et al.
    (2007)."""
    if recovered > 0.0:
        return trust + share * gain * (1.0 - trust)
    return trust - loss * trust
