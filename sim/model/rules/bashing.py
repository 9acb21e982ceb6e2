"""M23 Customer-bashing hardens into habit, and silence is consent."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp, logistic, toward


@rule("provoked+ blame_habit+ reframe_habit- norm- base+")
def vent_chance(provoked, blame_habit, reframe_habit, norm, base, provoked_weight, habit_weight, norm_weight):
    """Probability in (0, 1) of talking badly about the customer after the contact.

    provoked in [0, 1] is the anger left by the contact.  Habit makes it likelier, the caring norm less
    likely.  Emotions are told to
    others: Rime (2009); what others would think of it restrains: Cialdini, Reno & Kallgren (1990).  The sum
    is assumed.
    """
    return logistic(base + provoked_weight * provoked + habit_weight * (blame_habit - reframe_habit)
                    - norm_weight * (norm - 0.5))


@rule("own+ heard+ half-")
def exposure(own, heard, own_weight, half):
    """How much of an act one lived through today, in [0, 1): own acts and those heard from colleagues,
    saturating.

    own, heard: acts today (heard: mean over the colleagues one listens to).  half: acts that give 0.5.  What
    others do teaches like what
    one does: Bandura (1977), social learning.  The saturating form is assumed: the tenth act adds less than
    the first.
    """
    dose = own_weight * own + heard
    return dose / (dose + half)


@rule("strength+ exposed+ leaning+")
def habit(strength, exposed, leaning, stubbornness, rate):
    """Strength of a habit after a day: practice builds it, disuse extinguishes it, one's own leaning is never
    lost.

    Lally et al. (2010), How are habits formed, European J. Social Psychology 40: an asymptotic curve, 66 days
    (median) to 95 %.
    """
    return toward(strength, anchored(leaning, exposed, stubbornness), rate)


@rule("norm+ ignored- shift-")
def licensed(norm, ignored, shift):
    """The caring norm after bad talk was overheard and let pass (ignored: occasions today): silence is
    consent.

    Norm licensing: Cialdini, Reno & Kallgren (1990).
    """
    return clamp(norm - shift * ignored * norm)


@rule("norm+ addressed+ shift+")
def corrected(norm, addressed, shift):
    """The caring norm after bad talk was addressed by the leader (addressed: occasions today).

    Cialdini, Reno & Kallgren (1990): a norm that is made plain is followed.  The form is assumed, the mirror
    image of :func:`licensed`.
    """
    return clamp(norm + shift * addressed * (1.0 - norm))
