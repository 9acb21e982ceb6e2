"""What a run leaves behind: tallies per day and unit, and the outcomes computed from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.model.outcomes import OUTCOME, OUTCOMES, TALLIES, Outcome

if TYPE_CHECKING:
    import pandas as pd

EDGE_DAYS = 5
"""Start and end of a state outcome are means over this many days (one week)."""

_COLUMN = {name: i for i, name in enumerate(TALLIES)}


@dataclass(frozen=True)
class Record:
    """Tallies of one run.  tallies: float64 [days, units, len(TALLIES)].  unit_names: one per unit."""

    tallies: np.ndarray
    unit_names: tuple[str, ...]

    @property
    def days(self) -> int:
        """Days recorded."""
        return self.tallies.shape[0]

    def tally(self, name: str) -> np.ndarray:
        """One tally, float64 [days, units]."""
        return self.tallies[:, :, _COLUMN[name]]

    def daily(self, outcome: str | Outcome) -> np.ndarray:
        """An outcome for the whole organisation, float64 [days]; NaN on days with an empty denominator."""
        return self._ratio(outcome, axis=1)

    def by_unit(self) -> pd.DataFrame:
        """Tidy frame of every outcome: day (1, 2, ...), unit, outcome, value (missing: nothing to count)."""
        import pandas as pd  # a worker that only runs days never needs it

        days, units, _ = self.tallies.shape
        index = pd.MultiIndex.from_product([range(1, days + 1), self.unit_names], names=["day", "unit"])
        columns = {o.name: self._ratio(o, axis=None).ravel() for o in OUTCOMES}
        wide = pd.DataFrame(columns, index=index)
        return wide.melt(ignore_index=False, var_name="outcome", value_name="value").reset_index()

    def series(self) -> pd.DataFrame:
        """Every outcome for the whole organisation: one row a day (index day), one column an outcome."""
        import pandas as pd  # a worker that only runs days never needs it

        frame = pd.DataFrame({o.name: self.daily(o) for o in OUTCOMES})
        frame.index = pd.RangeIndex(1, self.days + 1, name="day")
        return frame

    def summary(self) -> pd.DataFrame:
        """Start and end of every outcome (index outcome; columns start, end).

        States: means over the first and last week.  Rates: start over the first quarter of the run, end over
        all of it.
        """
        import pandas as pd  # a worker that only runs days never needs it

        rows = {outcome.name: self.edges(outcome) for outcome in OUTCOMES}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["start", "end"]).rename_axis("outcome")

    def edges(self, outcome: Outcome) -> tuple[float, float]:
        """Start and end of one outcome, as in :meth:`summary`; NaN where there is nothing to count."""
        first, last = self._windows(outcome)
        return self._over(outcome, first), self._over(outcome, last)

    def ends_by_unit(self, outcome: Outcome) -> np.ndarray:
        """The end of one outcome in each unit, float64 [units]; missing where there is nothing to count."""
        days = self._windows(outcome)[1]
        return _share(outcome, self.tally(outcome.numerator)[days].sum(axis=0),
                      self.tally(outcome.denominator)[days].sum(axis=0))

    def _windows(self, outcome: Outcome) -> tuple[slice, slice]:
        if outcome.kind == "rate":
            return slice(0, max(1, self.days // 4)), slice(0, self.days)
        return slice(0, min(EDGE_DAYS, self.days)), slice(max(0, self.days - EDGE_DAYS), self.days)

    def _over(self, outcome: Outcome, days: slice) -> float:
        above = self.tally(outcome.numerator)[days].sum()
        below = self.tally(outcome.denominator)[days].sum()
        return float(outcome.scale * above / below) if below else float("nan")

    def _ratio(self, outcome: str | Outcome, axis: int | None) -> np.ndarray:
        o = OUTCOME[outcome] if isinstance(outcome, str) else outcome
        above, below = self.tally(o.numerator), self.tally(o.denominator)
        if axis is not None:
            above, below = above.sum(axis=axis), below.sum(axis=axis)
        return _share(o, above, below)


def _share(outcome: Outcome, above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return outcome.scale * np.divide(above, below, out=np.full(below.shape, np.nan), where=below != 0)
