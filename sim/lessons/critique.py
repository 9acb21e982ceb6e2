"""The critique: which parts of what a lesson shows are evidence, which are assumption; derived from the
declarations in play."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sim.insight.describe.uses import trees
from sim.lessons.lesson import Lesson
from sim.lessons.words import say
from sim.model.mechanisms.catalogue import MECHANISMS, NAMES
from sim.model.mechanisms.declare import Mechanism
from sim.model.parameters import LEVERS, PARAMETERS, SURE, SWITCHES, Parameter
from sim.model.parameters.declare import Switch
from sim.scenario import Scenario
from sim.words import ENGLISH

EVIDENCED = ("measured", "published", "from memory")
"""How sure a number must be in order to count as evidenced; all else is assumed, or the firm's own figure."""

_IDS = re.compile(r"\bM\d\d\b")


@dataclass(frozen=True)
class Critique:
    """What is in play where both policies differ.  numbers: parameters that the mechanisms read, and the
    levers themselves."""

    mechanisms: tuple[Mechanism, ...]
    levers: tuple[Parameter, ...]
    numbers: tuple[Parameter, ...]
    switches: tuple[Switch, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of the numbers are how sure, best known first."""
        return {sure: sum(p.sure == sure for p in self.numbers) for sure in SURE}

    def words(self, language: str = ENGLISH) -> str:
        """The proportion in one sentence."""
        known = sum(p.sure in EVIDENCED for p in self.numbers)
        own = sum(p.sure == "convention" for p in self.numbers)
        return say(language, "critique.proportion", mechanisms=len(self.mechanisms),
                   numbers=len(self.numbers), known=known, own=own, assumed=len(self.numbers) - known - own)


def critique(lesson: Lesson) -> Critique:
    """Derived from the levers in which the two policies differ, and the mechanisms that list them."""
    a, b = lesson.scenarios
    levers = tuple(name for name in LEVERS if _settings(a, name) != _settings(b, name))
    mechanisms = tuple(m for m in MECHANISMS if set(m.levers) & set(levers))
    ids = {m.id for m in mechanisms}
    numbers = [PARAMETERS[name] for name in PARAMETERS if _reads().get(name, frozenset()) & ids]
    contested = tuple(s for s in SWITCHES.values() if s.mechanism in {NAMES[id_] for id_ in ids})
    return Critique(mechanisms, tuple(LEVERS[name] for name in levers), tuple(numbers), contested)


def _settings(scenario: Scenario, lever: str) -> list[object]:
    """Everything a scenario says of a lever, from the first day to the last change."""
    default = LEVERS[lever].default
    said: list[Mapping[str, object]] = [scenario.levers, *(change.levers for change in scenario.changes)]
    found = [levers.get(lever, default if i == 0 else None) for i, levers in enumerate(said)]
    return [value for value in found if value is not None]


@cache
def _reads() -> dict[str, frozenset[str]]:
    """Parameter -> ids of the mechanisms whose code reads it: its docstring names them, or its file's."""
    found: dict[str, set[str]] = {}
    for tree in trees().values():
        of_file = set(_IDS.findall(ast.get_docstring(tree) or ""))
        for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
            ids = set(_IDS.findall(ast.get_docstring(function) or "")) or of_file
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute) and node.attr in PARAMETERS:
                    found.setdefault(node.attr, set()).update(ids)
    return {name: frozenset(ids) for name, ids in found.items()}
