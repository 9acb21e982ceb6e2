"""Files and folders that appear under their name whole, or not at all: made in a folder beside, and renamed.

That folder, ``.NAME.part``, is locked as long as its writer runs. What a writer that was killed left in it
goes when the next one comes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from sim.base import paths
from sim.base.errors import UserError

CHOOSE = "choose another with --out"
"""What errors advise; a command without that option advises otherwise."""

_LOCK = "lock"
_TRIES = 50  # times that another writer may take its folder away between our making it and locking it


class InUse(UserError):
    """Another process is writing there at this moment."""


class Taken(UserError):
    """Something is there already."""


@contextmanager
def written(out: Path, over: bool = False, advice: str = CHOOSE) -> Iterator[Path]:
    """Yields the path to write what appears as ``out`` at the end of the block, or not at all where the block
    fails.

    over: what is there is replaced.  UserError where it cannot be written, or is there already.
    """
    with claimed(out, over, advice) as new:
        try:
            yield new
            put(new, out, over, advice)
        except OSError as fault:
            raise unwritable(out, fault, advice) from None


@contextmanager
def claimed(out: Path, over: bool = False, advice: str = CHOOSE, patience: float = 0.1) -> Iterator[Path]:
    """Yields the path to write what :func:`put` puts in place; nobody else writes ``out`` meanwhile.

    InUse where somebody does, and still does after ``patience`` seconds; UserError where it is there already
    or cannot be made.
    """
    paths.local(out)
    if not over:
        check_free(out, advice)
    try:
        place = out.with_name(f".{out.name}.part")
        lock = _locked(place, out, advice, patience)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise UserError(f"{out} cannot be made ({why}); {advice}") from None
    try:
        if not over:
            check_free(out, advice)  # again, now that nobody else can make it
        yield place / "new"
    finally:
        _remove(place, lock)


def put(new: Path, out: Path, over: bool = False, advice: str = CHOOSE) -> None:
    """Rename ``new`` to ``out``.  over: in place of what is there, else UserError where something is."""
    if not over:
        check_free(out, advice)
    elif out.is_dir():
        out.rename(new.with_name("old"))  # goes with the folder beside
    new.replace(out)


def unwritable(out: Path, fault: OSError, advice: str = CHOOSE) -> UserError:
    """What to say of an ``out`` that cannot be written."""
    return UserError(f"{out} cannot be written ({fault.strerror or fault}); check permissions and space, or "
                     f"{advice}")


def check_free(out: Path, advice: str = CHOOSE) -> None:
    """Taken where there is something, if only a link to nothing."""
    if out.exists() or out.is_symlink():
        raise Taken(f"{out} exists already and is never overwritten; {advice}, or remove it first")


def _locked(place: Path, out: Path, advice: str, patience: float) -> FileLock:
    for left in reversed(range(_TRIES)):
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            if not _is_ours(place):
                raise UserError(f"{place} would be needed to write {out}, but is something else; rename it")
            place.mkdir(exist_ok=True)
            lock = FileLock(place / _LOCK)
            lock.acquire(timeout=patience)
            break
        except Timeout:
            raise InUse(f"{out} is being written by another process at this moment; {advice}") from None
        except (FileNotFoundError, FileExistsError):  # the latter where the folder went while mkdir looked
            if not left:
                raise
    _clear(place)
    return lock


def _is_ours(place: Path) -> bool:
    """Is this free, or what a writer made?  Nothing else is ever removed.

    Told from one listing: between two looks another writer may come or go.
    """
    if place.is_symlink():
        return False
    try:
        names = [path.name for path in place.iterdir()]
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    return not names or _LOCK in names


def _clear(place: Path) -> None:
    for path in place.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != _LOCK:
            path.unlink()


def _remove(place: Path, lock: FileLock) -> None:
    """The lock goes last: from then on another writer may be in there."""
    with suppress(OSError):
        _clear(place)
    if os.name == "nt":  # where no open file can be removed
        lock.release()
    with suppress(OSError):
        (place / _LOCK).unlink()
        place.rmdir()
    lock.release()
