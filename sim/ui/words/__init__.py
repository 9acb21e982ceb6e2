"""Every word the pages show, in one catalogue a language: ``t("nav.about")``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml
from solara.lab.utils import cookies

DEFAULT = "en"
COOKIE = "lang"


@cache
def catalogue(code: str) -> dict[str, str]:
    """All words of a language, by dotted key.

    >>> catalogue("en")["nav.about"]
    'About'
    """
    return dict(_flat(yaml.safe_load(Path(__file__).with_name(f"{code}.yaml").read_text(encoding="utf-8"))))


@cache
def languages() -> dict[str, str]:
    """The languages there are, by code, in their own names."""
    codes = sorted(path.stem for path in Path(__file__).parent.glob("*.yaml"))
    return {code: catalogue(code)["language"] for code in codes}


def language() -> str:
    """The visitor's language: the one asked for last (`serve.page` keeps it in a cookie)."""
    asked = (cookies.value or {}).get(COOKIE, DEFAULT)
    return asked if asked in languages() else DEFAULT


def t(key: str, **values: object) -> str:
    """The words of a key in the visitor's language, with values put in.

    >>> t("full.title", limit=3)
    'All 3 places are taken'
    """
    return say(language(), key, **values)


def model(text: str) -> str:
    """What the model itself calls something, in the visitor's language: as it is where that has no word for it (`model/`)."""
    return _model(language()).get(text, text)


@cache
def _model(code: str) -> dict[str, str]:
    file = Path(__file__).parent / "model" / f"{code}.yaml"
    return dict(yaml.safe_load(file.read_text(encoding="utf-8"))) if file.exists() else {}


def say(code: str, key: str, **values: object) -> str:
    """The words of a key in a given language: for what is written before there is a visitor."""
    words = catalogue(code)[key]
    return words.format(**values) if values else words


def _flat(nested: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in nested.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, str(value).rstrip("\n")
