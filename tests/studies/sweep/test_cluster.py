"""The same study on a real Dask cluster: a scheduler, two workers, one of them killed; the same keys and
figures as here."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.base.errors import UserError
from sim.studies.sweep import Sweep, sweep
from tests.studies.sweep.small import own, study

pytest.importorskip("distributed", reason="Dask is not installed (pip install -e '.[cluster]')")
ROOT = Path(__file__).parents[3]


def start(*command: str) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.Popen([sys.executable, "-m", "distributed.cli." + command[0], *command[1:]], cwd=ROOT,
                            text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment,
                            start_new_session=True)


@pytest.fixture
def cluster() -> Iterator[tuple[str, subprocess.Popen, list[subprocess.Popen]]]:
    scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address",
                      "127.0.0.1:0")
    there = []
    try:
        address = next(found[0] for line in scheduler.stderr
                       if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        threading.Thread(target=scheduler.stderr.read, daemon=True).start()
        workers = [start("dask_worker", address, "--nthreads", "1", "--nworkers", "1", "--no-dashboard",
                         "--no-nanny", "--name", str(i)) for i in range(2)]
        there = workers
        for worker in workers:
            threading.Thread(target=worker.stderr.read, daemon=True).start()
        yield address, scheduler, workers
    finally:
        for process in (*there, scheduler):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_cluster_does_what_this_machine_does_whatever_breaks(cluster, tmp_path):
    """One cluster for all of it, since it takes long to start."""
    address, scheduler, workers = cluster
    a_study_begun_here_goes_on_there(address, tmp_path)
    the_same_bytes_though_a_worker_is_killed(address, workers[0], tmp_path)
    a_scheduler_that_goes_is_an_error_that_keeps_what_was_done(address, scheduler, tmp_path)


def a_study_begun_here_goes_on_there(address: str, folder: Path) -> None:
    def stop(finished: int, total: int) -> None:
        if finished >= 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(study(), folder / "moved", workers=1, on_progress=stop)
    assert (sweep(folder / "moved", cluster=address).digest == sweep(study(), folder / "stayed",
                                                                     workers=1).digest)


def the_same_bytes_though_a_worker_is_killed(address: str, worker: subprocess.Popen, folder: Path) -> None:
    asked = study(replications=20, days=40)
    here = sweep(asked, folder / "here", workers=1)
    killed: list[int] = []

    def kill_one(finished: int, total: int) -> None:
        if finished > total // 4 and not killed:
            killed.append(finished)
            os.killpg(worker.pid, signal.SIGKILL)

    there = sweep(asked, folder / "there", cluster=address, on_progress=kill_one)
    assert killed and worker.wait(10) == -signal.SIGKILL
    assert there.complete and there.digest == here.digest
    assert list(there.runs["key"]) == list(here.runs["key"]) and set(there.runs["status"]) == {"ok"}


def a_scheduler_that_goes_is_an_error_that_keeps_what_was_done(address: str, scheduler: subprocess.Popen,
                                                               folder: Path) -> None:
    def end_it(finished: int, total: int) -> None:
        if finished > 10 and scheduler.poll() is None:
            os.killpg(scheduler.pid, signal.SIGKILL)
            scheduler.wait(10)

    with pytest.raises(UserError, match="scheduler is gone"):
        sweep(own("slow", replications=30), folder / "gone", cluster=address, on_progress=end_it)
    assert len(Sweep(folder / "gone").runs) >= 10


@pytest.mark.parametrize(("where", "said"), [
    ("tcp://127.0.0.1:9", "no Dask scheduler answers there"),
    ("nowhere.yaml", "neither an address such as tcp://host:8786 nor a file"),
])
def test_what_is_no_cluster_is_refused(where: str, said: str, tmp_path):
    began = time.monotonic()
    with pytest.raises(UserError, match=said):
        sweep(own("plain"), tmp_path / "x", cluster=where)
    assert time.monotonic() - began < 30


def test_a_slurm_file_becomes_jobs(tmp_path):
    """What would be handed to sbatch; there is no SLURM here to take it."""
    from sim.studies.sweep.executors import _slurm

    (tmp_path / "slurm.yaml").write_text("jobs: 2\ncores: 4\nprocesses: 4\nmemory: 8GB\nqueue: "
                                         "short\nwalltime: '01:00:00'\n")
    with pytest.raises(UserError, match="jobs is None, expected how many SLURM jobs"):
        (tmp_path / "none.yaml").write_text("cores: 4\n")
        _slurm(tmp_path / "none.yaml")
    (tmp_path / "wrong.yaml").write_text("jobs: 2\ncoers: 4\nmemory: 1GB\n")
    with pytest.raises(UserError, match="the keys are those of dask_jobqueue.SLURMCluster"):
        _slurm(tmp_path / "wrong.yaml")
