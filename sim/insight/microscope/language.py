"""The language in which the microscope tells: English, unless whoever looks asks for another one.

Sentences are declared in English where they belong; another language is a file in ``words``, from the English
text to its own, with the same holes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from sim import words
from sim.words import ENGLISH, Words

WORDS = Words(Path(__file__).parent / "words")
"""The catalogue, by the English texts."""

_SPOKEN: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Whatever this thread tells inside is told in this language."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def said(text: str) -> str:
    """The text in the language that is spoken; as it is where that has no words for it."""
    return str(WORDS.text(_SPOKEN.get(), text))


def unit(name: str) -> str:
    """The name of a unit in the language that is spoken."""
    return words.unit(_SPOKEN.get(), name)
