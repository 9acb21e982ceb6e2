"""A table of runs that grows line by line, each row kept at once: an interrupted study resumes where it
was."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import numpy as np

from sim.runs.pool import map_all


class Ledger:
    """Figures by key.

    path: of the table, which belongs to one state of the code.  keys: names of what a key is made of, one
    unless told; figures: names of the others.  ``found`` holds float64 [figures] by key: a text where it is
    made of one, else a tuple of texts.
    """

    def __init__(self, path: Path, figures: Sequence[str], keys: Sequence[str] = ("run",)) -> None:
        self.path, self.found = path, dict[Any, np.ndarray]()
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._add([*keys, *figures])
            return
        with path.open(encoding="utf-8", newline="") as file:
            for row in list(csv.reader(file))[1:]:
                if len(row) == len(keys) + len(figures):  # not one that was cut off
                    key = row[0] if len(keys) == 1 else tuple(row[:len(keys)])
                    self.found[key] = np.array(row[len(keys):], float)

    def put(self, key: str | tuple[str, ...], figures: Iterable[float]) -> None:
        """Keep what a run came to."""
        self.found[key] = np.array(list(figures), float)
        self._add([*([key] if isinstance(key, str) else key), *map(repr, self.found[key].tolist())])

    def done(self, work: Callable[[Any], np.ndarray], jobs: Mapping[str, Any], pool: Executor,
             batch: int = 16) -> np.ndarray:
        """``work`` of every job, float64 [jobs, figures]; those in the table are not done again."""
        missing = [name for name in jobs if name not in self.found]
        for start in range(0, len(missing), batch):
            names = missing[start:start + batch]
            for name, figures in zip(names, map_all(work, [jobs[name] for name in names], pool), strict=True):
                self.put(name, np.ravel(figures))
            print(f"{self.path.stem}: {start + len(names)} of {len(missing)}", flush=True)
        return np.stack([self.found[name] for name in jobs])

    def _add(self, row: list[Any]) -> None:
        with self.path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(row)
