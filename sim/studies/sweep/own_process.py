"""Runs of a model of one's own: asked of a child process that is reused for the next run, and killed where it
takes too long.

Neither the driver nor a worker imports the model: whatever it does (ends its process, hangs, eats memory)
becomes the row of one run.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from sim.base.errors import UserError
from sim.runs.pool import Stopped
from sim.scenario.checks import near
from sim.studies.sweep import own_child
from sim.studies.sweep.own_model import OwnModel

ATTEMPTS = 3
"""So often a run is tried whose process somebody killed (SIGKILL), or the system for want of memory."""

LOADED_WITHIN = 60.0
"""Seconds that loading a model may take, or a study's timeout where that is longer."""

_LOOK = 0.2  # seconds between two looks at whether to stop
_idle: list[_Child] = []


class TooLong(Exception):
    """The run's time is over."""


class Ended(Exception):
    """The process ended before its run did; the text says how."""


class Failed(Exception):
    """The run went wrong in the model; the text says how."""


class Unusable(UserError):
    """The model cannot be loaded at all, so that no run of it is possible."""


class _Killed(Ended):
    pass


def load(model: OwnModel, seconds: float) -> None:
    """Load the model in a child, kept for the first run; :class:`Unusable` where that fails.  seconds: the
    study's timeout."""
    _idle.append(_taken(model, seconds, lambda: True))


def run(model: OwnModel, values: Mapping[str, Any], seed: int, outcomes: tuple[str, ...], seconds: float,
        going: Callable[[], bool]) -> tuple[list[float], float]:
    """A run's outcomes, and the most memory (MB) its process ever had.

    going: asked from time to time; where it says no, the run is given up (:class:`sim.runs.pool.Stopped`).
    TooLong, Ended and Failed say why there are no outcomes; Unusable and any other UserError that there will
    be none of other runs.
    """
    for attempt in range(1, ATTEMPTS + 1):
        child = _taken(model, seconds, going)
        try:
            answer = child.ask({"values": dict(values), "seed": seed, "outcomes": outcomes}, seconds, going)
        except _Killed:
            child.end()
            if attempt == ATTEMPTS:
                raise Ended(f"the model's process was killed, {ATTEMPTS} times: most likely for want of "
                            "memory") from None
            continue
        except BaseException:
            child.end()
            raise
        _idle.append(child)
        if "error" in answer:
            raise Failed(answer["error"])
        return answer["figures"], answer["peak_mb"]
    raise AssertionError("unreachable")


def close() -> None:
    """End the children that wait for a run."""
    while _idle:
        _idle.pop().end()


atexit.register(close)
os.register_at_fork(after_in_child=_idle.clear)


def _taken(model: OwnModel, seconds: float, going: Callable[[], bool]) -> _Child:
    """A child that has loaded the model: one that waits, or a new one."""
    while _idle:
        with suppress(IndexError):  # another thread was faster
            child = _idle.pop()
            if child.model == model and child.alive:
                return child
            child.end()
    for _ in range(ATTEMPTS):
        with suppress(_Killed):
            return _Child(model, max(seconds, LOADED_WITHIN), going)
    raise Unusable(f"model {model}: its process was killed while it was loaded, {ATTEMPTS} times: most "
                   "likely for want of memory")


class _Child:
    """A process of `sim.studies.sweep.own_child`, in a session of its own, so that ctrl-C in the terminal is
    for the driver alone."""

    def __init__(self, model: OwnModel, seconds: float, going: Callable[[], bool]) -> None:
        if os.environ.get(own_child.LOADING):
            raise Unusable(f"{os.environ[own_child.LOADING]} starts a study when it is imported; put that "
                           "under if __name__ == '__main__':")
        self.model, self._held = model, b""
        self._process = subprocess.Popen([sys.executable, "-P", own_child.__file__], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, bufsize=0, start_new_session=True)
        self._answers = self._process.stdout.fileno()  # type: ignore[union-attr]
        self._poll = select.poll()
        self._poll.register(self._answers, select.POLLIN)
        try:
            self._load(seconds, going)
        except BaseException:
            self.end()
            raise

    def _load(self, seconds: float, going: Callable[[], bool]) -> None:
        model = self.model
        try:
            answer = self.ask({"file": model.file, "function": model.function, "name": model.module,
                               "root": model.root, "path": model.path,
                               "files": [source.path for source in model.sources]}, seconds, going)
        except TooLong:
            raise Unusable(f"model {model}: loading {model.file} takes longer than "
                           f"{seconds:g} seconds") from None
        except _Killed:
            raise
        except Ended as fault:
            raise Unusable(f"model {model}: while it was loaded {fault}") from None
        if "fault" in answer:
            raise Unusable(f"model {model} cannot be loaded: {answer['fault']}")
        if "missing" in answer:
            hint = near(model.function, answer["missing"]) if answer["missing"] else ""
            raise Unusable(f"model {model}: {model.file} has no function {model.function}{hint}")

    @property
    def alive(self) -> bool:
        """Is the process still there?"""
        return self._process.poll() is None

    def ask(self, what: Mapping[str, Any], seconds: float, going: Callable[[], bool]) -> dict[str, Any]:
        """One line there, one line back."""
        until = time.monotonic() + seconds
        with suppress(OSError):  # it has ended: reading says how
            self._process.stdin.write(json.dumps(what).encode() + b"\n")  # type: ignore[union-attr]
        while not self._held.endswith(b"\n"):
            left = until - time.monotonic()
            if left <= 0:
                raise TooLong
            if self._poll.poll(1000 * min(_LOOK, left) + 1):
                piece = os.read(self._answers, 1 << 16)
                if not piece:
                    raise self._how_it_ended()
                self._held += piece
            elif not self.alive:
                raise self._how_it_ended()
            elif not going():
                raise Stopped
        line, self._held = self._held, b""
        return json.loads(line)

    def end(self) -> None:
        """Kill it with all that it started; closing the pipe makes its guard do the same."""
        if self._process.returncode is None:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)

    def _how_it_ended(self) -> Ended:
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            return Ended("the model closed the pipe to its process")
        if code == -signal.SIGKILL:
            return _Killed("the model's process was killed")
        if code < 0:
            return Ended(f"the model's process was ended by signal {-code} ({signal.strsignal(-code)})")
        return Ended(f"the model ended its process with exit code {code}")
