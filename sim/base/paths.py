"""Which files a file may name, and where results may go.

A file that came from somebody else must not make its reader open, and publish, files of his own.  So whatever
a file names lies in the folder of the file that the person named, or below; anything else the person names
too, with :func:`allow` (``sim --allow``, ``--org``). What Python code or the command line gives directly is
the person's own word and may lie anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from sim.base.errors import UserError

_NOWHERE = Path("/dev/null/nowhere")  # no file lies below it

# the folder that everything read just now must lie in
_home: ContextVar[Path | None] = ContextVar("home", default=None)
_allowed: set[Path] = set()
_reached: set[Path] = set()  # what was named by files alone


def allow(*places: Path | str, anew: bool = False) -> None:
    """Let files name these folders and files, and what is below them.  anew: and no others."""
    if anew:
        _allowed.clear()
    _allowed.update(Path(place).resolve() for place in places)


@contextmanager
def reading(file: Path | None) -> Iterator[bool]:
    """While a file that names others is read; those must lie in its folder, or in that of the file it was
    reached from.

    None is a text that came without a folder, and may name no file at all.  Yields whether the person named
    this file: of one that was only reached, errors quote nothing.
    """
    if _home.get() is not None:
        yield file is not None and _is_allowed(file)
        return
    if file is not None:
        _reached.discard(file.resolve())
    token = _home.set(_NOWHERE if file is None else file.parent.resolve())
    try:
        yield True
    finally:
        _home.reset(token)


def inside(path: Path, where: str, key: str, said: str) -> Path:
    """``path``, which ``key`` in the file ``where`` named as ``said``; UserError where it leads out, by way
    of a link too."""
    home = _home.get()
    if home is None or _is_allowed(path):
        return path
    try:
        there = [path, *(path.iterdir() if path.is_dir() else ())]
        out = next((one for one in there if not one.resolve().is_relative_to(home)), None)
    except (OSError, ValueError, RuntimeError):  # unreadable, a NUL within, links in a circle
        out = path
    if out is not None:
        if home == _NOWHERE:
            raise UserError(f"{where}: {key} is {said[:80]!r}, but a text without a folder may name no "
                            "files; write out what stands there")
        link = f" (by the link {out.name[:80]!r})" if out != path else ""
        raise UserError(f"{where}: {key} is {said[:80]!r}, which leads out of {home}{link}; put it in that "
                        f"folder or below, or allow it on the command line: sim --allow {_folder_of(out)} "
                        "...")
    _reached.add(path.resolve())
    return path


def _folder_of(path: Path) -> str:
    try:
        return str(path.resolve().parent)
    except (OSError, ValueError, RuntimeError):
        return "FOLDER"


def only_reached(path: Path) -> bool:
    """Did a file name this, and not the person?  Then errors quote nothing of what is in it."""
    return path.resolve() in _reached and not _is_allowed(path)


def local(out: Path | str | None) -> None:
    """Refuse an address where a place on this machine is meant: ``s3://...`` would become a folder."""
    if out is not None and re.match(r"[A-Za-z][A-Za-z0-9+.-]+:[/\\]", str(out)):
        raise UserError(f"--out {out} is an address, and results are written to this machine alone; give a "
                        "place here, and copy it from there yourself")


def _is_allowed(path: Path) -> bool:
    if not _allowed:
        return False
    try:
        there = path.resolve()
    except (OSError, ValueError, RuntimeError):
        return False
    return any(there.is_relative_to(place) for place in _allowed)
