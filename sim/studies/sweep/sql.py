"""Questions in SQL about a study's tables, asked of a DuckDB that sees these tables alone: no file, no
network, no other variable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sim.base.errors import UserError
from sim.runs.pool import cores

MOST_CELLS = 250_000_000
"""Cells of an answer, which is in memory: 2 GB of numbers."""

_LOCKED: dict[str, Any] = {
    "enable_external_access": "false", "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false", "temp_directory": "", "lock_configuration": "true"}
_VECTORS = 100  # of 2,048 rows each, fetched at a time


def answer(sql: str, tables: Mapping[str, Any], views: Mapping[str, str]) -> pd.DataFrame:
    """What DuckDB answers.  tables: frames and Arrow tables or data sets by name; views: SQL over them by
    name.

    Everything stays in the memory, of which DuckDB itself takes half at most.  UserError for a question that
    cannot be answered.
    """
    import duckdb

    with duckdb.connect(config={**_LOCKED, "memory_limit": "50%", "threads": str(cores())}) as db:
        for name, table in tables.items():
            db.register(name, table)
        for name, view in views.items():
            db.execute(f"CREATE VIEW {name} AS {view}")
        try:
            db.execute(sql)
            return _fetched(db)
        except (duckdb.Error, RuntimeError, UnicodeError) as problem:
            said = str(problem).split("\n\nLINE")[0]
            raise UserError(f"this question cannot be answered: {' '.join(said.split())[:300]}") from None


def _fetched(db: Any) -> pd.DataFrame:
    if db.description is None:
        raise UserError("this question is empty; ask for example: SELECT count(*) FROM runs")
    chunks = [db.fetch_df_chunk(_VECTORS)]
    while len(chunks[-1]):
        if sum(chunk.size for chunk in chunks) > MOST_CELLS:
            raise UserError(f"the answer has more than {MOST_CELLS:,} cells; ask for fewer rows or columns, "
                            "or for sums")
        chunks.append(db.fetch_df_chunk(_VECTORS))
    return pd.concat(chunks[:-1] or chunks, ignore_index=True)
