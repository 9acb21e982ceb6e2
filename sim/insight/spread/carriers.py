"""What carries a spread: the pairs of worlds run again without it, and the share of the difference left."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sim.insight.spread.course import over_posts
from sim.model.engine.setup import Setup
from sim.org.topology import Topology, retied
from sim.report.interval import mean_and_interval
from sim.runs.weeks import STATES


@dataclass(frozen=True)
class Carrier:
    """Something along which a change may go on.

    off: mechanisms switched off to stop it, in both worlds of a pair.  ties: are informal ties taken away?
    """

    name: str
    says: str
    off: tuple[str, ...] = ()
    ties: bool = False


_ALONE = (
    Carrier("line", "what leaders get from above they pass on", ("trickle-down", "vision-cascade")),
    Carrier("ties", "support, norms and talk along informal ties", ties=True),
    Carrier("customers", "customers treated badly come back ruder, leave and warn others",
            ("reciprocity", "leaving")),
    Carrier("movers", "people who leave, and who comes instead", ("quitting",)),
)

CARRIERS = (*_ALONE, Carrier("all", "all of these", tuple(name for one in _ALONE for name in one.off), True))
"""What may carry a change beyond those whose leader changes; and all of it together.  The first step is the
leader's own doing."""


def without(setup: Setup, carrier: Carrier) -> Setup:
    """The setup of a run in which this carries nothing; start and settling stay as they were."""
    there = setup.organisation
    return replace(setup, organisation=retied(there, Topology(kind="none"), 1) if carrier.ties else there,
                   without=setup.without | set(carrier.off))


def shares_left(ends: np.ndarray, left: np.ndarray, steps: dict[str, np.ndarray]) -> pd.DataFrame:
    """The share of the late difference that is left without each carrier.

    Args:
        ends: float [replications, states, posts], late differences with everything on.
        left: float [carriers, replications, states, posts], those without each of :data:`CARRIERS`.
        steps: int [posts], distances, by network.

    Returns:
        A row for each carrier, state, network and distance from 1 at which the difference is more than luck:
        difference, without, share (1: carries nothing; 0: carries all; above 1: holds it back), low, high
        (95 % interval over pairs of runs, luck alone, of a ratio of means by linearisation: Cochran 1977,
        Sampling Techniques, section 6.4).
    """
    rows = []
    for network, distance in steps.items():
        for away in range(1, int(distance.max()) + 1):
            who = distance == away
            full, less = over_posts(ends[..., who]), over_posts(left[..., who])
            middle, low, high, _ = mean_and_interval(full)
            for i, state in enumerate(STATES):
                if not (low[i] > 0 or high[i] < 0):
                    continue
                for k, carrier in enumerate(CARRIERS):
                    share, least, most, gone = share_left(full[:, i], less[k, :, i])
                    rows.append({"carrier": carrier.name, "state": state, "network": network,
                                 "distance": away, "difference": middle[i], "without": gone, "share": share,
                                 "low": least, "high": most})
    columns = ["carrier", "state", "network", "distance", "difference", "without", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def share_left(full: np.ndarray, less: np.ndarray) -> tuple[float, float, float, float]:
    """Share, low, high, and the mean of what is left; full, less: float [replications], in the same order."""
    gone, middle = float(np.nanmean(less)), float(np.nanmean(full))
    share = gone / middle
    found, low, high, _ = mean_and_interval(share + (less - share * full) / middle)
    return float(found), float(low), float(high), gone
