"""M28 Climate: a shared norm of who we are; M39 newcomers are socialised."""

import math

from sim.rules._rule import rule
from sim.rules.basics import anchored, toward


@rule
def leaders_signal(interest, alignment, clarity):
    """What a leader's example says about customers, in [0, 1]: interest shown in people, and a vision that is passed on.

    Leaders embed culture by what they attend to and by what they say: Schein (2010); the equal halves are ours.
    """
    return 0.5 * interest + 0.5 * alignment * clarity


@rule
def norm_drawn_to(anchor, signal, peers, leader_weight, stubbornness):
    """Where a person's norm is drawn: personal anchor, the leader's signal and colleagues' norm, all in [0, 1].

    Friedkin & Johnsen (1990); leaders embed culture: Schein (2010), Schneider et al. (1998).
    """
    return anchored(anchor, leader_weight * signal + (1.0 - leader_weight) * peers, stubbornness)


@rule
def norm_after(norm, drawn_to, rate, newcomer_factor):
    """The norm after a day; newcomers move ``newcomer_factor`` (>= 1) times as fast.

    Harrison & Carroll (1991); that nobody moves further than all the way is ours.
    """
    step = rate * newcomer_factor
    if step > 1.0:
        step = 1.0
    return toward(norm, drawn_to, step)


@rule
def newcomer_factor(tenure, socialisation, strength, months_days):
    """How much faster somebody new takes on what is done here, >= 1; fades with tenure (days).

    Harrison & Carroll (1991), Keeping the faith: a model of cultural transmission, ASQ 36: early socialisation is the strongest.
    """
    return 1.0 + strength * socialisation * math.exp(-tenure / months_days)
