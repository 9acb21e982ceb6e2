"""Recordings that several visitors ask for are made once: while one is made all who want it wait for the
same, and those made are cached.

Nobody can change a recording, so sharing it tells nobody anything.  A recording is given up when the last
who wanted it has gone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from sim.runs.cache import Cache
from sim.whatif.queue import Queue, Request, awaited, shared
from sim.whatif.recording import Recording, record_pair
from sim.whatif.runs import World


@dataclass
class Making:
    """A recording on its way.  request: what it waits for in the queue.  wanted: by how many.  done: days out
    of all."""

    request: Request
    wanted: int = 0
    done: tuple[int, int] = (0, 1)
    future: Future[Recording] = field(default_factory=Future)


class Recordings:
    """The recordings of all visitors.  most_bytes: of the cached ones, the longest unused are dropped first;
    the last one always stays."""

    def __init__(self, most_bytes: int, queue: Callable[[], Queue] = shared) -> None:
        self._queue = queue
        self._cache = Cache[str, Recording](most_bytes, lambda recording: recording.nbytes)
        self._making: dict[str, Making] = {}
        self._lock = threading.Lock()

    def recording(self, baseline: World, plan: World, look: Callable[[Making], None] = lambda making: None,
                  private: str = "") -> Recording:
        """The recording of two worlds, once it is made.

        look: called now and then meanwhile with how far it is; what it raises, such as
        `sim.runs.pool.Stopped`, says that the recording is no longer wanted.  private: a name that nobody
        else has, for a recording that must not outlive the wish for it.
        """
        name = f"{baseline.name} {plan.name} {private}"
        with self._lock:
            known = self._cache.get(name)
            if known is not None:
                return known
            making = self._making.get(name) or self._begin(name, baseline, plan, not private)
            making.wanted += 1
        try:
            return awaited(making.future, lambda: look(making))
        finally:
            self._leave(name, making)

    def _begin(self, name: str, baseline: World, plan: World, keep: bool) -> Making:
        making = self._making[name] = Making(self._queue().request(f"recording {name}", "recording"))

        def told(done: int, total: int) -> None:
            making.done = done, total

        def make() -> None:
            try:
                made = record_pair(baseline.setup, plan.setup, on_progress=told, request=making.request)
            except BaseException as fault:
                self._end(name, making, None)
                making.future.set_exception(fault)
            else:
                self._end(name, making, made if keep else None)
                making.future.set_result(made)

        threading.Thread(target=make, daemon=True, name="recording").start()
        return making

    def _end(self, name: str, making: Making, made: Recording | None) -> None:
        with self._lock:
            if self._making.get(name) is making:
                del self._making[name]
            if made is not None:
                self._cache.put(name, made)

    def _leave(self, name: str, making: Making) -> None:
        with self._lock:
            making.wanted -= 1
            if making.wanted:
                return
            if self._making.get(name) is making:
                del self._making[name]
        making.request.cancel()

    def __len__(self) -> int:
        return len(self._cache)


RECORDINGS = Recordings(256 << 20)
"""Recordings of all visitors: a year of 300 people takes 1.6 MB, of 10,000 about 55."""
