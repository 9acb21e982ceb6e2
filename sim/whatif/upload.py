"""An organisation from files that a visitor uploads: read row by row, in memory only, known in links by its
digest.

The readers of `sim.org` take paths, so the bytes are in a private temporary folder while they are read, which
is removed at once.
"""

from __future__ import annotations

import io
import re
import tempfile
import time
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sim.base.errors import UserError
from sim.org.convert import write
from sim.org.organisation import Organisation
from sim.org.read import read_organisation
from sim.whatif.words import WORDS
from sim.words import ENGLISH
from sim.words.sentences import said

MOST_BYTES = 20_000_000
"""Of all files together: a hundred thousand people with six ties each."""

MOST_POSTS = 20_000
"""Posts that pages can draw and run; larger organisations are for the command line."""

MOST_TIES = 20 * MOST_POSTS
"""Rows of edges and services, counted before any of them is read."""

MOST_FAULTS = 12
"""Rows that are reported at once."""

LONGEST = 5.0
"""Seconds after which no further faults are looked for: the files are read again for each."""

MOST_UNPACKED = 100_000_000
"""Bytes of a workbook, unpacked."""

ACCEPTED = (".csv", ".tsv", ".txt", ".xlsx", ".graphml", ".xml", ".gexf", ".gml", ".net", ".json")
"""Endings of files that are read."""

POSTS, MAPPING = "nodes.csv", "mapping.yaml"
"""Names that say what a file among several is; tables of posts and ties may have any others."""

_LINE = re.compile(r"(?P<file>[^/\n]*?), line (?P<line>\d+)\b")


class UploadFaults(UserError):
    """Everything wrong with the files, a sentence each."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Uploaded:
    """organisation: in memory.  place: its digest, as a plan names it; pseudonyms change nothing in it.
    notes: what was inferred.  warnings: what of it looks implausible."""

    organisation: Organisation
    place: str
    notes: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def uploaded(files: Mapping[str, bytes], *, pseudonyms: bool = False, language: str = ENGLISH) -> Uploaded:
    """The organisation in one file of any kind that is read, or in a folder's worth of files: a table of
    posts and one of ties under any names, with services.csv and mapping.yaml if there are.

    pseudonyms: forget the names of posts and units, and all titles; it simulates as before.  language: of
    all that is said.  :class:`UploadFaults` says of each row what is wrong with it.
    """
    _check(files, language)
    organisation = _read(dict(files), language)
    if len(organisation) > MOST_POSTS:
        raise _too_many(len(organisation), language)
    if pseudonyms:
        organisation = _pseudonymous(organisation)
    unused = ", ".join(said(language, name) for name in organisation.unused)
    notes, warnings = ([said(language, note) for note in some] for some in (
        (*organisation.notes, *([f"not used: {unused}"] if unused else ())), organisation.warnings))
    return Uploaded(organisation, organisation.digest(names=False), tuple(notes), tuple(warnings))


def _check(files: Mapping[str, bytes], language: str) -> None:
    size = sum(map(len, files.values()))
    if not files or size == 0:
        raise _fault(language, "empty")
    if size > MOST_BYTES:
        raise _fault(language, "too_big", bytes=f"{size:,}", most=f"{MOST_BYTES:,}")
    for name, content in files.items():
        if Path(name).suffix.lower() not in ACCEPTED and (name != MAPPING or len(files) == 1):
            raise _fault(language, "ending", name=_plain(name), ending=Path(name).suffix or "-",
                         endings=", ".join(ACCEPTED))
        rows, most = _rows(content, language), MOST_POSTS if len(files) == 1 or name == POSTS else MOST_TIES
        if rows > most + 1:  # the names of columns
            raise _too_many(rows - 1, language) if most == MOST_POSTS else _fault(
                language, "too_many_rows", name=_plain(name), rows=f"{rows - 1:,}", most=f"{most:,}")


def _fault(language: str, key: str, **gaps: str) -> UploadFaults:
    return UploadFaults((WORDS.say(language, f"uploaded.{key}", **gaps),))


def _rows(content: bytes, language: str) -> int:
    """At least so many rows, or nodes, are in a file."""
    if content[:4] == b"PK\x03\x04":
        return unpacked(content, language)
    nodes = content.count(b"<node")
    return nodes if nodes else sum(1 for line in re.finditer(rb"[^\r\n]+", content)
                                   if line[0].strip(b" ,;\t"))


def unpacked(content: bytes, language: str) -> int:
    """No rows, for what is packed is counted once it is read; refused if it would unpack to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return 0
    if size > MOST_UNPACKED:
        raise _fault(language, "unpacked", bytes=f"{size:,}", most=f"{MOST_UNPACKED:,}")
    return 0


def _too_many(posts: int, language: str) -> UploadFaults:
    return _fault(language, "too_many", posts=f"{posts:,}", most=f"{MOST_POSTS:,}")


def _plain(name: str) -> str:
    """A file's name as it can be shown and written."""
    return re.sub(r"[^\w. -]", "_", Path(name.replace("\\", "/")).name)[:80] or "upload"


def _read(files: dict[str, bytes], language: str) -> Organisation:
    """The organisation, or every row's fault: a refused row is blanked, the rest read again."""
    faults: list[str] = []
    blanked: set[str] = set()
    began = time.monotonic()
    for _ in range(4 * MOST_FAULTS):
        try:
            organisation = _read_once(files)
        except UserError as error:
            fault = str(error)
            faults += [said(language, fault)] if not _follows(fault, blanked) else []
            if len(faults) >= MOST_FAULTS or time.monotonic() - began > LONGEST or not _blank(
                files, fault, blanked):
                break
        else:
            if faults:
                break
            return organisation
    raise UploadFaults(tuple(faults))


def _follows(fault: str, blanked: set[str]) -> bool:
    """Is this fault only there because a row that it speaks of was refused?"""
    quoted = re.search(r"'([^']*)' is nobody's|names? '([^']*)'", fault)
    return quoted is not None and (quoted[1] or quoted[2]) in blanked


def _blank(files: dict[str, bytes], fault: str, blanked: set[str]) -> bool:
    """Empty the row that a fault names; is there such a row below the column names?"""
    found = _LINE.search(fault)
    name = next((name for name in files if found and _plain(name) == found["file"]), None) if found else None
    if found is None or name is None or not name.lower().endswith(".csv"):
        return False
    with suppress(UnicodeDecodeError):
        files[name].decode("utf-8")
        return _blank_line(files, name, int(found["line"]) - 1, blanked)
    return False


def _blank_line(files: dict[str, bytes], name: str, at: int, blanked: set[str]) -> bool:
    """Empty a line below the column names, if there is anything in it."""
    lines = files[name].split(b"\n")
    if not 0 < at < len(lines) or not lines[at].strip():
        return False
    cells = re.split(r"[,;\t]", lines[at].decode("utf-8", "replace"))
    blanked.update(cell.strip().strip('"') for cell in cells)
    lines[at] = b""
    files[name] = b"\n".join(lines)
    return True


def _read_once(files: Mapping[str, bytes]) -> Organisation:
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        for name, content in files.items():
            (Path(folder) / _plain(name)).write_bytes(content)
        path = Path(folder) / _plain(next(iter(files))) if len(files) == 1 else Path(folder)
        try:
            organisation = read_organisation(path)
        except UserError as error:
            raise UserError(str(error).replace(f"{folder}/", "").replace(folder, "the upload")) from None
        notes = tuple(note.replace(f"{folder}/", "").replace(folder, "the upload")
                      for note in organisation.notes)
        name = ("organisation" if len(files) > 1 and organisation.name == Path(folder).name
                else organisation.name)
        return replace(organisation, name=name, notes=notes)


def _pseudonymous(organisation: Organisation) -> Organisation:
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        write(organisation, Path(folder) / "copy", pseudonyms=True)
        copy = read_organisation(Path(folder) / "copy")
    return replace(copy, name="organisation", notes=(*copy.notes, "pseudonyms: names of posts and units, and "
                                                     "all titles, were forgotten"))
