"""The first compilation, on two cores: customers and contacts in a process beside, the rest here."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

import numba
import numpy as np

from sim.base.imports import PACKAGE
from sim.model.engine.day import at_once, by_parts
from sim.model.interaction.moment import MOMENT
from sim.model.interaction.service import phase_service
from sim.model.jit import CACHE, cold
from sim.model.mechanisms.peers import SHOWN
from sim.model.population import World
from sim.model.tallies import TALLY

_BESIDE = "from sim.model.engine.compiling import beside; beside()"
_lock = Lock()


def compile_for(world: World) -> None:
    """Compile the phases of a day for such a world, where that was never done on this machine.

    Whatever goes wrong beside is made up for here: what is missing is compiled when it is called.
    """
    if numba.config.DISABLE_JIT or phase_service.signatures:
        return
    with _lock:
        if phase_service.signatures or not cold():
            return
        kind, day = numba.typeof(world), numba.int64
        shown, rows = (numba.typeof(np.empty(0, row)) for row in (SHOWN, TALLY))
        service = (kind, day, day, day, numba.typeof(np.empty(0, MOMENT)))
        with _process_beside(service), _no_garbage_collected():
            at_once.compile((kind, day, day))
            by_parts.compile((kind, day, day, day, day, shown, rows))
        phase_service.compile(service)


def beside() -> None:
    """In the process beside: compile the service for the types that come by standard input."""
    with _no_garbage_collected():
        phase_service.compile(pickle.load(sys.stdin.buffer))


@contextmanager
def _process_beside(service: tuple[numba.types.Type, ...]) -> Iterator[None]:
    """Meanwhile a process compiles the service into the cache; none where there is no cache or no core."""
    if CACHE is None or (os.cpu_count() or 1) == 1 or not sys.executable:
        yield
        return
    path = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    with subprocess.Popen([sys.executable, "-c", _BESIDE], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path}) as process:
        try:
            assert process.stdin is not None
            with suppress(OSError), process.stdin:  # it may have ended at once
                pickle.dump(service, process.stdin)
            yield
        except BaseException:
            process.kill()
            raise


@contextmanager
def _no_garbage_collected() -> Iterator[None]:
    """A compiler makes many objects that live as long as it: looking through them takes it a tenth longer."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
