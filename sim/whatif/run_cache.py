"""Runs made before: those of this process, and today's of the firms that plans start from, which come with
the package.

`experiments/baselines.py` writes the latter.  A stored run is the very run that would be made: it is known by
its world and its replication, and of other code than made it none is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from sim.base.imports import PACKAGE, digest, files_of, packaged
from sim.report.money import Account
from sim.runs.cache import Cache
from sim.whatif.runs import RunSummary, World

STORED = packaged("whatif/baselines.npz")
"""Stored runs: :data:`PARTS` of each, stacked; code: what made them."""

PARTS = ("name", "replication", "ends", "weeks", "daily", "hours")
"""What is stored of each run."""

Key = tuple[str, int]
"""World's name, replication."""


class RunCache:
    """Runs made before, the longest unused dropped first.

    most_bytes: of all runs together.  shelf: runs that are there anyway.
    """

    def __init__(self, most_bytes: int, shelf: Callable[[], Mapping[Key, RunSummary]] = dict) -> None:
        self._cached, self._shelf = Cache[Key, RunSummary](most_bytes, lambda run: run.size), shelf

    def get(self, world: World, replication: int) -> RunSummary | None:
        """The run, if it is there."""
        key = world.name, replication
        return self._shelf().get(key) or self._cached.get(key)

    def get_or_run(self, world: World, replication: int, make: Callable[[], RunSummary]) -> RunSummary:
        """The run from the cache, or made now and cached."""
        return self.get(world, replication) or self._cached.put((world.name, replication), make())

    def __len__(self) -> int:
        return len(self._cached)


def code() -> str:
    """A digest of all that a stored run depends on beside its world's name: what runs it, what makes a setup
    of a scenario and a member, and what is kept of it."""
    made = files_of("sim.model.engine.simulate", "sim.scenario.ensemble")
    kept = [PACKAGE / "whatif/runs.py", PACKAGE / "report/money.py"]
    return digest(sorted({*made, *kept}))


def made_by() -> str:
    """The digest that stored runs were made under; "" where there are none."""
    try:
        with np.load(STORED, allow_pickle=False) as arrays:
            return str(arrays["code"])
    except OSError:
        return ""


@cache
def stored() -> Mapping[Key, RunSummary]:
    """The runs that come with the package; none where this code would run them otherwise."""
    if made_by() != code():
        return {}
    with np.load(STORED, allow_pickle=False) as arrays:
        columns = [arrays[part] for part in PARTS]
    return {(str(name), int(r)): RunSummary(ends, weeks, Account(daily, float(hours)))
            for name, r, ends, weeks, daily, hours in zip(*columns, strict=True)}



RUN_CACHE = RunCache(150 << 20, stored)
"""Runs of all visitors: thousands, a year takes 20 kB."""
