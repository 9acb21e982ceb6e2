"""M41 Customers carry their mood in and out, M43 Leaving, joining, word of mouth."""

import math

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, shifted


@rule("mood+ civility+")
def mood_kept(mood, civility, days, half_life):
    """A customer's mood towards us after ``days`` without contact: it relaxes to the own civility.

    Assumed: memory of a contact fades at a constant rate.
    """
    kept = math.exp(-0.6931471805599453 * days / half_life)
    return kept * mood + (1.0 - kept) * civility


@rule("mood+ noise+ attempt- stake-")
def customer_tone(mood, noise, attempt, stake, attempt_cost, stake_cost):
    """The tone in [0, 1] a customer comes in with: mood and the day's noise, worse when the case comes back
    and when much is at stake.

    Assumed, with equal steps for each return; effort embitters: Dixon et al. (2010).
    """
    return clamp(mood + noise - attempt_cost * attempt - stake_cost * (stake - 0.5))


@rule("mood+ treated+")
def mood_after(mood, treated, reciprocity):
    """The customer's mood towards us after a contact: treated (0 badly, 0.5 as one may expect, 1 well) is
    reciprocated.

    Schneider, White & Paul (1998), reciprocal climate; Gouldner (1960), the norm of reciprocity.
    """
    return clamp(mood + reciprocity * (treated - 0.5))


@rule("usual+ relationship- trust- grievance+")
def leaving_chance(usual, relationship, trust, grievance, relationship_weight, trust_weight):
    """Probability in (0, 1) of leaving after this contact; ``usual`` at relationship 0.7 and trust 0.6.

    grievance: logits, an accusation (M17) or a complaint that was not made good (M42).

    A logistic hazard in satisfaction: Bolton (1998), A dynamic model of the duration of the customer's
    relationship, Marketing Science 17.  The contact counts as far as it has moved the relationship: customers
    have one impression of a firm, not two.
    """
    return shifted(usual, relationship_weight * (0.7 - relationship) + trust_weight * (0.6 - trust)
                   + grievance)


@rule()
def telling_chance(relationship, usual):
    """Probability in [0, 1] of telling others after a contact: extremes are told.

    What is told is the one impression of the firm, not the contact: praise is about three times as common as
    warnings (East, Hammond & Wright 2007); Anderson (1998) for the shape.
    """
    distance = relationship - 0.65
    return clamp(usual * (0.4 + 9.0 * distance * distance))


@rule("usual+ word_of_mouth+")
def joining_chance(usual, word_of_mouth, weight):
    """Probability in (0, 1) that a prospect becomes a customer on an occasion.

    word_of_mouth: the unit's running balance of recommendations and warnings, in [-1, 1].

    Praise and warnings count alike: assumed; East, Hammond & Wright (2007) for how common either is.
    """
    return shifted(usual, weight * word_of_mouth)
