"""Every word the pages show: ``t("nav.about")``.  A subject has one catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from solara.lab.utils import cookies

from sim import words
from sim.lessons.words import WORDS as LESSONS
from sim.org.organisation import Organisation
from sim.report.wording import localised
from sim.whatif.words import WORDS as WHATIF
from sim.words import ENGLISH as DEFAULT

COOKIE = "lang"

WORDS = words.Words(Path(__file__).parent, *WHATIF.folders, *LESSONS.folders)
"""The catalogues of the pages, of plans and of lessons."""

say = WORDS.say
"""The words of a key in a given language: for what is written before there is a visitor."""


@cache
def languages() -> dict[str, str]:
    """The languages there are, by code, in their own names."""
    return {code: say(code, "language") for code in WORDS.languages()}


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


def shown(text: str) -> str:
    """A text with its numbers as the visitor's language writes them: done once, by what shows it."""
    return localised(text, language())


def section(name: str) -> dict[str, str]:
    """All words of a section in the visitor's language, by the last parts of their keys: what a widget's
    script says by itself."""
    prefix = f"{name}."
    return {key.removeprefix(prefix): t(key) for key in WORDS.catalogue(DEFAULT) if key.startswith(prefix)}


def model(text: str) -> str:
    """What the model itself calls something, in the visitor's language: or as it is."""
    return words.model(language(), text)


def source(text: str) -> str:
    """A source with what is remarked about it, in the visitor's language."""
    return words.source(language(), text)


def unit(name: str) -> str:
    """What a unit is called, in the visitor's language."""
    return words.unit(language(), name)


def post(organisation: Organisation, title: str) -> str:
    """What a post is called, in the visitor's language; in somebody's own organisation as there."""
    return model(title) if organisation.name.startswith("generated, ") else title
