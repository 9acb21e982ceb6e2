"""Large tables without quotation marks, read by columns: the same as :mod:`sim.base.tables.header` reads,
sooner.

Whatever is not as plain as it can be (a row of another width, blank lines, a total at the end) is left to
that one, which says what is wrong.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np

from sim.base.tables.header import Meaning, is_plain, table_of
from sim.base.tables.separated import grid_of, separator_of
from sim.base.tables.table import Table
from sim.base.writing import unquoted

LEAST = 1_000_000
"""Characters from which reading by columns pays."""

_HEAD = 40  # lines


def by_columns(text: str, notes: list[str], source: str, meaning: Meaning) -> Table | None:
    """The table in a long text, if its first line holds known names and every other line is a plain row."""
    if len(text) < LEAST or '"' in text:
        return None
    import pyarrow as pa
    from pyarrow import csv

    head = "\n".join(islice(text[:_HEAD * 2000].splitlines(), _HEAD))
    last = text[-5000:].rstrip("\r\n").splitlines()[-1]
    sample = table_of(grid_of(head + "\n" + last, notes, source), meaning)
    names = list(sample.columns)
    if not is_plain(sample, head, meaning) or "\r" in text.replace("\r\n", "\n"):
        return None
    kind = pa.dictionary(pa.int32(), pa.string())
    try:
        table = csv.read_csv(
            pa.py_buffer(text.encode()), csv.ReadOptions(column_names=names, skip_rows=1, block_size=1 << 24),
            csv.ParseOptions(delimiter=separator_of(head), quote_char=False, ignore_empty_lines=True),
            csv.ConvertOptions(column_types=dict.fromkeys(names, kind), strings_can_be_null=False))
    except pa.ArrowInvalid:
        return None
    rows = text.count("\n") + (not text.endswith("\n")) - 1
    if table.num_rows != rows:
        return None
    codes = {name: _coded(table.column(i)) for i, name in enumerate(names)}
    columns = {}
    for name, (code, texts) in codes.items():
        values = np.empty(len(texts), object)
        values[:] = texts
        columns[name] = values[code].tolist()
    if names[0] in codes[names[0]][1] or all("" in texts for _, texts in codes.values()):
        return None  # names said again, or perhaps a blank row
    return Table(source, columns, range(2, rows + 2), "line", tuple(notes), codes=codes)


def _coded(column: Any) -> tuple[np.ndarray, list[str]]:
    """(index of each cell, texts): texts are stripped."""
    whole = column.unify_dictionaries().combine_chunks()
    texts = [unquoted(cell) if cell[:1] == "'" else cell for cell in map(str.strip,
                                                                         whole.dictionary.to_pylist())]
    return whole.indices.to_numpy(), texts
