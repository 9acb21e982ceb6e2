"""M38 Promote from within, or hire leaders outside."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp


@rule("drawn+ edge+")
def outsiders_care(drawn, edge):
    """Disposition to care of a leader hired outside, in [0, 1]; ``edge``: what a wider choice brings (switch
    promotion).

    Bidwell (2011), Paying more to get less, ASQ 56: outsiders come with better credentials, and with lower
    performance in the first two years.
    """
    return clamp(drawn + edge)
