"""What scripts, worksheets and critiques say around a lesson's own texts, one file a language; each sheet is in its lesson's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ENGLISH = "en"
"""The language lessons are written in first."""


def languages() -> list[str]:
    """Languages a lesson can be in."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.yaml"))


@cache
def _words(language: str) -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(f"{language}.yaml").read_text(encoding="utf-8"))
    return words


def say(language: str, key: str, **values: object) -> str:
    """One text, with values put in; parts of the key are divided by dots.

    >>> say("en", "names.team")
    'A team'
    """
    found = said(language, key)
    return str(found).format(**values) if values else str(found)


def said(language: str, key: str) -> Any:
    """A text, or a list of texts."""
    found: Any = _words(language)
    for part in key.split("."):
        found = found[part]
    return found
