"""M10 Distance: leaders who hear customers only through relays lose the feeling in it."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import toward


@rule("reports_picture+ kept+ fear- silence-")
def relayed_picture(reports_picture, kept, fear, silence):
    """How near the truth a picture of customers still is one level up, in [0, 1].

    reports_picture: mean picture of the reports, 1 for who serves customers.  kept: share that survives a
    relay (Bartlett 1932, serial reproduction).  Fearful reports leave out bad news: Rosen & Tesser (1970),
    the MUM effect; silence is the share full fear takes.
    """
    return reports_picture * kept * (1.0 - silence * fear)


@rule("picture+ relayed+ contact_hours+ half_hours-")
def picture_after(picture, relayed, contact_hours, half_hours, rate):
    """A leader's picture of customers after a day, in [0, 1]: what is relayed, and what is seen with one's
    own eyes.

    contact_hours: hours a month among customers; half of what relays lost is regained at half_hours.
    Beneficiary contact: Grant (2007); the saturating form is assumed.
    """
    seen = contact_hours / (contact_hours + half_hours)
    return toward(picture, 1.0 - (1.0 - relayed) * (1.0 - seen), rate)
