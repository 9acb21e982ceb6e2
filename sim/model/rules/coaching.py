"""M24 Coaching in the moment: overheard, paused, reframed."""

import math

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp


@rule("presence_hours+ vents+ ears+ week_hours-")
def overheard_chance(presence_hours, vents, ears, week_hours):
    """Probability in [0, 1) that the leader overhears at least one of today's ``vents`` of one employee.

    presence_hours of the leader and week_hours, both a week: their ratio is the chance of being near; ears
    scales it (> 0).
    """
    return 1.0 - math.exp(-ears * presence_hours / week_hours * vents)


@rule("coaching_skill- usual_harm+")
def harm_chance(coaching_skill, usual_harm):
    """Probability in [0, 1] that feedback makes things worse; ``usual_harm`` at skill 0.5.

    Kluger & DeNisi (1996), Psychological Bulletin 119: more than a third of feedback interventions harm.
    """
    return clamp(usual_harm * 2.0 * (1.0 - coaching_skill))


@rule("helped+ reframe_habit+")
def reframed(reframe_habit, helped, step):
    """Reframe habit right after coaching: helped is +1 (it helped) or -1 (it harmed).

    Feedback can harm: Kluger & DeNisi (1996).  Assumed: harm undoes half of what help would do.
    """
    if helped > 0.0:
        return reframe_habit + step * (1.0 - reframe_habit)
    return reframe_habit - 0.5 * step * reframe_habit


@rule("helped- blame_habit+")
def unblamed(blame_habit, helped, step):
    """Blame habit right after coaching: helped is +1 or -1.

    Assumed, the mirror image of :func:`reframed`: the question what the customer did not know takes the place
    of blame.
    """
    if helped > 0.0:
        return blame_habit - step * blame_habit
    return blame_habit + 0.5 * step * (1.0 - blame_habit)
