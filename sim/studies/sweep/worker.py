"""One run of a study, wherever it is done: in this process, in another, on another machine.

A run never raises for what happens inside the model: whatever goes wrong becomes a row with its status and
the traceback.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import platform
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.base.errors import UserError
from sim.runs.pool import Stopped
from sim.scenario import Scenario
from sim.studies.sweep import own_child, own_process
from sim.studies.sweep.manifest import code_of
from sim.studies.sweep.measures import Measure
from sim.studies.sweep.own_model import OwnModel
from sim.studies.sweep.test_functions import FUNCTIONS

if TYPE_CHECKING:
    from sim.model.engine.record import Record
    from sim.org.organisation import Organisation

OK, ERROR, CRASHED, TIMEOUT = "ok", "error", "crashed", "timeout"
"""How a run ended: with figures, in an error of the model, with its process gone, over its time."""


@dataclass(frozen=True)
class Task:
    """One run to do.

    model: a model of one's own, the name of a test function, or None for the simulator.  values: the point,
    for the first two; given: the scenario, for the simulator.  replication: the number of the random stream.
    place: the organisation, where it was read from files, which other machines may not have.  slot: the batch
    it may be stopped with, -1 for none.
    """

    key: str
    code: str
    model: OwnModel | str | None
    values: dict[str, Any]
    given: dict[str, Any]
    place: Organisation | None
    seed: int
    replication: int
    outcomes: tuple[str, ...]
    trajectories: tuple[str, ...]
    measures: tuple[Measure, ...]
    timeout: float
    slot: int = -1


@dataclass(frozen=True)
class FinishedRun:
    """What is kept of a run.  outcomes: float64; trajectory: float32 [days, outcomes kept], both as
    little-endian bytes."""

    key: str
    status: str
    outcomes: bytes = b""
    trajectory: bytes = b""
    seconds: float = 0.0
    peak_mb: float = 0.0
    worker: str = ""
    started: float = 0.0
    error: str = ""

    @property
    def digest(self) -> str:
        """blake2b of the figures alone: no times, no places."""
        return hashlib.blake2b(self.outcomes + b"\0" + self.trajectory, digest_size=16).hexdigest()


def run_batch(tasks: list[Task]) -> list[FinishedRun]:
    """Several runs, one after the other: a batch for a worker.  What interrupts it carries the runs that were
    finished, as ``finished``."""
    finished: list[FinishedRun] = []
    try:
        for task in tasks:
            finished.append(run_task(task))
    except BaseException as stop:
        vars(stop)["finished"] = finished
        raise
    return finished


def run_task(task: Task) -> FinishedRun:
    """One run; other code than the driver's is refused, since its figures would not be the study's."""
    _require_same_code(task)
    finished = _run(task)
    _require_same_code(task)  # it may have changed while the model loaded it
    return finished


def _run(task: Task) -> FinishedRun:
    began, clock = time.time(), time.perf_counter()
    childs_mb, trajectory = math.nan, np.empty((0, 0))

    def kept(status: str, **what: Any) -> FinishedRun:
        peak = childs_mb if isinstance(task.model, OwnModel) else own_child.peak_mb()
        return FinishedRun(task.key, status, seconds=time.perf_counter() - clock, peak_mb=peak,
                           worker=_name(), started=began, **what)

    try:
        if isinstance(task.model, OwnModel):
            ends, childs_mb = own_process.run(task.model, task.values, task.seed, task.outcomes, task.timeout,
                                              _ticker(task.slot))
            outcomes = np.array(ends)
        elif task.model is not None:
            outcomes = np.array(own_child.figures(FUNCTIONS[task.model](task.values, task.seed),
                                                  task.outcomes))
        else:
            outcomes, trajectory = _simulated(task, clock + task.timeout)
    except own_process.TooLong:
        return kept(TIMEOUT, error=f"took longer than {task.timeout:g} seconds")
    except own_process.Ended as fault:
        return kept(CRASHED, error=str(fault))
    except (own_process.Failed, own_child.Unfit) as fault:
        return kept(ERROR, error=str(fault))
    except (Stopped, own_process.Unusable):
        raise
    except Exception:
        return kept(ERROR, error=own_child.readable(traceback.format_exc(limit=-12)))
    return kept(OK, outcomes=outcomes.astype("<f8").tobytes(), trajectory=trajectory.astype("<f4").tobytes())


def _require_same_code(task: Task) -> None:
    here = code_of(task.model)
    if here != task.code:
        raise UserError(f"worker {_name()} has other code ({here[:8]}) than the study ({task.code[:8]}); "
                        "install the same version there and start the worker anew")
    if isinstance(task.model, OwnModel):
        task.model.require_unchanged()


def _simulated(task: Task, deadline: float) -> tuple[np.ndarray, np.ndarray]:
    from sim.model.engine.simulate import simulate

    tick = _ticker(task.slot)

    def on_day(_: int) -> None:
        if time.perf_counter() > deadline:
            raise own_process.TooLong
        if not tick():
            raise Stopped

    organisation = task.place or _generated(json.dumps(task.given.get("organisation", {}), sort_keys=True))
    record = simulate(Scenario.from_dict(task.given).setup(organisation), task.replication, on_day=on_day)
    paths = [record.daily(name) for name in task.trajectories]
    return figures(record, task.outcomes, task.measures), np.stack(paths, axis=1) if paths else np.empty(
        (0, 0))


def figures(record: Record, outcomes: tuple[str, ...], measures: tuple[Measure, ...]) -> np.ndarray:
    """The end of every outcome, then every measure: float64 [outcomes + measures]; NaN where there is nothing
    to count."""
    from sim.model.outcomes import OUTCOME

    return np.array([*(record.edges(OUTCOME[name])[1] for name in outcomes),
                     *(measure.of(record) for measure in measures)])


def _ticker(slot: int) -> Callable[[], bool]:
    if slot < 0:
        return lambda: True
    from sim.runs.processes import Worker

    return lambda: Worker.tick(slot)


@lru_cache(maxsize=8)
def _generated(organisation: str) -> Organisation:
    return Scenario(organisation=json.loads(organisation)).build_organisation()


def _name() -> str:
    return f"{platform.node()}:{os.getpid()}"
