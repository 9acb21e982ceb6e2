"""One driver at a time: a study's folder, begun whole or not at all, and its lock."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sim.base import atomic
from sim.base.errors import UserError

STUDY = "study.json"
LOCK = "lock"
DRIVER = "driver.json"

_PATIENCE = 1.0  # seconds; whoever only looks whether somebody drives holds the lock for a moment


def is_study(folder: Path) -> bool:
    """Is this the folder of a study?"""
    return (folder / STUDY).is_file()


def begin(folder: Path, fill: Callable[[Path], None]) -> None:
    """Make a study's folder: what ``fill`` writes appears under its name whole, or not at all."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} exists already and is no study; choose another folder with --out")
    with atomic.claimed(folder, over=True, patience=_PATIENCE) as new:
        if is_study(folder):  # another driver began it meanwhile
            return
        try:
            new.mkdir()
            fill(new)
            new.rename(folder)
        except OSError as fault:
            raise atomic.unwritable(folder, fault) from None


def claim(folder: Path) -> FileLock:
    """The lock of a study, held until it is released or this process ends, however it ends; refused while another holds it."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise UserError(f"{folder} is in use by {_who(driver(folder))}; wait for it (sim sweep status {folder}), or stop it "
                        "first") from None
    except OSError as fault:
        raise UserError(f"{folder} cannot be locked ({fault.strerror or fault}); check permissions") from None
    write_json(folder / DRIVER, {"host": platform.node(), "pid": os.getpid(), "since": time.time()})
    return lock


def driver(folder: Path) -> dict[str, Any] | None:
    """Who drives or last drove the study: host, pid, since."""
    try:
        found: dict[str, Any] = json.loads((folder / DRIVER).read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return None


def driven(folder: Path) -> bool:
    """Does somebody drive the study at this moment?"""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:  # a folder one may only read: nobody can say
        return False
    lock.release()
    return False


def write_json(file: Path, data: Any) -> None:
    """Write beside, then rename."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    beside.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(file)


def _who(found: dict[str, Any] | None) -> str:
    return f"another driver (process {found['pid']} on {found['host']})" if found else "another driver"
