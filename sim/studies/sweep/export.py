"""A study's tables as files that other tools read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.base import atomic, writing
from sim.studies.sweep.frames import Sweep

FORMATS = ("csv", "parquet")


def export(sweep: Sweep, out: Path, format: str = "csv") -> list[Path]:
    """Write runs, points, design, outcomes and trajectories into a new folder, which appears when it is whole; returns the files."""
    tables = {"runs": sweep.runs, "points": sweep.points.reset_index(), "design": sweep.design.reset_index(), "outcomes": sweep.outcomes}
    if sweep.manifest["trajectories"]:
        tables["trajectories"] = sweep.trajectories
    with atomic.written(out) as new:
        new.mkdir()
        for name, frame in tables.items():
            write_table(frame, new / f"{name}.{format}")
    return [out / f"{name}.{format}" for name in tables]


def write_table(frame: pd.DataFrame, file: Path) -> None:
    """One table as CSV or Parquet, as the file's ending says; numbers in CSV read back as the same numbers."""
    if file.suffix == ".csv":
        writing.table(frame, file)
    else:
        frame.to_parquet(file, index=False, compression="zstd")
