"""Every word the pages show, in one catalogue a language: ``t("nav.about")``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import solara
import yaml

DEFAULT = "en"

language = solara.reactive(DEFAULT)
"""The language of this visitor (Solara keeps the value of each session apart)."""


@cache
def catalogue(code: str) -> dict[str, str]:
    """All words of a language, by dotted key.

    >>> catalogue("en")["nav.about"]
    'About'
    """
    nested = yaml.safe_load(Path(__file__).with_name(f"{code}.yaml").read_text(encoding="utf-8"))
    return dict(_flat(nested))


def languages() -> dict[str, str]:
    """The languages there are, by code, in their own names."""
    codes = sorted(path.stem for path in Path(__file__).parent.glob("*.yaml"))
    return {code: catalogue(code)["language"] for code in codes}


def t(key: str, **values: object) -> str:
    """The words of a key in the visitor's language, with values put in.

    >>> t("healthz.full", limit=3)
    'All 3 places are taken'
    """
    return say(language.value, key, **values)


def say(code: str, key: str, **values: object) -> str:
    """The words of a key in a given language: for what is written before there is a visitor."""
    words = catalogue(code)[key]
    return words.format(**values) if values else words


def _flat(nested: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in nested.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((prefix + name, str(value).rstrip("\n")))
    return found
