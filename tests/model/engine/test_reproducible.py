"""The same seed gives the same bytes: on any number of threads, in any process, from files in any order, and
never from stale code."""

import hashlib
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import sim
from sim.model.engine.simulate import simulate
from sim.org.convert import write
from sim.org.read import read_organisation

PACKAGE = Path(sim.__file__).parent


def test_threads(tiny):
    scenario = tiny(organisation={"people": 1400, "levels": [1, 4, 20, 110]},
                    parameters={"customers_per_post": 100, "cases_per_year": 75}, days=3)
    setup = scenario.setup()
    alone, two, three = (simulate(setup, threads=threads) for threads in (1, 2, 3))
    assert alone.tally("contacts").sum(axis=1).min() > 20_000  # enough that the threads really share the day
    assert alone.tallies.tobytes() == two.tallies.tobytes() == three.tallies.tobytes()


def test_seed_and_replication(tiny):
    setup, other = tiny(days=5).setup(), tiny(days=5, seed=2).setup()
    runs = [simulate(setup, 0), simulate(setup, 0), simulate(setup, 1), simulate(other, 0)]
    assert [len({r.tallies.tobytes() for r in runs[:n]}) for n in (1, 2, 3, 4)] == [1, 1, 2, 3]


ELSEWHERE = """
import hashlib, json, sys
from sim import Scenario
from sim.model.engine.simulate import simulate

record = simulate(Scenario.from_dict(json.loads(sys.argv[1])).setup())
print(hashlib.sha256(record.tallies.tobytes()).hexdigest())
"""


@pytest.mark.parametrize("otherwise", [{"PYTHONHASHSEED": "12345"}, {"NUMBA_DISABLE_JIT": "1"}], ids=str)
def test_another_process(busy, otherwise: dict[str, str]):
    """A process whose sets and dictionaries are hashed otherwise; and one that compiles nothing, on a day
    with 500 customers at once."""
    scenario = busy(days=2, organisation={"people": 20, "levels": [1, 2]},
                    parameters={"customers_per_post": 100, "cases_per_year": 60})
    here = simulate(scenario.setup())
    assert here.tally("contacts").max() > 256
    told = subprocess.run([sys.executable, "-c", ELSEWHERE, scenario.model_dump_json(exclude_unset=True)],
                          check=True, text=True, capture_output=True, cwd=PACKAGE.parent,
                          env={**os.environ, **otherwise})
    assert told.stdout.strip() == hashlib.sha256(here.tallies.tobytes()).hexdigest()


def test_a_spawned_process(tiny):
    scenario = tiny(days=5)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(simulate, scenario.setup()).result().tallies.tobytes() == simulate(
            scenario.setup()).tallies.tobytes()


@pytest.mark.parametrize("pseudonyms", [False, True])
def test_rows_of_a_file_in_any_order(tiny, tmp_path, pseudonyms: bool):
    scenario = tiny(days=8, start={"settle_days": 4},
                    levers={"recovery": {"default": 0.2, "level": {2: 0.9}}})
    organisation = scenario.build_organisation()
    write(organisation, tmp_path / "firm", pseudonyms=pseudonyms)
    for table in (tmp_path / "firm").glob("*.csv"):
        head, *rows = table.read_text().splitlines()
        random.Random(1).shuffle(rows)
        table.write_text("\n".join([head, *rows]) + "\n")
    again = read_organisation(tmp_path / "firm")
    assert simulate(scenario.setup(again)).tallies.tobytes() == simulate(
        scenario.setup(organisation)).tallies.tobytes()


ONE_PHASE = """
from sim import Scenario
from sim.model.engine.world import create
from sim.model.jit import compiled
from sim.model.mechanisms import perception

@compiled
def morning(world):
    perception.feel_cared_for(world, 0, world.parts[0])

setup = Scenario(organisation={"people": 40}, start={"culture": "none"}).setup()
world = create(setup, setup.policies, setup.demand, 0)
world.people["felt_care"], world.leaders["interest"] = 0.3, 0.8
world.leaders["presence"], world.leaders["span"] = 4.0, 8
morning(world)
print(world.people["felt_care"].tobytes().hex(), sum(morning.stats.cache_hits.values()))
"""

WHOLE_DAYS = """
from sim import Scenario
from sim.model.engine.simulate import simulate
setup = Scenario(organisation={"people": 40}, parameters={"customers_per_post": 10},
                 start={"settle_days": 0}, days=3).setup()
print(simulate(setup).tallies.tobytes().hex(), 0)
"""


@pytest.mark.parametrize("code", [ONE_PHASE, pytest.param(WHOLE_DAYS, marks=pytest.mark.slow)],
                         ids=["one phase", "whole days"])
def test_a_changed_rule_never_runs_stale(tmp_path, code: str):
    """numba's own cache looks at the file of the compiled function only; ours must notice a rule it calls."""
    shutil.copytree(PACKAGE, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "look.py").write_text(code)
    rule = tmp_path / "sim" / "model" / "rules" / "care.py"
    original = rule.read_text()
    changed = original.replace("    return interest *", "    return 0.9 * interest *")
    assert changed != original

    def run() -> tuple[str, int]:
        environment = {key: value for key, value in os.environ.items()
                       if key not in ("NUMBA_CACHE_DIR", "NUMBA_DISABLE_JIT")}
        environment |= {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(tmp_path),
                        "PYTHONDONTWRITEBYTECODE": "1"}
        told = subprocess.run([sys.executable, "look.py"], check=True, text=True, capture_output=True,
                              cwd=tmp_path, env=environment)
        result, hits = told.stdout.split()
        return result, int(hits)

    first, hits = run()
    assert hits == 0
    rule.write_text(changed)
    second, hits = run()
    assert second != first and hits == 0
    rule.write_text(original)
    third, hits = run()
    assert third == first and (hits > 0 or code == WHOLE_DAYS)
