"""Segments: files of daily trajectories, so that the ledger stays small and a question reads columns.

Written beside and renamed, then noted in the ledger in the transaction that takes the same trajectories out
of it.  Where a driver is interrupted in between, the segment is not in the ledger and the next driver removes
it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.studies.sweep.ledger import Ledger

if TYPE_CHECKING:
    import pyarrow as pa

RUNS_A_SEGMENT = 256
"""Runs whose trajectories make a segment."""

FOLDER = "parts"


def file_of(folder: Path, part: int) -> Path:
    """The file of a segment."""
    return folder / FOLDER / f"part-{part:05d}.parquet"


def remove_unfinished(folder: Path, ledger: Ledger) -> None:
    """Remove what an interrupted driver left half-done: segments the ledger does not know."""
    known = {file_of(folder, part) for (part,) in ledger.db.execute("SELECT part FROM parts")}
    for file in (folder / FOLDER).glob("*"):
        if file not in known:
            file.unlink()


def write_segments(folder: Path, ledger: Ledger, names: tuple[str, ...], least: int = RUNS_A_SEGMENT) -> None:
    """Move trajectories to segments while at least ``least`` wait; names: the outcomes kept, in order."""
    while ledger.db.execute("SELECT count(*) FROM runs WHERE trajectory IS NOT NULL").fetchone()[0] >= max(
        1, least):
        _write_segment(folder, ledger, names)


def _write_segment(folder: Path, ledger: Ledger, names: tuple[str, ...]) -> None:
    import pyarrow.parquet as pq

    rows = ledger.db.execute("SELECT key, trajectory FROM runs WHERE trajectory IS NOT NULL ORDER BY started "
                             "LIMIT ?", (RUNS_A_SEGMENT,)).fetchall()
    part = 1 + ledger.db.execute("SELECT coalesce(max(part), 0) FROM parts").fetchone()[0]
    file = file_of(folder, part)
    file.parent.mkdir(exist_ok=True)
    beside = file.with_suffix(".beside")
    with ledger.transaction() as db:  # also turns a full disk into an error that says what to do
        pq.write_table(table(rows, names), beside, compression="zstd", use_byte_stream_split=list(names),
                       use_dictionary=["key"])
        beside.rename(file)
        db.execute("INSERT INTO parts VALUES (?, ?)", (part, len(rows)))
        db.executemany("UPDATE runs SET trajectory = NULL, part = ? WHERE key = ?",
                       [(part, key) for key, _ in rows])


def table(rows: list[tuple[str, bytes]], names: tuple[str, ...]) -> pa.Table:
    """Trajectories as a table: key, day (1, 2, ...), one float32 column an outcome."""
    import pyarrow as pa

    values = [np.frombuffer(blob, "<f4").reshape(-1, len(names)) for _, blob in rows]
    days = (np.concatenate([np.arange(1, len(value) + 1, dtype=np.int32) for value in values]) if rows
            else np.empty(0, np.int32))
    keys = np.repeat(np.arange(len(rows), dtype=np.int32), [len(value) for value in values])
    together = np.concatenate(values) if rows else np.empty((0, len(names)), np.float32)
    return pa.table({"key": pa.DictionaryArray.from_arrays(keys,
                                                           pa.array([key for key, _ in rows], pa.string())),
                     "day": days} | {name: np.ascontiguousarray(together[:, i]) for i,
                                     name in enumerate(names)})
