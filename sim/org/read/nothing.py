"""What people and programs write into a cell to say yes, or that there is nothing, nobody, nobody yet."""

from __future__ import annotations

from sim.org.read.columns import plain

_SIGNS = {"", "-", "--", "---", "—", "–", "―", "?", "??", "*", ".", "/", "#", "\\n", "#n/a", "#ref!",
          "#name?", "#value!", "#null!", "<na>", "n/d"}
_NUMBERS = {"0", "-1", "00", "0.0", "-1.0", "000"}


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split(","))


_WORDS = _words("na, none, null, nan, nil, blank, not available, not applicable, empty, leer, keine, keiner, "
                "kein, aucun, aucune, ninguno, ninguna, nicht zugeordnet, unassigned, undefined, not "
                "assigned, nd, unknown")
_NO_MANAGER = _words(
    "x, xx, xxx, tbd, tba, tbc, tbh, vacant, open, no manager, board, the board, board of directors, self, "
    "nobody, no one, top, root, owner, shareholders, kein vorgesetzter, keine führungskraft, aufsichtsrat, "
    "vorstand, gesellschafter, vakant, unbesetzt, offen, sans responsable, conseil d'administration, "
    "vacante, sin jefe, sin responsable, junta directiva, consejo de administración, supervisory board, no "
    "supervisor, external, not reporting, does not report, no line manager, no boss, chairman, trustees, "
    "board of trustees")
_VACANT = _words("vacancy, open, open position, tbd, tba, tbh, to be hired, unfilled, vakant, unbesetzt, "
                 "offen, nn, poste vacant, à pourvoir, open role, open headcount")
_GONE = _words("eliminated, deleted, closed, abolished, gestrichen, weggefallen, supprimé, eliminado")


def is_nothing(cell: str) -> bool:
    """Does a cell say 'none'?"""
    return cell.lower() in _SIGNS or plain(cell) in _WORDS


def is_no_manager(cell: str) -> bool:
    """Does a cell, where a manager is expected, say that there is none?"""
    return is_nothing(cell) or cell in _NUMBERS or plain(cell) in _NO_MANAGER


def is_vacant(cell: str) -> bool:
    """Does a cell, where a person is expected, say that nobody is there yet?"""
    return plain(cell) in _VACANT or plain(cell).startswith("vacan")


def is_gone(cell: str) -> bool:
    """Does a cell, where a person is expected, say that the position is no more?"""
    return plain(cell) in _GONE


def is_yes(cell: str) -> bool:
    """Does a cell say yes?"""
    return cell.lower() in ("1", "1.0", "yes", "y", "true", "t", "x", "ja", "j", "oui", "o", "sí", "si", "s")
