"""M01 Being cared for: leaders who are present and personally interested make people feel valued."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, toward


@rule("interest+ attention+ distant_share+")
def care_shown(interest, attention, distant_share):
    """Care that one report gets in a week, in [0, 1]: interest carried by attention (1 if the leader had time
    for this one, 0 if not); a share of it arrives without any presence.

    Perceived supervisor support: Eisenberger et al. (2002), J. Applied Psychology 87.
    """
    return interest * (distant_share + (1.0 - distant_share) * attention)


@rule("felt+ shown+ regard+")
def felt_care(felt, shown, regard, stubbornness, rate):
    """Feeling cared for after a week: it moves towards what is shown, tempered by what the pair is to each
    other.

    Leaders and their people form pairs of their own: Graen & Uhl-Bien (1995), leader-member exchange.  What
    is shown: Eisenberger et al. (2002); that the pair counts besides, and how much, is assumed, in the form
    of Friedkin & Johnsen (1990).
    """
    return toward(felt, anchored(regard, shown, stubbornness), rate)
