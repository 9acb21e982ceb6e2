"""M06 Vision cascade, and the buy-in that follows from knowing, trusting and being cared for."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp, toward


@rule("leaders_clarity+ fidelity+ misread+")
def relayed(leaders_clarity, fidelity, misread):
    """Clarity that arrives one level down, in [0, 1]: a noisy serial channel.

    fidelity in [0, 1]: share passed on.  misread: zero-mean deviation of this month's relay.  Bartlett
    (1932), serial reproduction; Ates et al. (2020), Academy of Management Journal 63: misaligned middle
    managers stop the cascade.
    """
    return clamp(leaders_clarity * fidelity * (1.0 + misread))


@rule("own+ received+ anchor+")
def clarity(own, received, anchor, stubbornness, rate):
    """Vision clarity after a day, drawn to what was received and to what one brought along.

    Friedkin & Johnsen (1990); that what one brought along is never lost is assumed.
    """
    return toward(own, anchored(anchor, received, stubbornness), rate)


@rule("committed+ clear+ trust_in_top+ care+ temperament+ hollow- hollow_weight-")
def commitment(committed, clear, trust_in_top, care, temperament, hollow, weight, hollow_weight, rate):
    """Commitment (buy-in) after a day.

    Meyer et al. (2002), affective commitment: support, justice and clear goals go before it.  Hollow demands
    breed cynicism (M08): Simons (2002).
    """
    ground = clamp(temperament + weight * (clear - 0.5 + trust_in_top - 0.5 + care - 0.5) - hollow_weight
                   * hollow)
    return toward(committed, ground, rate)
