"""Calibration: which parameters, levers and switches of a study fit figures of the user's own, and how sure
that is.

The first generation is the study's Latin hypercube, later ones are waves of history matching: points that an
emulator of all runs so far does not rule out (:mod:`sim.studies.emulation.matching`).  The posterior is drawn
on the last emulator, by a Gaussian likelihood in which luck counts with its covariance, so that months of one
run are not taken for as many firms.  Draws of it are run once more, to see which figures the model can meet.
All runs are in the study's folder: if a calibration is interrupted, the same command resumes it
and ends with the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.base.errors import UserError
from sim.report.folder import RESULTS
from sim.runs.pool import Progress
from sim.runs.progress import notebook_bar
from sim.studies.calibration.observed import NOTHING, Observed, Run, Told, observed
from sim.studies.calibration.observed import Target as Figure
from sim.studies.calibration.result import Calibration
from sim.studies.emulation.emulator import SPARE, fit
from sim.studies.emulation.matching import Target, Wave, not_ruled_out, posterior
from sim.studies.emulation.space import Space
from sim.studies.sweep import Study
from sim.studies.sweep.design import unit
from sim.studies.sweep.driver import Campaign
from sim.studies.sweep.folder import asked, is_study
from sim.studies.sweep.measures import Measure
from sim.studies.sweep.own_model import Given

GENERATIONS = 4
"""Generations unless asked otherwise, the design counted."""

CHECKS = 40
"""Draws of the posterior that are run to see what the model then says; they are the ensemble too."""

LEAST_SAMPLES = 10
"""Points a generation needs for each parameter."""

KNOWN = 0.05
"""Share of the variance between figures and emulator that is the emulator's own, at which no further wave
follows: more runs would tell little."""

DRAWS = 2000
"""Draws of the posterior that are kept."""


@dataclass(frozen=True)
class Effort:
    """How much is run.  points: of a generation; replications: of a point; generations: at most; budget: runs
    at most, or None."""

    points: int
    replications: int
    generations: int
    budget: int | None

    @property
    def most(self) -> int:
        """Generations that the budget leaves room for."""
        if self.budget is None:
            return self.generations
        return min(self.generations, (self.budget - CHECKS * self.replications) // (
            self.points * self.replications))

    @property
    def runs(self) -> int:
        """Runs of all generations and of the check."""
        return (self.most * self.points + CHECKS) * self.replications


def calibrate(study: str | Path | Study, data: str | Path, out: str | Path | None = None, *,
              period: str | None = None, told: Told = NOTHING, generations: int = GENERATIONS,
              budget: int | None = None, workers: int | None = None, cluster: str | Path | None = None,
              model: Given | None = None, on_progress: Progress | None = None,
              on_read: Callable[[Observed], None] | None = None) -> Calibration:
    """Fit a study's factors to figures in a file (history matching, then a posterior on the emulator).

    If a calibration is interrupted, the same call resumes it and ends with the same figures.  In a notebook a
    bar shows how far it is, unless ``on_progress`` is given.

    Args:
        study: A study with a latin-hypercube design and a fixed number of replications, its file, or a folder
            begun before; the ranges of its factors are the flat prior.
        data: The file of figures: a CSV or .xlsx, best with columns period, unit, outcome, value, n; see
            :mod:`sim.studies.calibration.layout` for what else is read.
        out: The folder of all runs; results/NAME-calibrated unless given.
        period: How long the periods in ``data`` are: "week", "month", "quarter", "year" or "all"; unless
            given, as its dates say, else months.
        told: What the file does not say: its scale, its outcome, whose its rates are.
        generations: Generations at most, 1 or more, the design counted.
        budget: Runs at most; no limit unless given.
        workers: Processes, 1 or more; one per core unless given.
        cluster: The address of a Dask scheduler (tcp://HOST:PORT), or a YAML file for SLURM.
        model: For a study of a model of one's own: its function, or "FILE.py:function".
        on_progress: Called with (runs done, runs in all).
        on_read: Called with the figures, before anything is run.

    Returns:
        What was learned; its ``save()`` writes tables and pictures into the study's folder.

    Raises:
        UserError: The study, the data or the folder cannot be used; the text says what to change.
    """
    loaded, place = _place(study, out, model)
    figures = observed(data, period, _possible(loaded), told)
    if on_read:
        on_read(figures)
    effort = _effort(loaded, generations, budget)
    measured = _measuring(loaded, figures)
    on_progress = on_progress or notebook_bar(loaded.title or loaded.name) or (lambda done, total: None)
    with Campaign(measured, place, grows=True) as campaign:
        simulator = _Simulator(campaign, figures, effort, {"workers": workers, "cluster": cluster},
                               on_progress)
        return _fitted(simulator, measured, figures, effort, place)


def _place(study: str | Path | Study, out: str | Path | None, model: Given | None) -> tuple[Study, Path]:
    """The study and its folder: the one given or begun before, else one beside the study's own results."""
    loaded, place = asked(study, out, model)
    begun = not isinstance(study, Study) and is_study(Path(study))
    return loaded, place if out is not None or begun else RESULTS / f"{loaded.name}-calibrated"


def _possible(study: Study) -> Run:
    """What a run of the study can be asked for."""
    if study.base is None:
        return Run(None, (), study.outcome_names)
    return Run(study.base.days, study.base.build_organisation().unit_names)


def _effort(study: Study, generations: int, budget: int | None) -> Effort:
    if study.design.kind != "latin-hypercube":
        raise UserError(f"{study.where}: design.kind is {study.design.kind}, but a calibration begins with a "
                        f"sample of the whole prior; write design: {{kind: latin-hypercube, samples: 100}}")
    if not isinstance(study.replications, int):
        raise UserError(f"{study.where}: replications is a rule, but calibrating needs a fixed number; write "
                        "replications: 2")
    if generations < 1:
        raise UserError(f"--generations is {generations}; it must be 1 or more")
    points, wanted = len(unit(study)), LEAST_SAMPLES * len(study.varied)
    if points < wanted:
        raise UserError(f"{study.where}: design.samples is {points}; {len(study.varied)} factors need at "
                        f"least {wanted}")
    effort = Effort(points, study.replications, generations, budget)
    if effort.most < 1:
        least = replace(effort, budget=None, generations=1).runs
        raise UserError(f"--budget is {budget}, less than the {least} runs of a single generation and its "
                        "check; raise it or lower design.samples")
    return effort


def _measuring(study: Study, figures: Observed) -> Study:
    """The study as it is run: every run with a seed of its own, and the figures asked for."""
    if study.base is None:
        return study.with_(seeds="independent")
    names = list(dict.fromkeys(target.outcome for target in figures.targets))
    measures = [measure(target).model_dump(exclude_none=True) for target in figures.targets]
    return study.with_(seeds="independent", outcomes=names, trajectories=[], measures=measures)


def measure(target: Figure) -> Measure:
    """What is read off a run to be compared with a figure."""
    return Measure(outcome=target.outcome, unit=target.unit, first=target.first, last=target.last)


class _Simulator:
    """Runs points and gives their figures."""

    def __init__(self, campaign: Campaign, figures: Observed, effort: Effort, where: dict[str, Any],
                 report: Progress) -> None:
        self.campaign, self.effort, self._where, self._report = campaign, effort, where, report
        self.factors = campaign.study.varied
        scenario = campaign.study.base is not None
        self._columns = [measure(target).name if scenario else target.outcome for target in figures.targets]
        self.runs, self.failed = 0, 0

    def run(self, u: np.ndarray) -> np.ndarray:
        """The figures of points in the cube: float64 [points, replications, targets], NaN where a run failed
        or had nothing to count."""
        values = [self.values(point) for point in u]
        there = {_said(point): name for name, point in self.campaign.sweep.values.items()}
        self.campaign.add(list({_said(point): point for point in values
                                if _said(point) not in there}.values()))
        self.campaign.run(**self._where, on_progress=lambda done,
                          total: self._report(min(done, self.effort.runs), self.effort.runs))
        sweep = self.campaign.sweep
        there = {_said(point): name for name, point in sweep.values.items()}
        replications = self.effort.replications
        found = dict.fromkeys(there.values(), np.full((replications, len(self._columns)), np.nan))
        for name, runs in sweep.outcomes.groupby("point", sort=False):
            figures = np.full((replications, len(self._columns)), np.nan)
            figures[runs["replicate"].to_numpy(int)] = runs[self._columns].to_numpy(np.float64)
            found[str(name)] = figures
        self.runs += len(values) * replications
        said = [there[_said(point)] for point in values]
        ok = sweep.outcomes.groupby("point").size()
        self.failed += sum(replications - int(ok.get(name, 0)) for name in said)
        return np.stack([found[name] for name in said])

    def values(self, point: np.ndarray) -> dict[str, Any]:
        """The factors' values at a point of the cube."""
        return {factor.name: factor.at(float(u)) for factor, u in zip(self.factors, point, strict=True)}


def _said(values: dict[str, Any]) -> str:
    return json.dumps(values, sort_keys=True)


def _fitted(simulator: _Simulator, study: Study, figures: Observed, effort: Effort,
            folder: Path) -> Calibration:
    """Wave after wave, then the posterior, then its check."""
    space = Space(tuple(factor.name for factor in simulator.factors),
                  tuple(len(factor.values) for factor in simulator.factors))
    u, waves, left = unit(study), list[Wave](), list[float]()
    simulated = np.empty((0, effort.replications, len(figures.targets)))
    while True:
        simulated = np.concatenate([simulated, simulator.run(u[len(simulated):])])
        waves.append(_wave(space, u, simulated, figures))
        drawn = not_ruled_out(waves, effort.points, study.master_seed + len(waves), closest=True)
        left.append(drawn.share)
        if len(waves) >= effort.most or waves[-1].emulated(drawn.u) <= KNOWN:
            break
        u = np.concatenate([u, drawn.u])
    found = posterior(waves[-1], DRAWS, study.master_seed)
    checked = found[:CHECKS]
    said = simulator.run(checked)
    wave = waves[-1]
    return Calibration(folder, study, figures, simulator.factors, found, wave.emulator, wave.emulated(found),
                       checked, said, tuple(left), simulator.runs, simulator.failed)


def _wave(space: Space, u: np.ndarray, simulated: np.ndarray, figures: Observed) -> Wave:
    """All runs so far as an emulator, and the figures as its targets; figures are named by their places."""
    _check_enough(space, simulated, figures)
    replications = simulated.shape[1]
    well = ~np.isnan(simulated).any(axis=(1, 2))
    means = np.where(well[:, None], simulated.mean(axis=1), np.nan)
    names = [str(j) for j in range(len(figures.targets))]
    luck = None
    if replications > 1:
        away = (simulated[well] - means[well, None]).reshape(-1, len(names))
        luck = away.T @ away / (well.sum() * (replications - 1))
    emulator = fit(u, means, space.names, names, None if luck is None else np.sqrt(np.diag(luck)),
                   space.choices, replications)
    if luck is None:
        away = (means - emulator.mean(u))[well]
        size = np.sqrt((away**2).mean(axis=0))
        luck = away.T @ away / len(away) * np.outer(*[np.divide(emulator.luck, size, where=size > 0,
                                                                out=np.zeros_like(size))] * 2)
    targets = tuple(Target(name, target.value, target.error)
                    for name, target in zip(names, figures.targets, strict=True))
    return Wave(emulator, targets, luck=luck)


def _check_enough(space: Space, simulated: np.ndarray, figures: Observed) -> None:
    """Refuse to learn from next to nothing, naming the figure that most runs lack."""
    well, needed = int((~np.isnan(simulated).any(axis=(1, 2))).sum()), len(space.owner) + SPARE
    if well >= needed:
        return
    missing = np.isnan(simulated).mean(axis=(0, 1))
    target = figures.targets[int(missing.argmax())]
    if (missing == missing.max()).all():
        raise UserError(f"only {well} of {len(simulated)} points ran well; sim sweep status names what "
                        "went wrong, and narrower ranges may help")
    raise UserError(f"{figures.source}: {target.outcome} of {target.unit} in period {target.when} is missing "
                    f"in {100 * missing.max():.0f} % of the simulated runs, since there was nothing to "
                    "count; leave this row out, or join units or periods")
