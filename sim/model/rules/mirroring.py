"""M12 Mirroring, and the higher road: how far the customer's tone becomes one's own."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, logistic


@rule("trust- care- fear+ resources- base+")
def mirror_gain(base, trust, care, fear, resources, defences):
    """Share in (0, 1) of the customer's tone that comes back.

    base: logits, in everyday conditions.  Trust and being known lower defences, fear and exhaustion raise
    them: threat appraisal and emotion regulation, Grandey, Dickter & Sin (2004), The customer is not always
    right, J. Organizational Behavior 25.
    """
    return logistic(base + defences * (fear - 0.3 + 0.6 - resources - (trust - 0.5) - (care - 0.5)))


@rule("own_tone+ customer_tone+ anger-")
def tone(own_tone, customer_tone, gain, anger, anger_weight):
    """The employee's tone in [0, 1] (0 hostile, 0.5 flat, 1 warm): M12, the incivility spiral of Andersson &
    Pearson (1999)."""
    return clamp(own_tone + gain * (customer_tone - own_tone) - anger_weight * anger)


@rule("mood+ norm+ base+")
def own_tone(mood, norm, base, mood_weight, norm_weight):
    """The tone one starts from, in [0, 1]: house manners, mood, and what is done here.

    Pugh (2001), service with a smile: mood shows; Schneider et al. (1998): so does climate.  The sum is
    assumed.
    """
    return clamp(base + mood_weight * (mood - 0.5) + norm_weight * (norm - 0.5))
