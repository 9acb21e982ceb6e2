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


@rule("satisfaction+ gain+")
def satisfaction_made_good(satisfaction, gain):
    """Satisfaction with the contact once a complaint was made good, in [0, 1].

    de Matos, Henrique & Rossi (2007), Service recovery paradox, J. Service Research 10: satisfaction is
    revised, intention and word of mouth are not by as much; here the relationship, from which both follow,
    moves by its usual share of what was revised.
    """
    return satisfaction + gain * (1.0 - satisfaction)


@rule("trust+ grievance- loss-")
def trust_after_grievance(trust, grievance, loss):
    """A customer's trust after a contact: who was accused though honest (M17), or complained in vain (M42),
    loses the share ``loss`` of it; grievance from 0 to 1.

    Injustice breaks trust: Colquitt et al. (2001); McColl-Kennedy & Sparks (2003) for customers; Tax, Brown &
    Chandrashekaran (1998) for complaints; the share is assumed.
    """
    return trust - loss * grievance * trust
