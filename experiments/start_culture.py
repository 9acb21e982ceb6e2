"""Make the stored start culture: the ordinary firm run for years; and the means that are used when something
is off.

``python experiments/start_culture.py`` writes `sim/model/engine/ordinary-culture.npz`.  Several firms run
through ``YEARS`` under default levers; the first is the donor, and its people are moved to the mean of all
firms: what is stored is typical, not one firm's luck.  Nothing that was stored before goes into it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from sim.model.engine import start
from sim.model.engine.setup import Setup
from sim.model.engine.simulate import Run
from sim.model.engine.start import CULTURE, STORED
from sim.model.interaction.moment import MOMENT_FIELDS
from sim.model.population import NEUTRAL, PERSON_STATES, PERSON_TRAITS, World

YEARS, FIRMS, SAMPLE = 5, 20, 20_000
_MOVED = (*PERSON_TRAITS, *PERSON_STATES)
_FRONT = ("resources", "drain_customers", "learned_empathy", "skill", "heard_blame", "heard_reframe",
          "coached_blame", "coached_reframe", "norm_shift", "coworker_support", "suspicion", "practice",
          "workload", "recover_chance", "report_chance", "hostility")

USUAL = {"care_shown": 0.45, "trust_in_leader": 0.59, "trust_in_top": 0.60, "fear": 0.23,
         "perceived_fairness": 0.56, "heard_blame": 1.93, "heard_reframe": 1.08}
"""What newcomers expect before any firm was run: means of an earlier start culture, rounded.  They are fixed,
so that making the culture again gives the same one."""


def from_nothing(setup: Setup, firm: int) -> Run:
    """A firm whose people start fresh, whatever culture is stored: what it should not need is NaN."""
    means = np.array([tuple(USUAL.get(name, np.nan) for name in NEUTRAL)], [(name, "f8") for name in NEUTRAL])
    with patch.object(start, "stored_culture", lambda: {"neutral": means}):
        return Run(replace(setup, culture="none"), replication=firm)


def roles(world: World) -> np.ndarray:
    """0 front line, 1 back office, 2 and more: leaders by level (int64 [posts])."""
    people = world.people
    return np.where(people["leads"] >= 0, 2 + people["level"], np.where(people["front"] == 1, 0, 1))


def neutral_of(runs: list[Run], days: int) -> np.ndarray:
    """Means of every neutral quantity over firms and ``days`` further days: one record, by name."""
    sums: dict[str, list[float]] = {name: [] for name in NEUTRAL}
    for run in runs:
        for _ in range(days):
            moments = run.step(keep_moments=True)
            people, leaders, units = run.world.people, run.world.leaders, run.world.units
            held, front = people["vacant"] == 0, (people["vacant"] == 0) & (people["front"] == 1)
            led = held & (people["leader"] >= 0)
            for name in NEUTRAL:
                if name == "customer_mood":
                    value = np.mean(moments["customer_mood"] - run.world.customers["civility"][
                        moments["customer"]])
                elif name in ("word", "unit_blame", "goodwill"):
                    value = units[name][np.diff(run.world.front_start) > 0].mean()
                elif name == "wait_days":
                    value = units[name][units["planned"] > 0].mean()
                elif name == "friction":
                    value = units[name].mean()
                elif name == "from_within":
                    value = people[name][people["leads"] >= 0].mean()
                elif name in MOMENT_FIELDS:
                    value = moments[name].mean()
                elif name in leaders.dtype.names and name not in people.dtype.names:
                    value = leaders[name].mean()
                else:
                    value = people[name][front if name in _FRONT else led].mean()
                sums[name].append(value)
    return np.array([tuple(np.mean(sums[name]) for name in NEUTRAL)], [(name, "f8") for name in NEUTRAL])


def stored(setup: Setup, days: int = YEARS * 250, firms: int = FIRMS, further: int = 20) -> dict[
    str, np.ndarray]:
    """The tables of the start culture of ``setup`` (whose people start fresh from outside); means over
    ``further`` days after ``days``."""
    long = replace(setup, demand=np.resize(setup.demand, days + further + 5))
    runs = [from_nothing(long, firm) for firm in range(firms)]
    for run in runs:
        for _ in range(days):
            run.step()
    donor = runs[0].world
    kept = {"people": donor.people.copy(), "leaders": donor.leaders.copy(), "units": donor.units.copy(),
            "links": donor.links.copy()}
    role = roles(donor)
    for name in _MOVED:
        for kind in np.unique(role):
            held = [(roles(run.world) == kind) & (run.world.people["vacant"] == 0) for run in runs]
            typical = np.mean(np.concatenate([run.world.people[name][rows] for run,
                                              rows in zip(runs, held, strict=True)]))
            rows = held[0]
            kept["people"][name][rows] = np.clip(kept["people"][name][rows] + typical - kept["people"][name][
                rows].mean(), 0.0, 1.0)
    levels = [run.world.people["level"][run.world.leaders["post"]] for run in runs]
    for name in STORED["leaders"]:
        for level in np.unique(levels[0]):
            rows = levels[0] == level
            typical = np.mean(np.concatenate([run.world.leaders[name][of == level]
                                              for run, of in zip(runs, levels, strict=True)]))
            own = kept["leaders"][name][rows]
            kept["leaders"][name][rows] = np.clip(own + typical - own.mean(), 0.0, 1.0)
    for name in STORED["units"]:  # a queue is long or short as a whole, so amounts are stretched, not moved
        typical, own = np.mean([run.world.units[name].mean() for run in runs]), kept["units"][name]
        kept["units"][name] = own + typical - own.mean() if name == "word" else own * typical / max(
            1e-9, own.mean())
    everybody = np.concatenate([run.world.customers for run in runs])
    for name in ("civility", "mood"):  # a sample of customers of no unit in particular
        everybody[name] -= np.tile(np.repeat(donor.units["clientele"], np.diff(donor.base_start)), len(runs))
    step = max(1, len(everybody) // SAMPLE)
    kept["customers"] = everybody[::step][:SAMPLE].copy()
    kept["neutral"] = neutral_of(runs[:8], further)
    return kept


def slim(tables: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Only the columns that a start needs, as plain arrays of records."""
    columns = STORED | {"people": (*STORED["people"], "unit", "manager", "front", "level", "leads")}
    out = {}
    for name, table in tables.items():
        if name in columns:
            thin = np.dtype([(c, table.dtype[c]) for c in columns[name]])
            out[name] = np.array(list(zip(*(table[c] for c in columns[name]), strict=True)), thin)
        else:
            out[name] = table
    return out


def write(tables: dict[str, np.ndarray], path: Path) -> None:
    """Put the tables where runs look for them, at once or not at all."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".tmp.npz")
    np.savez_compressed(beside, **tables)  # type: ignore[arg-type]
    os.replace(beside, path)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    from sim.scenario import Scenario

    write(slim(stored(Scenario.load("ordinary-firm").setup())), CULTURE)
