"""Folders for what can be made again: compiled code, matplotlib's list of fonts, the pages' settings.

The first that can be written is taken, which is found out by writing. Without a home they lie in one folder per user in the temporary
directory; compiled code is run, so that nobody else may write there.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

NAME = "service-culture-sim"


def folder(name: str) -> Path | None:
    """A folder of that name that can be written; None where there is none on this machine.

    Tried in this order: NUMBA_CACHE_DIR, XDG_CACHE_HOME, ~/.cache, a folder of this user alone in the temporary directory.
    """
    named, sub = os.environ.get("NUMBA_CACHE_DIR"), f"{NAME}/{name}"
    usual = [Path(named) / sub if named else None, in_home(sub, "XDG_CACHE_HOME", ".cache")]
    return next((place for place in usual if place and _writable(place)), None) or _temporary(name)


def lend(name: str, variable: str, *usual: Path | None) -> None:
    """Give a library a folder, in the environment's ``variable``, where it cannot write the one named there, or all its ``usual`` ones."""
    named = os.environ.get(variable)
    if all(place is not None and _writable(place) for place in ([Path(named)] if named else usual)):
        return
    lent = folder(name)
    if lent is not None:
        os.environ[variable] = str(lent)


def lend_matplotlib() -> None:
    """Before matplotlib is imported: without a folder to write it warns, and lists all fonts again in every process."""
    if sys.platform == "linux":  # elsewhere other folders are usual, of which it finds one
        lend("matplotlib", "MPLCONFIGDIR", in_home("matplotlib", "XDG_CONFIG_HOME", ".config"),
             in_home("matplotlib", "XDG_CACHE_HOME", ".cache"))


def in_home(name: str, variable: str = "", usual: str = "") -> Path | None:
    """A folder within the one ``variable`` names, else within ``usual`` of the home; None where there is no home, as in a container."""
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named / name
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / usual / name if home.is_absolute() else None


def _temporary(name: str) -> Path | None:
    """Below a folder that no other user can have prepared or can change."""
    user = os.geteuid() if hasattr(os, "geteuid") else None
    try:
        place = Path(tempfile.gettempdir()) / (NAME if user is None else f"{NAME}-{user}")
        with suppress(FileExistsError):
            place.mkdir(mode=0o700)
        state = place.lstat()
    except OSError:
        return None
    private = stat.S_ISDIR(state.st_mode) and (user is None or state.st_uid == user and not state.st_mode & 0o077)
    return place / name if private and _writable(place / name) else None


def _writable(place: Path) -> bool:
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"written")
    except (OSError, ValueError):
        return False
    return True
