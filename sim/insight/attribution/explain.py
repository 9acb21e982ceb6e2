"""Why two scenarios end differently: by path, knocking mechanisms out in paired worlds, and by lever, laying
B's over A's.

>>> from sim import explain                                                       # doctest: +SKIP
>>> explain("culture-of-fear", "culture-of-trust").parts                          # doctest: +SKIP

**By path.**  v(S) is the mean difference B - A with only the groups of mechanisms in S at work and the others
switched off in both worlds, that is, held at their neutral means.  v(none) is *direct*: what the levers do
without any path, through working time for instance.  The rest is shared among the five groups by their
Shapley values.  **By lever.**  The game is the outcome of a world that takes some levers from B and the
others from A.  Both are worked out within each replication, under the same luck, so that the parts sum to the
whole in each, and their intervals are t-intervals over replications.
"""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np

from sim.insight.attribution.counterfactuals import Between, Ends, Runs, without
from sim.insight.attribution.decomposition import ByLever
from sim.insight.attribution.explanation import Explanation
from sim.insight.attribution.paths import GROUPS
from sim.insight.attribution.shapley import MOST_EXACT, Order, by_order, on_the_way, orders, shapley
from sim.model.engine.setup import Setup
from sim.report.result import NAMES, check_outcome
from sim.runs.pool import Progress
from sim.runs.study import Asked, paired

REPLICATIONS = 6
"""Pairs unless asked otherwise: a year of 300 people takes about three minutes on two cores."""

PAIRS = 2
"""Antithetic pairs of orders in each replication where levers are too many for every coalition."""


def explain(a: Asked, b: Asked, outcome: str = "customer_satisfaction", *, replications: int = REPLICATIONS,
            levers: bool = True, workers: int | None = None, on_progress: Progress | None = None,
            pool: Executor | None = None, cache: Ends | None = None) -> Explanation:
    """Share out the difference B - A in an outcome among five paths, and among what leaders do differently.

    Every outcome is explained at once: :meth:`Explanation.about` gives another one without running anything.

    Args:
        a: the scenario compared with: a bundled one's name, a file, or a scenario.
        b: the scenario that would be different; same organisation, days, seed and start as ``a``.
        outcome: name of an outcome, such as 'fear'.
        replications: pairs of runs for every combination, 1 or more; 2 or more give intervals.
        levers: whether to share out by lever too, a third of the work.
        workers: processor cores to use; all of them unless given.
        on_progress: called with (days done, days in all), summed over runs.
        pool: an executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.
        cache: ends of earlier runs, for whoever explains many scenarios against the same one.

    Returns:
        The contributions in each replication as frames (``parts``, ``levers``), in the outcome's unit, with
        95 % t-intervals, ``sentences`` and ``plot()``.

    Raises:
        UserError: for an unknown outcome, or scenarios that cannot be paired.

    Example:
        >>> from sim import Scenario, explain
        >>> today = Scenario(organisation={"people": 20}, days=2, start={"settle_days": 0})
        >>> found = explain(today, today.with_(levers={"presence_hours": 8}), replications=2)
        >>> found.parts.index.tolist()
        ['direct', 'care', 'trust', 'fear', 'talk', 'capacity']
        >>> bool(abs(found.parts["contribution"].sum() - found.total["contribution"]) < 1e-9)
        True
    """
    check_outcome(outcome)
    one, other = paired(a, b, replications)
    runs = Runs(cache)
    paths = _PathGame(one[1], other[1], replications)
    game = _LeverGame(Between(one[1], other[1]), replications, one[1].seed) if levers else None
    for r in range(replications):
        paths.ask(runs, r)
        if game:
            game.ask(runs, r)
    runs.do(workers, on_progress, pool)
    ends = [np.stack([runs.of(setup, r) for r in range(replications)]) for setup in (one[1], other[1])]
    by_path = np.stack([paths.shares(runs, r) for r in range(replications)])
    by_lever = ByLever(game.between.players, *game.shares(runs)) if game else None
    return Explanation(one, other, outcome, ends[0], ends[1], by_path, by_lever)


def ahead(a: Asked, *, replications: int = REPLICATIONS, pool: Executor | None = None, cache: Ends) -> None:
    """Do the half of the runs that every explanation of ``a`` against another scenario needs, ahead of it."""
    (_, setup), _ = paired(a, a, replications)
    paths = _PathGame(setup, setup, replications)
    # one after the other, so that what was done stays when the rest is called off
    for r in range(replications):
        runs = Runs(cache)
        paths.ask(runs, r)
        runs.do(None, None, pool)


class _PathGame:
    """The game of mechanism groups; a group none of whose mechanisms is at work in A or B needs no runs."""

    def __init__(self, a: Setup, b: Setup, replications: int) -> None:
        self.playing = [group for group in GROUPS if group.mechanisms - (a.without & b.without)]
        self._pairs = [tuple(without(setup, self._off(mask)) for setup in (a, b))
                       for mask in range(1 << len(self.playing))]

    def _off(self, mask: int) -> frozenset[str]:
        return frozenset().union(*(group.mechanisms for i, group in enumerate(self.playing) if not mask >> i
                                   & 1))

    def ask(self, runs: Runs, r: int) -> None:
        """Want the runs of a replication, both sides of a pair next to each other: they may share a past."""
        for pair in self._pairs:
            for setup in pair:
                runs.ask(setup, r)

    def shares(self, runs: Runs, r: int) -> np.ndarray:
        """Direct, then every group: float64 [1 + groups, outcomes]."""
        values = np.stack([runs.of(b, r) - runs.of(a, r) for a, b in self._pairs])
        found = dict(zip((group.name for group in self.playing), shapley(values), strict=True))
        return np.stack([values[0], *(found.get(group.name, np.zeros(len(NAMES))) for group in GROUPS)])


class _LeverGame:
    """The game of levers: every coalition up to five players; else orders drawn anew for each replication, so
    that its intervals hold the sampling of orders too."""

    def __init__(self, between: Between, replications: int, seed: int) -> None:
        self.between = between
        players = len(between.players)
        self._exact = players <= MOST_EXACT
        self._orders: list[list[Order]] = [[] if self._exact else orders(players, PAIRS, (seed, r))
                                           for r in range(replications)]

    def _masks(self, r: int) -> list[int]:
        if self._exact:
            return list(range(1 << len(self.between.players)))
        return list(dict.fromkeys(mask for order in self._orders[r] for mask in on_the_way(order)))

    def ask(self, runs: Runs, r: int) -> None:
        """Want the runs of a replication."""
        for mask in self._masks(r):
            runs.ask(self.between.setup(mask), r)

    def shares(self, runs: Runs) -> tuple[np.ndarray, np.ndarray]:
        """What each player adds, float64 [replications, players, outcomes], and the standard error that the
        sampling of orders gives the mean of it, float64 [players, outcomes]: zero where every coalition was
        run."""
        shares, errors = [], []
        for r, asked in enumerate(self._orders):
            value = {mask: runs.of(self.between.setup(mask), r) for mask in self._masks(r)}
            if self._exact:
                shares.append(shapley(np.stack([value[mask] for mask in range(len(value))])))
                errors.append(np.zeros_like(shares[-1]))
            else:
                pairs = by_order(value, asked).reshape(PAIRS, 2, len(self.between.players),
                                                       len(NAMES)).mean(axis=1)
                shares.append(pairs.mean(axis=0))
                errors.append(pairs.var(axis=0, ddof=1) / PAIRS)
        return np.stack(shares), np.sqrt(np.mean(errors, axis=0) / len(errors))
