"""M36 Quitting and absence, M37 Hiring: people come and go."""

import math

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp


@rule("care+ trust+ fairness+ fear- mood+ autonomy+ strain- ambiguity-")
def job_satisfaction(care, trust, fairness, fear, mood, autonomy, strain, ambiguity):
    """Job satisfaction in [0, 1], an aggregate with stated weights: care .2, calm .2, trust .15, fairness .1,
    autonomy .1, freedom from strain .1, knowing where one stands (M04) .1, mood .05.  Judge et al. (2001),
    Jackson & Schuler (1985); weights are assumed.  Mood brings in trait affectivity, and so do strain and the
    other anchors: together a quarter of the variance, 10 to 25 % in Connolly & Viswesvaran (2000)."""
    return (0.2 * (care + 1.0 - fear) + 0.15 * trust + 0.1 * (fairness + autonomy + clamp(1.0 - strain) + 1.0
            - ambiguity) + 0.05 * mood)


@rule("satisfaction- commitment- strain+ tenure-")
def quit_hazard(usual, satisfaction, commitment, strain, tenure, satisfaction_weight, commitment_weight,
                strain_weight, new_factor, new_days):
    """Probability in [0, 1] of quitting today.

    ``usual`` per day at satisfaction 0.5, commitment 0.5 and strain 0.3; the new (tenure below new_days) quit
    new_factor times as often. Proportional hazards as in Griffeth, Hom & Gaertner (2000); Hausknecht, Trevor
    & Howard (2009) for what turnover does to service.
    """
    hazard = usual * math.exp(satisfaction_weight * (0.5 - satisfaction) + commitment_weight
                              * (0.5 - commitment) + strain_weight * (strain - 0.3))
    return clamp(hazard * new_factor if tenure < new_days else hazard)


@rule("strain+ satisfaction-")
def absence_chance(usual, strain, satisfaction, strain_weight, satisfaction_weight):
    """Probability in [0, 1] that a spell of absence begins today.  Darr & Johns (2008), work strain and
    absence."""
    return clamp(usual * math.exp(strain_weight * (strain - 0.3) + satisfaction_weight
                                  * (0.5 - satisfaction)))


@rule("days_to_fill- selectivity- transparency+")
def fill_chance(days_to_fill, selectivity, transparency, delay, attraction):
    """Probability in [0, 1] that a vacant post is filled today; choosing carefully takes longer, openness
    attracts applicants.

    days_to_fill: working days in everyday conditions (selectivity 0.3, transparency 0.5).  Schneider (1987),
    The people make the place.
    """
    days = days_to_fill * math.exp(delay * (selectivity - 0.3) - attraction * (transparency - 0.5))
    return clamp(1.0 / days)


@rule("mean+ cheer+ own+")
def anchor(mean, spread, cheer, own, alike):
    """A personal anchor of somebody newly hired, in [0, 1]: cheer and own are standard normal, ``alike``
    their correlation.

    Dispositions to trust, to commit and to decide are distinct from being cheerful, but not independent of
    it: Colquitt, Scott & LePine (2007) for trust propensity, Thoresen et al. (2003) for affect and
    commitment.  Mean and spread as for temperament: assumed.
    """
    return clamp(mean + spread * (alike * cheer + math.sqrt(1.0 - alike * alike) * own))


@rule("z+ selectivity+")
def newcomers_empathy(mean, spread, z, selectivity, gain):
    """Trait empathy of somebody newly hired, in [0, 1]: the labour market's mean and spread (z is standard
    normal), shifted by choice.

    Attraction and selection: Schneider (1987); what choosing carefully gains: Schmidt & Hunter (1998).  The
    sum is assumed.
    """
    return clamp(mean + spread * z + gain * (selectivity - 0.3))
