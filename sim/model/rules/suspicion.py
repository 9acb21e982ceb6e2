"""M17 Suspicion: few customers cheat; treating all as thieves offends the rest, and the accused leave."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp, logistic, toward


@rule("base+ policy+ fear+ blame_habit+ norm-")
def suspicion_ground(base, policy, fear, blame_habit, norm, policy_weight, outlook_weight):
    """Where a person's suspicion settles, in [0, 1] (M17): what policy asks, fear of losses, the habit of
    blaming; the caring norm trusts.

    policy 0.3, fear 0.3, blame 0.25 and norm 0.5 shift nothing.  The prior of a signal detector: Green &
    Swets (1966); fear shifts it: Haselton & Nettle (2006), error management.
    """
    return clamp(base + policy_weight * (policy - 0.3)
                 + outlook_weight * ((fear - 0.3) + (blame_habit - 0.25) - (norm - 0.5)))


@rule("suspicion+ ground+ temperament-")
def suspicion_after(suspicion, ground, temperament, stubbornness, rate):
    """Suspicion after a day (M17): towards its ground, and one's own bent; the cheerful trust more.

    Friedkin & Johnsen (1990); a habit of mind changes as slowly as a norm: assumed.
    """
    return toward(suspicion, anchored(1.0 - temperament, ground, stubbornness), rate)


@rule("suspicion+ cheats+ strict- span+ signal+")
def accusation_chance(suspicion, cheats, strict, span, signal):
    """Probability in (0, 1) that a customer is treated as a cheat (M17): signal detection with a logistic
    observer.

    cheats: 1 if the customer does, 0 if not.  The criterion falls from ``strict`` by ``span`` at full
    suspicion; a cheat's signal is stronger by ``signal`` (logits).  Green & Swets (1966), Signal detection
    theory and psychophysics: with few cheats, nearly all who are accused are honest.
    """
    return logistic(signal * cheats - (strict - span * suspicion))
