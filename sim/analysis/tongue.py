"""The language in which the microscope tells: English, unless whoever looks asks for another one.

Sentences are declared in English where they belong; another language is a file beside this one, ``telling.LANGUAGE.yaml``, from the English
text to its own, with the same holes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import yaml

_WORDS: ContextVar[Mapping[str, str] | None] = ContextVar("words", default=None)


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of a language by the English ones; none of English, or of a language that there is no file for.

    >>> catalogue("de")["the blame"]
    'die Schuldzuweisung'
    """
    file = Path(__file__).with_name(f"telling.{language}.yaml")
    return dict(yaml.safe_load(file.read_text(encoding="utf-8"))) if file.exists() else {}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Whatever this thread tells inside is told in this language."""
    before = _WORDS.set(catalogue(language))
    try:
        yield
    finally:
        _WORDS.reset(before)


def said(text: str) -> str:
    """The text in the language that is spoken; as it is where that has no words for it."""
    return (_WORDS.get() or {}).get(text, text)
