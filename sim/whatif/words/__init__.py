"""All words of the what-if page, its printed summary and its download, one file a language."""

from __future__ import annotations

from pathlib import Path

from sim.words import Words, model

WORDS = Words(Path(__file__).parent)
"""The catalogue of the page."""


_PLAIN = {"0-100": "points", "hours/week per leader": "hours_week", "hours/month": "hours_month",
          "days/year": "days_year", "times/month": "times_month"}


def unit_words(unit: str, language: str, currency: str = "") -> str:
    """The unit of an outcome or a lever as a reader without the model would say it.  currency: what money is
    called.

    >>> unit_words("0-100", "en"), unit_words("money/post/year", "en", "€"), unit_words("% a year", "de")
    ('of 100', '€ a year for each post', '% im Jahr')
    """
    if unit in _PLAIN:
        return WORDS.say(language, f"unit.{_PLAIN[unit]}")
    if unit == "money/post/year":
        return WORDS.say(language, "unit.money", money=currency or WORDS.say(language, "money.plain"))
    return model(language, unit)
