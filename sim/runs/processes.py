"""An executor of processes with the engine loaded; see `sim.runs.pool` for when they are worth their start.

They are forked from a server process that has imported the engine once, use one thread each, ignore ctrl-C
(the parent stops them) and end when the parent does.  Nothing of the caller's script is imported by them:
scripts and notebooks need no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from multiprocessing import forkserver
from multiprocessing.connection import wait as wait_for_any
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.base.errors import UserError
from sim.model.engine.setup import Setup

_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_ONE_THREAD = dict.fromkeys(("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
                             "MKL_NUM_THREADS"), "1")
_SLOTS = 64  # batches that may run at the same time on one pool
_IN_MEMORY = 1 << 18  # bytes; bigger setups travel once to each process, through a file


class Processes(ProcessPoolExecutor):
    """One process per worker.  Functions given to ``submit`` must live in an importable module."""

    def __init__(self, workers: int) -> None:
        warm_up()
        context = multiprocessing.get_context(_METHOD)
        self.board = context.Array("q", 2 * _SLOTS)
        """Per slot: days done so far; then per slot: 1 when the batch is to stop."""
        self._slots = count()
        _compile()
        super().__init__(workers, mp_context=context, initializer=Worker.begin, initargs=(self.board,))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand ``fn(*args, **kwargs)`` to the next idle process."""
        with _nameless_main():
            return super().submit(fn, *args, **kwargs)

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        """A set of jobs that is watched, and stopped, together."""
        slot = next(self._slots) % _SLOTS
        self.board[slot] = self.board[_SLOTS + slot] = 0
        try:
            with tempfile.TemporaryDirectory(prefix="service-culture-") as folder:
                yield Batch(self.board, slot, Path(folder))
        except BrokenProcessPool as problem:
            raise UserError("a process ended before its run did, most likely for want of memory; try fewer "
                            "workers (--workers 1) or a smaller organisation") from problem


@dataclass(frozen=True)
class Batch:
    """The parent's end of the board, and the folder for big setups."""

    board: Any
    slot: int
    folder: Path

    @property
    def days(self) -> int:
        """Days simulated so far."""
        return int(self.board[self.slot])

    def stop(self) -> None:
        """Ask the runs under way to stop after their present day."""
        self.board[_SLOTS + self.slot] = 1

    def pack(self, setup: Setup) -> Packed:
        """A setup ready to travel."""
        content = pickle.dumps(setup, protocol=pickle.HIGHEST_PROTOCOL)
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        if len(content) <= _IN_MEMORY:
            return Packed(digest, content)
        (self.folder / digest).write_bytes(content)
        return Packed(digest, self.folder / digest)


@dataclass(frozen=True)
class Packed:
    """A pickled setup, inside or in a file; a process unpacks it once."""

    digest: str
    content: bytes | Path

    @property
    def setup(self) -> Setup:
        """What was packed."""
        return _unpacked(self)


@lru_cache(maxsize=4)
def _unpacked(packed: Packed) -> Setup:
    content = packed.content.read_bytes() if isinstance(packed.content, Path) else packed.content
    return pickle.loads(content)


class Worker:
    """What a process knows of its pool."""

    board: Any = None

    @classmethod
    def begin(cls, board: Any) -> None:
        """A process's first act: leave ctrl-C to the parent, and end when it ends."""
        cls.board = board
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=cls._end_with_parent, daemon=True).start()

    @staticmethod
    def _end_with_parent() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            wait_for_any([parent.sentinel])
            os._exit(1)

    @classmethod
    def tick(cls, slot: int) -> bool:
        """Count a day; may the run go on?"""
        with cls.board.get_lock():
            cls.board[slot] += 1
        return not cls.board[_SLOTS + slot]


def warm_up() -> None:
    """Start the server process, without waiting for it; harmless when called again."""
    if _METHOD != "forkserver":
        return
    multiprocessing.get_context("forkserver").set_forkserver_preload(["sim.runs.pool"])
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(_ONE_THREAD)
    try:
        with _nameless_main():
            forkserver.ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _compile() -> None:
    """Before all processes would compile the same at once, run a day here; what is compiled stays on disk."""
    from sim.model.jit import cold

    if cold():
        from sim.model.engine.simulate import simulate
        from sim.scenario import Scenario

        simulate(Scenario(days=1).setup())


_main_lock = threading.Lock()


@contextmanager
def _nameless_main() -> Iterator[None]:
    """While a process is started, hide the caller's script, which multiprocessing would run again in it."""
    with _main_lock:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script
