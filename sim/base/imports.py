"""Which files a module is made of: its own, those of what it imports, and the data they read; found in the
source, nothing is imported.

A module names a data file of the package by calling :func:`packaged` with its path, and so says that it reads
it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]

_ONLY_TYPES = re.compile(r"^if TYPE_CHECKING:\n(?:[ \t]+.*\n|\n)+", re.MULTILINE)
_FROM = re.compile(r"^[ \t]*from (sim[\w.]*) import (?:\(([^)]*)\)|(.*))", re.MULTILINE)
_IMPORT = re.compile(r"^[ \t]*import (sim[\w.]*)", re.MULTILINE)
_DATA = re.compile(r"\bpackaged\(\"([^\"]+)\"\)")


def packaged(path: str) -> Path:
    """A data file that comes with the package; path: from the package's folder."""
    return PACKAGE / path


def files_of(*modules: str, beside: tuple[str, ...] = (), package: Path = PACKAGE) -> list[Path]:
    """Source and data files of modules ('sim.model.engine.simulate') and of all they import within the
    package, sorted.

    beside: modules that are left out, with what only they import.  So is the package's own ``__init__``: it
    knows everybody and imports nobody until asked.  FileNotFoundError for a module that does not exist.
    """
    left_out = {package / "__init__.py", *(_file_of(module, package) for module in beside)}
    _found.cache_clear()
    found: set[Path] = set()
    waiting = [_file_of(module, package) for module in modules]
    while waiting:
        file = waiting.pop()
        if file not in found and file not in left_out:
            found.add(file)
            if file.suffix == ".py":
                waiting += _named_in(file.read_text(encoding="utf-8"), package)
    return sorted(found)


def digest(files: list[Path], package: Path = PACKAGE) -> str:
    """blake2b over files and their names, 32 hex digits."""
    seal = hashlib.blake2b(digest_size=16)
    for file in files:
        seal.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return seal.hexdigest()


def _named_in(source: str, package: Path) -> Iterator[Path]:
    source = _ONLY_TYPES.sub("", source)
    for module in _IMPORT.findall(source):
        yield from _way_to(module, package)
    for module, inside, behind in _FROM.findall(source):
        for name in re.split(r"[,\s]+", re.sub(r"#.*", "", inside or behind)):
            below = _found(f"{module}.{name}", package) if name.isidentifier() else None
            yield from _way_to(module, package) if below is None else (*_way_to(module, package), below)
    yield from (file for path in _DATA.findall(source) if (file := package / path).is_file())


def _way_to(module: str, package: Path) -> Iterator[Path]:
    """The files that Python runs when it imports a module, without the package's own ``__init__``."""
    parts = module.split(".")
    for depth in range(2, len(parts) + 1):
        yield _file_of(".".join(parts[:depth]), package)


@cache
def _found(module: str, package: Path) -> Path | None:
    place = package.joinpath(*module.split(".")[1:])
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)


def _file_of(module: str, package: Path) -> Path:
    file = _found(module, package)
    if file is None:
        raise FileNotFoundError(f"there is no module {module} in {package}")
    return file
