"""M33 Recalling one's own best and worst experience as a customer; M34 hearing customers directly."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, toward


@rule("level+ happened+ ground+")
def pulse(level, happened, ground, rate):
    """A pulse in [0, 1]: full when it happened today (1), else fading towards ``ground``.  Forgetting:
    Ebbinghaus (1885), simplified."""
    if happened > 0.0:
        return 1.0
    return toward(level, ground, rate)


@rule("sign+")
def recall_effect(recalled, sign, gain):
    """What recalling one's own experience adds to empathy one could feel, sign +1 or -1 (M33).

    Perspective taking raises it: Galinsky & Moskowitz (2000); having been through it oneself lowers it:
    Ruttan, McDonnell & Nordgren (2015).
    """
    return sign * gain * recalled


@rule("heard+ usual-")
def hearing_effect(heard, usual, gain):
    """What having heard customers adds to empathy one could feel (M34); ``usual`` is the everyday level.
    Grant et al. (2007)."""
    return gain * (heard - usual)


@rule("picture+ share+")
def second_hand(picture, share):
    """What reaches a person of customers through the leader, in [0, 1] (M34): a share of the leader's own
    picture.  Grant (2007)."""
    return clamp(share * picture)
