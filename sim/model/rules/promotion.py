"""M38 Promote from within, or hire leaders outside."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp


@rule("drawn+ norm+")
def insiders_care(drawn, norm, continuity):
    """Inclination to care of a leader who came up through the ranks, in [0, 1]: as drawn for anybody, mixed
    with what is done here.

    Bidwell (2011), Paying more to get less, ASQ 56: insiders carry the firm's ways; that it is the norm they
    carry is assumed.
    """
    return anchored(norm, drawn, continuity)


@rule("drawn+ edge+")
def outsiders_care(drawn, edge):
    """Inclination to care of a leader hired outside, in [0, 1]; ``edge``: what a wider choice brings (switch
    promotion).

    Bidwell (2011): outsiders come with better credentials, and with lower performance in the first two years.
    """
    return clamp(drawn + edge)
