"""Folders for what can be made again: compiled code, matplotlib's list of fonts, what the pages' libraries
keep.

The first that can be written is taken, which is found out by writing. Without a home they lie in one folder
per user in the temporary directory; compiled code is run, so nobody else may write there.
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

    Tried in this order: NUMBA_CACHE_DIR, XDG_CACHE_HOME, ~/.cache, the same in a home of this user alone in
    the temporary directory.
    """
    named, sub = os.environ.get("NUMBA_CACHE_DIR"), f"{NAME}/{name}"
    for place in (Path(named) / sub if named else None, in_home(sub, "XDG_CACHE_HOME", ".cache")):
        if place and _writable(place):
            return place
    home = _temporary()
    return home / ".cache" / sub if home and _writable(home / ".cache" / sub) else None


def lend_home() -> None:
    """For a process of our own: the pages' libraries need a home they can write to."""
    home = in_home("")
    if home is None or not _writable(home):
        os.environ["HOME"] = str(_temporary() or home or os.getcwd())


def lend_matplotlib() -> None:
    """Before matplotlib is imported: without a folder to write it warns, and each process lists all fonts."""
    if sys.platform != "linux":  # elsewhere other folders are usual, of which it finds one
        return
    named = os.environ.get("MPLCONFIGDIR")
    usual = (in_home("matplotlib", "XDG_CONFIG_HOME", ".config"),
             in_home("matplotlib", "XDG_CACHE_HOME", ".cache"))
    if all(place and _writable(place) for place in ([Path(named)] if named else usual)):
        return
    lent = folder("matplotlib")
    if lent is not None:
        os.environ["MPLCONFIGDIR"] = str(lent)


def in_home(name: str, variable: str = "", usual: str = "") -> Path | None:
    """A folder within the one ``variable`` names, else within ``usual`` of the home; None where there is no
    home, as in a container."""
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named / name
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / usual / name if home.is_absolute() else None


def _temporary() -> Path | None:
    """A home in the temporary directory that no other user can touch; None where there can be none."""
    user = os.geteuid() if hasattr(os, "geteuid") else None
    try:
        place = Path(tempfile.gettempdir()) / (NAME if user is None else f"{NAME}-{user}")
    except OSError:
        return None
    with suppress(OSError):
        place.mkdir(mode=0o700)
    try:
        state = place.lstat()
    except OSError:
        return None
    private = stat.S_ISDIR(state.st_mode) and (user is None or state.st_uid == user and not state.st_mode
                                               & 0o077)
    return place if private else None


def _writable(place: Path) -> bool:
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"written")
    except (OSError, ValueError):
        return False
    return True
