"""A study's ledger as tidy tables, Parquet and CSV: what was asked and what came out, silent about when, where and by whom it was run.

So the same study gives the same bytes, however often it was interrupted and whoever ran it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from sim.experiments import Sweep

FOLDER = "ledger"
POINTS, DESIGN, RUNS, OUTCOMES, TRAJECTORIES = (f"{FOLDER}/{name}" for name in ("points", "design", "runs", "outcomes", "trajectories"))
CELL = ["point", "replicate"]
"""What names a run: its point, and the luck it was lived under."""

_ROWS_AT_A_TIME = 2_000_000


def write(sweep: Sweep, folder: Path) -> None:
    """Write points, design, runs, outcomes (Parquet and CSV) and trajectories (Parquet)."""
    (folder / FOLDER).mkdir()
    values = {point: json.dumps(said, sort_keys=True) for point, said in sweep.values.items()}
    points = sweep.points.reset_index()
    _both(points.assign(values=points["point"].map(values)), folder / POINTS)
    _both(sweep.design.reset_index()[["row", "point"]], folder / DESIGN)
    runs = sweep.runs[["key", "point", "row", "replicate", "status", "digest", "error"]]
    _both(runs.assign(error=[_kind(text) for text in runs["error"]]), folder / RUNS)
    _both(sweep.outcomes[[*CELL, *sweep.manifest["outcomes"]]], folder / OUTCOMES)
    if sweep.manifest["trajectories"]:
        _trajectories(sweep, folder / f"{TRAJECTORIES}.parquet")


def read(folder: Path, name: str) -> pd.DataFrame:
    """One of the tables of an unpacked archive."""
    return pd.read_parquet(folder / f"{name}.parquet")


def trajectories(folder: Path, points: list[str]) -> pd.DataFrame:
    """The days of these points' runs: point, replicate, day, and a column (float32) an outcome."""
    return pd.read_parquet(folder / f"{TRAJECTORIES}.parquet", filters=[("point", "in", points)])


def _kind(error: Any) -> str:
    """The kind of error a traceback ends in; its text may name files of whoever ran it."""
    lines = str(error).strip().splitlines() if isinstance(error, str) else []
    word = lines[-1].split(":")[0].strip() if lines else ""
    return word if word.replace(".", "").isidentifier() else "unknown" if word else ""


def _both(frame: pd.DataFrame, stem: Path) -> None:
    frame.to_csv(stem.with_suffix(".csv"), index=False, lineterminator="\n")  # numbers read back as the same numbers
    _writer(stem.with_suffix(".parquet"), [frame])


def _writer(file: Path, frames: Any) -> None:
    """Parquet without the notes pandas would add, which name versions."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer = None
    try:
        for frame in frames:
            table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
            writer = writer or pq.ParquetWriter(file, table.schema, compression="zstd", write_statistics=False)
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()


def _trajectories(sweep: Sweep, file: Path) -> None:
    """One row a run's day, a column an outcome; some points at a time, in the order of the design."""
    names = sorted(sweep.manifest["trajectories"])
    points = list(sweep.points.index)
    runs = max(1, len(sweep.runs) // max(1, len(points)))
    many = max(1, _ROWS_AT_A_TIME // (runs * len(names) * int(sweep.manifest["days"] or 1)))
    _writer(file, (_wide(sweep, points[i:i + many], names) for i in range(0, len(points), many)))


def _wide(sweep: Sweep, points: list[str], names: list[str]) -> pd.DataFrame:
    listed = ", ".join(f"'{point}'" for point in points)
    tidy = sweep.query(f"SELECT point, replicate, day, outcome, value FROM trajectories WHERE point IN ({listed})")
    tidy["point"] = pd.Categorical(tidy["point"], points)
    tidy = tidy.sort_values(["point", "replicate", "day", "outcome"])
    values = tidy["value"].to_numpy(np.float32).reshape(-1, len(names))
    cells = tidy.iloc[::len(names)][[*CELL, "day"]].astype({"point": str}).reset_index(drop=True)
    return pd.concat([cells, pd.DataFrame(values, columns=names)], axis=1)
