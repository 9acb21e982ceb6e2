"""The ledger: one SQLite file that knows every point of a study and every run, and loses neither.

Each batch of finished runs is one transaction, so that after an interruption a run is in it wholly or not at
all; a run that comes twice (a cluster repeats finished tasks) is kept once.  Daily trajectories are kept with
their run until `sim.studies.sweep.segments` has moved them to a file of their own.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sim.base.errors import UserError
from sim.studies.sweep.manifest import hash_of
from sim.studies.sweep.worker import OK, FinishedRun

FILE = "ledger.sqlite"
Cell = tuple[str, int]
"""A point and a replicate; several cells may be filled by one run, where points come to the same."""

BASE_ROW = -1
"""The row of the base scenario, with which others are compared: no part of the design."""

_TABLES = """
CREATE TABLE IF NOT EXISTS points (
  point TEXT PRIMARY KEY, vals TEXT NOT NULL, revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS design (place INTEGER PRIMARY KEY, point TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS runs (
  key TEXT PRIMARY KEY, status TEXT NOT NULL, attempts INTEGER NOT NULL, outcomes BLOB, trajectory BLOB,
  part INTEGER, digest TEXT, seconds REAL, peak_mb REAL, worker TEXT, started REAL, finished REAL,
  error TEXT);
CREATE TABLE IF NOT EXISTS cells (
  point TEXT, replicate INTEGER, key TEXT NOT NULL, PRIMARY KEY (point, replicate)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parts (part INTEGER PRIMARY KEY, runs INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS unsealed ON runs (key) WHERE trajectory IS NOT NULL;
"""
_STORE = """
INSERT INTO runs (
  key, status, attempts, outcomes, trajectory, digest, seconds, peak_mb, worker, started, finished, error)
VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
  status = excluded.status, attempts = attempts + 1, outcomes = excluded.outcomes,
  trajectory = excluded.trajectory, digest = excluded.digest, seconds = excluded.seconds,
  peak_mb = excluded.peak_mb, worker = excluded.worker, started = excluded.started,
  finished = excluded.finished, error = excluded.error
WHERE runs.status <> 'ok'
"""
_CITE = "INSERT OR IGNORE INTO cells VALUES (?, ?, ?)"
_NETWORKED = ("nfs", "cifs", "smb", "lustre", "gpfs", "beegfs", "ceph", "fuse.", "afs", "glusterfs", "9p")


def point_id(values: dict[str, Any]) -> str:
    """A point's name, which depends on its values alone and not on its place in a list."""
    return hash_of(values)[:16]


class Ledger:
    """An open ledger.  read_only: for whoever looks on while a driver writes."""

    def __init__(self, folder: Path, read_only: bool = False) -> None:
        self.file = folder / FILE
        try:
            if read_only:
                self.db = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
                self.db.execute("SELECT count(*) FROM points")
            else:
                self.db = sqlite3.connect(self.file, timeout=30, isolation_level=None)
                network = _networked(folder)
                self.db.execute(f"PRAGMA journal_mode = {'DELETE' if network else 'WAL'}")
                self.db.execute(f"PRAGMA synchronous = {'FULL' if network else 'NORMAL'}")
                self.db.executescript(_TABLES)
        except sqlite3.Error as fault:
            raise UserError(f"{self.file}: cannot be read as a ledger ({fault}); restore it, or begin anew "
                            "in another folder") from None

    def close(self) -> None:
        """Close it; what was stored stays."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing; a full disk becomes an error that says what to do."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield self.db
            self.db.execute("COMMIT")
        except BaseException as fault:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            if isinstance(fault, sqlite3.OperationalError | OSError):
                raise UserError(f"{self.file.parent}: cannot be written ({fault}); every finished run is "
                                "kept; free some space or mend the permissions, and the same command resumes "
                                "the study") from None
            raise

    def put_points(self, rows: Sequence[tuple[int, dict[str, Any]]], revision: int, anew: bool) -> None:
        """Put points at places of the design; what stands elsewhere stays, or is no longer in it, but kept
        with its runs, where the design is made ``anew``."""
        with self.transaction() as db:
            if anew:
                db.execute("DELETE FROM design")
            for place, values in rows:
                name = point_id(values)
                db.execute("INSERT OR IGNORE INTO points VALUES (?, ?, ?)",
                           (name, json.dumps(values), revision))
                db.execute("INSERT INTO design VALUES (?, ?)", (place, name))

    def rows(self) -> int:
        """Rows of the design, the base not counted."""
        return int(self.db.execute("SELECT count(*) FROM design WHERE place >= 0").fetchone()[0])

    def points(self) -> list[tuple[str, dict[str, Any]]]:
        """The design's points in order, each once, the base first: name and values."""
        found = self.db.execute("SELECT point, vals, min(place) FROM design JOIN points USING (point) GROUP "
                                "BY point ORDER BY 3")
        return [(name, json.loads(values)) for name, values, _ in found]

    def store(self, finished: Iterable[tuple[FinishedRun, list[Cell]]]) -> None:
        """Keep finished runs with the cells they fill, in one transaction; a run that is there with its
        figures stays as it is."""
        now = time.time()
        with self.transaction() as db:
            for it, cells in finished:
                db.execute(_STORE, (it.key, it.status, it.outcomes or None, it.trajectory or None, it.digest
                                    if it.status == OK else None, it.seconds, it.peak_mb, it.worker,
                                    it.started, now, it.error or None))
                db.executemany(_CITE, [(*cell, it.key) for cell in cells])

    def cite(self, key: str, cell: Cell) -> bool:
        """Where the run of this cell was run for another point that comes to the same, fill in that."""
        if self.db.execute("SELECT 1 FROM runs WHERE key = ?", (key,)).fetchone() is None:
            return False
        with self.transaction() as db:
            db.execute(_CITE, (*cell, key))
        return True

    def filled(self) -> dict[str, set[int]]:
        """Replicates that there are, well or failed, by point."""
        found: dict[str, set[int]] = {}
        for point, replicate in self.db.execute("SELECT point, replicate FROM cells"):
            found.setdefault(point, set()).add(replicate)
        return found

    def failed(self) -> set[Cell]:
        """Cells whose run failed."""
        return set(self.db.execute("SELECT point, replicate FROM cells JOIN runs USING (key) WHERE status <> "
                                   "'ok'").fetchall())

    def counts(self) -> dict[str, int]:
        """Cells of the design by status."""
        return dict(self.db.execute("SELECT status, count(*) FROM cells JOIN runs USING (key) WHERE point IN "
                                    "(SELECT point FROM design) GROUP BY status").fetchall())

    def ended(self, point: str) -> dict[int, bytes]:
        """What the finished runs of a point reported, by replicate."""
        return dict(self.db.execute("SELECT replicate, outcomes FROM cells JOIN runs USING (key) WHERE point "
                                    "= ? AND status = 'ok'", (point,)).fetchall())

    def digest(self) -> str:
        """blake2b over every finished run's key and figures, in the order of keys."""
        return hash_of(
            self.db.execute("SELECT key, digest FROM runs WHERE status = 'ok' ORDER BY key").fetchall())


def _networked(folder: Path) -> bool:
    """Does the folder lie on a network file system, where SQLite's write-ahead log is not safe?  As far as
    Linux tells."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return False
    place = str(folder.resolve())
    kinds = {where: kind for _, where, kind, *_ in mounts if place == where
             or place.startswith(where.rstrip("/") + "/")}
    return bool(kinds) and kinds[max(kinds, key=len)].startswith(_NETWORKED)
