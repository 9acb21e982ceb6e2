"""M03 Fear: a punishment seen or heard of by others makes them afraid too."""

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
    """Fear right after a punishment; it rises at once.  severity: as it reaches the person, in [0, 1].

    A punishment for a reason frightens less: its jump is the share ``contingent_share`` of an arbitrary one.
    Tepper (2000), abusive supervision; Staw, Sandelands & Dutton (1981), threat-rigidity.
    """
    reach = arbitrary + (1.0 - arbitrary) * contingent_share
    return fear + jump * severity * reach * (1.0 - fear)


@rule("timidity+ surveillance+ leaders_fear+ trust_in_leader-")
def fear_ground(timidity, surveillance, leaders_fear, trust_in_leader, weight):
    """Where fear settles without news, in [0, 1]: own timidity, being watched, the leader's own fear; trust
    calms.

    Being watched: Ravid et al. (2020); fear handed down: Mawritz et al. (2012); trust and safety: Edmondson
    (1999).  The sum is assumed.
    """
    return clamp(timidity + weight * (surveillance - 0.3 + leaders_fear - 0.3 - (trust_in_leader - 0.5)))


@rule("fear+ ground+")
def fear_fades(fear, ground, rate):
    """Fear after a day without news: it dies down towards its ground.  Assumed: the simplest fading, at a
    constant rate."""
    return toward(fear, ground, rate)


@rule("fair+ compassion+ consistency+ temperament+")
def fairness(fair, compassion, consistency, temperament, base, weight, stubbornness, rate):
    """Perceived fairness after a day: drawn by the leader's compassion and consistency towards the person.

    Colquitt et al. (2001), Justice at the millennium: interpersonal (compassion) and procedural (consistency)
    justice.
    """
    ground = clamp(base + weight * (compassion - 0.5 + consistency - 0.8))
    return toward(fair, anchored(temperament, ground, stubbornness), rate)


@rule("fair+ severity- arbitrary- drop-")
def fairness_hurt(fair, severity, arbitrary, drop):
    """Perceived fairness right after a punishment that reached the person with this severity: only the
    arbitrary part offends.

    Podsakoff et al. (2006): non-contingent punishment is unfair, contingent punishment is not; the form is
    assumed.
    """
    return fair - drop * severity * arbitrary * fair


@rule("abuse+ severity+ arbitrary+")
def abuse_felt(abuse, severity, arbitrary, jump, rate):
    """Perceived abuse after a day: it fades, and rises with severe, arbitrary punishment that reached the
    person (severity 0: none).  Tepper (2000)."""
    return toward(abuse, 0.0, rate) + jump * severity * (0.3 + 0.7 * arbitrary) * (1.0 - abuse)


@rule("abuse+ fear+")
def harshness_from_above(abuse, fear):
    """What a leader gets of harshness from above, in [0, 1]: abuse experienced, and fear, in equal parts.
    Mawritz et al. (2012)."""
    return 0.5 * abuse + 0.5 * fear
