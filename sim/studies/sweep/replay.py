"""Runs replayed: does a study's figure come out the same, byte for byte?"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.errors import UserError
from sim.runs.pool import map_all, open_pool
from sim.studies.sweep.frames import Sweep
from sim.studies.sweep.manifest import check_same, manifest
from sim.studies.sweep.own_model import Given
from sim.studies.sweep.tasks import Tasks
from sim.studies.sweep.worker import OK, run_task


@dataclass(frozen=True)
class Replayed:
    """A run replayed.  then, now: its outcomes, float64 [outcomes]; same: are all figures, trajectories
    included, the same bytes?"""

    key: str
    point: str
    replicate: int
    values: dict[str, Any]
    then: np.ndarray
    now: np.ndarray
    same: bool

    @property
    def furthest(self) -> float:
        """The largest relative difference of an outcome; infinite where only one is missing or infinite."""
        return furthest(self.then, self.now)[1]


def furthest(then: np.ndarray, now: np.ndarray) -> tuple[int, float]:
    """(position, relative difference) of the figure that is furthest off: infinite where one side has none,
    (-1, 0) where none is off."""
    if then.shape != now.shape:
        return 0, float("inf")
    with np.errstate(invalid="ignore"):  # infinite figures; equal ones are taken out below
        apart = np.abs(now - then) / np.maximum(np.maximum(np.abs(then), np.abs(now)), 1e-12)
    apart[np.isnan(then) & np.isnan(now)] = 0.0
    apart[np.isnan(then) ^ np.isnan(now)] = np.inf
    apart[then == now] = 0.0  # infinite ones too
    place = int(np.argmax(apart)) if len(apart) else -1
    return (place, float(apart[place])) if place >= 0 and apart[place] > 0 else (-1, 0.0)


def replay(sweep: Sweep, key: str, model: Given | None = None) -> Replayed:
    """Run one run again.  key: the beginning of a run's key, as long as only one begins so.  model: where it
    is one's own."""
    runs = sweep.runs
    found = runs.loc[runs["key"].str.startswith(key), "key"].unique()
    if len(found) != 1:
        first = runs["key"].iloc[0][:12] if len(runs) else ""
        what = (f"{len(found)} runs begin with {key!r}; give more of it" if len(found)
                else f"no run begins with {key!r}; keys are in the table runs"
                + (f", such as {first}" if first else ""))
        raise UserError(f"{sweep.folder}: {what}")
    return rerun(sweep, [str(found[0])], model=model)[0]


def verify(sweep: Sweep, sample: int, workers: int | None = None, on_progress: Callable[[int, int], None]
           | None = None, model: Given | None = None) -> list[Replayed]:
    """Run a sample of the finished runs again, the same sample each time.  model: where it is one's own."""
    if sample < 1:
        raise UserError(f"--sample is {sample}; give 1 or more")
    keys = sorted(set(sweep.runs.loc[sweep.runs["status"] == OK, "key"]))
    if not keys:
        raise UserError(f"{sweep.folder}: no run is finished yet; sim sweep run {sweep.folder} resumes it")
    return rerun(sweep, random.Random(sample).sample(keys, min(sample, len(keys))), workers, on_progress,
                 model)


def rerun(sweep: Sweep, keys: list[str], workers: int | None = None, on_progress: Callable[[int, int], None]
          | None = None, model: Given | None = None) -> list[Replayed]:
    """Run runs of a study again, under the very code and versions it was begun with."""
    study = sweep.study.with_model(model)
    check_same(sweep.manifest, manifest(study), str(sweep.folder))
    runs = sweep.runs.drop_duplicates("key").set_index("key").loc[keys]
    if (runs["status"] != OK).any():
        failed = runs[runs["status"] != OK].iloc[0]
        raise UserError(f"{sweep.folder}: run {str(failed.name)[:12]} has no figures to compare with "
                        f"({failed['status']}); sim sweep retry {sweep.folder} runs it again")
    points, making = sweep.values, Tasks(study)
    tasks = [making.of(point, points[point], int(replicate)) for point,
             replicate in zip(runs["point"], runs["replicate"], strict=True)]
    many = min(len(tasks), workers) if workers else (None if len(tasks) > 8 else 1)
    with open_pool(many) as pool:
        finished = map_all(run_task, tasks, pool, on_progress)
    for task, key in zip(tasks, keys, strict=True):
        if task.key != key:
            raise UserError(f"{sweep.folder}: run {key[:12]} would now be another ({task.key[:12]}); "
                            "something it depends on has changed, such as an organisation's file")
    then = sweep.figures(keys)
    return [Replayed(one.key, point, int(replicate), points[point], then[one.key],
                     np.frombuffer(one.outcomes, "<f8"), one.status == OK and one.digest == digest) for one,
            point, replicate, digest in zip(finished, runs["point"], runs["replicate"], runs["digest"],
                                            strict=True)]
