"""Pasts are lived once: the same bytes with the store and without, for threads, processes and later calls."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.model.engine import settled, simulate
from sim.model.engine.settled import Pasts
from sim.model.engine.setup import Policies, Setup
from sim.scenario import Scenario

FIRM = {"organisation": {"people": 30, "levels": [1, 4]}, "days": 5, "start": {"settle_days": 12}}


@pytest.fixture(scope="module")
def setup() -> Setup:
    return Scenario.from_dict(FIRM).setup()


def record(setup: Setup, pasts: Pasts, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(simulate, "PASTS", pasts)
    return simulate.simulate(setup, 3).tallies.tobytes()


def never(*_: object) -> None:
    raise AssertionError("a past was lived again")


def test_stored_or_not_the_bytes_are_the_same(setup: Setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    without = record(setup, Pasts(None), monkeypatch)
    assert record(setup, Pasts(tmp_path), monkeypatch) == without
    assert len(list(tmp_path.iterdir())) == 1
    monkeypatch.setattr(simulate, "_settle", never)
    assert record(setup, Pasts(tmp_path), monkeypatch) == without  # as another process finds it


def test_points_share_what_does_not_touch_the_past(setup: Setup, tmp_path: Path,
                                                   monkeypatch: pytest.MonkeyPatch):
    record(setup, Pasts(tmp_path), monkeypatch)
    monkeypatch.setattr(simulate, "_settle", never)
    of_two = Policies(setup.policies.from_day, np.arange(30, dtype=np.int32) % 2,
                      setup.policies.table[:, [0, 0]] * [[[1.0], [0.9]]])
    levers = replace(setup, policies=of_two)
    longer = replace(setup, demand=np.tile(setup.demand, 2))
    assert all(record(one, Pasts(tmp_path), monkeypatch) for one in (levers, longer))


def test_what_a_past_depends_on_names_it(setup: Setup):
    week = simulate.ordinary_week(setup)
    base = settled.name_of(setup, 3, week)
    other = (replace(setup, seed=2), replace(setup, settle_days=13),
             replace(setup, without=frozenset({"mood"})),
             replace(setup, parameters=setup.parameters | {"cases_per_year": 9.0}),
             Scenario.from_dict(FIRM | {"organisation": {"people": 31, "levels": [1, 4]}}).setup())
    names = {settled.name_of(one, 3, week) for one in other} | {
        settled.name_of(setup, 4, week), settled.name_of(setup, 3, week[::-1] * [1, 1, 1, 1, 2])}
    assert base not in names and len(names) == len(other) + 2


@pytest.mark.parametrize("rest", [b"", b"PK\x03\x04 half of it", b"\x93NUMPY"])
def test_what_is_not_whole_is_lived_again(setup: Setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                          rest: bytes):
    whole = record(setup, Pasts(tmp_path), monkeypatch)
    file, = tmp_path.iterdir()
    good = file.read_bytes()
    file.write_bytes(rest)
    assert record(setup, Pasts(tmp_path), monkeypatch) == whole
    assert len(file.read_bytes()) == len(good)


def test_the_store_is_bounded_and_tidies_up_after_kills(setup: Setup, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch):
    record(setup, Pasts(tmp_path), monkeypatch)
    size = next(tmp_path.iterdir()).stat().st_size
    (tmp_path / "killed.part").write_bytes(bytes(size))
    os.utime(tmp_path / "killed.part", (1, 1))
    monkeypatch.setattr(settled, "MOST_STORED", 5 * size)
    pasts = Pasts(tmp_path)
    for seed in range(8):
        record(replace(setup, seed=seed), pasts, monkeypatch)
    left = list(tmp_path.iterdir())
    assert len(left) > 1 and sum(file.stat().st_size for file in left) <= 5 * size
    assert all(file.suffix == ".npz" for file in left)


def test_a_folder_that_cannot_be_written_hinders_nobody(setup: Setup, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch):
    assert record(setup, Pasts(tmp_path / "gone"), monkeypatch) == record(setup, Pasts(None), monkeypatch)


@pytest.mark.slow
def test_two_writers_and_a_kill(tmp_path: Path):
    code = f"""
from pathlib import Path
from sim.model.engine import simulate
from sim.model.engine.settled import Pasts
from sim.scenario import Scenario
simulate.PASTS = Pasts(Path({str(tmp_path)!r}))
print(hash(simulate.simulate(Scenario.from_dict({FIRM!r}).setup(), 3).tallies.tobytes()))
"""
    command = [sys.executable, "-c", code]
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    killed = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    time.sleep(2.0)
    killed.kill()
    killed.wait()
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate()[0] for process in both]
    assert told[0] == told[1] != ""
    assert not list(tmp_path.glob("*.npz.part"))
