"""Cells to figures in the unit of the outcome: numbers as they are written, and scales of answers.

Nothing is converted unless a cell, a column's name or the user says so; where a figure may be on a smaller
scale, the file is refused with both readings.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from sim.base.errors import UserError
from sim.model.outcomes import OUTCOME

SMALL = 10.0
"""Answers on a scale from 0 to 100 that are all at or below it may be of a scale to 5 or 10."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_GROUPS = re.compile(r"[+-]?\d{1,3}([,.'’\u202f\xa0 ]\d{3})+([.,]\d+)?")
_OF = re.compile(r"\s*(?:/|von|out of|of|sur|de)\s*(\d+)$", re.IGNORECASE)
_ENDS = re.compile(r"(-?\d+)\s*(?:-|–|to|bis|à|a)\s*(\d+)", re.IGNORECASE)
_POINTS = re.compile(r"\b([4-7]|10|11)[- ]?(?:point|punkt)", re.IGNORECASE)

type Scale = tuple[float, float]


def parsed(cell: str, commas: bool = False) -> float | None:
    """A cell as a number: 84, 84 %, 7,7, 1.204,5.  None where it is none, or may be two (1,204), unless
    ``commas`` says that the file writes decimals with a comma.

    >>> parsed("84 %"), parsed("7,7"), parsed("1,204"), parsed("1,204", commas=True), parsed("1.204,5")
    (84.0, 7.7, None, 1.204, 1204.5)
    """
    text = cell.strip().replace("−", "-").removesuffix("%").strip()
    if _NUMBER.fullmatch(text):
        return _finite(text)
    if "," in text and "." in text and _GROUPS.fullmatch(text):
        last = max(text.rfind(","), text.rfind("."))
        text = re.sub(r"[,.]", "", text[:last]) + "." + text[last + 1:]
    elif text.count(",") == 1 and (commas or not re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text)):
        text = text.replace(",", ".")
    elif not re.search(r"[,.]", text) or text.count(",") > 1:
        text = re.sub(r"[,'’\u202f\xa0 ]", "", text) if _GROUPS.fullmatch(text) else text
    return _finite(text) if _NUMBER.fullmatch(text) else None


def _finite(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


def whole(cell: str) -> int | None:
    """A cell as a count: 118, 118.0, 1,204, 1.204; None where it is none."""
    text = re.sub(r"[.,]0+$", "", cell.strip()) if not _GROUPS.fullmatch(cell.strip()) else re.sub(
        r"[^\d]", "", cell)
    return int(text) if re.fullmatch(r"\d{1,12}", text) else None


def commas(cells: Sequence[str]) -> bool:
    """Does a column write decimals with a comma?  7,7 says so, 7.7 denies it, 1,204 says nothing."""
    texts = [cell.strip().removesuffix("%").strip() for cell in cells]
    return any(re.fullmatch(r"[+-]?\d+,(\d{1,2}|\d{4,})|0,\d+", text) for text in texts) and not any(
        re.fullmatch(r"[+-]?\d*\.\d+", text) for text in texts)


def part_of(cell: str) -> tuple[str, float | None]:
    """A cell without 'of 5', and the 5.

    >>> part_of("4,2 von 5"), part_of("84 %")
    (('4,2', 5.0), ('84 %', None))
    """
    found = _OF.search(cell.strip())
    return (cell.strip()[:found.start()], float(found[1])) if found else (cell, None)


def scale(text: str) -> Scale | None:
    """The scale a text names, None if none.

    >>> scale("Mean (1-5)"), scale("5-point scale"), scale("CSAT %"), scale("Score")
    ((1.0, 5.0), (1.0, 5.0), (0.0, 100.0), None)
    """
    if found := _ENDS.search(text):
        low, high = float(found[1]), float(found[2])
        return (low, high) if low != high and max(low, high) <= 1000 else None
    if found := _POINTS.search(text):
        return (0.0, 10.0) if found[1] == "11" else (1.0, float(found[1]))
    return (0.0, 100.0) if "%" in text else None


def scales(given: Sequence[str], outcomes: Mapping[str, str]) -> dict[str, Scale]:
    """Scales as a user tells them: '1-5' for all ('' in what is returned), 'OUTCOME=1-5' for one."""
    found: dict[str, Scale] = {}
    for text in given:
        name, _, ends = text.rpartition("=")
        its = scale(ends)
        if its is None:
            raise UserError(f"--scale is {text!r}; it must be like 1-5, 1-10, 0-1, 0-100 or "
                            "customer_satisfaction=1-5 (the lowest and the highest answer)")
        if name and name not in outcomes:
            raise UserError(f"--scale is {text!r}, but the file has no {name}; it has "
                            f"{', '.join(sorted(set(outcomes.values())))}")
        found[outcomes[name] if name else ""] = its
    return found


def of_answers(outcome: str) -> bool:
    """Is an outcome a mean from 0 to 100?"""
    return outcome in OUTCOME and OUTCOME[outcome].unit == "0-100"


def of_share(outcome: str) -> bool:
    """Is an outcome a share or rate in per cent?"""
    return outcome in OUTCOME and OUTCOME[outcome].unit.startswith("%")


def rate(outcome: str) -> bool:
    """Is an outcome so many events, or so much, a year?"""
    return outcome in OUTCOME and "year" in OUTCOME[outcome].unit


def unsaid(outcome: str, values: Sequence[float]) -> str:
    """What scale values may be of instead of the outcome's own, '' where that is plausible.

    Means from 0 to 100: where all are at most 10, or some are while others are above 40.  Shares: where all
    are at most 1 and one is no whole number.
    """
    if of_answers(outcome) and min(values) <= SMALL and (max(values) <= SMALL or max(values) > 4 * SMALL):
        if max(values) <= 1.0:
            return "0-1, or 0-100"
        return ("0-100 as it stands, or 1-5, 0-10, 1-10" if max(values) > 5.0
                else "1-5, 1-7, 0-10, 1-10, or 0-100 as it stands")
    if of_share(outcome) and max(values) <= 1.0 and any(value % 1.0 for value in values):
        return "0-1, or 0-100 as it stands"
    return ""


def laid(value: float, its: Scale, to: float = 100.0) -> float:
    """A value of a scale on 0 to ``to``.

    >>> laid(4.2, (1.0, 5.0)), laid(0.84, (0.0, 1.0)), laid(2.0, (6.0, 1.0))
    (80.0, 84.0, 80.0)
    """
    return round(to * (value - its[0]) / (its[1] - its[0]), 9)
