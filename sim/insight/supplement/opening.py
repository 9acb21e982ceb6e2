"""An archive opened so that a hostile one does no harm: looked at before it is unpacked, and of it only what
its manifest names."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.base.errors import UserError
from sim.insight.supplement.archive import MANIFEST, METADATA, MOST_BYTES

MOST_RATIO = 100
"""Bytes that a byte of an archive may unpack to.  Published studies unpack to 2 to 10; what holds nothing but
zeros, to 1,000."""

MOST_FILES = 2_000
"""Files of an archive.  A published study holds some thirty, more with many plans and pictures."""

MOST_MANIFEST = 4_000_000
"""Bytes of a manifest; one of a thousand files has a tenth of that."""

# an archive's table of contents is read in one go, everything else in smaller pieces
_READ_AT_ONCE = 2_000_000
_LEFT_FREE = 100_000_000
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)

Text = Annotated[str, Field(max_length=2_000)]
Name = Annotated[str, Field(min_length=1, max_length=300)]


class _Said(BaseModel):
    model_config = ConfigDict(strict=True)


class _Place(_Said):
    folder: Annotated[str, Field(pattern=r"^organisation(-[1-9][0-9]{0,3})?$")]
    posts: Annotated[int, Field(ge=0)]
    units: Annotated[int, Field(ge=0)]
    digest: Text
    how: Text


class _Runs(_Said):
    outcomes: Annotated[list[Name], Field(max_length=10_000)]
    trajectories: Annotated[list[Name], Field(max_length=1_000)]


class _Manifest(_Said):
    what: Literal["published study"]
    format: Annotated[int, Field(ge=1, le=1)]
    name: Text
    title: Text
    question: Text
    digest: Text
    counted: Text
    sim: Text
    code: Text
    versions: dict[Name, Text]
    organisations: Annotated[list[_Place], Field(max_length=1_000)]
    runs: _Runs
    files: dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]]


class _Pieces(io.BufferedReader):
    """A file of which no piece is read that would fill the memory, whatever its table of contents says."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _READ_AT_ONCE:
            raise zipfile.BadZipFile("its table of contents is too large")
        return super().read(size)


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """A temporary folder with the manifest of an archive and the files that it names, removed afterwards.

    Refused as UserError before anything is written: no zip or a damaged one, more or larger files than a
    study has, names that lead out or that a system cannot hold, links, encryption, no manifest, and other
    files than the manifest names; then, file by file, what is not byte for byte what the manifest says.
    Errors raised while the folder is in use name the archive instead of it.
    """
    with tempfile.TemporaryDirectory(prefix="sim-archive-") as place:
        folder = Path(place)
        try:
            with _Pieces(io.FileIO(archive)) as file, zipfile.ZipFile(file) as zipped:
                entries = _looked_at(zipped, archive)
                said = _manifest(_manifest_text(zipped, entries, archive), archive)
                _same_names(set(entries), set(said["files"]), archive)
                for name, digest in said["files"].items():
                    _unpack(zipped, entries[name], folder / name, digest, archive)
                (folder / MANIFEST).write_bytes(zipped.read(MANIFEST))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
                ValueError) as fault:
            raise UserError(f"{archive}: is not a whole zip archive ({_short(fault)}); "
                            "get it again") from None
        except OSError as fault:
            raise UserError(f"{archive}: cannot be unpacked ({fault.strerror or fault}); check its path, "
                            "permissions and free space") from None
        try:
            yield folder
        except UserError as error:
            raise UserError(str(error).replace(f"{folder}/", f"{archive}: ").replace(
                str(folder), str(archive))) from None


def read_manifest(folder: Path, archive: Path) -> dict[str, Any]:
    """The manifest of an unpacked archive."""
    return _manifest((folder / MANIFEST).read_bytes(), archive)


def strict_json(text: str | bytes) -> Any:
    """Plain data from JSON; ValueError for what JSON has no words for (NaN), a key twice, and what is nested
    or long beyond reason."""
    def no_constant(word: str) -> Any:
        raise ValueError(f"{word} is no number")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a key is there twice")
        return found

    try:
        return json.loads(text, parse_constant=no_constant, object_pairs_hook=once)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _looked_at(zipped: zipfile.ZipFile, archive: Path) -> dict[str, zipfile.ZipInfo]:
    """The archive's files by name, of which nothing is read yet."""
    entries = [entry for entry in zipped.infolist() if not entry.is_dir()]
    size, packed = sum(entry.file_size for entry in entries), archive.stat().st_size
    most = min(MOST_BYTES, MOST_RATIO * packed)
    if size > most or len(entries) > MOST_FILES:
        raise UserError(f"{archive}: would unpack to {size:,} bytes in {len(entries):,} files, more than "
                        f"{most:,} or {MOST_FILES:,}; no study is that large, do not trust it")
    place = tempfile.gettempdir()
    free = shutil.disk_usage(place).free
    if size + _LEFT_FREE > free:
        raise UserError(f"{archive}: would unpack to {size:,} bytes, and {place} has {free:,} free; free "
                        "some space, or name another place with TMPDIR")
    seen: set[str] = set()
    for entry in entries:
        _check_name(entry.filename, archive)
        if stat.S_ISLNK(entry.external_attr >> 16) or entry.filename.casefold() in seen:
            raise UserError(f"{archive}: holds {entry.filename[:80]!r} as a link or twice; do not trust this "
                            "archive")
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UserError(f"{archive}: holds {entry.filename[:80]!r} encrypted, or packed in another way "
                            "than sim publish does; get the archive that was published")
        seen.add(entry.filename.casefold())
    return {entry.filename: entry for entry in entries}


def _check_name(name: str, archive: Path) -> None:
    path = PurePosixPath(name)
    if (path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name.isprintable()
        or str(path) != name):
        raise UserError(f"{archive}: holds a file named {name[:80]!r}, which would lead out of the folder; "
                        "do not trust it")
    if any(_DEVICE.match(part) or part != part.rstrip(". ") for part in path.parts):
        raise UserError(f"{archive}: holds a file named {name[:80]!r}, which not every system can hold; do "
                        "not trust it")


def _manifest_text(zipped: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], archive: Path) -> bytes:
    entry = entries.get(MANIFEST)
    if entry is None or entry.file_size > MOST_MANIFEST:
        raise _no_manifest(archive, "there is none" if entry is None else f"it has {entry.file_size:,} bytes")
    return zipped.read(entry)


def _manifest(text: bytes, archive: Path) -> dict[str, Any]:
    try:
        found = strict_json(text)
        _Manifest.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))[:80]
        raise _no_manifest(archive, f"{where or 'the whole'} is wrong: {first['msg'][:80]}") from None
    except ValueError as fault:
        raise _no_manifest(archive, _short(fault)) from None
    return dict(found)


def _no_manifest(archive: Path, why: str) -> UserError:
    return UserError(f"{archive}: has no {MANIFEST} of a published study ({why!s}); give an archive that sim "
                     "publish made")


def _same_names(there: set[str], said: set[str], archive: Path) -> None:
    there -= {MANIFEST, METADATA}
    for name in sorted(there | said):
        if name not in there:
            raise UserError(f"{archive}: {name[:80]!r} is missing; it is not the archive that was published, "
                            "get it again")
        if name not in said:
            raise _changed(archive, name)


def _unpack(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, digest: str,
            archive: Path) -> None:
    """Write one file; no more of it than its stated size, and its checksum is checked."""
    target.parent.mkdir(parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    with zipped.open(entry) as source, target.open("xb") as file:
        for piece in _pieces(source):
            hashed.update(piece)
            file.write(piece)
    if hashed.hexdigest() != digest:
        raise _changed(archive, entry.filename)


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(1 << 20):
        yield piece


def _changed(archive: Path, name: str) -> UserError:
    return UserError(f"{archive}: {name[:80]!r} is not the file that was published, but changed or added "
                     "since; get the archive again")


def _short(fault: Exception) -> str:
    text = "".join(c if c.isprintable() else "?" for c in str(fault))
    return text if len(text) <= 100 else text[:100] + "..."
