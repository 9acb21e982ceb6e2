"""Which plan is better, and which are not told apart: places that say no more than paired differences show.

Plan i ranks below plan j only where their paired difference is separated from zero at a family-wise 95 %:
t-tests of all pairs, adjusted step by step (Holm 1979, A simple sequentially rejective multiple test
procedure, Scandinavian Journal of Statistics 6), which holds however pairs depend on each other, and they do,
since they share worlds.  A plan's place is then an interval: from one more than the number of plans separated
above it to the number of plans less those separated below (Mogstad, Romano, Shaikh & Wilhelm 2024, Inference
for ranks with applications to mobility across neighbourhoods, Review of Economic Studies 91).  With
probability 95 % all true places lie in theirs.

"Not separated" is no equality: A may not be told from B, nor B from C, and A still be above C.  So groups are
the largest sets of plans of which no two are separated, and a plan may be in several (Piepho 2004, An
algorithm for a letter-based representation of all-pairwise comparisons, Journal of Computational and
Graphical Statistics 13).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.report.interval import LEVEL, mean_and_interval


def paired(differences: np.ndarray) -> pd.DataFrame:
    """Tests and intervals of paired differences, float64 [worlds, pairs], NaN where missing; one row a pair.

    Columns: difference (mean), low, high (95 % t-interval, as :func:`sim.report.interval.mean_and_interval`
    gives it), p (two-sided, of the very same t), counted (worlds).  Fewer than two worlds have no interval
    and no p.
    """
    from scipy.special import stdtr, stdtrit

    mean, low, high, n = mean_and_interval(differences)
    freedom = np.maximum(n - 1, 1)
    error = (high - low) / 2 / stdtrit(freedom, 0.5 + LEVEL / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.where(mean == 0.0, 0.0, np.abs(mean) / error)
    p = np.where(np.isnan(low), np.nan, 2.0 * stdtr(freedom, -t))
    return pd.DataFrame({"difference": mean, "low": low, "high": high, "p": p, "counted": n})


def holm(p: np.ndarray) -> np.ndarray:
    """Adjusted p, to be compared with the family-wise level; missing ones are no part of the family.

    >>> holm(np.array([0.01, 0.04, 0.03, np.nan])).round(3).tolist()
    [0.03, 0.06, 0.06, nan]
    """
    adjusted = np.full(len(p), np.nan)
    order = np.argsort(p)[:np.count_nonzero(~np.isnan(p))]
    left = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * left), 1.0)
    return adjusted


@dataclass(frozen=True, eq=False)
class Ranking:
    """How plans rank by one outcome.  Plans are columns 0, 1, ... of what was ranked.

    mean: float64 [plans].  pairs: one row a pair (index i, j with i < j): difference (j - i), low, high, p,
    p_family (Holm), separated (missing where unknown), counted.  above: bool [plans, plans], the row is
    separated from the column and better.
    """

    mean: np.ndarray
    pairs: pd.DataFrame
    above: np.ndarray
    good: int

    @property
    def order(self) -> list[int]:
        """Plans by their mean, the best first; equal ones as they were given."""
        return [int(i) for i in np.argsort(-self.good * self.mean, kind="stable")]

    @property
    def first(self) -> np.ndarray:
        """The best place each can have: int [plans], from 1."""
        return 1 + self.above.sum(axis=0)

    @property
    def last(self) -> np.ndarray:
        """The worst place each can have: int [plans]."""
        return len(self.mean) - self.above.sum(axis=1)

    @property
    def known(self) -> bool:
        """Were there enough worlds to tell luck from effect?"""
        return bool(self.pairs["separated"].notna().any())

    def place(self, plan: int) -> str:
        """'2', or '1–3' where a plan shares places."""
        first, last = self.first[plan], self.last[plan]
        return f"{first}" if first == last else f"{first}–{last}"

    def unsure(self, plan: int) -> list[int]:
        """The plans that it is not separated from, the best mean first."""
        return [i for i in self.order if i != plan and not (self.above[i, plan] or self.above[plan, i])]

    @property
    def groups(self) -> list[list[int]]:
        """The largest sets of two or more plans of which no two are separated; in the order of their best."""
        import networkx as nx

        at = {plan: row for row, plan in enumerate(self.order)}
        apart = self.above | self.above.T
        graph = nx.Graph([(i, j) for i in at for j in at if i < j and not apart[i, j]])
        found = (sorted(clique, key=at.__getitem__) for clique in nx.find_cliques(graph))
        return sorted(found, key=lambda group: [at[plan] for plan in group])


def rank(values: np.ndarray, good: int, agreed: np.ndarray | None = None) -> Ranking:
    """Rank plans by paired values, float64 [worlds, plans]; worlds in which a plan has no value do not count.

    good: +1 more is better, -1 less is better.  agreed: bool [pairs], does the likely range of the pair's
    difference leave out zero?  Where it does not, the pair is not separated, however sure luck is.
    """
    values = values[np.isfinite(values).all(axis=1)]
    plans = values.shape[1]
    i, j = np.triu_indices(plans, 1)
    pairs = paired(values[:, j] - values[:, i]) if len(values) else pd.DataFrame(
        np.full((len(i), 5), np.nan), columns=["difference", "low", "high", "p", "counted"])
    family = holm(pairs["p"].to_numpy(np.float64))
    apart = (family <= 1.0 - LEVEL) & (True if agreed is None else agreed)
    separated = pd.array(apart, dtype="boolean")
    separated[np.isnan(family)] = pd.NA
    above = np.zeros((plans, plans), bool)
    better = good * pairs["difference"].to_numpy() > 0
    above[j, i], above[i, j] = apart & better, apart & ~better
    pairs = pairs.assign(p_family=family, separated=separated).set_index(pd.MultiIndex.from_arrays(
        [i, j], names=["i", "j"]))
    mean = mean_and_interval(values)[0] if len(values) else np.full(plans, np.nan)
    return Ranking(mean, pairs[["difference", "low", "high", "p", "p_family", "separated", "counted"]], above,
                   good)
