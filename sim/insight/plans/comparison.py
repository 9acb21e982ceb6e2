"""Plans in paired worlds as data: what each brings against the first, places, regret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sim.base.errors import UserError
from sim.insight.plans import regret
from sim.insight.plans.ranking import Ranking, paired, rank
from sim.model.outcomes import OUTCOME
from sim.report.doubt import Doubt
from sim.report.result import check_outcome

RANKED = ("customer_satisfaction", "net_value")
"""The outcomes that plans are ranked by unless others are asked for."""

MONEY = ("net_value", "cost", "leader_hours")
"""The outcomes that say what a plan brings and takes."""

MOST = 26
"""Plans that can be compared at once: each is called by a letter."""


def ranked_by(names: Sequence[str] | None) -> tuple[str, ...]:
    """The outcomes to rank by, each once; refused where more is neither better nor worse."""
    chosen = tuple(dict.fromkeys(names or RANKED))
    for outcome in map(check_outcome, chosen):
        if outcome.good == 0:
            raise UserError(f"plans cannot be ranked by {outcome.name}: more of it is neither better nor "
                            f"worse; choose another, such as {' or '.join(RANKED)}")
    return chosen


@dataclass(frozen=True, eq=False, repr=False)
class PlanComparison:
    """Plans in paired worlds; the first is the one compared with.

    names, titles: one a plan.  outcomes: what was measured.  values: float64 [worlds, plans, outcomes], NaN
    where there was nothing to count.  ranked: the outcomes that plans are ranked by.
    """

    names: tuple[str, ...]
    titles: tuple[str, ...]
    outcomes: tuple[str, ...]
    values: np.ndarray
    ranked: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {', '.join(self.names)}; {len(self.values)} worlds>"

    @property
    def letters(self) -> tuple[str, ...]:
        """What tables and pictures call each plan: A, B, ..."""
        return tuple(chr(ord("A") + i) for i in range(len(self.names)))

    @property
    def samples(self) -> np.ndarray:
        """What intervals are taken over: float64 [samples, plans, outcomes]; here every world."""
        return self.values

    @cached_property
    def doubt(self) -> Doubt | None:
        """Every pair's difference under members of the ensemble, columns by pair (the later plan less the
        earlier) and outcome; None without members."""
        return None

    def likely(self, plan: int, than: int = 0) -> tuple[np.ndarray, np.ndarray]:
        """Likely range of plan less ``than``, which comes before it: low and high, each float64 [outcomes];
        NaN without members."""
        if self.doubt is None or plan == than:
            return np.full(len(self.outcomes), np.nan), np.full(len(self.outcomes), np.nan)
        pairs = np.transpose(np.triu_indices(len(self.names), 1)).tolist()
        at = pairs.index([than, plan]) * len(self.outcomes)
        low, high = self.doubt.likely
        return low[at:at + len(self.outcomes)], high[at:at + len(self.outcomes)]

    def apart(self, plan: int, than: int) -> Doubt | None:
        """How sure every outcome of plan less ``than`` is, and what it hinges on; None without members."""
        return None

    @property
    def size(self) -> str:
        """How much was simulated, and what whiskers hold, in words."""
        return f"{len(self.values):,} worlds with the same luck for each plan"

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Index (plan, outcome): mean; difference from the first plan with low and high (95 % t-interval of
        each by itself), separated (missing where unknown) and counted, the pairs with a value on both sides;
        all of these are missing for the first plan.  With members, likely_low and likely_high besides."""
        frames = {}
        for i, name in enumerate(self.names):
            frame = paired(self.samples[:, i] - self.samples[:, 0]).drop(columns="p").set_index(
                pd.Index(self.outcomes))
            separated = ((frame["low"] > 0) | (frame["high"] < 0)).astype("boolean").mask(frame["low"].isna())
            frame.insert(0, "mean", paired(self.samples[:, i])["difference"].to_numpy())
            frame.insert(4, "separated", separated)
            if i == 0:
                frame = frame.assign(difference=np.nan, low=np.nan, high=np.nan,
                                     separated=pd.array([pd.NA] * len(frame), "boolean"))
            if self.doubt is not None:
                frame["likely_low"], frame["likely_high"] = self.likely(i)
            frames[name] = frame
        return pd.concat(frames, names=["plan", "outcome"])

    def effect(self, plan: int, outcome: str) -> pd.Series:
        """The row of :attr:`effects` of a plan, by its number."""
        row: Any = self.effects.loc[(self.names[plan], outcome)]
        return row

    def ranking(self, outcome: str) -> Ranking:
        """How plans rank by an outcome."""
        good = OUTCOME[ranked_by([outcome])[0]].good
        at, agreed = self._at(outcome), None
        if self.doubt is not None:
            low, high = (end.reshape(-1, len(self.outcomes))[:, at] for end in self.doubt.likely)
            agreed = np.isnan(low) | (low > 0.0) | (high < 0.0)
        return rank(self.samples[:, :, at], good, agreed)

    @cached_property
    def rankings(self) -> dict[str, Ranking]:
        """The ranking by each outcome that was asked for."""
        return {name: self.ranking(name) for name in self.ranked}

    @cached_property
    def places(self) -> pd.DataFrame:
        """Index (outcome, plan), best mean first: mean, first, last (places), place in words, groups (numbers
        of the groups whose plans are not separated from each other), not_separated_from (names)."""
        return pd.concat({name: self._places(name) for name in self.ranked}, names=["outcome", "plan"])

    def _places(self, name: str) -> pd.DataFrame:
        r = self.rankings[name]
        rows = {self.names[i]: (
            r.mean[i], r.first[i], r.last[i], r.place(i),
            " ".join(str(n) for n, group in enumerate(r.groups, 1) if i in group),
            ", ".join(self.names[j] for j in r.unsure(i))) for i in r.order}
        return pd.DataFrame.from_dict(rows, orient="index", columns=[
            "mean", "first", "last", "place", "groups", "not_separated_from"])

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Index (outcome, plan, than): every pair of plans.  difference: plan less than, with low, high (95 %
        t-interval of each pair by itself), p, p_family (Holm, over all pairs of the outcome), separated (by
        p_family), counted."""
        frames = {}
        for name, r in self.rankings.items():
            frame = r.pairs.copy()
            frame.index = pd.MultiIndex.from_tuples([(self.names[j], self.names[i]) for i, j in frame.index],
                                                    names=["plan", "than"])
            frames[name] = frame
        return pd.concat(frames, names=["outcome"])

    @cached_property
    def regrets(self) -> dict[str, pd.DataFrame]:
        """By outcome, one row a plan: mean, high (95th percentile) and worst regret, best (share of worlds),
        beats with its interval, counted; see :func:`sim.insight.plans.regret.table`."""
        return {name: regret.table(self.regretted[:, :, self._at(name)], OUTCOME[name].good).set_index(
            pd.Index(self.names)) for name in self.ranked}

    @property
    def regretted(self) -> np.ndarray:
        """The worlds that regret is taken over: those that differ in luck, unless there are members: float64
        [worlds, plans, outcomes]."""
        return self.values

    @property
    def regret(self) -> pd.DataFrame:
        """All of :attr:`regrets` in one frame: index (outcome, plan)."""
        return pd.concat(self.regrets, names=["outcome", "plan"])

    @cached_property
    def costs(self) -> pd.DataFrame:
        """Index plan: what it brings and takes, as far as it was measured: net_value and cost (money per post
        and year), leader_hours (a week that each spends on people); difference, low, high, separated of net
        value against the first plan."""
        there = [name for name in MONEY if name in self.outcomes]
        frame = self.effects["mean"].unstack("outcome").reindex(index=list(self.names))[there]
        if "net_value" in there:
            net = self.effects.xs("net_value", level="outcome")
            frame = frame.join(net[["difference", "low", "high", "separated"]])
        return frame.rename_axis(index="plan", columns=None)

    def _at(self, outcome: str) -> int:
        if outcome not in self.outcomes:
            raise UserError(f"{outcome} was not measured in this study; it has {', '.join(self.outcomes)}")
        return self.outcomes.index(outcome)
