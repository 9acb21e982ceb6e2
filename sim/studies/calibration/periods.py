"""Periods as files write them: numbers from the first day, or dates, whose earliest is the first period.

A date says how long its period is (2024-01 is a month, 2024-Q1 a quarter), and so do names of columns
("Week").  Single days count only where they stand for a period: first or last days of months, or days a week
apart.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sim.base.errors import UserError
from sim.org.read.columns import plain

_MONTHS = (
    "jan january januar jänner janvier enero ene", "feb february februar février fév fevr febrero",
    "mar march märz mär mrz mars marzo", "apr april avril avr abril abr", "may mai mayo",
    "jun june juni juin junio", "jul july juli juillet juil julio", "aug august août aout agosto ago",
    "sep sept september septembre septiembre", "oct okt october oktober octobre octubre",
    "nov november novembre noviembre", "dec dez december dezember décembre déc diciembre dic")
_MONTH = {plain(word): i for i, words in enumerate(_MONTHS) for word in words.split()}
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_SHORT = r"'?(?P<y>(?:19|20)?\d\d)"
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in (
    ("month", rf"{_YEAR}[-/. ]?(?P<m>0[1-9]|1[0-2])"), ("month", rf"{_YEAR}[-/. ]m?(?P<m>[1-9])"),
    ("month", rf"{_YEAR}[-/. ]?m(?P<m>\d\d?)"), ("month", rf"(?P<m>0?[1-9]|1[0-2])[-/. ]{_YEAR}"),
    ("name", rf"(?P<w>[^\W\d_]+)\.?[-/ ]*{_SHORT}"), ("name", rf"{_YEAR}[-/ ]*(?P<w>[^\W\d_]{{3,}})\.?"),
    ("quarter", rf"{_YEAR}[-/ ]*[qt](?P<q>[1-4])"), ("quarter", rf"[qt](?P<q>[1-4])[-/ ]*{_SHORT}"),
    ("quarter", rf"(?P<q>[1-4])\.? ?(?:quartal|quarter|trimestre)[-/ ]*{_SHORT}"),
    ("week", rf"{_YEAR}[-/ ]*(?:w|kw|cw|s) ?(?P<k>\d\d?)"),
    ("week", rf"(?:week|kw|cw|w|kalenderwoche|semaine|semana)[-. ]*(?P<k>\d\d?)[-/ ]+{_SHORT}"),
    ("year", _YEAR), ("year", rf"(?:fy|year|jahr)[- ]?{_YEAR}")))
_DAY = (re.compile(rf"{_YEAR}[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)([T ].*)?"),
        re.compile(r"(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>\d{4}|\d\d)([T ].*)?"),
        re.compile(r"(?P<a>\d\d?)[/-](?P<b>\d\d?)[/-](?P<y>\d{4})([T ].*)?"))
_PLAIN = re.compile(r"(?:(?P<kind>month|monat|mois|mes|m|quarter|quartal|trimestre|q|t|week|woche|semaine|"
                    r"semana|kw|w|year|jahr|année|año)[-. ]*)?(?P<n>[1-9]\d{0,3})\.?", re.IGNORECASE)
_KINDS = {"m": "month", "q": "quarter", "t": "quarter", "w": "week", "k": "week", "y": "year", "j": "year",
          "a": "year", "s": "week"}
_WHOLE = ("all", "overall", "total", "whole run", "whole period", "gesamt", "ensemble", "todo")


@dataclass(frozen=True)
class When:
    """kind: 'all', 'number', 'day', 'week', 'month', 'quarter' or 'year'; said: of a number, the kind that
    was written before it.  at: counted from any origin.  other: of a day, where day and month may be the
    other way round.  dated: with a year."""

    kind: str
    at: int = 0
    said: str = ""
    other: int = 0
    dated: bool = True


def when(text: str) -> When | None:
    """What a text says of time, None if nothing.

    >>> when("Feb 2024") == when("2024-02"), when("Q3").said, when("3").kind, when("North")
    (True, 'quarter', 'number', None)
    """
    text = " ".join(text.split())
    if plain(text) in map(plain, _WHOLE):
        return When("all")
    if word := _MONTH.get(plain(text)):
        return When("month", word, dated=False)
    if plain(text) in _MONTH:
        return When("month", 0, dated=False)
    for pattern in _DAY:
        if found := pattern.fullmatch(text):
            return _day(found.groupdict())
    for kind, pattern in _PATTERNS:
        if (found := pattern.fullmatch(text)) and (made := _made(kind, found.groupdict())):
            return made
    if found := _PLAIN.fullmatch(text):
        kind = plain(found["kind"] or "")
        return When("number", int(found["n"]), ("month" if kind in ("mois", "mes", "monat") else
                                                "quarter" if kind == "trimestre" else
                                                _KINDS[kind[0]]) if kind else "")
    return None


def _made(kind: str, part: dict[str, str]) -> When | None:
    year = int(part["y"]) + (2000 if len(part["y"]) == 2 else 0)
    if kind == "name":
        month = _MONTH.get(plain(part["w"]))
        return None if month is None else When("month", year * 12 + month)
    if kind == "week":
        week = int(part["k"])
        if not 1 <= week <= 53:
            return None
        return When("week", (datetime.date.fromisocalendar(year, 1, 1).toordinal() - 1) // 7 + week - 1)
    return When(kind, {"month": lambda: year * 12 + int(part["m"]) - 1, "year": lambda: year,
                       "quarter": lambda: year * 4 + int(part["q"]) - 1}[kind]())


def _day(part: dict[str, str]) -> When | None:
    def ordinal(month: str, day: str) -> int:
        year = int(part["y"]) + (2000 if len(part["y"]) == 2 else 0)
        try:
            return datetime.date(year, int(month), int(day)).toordinal()
        except ValueError:
            return 0

    if "a" not in part:
        at = ordinal(part["m"], part["d"])
        return When("day", at) if at else None
    at, other = ordinal(part["b"], part["a"]), ordinal(part["a"], part["b"])  # 31/1, and 1/31
    return When("day", at or other, other=other if at and other != at else 0) if at or other else None


@dataclass(frozen=True)
class Counted:
    """Texts of a file as numbers of periods.  period: how long one is.  number: 0 for the whole run."""

    period: str
    number: dict[str, int]
    notes: tuple[str, ...] = ()


def counted(texts: Iterable[str], asked: str | None, start: str, heading: str, source: str) -> Counted:
    """The periods of a file: ``asked`` as the user says, else as dates say, else as the column's name says,
    else months.  Texts that say nothing of time are left out."""
    read = {text: found for text in dict.fromkeys(texts) if (found := when(text)) and found.kind != "all"}
    number = {text: 0 for text in texts if (found := when(text)) and found.kind == "all"}
    dates = {text: found for text, found in read.items() if found.kind != "number"}
    if not dates:
        said = {found.said for found in read.values()} - {""}
        told = plain(heading).rstrip("s")
        own = said.pop() if len(said) == 1 else told if told in ("week", "month", "quarter", "year") else ""
        period = asked or own or "month"
        if own and asked not in (None, "all", own):
            raise UserError(f"{source}: its periods are {own}s, but --period is {asked}; leave it out")
        return Counted(period, number | {text: found.at for text, found in read.items()})
    kinds = {found.kind for found in read.values()}
    if len(kinds) > 1 or len({found.dated for found in dates.values()}) > 1:
        raise UserError(f"{source}: its periods are not of one kind ({', '.join(list(read)[:4])}); write "
                        f"all as numbers, or all as dates of one form, such as 2024-01")
    kind = kinds.pop()
    at = {text: found.at for text, found in read.items()}
    notes = []
    if kind == "day":
        kind, at, note = _of_days(dates, asked, source)
        notes.append(note)
    if asked not in (None, kind, "all"):
        raise UserError(f"{source}: {next(iter(read))!r} is a {kind}, but --period is {asked}; leave "
                        f"--period out, or give the figures of each {asked}")
    first = min(at.values())
    if not all(found.dated for found in dates.values()) and sorted(at.values()) != list(
            range(first, first + len(at))):
        raise UserError(f"{source}: {', '.join(list(read)[:4])} name months without their year, and they do "
                        f"not follow one another; add the year")
    if start:
        begun = when(start)
        if begun is None or begun.kind != kind:
            raise UserError(f"--start is {start!r}; it must be the first {kind} of the run, written as in "
                            f"the file ({next(iter(read))})")
        early = next((text for text, place in at.items() if place < begun.at), None)
        if early:
            raise UserError(f"{source}: {early!r} lies before --start {start}")
        first = begun.at
    earliest = start or min(at, key=lambda text: at[text])
    else_said = "" if start else "; if the run begins earlier, say its first with --start"
    notes.append(f"periods: {earliest} is {kind} 1, the run's first{else_said}")
    return Counted(kind, number | {text: place - first + 1 for text, place in at.items()}, tuple(notes))


def _of_days(dates: dict[str, When], asked: str | None, source: str) -> tuple[str, dict[str, int], str]:
    """Days that stand for months, quarters, years or weeks; UserError where they are only days."""
    days = {text: found.at for text, found in dates.items()}
    if any(found.other for found in dates.values()):
        sure = [found for found in dates.values() if not found.other]
        one, two = ({text: datetime.date.fromordinal(place) for text, place in way.items()} for way in (
            days, {text: found.other or found.at for text, found in dates.items()}))
        if not sure:
            raise UserError(f"{source}: {next(iter(dates))!r} may be {next(iter(one.values()))} or "
                            f"{next(iter(two.values()))}; write dates as 2024-01-31")
        text = next(text for text, found in dates.items() if not found.other)
        if int(re.split(r"[/-]", text)[0]) <= 12:  # month first
            days = {text: found.other or found.at for text, found in dates.items()}
    on = {text: datetime.date.fromordinal(place) for text, place in days.items()}
    ends = all((day + datetime.timedelta(1)).day == 1 for day in on.values())
    if ends or all(day.day == 1 for day in on.values()):
        which = "last" if ends else "first"
        months = {text: day.year * 12 + day.month - 1 for text, day in on.items()}
        long = {"quarter": 3, "year": 12}.get(asked or "", 1)
        if len({place // long for place in months.values()}) == len(set(months.values())):
            kind = asked if long > 1 and asked else "month"
            return kind, {text: place // long for text, place in months.items()}, (
                f"periods: every date is the {which} day of a month, so that each stands for a {kind}")
    weekdays = {day.weekday() for day in on.values()}
    if len(weekdays) == 1 and (asked == "week" or (asked is None and len(set(days.values())) > 2)):
        return "week", {text: (place - 1) // 7 for text, place in days.items()}, (
            "periods: dates lie whole weeks apart, so that each stands for a week")
    raise UserError(f"{source}: its dates are single days ({', '.join(list(dates)[:3])}); give one figure "
                    f"for each week, month or quarter, with the answers behind it (n) added up")
