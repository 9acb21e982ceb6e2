"""Mood: what a contact or a night does to it."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, toward


@rule("mood+ pleasant+ unpleasant- negativity-")
def mood_after_contact(mood, pleasant, unpleasant, lift, negativity):
    """Mood right after a contact.  pleasant, unpleasant in [0, 1].

    A negative event moves mood ``negativity`` times as much as a positive one, about five: Miner, Glomb &
    Hulin (2005).
    """
    return clamp(mood + lift * pleasant * (1.0 - mood) - negativity * lift * unpleasant * mood)


@rule("mood+ temperament+ care+ home+")
def mood_overnight(mood, temperament, care, home, carried, care_weight):
    """Mood next morning: the share ``carried`` of last evening's, otherwise temperament, feeling cared for
    (M01) and what home brought.

    Rothbard & Wilk (2011): the mood one comes to work with colours the day; Judge & Ilies (2004): home spills
    over; that care lifts it is practitioners' advice.  home: zero-mean deviation of the morning.
    """
    return toward(clamp(temperament + care_weight * (care - 0.5) + home), mood, carried)
