"""A study's ledger as tidy tables, Parquet and CSV: what was asked and what came out, silent about when,
where and by whom it was run.

So the same study gives the same bytes, however often it was interrupted and whoever ran it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.base.errors import UserError
from sim.insight.supplement.archive import MOST_BYTES

if TYPE_CHECKING:
    from sim.studies.sweep import Sweep

FOLDER = "ledger"
POINTS, DESIGN, RUNS, OUTCOMES, TRAJECTORIES = (
    f"{FOLDER}/{name}" for name in ("points", "design", "runs", "outcomes", "trajectories"))
CELL = ["point", "replicate"]
"""What names a run: its point, and the luck it was run under."""

TEXT, WHOLE, NUMBER = "text", "whole numbers", "numbers"
CELL_KIND = {"point": TEXT, "replicate": WHOLE}
POINTS_KIND = {"point": TEXT, "values": TEXT}
RUNS_KIND = {**CELL_KIND, "row": WHOLE, "status": TEXT}

MOST_CELLS = 200_000_000
"""Cells of a table that are read at once: outcomes of three million runs, or 1.6 GB."""

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


def read(folder: Path, name: str, kinds: Mapping[str, str]) -> pd.DataFrame:
    """The columns of ``kinds`` (by name: :data:`TEXT`, :data:`WHOLE` or :data:`NUMBER`) of a table of an
    unpacked archive.

    UserError for a table without them, with others under their names, or with more cells than a study has.
    """
    return pd.concat(_groups(folder, name, kinds), ignore_index=True)


def trajectories(folder: Path, points: list[str], outcomes: Sequence[str]) -> pd.DataFrame:
    """The days of these points' runs: point, replicate, day, and a column (float32) an outcome."""
    kinds = {**CELL_KIND, "day": WHOLE, **dict.fromkeys(outcomes, NUMBER)}
    found = (group[group["point"].isin(points)] for group in _groups(folder, TRAJECTORIES, kinds))
    return pd.concat(found, ignore_index=True)


def _groups(folder: Path, name: str, kinds: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    """A table by its groups of rows.

    Text is read as a dictionary: a long one that a file says a million times is in the memory once.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(folder / f"{name}.parquet",
                            read_dictionary=[column for column in kinds if kinds[column] == TEXT]) as file:
            _check(file, name, kinds)
            for i in range(file.num_row_groups):
                table = file.read_row_group(i, columns=list(kinds), use_threads=False)
                if any(table[column].null_count for column in kinds if kinds[column] != NUMBER):
                    raise _unfit(name, "a cell is empty")
                group = table.to_pandas(ignore_metadata=True)
                yield group.astype({column: object for column in kinds if kinds[column] == TEXT})
    except (pa.ArrowException, OSError, KeyError, ValueError, MemoryError) as fault:
        raise _unfit(name, str(fault).splitlines()[0][:100] if str(fault) else type(fault).__name__) from None


def _check(file: Any, name: str, kinds: Mapping[str, str]) -> None:
    """Refuse a table before it is read: by its columns, and by how much it says it holds."""
    import pyarrow as pa

    fits: dict[str, Callable[[Any], bool]] = {
        TEXT: lambda it: pa.types.is_string(it) or pa.types.is_large_string(it) or pa.types.is_dictionary(it),
        WHOLE: pa.types.is_integer, NUMBER: lambda it: pa.types.is_floating(it) or pa.types.is_integer(it)}
    for column, kind in kinds.items():
        if file.schema_arrow.names.count(column) != 1 or not fits[kind](file.schema_arrow.field(column).type):
            raise _unfit(name, f"there is no column {column!r} of {kind}")
    groups = [file.metadata.row_group(i) for i in range(file.num_row_groups)]
    most = max((group.num_rows for group in groups), default=0)
    bytes_ = sum(group.total_byte_size for group in groups)
    if not groups or most * len(kinds) > MOST_CELLS or bytes_ > MOST_BYTES or min(
        group.num_rows for group in groups) < 0:
        raise _unfit(name, f"it says that it holds {most:,} rows in a piece, and {bytes_:,} bytes in all")
    if name != TRAJECTORIES and sum(group.num_rows for group in groups) * len(kinds) > MOST_CELLS:
        raise _unfit(name, f"it says that it holds {file.metadata.num_rows:,} rows")


def _unfit(name: str, why: str) -> UserError:
    return UserError(f"{name}.parquet: is not a table of a published study ({why}); do not trust this "
                     "archive")


def _kind(error: Any) -> str:
    """The kind of error a traceback ends in; its text may name files of whoever ran it."""
    lines = str(error).strip().splitlines() if isinstance(error, str) else []
    word = lines[-1].split(":")[0].strip() if lines else ""
    return word if word.replace(".", "").isidentifier() else "unknown" if word else ""


def _both(frame: pd.DataFrame, stem: Path) -> None:
    writing.table(frame, stem.with_suffix(".csv"))
    writing.parquet(stem.with_suffix(".parquet"), [frame])


def _trajectories(sweep: Sweep, file: Path) -> None:
    """One row a run's day, a column an outcome; some points at a time, in the order of the design."""
    names = sorted(sweep.manifest["trajectories"])
    points = list(sweep.points.index)
    runs = max(1, len(sweep.runs) // max(1, len(points)))
    many = max(1, _ROWS_AT_A_TIME // (runs * len(names) * int(sweep.manifest["days"] or 1)))
    writing.parquet(file, (_wide(sweep, points[i:i + many], names) for i in range(0, len(points), many)))


def _wide(sweep: Sweep, points: list[str], names: list[str]) -> pd.DataFrame:
    listed = ", ".join(f"'{point}'" for point in points)
    tidy = sweep.query("SELECT point, replicate, day, outcome, value FROM trajectories WHERE point IN "
                       f"({listed})")
    tidy["point"] = pd.Categorical(tidy["point"], points)
    tidy = tidy.sort_values(["point", "replicate", "day", "outcome"])
    values = tidy["value"].to_numpy(np.float32).reshape(-1, len(names))
    cells = tidy.iloc[::len(names)][[*CELL, "day"]].astype({"point": str}).reset_index(drop=True)
    return pd.concat([cells, pd.DataFrame(values, columns=names)], axis=1)
