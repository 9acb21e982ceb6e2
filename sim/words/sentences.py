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
from functools import cache
from pathlib import Path

from sim.words import Words, model

SENTENCES = Words(Path(__file__).parent / "sentences")
"""What readers say, by the English."""

_GAP = re.compile(r"\{([\w.]+(?::[\w%]+)?)(!r)?\}")
_OWN = re.compile(r"[„«»\"']\{(\d)\}[“»«\"']")
_FILLED = re.compile(r"(\{[\w.]+(?::[\w%]+)?\})")
_QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?[\d.]+|None|True|False"""
_FIGURE = r"[+−]?[\d.,]*\d(?: %| days?)?"
_FIGURES = {"by", "here", "usually", "whole", "ended", "count"}  # gaps that are figures without a format
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+|\d+\.\d+")
_SAMPLE = "1,000.5"  # shows how a language writes numbers
_LONGEST = 2000  # characters; longer ones are no sentences

type Pattern = tuple[re.Pattern[str], tuple[tuple[str, bool], ...], str]
"""A sentence; its gaps in order, each with whether it is a user's own; the words."""


class Sentences:
    """Sentences by the catalogues of their English.  joints: what parts of a text are joined by, a list's
    words too."""

    def __init__(self, words: Words, *joints: str) -> None:
        self.words, self.joints = words, joints
        self.patterns = cache(self._patterns)

    def said(self, language: str, text: str) -> str:
        """A text in a language; as it is where that has no words for it."""
        if len(text) > _LONGEST or not self.patterns(language):
            return text
        found = self._whole(language, text)
        if found is not None:
            return found
        if _NUMBER.fullmatch(text):
            signs = str(SENTENCES.text(language, _SAMPLE))
            return text.translate({ord(","): signs[1], ord("."): signs[5]})
        for joint in self.joints:
            parts = text.split(joint)
            if len(parts) > 1:
                return str(self.words.text(language, joint)).join(self.said(language, part) for part in parts)
        return model(language, text)

    def story(self, language: str, text: str) -> str:
        """Sentences that follow one another, each as :meth:`said`."""
        for cut in [len(text), *(found.start() for found in reversed([*re.finditer(r" ", text)]))]:
            head = self._whole(language, text[:cut])
            if head is not None:
                return f"{head} {self.story(language, text[cut + 1:])}".strip()
        return self.said(language, text)

    def _whole(self, language: str, text: str) -> str | None:
        for pattern, gaps, words in self.patterns(language):
            found = pattern.fullmatch(text)
            if found:
                filled = {f"{{{gap}}}": _own(cell) if own else self.said(language, cell)
                          for (gap, own), cell in zip(gaps, found.groups(), strict=True)}
                return "".join(filled.get(part, part) for part in _FILLED.split(words))
        return None

    def _patterns(self, language: str) -> list[Pattern]:
        """The most telling first."""
        known = [(english, str(words)) for english, words in self.words.catalogue(language).items()]
        return [(_pattern(english), tuple((gap, bool(quoted) or gap in _OWN.findall(words))
                                          for gap, quoted in _GAP.findall(english)), words)
                for english, words in sorted(known, key=lambda one: -len(_GAP.sub("", one[0])))]


def _own(cell: str) -> str:
    """A user's own words without their quotation marks."""
    return str(ast.literal_eval(cell)) if cell[:1] in "'\"" and cell[-1:] == cell[:1] != cell else cell


def _pattern(english: str) -> re.Pattern[str]:
    """A sentence as a pattern.  What is found stands (atomic groups): time grows no faster than the text."""
    first, *parts = _GAP.split(english)
    made, opened = re.escape(first), False
    for i in range(0, len(parts), 3):
        gap, quoted, after = parts[i:i + 3]
        last = i + 3 == len(parts)
        text = "(.*?)" if after or last else "([^;]*)"
        what = f"({_QUOTED})" if quoted else f"({_FIGURE})" if _is_figure(gap) else text
        made += ("" if opened else "(?:" if last or not after else "(?>") + what + re.escape(after)
        # what stands before a quotation or a figure ends there, and not earlier
        opened = not last and (bool(parts[i + 4]) or _is_figure(parts[i + 3]))
        made += "" if opened else ")"
    return re.compile(made, re.DOTALL)


def _is_figure(gap: str) -> bool:
    return ":" in gap or gap in _FIGURES


said = Sentences(SENTENCES, "; ").said
"""What a reader says, in a language."""
