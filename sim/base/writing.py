"""Text from users' files on its way into tables, reports and the terminal: nothing of it is a formula, a
command or markup there.

Whatever of ``sim`` writes a CSV file, a report in Markdown or to the terminal goes through here.  HTML is
escaped where it is made.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

LONGEST = 500
"""Characters of a title, a question or a story; what is longer is cut."""

# Controls but for tab and line feed; marks that turn the direction of writing; separators that some take for
# the end of a line.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$|[-+]?(inf|nan)$", re.ASCII)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ELSEWHERE = re.compile(r"!(?=\[[^\]]*\]\(\s*<?\s*([A-Za-z][A-Za-z0-9+.-]*:|//))")
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)


def plain(text: str) -> str:
    """Text without control characters and marks that turn the direction of writing."""
    return _UNSEEN.sub("", text)


def cut(text: str, most: int = LONGEST) -> str:
    """The beginning of a text that is too long.

    >>> cut("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= most else text[:most - 1] + "…"


def quoted(text: str) -> str:
    """A cell's text that a spreadsheet takes for text, not for a formula; :func:`unquoted` takes it back.

    >>> quoted("=1+1"), quoted("-5"), quoted("plain")
    ("'=1+1", '-5', 'plain')
    """
    return "'" + text if _FORMULA.match(text) and not _NUMBER.match(text) else text


def unquoted(text: str) -> str:
    """The text that :func:`quoted` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def cell(value: Any) -> Any:
    """A value as it stands in a CSV file: text is harmless, anything else as it is."""
    return quoted(plain(value)) if isinstance(value, str) else value


def rows(head: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    """A CSV file's text.  Control characters are kept: what is read back is the same."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([quoted(name) for name in head])
    writer.writerows([quoted(value) if isinstance(value, str) else value for value in line] for line in lines)
    return text.getvalue()


def table(frame: pd.DataFrame, file: Path, *, index: bool = False, digits: str | None = None) -> None:
    """Write a table as CSV.  index: its index too; digits: of numbers, such as '%.10g'; without it they read
    back as the same numbers."""
    import pandas as pd

    known = frame.reset_index() if index else frame
    safe = {i: _harmless(known.iloc[:, i]) for i in range(known.shape[1])}
    made = pd.DataFrame(safe, index=known.index).set_axis([cell(name) for name in known.columns], axis=1)
    made.to_csv(file, index=False, lineterminator="\n", float_format=digits)


def parquet(file: Path, frames: Iterable[pd.DataFrame], **how: Any) -> None:
    """Write frames one below the other as Parquet, a row group each, without the notes that pandas adds (they
    name its version).  how: what else :class:`pyarrow.parquet.ParquetWriter` takes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer = None
    try:
        for frame in frames:
            told = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
            writer = writer or pq.ParquetWriter(file, told.schema, compression="zstd",
                                                write_statistics=False, **how)
            writer.write_table(told, row_group_size=len(told) or None)
    finally:
        if writer is not None:
            writer.close()


def _harmless(column: pd.Series) -> pd.Series:
    import pandas as pd

    if not (pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)
            or isinstance(column.dtype, pd.CategoricalDtype)):
        return column
    changed = {value: cell(value) for value in column.dropna().unique() if isinstance(value, str)
               and cell(value) != value}
    return column.astype(object).map(lambda value: changed.get(value, value) if isinstance(value, str)
                                     else value) if changed else column


def report(file: Path, text: str) -> None:
    """Write a report in Markdown: no control characters, no raw HTML, no pictures from elsewhere."""
    parts = _CODE.split(plain(text))
    parts[::2] = [_ELSEWHERE.sub("\\\\!", _TAG.sub("&lt;", part)) for part in parts[::2]]
    file.write_text("".join(parts), encoding="utf-8", newline="\n")


def console(**how: Any) -> Console:
    """A terminal to print to: text stands there as it is, whatever markup or control characters it holds."""
    from rich.console import Console, ConsoleRenderable, RenderHook
    from rich.segment import Segment

    class Harmless(RenderHook):
        def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
            return [_Clean(one) for one in renderables]

    class _Clean:
        def __init__(self, inner: ConsoleRenderable) -> None:
            self.inner = inner

        def __rich_console__(self, console: Console, options: Any) -> Iterable[Segment]:
            for segment in console.render(self.inner, options):
                yield segment if segment.control else Segment(plain(segment.text), segment.style)

    made = Console(highlight=False, markup=False, emoji=False, **how)
    made.push_render_hook(Harmless())
    return made
