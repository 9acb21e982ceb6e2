"""A table of figures to one row a figure, whatever way it lies: one figure a row, a column for each outcome,
period or unit, or a pivot table.

Which way it lies is told by its column names alone; what the table does not say (the outcome, the number of
answers) is asked for and never taken from a file's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.base.errors import UserError, nearest
from sim.base.tables.encoding import decode, read_bytes
from sim.base.tables.header import table_of
from sim.base.tables.separated import grid_of
from sim.base.tables.table import Table, shown
from sim.base.tables.workbook import sheets
from sim.org.read.columns import rank
from sim.org.read.nothing import is_nothing
from sim.studies.calibration import names
from sim.studies.calibration.periods import when

_PERSONS = re.compile(
    r"ids?|persons?|personnel|employees?|worker|agent|user|username|login|name|firstname|"
    r"lastname|surname|email|mail|phone|mobile|birthday|birthdate|dob|age|sex|gender|address|ssn|"
    r"respondent|participant|colleague|customer|client|salary")
_OF_PERSONS = ("id", "position", "account", "email", "name", "first_name", "last_name", "dn", "manager")
_COUNT = re.compile(r"(n|count|number|responses|anzahl|nombre|cuenta)( of| von| de)? (.+)|(.+?)[ "
                    r"_-]+(n|count|" r"responses|answers|antworten|anzahl|respuestas)", re.IGNORECASE)
NEEDS = ("one row a figure (period, unit, outcome, value, n), or a column for each outcome (sim show "
         "outcomes), period or unit")


@dataclass(frozen=True)
class Figure:
    """One figure as the file writes it; '' for what it does not say.  heading: of the column with the value.
    columns: by meaning, as the file calls them."""

    table: Table
    row: int
    heading: str
    columns: dict[str, str]
    period: str = ""
    unit: str = ""
    outcome: str = ""
    value: str = ""
    n: str = ""
    leavers: str = ""
    scale: str = ""

    def wrong(self, meaning: str, text: str) -> UserError:
        """A complaint that says where, and what is there."""
        column = self.heading if meaning == "value" else self.columns.get(meaning, meaning)
        return UserError(f"{self.table.where(self.row)}, column {column}: {getattr(self, meaning)!r} {text}")


def opened(data: bytes, path: Path) -> Table:
    """The table in the bytes of a file: CSV in any encoding and separator, or the first sheet of a workbook
    that holds one."""
    def meaning(name: str) -> str | None:
        known, date = names.column(name) if name else None, when(name)
        if known:
            return known[1]
        dated = date is not None and date.kind not in ("all", "number", "day")
        return name if name and (dated or names.outcome(name, names.OUTCOME)) else None

    if data[:4] == b"PK\x03\x04":
        grids = list(sheets(data, path))
        tables = [table_of(grid, meaning) for grid in grids]
        fits = [sum(meaning(name) is not None for name in table.columns) for table in tables]
        table = tables[fits.index(max(fits))]
        if len(grids) > 1:
            return Table(table.source, table.columns, table.lines, table.word,
                         (*table.notes, f"workbook: read from {table.source.rpartition(', ')[2]}; it has "
                          f"{len(grids)} sheets"), table.twins, table.unnamed)
        return table
    return table_of(grid_of(*decode(data, path), str(path)), meaning)


def read(path: Path) -> Table:
    """The table in a file."""
    return opened(read_bytes(path, NEEDS), path)


def figures(table: Table, outcomes: Sequence[str], unit: Callable[[str], str | None],
            notes: list[str]) -> list[Figure]:
    """One row a figure, the blank ones of wide tables left out.

    Args:
        table: The file's.
        outcomes: What there is.
        unit: The unit a text names, None if none.
        notes: What was decided is added.
    """
    heads = list(table.columns)
    counts = {head: of for head in heads if (of := _counted(head, outcomes))}
    chosen = _chosen(heads, counts, outcomes)
    of_outcomes = [head for head in heads if head not in counts and head not in chosen.values()
                   and names.outcome(head, outcomes)]
    wide: list[str] = []
    if "value" not in chosen and not of_outcomes:
        own = set(chosen.values())
        wide = ([head for head in heads if head not in own and (found := when(head)) and found.kind != "all"]
                or [head for head in heads if head != chosen.get("period") and unit(head)])
    of_periods = bool(wide and when(wide[0]))
    if wide and not of_periods:
        chosen = {meaning: head for meaning, head in chosen.items() if head not in wide}
    long = "value" in chosen and ("outcome" in chosen or not of_outcomes)
    heading = [chosen["value"]] if long else of_outcomes or wide
    _refuse_persons(table, heads, {*chosen.values(), *counts, *of_outcomes, *wide})
    if not heading and {"leavers", "n"} <= chosen.keys():
        heading = [chosen["leavers"]]
    if not heading:
        raise UserError(_no_value(table, heads))
    for head in {*chosen.values(), *counts, *heading}:
        table.check(head)
    columns = {meaning: head for meaning, head in chosen.items() if meaning != "value" and not (
        meaning == "outcome" and not (long or wide))}
    made, blank = [], 0
    for row in range(len(table)):
        cells = {meaning: table.columns[head][row] for meaning, head in columns.items()}
        for head in heading:
            value = table.columns[head][row]
            if not long and is_nothing(value):
                blank += 1
                continue
            said = dict(cells)
            if of_outcomes and not long:
                said["outcome"] = head
                its = names.outcome(head, outcomes)
                own_n = next((name for name, of in counts.items() if of == its), None)
                if own_n:
                    said["n"] = table.columns[own_n][row]
            elif head == chosen.get("leavers"):
                said["outcome"] = "staff_turnover"
            elif wide:
                said["period" if of_periods else "unit"] = head
            elif len(counts) == 1 and "n" not in said:
                said["n"] = table.columns[next(iter(counts))][row]
            made.append(Figure(table, row, head, columns, **({"value": value} | said)))
    _note(heads, {*columns.values(), *counts, *heading}, heading, wide, of_periods, blank, notes)
    return made


def _chosen(heads: list[str], counts: dict[str, str], outcomes: Sequence[str]) -> dict[str, str]:
    """The most telling column of each meaning; a year beside a shorter period is not the period."""
    found: dict[str, tuple[int, str]] = {}
    for head in heads:
        known = names.column(head)
        if known and head not in counts and head not in outcomes:
            place, meaning = known
            if meaning not in found or place < found[meaning][0]:
                found[meaning] = place, head
    return {meaning: head for meaning, (_, head) in found.items()}


def _counted(head: str, outcomes: Sequence[str]) -> str | None:
    """The outcome whose answers a column counts: 'Count of CSAT', 'CSAT n'."""
    found = _COUNT.fullmatch(head.strip())
    return names.outcome(found[3] or found[4], outcomes) if found else None


def _refuse_persons(table: Table, heads: list[str], known: set[str]) -> None:
    for head in heads:
        words = set(re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1_\2", head).lower()))
        if head in known or head in table.unnamed or names.column(head):
            continue
        if any(rank(head, meaning) is not None for meaning in _OF_PERSONS) or (
                any(map(_PERSONS.fullmatch, words)) and not {"unit", "team", "outcome"} & words):
            raise UserError(f"{table.source}, line 1: column {head!r} looks like rows about single persons, "
                            "and these do not belong here; aggregate them first, to one row per period, "
                            "unit and outcome (period, unit, outcome, value, n) with n from 5")


def _no_value(table: Table, heads: list[str]) -> str:
    if len(heads) == 1:
        return (f"{table.source}, line 1: {heads[0][:80]!r} is a single column, but {NEEDS} is needed; "
                f"separate columns with commas, semicolons or tabs")
    odd = [head for head in heads if names.column(head) is None]
    why = next((f"; {head!r} {said}" for head in heads if (said := names.no_outcome(head))), "")
    near = next((f"; {head!r}: {hint[2:]}" for head in odd if "did you mean" in (hint := nearest(
        head.lower(), ("value", "n", *names.OUTCOME)))), "")
    return (f"{table.source}, line 1: none of its columns ({shown(heads, 400)}) holds a figure that is "
            f"known{why or near}; give {NEEDS}")


def _note(heads: list[str], used: set[str], heading: list[str], wide: list[str], of_periods: bool, blank: int,
          notes: list[str]) -> None:
    if wide:
        kind = "periods" if of_periods else "units"
        notes.append(f"table: {len(wide)} columns are {kind} "
                     f"({', '.join(wide[:3])}{', ...' if len(wide) > 3 else ''})")
    elif len(heading) > 1 or heading[0] != "value":
        notes.append(f"figures: from {', '.join(map(repr, heading))}")
    if blank:
        notes.append(f"empty cells: {blank} left out")
    unused = [head for head in heads if head not in used]
    if unused:
        notes.append(f"not used: {shown(unused, 400)}")
