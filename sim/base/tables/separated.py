"""Text to rows: comma, semicolon, tab, vertical bar or blanks, whichever parts most lines alike."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from sim.base.errors import UserError
from sim.base.tables.table import Grid

SEPARATORS = ",;\t|"

NEEDS = "a line of column names and a line per row"

_LOOKED_AT = 60  # lines
_BLANKS = re.compile(r"\S+([ \t]+-?\d+(\.\d+)?){1,3}|\S+[ \t]+\S+")


def grid_of(text: str, notes: list[str], source: str) -> Grid:
    """The rows of a text that are not blank.  A line ``sep=;`` at its top is obeyed, lines of ``#`` above the
    first row are left out."""
    text = text.removeprefix("\ufeff")
    skipped, text = _above(text)
    said = re.match(r"sep=(.)$", skipped[0], re.IGNORECASE) if skipped else None
    comments = len(skipped) - bool(said)
    if comments:
        notes = [*notes, f"lines: {comments} above the table left out ({skipped[-1][:40]!r})"]
    separator = said[1] if said else separator_of(text)
    rows, lines = _parsed(text, separator, source, len(skipped))
    return Grid(source, rows, lines, tuple(notes))


def _above(text: str) -> tuple[list[str], str]:
    """The lines above the table that are no rows, and the text from the first row on."""
    skipped = []
    while line := re.match(r"[ \t]*(sep=.|#(?:type\b|[ \t]|[^,;\t|\r\n]*$)[^\r\n]*|%[^\r\n]*)(\r\n|\r|\n|$)",
                           text, re.IGNORECASE | re.MULTILINE):
        if not line[0]:
            break
        skipped.append(line[1].strip())
        text = text[line.end():]
    return skipped, text


def separator_of(text: str) -> str:
    """The sign that most lines hold equally often; among equals the one they hold more often; ' ' is blanks.

    >>> separator_of("id;name\\n1;Top, Ada\\n2;Mid, Bo\\n")
    ';'
    """
    head = "\n".join(re.split(r"\r\n|\r|\n", text[:_LOOKED_AT * 2000], maxsplit=_LOOKED_AT)[:_LOOKED_AT])
    lines = [line for line in "".join(head.split('"')[::2]).split("\n") if line.strip()]

    def alike(sign: str) -> tuple[int, int]:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        often, many = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return many, often

    best = max(SEPARATORS, key=alike)
    if alike(best)[0] or not lines or not all(_BLANKS.fullmatch(line.strip()) for line in lines):
        return best
    # Of blanks only numbers are sure to be parted by them: 'Ada Top' is one name.
    return " " if all(re.search(r"\d", part) for line in lines[1:] or lines
                      for part in line.split()) else best


def _parsed(text: str, separator: str, source: str, above: int) -> tuple[list[list[str]], list[int]]:
    if separator == " ":
        parts = [(i, line.split()) for i, line in enumerate(re.split(r"\r\n|\r|\n", text), above + 1)]
        return [row for _, row in parts if row], [i for i, row in parts if row]
    # Without strict, a forgotten quotation mark would silently swallow the rest of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    line = above + 1
    try:
        for row in reader:
            if "".join(row).strip():
                rows.append(row)
                lines.append(line)
            line = reader.line_num + above + 1
    except csv.Error as fault:
        raise UserError(f"{source}, line {line} is not valid CSV ({fault}); check the quotation "
                        "marks") from None
    return rows, lines
