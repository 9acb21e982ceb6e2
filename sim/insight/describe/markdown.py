"""A little Markdown: tables, and docstrings turned into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `make docs` from {source}. Do not edit: the next `make docs` would undo it. -->"
"""First line of each derived page."""


def cell(value: object) -> str:
    """A value on one line, fit for a table."""
    return " ".join(str(value).split()).replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; numbers are written shortly, an empty cell stays empty."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell(number(c) if isinstance(c, float) else c) for c in line)} |"
                     for line in lines)


def code(names: Iterable[str]) -> str:
    """Names as code, parted by commas."""
    return ", ".join(f"`{name}`" for name in names)


def number(value: float) -> str:
    """A number without needless digits.

    >>> number(0.5), number(1000.0), number(0.00125)
    ('0.5', '1000', '0.00125')
    """
    return f"{value:.10g}"


def prose(docstring: str | None) -> str:
    """A docstring as Markdown: roles and double backquotes become code, asterisks stay asterisks.

    >>> prose("The inverse of :func:`logistic`: ``2**x``, *_hours.")
    'The inverse of `logistic`: `2**x`, \\\\*_hours.'
    """
    text = re.sub(r":\w+:`~?([^`]+)`", r"``\1``", docstring or "")
    parts = re.split(r"(``.+?``)", text)
    return "".join(f"`{part[2:-2]}`" if part.startswith("``") else part.replace("*", "\\*").replace(
        "<", "&lt;") for part in parts)


def anchor(heading: str) -> str:
    """The anchor GitHub gives a heading.

    >>> anchor("M15 empathy-not-sympathy: felt help")
    'm15-empathy-not-sympathy-felt-help'
    """
    plain = re.sub(r"[^\w\- ]", "", heading.replace("`", "").strip().lower())
    return plain.replace(" ", "-")
