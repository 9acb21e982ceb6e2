"""How far a figure from so many answers, people or contacts may be from the truth: its standard error, by the
kind of outcome."""

from __future__ import annotations

import math

from sim.model.outcomes import OUTCOME

SD_OF_ANSWERS = 25.0
"""Standard deviation of single answers on a 0-100 scale, in points.

Answers of a five-point scale laid on 0-100 with a standard deviation of about one step (Likert items in the
literature: 0.8 to 1.2 steps of 25 points).  Convention, from memory: a uniform scale would have 29, a scale
at its ends 50; who has his own may scale n by (25 / SD)^2.
"""

_INFINITE = float("inf")


def possible(outcome: str) -> tuple[float, float]:
    """Lowest and highest value an outcome can have, in its unit; infinite where nothing bounds it.

    >>> possible("fear"), possible("staff_turnover")
    ((0.0, 100.0), (0.0, 25000.0))
    >>> possible("promoters_minus_detractors"), possible("wait_minutes")
    ((-100.0, 100.0), (0.0, inf))
    """
    if outcome not in OUTCOME or outcome == "net_value":
        return -_INFINITE, _INFINITE
    its = OUTCOME[outcome]
    if outcome in _SIGNED:
        return -its.scale, its.scale
    if outcome == "occupancy" or its.unit == "per person and year" or its.scale == 1.0 or its.unit.startswith(
        "money"):
        return 0.0, _INFINITE
    return 0.0, its.scale


_SIGNED = ("promoters_minus_detractors", "word_of_mouth")  # differences of two shares


def standard_error(outcome: str, value: float, n: int, days: int) -> float:
    """Standard error of a figure from ``n`` answers, people or contacts over ``days`` days, in the outcome's
    unit.

    - means on a 0-100 scale: :data:`SD_OF_ANSWERS` / sqrt(n);
    - shares (%): binomial, n asked of which a share said yes;
    - rates (% a year, per year): Poisson, events among n people or customers within the days;
    - counts per 100 contacts: Poisson, events in n contacts;
    - differences of two shares: as if nobody stood between, which is the most it can be;
    - minutes, days, hours, money, and outcomes of models of one's own: as uncertain as exponential times,
      whose standard deviation is their
      mean (about so for service times: Brown et al. 2005); at least one unit.

    Half an event is added (Jeffreys), so that none seen does not mean none possible.

    >>> def rounded(*given): return round(standard_error(*given), 2)
    >>> rounded("fear", 50.0, 100, 21), rounded("burnout_share", 20.0, 100, 21)
    (2.5, 4.02)
    >>> rounded("staff_turnover", 20.0, 300, 250), rounded("staff_turnover", 0.0, 300, 21)
    (2.59, 2.81)
    """
    its = OUTCOME.get(outcome)
    if its is None or its.scale == 1.0 or its.unit.startswith("money"):
        return max(abs(value), 1.0) / math.sqrt(n)
    if its.unit == "0-100":
        return SD_OF_ANSWERS / math.sqrt(n)
    if outcome in _SIGNED:
        return its.scale * math.sqrt((1.0 + 0.5 / n - (value / its.scale) ** 2) / n)
    if its.unit == "%":
        share = (min(value / its.scale, 1.0) * n + 0.5) / (n + 1.0)
        return its.scale * math.sqrt(share * (1.0 - share) / n)
    exposure = n * days if its.unit.endswith("year") else n
    events = value * exposure / its.scale
    return its.scale / exposure * math.sqrt(events + 0.5)
