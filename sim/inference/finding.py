"""What was found about one outcome: a tidy table, sentences, and what a picture of it needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.outcomes import Outcome

COLUMNS = ("factor", "other", "measure", "at", "value", "low", "high")
"""Columns of a finding's table.

other: the second factor of a pair, else "".  at: the level a figure stands at, else "".  low, high: the 95 % interval; missing where there
is none.
"""


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
    """One outcome.  main: the measure that factors are ordered by, of which bigger (in size) matters more.  floor: the size of it that a
    factor may have without doing anything, by luck alone as far as replications tell; constant: the outcome never varies.
    """

    outcome: Outcome
    table: pd.DataFrame
    main: str
    sentences: tuple[str, ...]
    cells: Cells | None = None
    floor: float = 0.0
    constant: bool = False

    def of(self, measure: str) -> pd.DataFrame:
        """value, low, high of a measure by factor, largest first in size of the main one."""
        own = self.table[(self.table["measure"] == measure) & (self.table["other"] == "")].set_index("factor")
        return own.reindex(self.order)[["value", "low", "high"]]

    def pairs(self, measure: str) -> pd.DataFrame:
        """factor, other, value, low, high of a measure of pairs, largest first in size."""
        own = self.table[(self.table["measure"] == measure) & (self.table["other"] != "")]
        return own.sort_values("value", key=lambda v: -v.abs(), kind="stable")

    @property
    def order(self) -> list[str]:
        """Factors, what matters most first; a list, not a ranking: neighbours may be apart by chance."""
        own = self.table[(self.table["measure"] == self.main) & (self.table["other"] == "")]
        size = own.groupby("factor", sort=False)["value"].apply(lambda v: v.abs().max())
        return [str(name) for name in size.sort_values(ascending=False, kind="stable").index]


def surely(low: float, high: float, floor: float = 0.0) -> bool:
    """Does an interval lie beyond the floor, on one side of zero?  A missing one does not."""
    return bool(low > floor or high < -floor)


def frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """A finding's table."""
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"value": "float64", "low": "float64", "high": "float64"})


def still(outcome: Outcome, names: list[str], main: str, said: str) -> Finding:
    """The finding about an outcome that is the same in every row: there is nothing to share out.  said: the value in words."""
    nothing = frame([(name, "", main, "", np.nan, np.nan, np.nan) for name in names])
    return Finding(outcome, nothing, main, (f"{outcome.label} is {said} in every row of the design: none of the factors moves it.",),
                   constant=True)
