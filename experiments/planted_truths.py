"""Truths that are planted, and what matching makes of them: on the emulators, and on the engine itself.

`experiments/ensemble.py` writes what comes of it into docs/ensemble.md.  What is asked for is what a user
asks for: the difference that a plan (:data:`PLAN`) makes in a year against today, with the likely range that
the emulator of plans gives over the members that fit the planted truth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from experiments.doubted_runs import ROWS, Job, calibrated, columns, ledger, levers_at, lived
from sim.insight.plans.pair import likely, usual_levers
from sim.model.outcomes import OUTCOME
from sim.model.parameters.plausible import value
from sim.report.result import NAMES
from sim.report.wording import interval, number
from sim.scenario import Scenario
from sim.scenario.ensemble import assumed
from sim.studies.emulation.emulator import Emulator
from sim.studies.emulation.matching import CUT, Wave, not_ruled_out
from sim.studies.emulation.planted import POOL, Planted, matched, planted

PLAN = "culture-of-trust"

ON_EMULATOR, ON_ENGINE, PAIRS = 100, 3, 12
"""Truths planted on the emulator; on the engine, of either kind; pairs of years that tell a plan's effect."""

SEED = 21


def today_and_plan() -> tuple[np.ndarray, np.ndarray]:
    """Levers of the ordinary firm and under the plan, shares of their ranges: each float64 [levers]."""
    found = []
    for name in ("ordinary-firm", PLAN):
        setup = Scenario.load(name).setup()
        found.append(usual_levers(setup.policies, setup.days))
    return found[0], found[1]


class Asked:
    """What the plan changes, by the emulator of plans."""

    def __init__(self, plans: Emulator) -> None:
        self.plans, self.levers = plans, today_and_plan()

    def _ends(self, u: np.ndarray) -> list[np.ndarray]:
        return [np.column_stack([np.tile(levers, (len(u), 1)), u]) for levers in self.levers]

    def __call__(self, u: np.ndarray) -> np.ndarray:
        """float64 [points, outcomes], of assumptions, float64 [points, learned]."""
        today, plan = (self.plans.mean(each) for each in self._ends(u))
        return plan - today

    def likely(self, u: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Likely ranges over members that count alike, the emulator's own error included, and the ``luck`` of
        what is compared with them (its standard deviation, float64 [outcomes]): float64 [outcomes, 2]."""
        mean, error = self.plans.difference(*reversed(self._ends(u)))
        return np.column_stack(likely(mean, np.hypot(error, luck), np.full(len(u), 1.0 / len(u))))


Figures = Callable[[np.ndarray], np.ndarray]
"""Figures that conventions fix, as emulated, of years."""


@dataclass(frozen=True)
class Truth:
    """One truth planted on the engine.  worst: its largest implausibility, over the cut.  true: the plan's
    differences, float64 [outcomes]; likely: float64 [outcomes, 2]."""

    name: str
    worst: float
    true: np.ndarray
    likely: np.ndarray

    @property
    def within(self) -> np.ndarray:
        """Does the difference lie within likely?  bool [outcomes]."""
        return (self.true >= self.likely[:, 0]) & (self.true <= self.likely[:, 1])


def years(job: Job) -> np.ndarray:
    """Years of a firm under today's levers and the job's, :data:`PAIRS` times with the same luck in both:
    float64 [pairs, 2, outcomes]."""
    return np.stack([lived(assumed(job.number, job.active), [{}, job.levers], 300, luck)
                     for luck in range(PAIRS)])


def on_engine(waves: Sequence[Wave], plans: Emulator, shown: Sequence[str], ordinary: Figures,
              pool: Executor) -> list[Truth]:
    """Truths run by the engine and matched: :data:`ON_ENGINE` from the whole prior, by the first wave, which
    alone knows all of it; and as many from what the waves before the last leave, by all.

    Args:
        waves: what is known, wave by wave.
        plans: the emulator of plans.
        shown: names of what is learned.
        ordinary: gives figures that conventions fix, as emulated, of years: float64 [years, figures].
        pool: where the engine runs.
    """
    chance, asked = np.random.default_rng([SEED, 5]), Asked(plans)
    prior = chance.random((ON_ENGINE, len(shown)))
    left = not_ruled_out(waves[:-1], ON_ENGINE, SEED + 5).u
    levers = levers_at(asked.levers[1])
    jobs = {str(20_000 + k): Job(20_000 + k, {name: value(name, share) for name, share in zip(
        shown, row, strict=True)}, levers) for k, row in enumerate([*prior, *left])}
    names = [f"{r} {name}" for r in range(PAIRS) for name in columns(("today", "plan"))]
    lived_ = ledger("truths", names).done(years, jobs, pool, 2).reshape(len(jobs), PAIRS, 2, len(NAMES))
    with_rows = any(target.name in ROWS for target in waves[-1].targets)
    of_rows = (ledger("truth-rows", list(ROWS)).done(calibrated, jobs, pool, 2) if with_rows
               else np.empty((len(jobs), 0)))
    points, at = chance.random((POOL // 4, len(shown))), [NAMES.index(name) for name in plans.outputs]
    apart = lived_[:, :, 1][..., at] - lived_[:, :, 0][..., at]
    luck = apart.std(axis=1, ddof=1) / np.sqrt(PAIRS)
    own, found = [wave.predicted(points) for wave in (waves[0], waves[-1])], []
    for k, u in enumerate([*prior, *left]):
        known = np.concatenate([ordinary(lived_[k, :1])[0], of_rows[k]])
        some = [waves[0]] if k < ON_ENGINE else waves
        there = [wave.of_truth(known[:len(wave.targets)]) for wave in some]
        worst = max(float(wave.score(u[None])[0]) for wave in there)
        members, weight = matched(there[-1], points, own[k >= ON_ENGINE], chance)
        some_of = chance.choice(len(members), min(400, len(members)), p=weight)
        found.append(Truth(f"{'prior' if k < ON_ENGINE else 'left'} {k % ON_ENGINE + 1}", worst,
                           apart[k].mean(axis=0), asked.likely(members[some_of], luck[k])))
    return found


def section(waves: Sequence[Wave], plans: Emulator, shown: Sequence[str], ordinary: Figures,
            pool: Executor) -> list[str]:
    """The lines of docs/ensemble.md."""
    rows = "rows included" if any(target.name in ROWS for target in waves[-1].targets) else "without the rows"
    return [*emulator_lines(planted(waves[-1], ON_EMULATOR, Asked(plans), SEED), plans.outputs),
            *engine_lines(on_engine(waves, plans, shown, ordinary, pool), plans.outputs,
                          f"by {len(waves)} waves, {rows}")]


def emulator_lines(told: Planted, outputs: Sequence[str]) -> list[str]:
    """What became of the truths that were planted on the emulator."""
    lines = ["## Planted truths", "",
             f"Of {len(told.out)} truths planted on the emulator, drawn from the prior and with luck added, "
             f"{told.ruled_out} are ruled out (5 at most are meant to be). What a plan, *{PLAN}* against "
             "today, changes in a year under the truth lies within its 90 % interval over the members that "
             "fit it this often (85 at least are meant to):", "",
             "| outcome | of 100 | moves, 5 to 95 % of truths |", "|---|---|---|"]
    for name, covered, values in zip(outputs, told.covered, told.true.T, strict=True):
        low, high = np.quantile(values, [0.05, 0.95])
        lines.append(f"| {name} | {covered} | {interval(low, high, OUTCOME[name], sign=True)} |")
    return lines


def engine_lines(truths: Sequence[Truth], outputs: Sequence[str], by: str) -> list[str]:
    """What became of those that were planted on the engine.  by: which waves they were matched by."""
    every = np.array([truth.within for truth in truths])
    out = [truth.name for truth in truths if truth.worst > 1.0]
    lines = ["", "### On the engine itself", "",
             f"With the engine as the truth, and what *{PLAN}* changes against today in a year as what is "
             f"asked. {ON_ENGINE} sets of assumptions are drawn from the prior and matched by the first "
             f"wave, which alone knows all of it, and {ON_ENGINE} from what "
             f"the waves before the last one leave, matched {by}; what varies as noise is drawn too. A "
             "single year of each is what is known of it. Ruled out (beyond "
             f"{CUT:g} standard deviations): {', '.join(out) or 'none'}. The plan's difference, the mean of "
             f"{PAIRS} pairs of years, lies within the likely range of the members that fit, as the emulator "
             "of plans tells it (what varies as noise and the luck of that mean included), in "
             f"{int(every.sum())} of {every.size} cases (90 % are meant to). In brackets the likely range; "
             "✗: outside.", "",
             f"| outcome | {' | '.join(truth.name for truth in truths)} | within |",
             "|---" * (len(truths) + 2) + "|", "| implausibility over the cut | "
             + " | ".join(f"{truth.worst:.2f}" for truth in truths) + " | |"]
    for k, name in enumerate(outputs):
        o = OUTCOME[name]
        cells = [f"{number(truth.true[k], o, sign=True)} ({interval(*truth.likely[k], o, sign=True)})"
                 f"{'' if truth.within[k] else ' ✗'}" for truth in truths]
        lines.append(f"| {name} | {' | '.join(cells)} | {int(every[:, k].sum())} of {len(truths)} |")
    return lines
