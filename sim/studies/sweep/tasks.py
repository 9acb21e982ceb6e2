"""From a point and a replicate to a run: its scenario, its seed, and the key that says what it is."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from sim.scenario import Scenario
from sim.studies.sweep.manifest import MODEL, VERSIONS, code_of, hash_of, outcomes_of
from sim.studies.sweep.study_file import Study
from sim.studies.sweep.worker import Task

BASED = ("grid", "list", "csv", "one-at-a-time")
"""Designs whose points are compared with the base scenario."""

_REPLICATIONS = 1 << 31  # the engine keeps the highest bit for the past of an organisation
_REMEMBERED = 512


class Tasks:
    """Makes the runs of one study.

    A run's key is the hash of all it depends on: model, code, versions, organisation, every parameter, lever,
    switch and mechanism in force, days, seed, replication, and what is kept.  Two points that come to the
    same have the same runs.
    """

    def __init__(self, study: Study) -> None:
        self.study, self.base = study, study.base
        self.model, self.outcomes = study.runs, outcomes_of(study)
        self.code = code_of(self.model)
        self._resolved = lru_cache(_REMEMBERED)(self._resolve)

    def of(self, point: str, values: dict[str, Any], replicate: int) -> Task:
        """A replication's run of a point."""
        study, replication = self.study, self.replication(point, replicate)
        if self.base is None:
            seed = _drawn(study.master_seed, replication)
            key = hash_of([study.model, self.code, VERSIONS, values, seed, self.outcomes])
            return Task(key, self.code, self.model, values, {}, None, seed, replication, self.outcomes, (),
                        (), study.timeout)
        scenario, digest = self._resolved(json.dumps(values))
        key = hash_of([MODEL, self.code, VERSIONS, digest, replication, self.outcomes,
                       study.trajectory_names])
        place = scenario.build_organisation() if "path" in scenario.organisation else None
        return Task(key, self.code, None, values, scenario.given(), place, scenario.seed, replication,
                    study.outcome_names, study.trajectory_names, study.measures, study.timeout)

    def replication(self, point: str, replicate: int) -> int:
        """The number of the random stream: the replicate's own, the same at every point, so that points are
        paired; or each run's own."""
        return replicate if self.study.seeds == "paired" else _drawn(point, replicate) % _REPLICATIONS

    def _resolve(self, values: str) -> tuple[Scenario, str]:
        """values: as JSON, by which what was resolved is remembered."""
        scenario = self.study.at(json.loads(values))
        return scenario, scenario.digest()


def _drawn(what: object, number: int) -> int:
    """A number of 32 bits that follows from both."""
    return int.from_bytes(hashlib.blake2b(f"{what} {number}".encode(), digest_size=4).digest(), "big")


def with_base(study: Study) -> bool:
    """Is the base scenario run too, for others to be compared with?  Not where a design is for indices over
    its factors alone."""
    return study.model is None and (study.design.kind in BASED or not isinstance(study.replications, int))
