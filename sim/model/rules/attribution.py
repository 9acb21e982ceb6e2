"""M14 Attribution: 'a jerk', or somebody who did not know the rules?"""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, logistic


@rule("cause+ rudeness+ blame_habit+ reframe_habit- training- base+")
def blame(cause, rudeness, blame_habit, reframe_habit, training, base, rudeness_weight, habit_weight,
          training_weight):
    """Blame laid on the customer, in (0, 1).

    cause: logits, shift for what the case is about (ignorance raises it, our error lowers it).  rudeness in
    [0, 1].  The two habits compete.  Weiner (1985), attribution; Gross (1998), reappraisal: training asks
    what the customer did not know.
    """
    return logistic(base + cause + rudeness_weight * rudeness + habit_weight * (blame_habit - reframe_habit)
                    - training_weight * (training - 0.3))


@rule("customer_tone- rude_below+")
def rudeness(customer_tone, rude_below):
    """How rude a tone is, in [0, 1]: 0 from the threshold upwards, 1 at outright abuse.

    Assumed: a ramp, so that mild rudeness counts mildly.
    """
    return clamp((rude_below - customer_tone) / rude_below)


@rule("blame_laid+ provocation+")
def anger(blame_laid, provocation):
    """Anger in [0, 1]: blame times provocation (rudeness, or having to deal with the case again).

    Weiner (1985): anger needs somebody to hold responsible; the product is assumed: without blame or without
    provocation there is none.
    """
    return blame_laid * provocation
