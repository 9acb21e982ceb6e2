"""The archive as a file: written so that the same contents give the same bytes, and opened so that a hostile one does no harm."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from sim import atomic
from sim.errors import UserError

MANIFEST = "manifest.json"
"""What the runs depend on, and the sha256 of every file but itself and the crate's metadata, which describe the others."""

METADATA = "ro-crate-metadata.json"

MOST_BYTES = 16 << 30
"""Unpacked size beyond which an archive is refused."""

MOST_FILES = 100_000
"""Files beyond which an archive is refused."""

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold: no file says when it was made
_MODE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3


def sha256(path: Path) -> str:
    """sha256 of a file, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in(folder: Path) -> list[str]:
    """Every file's path inside a folder, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def pack(folder: Path, out: Path) -> None:
    """Zip a folder: entries sorted, dates and modes fixed, whole or not at all.  UserError where it exists or cannot be written."""
    with atomic.written(out) as new, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name in files_in(folder):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _MODE
            entry.file_size = (folder / name).stat().st_size  # lets zipfile choose the form for large files
            with (folder / name).open("rb") as source, zipped.open(entry, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """A temporary folder with what is in an archive, removed afterwards.

    Refused as UserError: no zip or a damaged one, names that lead out of the folder, links, more than :data:`MOST_BYTES` or
    :data:`MOST_FILES`, no manifest, and files that are not, byte for byte, those the manifest speaks of.
    """
    with tempfile.TemporaryDirectory(prefix="sim-archive-") as place:
        folder = Path(place)
        try:
            with zipfile.ZipFile(archive) as zipped:
                for entry in _checked(zipped, archive):
                    target = folder / entry.filename
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with zipped.open(entry) as source, target.open("xb") as file:
                        shutil.copyfileobj(source, file, 1 << 20)  # no more than its stated size, and its checksum is checked
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
            raise UserError(f"{archive}: is not a whole zip archive ({fault}); get it again") from None
        except OSError as fault:
            raise UserError(f"{archive}: cannot be unpacked ({fault.strerror or fault}); check its path, permissions and free "
                            "space") from None
        _as_published(folder, archive)
        yield folder


def read_manifest(folder: Path, archive: Path) -> dict[str, Any]:
    """The manifest of an unpacked archive."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if isinstance(found, dict) and isinstance(found.get("files"), dict) and "code" in found:
            return found
    except (OSError, ValueError):
        pass
    raise UserError(f"{archive}: has no {MANIFEST} of a published study; give an archive that sim publish made")


def _checked(zipped: zipfile.ZipFile, archive: Path) -> list[zipfile.ZipInfo]:
    entries = [entry for entry in zipped.infolist() if not entry.is_dir()]
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name.isprintable() or str(path) != name:
            raise UserError(f"{archive}: holds a file named {name[:80]!r}, which would lead out of the folder; do not trust it")
        if stat.S_ISLNK(entry.external_attr >> 16) or name.casefold() in seen:
            raise UserError(f"{archive}: holds {name[:80]!r} as a link or twice; do not trust this archive")
        seen.add(name.casefold())
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES or len(entries) > MOST_FILES:
        raise UserError(f"{archive}: would unpack to {size:,} bytes in {len(entries):,} files, more than {MOST_BYTES:,} or "
                        f"{MOST_FILES:,}; no study is that large")
    return entries


def _as_published(folder: Path, archive: Path) -> None:
    said = read_manifest(folder, archive)["files"]
    there = set(files_in(folder)) - {MANIFEST, METADATA}
    for name in sorted(there | set(said)):
        if name not in there:
            raise UserError(f"{archive}: {name[:80]!r} is missing; it is not the archive that was published, get it again")
        if name not in said or sha256(folder / name) != said[name]:
            raise UserError(f"{archive}: {name[:80]!r} is not the file that was published, but changed or added since; get the "
                            "archive again")
