"""Runs today's year of every firm that a plan starts from, and stores the runs with the package, so that the
what-if page need not wait for them.

    python -m experiments.baselines

writes sim/whatif/baselines.npz.  To be run again whenever the model, its start culture, the ensemble or one
of these scenarios changes.  Takes two minutes on one core.
"""

import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from sim.model.engine.simulate import simulate
from sim.scenario.bundled import SCENARIOS
from sim.whatif.full import ROUNDS
from sim.whatif.plan import ORDINARY, Plan, preset
from sim.whatif.presets import PRESETS, preset_plan
from sim.whatif.run_cache import PARTS, STORED, Key, code
from sim.whatif.runs import RunSummary, Worlds


def firms() -> list[str]:
    """The scenarios that a plan of the what-if page starts from, the ordinary firm first."""
    plans = [*map(preset_plan, PRESETS), *map(preset, SCENARIOS.names())]
    return sorted({plan.base for plan in plans}, key=lambda base: (base != ORDINARY, base))


def write(runs: Mapping[Key, RunSummary], file: Path = STORED) -> None:
    """Store runs of equal length."""
    columns = zip(*((name, r, run.ends, run.weeks, run.account.daily, run.account.hours)
                    for (name, r), run in runs.items()), strict=True)
    stacked = {part: np.array(column) for part, column in zip(PARTS, columns, strict=True)}
    with file.open("wb") as out:
        np.savez_compressed(out, allow_pickle=False, code=np.array(code()), **stacked)


def main() -> None:
    """Of the ordinary firm all that an answer takes, of any other what the first one does."""
    began, runs = time.perf_counter(), dict[Key, RunSummary]()
    for base in firms():
        worlds = Worlds(Plan(base=base))
        for r in range(ROUNDS[-1] if base == ORDINARY else ROUNDS[0]):
            for world in (worlds.pair()[0], worlds.pair(r)[0]):
                runs[world.name, r] = RunSummary.of(simulate(world.setup, r))
        print(f"{base}: {len(runs)} runs, {time.perf_counter() - began:.0f} s", flush=True)
    write(runs)
    print(f"{STORED.name}: {STORED.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
