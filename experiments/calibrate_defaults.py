"""Calibrate eight parameters on the four rows that may be calibrated on; keep an ensemble of all that fits.

``python experiments/calibrate_defaults.py`` writes `sim/scenario/ensemble.csv`; ``--quick`` does little, and
writes nothing.

1. Design: a Latin hypercube over sub-ranges around the defaults (McKay et al. 1979), each point run under the
same seeds. 2. Emulator: a quadratic surface for each figure, without products (Box & Wilson 1951). 3. Pilot:
a few draws that the emulator holds to be inside, run in more organisations and under other seeds; the
emulator is moved by what
   it was off there on average.
4. Candidates: random draws from the sub-ranges that it now holds to be inside all intervals (approximate
Bayesian computation with a flat
   prior: Beaumont et al. 2002), run; what then is inside is a member of the ensemble.
5. The point: the member nearest to all targets.

No row that validates is read.  The conventions of the ordinary firm enter as constraints.  Every point run is
kept at once under ``results/calibration-*.csv``: if the calibration is interrupted, the same command resumes
it.  Figures are shares (0-1), r, or as in ``sim show outcomes``.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np
from scipy.stats import norm, qmc

# as a script it is not a module that processes could import
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from experiments.emulator import emulator, terms
from experiments.targets import (
    CONVENTIONS,
    FIGURES,
    RANGES,
    ROWS,
    Fitted,
    Point,
    defaults,
    distance,
    drawn,
    inside,
    intervals,
    scaled,
)
from sim.insight.evidence.patterns import computed, rows
from sim.insight.evidence.populations import Plan, call_centre, organisations
from sim.insight.evidence.studies import asked, run_organisation
from sim.model.engine.simulate import Run
from sim.model.outcomes import OUTCOME, YEAR_DAYS
from sim.model.parameters import PARAMETERS
from sim.report.folder import code_digest
from sim.runs.pool import Serial, cores, map_all
from sim.runs.processes import Processes
from sim.scenario import Scenario

SEED = 20
ENSEMBLE = Path(__file__).resolve().parents[1] / "sim" / "scenario" / "ensemble.csv"

DRAWS = 2_000_000
"""Draws from the sub-ranges that the emulator looks at."""

SHRUNK = 0.2
"""Share of an interval's half that emulated candidates keep away from its ends: the emulator is not exact,
and luck differs."""


@dataclass(frozen=True)
class Size:
    """How much a point runs: ordinary firms, call-centre sites, organisations of ``people`` posts."""

    firms: int
    sites: int
    organisations: int
    people: tuple[int, int] = (60, 100)


@dataclass(frozen=True)
class Effort:
    """Points of the design, of the pilot and of the verification, members wanted, and how much each point
    runs."""

    points: int
    pilot: int
    candidates: int
    members: int
    design: Size
    verify: Size


FULL = Effort(44, 8, 40, 20, Size(1, 2, 2), Size(1, 2, 4))
QUICK = Effort(26, 2, 4, 2, Size(1, 1, 1, (40, 40)), Size(1, 1, 1, (40, 40)))
SETTLE = {"organisations": 75, "call_centre": 100}
"""Days under the new parameters before the study's own warm-up; ordinary firms settle a year."""

@dataclass(frozen=True)
class Job:
    """One study under one point.  draw: which organisations and whose luck."""

    study: str
    point: tuple[tuple[str, float], ...]
    size: Size
    draw: int


def under(plan: Plan, point: Point, settle: int) -> Plan:
    """The organisation under other parameters; its own (its trade) keep their deviation."""
    own = plan.scenario.parameters
    moved = {name: own[name] - PARAMETERS[name].default for name in point if name in own}
    laid = {name: float(np.clip(value + moved.get(name, 0.0), PARAMETERS[name].low, PARAMETERS[name].high))
            for name, value in point.items()}
    return replace(plan, scenario=plan.scenario.with_(parameters=laid, start={"settle_days": settle}))


def work(job: Job) -> Point:
    """The figures of one study under one point."""
    point, size = dict(job.point), job.size
    if job.study == "firms":
        return ordinary(point, size.firms, job.draw)
    plans = (call_centre(job.draw, sites=size.sites) if job.study == "call_centre" else
             organisations(size.organisations, 1, job.draw, people=size.people))
    frames = asked([run_organisation((under(plan, point, SETTLE[job.study]), job.draw)) for plan in plans],
                   (job.draw, len(job.study)))
    return {name: float(computed(rows()[name], frames)) for name, study in ROWS.items() if study == job.study}


def ordinary(point: Point, firms: int, draw: int) -> Point:
    """Figures of a year of the ordinary firm that has settled for a year, mean over firms and all days."""
    setup = Scenario.load("ordinary-firm").with_(parameters=point, start={"settle_days": YEAR_DAYS},
                                                 days=YEAR_DAYS).setup()
    found = []
    for firm in range(firms):
        run = Run(setup, 100 * draw + firm)
        for _ in range(YEAR_DAYS):
            run.step()
        found.append([OUTCOME[name].scale * run.record.tally(OUTCOME[name].numerator).sum()
                      / run.record.tally(OUTCOME[name].denominator).sum() for name in CONVENTIONS])
    return dict(zip(CONVENTIONS, np.mean(found, axis=0).tolist(), strict=True))


class Simulator:
    """Runs points, a batch at a time, and keeps what was found in a file beside the results."""

    def __init__(self, pool: Executor, cache: Path | None) -> None:
        self.pool, self.cache = pool, cache
        self.found: dict[str, Point] = {}
        if cache is not None and cache.exists():
            with cache.open(encoding="utf-8", newline="") as file:
                self.found = {row.pop("key"): {name: float(value) for name, value in row.items()}
                              for row in csv.DictReader(file)}

    def run(self, points: Sequence[Point], size: Size, draw: int, say: str) -> list[Point]:
        """The figures of each point."""
        keys = [hashlib.blake2b(repr((sorted(point.items()), astuple(size), draw)).encode(),
                                digest_size=8).hexdigest() for point in points]
        new = [i for i, key in enumerate(keys) if key not in self.found]
        for start in range(0, len(new), 4):
            batch = new[start:start + 4]
            jobs = [Job(study, tuple(points[i].items()), size, draw) for i in batch
                    for study in ("call_centre", "organisations", "firms")]
            parts = map_all(work, jobs, self.pool)
            for k, i in enumerate(batch):
                self._keep(keys[i], parts[3 * k] | parts[3 * k + 1] | parts[3 * k + 2])
            print(f"{say}: {start + len(batch)} of {len(new)}", flush=True)
        return [self.found[key] for key in keys]

    def _keep(self, key: str, figures: Point) -> None:
        self.found[key] = figures
        if self.cache is not None:
            first = not self.cache.exists()
            self.cache.parent.mkdir(exist_ok=True)
            with self.cache.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([["key", *FIGURES]] * first
                                           + [[key, *(repr(figures[name]) for name in FIGURES)]])


def straight(figures: np.ndarray) -> np.ndarray:
    """Figures as emulated: the share burnt out as the normal quantile of who lies above the threshold."""
    found = figures.copy()
    column = FIGURES.index("burnout_share")
    found[:, column] = norm.ppf(np.clip(figures[:, column] / 100.0, 1e-3, 1 - 1e-3))
    return found


def emulated(coefficients: np.ndarray, x: np.ndarray) -> np.ndarray:
    """What the emulator says of the figures at x: float64 [points, figures]."""
    said = terms(x) @ coefficients
    column = FIGURES.index("burnout_share")
    said[:, column] = 100.0 * norm.cdf(said[:, column])
    return said


def candidates(coefficients: np.ndarray, many: int) -> tuple[list[Point], tuple[str, ...]]:
    """First the emulator's optimum, then draws that it holds to be inside, in the order drawn; and the
    figures required.

    Conventions are kept.  Where not all rows can be had with them, the row hardest to reach is no longer
    required, until they can; of the draws that are left the tenth nearest to it is taken, so that it is met
    as nearly as the others allow.
    """
    target, low, high = np.array([intervals()[name] for name in FIGURES]).T
    edge = SHRUNK * (high - low) / 2.0
    chance, firm = np.random.default_rng(SEED), slice(len(ROWS), None)
    kept_shares, kept_said = [], []
    for _ in range(DRAWS // 200_000):
        shares = chance.random((200_000, len(RANGES)))
        said = emulated(coefficients, 2.0 * shares - 1.0)
        here = ((said >= low + edge) & (said <= high - edge))[:, firm].all(axis=1)
        kept_shares.append(shares[here])
        kept_said.append(said[here])
    shares, said = np.concatenate(kept_shares), np.concatenate(kept_said)
    within = (said >= low + edge) & (said <= high - edge)
    print(f"{100 * len(said) / DRAWS:.2f} % emulated as an ordinary firm; of these inside, %: "
          + ", ".join(f"{name} {100 * within[:, i].mean():.1f}" for i, name in enumerate(ROWS)))
    lost = [FIGURES.index(name) for name in sorted(ROWS,
                                                   key=lambda name: within[:, FIGURES.index(name)].mean())]
    dropped, kept = 0, list(range(len(FIGURES)))
    while within[:, kept].all(axis=1).sum() < 2 * many and dropped < len(lost):
        print(f"  {FIGURES[lost[dropped]]} cannot be had together with all others: as near as they allow")
        kept.remove(lost[dropped])
        dropped += 1
    good = np.flatnonzero(within[:, kept].all(axis=1))
    print(f"  emulated inside all required: {len(good)} draws")
    if dropped and len(good) > 10 * many:
        off = np.abs((said - target) / (high - low))[good][:, lost[:dropped]].sum(axis=1)
        good = good[off <= np.quantile(off, 0.1)]
    moved = np.sqrt(np.mean((2.0 * shares - 1.0 - scaled([defaults()])) ** 2, axis=1))
    best = int(np.argmin(distance(said) + 0.05 * moved))
    return drawn(shares[np.r_[best, good[good != best][:many - 1]]]), tuple(FIGURES[k] for k in kept)


def calibrate(effort: Effort, simulator: Simulator) -> tuple[Point, Fitted, list[Fitted]]:
    """(figures of the defaults, the point: of what was verified the nearest to all targets, members first;
    members)."""
    points = [defaults(), *drawn(qmc.LatinHypercube(len(RANGES), rng=np.random.default_rng(SEED)).random(
        effort.points))]
    simulated = simulator.run(points, effort.design, 50, "design")
    y = np.array([[figures[name] for name in FIGURES] for figures in simulated])
    coefficients, r2 = emulator(scaled(points), straight(y))
    print("R2 of the emulator: " + ", ".join(f"{name} {value:.2f}" for name,
                                             value in zip(FIGURES, r2, strict=True)))
    before = simulator.run([defaults()], effort.verify, 60, "defaults")[0]
    pilot = candidates(coefficients, effort.pilot)[0]
    verified = [(defaults(), before), *zip(pilot, simulator.run(pilot, effort.verify, 60, "pilot"),
                                           strict=True)]
    figures = straight(np.array([[its[name] for name in FIGURES] for _, its in verified]))
    coefficients[0] += (figures - terms(scaled([point for point, _ in verified])) @ coefficients).mean(axis=0)
    wanted, required = candidates(coefficients, effort.candidates)
    for start in range(0, len(wanted), 4):
        some = wanted[start:start + 4]
        verified += zip(some, simulator.run(some, effort.verify, 60, f"verified {start}"), strict=True)
        members = [pair for pair in verified[1:] if inside(pair[1], required)]
        print(f"  {len(members)} members of {len(verified) - 1}", flush=True)
        if len(members) >= effort.members:
            break
    members = members[:effort.members]
    return before, min(members or verified, key=lambda pair: float(
        distance(np.array([pair[1][name] for name in FIGURES])))), members


def write(members: Sequence[Fitted], path: Path) -> None:
    """One row a member: number, parameters, figures."""
    beside = path.with_suffix(".tmp")
    with beside.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["member", *RANGES, *FIGURES])
        for i, (point, figures) in enumerate(members):
            out.writerow([i, *(f"{point[name]:.4g}" for name in RANGES),
                          *(f"{figures[name]:.4g}" for name in FIGURES)])
    os.replace(beside, path)


def told(before: Point, point: Fitted, members: Sequence[Fitted]) -> str:
    """Two tables: parameters before, at the point, in the ensemble; figures published, before, at the point,
    in the ensemble."""
    def spread(values: list[float]) -> str:
        return f"{min(values):.3g} to {max(values):.3g}" if values else "none"

    lines = ["", f"{'parameter':24}{'before':>10}{'point':>10}  ensemble ({len(members)})"]
    lines += [f"{name:24}{defaults()[name]:>10.3g}{point[0][name]:>10.3g}  "
              f"{spread([p[name] for p, _ in members])}" for name in RANGES]
    lines += ["", f"{'figure':24}{'target':>10}{'interval':>18}{'before':>10}{'point':>10}  ensemble"]
    lines += [f"{name:24}{target:>10.3g}{f'{low:.3g} to {high:.3g}':>18}{before[name]:>10.3g}"
              f"{point[1][name]:>10.3g}  {spread([f[name] for _, f in members])}"
              for name, (target, low, high) in intervals().items()]
    return "\n".join(lines)


def main(args: Sequence[str] | None = None) -> None:
    """Calibrate, print, and write the ensemble beside the code."""
    options = argparse.ArgumentParser(description="Calibrate defaults; keep an ensemble.")
    options.add_argument("--quick", action="store_true", help="little of everything; nothing is written")
    options.add_argument("--workers", type=int, default=cores())
    chosen = options.parse_args(args)
    effort = QUICK if chosen.quick else FULL
    cache = None if chosen.quick else Path("results") / f"calibration-{code_digest()[:8]}.csv"
    with Serial() if chosen.workers == 1 else Processes(chosen.workers) as pool:
        before, point, members = calibrate(effort, Simulator(pool, cache))
    print(told(before, point, members))
    if not chosen.quick:
        write(members, ENSEMBLE)
        print(f"{ENSEMBLE.name}: {len(members)} members")


if __name__ == "__main__":
    # processes need functions of a module they can import
    from experiments.calibrate_defaults import main as importable

    importable()
