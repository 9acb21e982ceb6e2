"""What the command line reads and writes, wherever it runs: closed streams, pipes that end, encodings other
than UTF-8."""

from __future__ import annotations

import atexit
import codecs
import gc
import json
import os
import sys
import unicodedata
from contextlib import suppress
from typing import Any, TextIO

import typer

_PLAIN = {"−": "-", "–": "-", "—": "-", "→": "->", "←": "<-", "…": "...", "×": "x", "·": "-", "±": "+-",
          "≤": "<=", "≥": ">=", "•": "*", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "′": "'",
          "▲": "^", "▼": "v", "✓": "+", "✗": "x", "█": "#", "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O"}
_HANDLER = "plain"


def prepare() -> None:
    """Before anything is written: closed streams lead nowhere, and characters that an encoding lacks are
    replaced by plain ones."""
    codecs.register_error(_HANDLER, _plainly)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _nowhere(number))
        elif number and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_HANDLER)


def say_json(value: Any, indent: int | None = None) -> None:
    """Print JSON; all but plain letters are escaped where the stream is not UTF-8, as readers expect."""
    typer.echo(json.dumps(_plain(value), ensure_ascii=not utf8(), indent=indent))


def _plain(value: Any) -> Any:
    """Numbers as JSON knows them; what is missing is null."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and value != value else value


def utf8() -> bool:
    """Is what is printed written as UTF-8?"""
    return (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"


def end() -> None:
    """Flush; where nobody reads any more the rest goes nowhere, or Python would complain."""
    atexit.register(_leave)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _leave() -> None:
    """On leaving, Python looks for garbage among all there is: a third of a second for nothing, in which the
    shell waits.  DuckDB would complain of what is not cleared away."""
    if "_duckdb" not in sys.modules:
        gc.freeze()


def _plainly(fault: UnicodeError) -> tuple[str, int]:
    """Replaces what cannot be encoded: by its plain form, without its accents, or by a question mark."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(_PLAIN.get(sign) or _unaccented(sign) or "?"
                   for sign in fault.object[fault.start:fault.end]), fault.end


def _unaccented(sign: str) -> str:
    return unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode("ascii")


def _nowhere(number: int) -> TextIO:
    """The null device, also under the stream's number: no file opened later is printed to."""
    null = os.open(os.devnull, os.O_RDWR)
    try:
        os.fstat(number)
    except OSError:
        os.dup2(null, number)
    if null != number:
        os.close(null)
    os.set_inheritable(number, True)
    return open(os.devnull, "w" if number else "r", encoding="utf-8")
