"""M18 'The customer is always right' lands on the employee; M22 punished employees punish customers."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp


@rule("always_right+ backing-")
def injustice(always_right, backing):
    """How far staff are left alone with abusive customers, in [0, 1] (M18): the rule, as far as leaders do
    not stand behind them.

    Customer mistreatment: Skarlicki, van Jaarsveld & Walker (2008); leaders' support buffers: Wang et al.
    (2011).  The product is assumed.
    """
    return always_right * (1.0 - backing)


@rule("left_alone+")
def rudeness_weight(left_alone, weight):
    """How much more (or less) rudeness takes out of people, >= 0 (M18); left_alone 0.15 is everyday and gives
    1.  Practitioners' advice."""
    factor = 1.0 + weight * (left_alone - 0.15)
    if factor < 0.0:
        return 0.0
    return factor


@rule()
def strained_before(strain, weight, contrast):
    """Factor >= 0 on what rudeness takes, for somebody with slow strain from customers in [0, 1].

    contrast 0: blows add up (Dormann & Zapf 2004).  contrast 1: who is used to them feels the single one less
    (Walker, van Jaarsveld & Skarlicki 2014, exposure and sensitivity).  Strain 0.15 gives 1; the linear form
    is assumed.
    """
    factor = 1.0 + (1.0 - 2.0 * contrast) * weight * (strain - 0.15)
    if factor < 0.0:
        return 0.0
    return factor


@rule("blow+ jump+")
def hostility_after(hostility, blow, jump, rate):
    """Hostility next morning, in [0, 1] (M22): acute anger that fades within days.  blow: how hard today's
    punishment is for this one, who was punished, saw it or heard of it.

    Displaced aggression: Dollard et al. (1939); Marcus-Newhall et al. (2000); abusive supervision: Mitchell &
    Ambrose (2007).
    """
    faded = hostility * (1.0 - rate)
    return faded + jump * blow * (1.0 - faded)


@rule("hostility+ rudeness+ jump+")
def provoked(hostility, rudeness, jump):
    """Hostility right after a contact with a customer whose rudeness is in [0, 1].  Wang et al. (2011), AMJ
    54: the same day."""
    return hostility + jump * rudeness * (1.0 - hostility)


@rule("usual+ hostility+ committed- tenure- hostility_weight+ old_hand_days+")
def enforcement_chance(usual, hostility, committed, tenure, hostility_weight, old_hand_days):
    """Probability in [0, 1] of punishing the customer with the rule book in a contact (M22).

    ``usual`` at no hostility, commitment 0.5 and no tenure.  The committed and the experienced (tenure in
    days) hold back: Wang et al. (2011), Daily customer mistreatment and employee sabotage, AMJ 54.
    """
    restraint = (1.5 - committed) * (1.0 - 0.5 * tenure / (tenure + old_hand_days))
    return clamp(usual * (1.0 + hostility_weight * hostility) * restraint)
