"""The archive as a file, written so that the same contents give the same bytes;
:mod:`sim.insight.supplement.opening` opens it."""

from __future__ import annotations

import hashlib
import shutil
import stat
import zipfile
from pathlib import Path

from sim.base import atomic
from sim.base.errors import UserError

MANIFEST = "manifest.json"
"""What the runs depend on, and the sha256 of every file but itself and the crate's metadata, which describe
the others."""

METADATA = "ro-crate-metadata.json"

MOST_BYTES = 8 << 30
"""Unpacked size of an archive: figures of a million runs with four outcomes day by day for a year."""

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold: no file says when it was made
_MODE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3


def sha256(path: Path) -> str:
    """sha256 of a file, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_text(path: Path, text: str) -> None:
    """Write a file of text, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def files_in(folder: Path) -> list[str]:
    """Every file's path inside a folder, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def pack(folder: Path, out: Path) -> None:
    """Zip a folder: entries sorted, dates and modes fixed, whole or not at all.  UserError where it exists or
    cannot be written."""
    size = sum((folder / name).stat().st_size for name in files_in(folder))
    if size > MOST_BYTES:
        raise UserError(f"the archive would hold {size:,} bytes, more than the {MOST_BYTES:,} that sim "
                        "reproduce unpacks; publish a study with fewer trajectories or runs")
    with (atomic.written(out) as new,
          zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped):
        for name in files_in(folder):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _MODE
            entry.file_size = (folder / name).stat().st_size  # lets zipfile choose the form for large files
            with (folder / name).open("rb") as source, zipped.open(entry, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)
