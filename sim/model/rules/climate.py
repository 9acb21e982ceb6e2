"""M28 Climate: a shared norm of who we are, taken on by newcomers (M37)."""

import math

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp, toward


@rule("interest+ alignment+ clarity+ picture+")
def leaders_signal(interest, alignment, clarity, picture):
    """What a leader's example says about customers, in [0, 1]: interest in people, a vision that is passed
    on, knowing customers (M10).

    Leaders embed culture by what they attend to and by what they say: Schein (2010); the shares (.4, .4, .2)
    are assumed.
    """
    return 0.4 * interest + 0.4 * alignment * clarity + 0.2 * picture


@rule("anchor+ signal+ peers+ backed+")
def norm_drawn_to(anchor, signal, peers, backed, leader_weight, backed_weight, stubbornness):
    """Where a person's norm is drawn: personal anchor, the leader's signal and colleagues' norm, all in [0,
    1].

    backed: expectation that permission bears out (M08); 0.45 shifts nothing.  Friedkin & Johnsen (1990);
    leaders embed culture: Schein (2010), Schneider et al. (1998).
    """
    influence = leader_weight * signal + (1.0 - leader_weight) * peers + backed_weight * (backed - 0.45)
    return clamp(anchored(anchor, influence, stubbornness))


@rule("norm+ drawn_to+")
def norm_after(norm, drawn_to, rate, newcomer_factor):
    """The norm after a day; newcomers move ``newcomer_factor`` (>= 1) times as fast.

    Harrison & Carroll (1991); that nobody moves further than all the way is assumed.
    """
    step = rate * newcomer_factor
    if step > 1.0:
        step = 1.0
    return toward(norm, drawn_to, step)


@rule("tenure+ days-")
def standing(tenure, days):
    """Share in [0, 1) of the weight that colleagues give to what somebody of this tenure (days) does, feels
    and holds; half at ``days``.

    Newcomers are heard little at first: Moreland & Levine (1982), Socialization in small groups, Advances in
    Experimental Social Psychology 15; the form is assumed.
    """
    return tenure / (tenure + days)


@rule("tenure- socialisation+ strength+")
def newcomer_factor(tenure, socialisation, strength, months_days):
    """How much faster somebody new takes on what is done here, >= 1; fades with tenure (days).

    Harrison & Carroll (1991), Keeping the faith: a model of cultural transmission, ASQ 36: early
    socialisation is the strongest.
    """
    return 1.0 + strength * socialisation * math.exp(-tenure / months_days)
