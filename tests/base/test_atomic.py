"""What is written appears whole or not at all, and one writer never disturbs another."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from sim.base import atomic
from sim.base.errors import UserError

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from contextlib import ExitStack
from pathlib import Path
from sim.base import atomic
with atomic.written(Path(sys.argv[1])) as new:
    new.mkdir()
    (new / "half").write_text("half")
    print("writing", flush=True)
    sys.stdin.read()
"""


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def writer(tmp_path: Path):
    """Another process in the midst of writing 'out'."""
    other = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "out")], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                             env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert other.stdout is not None and other.stdout.readline() == "writing\n"
    yield other
    other.kill()
    other.communicate()


def test_what_a_killed_writer_left_is_replaced(tmp_path: Path, writer):
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert names(tmp_path) == {".out.part"} and names(tmp_path / ".out.part") == {"lock", "new"}
    with atomic.written(tmp_path / "out") as new:
        assert not new.exists()
        new.write_text("whole")
    assert names(tmp_path) == {"out"} and (tmp_path / "out").read_text() == "whole"


def test_a_writer_at_work_is_not_disturbed_and_nobody_is_told_to_remove_its_files(tmp_path: Path, writer):
    with pytest.raises(atomic.InUse) as refused, atomic.written(tmp_path / "out") as new:
        new.mkdir()
    assert "is being written by another process" in str(refused.value) and "remove" not in str(refused.value)
    writer.communicate("")
    assert names(tmp_path) == {"out"} and names(tmp_path / "out") == {"half"}


def test_what_fails_leaves_nothing(tmp_path: Path):
    with pytest.raises(ZeroDivisionError), atomic.written(tmp_path / "deep" / "out") as new:
        new.mkdir()
        raise ZeroDivisionError
    assert names(tmp_path / "deep") == set()
    with pytest.raises(UserError, match="cannot be written .*No space left"), atomic.written(
        tmp_path / "out"):
        raise OSError(28, "No space left on device")
    assert names(tmp_path) == {"deep"}


def test_what_is_not_a_writers_is_never_removed(tmp_path: Path):
    (tmp_path / ".out.part").mkdir()
    (tmp_path / ".out.part" / "diary.txt").write_text("mine")
    with (pytest.raises(UserError, match="is something else; rename it"),
          atomic.written(tmp_path / "out") as new):
        new.mkdir()
    assert (tmp_path / ".out.part" / "diary.txt").read_text() == "mine"


def test_what_comes_to_be_there_meanwhile_is_kept(tmp_path: Path):
    with pytest.raises(atomic.Taken), atomic.written(tmp_path / "out") as new:
        new.write_text("late")
        (tmp_path / "out").write_text("early")
    assert (tmp_path / "out").read_text() == "early" and names(tmp_path) == {"out"}


def test_a_folder_is_replaced_where_that_is_asked_for(tmp_path: Path):
    for text in ("one", "two"):
        with atomic.written(tmp_path / "out", over=True) as new:
            new.mkdir()
            (new / text).write_text(text)
    assert names(tmp_path) == {"out"} and names(tmp_path / "out") == {"two"}


def _numbered(folder: Path, barrier, ends) -> None:
    os.chdir(folder)
    from sim.report import folder as folders

    barrier.wait()
    for _ in range(15):
        with ExitStack() as stack:
            place, new = folders._next(stack, "firm")
            new.mkdir()  # fails where another has the same number
            ends.put(place.name)


def test_three_at_the_same_moment_never_share_a_number(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    barrier, ends = context.Barrier(3), context.Queue()
    runs = [context.Process(target=_numbered, args=(tmp_path, barrier, ends)) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()  # what each says fits into the pipe
    assert [run.exitcode for run in runs] == [0, 0, 0]  # nobody was refused
    seen = {ends.get(timeout=1) for _ in range(45)}
    assert seen <= {"firm-1", "firm-2", "firm-3"} and names(tmp_path / "results") == set()
