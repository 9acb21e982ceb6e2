"""Killed at any moment, by whatever name, a study ends with every run once and the same digest."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from sim.studies.sweep import Study, Sweep, sweep
from tests.studies.sweep.small import named, own, study

ROOT = Path(__file__).parents[3]


def drive(file: Path, folder: Path, *model: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "sim", "sweep", "run", str(file), "--out", str(folder), "--workers", "2",
               "--json", *model]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, text=True)


def finished(folder: Path) -> int:
    try:
        with sqlite3.connect(f"{(folder / 'ledger.sqlite').as_uri()}?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM runs").fetchone()[0]
    except sqlite3.Error:
        return 0


def children(pid: int) -> list[int]:
    """All processes below one."""
    below = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        if int(text.rsplit(")", 1)[1].split()[1]) == pid:
            below += [int(stat.parent.name), *children(int(stat.parent.name))]
    return below


def kill_somebody(driver: subprocess.Popen, chance: random.Random) -> str:
    """kill -9 the driver, all of its group at once, or a worker; or ctrl-C."""
    workers = children(driver.pid)
    how = chance.choice(["driver", "group", "worker", "worker", "ctrl-c"])
    with suppress(ProcessLookupError):  # who has just ended needs no killing
        if how == "group":
            os.killpg(driver.pid, signal.SIGKILL)
        elif how == "worker" and workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
        else:
            driver.send_signal(signal.SIGINT if how == "ctrl-c" else signal.SIGKILL)
    return how


def survives(folder: Path, asked: Study, kills: int, seed: int, *model: str) -> Sweep:
    if not Path("/proc/self/stat").exists():
        pytest.skip("finds the workers to kill in /proc, which is not here")
    chance, before = random.Random(seed), sweep(asked, folder / "undisturbed", workers=2)
    file, place = folder / "study.yaml", folder / "killed"
    file.write_text(asked.to_yaml())
    done, total, killed = 0, len(before.runs), []
    for kill in range(kills):
        driver = drive(file, place, *model)
        share = done + (total - done) * (kill + 1) // (kills + 2)
        while finished(place) < share and driver.poll() is None:
            time.sleep(0.02)
        time.sleep(chance.random() * 0.2)
        if driver.poll() is None:
            killed.append(kill_somebody(driver, chance))
            if killed[-1] == "worker":  # the driver lives on, and mends its crew
                time.sleep(0.5)
                driver.send_signal(signal.SIGTERM if chance.random() < 0.5 else signal.SIGKILL)
        driver.communicate(timeout=120)
        done = finished(place)
    last = drive(file, place, *model)
    said = last.communicate(timeout=600)[1]
    assert last.returncode == 0, said
    found = Sweep(place)
    assert len(killed) >= kills // 2, f"the study was over before it could be killed: {killed}"
    assert found.complete and found.digest == before.digest, killed
    assert len(found.runs) == total and not found.runs.duplicated(["point", "replicate"]).any()
    return found


def test_a_few_kills(tmp_path):
    survives(tmp_path, own("slow", replications=15), 2, 1, "--model", named("slow"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_dozens_of_kills(tmp_path, seed: int):
    kept = ["fear", "customer_satisfaction"]
    found = survives(tmp_path, study(replications=60, days=20, trajectories=kept), 10, seed)
    assert found.query("SELECT count(*) AS n FROM trajectories")["n"][0] == len(found.runs) * 20 * len(kept)
