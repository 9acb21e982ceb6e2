"""Pasts that organisations settled in: lived once, then at hand for every thread, process and later call.

A past is known by all that it depends on, the code included; so what is stored is never another's, and a run
gives the same bytes with the store and without.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from zipfile import BadZipFile

import numpy as np

from sim.base import cache_folders
from sim.base.imports import digest, files_of
from sim.model.engine.setup import Setup
from sim.model.engine.start import STORED
from sim.model.population import World

type Past = dict[str, np.ndarray]
"""Table -> what a start culture sets of it."""

MOST_STORED = 256 << 20
"""Bytes of pasts on disk: some 100 of a firm of 300 people; those not asked for longest go first."""

_LOOK = 0.05  # seconds between two beats of whoever waits for a past that another thread lives


def name_of(setup: Setup, replication: int, week: np.ndarray) -> str:
    """By what a past is known: a digest of all that it depends on.  week: demand of an ordinary week.

    Names of units and people do not count, nor do levers, which are at their defaults while it is lived.
    """
    marks = (setup.organisation.digest(names=False), setup.seed, replication, setup.settle_days,
             sorted(setup.parameters.items()), sorted(setup.switches.items()), sorted(setup.without),
             week.tobytes(), _code())
    return hashlib.blake2b(repr(marks).encode(), digest_size=16).hexdigest()


@cache
def _code() -> str:
    return digest(files_of("sim.model.engine.simulate"))


def past_of(world: World) -> Past:
    """What a start culture sets, of a world that has settled."""
    past = {}
    for table, columns in STORED.items():
        kept = getattr(world, table)
        past[table] = np.empty(len(kept), [(name, kept.dtype[name]) for name in columns])
        for name in columns:
            past[table][name] = kept[name]
    return past


class Pasts:
    """The last few pasts in memory, more if they fit into ``most_bytes``, and a bounded store on disk.

    folder: of the store; None where there is none.  It is safe against several writers and kills: a file is
    written beside and renamed, and whoever writes the same writes the same bytes.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder, self.least, self.most_bytes = folder, 8, 0
        self._lock, self._memory = Lock(), OrderedDict[str, Future[Past]]()

    def find(self, name: str, live: Callable[[], World], beat: Callable[[], None]) -> Past:
        """The past of this name; whoever asks first lives it, the others wait.  One that was cancelled is
        not kept, and whoever waited for it starts over.  beat: called while waiting; may raise."""
        while True:
            found, new = self._place(name)
            if new:
                return self._first(found, name, live)
            while not found.done():
                wait([found], timeout=_LOOK)
                beat()
            if found.exception() is None:
                return found.result()

    def _place(self, name: str) -> tuple[Future[Past], bool]:
        with self._lock:
            new = name not in self._memory
            found = self._memory.setdefault(name, Future())
            self._memory.move_to_end(name)
            while len(self._memory) > self.least and self._bytes() > self.most_bytes:
                self._memory.popitem(last=False)
            return found, new

    def _first(self, found: Future[Past], name: str, live: Callable[[], World]) -> Past:
        try:
            past = self._stored(name)
            if past is None:
                past = past_of(live())
                self._store(name, past)
            found.set_result(past)
        except BaseException as fault:
            with self._lock:
                self._memory.pop(name, None)
            found.set_exception(fault)
            raise
        return past

    def _bytes(self) -> int:
        done = (found.result() for found in self._memory.values() if found.done() and not found.exception())
        return sum(table.nbytes for past in done for table in past.values())

    def _stored(self, name: str) -> Past | None:
        """A past from disk; None where it is not there, or not whole."""
        if self.folder is None:
            return None
        try:
            with np.load(self.folder / f"{name}.npz") as tables:
                past = dict(tables)
            os.utime(self.folder / f"{name}.npz")
        except (OSError, EOFError, ValueError, BadZipFile):
            return None
        return past

    def _store(self, name: str, past: Past) -> None:
        if self.folder is None or sum(table.nbytes for table in past.values()) > MOST_STORED // 4:
            return
        with suppress(OSError):  # a full disk, or somebody emptied the folder: then it is lived again
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".part", delete=False) as file:
                np.savez(file, **past)  # type: ignore[arg-type]  # no table is called allow_pickle
            os.replace(file.name, self.folder / f"{name}.npz")
            self._tidy(self.folder)

    @staticmethod
    def _tidy(folder: Path) -> None:
        """Remove what was asked for longest ago until the rest fits, and with it what a kill left behind."""
        files = sorted(((entry.stat().st_mtime, entry.stat().st_size, entry.path)
                        for entry in os.scandir(folder)), reverse=True)
        size = 0
        for _, bytes_, path in files:
            size += bytes_
            if size > MOST_STORED:
                with suppress(OSError):
                    os.remove(path)


PASTS = Pasts(cache_folders.folder("settled"))
"""Those of this process and machine."""


def cache_settled(most_bytes: int) -> None:
    """Cache pasts in memory as long as they fit into so many bytes, and always the last few: for a program
    that often asks for the same."""
    PASTS.most_bytes = most_bytes
