"""Many at once gives what one after another gives; nothing outlives its parent; errors and ctrl-C end
cleanly."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor
from pathlib import Path

import numpy as np
import pytest

from sim import Scenario
from sim.runs.pool import Processes, Serial, Threads, map_all, open_pool, simulate_all

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def processes():
    with Processes(2) as pool:
        yield pool


@pytest.fixture(scope="module")
def setup():
    return Scenario(organisation={"people": 30}, start={"settle_days": 0}, days=4).setup()


def jobs_of(setup, other):
    return [(setup, 0), (other, 0), (setup, 1), (other, 1), (setup, 2)]


def test_every_executor_gives_the_same_records_in_the_order_asked_for(setup, processes: Processes):
    other = Scenario(organisation={"people": 20}, start={"settle_days": 0}, days=9).setup()
    jobs = jobs_of(setup, other)
    expected = [record.tallies for record in simulate_all(jobs, Serial())]
    with Threads(2) as threads:
        for pool in (threads, processes):
            seen: list[tuple[int, int]] = []
            records = simulate_all(jobs, pool, lambda done, total, seen=seen: seen.append((done, total)))
            for record, tallies in zip(records, expected, strict=True):
                np.testing.assert_array_equal(record.tallies, tallies)
            assert seen[-1] == (30, 30)


def test_big_setups_travel_by_file(setup, processes: Processes, monkeypatch):
    monkeypatch.setattr("sim.runs.processes._IN_MEMORY", 0)
    (record,) = simulate_all([(setup, 1)], processes)
    assert record.tallies.tobytes() == simulate_all([(setup, 1)], Serial())[0].tallies.tobytes()


def test_results_come_in_the_order_of_submission(processes: Processes):
    slow, fast = processes.submit(time.sleep, 0.3), processes.submit(os.getpid)
    assert isinstance(processes, Executor)
    assert fast.result() != os.getpid()
    assert slow.result() is None
    assert list(processes.map(abs, [-3, -1, -2])) == [3, 1, 2]


def test_a_failing_run_ends_the_batch_and_leaves_the_pool_usable(setup, processes: Processes):
    broken = Scenario(days=3).setup()
    object.__setattr__(broken, "demand", np.array(["no"], dtype=object))
    for pool in (Serial(), processes):
        with pytest.raises(Exception):  # noqa: B017 - whatever the engine says
            simulate_all([(setup, 0), (broken, 0), (setup, 1)], pool)
        assert len(simulate_all([(setup, 0)], pool)) == 1


@pytest.mark.parametrize(("people", "days", "runs", "workers", "kind"), [
    (300, 250, 20, 1, Serial),
    (300, 250, 1, 2, Serial),
    (300, 5, 2, 2, Threads),
    (30, 250, 20, 2, Serial),
    (30, 250, 1000, 2, Processes),
])
def test_the_rule_for_choosing(people: int, days: int, runs: int, workers: int, kind: type):
    setup = Scenario(organisation={"people": people}, start={"settle_days": 0}, days=days).setup()
    with open_pool(workers, [(setup, r) for r in range(runs)]) as pool:
        assert type(pool) is kind


def test_unknown_work_gets_processes():
    with open_pool(2) as pool:
        assert type(pool) is Processes


def test_the_callers_script_needs_no_guard(tmp_path: Path):
    script = tmp_path / "script.py"
    script.write_text("print('once')\nfrom sim.runs.pool import Processes\nwith Processes(2) as p: "
                      "print(p.submit(abs, -2).result())\n")
    said = subprocess.run([sys.executable, script], env=os.environ | {"PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, timeout=120, check=True)
    assert said.stdout.split() == ["once", "2"], said.stderr


HOLD = """
import os, sys, time
from sim.runs.pool import Processes
pool = Processes(1)
print(pool.submit(os.getpid).result(), flush=True)
time.sleep(60)
"""


def test_processes_end_with_their_parent():
    parent = subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True,
                              env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while _alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(worker)


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        return state != "Z"
    except OSError:
        return False


LONG = """
from sim import Scenario
from sim.runs.pool import Processes, Threads, simulate_all
setup = Scenario(organisation={"people": 30}, start={"settle_days": 0}, days=25000).setup()
with KIND(2) as pool:
    simulate_all([(setup, r) for r in range(4)], pool, lambda done, total: print(done, flush=True))
"""


@pytest.mark.parametrize("kind", ["Threads", "Processes"])
def test_ctrl_c_ends_it_soon(kind: str):
    done = subprocess.Popen([sys.executable, "-c", LONG.replace("KIND", kind)], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
                            start_new_session=True)
    assert done.stdout is not None
    while int(done.stdout.readline()) == 0:
        pass
    os.killpg(done.pid, signal.SIGINT)
    _, said = done.communicate(timeout=30)
    assert done.returncode != 0
    assert said.rstrip().endswith("KeyboardInterrupt")


def twice(number: int) -> int:
    if number < 0:
        raise ValueError("negative")
    return 2 * number


@pytest.mark.parametrize("pool", [Serial(), Threads(2)], ids=["serial", "threads"])
def test_map_all_keeps_the_order_and_tells_how_far_it_is(pool):
    seen: list[tuple[int, int]] = []
    assert map_all(twice, [3, 1, 2], pool, lambda done, total: seen.append((done, total))) == [6, 2, 4]
    assert seen[-1] == (3, 3)
    with pytest.raises(ValueError, match="negative"):
        map_all(twice, [1, -1], pool)


def test_map_all_in_processes(processes: Processes):
    assert map_all(abs, [-3, -1, -2], processes) == [3, 1, 2]
