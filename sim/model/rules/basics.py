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
def logistic(x):
    """The logistic curve 1 / (1 + exp(-x)), in (0, 1); x is in logits."""
    return 1.0 / (1.0 + math.exp(-x))


@rule()
def logit(probability):
    """The inverse of :func:`logistic` for a probability in (0, 1)."""
    return math.log(probability / (1.0 - probability))


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
def anchored(anchor, influence, stubbornness):
    """What one is drawn to: a personal anchor mixed with the influence of others.

    Friedkin & Johnsen (1990), Social influence and opinions, J. Math. Sociology 15: stubbornness in [0, 1]
    keeps people apart, where DeGroot's averaging (stubbornness 0) would end in consensus.
    """
    return stubbornness * anchor + (1.0 - stubbornness) * influence
