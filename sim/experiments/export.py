"""A study's tables as files that other tools read."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pandas as pd

from sim import paths, writing
from sim.errors import UserError
from sim.experiments.frames import Sweep

FORMATS = ("csv", "parquet")


def export(sweep: Sweep, out: Path, format: str = "csv") -> list[Path]:
    """Write runs, points, design, outcomes and trajectories into a new folder, which appears when it is whole; returns the files."""
    paths.local(out)
    if out.exists():
        raise UserError(f"{out} exists already and is never overwritten; choose another with --out, or remove it first")
    tables = {"runs": sweep.runs, "points": sweep.points.reset_index(), "design": sweep.design.reset_index(), "outcomes": sweep.outcomes}
    if sweep.manifest["trajectories"]:
        tables["trajectories"] = sweep.trajectories
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as beside:
            for name, frame in tables.items():
                write_table(frame, Path(beside) / f"{name}.{format}")
            shutil.copytree(beside, out)
    except OSError as fault:
        shutil.rmtree(out, ignore_errors=True)
        raise UserError(f"{out} cannot be written ({fault.strerror or fault}); check permissions and space, or choose another place with "
                        "--out") from None
    return [out / f"{name}.{format}" for name in tables]


def write_table(frame: pd.DataFrame, file: Path) -> None:
    """One table as CSV or Parquet, as the file's ending says; numbers in CSV read back as the same numbers."""
    if file.suffix == ".csv":
        writing.table(frame, file)
    else:
        frame.to_parquet(file, index=False, compression="zstd")
