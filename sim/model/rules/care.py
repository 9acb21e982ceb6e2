"""M01 Being cared for: leaders who are present and personally interested make people feel valued."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, toward


@rule("interest+ attention+ distant_share+")
def care_shown(interest, attention, distant_share):
    """Care that one report gets, in [0, 1]: interest carried by attention; a share of it arrives without any
    presence.

    Perceived supervisor support: Eisenberger et al. (2002), J. Applied Psychology 87.
    """
    return interest * (distant_share + (1.0 - distant_share) * attention)


@rule("felt+ shown+ rapport+")
def felt_care(felt, shown, rapport, stubbornness, rate):
    """Feeling cared for after a day: it moves towards what is shown, tempered by how one gets on with
    leaders.

    Leaders and their people form pairs of their own: Graen & Uhl-Bien (1995), leader-member exchange.  What
    is shown: Eisenberger et al. (2002); that the same care is felt differently, and how much, is assumed, in
    the form of Friedkin & Johnsen (1990).
    """
    return toward(felt, anchored(rapport, shown, stubbornness), rate)
