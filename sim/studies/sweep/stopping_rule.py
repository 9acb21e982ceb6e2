"""How many replications a point needs: a number, or until its difference from the base is known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.model.outcomes import finite
from sim.report.interval import mean_and_interval
from sim.studies.sweep.ledger import Ledger, point_id
from sim.studies.sweep.manifest import outcomes_of
from sim.studies.sweep.study_file import Study, Until


def next_number(now: int, most: int) -> int:
    """Replications of the next round: a quarter more, at least two."""
    return min(most, now + max(2, now // 4))


def needed(until: Until, point: Mapping[int, float], base: Mapping[int, float]) -> int:
    """Replications a point needs so far as is known: a function of the runs alone, so that an interrupted
    study is resumed the same way.

    point, base: the outcome by replicate (NaN where there is nothing to count).  The half-width is of the 95
    % t-interval of the mean paired difference over the first n replicates, n = least, then a quarter more
    each time.
    """
    number = until.least
    while number < until.most:
        if any(r not in point or r not in base for r in range(number)):
            return number
        apart = np.array([[point[r] - base[r]] for r in range(number)])
        _, low, high, _ = mean_and_interval(apart)
        if (high[0] - low[0]) / 2.0 <= until.within:  # not for NaN
            return number
        number = next_number(number, until.most)
    return until.most


def replicates(study: Study, ledger: Ledger) -> dict[str, int]:
    """How many replications each point of the design needs, as far as is known now; the base as many as the
    point that needs most."""
    points, until = [point for point, _ in ledger.points()], study.replications
    if isinstance(until, int):
        return dict.fromkeys(points, until)
    column, base = outcomes_of(study).index(until.until), point_id({})
    values = {point: {replicate: float(finite(np.frombuffer(blob, "<f8")[column])) for replicate,
                      blob in ledger.ended(point).items()} for point in points}
    numbers = {point: needed(until, found, values.get(base, {})) for point, found in values.items()
               if point != base}
    return {base: max(numbers.values(), default=until.least)} | numbers
