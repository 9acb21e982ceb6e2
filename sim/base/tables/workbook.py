"""Workbooks (.xlsx) to rows, one grid per sheet, within limits that no organisation reaches.

Cells are read as they were last computed.  Only what a cell shows as text, number, truth or date counts; its
format does not, so 0.84 shown as 84 % is 0.84.
"""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.base.errors import UserError
from sim.base.tables.table import Grid

MOST_UNPACKED = 600_000_000
"""Bytes of all parts of a workbook together, unpacked."""

MOST_CELLS = 20_000_000
"""Cells of one sheet."""

MOST_PACKED = 400
"""Times a part may be larger than it is packed; text packs by 5 to 30, a bomb by 1,000."""

_SMALL = 1_000_000  # bytes; a part this small is no bomb, however well it packs


def sheets(data: bytes, path: Path) -> Iterator[Grid]:
    """The sheets that hold anything of the workbook at a path, in the workbook's order; UserError where it
    cannot be read."""
    import openpyxl

    _check(data, path)
    try:
        with warnings.catch_warnings():  # of styles and parts that are not read
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = False
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            rows, lines = _rows(sheet, path)
            if rows:
                found = True
                yield Grid(f"{path}, sheet {sheet.title!r}", rows, lines, word="row")
        book.close()
    except UserError:
        raise
    except Exception as fault:  # a broken part can fail anywhere inside the library
        raise UserError(f"{path} is not a workbook that can be read ({_said(fault)}); save it again as "
                        f".xlsx, or the sheet as 'CSV UTF-8'") from None
    if not found:
        raise UserError(f"{path} is empty: no sheet holds a cell; it needs a row of column names and a row "
                        "per post")


def _check(data: bytes, path: Path) -> None:
    """UserError for a bomb: too large unpacked, packed beyond what text can be, or with entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
            size = sum(info.file_size for info in infos)
            if size > MOST_UNPACKED:
                raise UserError(f"{path} holds {size:,} bytes unpacked, but at most {MOST_UNPACKED:,} are "
                                f"read; save the sheet as 'CSV UTF-8'")
            for info in infos:
                if info.file_size > max(_SMALL, MOST_PACKED * info.compress_size):
                    raise UserError(f"{path}: {info.filename} is packed "
                                    f"{info.file_size // info.compress_size:,} times, as no sheet is; save "
                                    "the sheet as 'CSV UTF-8'")
                if info.filename.endswith((".xml", ".rels")):
                    with parts.open(info) as part:
                        if b"<!DOCTYPE" in part.read(_SMALL):
                            raise UserError(f"{path}: {info.filename} declares a document type, which no "
                                            "workbook does; save the sheet as 'CSV UTF-8'")
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError,
            ZeroDivisionError, zipfile.zlib.error) as fault:  # type: ignore[attr-defined]
        raise UserError(f"{path} is a broken or locked archive ({_said(fault)}); save it again as .xlsx, "
                        f"without a password") from None


def _rows(sheet: Any, path: Path) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = [_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        cells += len(texts)
        if cells > MOST_CELLS:
            raise UserError(f"{path}, sheet {sheet.title!r} holds more than {MOST_CELLS:,} cells; remove "
                            f"what is not needed")
        if texts:
            rows.append(texts)
            lines.append(number)
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise UserError(f"{path}, sheet {sheet.title!r} is {width:,} columns wide; remove what is not needed")
    return [row + [""] * (width - len(row)) for row in rows], lines


def _text(value: object) -> str:
    """A cell as text, numbers without a needless '.0'."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value).strip()


def _said(fault: Exception) -> str:
    text = " ".join(str(fault).split())
    return text[:100] or type(fault).__name__
