"""Where it goes wrong: in which region of the factors bad outcomes sit.

>>> import sim                                                              # doctest: +SKIP
>>> sim.discover("results/all-levers", "staff_turnover", worst=0.1).sentences   # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.base.errors import UserError
from sim.model.outcomes import Outcome
from sim.report.figures import save_picture
from sim.report.page import paper
from sim.report.wording import plural
from sim.runs.pool import Progress
from sim.studies.discovery import figure as pictures
from sim.studies.discovery.prim import prim
from sim.studies.discovery.regions import Bad, Region
from sim.studies.sensitivity import sentences as words
from sim.studies.sensitivity.runs import SEED, CompleteStudy, outcome_of
from sim.studies.sweep.factors import Factor
from sim.studies.sweep.frames import Sweep

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


COVERAGE = 0.5
"""Share of the bad points that a region must hold, unless another is asked for."""

HALVES = 10
"""How often a region is looked for in one half of the points and tried on the other."""

LEAST_POINTS, LEAST_BAD = 40, 10
"""Points, and bad as well as other ones among them, below which any region is as good as another."""


class Discovery(Region):
    """The region, with its picture and the files that ``sim discover`` writes."""

    what, asked = "discovery", dict[str, Any]()  # no single scenario is asked

    def figure(self) -> Figure:
        """The picture, 16:9."""
        return pictures.figure(self)

    def plot(self, axes: Axes | None = None) -> Axes:
        """The limits as ranges, into axes of the caller's or new ones."""
        return pictures.plot(self, axes)

    def to_dict(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        rows = self.table.to_dict("records")
        return {"what": self.what, "study": self.name, "digest": self.digest, "outcome": self.outcome.name,
                "bad": self.bad.to_dict(), "overall": self.overall, "coverage": self.box.coverage,
                "density": self.box.density, "mass": self.box.mass, "stands": self.stands, "limits": rows,
                "halves": self.halves.to_dict("records"), "trajectory": self.trajectory.to_dict("records"),
                "sentences": self.sentences}

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write limits.csv, trajectory.csv, halves.csv, report.md and the picture; returns what the manifest
        should say besides."""
        for name, frame in (("limits", self.table), ("trajectory", self.trajectory), ("halves", self.halves)):
            writing.table(frame, folder / f"{name}.csv", digits="%.10g")
        save_picture(self.figure(), folder)
        writing.report(folder / "report.md", paper(f"Where it goes wrong: {self.title}", *self.sentences,
                                                   f"![{self.outcome.label}](figure.png)", *self.notes))
        return {"study": self.name, "digest": self.digest, "outcome": self.outcome.name,
                "bad": self.bad.to_dict(), "stands": self.stands}


def discover(sweep: Sweep | str | Path, outcome: str, *, below: float | None = None,
             above: float | None = None, worst: float | None = None, coverage: float = COVERAGE,
             on_progress: Progress | None = None) -> Discovery:
    """In which region of the factors bad outcomes are (PRIM); the outcome of a point is its mean over
    replications.

    Args:
        sweep: A study that was run, or its folder; at least 40 points.
        outcome: The name of the outcome.
        below: Bad is below this, in the outcome's unit.
        above: Bad is above this, in the outcome's unit.
        worst: Bad is this share of the points, above 0 and below 1, on the side that the outcome's
            declaration calls worse; 0.1 unless one of the three is given.
        coverage: Share of the bad points that the region must hold, above 0 and up to 1.
        on_progress: Called with (boxes looked for, boxes in all).

    Returns:
        The region, its limits, and whether the data support it; see :class:`Discovery`.

    Raises:
        UserError: The study is not complete, its design shows no regions, or too few points are bad to tell a
            region from luck.
    """
    study = CompleteStudy.open(sweep)
    if study.kind == "one-at-a-time":
        raise UserError(f"{study.sweep.folder} moves one factor at a time, so it shows no regions; take a "
                        "latin-hypercube, grid or sobol design")
    if not 0.0 < coverage <= 1.0:
        raise UserError(f"coverage is {coverage:g}; give a share of the bad points above 0 and up to 1, such "
                        "as 0.5")
    about = outcome_of(outcome)
    runs = study.runs(outcome)
    means = np.nanmean(runs, axis=1)
    first = ~study.sweep.design["point"].duplicated().to_numpy()
    numbers, means = study.numbers[first], means[first]
    bad = _meant(about, means, below, above, worst)
    is_bad = bad.of(means)
    _require_enough(study, about, bad, is_bad)
    varied = [i for i, column in enumerate(numbers.T) if np.ptp(column) > 0]
    factors, numbers = tuple(study.factors[i] for i in varied), numbers[:, varied]
    tell = on_progress or (lambda done, total: None)
    tell(0, HALVES + 1)
    whole = prim(numbers, is_bad, factors, coverage)
    tell(1, HALVES + 1)
    halves, restricted = _halved(numbers, is_bad, factors, coverage, tell)
    return Discovery(study.title, study.name, about, bad, coverage, factors, numbers, is_bad, whole, halves,
                     restricted, runs.shape[1], str(study.sweep.digest))


def _meant(outcome: Outcome, means: np.ndarray, below: float | None, above: float | None,
           worst: float | None) -> Bad:
    if sum(given is not None for given in (below, above, worst)) > 1:
        raise UserError("below, above and worst each say what is bad; give one of them")
    if below is not None or above is not None:
        return Bad(above is not None, float(above if above is not None else below))  # type: ignore[arg-type]
    share = 0.1 if worst is None else worst
    if not 0.0 < share < 1.0:
        raise UserError(f"worst is {share:g}; give a share of the points above 0 and below 1, such as 0.1 "
                        "(10%)")
    low, high = np.quantile(means, [share, 1.0 - share])
    if outcome.good == 0:
        raise UserError(f"{outcome.name} is neither better high nor low, so nothing says which points are "
                        f"the worst; give --above {words.figure(high, outcome)} for the highest "
                        f"{words.percent(share)}, or --below {words.figure(low, outcome)} for the lowest")
    return Bad(outcome.good < 0, float(high if outcome.good < 0 else low), share)


def _require_enough(study: CompleteStudy, outcome: Outcome, bad: Bad, is_bad: np.ndarray) -> None:
    points, count = len(is_bad), int(is_bad.sum())
    what = f"{outcome.name} {bad.said(outcome)}"
    if points < LEAST_POINTS:
        raise UserError(f"{study.sweep.folder} has {plural(points, 'point')}, too few to tell a region from "
                        f"luck; give at least {LEAST_POINTS}, better some hundreds, such as design: {{kind: "
                        f"latin-hypercube, samples: 500}}")
    if count < LEAST_BAD:
        raise UserError(f"{plural(count, 'point')} of {points} {'has' if count == 1 else 'have'} {what}, too "
                        f"few to tell a region from luck ({LEAST_BAD} are needed); move the limit, take a "
                        "larger worst share, or run more points")
    if points - count < LEAST_BAD:
        raise UserError(f"{count} of {plural(points, 'point')} have {what}, nearly all, so there is no "
                        "region to find; move the limit")


def _halved(numbers: np.ndarray, bad: np.ndarray, factors: tuple[Factor, ...], coverage: float,
            tell: Progress) -> tuple[pd.DataFrame, np.ndarray]:
    """Regions of random halves tried on the other half; and float64 [factors], in which share of the halves
    each was restricted."""
    rng = np.random.default_rng(SEED)
    rows, restricted = [], np.zeros(len(factors))
    for done in range(HALVES):
        order = rng.permutation(len(bad))
        one, other = order[: len(bad) // 2], order[len(bad) // 2:]
        box = prim(numbers[one], bad[one], factors, coverage).box if 0 < bad[one].sum() < len(one) else None
        inside = box.holds(numbers[other]) if box is not None else np.ones(len(other), bool)
        overall = float(bad[other].mean())
        density = float(bad[other][inside].mean()) if inside.any() else 0.0
        rows.append({"density": density, "coverage": float(inside[bad[other]].mean()) if bad[other].any()
                     else 0.0, "overall": overall, "better": density > overall})
        restricted[list(box.limits if box is not None else ())] += 1.0 / HALVES
        tell(done + 2, HALVES + 1)
    return pd.DataFrame(rows), restricted
