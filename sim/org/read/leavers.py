"""Who has left, by a column of status or a date of leaving; and positions that are no more."""

from __future__ import annotations

import re

import numpy as np

from sim.base.errors import UserError
from sim.base.tables.table import Table
from sim.org.read.choose import Chosen
from sim.org.read.columns import plain
from sim.org.read.nothing import is_gone, is_nothing

_LEFT = re.compile(r"terminat|resign|dismiss|retired|deceased|former|inactiv|"
                   r"^left|^leaver|^exemploy|^exmitarb|" r"^fired|^t$|suspend|"
                   r"archiv|deleted|disabled|ausgeschieden|inaktiv|ehemalig|gekundigt|ausgetreten|^sorti|"
                   r"^parti$|"
                   r"^partie$|inacti|demission|licencie|baja|cesad|eliminated|closed|despedid|retirad")
_HERE = re.compile(r"activ|^a$|current|employed|aktiv|actif|leave|permanent|full ?time|part "
                   r"?time|contract|intern|"
                   r"probation|beschaftigt|onboard|^alta|enabled|tempor|regular|vollzeit|teilzeit|befristet|"
                   r"cdi|cdd")
_YES, _NO = ("yes", "y", "true", "1", "ja", "oui", "si", "t", "x"), ("no", "n", "false", "0", "nein", "non",
                                                                     "f")
_ACTIVE_NAMES = ("active", "isactive", "accountenabled", "enabled", "valid", "aktiv", "actif", "activo",
                 "activestatus", "stillemployed", "currentlyemployed")
_LEFT_NAMES = ("attrition", "terminated", "isterminated", "termd", "hasleft", "leaver", "ausgeschieden")
_OPEN_END = re.compile(r"9999|2999|2099|2199|1900-01-0[01]|00?[./-]00?[./-]00")


def gone(table: Table, chosen: Chosen, order: list[int], keep: bool, notes: list[str]) -> np.ndarray:
    """Which posts have been left or are no more: bool [posts].  keep: they count all the same."""
    flags = np.zeros(len(order), bool)
    name = chosen.names.get("name")
    if name is not None:
        no_more = {cell for cell in {*table.columns[name]} if len(cell) < 30 and is_gone(cell)}
        chosen.used.update([name] if no_more else [])
        flags |= _flagged(table.columns[name], order, no_more, f"column '{name}'", keep, notes)
    for meaning in ("status", "left_on"):
        for column in chosen.all(meaning):
            left = _left(column, {*table.columns[column]}, meaning)
            if left is None:
                continue
            flags |= _flagged(table.columns[column], order, left, f"column '{column}'", keep, notes)
            if flags.all() and not keep:
                raise UserError(f"{table.source}: column {column!r} says that everybody has left "
                                f"({', '.join(sorted(left)[:3])}); say --keep-leavers, or correct the column")
            chosen.used.add(column)
            return flags
        chosen.others[meaning] = chosen.all(meaning)
        chosen.names.pop(meaning, None)  # it does not tell: 1, 2, 3
    return flags


def _flagged(cells: list[str], order: list[int], left: set[str], where: str, keep: bool,
             notes: list[str]) -> np.ndarray:
    if not left:
        return np.zeros(len(order), bool)
    flags = np.array([cells[i] in left for i in order], bool)
    words = ", ".join(repr(word) for word in sorted(left)[:3]) + (", ..." if len(left) > 3 else "")
    if keep:
        notes.append(f"leavers: {int(flags.sum())} by {where} ({words}) are kept, as was asked")
        return np.zeros(len(order), bool)
    notes.append(f"leavers: {int(flags.sum())} of {len(order)} left out by {where} ({words}); --keep-leavers "
                 f"keeps them")
    return flags


def _left(column: str, values: set[str], meaning: str) -> set[str] | None:
    """The values that say that somebody has left; None for a column that does not tell."""
    if meaning == "left_on":
        return {value for value in values if not is_nothing(value) and not _OPEN_END.search(value)}
    known = {value: plain(value) for value in values if not is_nothing(value)}
    if plain(column) in _ACTIVE_NAMES and known and set(known.values()) <= {*_YES, *_NO}:
        return {value for value, word in known.items() if word in _NO}
    if plain(column) in _LEFT_NAMES and known and set(known.values()) <= {*_YES, *_NO}:
        return {value for value, word in known.items() if word in _YES}
    left = {value for value, word in known.items() if _LEFT.search(word)}
    here = {value for value, word in known.items() if value not in left and _HERE.search(word)}
    return left if left or here else None
