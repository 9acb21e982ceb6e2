"""Where lessons are: inside the package, and in a folder of the teacher's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sim.base import yaml_text
from sim.base.errors import UserError
from sim.lessons.lesson import Lesson
from sim.lessons.translated import place, translated
from sim.scenario.bundled import SUFFIXES
from sim.scenario.checks import near, shown
from sim.words import ENGLISH

BUNDLED = Path(__file__).parent
"""The lessons that come with the simulator lie beside this file."""

ORDER = ("what-a-jerk", "the-broken-middle", "who-is-your-customer", "care-or-course", "always-right", "the-higher-road",
         "permission-first", "you-are-being-watched", "what-fear-hides", "the-overload-scar", "luck-or-leadership")
"""The order in which the bundled lessons are shown; others follow by name."""


def names(folder: Path | None = None) -> list[str]:
    """Names of the bundled lessons, then of those in ``folder``."""
    there = [path.stem for path in BUNDLED.glob("*.yaml")]
    own = sorted({path.stem for path in folder.iterdir() if path.suffix in SUFFIXES} - set(there)) if folder else []
    return sorted(there, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)) + own


def place_of(name: str, folder: Path | None = None) -> Path:
    """The file of a lesson by its name, bundled or in ``folder``; no other file, whatever the name looks like."""
    if name not in names(folder):
        raise UserError(f"{shown(name)} is no lesson{near(name, names(folder))}")
    own = [folder / f"{name}{suffix}" for suffix in SUFFIXES] if folder else []
    return next(path for path in (BUNDLED / f"{name}.yaml", *own) if path.is_file())


def load(name_or_path: str | Path, folder: Path | None = None, language: str = ENGLISH) -> Lesson:
    """A lesson by its name, bundled or in ``folder``, or from a file; in a language if its texts are there in it."""
    text = str(name_or_path)
    file = isinstance(name_or_path, Path) or (text not in names(folder) and (text.endswith(SUFFIXES) or "/" in text))
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
