"""The difference between two scenarios, shared out by path and by lever, as frames."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd

from sim.insight.attribution.counterfactuals import Lever
from sim.insight.attribution.paths import GROUPS
from sim.model.engine.setup import Setup
from sim.report.interval import mean_and_interval
from sim.report.result import NAMES, check_outcome
from sim.scenario import Scenario

DIRECT = ("direct", "Direct",
          "What comes about by none of the paths: through hours off contacts, say.")
"""Name, title and sentence of the part that no group of mechanisms carries."""

PATHS = (DIRECT, *((group.name, group.title, group.says) for group in GROUPS))


@dataclass(frozen=True, eq=False)
class ByLever:
    """What each player adds, float64 [replications, players, outcomes]; order_error: the standard error of
    its mean that comes from sampling orders, float64 [players, outcomes]."""

    players: tuple[Lever, ...]
    shares: np.ndarray
    order_error: np.ndarray


@dataclass(frozen=True, eq=False, repr=False)
class Decomposition:
    """B - A in one outcome, shared out.

    one, other: A and B, each with its setup.  ends_a, ends_b: float64 [replications, outcomes].  by_path:
    float64 [replications, 1 + groups, outcomes], direct first.  by_lever: the same by lever, or None if that
    was not asked for.
    """

    one: tuple[Scenario, Setup]
    other: tuple[Scenario, Setup]
    outcome: str
    ends_a: np.ndarray
    ends_b: np.ndarray
    by_path: np.ndarray
    by_lever: ByLever | None = None

    def __repr__(self) -> str:
        return (f"<{type(self).__name__} of {self.outcome}: {self.b.name!r} against {self.a.name!r}, "
                f"{self.one[1].days} days, {self.replications} pairs>")

    @property
    def sure(self) -> str:
        """How sure the whole difference is, in a sentence; '' where that is not known."""
        return ""

    @property
    def a(self) -> Scenario:
        """The scenario compared with."""
        return self.one[0]

    @property
    def b(self) -> Scenario:
        """The scenario that would be different."""
        return self.other[0]

    @property
    def replications(self) -> int:
        """Pairs of runs."""
        return len(self.by_path)

    def about(self, outcome: str) -> Self:
        """The same runs, explained for another outcome."""
        return replace(self, outcome=check_outcome(outcome).name)

    @cached_property
    def _at(self) -> int:
        return NAMES.index(self.outcome)

    @cached_property
    def _counts(self) -> np.ndarray:
        """bool [replications]: every world has a value.  Elsewhere no part counts: parts sum to the whole."""
        there = ~np.isnan(self.differences) & ~np.isnan(self.by_path[:, :, self._at]).any(axis=1)
        return (there if self.by_lever is None
                else there & ~np.isnan(self.by_lever.shares[:, :, self._at]).any(axis=1))

    @property
    def differences(self) -> np.ndarray:
        """B - A in each replication: float64 [replications]."""
        return (self.ends_b - self.ends_a)[:, self._at]

    @cached_property
    def level_a(self) -> float:
        """Mean of A over the replications that count."""
        return float(self.ends_a[self._counts, self._at].mean()) if self._counts.any() else float("nan")

    @cached_property
    def total(self) -> pd.Series:
        """B - A: contribution, low, high, separated; and counted, the replications in which every world has a
        value."""
        row = _frame(self.differences[self._counts, None], ["total"]).iloc[0]
        row["counted"] = int(self._counts.sum())
        return row

    @cached_property
    def path_shares(self) -> np.ndarray:
        """What each path contributes in each replication that counts: float64 [counted, 1 + groups]."""
        return self.by_path[self._counts][:, :, self._at]

    @cached_property
    def lever_shares(self) -> np.ndarray:
        """The same of each lever: float64 [counted, players]."""
        return self.by_lever.shares[self._counts][:, :, self._at] if self.by_lever else np.empty(
            (int(self._counts.sum()), 0))

    @cached_property
    def parts(self) -> pd.DataFrame:
        """One row a path (index part: direct and the five groups): title, contribution, low and high (95 %
        t-interval), separated, share of the total in percent (missing where the total is not separated from
        zero), says.  Contributions sum to the total.
        """
        names, titles, says = zip(*PATHS, strict=True)
        frame = self._shared(_frame(self.path_shares, names))
        frame.insert(0, "title", titles)
        return frame.assign(says=says)

    @cached_property
    def levers(self) -> pd.DataFrame:
        """One row a lever or group of levers that differs, like :attr:`parts`, with change (A to B in words),
        levers (their names) and order_error, the standard error that comes from sampling orders; empty if not
        asked for.
        """
        players = self.by_lever.players if self.by_lever else ()
        frame = self._shared(_frame(self.lever_shares, [player.name for player in players]))
        frame.insert(0, "title", [player.title for player in players])
        error = self.by_lever.order_error[:, self._at] if self.by_lever else np.empty(0)
        return frame.assign(change=[p.change for p in players], levers=[" ".join(p.levers) for p in players],
                            order_error=error)

    def _shared(self, frame: pd.DataFrame) -> pd.DataFrame:
        whole = self.total["contribution"] if self.total["separated"] is True else np.nan
        return frame.assign(share=100.0 * frame["contribution"] / whole)

    def table(self) -> pd.DataFrame:
        """Every part in one frame, as ``explanation.csv`` holds it: index (by, part); the total first."""
        total = self.total.to_frame().T.drop(columns="counted").rename_axis("part")
        kinds = {"whole": total.assign(title="B - A"), "path": self.parts, "lever": self.levers}
        columns = ["title", "contribution", "low", "high", "separated", "share", "change", "order_error"]
        joined = pd.concat({kind: frame.astype(object) for kind, frame in kinds.items() if len(frame)},
                           names=["by"])
        figures = ["contribution", "low", "high", "share", "order_error"]
        return joined.reindex(columns=columns).astype(dict.fromkeys(figures, "float64"))


def _frame(shares: np.ndarray, names: Any) -> pd.DataFrame:
    """shares: float64 [replications, parts]."""
    mean, low, high, _ = mean_and_interval(shares) if len(shares) else [np.full(shares.shape[1], np.nan)] * 4
    known = ~np.isnan(low)
    separated = [bool(one > 0 or other < 0) if there else None for one, other,
                 there in zip(low, high, known, strict=True)]
    columns = {"contribution": mean, "low": low, "high": high,
               "separated": pd.Series(separated, dtype=object, index=list(names))}
    return pd.DataFrame(columns, index=pd.Index(list(names), name="part"))
