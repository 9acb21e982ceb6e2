"""M11 Voice: the front line knows most and speaks only where it is safe; what is heard gets fixed.  M45
Reported is not true."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp


@rule("trust_in_leader+ fear-")
def safety(trust_in_leader, fear):
    """Psychological safety in [0, 1]: trust without fear.

    Edmondson (1999), Psychological safety and learning behavior in work teams, ASQ 44; the product is
    assumed.
    """
    return trust_in_leader * (1.0 - fear)


@rule("usual+ safe+ listening+ friction+")
def voice_chance(usual, safe, listening, friction):
    """Probability in [0, 1] that a person speaks up today about something that is in the way (M11).

    Detert & Burris (2007), Leadership behavior and employee voice, AMJ 50: safety and open leaders; there
    must be something to speak about (friction in [0, 1]).  ``usual`` scales it.
    """
    return clamp(usual * (0.2 + 2.0 * safe) * (0.5 + listening) * (0.4 + 2.0 * friction))


@rule("born_rate+ heard- fixed-")
def friction_after(friction, born_rate, heard, fixed):
    """Process friction of a unit after a day, in [0, 1] (M11): new ones appear, those heard are fixed.

    heard: voices per head today, each weighted by how well it is answered and understood; fixed: share of
    friction that one voice per head would end.  Problems fixed where they are reported: Tucker & Edmondson
    (2003); the balance is assumed.
    """
    return clamp(friction + born_rate * (1.0 - friction) - fixed * heard * friction)


@rule("usual+ safe+")
def report_chance(usual, safe):
    """Probability in [0, 1] that an error or a complaint is reported upwards (M45); ``usual`` scales it.

    Edmondson (1996), Learning from mistakes is easier said than done, J. Applied Behavioral Science 32:
    better led teams report more.
    """
    return clamp(usual * (0.3 + 1.8 * safe))
