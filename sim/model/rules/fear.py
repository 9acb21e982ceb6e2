"""M03 Fear: a punishment seen by others makes the whole team afraid."""

import math

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp, toward


@rule("punitiveness+ incidents+ usual_incidents+")
def punishment_chance(punitiveness, arbitrary, incidents, per_incident, usual_incidents):
    """Probability in [0, 1) that a leader punishes somebody of the team today.

    punitiveness, arbitrary in [0, 1].  incidents: the team's errors yesterday.  The contingent part answers
    incidents, the arbitrary part comes at the rate of ``usual_incidents`` whatever happened.  Podsakoff et
    al. (2006), contingent and non-contingent punishment.
    """
    answered = arbitrary * usual_incidents + (1.0 - arbitrary) * incidents
    return 1.0 - math.exp(-punitiveness * per_incident * answered)


@rule("fear+ severity+ arbitrary+ jump+ contingent_share+")
def fear_seen(fear, severity, arbitrary, jump, contingent_share):
    """Fear right after a punishment in the team was seen; it rises at once.

    A punishment for a reason frightens less: its jump is the share ``contingent_share`` of an arbitrary one.
    Tepper (2000), abusive supervision; Staw, Sandelands & Dutton (1981), threat-rigidity.
    """
    reach = arbitrary + (1.0 - arbitrary) * contingent_share
    return fear + jump * severity * reach * (1.0 - fear)


@rule("timidity+ surveillance+ leaders_fear+ trust_in_leader-")
def fear_ground(timidity, surveillance, leaders_fear, trust_in_leader, surveillance_weight, trickle_weight,
                trust_weight):
    """Where fear settles without news, in [0, 1]: own timidity, being watched, the leader's own fear; trust
    calms.

    Being watched: Ravid et al. (2020); fear handed down: Mawritz et al. (2012); trust and safety: Edmondson
    (1999).  The sum is assumed.
    """
    return clamp(timidity + surveillance_weight * (surveillance - 0.3) + trickle_weight * (leaders_fear - 0.3)
                 - trust_weight * (trust_in_leader - 0.5))


@rule("fear+ ground+")
def fear_fades(fear, ground, rate):
    """Fear after a day without news: it dies down towards its ground.  Assumed: the simplest fading, at a
    constant rate."""
    return toward(fear, ground, rate)


@rule("fair+ compassion+ consistency+ temperament+")
def fairness(fair, compassion, consistency, temperament, base, compassion_weight, consistency_weight,
             stubbornness, rate):
    """Perceived fairness after a day: drawn by leaders' compassion and by their consistency.

    Colquitt et al. (2001), Justice at the millennium: interpersonal (compassion) and procedural (consistency)
    justice.
    """
    ground = clamp(base + compassion_weight * (compassion - 0.5) + consistency_weight * (consistency - 0.8))
    return toward(fair, anchored(temperament, ground, stubbornness), rate)


@rule("fair+ severity- arbitrary- drop-")
def fairness_hurt(fair, severity, arbitrary, drop):
    """Perceived fairness right after a punishment was seen: only the arbitrary part offends.

    Podsakoff et al. (2006): non-contingent punishment is unfair, contingent punishment is not; the form is
    assumed.
    """
    return fair - drop * severity * arbitrary * fair


@rule("abuse+ punished+ severity+ arbitrary+")
def abuse_felt(abuse, punished, severity, arbitrary, jump, rate):
    """Perceived abuse after a day: it fades, and rises with severe, arbitrary punishment seen (punished is 0
    or 1).  Tepper (2000)."""
    return toward(abuse, 0.0, rate) + jump * punished * severity * (0.3 + 0.7 * arbitrary) * (1.0 - abuse)


@rule("abuse+ fear+")
def harshness_from_above(abuse, fear, abuse_weight):
    """What a leader gets of harshness from above, in [0, 1]: abuse experienced, and fear.  Mawritz et al.
    (2012)."""
    return clamp(abuse_weight * abuse + (1.0 - abuse_weight) * fear)
