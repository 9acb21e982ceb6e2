"""What readers of files say, in other languages: by their English sentences, as the readers say them on a
command line too.

A catalogue is by the English, with gaps in the order in which they stand there: ``{1}``; ``{2!r}`` for a text
in quotation marks.  What a language puts in quotation marks is a user's own or a name, and stays as it is.
What fills any other gap is looked up as well, since sentences are made of parts.

>>> said("de", "firm.csv, line 3: id 'A' is already used in line 2; give every post its own id")
'firm.csv, Zeile 3: Kennung „A“ steht schon in Zeile 2; geben Sie jeder Stelle eine eigene'
>>> said("fr", "firm.csv does not exist"), said("de", "Ada")
('firm.csv does not exist', 'Ada')
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

from sim.words import Words, model

SENTENCES = Words(Path(__file__).parent / "sentences")
"""What readers say, by the English."""

_GAP = re.compile(r"\{(\d)(!r)?\}")
_OWN = re.compile(r"[„«»\"']\{(\d)\}[“»«\"']")
_FILLED = re.compile(r"(\{\d\})")
_QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?[\d.]+|None|True|False"""
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+|\d+\.\d+")
_SAMPLE = "1,000.5"  # shows how a language writes numbers
_LONGEST = 2000  # characters; longer ones are no sentences


def said(language: str, text: str) -> str:
    """A sentence of a reader in a language; as it is where that has no words for it."""
    patterns = _patterns(language) if len(text) <= _LONGEST else []
    for pattern, gaps, words in patterns:
        found = pattern.fullmatch(text)
        if found:
            filled = {f"{{{gap}}}": _own(cell) if own else said(language, cell)
                      for (gap, own), cell in zip(gaps, found.groups(), strict=True)}
            return "".join(filled.get(part, part) for part in _FILLED.split(words))
    if not patterns:
        return text
    if _NUMBER.fullmatch(text):
        signs = str(SENTENCES.text(language, _SAMPLE))
        return text.translate(str.maketrans({",": signs[1], ".": signs[5]}))
    parts = text.split("; ")
    return "; ".join(said(language, part) for part in parts) if len(parts) > 1 else model(language, text)


def _own(cell: str) -> str:
    """A user's own words without their quotation marks."""
    return str(ast.literal_eval(cell)) if cell[:1] in "'\"" and cell[-1:] == cell[:1] != cell else cell


@lru_cache(maxsize=8)
def _patterns(language: str) -> list[tuple[re.Pattern[str], tuple[tuple[str, bool], ...], str]]:
    """(pattern, its gaps in order, each with whether it is a user's own, words), the most telling first."""
    by_letters = sorted(SENTENCES.catalogue(language).items(), key=lambda one: -len(_GAP.sub("", one[0])))
    return [(_pattern(english), tuple((gap, bool(quoted) or gap in _OWN.findall(words))
                                      for gap, quoted in _GAP.findall(english)), words)
            for english, words in by_letters]


def _pattern(english: str) -> re.Pattern[str]:
    """A sentence as a pattern.  What is found stands (atomic groups): time grows no faster than the text."""
    first, *parts = _GAP.split(english)
    made, opened = re.escape(first), False
    for i in range(0, len(parts), 3):
        quoted, after = parts[i + 1:i + 3]
        last = i + 3 == len(parts)
        what = f"({_QUOTED})" if quoted else "(.*?)" if after or last else "([^;]*)"
        made += ("" if opened else "(?:" if last or not after else "(?>") + what + re.escape(after)
        opened = parts[i + 4:i + 5] == ["!r"]  # what stands before a quotation ends there, and not earlier
        made += "" if opened else ")"
    return re.compile(made, re.DOTALL)
