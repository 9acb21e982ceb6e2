"""An outcome week by week: the mean over runs, and the interval of luck."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.lessons.findings import Course
from sim.model.engine.record import Record
from sim.model.outcomes import Outcome
from sim.report.interval import mean_and_interval
from sim.scenario.parts import WEEK


def weekly(record: Record, outcome: Outcome, unit: int | None = None) -> np.ndarray:
    """An outcome week by week, float64 [weeks], of the organisation or of one unit; NaN where there was nothing to count."""
    sums = []
    for name in (outcome.numerator, outcome.denominator):
        tally = record.tally(name)
        daily = tally.sum(axis=1) if unit is None else tally[:, unit]
        sums.append(np.add.reduceat(daily, np.arange(0, record.days, WEEK)))
    return outcome.scale * np.divide(sums[0], sums[1], out=np.full(len(sums[0]), np.nan), where=sums[1] != 0)


def course(records: Sequence[Record], outcome: Outcome) -> Course:
    """An outcome of the organisation by week over all runs."""
    mean, low, high, _ = mean_and_interval(np.stack([weekly(record, outcome) for record in records]))
    return Course(mean.tolist(), low.tolist(), high.tolist())
