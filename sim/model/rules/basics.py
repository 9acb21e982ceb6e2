"""Shapes that recur in the rules: bounds, the logistic curve, approach to a target, half-lives."""

import math

from sim.model.rules._rule import rule


@rule()
def clamp(x):
    """x bounded to [0, 1]; NaN stays NaN."""
    if x < 0.0:
        return 0.0
    if x > 1.0:
        return 1.0
    return x


@rule()
def power_of_e(x):
    """exp(x) for x in [-40, 40], to 13 digits; outside as at the nearer end.  NaN stays NaN.

    A series for the 1024th part, squared ten times: plain products, so that plain Python and compiled code
    agree to the last bit on every machine, and compiled loops can take several numbers at once.
    """
    y = x
    if x > 40.0:
        y = 40.0
    if x < -40.0:
        y = -40.0
    y = y * 0.0009765625
    s = 1.0 + y * (1.0 + y * (0.5 + y * (0.16666666666666666 + y * (
        0.041666666666666664 + y * (0.008333333333333333 + y * (
            0.001388888888888889 + y * 0.0001984126984126984))))))
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    return s * s


@rule()
def logistic(x):
    """The logistic curve 1 / (1 + exp(-x)), in (0, 1); x is in logits."""
    return 1.0 / (1.0 + power_of_e(-x))


@rule()
def pick(on, given, otherwise):
    """``given`` if ``on`` is not 0, else ``otherwise``: a choice without a branch, of two numbers that are
    there."""
    return given if on else otherwise


@rule()
def shifted(probability, logits):
    """A probability in (0, 1) moved by so many logits: the logistic of its own logit and these."""
    odds = probability * power_of_e(logits)
    return odds / (1.0 - probability + odds)


@rule()
def one_if(it_is_so):
    """1.0 if so, else 0.0."""
    return 1.0 if it_is_so else 0.0


@rule()
def toward(x, target, rate):
    """x moved a share ``rate`` (per day, in [0, 1]) of its way towards ``target``."""
    return x + rate * (target - x)


@rule()
def rate_of(half_life):
    """The daily rate with which half the distance to a target is covered in ``half_life`` days: 1 - 2**(-1 /
    half_life)."""
    return 1.0 - math.exp(-0.6931471805599453 / half_life)


@rule()
def rate_of_a_week(rate):
    """The share of the way covered in a week of five days at a daily rate, both in [0, 1]."""
    left = 1.0 - rate
    return 1.0 - left * left * left * left * left


@rule()
def anchored(anchor, influence, stubbornness):
    """What one is drawn to: a personal anchor mixed with the influence of others.

    Friedkin & Johnsen (1990), Social influence and opinions, J. Math. Sociology 15: stubbornness in [0, 1]
    keeps people apart, where DeGroot's averaging (stubbornness 0) would end in consensus.
    """
    return stubbornness * anchor + (1.0 - stubbornness) * influence
