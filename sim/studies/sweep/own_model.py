"""A model of one's own: a function named by whoever runs a study, never by a file, and all local files that
its code is in.

The files are found by reading imports, without importing anything.  They are hashed into the study's code,
watched while it runs, and kept in its folder.  The function itself is called in a process of its own:
`sim.studies.sweep.own_process`.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder
from importlib.util import resolve_name
from pathlib import Path
from typing import Any

from sim.base.errors import UserError
from sim.studies.sweep.own_child import is_local

Given = str | Callable[..., Any]
"""How a model is named: FILE.py:function, or the function itself where it is in a file."""

_WRITE_IT = ("write it to a file, such as mine.py, and give model=\"mine.py:mine\" (on the command line "
             "--model mine.py:mine)")


@dataclass(frozen=True)
class Source:
    """A file of the model.  name: its path below the folder in which its import begins; digest: blake2b of
    what it held."""

    name: str
    path: str
    digest: str


@dataclass(frozen=True)
class OwnModel:
    """A function in a file.  module: what the file is imported as, from the folder root; path: where else
    imports are looked for;
    sources: the file and all that it imports, sorted; uses_sim: does it call the simulator?"""

    file: str
    function: str
    module: str
    root: str
    path: tuple[str, ...]
    sources: tuple[Source, ...]
    uses_sim: bool

    def __str__(self) -> str:
        return f"{Path(self.file).name}:{self.function}"

    @property
    def digests(self) -> dict[str, str]:
        """The files' digests by name."""
        return {source.name: source.digest for source in self.sources}

    def require_unchanged(self) -> None:
        """Refuse to continue where a file is no longer what it was when the study began."""
        for source in self.sources:
            if _digest(source.path) != source.digest:
                raise UserError(f"{source.path} is not what it was when the study began, so that its runs "
                                "would come from two models; finished runs are kept: put the file back and "
                                "continue, or begin anew in another folder with --out")


def named(given: Given) -> OwnModel:
    """The model meant.  UserError for what is no function in a Python file; nothing is imported."""
    file, function = _split(given) if isinstance(given, str) else _place(given)
    said = f"model {Path(file).name}:{function}"
    if not os.path.isfile(file):
        raise UserError(f"{said}: {file} is not there; give the path of a Python file and the name of its "
                        "function, FILE.py:function")
    parents = _packages(Path(file))
    root = str(Path(file).parents[len(parents)])
    module = ".".join([*parents, Path(file).stem]).removesuffix(".__init__")
    path = tuple(dict.fromkeys(os.path.abspath(place) for place in sys.path if is_local(place)))
    reader = _Reader([root, *sys.path])
    reader.follow(module, file, said)
    sources = tuple(Source(name, place, _digest(place)) for name, place in sorted(reader.files.items()))
    return OwnModel(file, function, module, root, path, sources, reader.uses_sim)


def _split(given: str) -> tuple[str, str]:
    """FILE.py:function, parted at the last colon, since a path may hold others."""
    file, _, function = given.rpartition(":")
    if given.startswith("__main__:"):
        raise UserError(f"model {given}: a function of a notebook or of the script that is running cannot be "
                        f"run elsewhere; {_WRITE_IT}")
    if not file.endswith(".py") or not re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)*", function):
        hint = f"; did you mean {file}.py:{function}?" if file and Path(f"{file}.py").is_file() else ""
        raise UserError(f"model is {given[:200]!r}, expected FILE.py:function, such as mine.py:mine{hint}")
    return os.path.abspath(file), function


def _place(function: Callable[..., Any]) -> tuple[str, str]:
    name, where = str(getattr(function, "__qualname__", "")), str(getattr(function, "__module__", ""))
    module = sys.modules.get(where)
    file = getattr(module, "__file__", None) or ""
    found: Any = module
    for part in name.split("."):
        found = getattr(found, part, None)
    if where == "__main__" or not file.endswith(".py") or found is not function:
        what = f"{name or type(function).__name__} " + (
            "is a function of a notebook or of the script that is running" if where == "__main__"
            and "<" not in name else "is not a function at the top of a file")
        raise UserError(f"model {what}, so that no other process can load it; {_WRITE_IT}")
    return os.path.abspath(file), name


def _packages(file: Path) -> list[str]:
    """Names of the packages that a file is in, outermost first."""
    found: list[str] = []
    for folder in file.parents:
        if not (folder / "__init__.py").is_file():
            break
        found.insert(0, folder.name)
    return found


class _Reader:
    """Follows imports from file to file.  files: by their names below where their import begins."""

    def __init__(self, path: list[str]) -> None:
        importlib.invalidate_caches()
        self._path, self._specs = path, dict[str, ModuleSpec | None]()
        self.files: dict[str, str] = {}
        self.uses_sim = False

    def follow(self, module: str, file: str, said: str) -> None:
        """Take in ``file``, imported as ``module``, with the packages around it and all that these import."""
        tree = _tree(file)
        if isinstance(tree, Exception):
            raise UserError(f"{said}: {file} cannot be read as Python ({tree})")
        waiting = [(module, file), *self._local(module.rpartition(".")[0])]
        while waiting:
            module, file = waiting.pop()
            package = module if Path(file).stem == "__init__" else module.rpartition(".")[0]
            name = "/".join([*(package.split(".") if package else ()), Path(file).name])
            if name not in self.files:
                self.files[name] = os.path.realpath(file)
                waiting += [found for imported in _imports(_tree(file), package)
                            for found in self._local(imported)]

    def _local(self, module: str) -> Iterator[tuple[str, str]]:
        """The local files that importing a module runs: its packages' and its own; none where it is not
        there, or not local."""
        parts = module.split(".") if module and not module.startswith(".") else []
        for name in (".".join(parts[:i + 1]) for i in range(len(parts))):
            if name not in self._specs:
                self._specs[name] = self._spec(name)
            spec = self._specs[name]
            if spec is None:
                return
            if spec.origin and os.path.isabs(spec.origin):
                if not is_local(spec.origin):
                    self.uses_sim |= name == "sim"
                    return
                yield name, spec.origin

    def _spec(self, name: str) -> ModuleSpec | None:
        parent, _, _ = name.rpartition(".")
        if parent:
            above = self._specs[parent]
            places = above.submodule_search_locations if above else None
            return PathFinder.find_spec(name, list(places)) if places is not None else None
        if name in sys.builtin_module_names:
            return None
        found = PathFinder.find_spec(name, self._path)
        usual = BuiltinImporter, FrozenImporter, PathFinder
        others = (finder for finder in sys.meta_path if finder not in usual)
        # installed as editable
        return found or next((spec for finder in others if (spec := finder.find_spec(name, None))), None)


def _tree(file: str) -> ast.Module | Exception:
    if not file.endswith(".py"):
        return ast.Module([], [])
    try:
        return ast.parse(Path(file).read_bytes())
    except SyntaxError as fault:
        return ValueError(f"line {fault.lineno}: {fault.msg}" if fault.lineno else fault.msg)
    except (OSError, ValueError, RecursionError, MemoryError) as fault:
        return fault


def _imports(tree: ast.Module | Exception, package: str) -> Iterator[str]:
    """Names of modules that a file may import, wherever in it; of ``from a import b`` both a and a.b."""
    for node in ast.walk(tree) if isinstance(tree, ast.Module) else ():
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute("." * node.level + (node.module or ""), package)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names if alias.name != "*")
        elif (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
              and isinstance(node.args[0].value, str)):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                yield _absolute(node.args[0].value, package)


def _absolute(name: str, package: str) -> str:
    """A relative name as seen from a package; '' where it leads out of all packages, which is an error if it
    is run."""
    try:
        return resolve_name(name, package)
    except ImportError:
        return ""


def _digest(file: str) -> str:
    """blake2b of a file, read again only where its time or size has changed: every run asks for it."""
    try:
        seen = os.stat(file)
        return _read(file, seen.st_mtime_ns, seen.st_size)
    except OSError as fault:
        raise UserError(f"{file} cannot be read ({fault.strerror}); every machine that runs the model needs "
                        "it under this path") from None


@lru_cache(maxsize=4096)
def _read(file: str, changed: int, size: int) -> str:
    return hashlib.blake2b(Path(file).read_bytes(), digest_size=16).hexdigest()
