"""M16 Discretion: break the rule for the customer where one may; compassion from leaders is felt as fairness
and passed on."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp


@rule("limit+ trust_extended+ surveillance-")
def autonomy_allowed(limit, trust_extended, surveillance):
    """Room for own decisions that policy leaves, in [0, 1].  Spreitzer (1995), psychological empowerment."""
    return clamp(limit * (0.6 + 0.8 * trust_extended) * (1.15 - 0.5 * surveillance))


@rule("allowed+ trust+ temperament+")
def autonomy_dared(allowed, trust, temperament, stubbornness):
    """Room for own decisions that a person feels, in [0, 1]: what policy allows as far as the leader is
    trusted to stand by it.

    Trust is the willingness to take a risk: Mayer, Davis & Schoorman (1995); the form is assumed.
    """
    return anchored(temperament, clamp(allowed * (0.5 + trust)), stubbornness)


@rule("usual+ always_right+")
def readiness(usual, always_right, rudeness, weight):
    """Scale of the chance that a rule is bent, >= 0: the rule that the customer is always right makes people
    give in to the rude (M18).

    always_right 0.3 is everyday.  Giving in rewards the outburst: Grandey, Dickter & Sin (2004); the form is
    assumed.
    """
    scale = usual * (1.0 + weight * (always_right - 0.3) * rudeness)
    if scale < 0.0:
        return 0.0
    return scale


@rule("autonomy+ permission+ fear- fairness+ commitment+ stake+ fear_cost-")
def gesture_chance(autonomy, permission, fear, fairness, commitment, stake, usual, fear_cost):
    """Probability in [0, 1] of bending a rule for this customer.

    ``usual`` scales it to everyday conditions.  Fear keeps people by the rule (threat rigidity); who is
    treated fairly passes it on (Masterson 2001, A trickle-down model of organizational justice); a higher
    stake calls for it.
    """
    willing = (0.5 + permission) * (0.5 + fairness) * (0.5 + commitment) * (0.5 + stake)
    return clamp(usual * autonomy * willing * (1.0 - fear_cost * fear))
