"""Words in every language there is: the one loader of all catalogues, and what the model itself calls things.

A catalogue is a folder with a file a language, ``en.yaml``, ``de.yaml``.  Texts are asked for by key; where a
folder has no English file, the keys are the English texts.  What a language has no words for is said in
English.

>>> model("de", "Fear"), model("en", "Fear"), model("de", "a name of the visitor's own")
('Angst', 'Fear', "a name of the visitor's own")
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ENGLISH = "en"
"""The language that everything is written in first."""


class _Gaps(string.Formatter):
    """Gaps of a template; besides Python's formats ``{label:lower}`` and ``{change:begin}``, in which only
    the first letter is small."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """One gap, filled."""
        text = str(value)
        if format_spec == "lower":
            return text.lower()
        return text[:1].lower() + text[1:] if format_spec == "begin" else super().format_field(
            value, format_spec)


class Words:
    """The catalogue of a folder, or of several: then no two of them may have a key in common."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders
        self._read: dict[str, dict[str, Any]] = {}

    def languages(self) -> list[str]:
        """Codes of the languages it has a file for."""
        return sorted({file.stem for folder in self.folders for file in folder.glob("*.yaml")})

    def catalogue(self, code: str) -> dict[str, Any]:
        """All texts of a language by key, the parts of a key divided by dots; none of a language it has no
        file for."""
        if code not in self._read:
            files = [file for folder in self.folders if (file := folder / f"{code}.yaml").exists()]
            self._read[code] = {key: text for file in files for key,
                                text in _flat(yaml.safe_load(file.read_text(encoding="utf-8")))}
        return self._read[code]

    def text(self, code: str, key: str) -> Any:
        """A text as it stands there, or a list of texts."""
        for language in (code, ENGLISH):
            words = self.catalogue(language)
            if key in words:
                return words[key]
        if self.catalogue(ENGLISH):
            raise KeyError(key)
        return key

    def say(self, code: str, key: str, **values: object) -> str:
        """A text with its gaps filled."""
        words = str(self.text(code, key))
        return _Gaps().vformat(words, (), values) if values else words

    def count(self, code: str, key: str, count: int, **values: object) -> str:
        """A text that has a form for one and a form for many: ``key.one`` or ``key.many``."""
        return self.say(code, f"{key}.{'one' if count == 1 else 'many'}", count=count, **values)


def _flat(nested: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in nested.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value if isinstance(value, list) else str(value).rstrip("\n")


MODEL = Words(*(Path(__file__).parent / folder for folder in ("model", "assumptions")))
"""What the model calls outcomes, levers, units, paths and scenarios, and what it assumes, by the English."""


def model(code: str, text: str) -> str:
    """What the model itself calls something, in a language; as it is where that has no word for it."""
    return str(MODEL.text(code, text))


def source(code: str, text: str) -> str:
    """A source with what is remarked about it, in a language: its parts lie between semicolons.

    >>> source("de", "Simons 2002; level assumed")
    'Simons 2002; Höhe angenommen'
    """
    return "; ".join(model(code, part) for part in text.split("; "))


def unit(code: str, name: str) -> str:
    """The name of a unit, in a language: that of a made-up one says its kind, any other stays.

    >>> unit("de", "U24 back office"), unit("de", "Claims")
    ('U24 Hintergrund', 'Claims')
    """
    made_up = re.fullmatch(r"(U\d+) (.+)", name)
    return f"{made_up[1]} {model(code, made_up[2])}" if made_up else name
