"""A lesson in another language: a file of its texts alone, laid over the lesson it translates; nothing that is computed can change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.base import yaml_text
from sim.base.errors import UserError
from sim.lessons.lesson import Lesson
from sim.scenario.checks import near, shown

TEXTS = frozenset({"title", "question", "source", "what", "how", "label", "say", "ask", "hint", "why", "notice", "tries", "debrief",
                   "further"})
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
            raise UserError(f"{where}: {name} has {len(new)} entries, and {len(old)} in the lesson it translates")
        return [_one(a, b, where, f"{name}[{i}]", readable) for i, (a, b) in enumerate(zip(old, new, strict=True))]
    raise UserError(f"{where}: {name} is {shown(new)}, which is no text of the lesson it translates; only texts can be translated")


def _listed(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
