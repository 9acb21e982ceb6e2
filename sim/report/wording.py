"""Numbers and verdicts in words, the same in tables, figures and reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.model.outcomes import Outcome
from sim.scenario import Scenario
from sim.words import ENGLISH, Words, model

WORDS = Words(Path(__file__).parent / "words")
"""The sentences of reports that are told in more than one language."""

_UNITS = {"0-100": "points", "%": "percentage points", "% a year": "percentage points a year"}

NONE = "–"
"""Shown where a figure is missing."""

IN_PERCENT = ("share", "probability", "ratio")
"""Units of levers that readers see in percent."""


def number(value: Any, outcome: Outcome, sign: bool = False) -> str:
    """A figure with the decimals that mean something: one, two for small money, none for large; a difference
    carries its sign.

    >>> from sim.model.outcomes import OUTCOME
    >>> fear = OUTCOME["fear"]
    >>> number(71.26, fear), number(-0.04, fear, sign=True), number(float("nan"), fear)
    ('71.3', '0.0', '–')
    """
    if value is None or value != value:
        return NONE
    text = f"{value:+,.{decimals(outcome)}f}"
    if not any(digit in text for digit in "123456789"):
        return text[1:]
    return (text if sign else text.removeprefix("+")).replace("-", "−")


def decimals(outcome: Outcome) -> int:
    """How many decimals an outcome is shown with."""
    if outcome.unit == "money/post/year":
        return 0
    return 2 if outcome.unit.startswith("money") else 1


def grain(*amounts: Any) -> int:
    """What amounts of money are rounded to, so that the largest of them keeps three digits; at least 1.

    >>> grain(12_345.0, -800.0), grain(12.0), grain(float("nan"))
    (100, 1, 1)
    """
    largest = max((abs(float(amount)) for amount in amounts if amount == amount), default=0.0)
    return 10 ** max(0, len(f"{largest:.0f}") - 3)


def amount(value: Any, to: int, sign: bool = False) -> str:
    """Money in whole numbers, rounded to a multiple of ``to``.

    >>> amount(-12_345.0, 100), amount(12_345.0, 100, sign=True), amount(-3.0, 100)
    ('−12,300', '+12,300', '0')
    """
    if value != value:
        return NONE
    text = f"{round(value / to) * to:+,d}"
    return "0" if text == "+0" else (text if sign else text.removeprefix("+")).replace("-", "−")


def difference(value: float, outcome: Outcome, language: str = ENGLISH) -> str:
    """A difference with its sign and unit.

    >>> from sim.model.outcomes import OUTCOME
    >>> difference(13.77, OUTCOME["customer_satisfaction"]), difference(-1.0, OUTCOME["customer_churn"])
    ('+13.8 points', '−1.0 percentage points a year')
    """
    return f"{number(value, outcome, sign=True)} {difference_unit(outcome, language)}".rstrip()


def difference_unit(outcome: Outcome, language: str = ENGLISH) -> str:
    """The unit that differences of an outcome have."""
    return model(language, _UNITS.get(outcome.unit, outcome.unit))


def listed(names: Sequence[str], language: str = ENGLISH) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(names) < 2:
        return "".join(names)
    return WORDS.say(language, "listed", names=", ".join(names[:-1]), last=names[-1])


def interval(low: Any, high: Any, outcome: Outcome, sign: bool = False, language: str = ENGLISH) -> str:
    """'71.1 to 72.4', or a dash where one replication leaves it unknown."""
    return between(number(low, outcome, sign), number(high, outcome, sign), language)


def half_width(low: Any, high: Any, outcome: Outcome) -> str:
    """'±1.2', what an interval reaches to both sides; a dash where it is unknown.

    >>> from sim.model.outcomes import OUTCOME
    >>> half_width(1.0, 3.0, OUTCOME["fear"])
    '±1.0'
    """
    said = number((high - low) / 2, outcome)
    return said if said == NONE else f"±{said}"


def between(low: str, high: str, language: str = ENGLISH) -> str:
    """Two figures as an interval; a dash where one is missing."""
    return NONE if NONE in (low, high) else WORDS.say(language, "between", low=low, high=high)


_FIGURE = re.compile(r"(?<![\w.\-~/=#])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\w/]|[.,]\d)")
_SHOWN = re.compile(r'(?<=>)[^<]+(?=<)|(?<=aria-label=")[^"]*')


def localised(text: str, language: str, html: bool = False) -> str:
    """A text with its numbers written as its language writes them; to be done once, where it is shown.  html:
    only what is read of it.

    >>> localised("+1,234.5 of 72.2, version 0.1.0", "de"), localised("72.2", "en")
    ('+1.234,5 of 72,2, version 0.1.0', '72.2')
    >>> localised('<p style="width: 7.5%">72.2</p>', "de", html=True)
    '<p style="width: 7.5%">72,2</p>'
    """
    point, thousand = (WORDS.say(language, f"number.{mark}") for mark in ("point", "thousand"))
    if point == ".":
        return text
    if html:
        return _SHOWN.sub(lambda found: localised(found[0], language), text)
    table = {ord("."): point, ord(","): thousand}
    return _FIGURE.sub(lambda found: found[0].translate(table), text)


def verdict(difference: Any, separated: Any, outcome: Outcome, low: Any = 1.0, high: Any = 1.0) -> str:
    """'higher, better', 'lower, worse', ... where the interval leaves out zero, else 'not separated'; a dash
    if unknown.  low, high: of the likely range; where it holds zero, 'direction open'.

    >>> from sim.model.outcomes import OUTCOME
    >>> verdict(-2.0, True, OUTCOME["fear"]), verdict(0.1, False, OUTCOME["fear"])
    ('lower, better', 'not separated')
    >>> verdict(1.0, True, OUTCOME["occupancy"])
    'higher'
    """
    if separated is None or str(separated) in ("<NA>", "nan"):
        return NONE
    if not separated:
        return "not separated"
    if low <= 0.0 <= high:
        return "direction open"
    direction = "higher" if difference > 0 else "lower"
    if outcome.good == 0:
        return direction
    return f"{direction}, {'better' if (difference > 0) == (outcome.good > 0) else 'worse'}"


def title(scenario: Scenario, language: str = ENGLISH) -> str:
    """What a reader calls a scenario."""
    return model(language, scenario.title or scenario.name)


def plural(count: int, thing: str) -> str:
    """'1 day', '20 days', '300 people'.

    >>> plural(1, "day"), plural(2000, "day"), plural(3, "person")
    ('1 day', '2,000 days', '3 people')
    """
    many = {"person": "people", "trajectory": "trajectories"}.get(thing, thing + "s")
    return f"{count:,} {thing if count == 1 else many}"
