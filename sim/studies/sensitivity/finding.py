"""What was found about one outcome: a tidy table, sentences, and what a picture of it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sim.model.outcomes import Outcome

COLUMNS = ("factor", "other", "measure", "at", "value", "low", "high")
"""Columns of a finding's table.

other: the second factor of a pair, else "".  at: the level a figure is for, else "".  low, high: the 95 %
interval; missing where there is none.
"""


MOST = 15
"""Factors that a picture or a table shows."""


class Line(NamedTuple):
    """A figure with its 95 % interval, missing where there is none."""

    value: float
    low: float
    high: float

    def beyond(self, floor: float = 0.0) -> bool:
        """Does the interval lie beyond the floor, on one side of zero?  A missing one does not."""
        return bool(self.low > floor or self.high < -floor)

    @property
    def inner(self) -> float:
        """The size that it has at least; 0 where the interval holds zero or is missing."""
        return min(abs(self.low), abs(self.high)) if self.beyond() else 0.0

    @property
    def outer(self) -> float:
        """The size that it has at most."""
        return max(abs(self.low), abs(self.high))


def line(row: Any) -> Line:
    """The figure in a row of a finding's table."""
    return Line(float(row.value), float(row.low), float(row.high))


@dataclass(frozen=True)
class Cells:
    """Means over two factors, for a map: values float64 [levels of y, levels of x]."""

    x: str
    y: str
    x_levels: tuple[object, ...]
    y_levels: tuple[object, ...]
    values: np.ndarray


@dataclass(frozen=True)
class Finding:
    """One outcome.  main: the measure that factors are ordered by, of which bigger (in size) matters more.
    floor: the size of it that a factor may have without doing anything, by luck alone as far as replications
    tell; constant: the outcome never varies.
    """

    outcome: Outcome
    table: pd.DataFrame
    main: str
    sentences: tuple[str, ...] = ()
    cells: Cells | None = None
    floor: float = 0.0
    constant: bool = False

    def of(self, measure: str) -> dict[str, Line]:
        """A measure by factor, largest first in size of the main one."""
        own = {str(row.factor): line(row) for row in self._rows(measure) if not row.other}
        return {name: own[name] for name in self.order if name in own}

    def pairs(self, measure: str) -> list[tuple[str, str, Line]]:
        """A measure of pairs of factors, largest first in size."""
        own = [(str(row.factor), str(row.other), line(row)) for row in self._rows(measure) if row.other]
        return sorted(own, key=lambda pair: -abs(pair[2].value))

    def at(self, measure: str, factor: str) -> list[tuple[object, Line]]:
        """A measure at the levels of a factor, in their order."""
        return [(row.at, line(row)) for row in self._rows(measure) if row.factor == factor]

    @property
    def order(self) -> list[str]:
        """Factors, what matters most first; a list, not a ranking: neighbours may be apart by chance."""
        return [str(row.factor) for row in sorted(self._rows(self.main), key=lambda row: -abs(row.value))]

    def saying(self, *sentences: str) -> Finding:
        """The same finding in sentences; empty ones are left out."""
        return replace(self, sentences=tuple(filter(None, sentences)))

    def _rows(self, measure: str) -> list[Any]:
        return list(self.table[self.table["measure"] == measure].itertuples(index=False))


Rows = list[tuple[object, ...]]
"""Rows of a finding's table."""


def of_each(measure: str, names: Sequence[str], values: Iterable[float],
            ends: Iterable[Iterable[float]]) -> Rows:
    """A measure of each factor as rows.  ends: the lower and the upper end of every interval."""
    return [(name, "", measure, "", *figures) for name, *figures in zip(names, values, *ends, strict=True)]


def frame(rows: Rows) -> pd.DataFrame:
    """A finding's table."""
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"value": "float64", "low": "float64",
                                                             "high": "float64"})


def still(outcome: Outcome, names: list[str], main: str, said: str) -> Finding:
    """The finding about an outcome that is the same in every row: there is nothing to share out.  said: the
    value in words."""
    nothing = frame([(name, "", main, "", np.nan, np.nan, np.nan) for name in names])
    return Finding(outcome, nothing, main, (f"{outcome.label} is {said} in every row of the design: none of "
                                            "the factors moves it.",), constant=True)
