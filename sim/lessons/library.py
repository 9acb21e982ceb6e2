"""Where lessons are, inside the package and in a folder of the teacher's own; and their texts in another
language.

A translation is a file of a lesson's texts alone, laid over the lesson: nothing that is computed can change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.base import yaml_text
from sim.base.errors import UserError
from sim.lessons.lesson import Lesson
from sim.scenario.bundled import SUFFIXES
from sim.scenario.checks import near, shown
from sim.words import ENGLISH

TEXTS = frozenset({"title", "question", "source", "what", "how", "label", "say", "ask", "hint", "why",
                   "notice", "tries", "debrief", "further"})
"""Keys whose values are for reading; no other can be translated."""

_A_TRANSLATION = "a translation is a mapping of the lesson's texts that begins with 'title: ...'"


def place(lesson: Path, code: str) -> Path:
    """Where the texts of a lesson's file are in a language: in a folder beside it, under the same name."""
    return lesson.parent / code / lesson.name


def translated(lesson: Lesson, text: bytes, where: str, code: str) -> Lesson:
    """The lesson in the words of a file; ``where`` names that file in errors."""
    words = yaml_text.parse(text, where, _A_TRANSLATION)
    return lesson.reworded(_laid_over(lesson.data, words, where, "") | {"language": code})


def _laid_over(data: Mapping[str, Any], words: Mapping[str, Any], where: str, above: str) -> dict[str, Any]:
    merged = dict(data)
    for key, value in words.items():
        if key not in data:
            raise UserError(f"{where}: {above}{key} is not in the lesson it translates{near(key, data)}")
        merged[key] = _one(data[key], value, where, f"{above}{key}", key in TEXTS)
    return merged


def _one(old: Any, new: Any, where: str, name: str, readable: bool) -> Any:
    """The translation of one value.  A text in place of a mapping stands for what the mapping says."""
    if isinstance(old, Mapping) and isinstance(new, str) and "say" in old:
        return {**old, "say": new}
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _laid_over(old, new, where, f"{name}.")
    if isinstance(old, str) and isinstance(new, str) and readable:
        return new
    if _listed(old) and _listed(new):
        if len(old) != len(new):
            raise UserError(f"{where}: {name} has {len(new)} entries, and {len(old)} in the lesson it "
                            "translates")
        return [_one(a, b, where, f"{name}[{i}]", readable) for i,
                (a, b) in enumerate(zip(old, new, strict=True))]
    raise UserError(f"{where}: {name} is {shown(new)}, which is not a text of the lesson it translates; only "
                    "texts can be translated")


def _listed(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


BUNDLED = Path(__file__).parent
"""The lessons that come with the simulator lie beside this file."""

ORDER = ("what-a-jerk", "the-broken-middle", "who-is-your-customer", "care-or-course", "always-right",
         "the-higher-road", "permission-first", "you-are-being-watched", "what-fear-hides",
         "the-overload-scar", "luck-or-leadership")
"""The order in which the bundled lessons are shown; others follow by name."""


def names(folder: Path | None = None) -> list[str]:
    """Names of the bundled lessons, then of those in ``folder``."""
    there = [path.stem for path in BUNDLED.glob("*.yaml")]
    own = sorted({path.stem for path in folder.iterdir() if path.suffix in SUFFIXES}
                 - set(there)) if folder else []
    return sorted(there, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)) + own


def place_of(name: str, folder: Path | None = None) -> Path:
    """The file of a lesson by its name, bundled or in ``folder``; never another file."""
    if name not in names(folder):
        raise UserError(f"{shown(name)} is not a lesson{near(name, names(folder))}")
    own = [folder / f"{name}{suffix}" for suffix in SUFFIXES] if folder else []
    return next(path for path in (BUNDLED / f"{name}.yaml", *own) if path.is_file())


def load(name_or_path: str | Path, folder: Path | None = None, language: str = ENGLISH) -> Lesson:
    """A lesson by its name, bundled or in ``folder``, or from a file; in a language if it has that."""
    text = str(name_or_path)
    file = isinstance(name_or_path, Path) or (text not in names(folder)
                                              and (text.endswith(SUFFIXES) or "/" in text))
    path = Path(text) if file else place_of(text, folder)
    texts = place(path, language)
    try:
        lesson = _read(path.absolute(), path.stat().st_mtime_ns, str(path))
        if language == lesson.language or not texts.is_file():
            return lesson
        return translated(lesson, texts.read_bytes(), str(texts.relative_to(path.parent)), language)
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror})") from None


@lru_cache(maxsize=64)
def _read(path: Path, changed: int, where: str) -> Lesson:
    """Read once as long as the file stays as it is."""
    with path.open("rb") as file:
        text = file.read(yaml_text.MOST_BYTES + 1)
    return parse(text, where if path.parent != BUNDLED else path.name, path.stem, path.parent)


def parse(text: bytes, where: str, name: str = "lesson", folder: Path | None = None) -> Lesson:
    """A lesson from the bytes of a file; one that was uploaded has no ``folder``, and may name no files."""
    return Lesson.parse(text, where, name, folder)


def bundled(folder: Path | None = None) -> list[Lesson]:
    """Every lesson, in order; one of the teacher's own that cannot be read is an error that names it."""
    return [load(name, folder) for name in names(folder)]
