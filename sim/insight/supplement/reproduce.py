"""An archive reproduced: unpacked with care, refused under other code, compared run by run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pydantic_core import PydanticCustomError

from sim.base.errors import UserError
from sim.insight.supplement import inputs, tables
from sim.insight.supplement.opening import read_manifest, strict_json, unpacked
from sim.insight.supplement.reproduction import Reproduction, against
from sim.model.outcomes import finite
from sim.runs.pool import Progress

if TYPE_CHECKING:
    from sim.studies.sweep import Study
    from sim.studies.sweep.own_model import Given
    from sim.studies.sweep.worker import FinishedRun, Task

MOST_REPLICATES = 100_000
"""Replicates of a point, as many as a study may ask for."""

_PROCESSES_FROM = 8  # runs


def reproduce(archive: str | Path, sample: int | None = None, *, organisations: Sequence[str | Path] = (),
              model: Given | None = None, other_code: bool = False, workers: int | None = None,
              on_progress: Progress | None = None) -> Reproduction:
    """Run a published study again, all of it or a sample, and compare each run with the archive.

    Args:
        archive: what :func:`sim.publish` wrote.
        sample: so many runs, spread over the design, always the same; all unless given.
        organisations: files of organisations that were left out of the archive.
        model: where the runs come from a model of the authors' own, your file of it, 'FILE.py:function';
            nothing in the archive is run.
        other_code: go on although the code here is other than the study's.
        workers: processor cores to use; all of them unless given.
        on_progress: called with (runs done, runs in all).

    Returns:
        A row for each run: the same bits, within a relative 1e-9, or different; and ``sentence``.

    Raises:
        UserError: for an archive that is damaged, changed or hostile, for other code, and for what is missing
            to run it.

    Example:
        >>> from sim import reproduce                                        # doctest: +SKIP
        >>> reproduce("care-by-fear.zip", sample=20).sentence                # doctest: +SKIP
    """
    path = Path(archive)
    if sample is not None and sample < 1:
        raise UserError(f"--sample is {sample}; give 1 or more, or leave it out for all runs")
    with unpacked(path) as folder:
        said = read_manifest(folder, path)
        inputs.give_back(folder, said["organisations"], [Path(org) for org in organisations])
        study = _study(folder, said, model, path)
        unlike = _check_code(said, study, other_code, path)
        runs = tables.read(folder, tables.RUNS, tables.RUNS_KIND)
        chosen = choose(runs[runs["status"] == "ok"], sample)
        tasks = _tasks(study, tables.read(folder, tables.POINTS, tables.POINTS_KIND), chosen)
        results = _run(tasks, workers, on_progress)
        compared = _compared(folder, said, chosen, results)
        return Reproduction(path.name, said["title"] or said["name"], said["digest"], len(runs), compared,
                            unlike, any(text.startswith("code ") for text in unlike))


def choose(runs: pd.DataFrame, sample: int | None) -> pd.DataFrame:
    """The runs to do again: all, or so many, always the same, spread evenly over the design's points and,
    where points come more than once, over replicates."""
    ordered = runs.sort_values(["replicate", "row"], kind="stable").reset_index(drop=True)
    if sample is None or sample >= len(ordered):
        return ordered
    points = ordered["point"].nunique()
    if sample > points:
        return ordered.iloc[:sample]  # every point once, then once more
    rows = ordered.drop_duplicates("point").sort_values("row")
    places = np.unique(np.linspace(0, points - 1, sample).round().astype(int))
    wanted = {point: i for i, point in enumerate(rows["point"].iloc[places])}
    found = ordered[ordered["point"].isin(list(wanted))]
    turn = found.groupby("point").cumcount()
    size = found.groupby("point")["point"].transform("size")
    return found[turn == found["point"].map(wanted) % size].reset_index(drop=True)


def _modelled(study: Study, model: Given | None, archive: Path) -> Study:
    """The study with the user's own file for a model of the authors' own; nothing of the archive is run."""
    if model is not None and study.runnable:
        raise UserError(f"--model is given, but {archive} is a study of "
                        f"{study.model or 'the simulator itself'}; leave it out")
    if model is None and not study.runnable:
        raise UserError(f"{archive}: its runs come from a model of its authors' own ({study.model}), and "
                        "nothing in an archive is run; read the copy in its folder model/, and give your own "
                        "file of it with --model FILE.py:function")
    return study.with_model(model)


def _check_code(said: dict[str, Any], study: Study, other_code: bool, archive: Path) -> tuple[str, ...]:
    """What is other here than there; refused where it is the code, unless let through."""
    from sim.report.folder import installed
    from sim.studies.sweep.manifest import VERSIONS, code_of
    from sim.studies.sweep.own_model import OwnModel

    here, version = code_of(study.runs), installed("service-culture-sim")
    if isinstance(study.runs, OwnModel) and here != said["code"] and not other_code:
        there, yours = said["runs"].get("files", {}), study.runs.digests
        other = [name for name in dict.fromkeys([*there, *yours]) if there.get(name) != yours.get(name)]
        raise UserError(f"{archive}: its runs come from another model than {study.runs}: other "
                        f"{', '.join(other[:5]) or 'function'}; compare yours with the copy in its folder "
                        "model/, or go on all the same with --other-code")
    if here != said["code"] and not other_code:
        raise UserError(f"{archive}: its runs come from other code ({said['code']}, version {said['sim']}) "
                        f"than is installed here ({here}, version {version}); install that version of the "
                        "simulator, or compare all the same with --other-code")
    code = [f"code {said['code'][:8]} there, {here[:8]} here"] if here != said["code"] else []
    return (*code, *(f"{name} {there} there, {VERSIONS.get(name, 'none')} here" for name,
                     there in said["versions"].items() if VERSIONS.get(name) != there))


def _study(folder: Path, said: dict[str, Any], model: Given | None, archive: Path) -> Study:
    """The study in the archive, run by the user's own ``model`` where it has one; refused where the manifest
    speaks of another."""
    from sim.studies.sweep import Study
    from sim.studies.sweep.manifest import outcomes_of

    study = _modelled(Study.load(folder / inputs.STUDY), model, archive)
    for what, names in (("outcomes", outcomes_of(study)), ("trajectories", study.trajectory_names)):
        if tuple(said["runs"][what]) != names:
            raise UserError(f"{folder / inputs.STUDY}: has other {what} than the manifest says; do not trust "
                            "this archive")
    return study


def _tasks(study: Study, points: pd.DataFrame, chosen: pd.DataFrame) -> list[Task]:
    from sim.studies.sweep.tasks import Tasks

    wanted = set(chosen["point"])
    there = points[points["point"].isin(wanted)]
    values = {point: _values(study, point, text)
              for point, text in zip(there["point"], there["values"], strict=True)}
    if not len(chosen) or wanted - set(values) or not chosen["replicate"].between(0, MOST_REPLICATES).all():
        raise UserError(f"{tables.RUNS}.parquet: holds no finished runs of the points in "
                        f"{tables.POINTS}.parquet; do not trust this archive")
    made = Tasks(study)
    return [made.of(point, values[point], int(replicate)) for point,
            replicate in zip(chosen["point"], chosen["replicate"], strict=True)]


def _values(study: Study, point: str, text: str) -> dict[str, Any]:
    """The values of a point: one for every factor, within its range; none for the base."""

    try:
        said = strict_json(text)
        known = {factor.name: factor for factor in study.varied} if said != {} else {}
        if not isinstance(said, dict) or set(said) != set(known):
            raise ValueError("not a value for each factor")
        for name, value in said.items():
            known[name].check(value, ())
    except (ValueError, PydanticCustomError) as fault:
        raise UserError(f"{tables.POINTS}.parquet: point {str(point)[:40]!r} does not fit the study "
                        f"({str(fault)[:100]}); do not trust this archive") from None
    return said


def _run(tasks: list[Task], workers: int | None, on_progress: Progress | None) -> list[FinishedRun]:
    from sim.runs.pool import Serial, cores, map_all
    from sim.runs.processes import Processes
    from sim.studies.sweep.worker import run_task

    many = min(workers or cores(), len(tasks))
    pool: Executor = Serial() if many == 1 or len(tasks) < _PROCESSES_FROM else Processes(many)
    with pool:
        return map_all(run_task, tasks, pool, on_progress)


def _compared(folder: Path, said: dict[str, Any], chosen: pd.DataFrame,
              results: list[FinishedRun]) -> pd.DataFrame:
    names, daily = list(said["runs"]["outcomes"]), list(said["runs"]["trajectories"])
    outcomes = (tables.read(folder, tables.OUTCOMES,
                            tables.CELL_KIND | dict.fromkeys(names, tables.NUMBER)).set_index(tables.CELL))
    cells = pd.MultiIndex.from_frame(chosen[tables.CELL])
    if not outcomes.index.is_unique or not cells.isin(outcomes.index).all():
        raise UserError(f"{tables.OUTCOMES}.parquet: does not hold every run once; do not trust this archive")
    days = _days(folder, sorted(set(chosen["point"])), daily) if daily else {}
    rows = []
    for run, now in zip(chosen.itertuples(), results, strict=True):
        if now.status != "ok":
            raise UserError(f"design row {run.row}, replicate {run.replicate} cannot be run again: "
                            f"{now.error.strip().splitlines()[-1]}")
        cell = (run.point, run.replicate)
        then = finite(np.concatenate([outcomes.loc[[cell], names].to_numpy(float)[0],
                                      days.get(cell, np.empty(0))]))
        figures = finite(np.concatenate([np.frombuffer(now.outcomes, "<f8"),
                                         np.frombuffer(now.trajectory, "<f4").astype(float)]))
        rows.append({"point": run.point, "row": run.row, "replicate": run.replicate,
                     **against(then, figures, _namer(names, daily))})
    return pd.DataFrame(rows)


def _days(folder: Path, points: list[str], daily: list[str]) -> dict[Any, np.ndarray]:
    """Trajectories of these points' runs as float64 [days x outcomes daily]."""
    frame = tables.trajectories(folder, points, daily).sort_values([*tables.CELL, "day"])
    return {cell: group[daily].to_numpy(float).ravel() for cell,
            group in frame.groupby(tables.CELL, sort=False)}


def _namer(outcomes: list[str], daily: list[str]) -> Callable[[int], str]:
    def name(place: int) -> str:
        if place < len(outcomes):
            return outcomes[place]
        day, column = divmod(place - len(outcomes), len(daily))
        return f"{daily[column]}, day {day + 1}"

    return name
