"""Contact quality, and M40: satisfaction compares with expectation; a loss weighs more than a gain."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, toward


@rule("resolved+ tone+ empathy_shown+ wait_minutes- attempt- gesture+ treatment+")
def quality(resolved, tone, empathy_shown, wait_minutes, attempt, gesture, treatment, base, resolved_weight,
            tone_weight, empathy_weight, wait_weight, effort_weight, gesture_weight):
    """Quality of one contact as the customer lives it, in [0, 1].

    resolved, gesture: 0 or 1.  attempt: how many times before this case was brought.  treatment: see
    :func:`treatment`.  Parasuraman, Zeithaml & Berry (1988), SERVQUAL; Dixon et al. (2010), customer effort.
    The weights are speculative.
    """
    return clamp(base + resolved_weight * resolved + tone_weight * (tone - 0.5) + empathy_weight
                 * (empathy_shown - 0.5) - wait_weight * wait_minutes - effort_weight * attempt
                 + gesture_weight * gesture + treatment)


@rule("practice+ usual_practice- suspicion-")
def impression(practice, usual_practice, suspicion, standard_weight, suspicion_weight):
    """What customers see at once: care taken (M20), and whether they are taken for thieves (M17); suspicion
    0.3 is everyday and gives 0.

    Parasuraman, Zeithaml & Berry (1988), assurance; the sum is assumed.
    """
    return standard_weight * (practice - usual_practice) - suspicion_weight * (suspicion - 0.3)


@rule("seen+ extra_mile+ delay- accused- enforced-")
def treatment(seen, extra_mile, delay, accused, enforced, extra_weight, delay_weight, mistreated_weight):
    """What else makes the contact good or bad, added to quality: an extra mile (M09), days waited for a
    colleague of another unit (M21), an accusation (M17), a rule turned against the customer (M22).

    seen: see :func:`impression`; delay in days, the others 0 or 1.  Bitner, Booms & Tetreault (1990),
    critical incidents; weights are assumed.
    """
    return (seen + extra_weight * extra_mile - delay_weight * delay
            - mistreated_weight * (accused + enforced))


@rule("quality_lived+ difference+ loss_aversion-")
def satisfaction(quality_lived, difference, response, loss_aversion):
    """Satisfaction with a contact in [0, 1]: quality, and an asymmetric response to quality minus expectation
    (``difference``).

    Oliver (1980), expectation-disconfirmation; Mittal, Ross & Baldasare (1998): a shortfall weighs more
    (loss_aversion > 1).
    """
    if difference < 0.0:
        return clamp(quality_lived + response * loss_aversion * difference)
    return clamp(quality_lived + response * difference)


@rule("so_far+ contact+")
def relationship(so_far, contact, share):
    """Satisfaction with the relationship after a contact: it moves by about a fifth of the way.

    Bolton (1998): satisfaction so far is an anchor that each experience adjusts; the share is assumed.
    """
    return toward(so_far, contact, share)


@rule("expected+ quality_lived+ floor+")
def expectation_after(expected, quality_lived, floor, share, floor_share):
    """Expectation after a contact: it follows experience, held by what the trade is known for (``floor``).

    Boulding et al. (1993), A dynamic process model of service quality, J. Marketing Research 30.
    """
    return toward(toward(expected, quality_lived, share), floor, floor_share)


@rule("late+ resolved- open_case-")
def broken(resolved, open_case, late):
    """How far a contact breaks the promise that a case is, in [0, 1]: an unsolved one wholly; one that is
    solved, or still with a colleague (open_case 1), as far as it is ``late`` in [0, 1] (M21).

    A late answer is a promise that was not kept in time: the reading of a case as a promise is assumed.
    """
    if resolved + open_case > 0.0:
        return late
    return 1.0


@rule("trust+ resolved+ broken-")
def customer_trust(trust, resolved, broken, gain, loss):
    """The customer's trust after a contact: a case solved in time is a kept promise; see :func:`broken`.

    The same shape as a leader's promise; lost faster than won: Slovic (1993).
    """
    return trust + gain * resolved * (1.0 - broken) * (1.0 - trust) - loss * broken * trust
