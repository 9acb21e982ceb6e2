"""Who writes and who reads each column, and which mechanism a rule belongs to: read off the code."""

from __future__ import annotations

import ast
import inspect
import re
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.model import tallies
from sim.model.mechanisms.catalogue import NAMES
from sim.model.outcomes import TALLIES
from sim.model.parameters import TALKS
from sim.model.population import PERSON_STATES

ROOT = Path(__file__).parents[2] / "model"

CODE = ("population.py", "tallies.py", "mechanisms", "interaction", "engine")
"""Where columns, parameters and levers are used."""

_NAMED = {
    "person": "PERSON", "report": "PERSON", "boss": "PERSON", "old": "PERSON", "other": "PERSON",
    "people": "PERSON",
    "leader": "LEADER", "head": "LEADER", "leaders": "LEADER", "leaders_": "LEADER",
    "unit": "UNIT", "units": "UNIT", "link": "LINK", "links": "LINK", "customer": "CUSTOMER",
    "customers": "CUSTOMER",
    "everybody": "CUSTOMER",
    "visit": "VISIT", "visits": "VISIT", "came": "VISIT", "today": "TODAY", "tallies": "TODAY",
    "sums": "TODAY", "m": "MOMENT",
    "moments": "MOMENT",
    "policy": "policy", "policies": "policy", "p": "p", "parameters": "p", "on": "on", "n": "neutral",
    "neutral": "neutral", "row": "TALLY",
}
"""Names under which the code knows a record, and the record."""

_MECHANISM = re.compile(r"\bM\d\d\b")

type Where = dict[tuple[str, str], set[str]]
"""(record, column) -> stems of the files."""


@cache
def trees() -> dict[Path, ast.Module]:
    """The syntax tree of every file of :data:`CODE`."""
    files = (file for place in CODE for file in ([ROOT / place] if place.endswith(".py")
                                                 else sorted((ROOT / place).rglob("*.py"))))
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


def base(node: ast.expr) -> str:
    """The name a value goes by: ``person``, ``world.people[i]`` and ``people[i]`` alike; '' for none."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _column(node: ast.AST) -> tuple[str, str] | None:
    """(base name, column) of ``person.fear`` or ``people["fear"]``; None for anything else."""
    if isinstance(node, ast.Attribute):
        return base(node.value), node.attr
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(
        node.slice.value, str):
        return base(node.value), node.slice.value
    return None


@cache
def accesses() -> tuple[Where, Where]:
    """(written in, read in) for every column; those of a new person or customer do not count as written."""
    written: Where = defaultdict(set)
    read: Where = defaultdict(set)
    for file, tree in trees().items():
        skipped = {id(node) for function in ast.walk(tree) if isinstance(function, ast.FunctionDef)
                   and function.name in ("new_person", "new_customer", "everybody_new")
                   for node in ast.walk(function)}
        for node in ast.walk(tree):
            found = _column(node)
            if found is not None and found[0] in _NAMED:
                stored = isinstance(getattr(node, "ctx", None), ast.Store)
                if not (stored and id(node) in skipped):
                    (written if stored else read)[_NAMED[found[0]], found[1]].add(file.stem)
            if isinstance(node, ast.AugAssign) and (target := _column(node.target)) and target[0] in _NAMED:
                read[_NAMED[target[0]], target[1]].add(file.stem)
    for name in tallies.CONTACT:  # what is derived there has no text of its own
        written["TODAY", name].add("tallies")
    for name in TALKS:
        read["policy", name].add("leaders_act")
    for field in (name.removeprefix("sum_") for name in TALLIES):
        if field in tallies.CONTACT or field in PERSON_STATES:
            read["TODAY" if field in tallies.CONTACT else "PERSON", field].add("tallies")
    return written, read


def rule_modules() -> dict[str, ModuleType]:
    """The files of `sim.model.rules` by name."""
    names = sorted(file.stem for file in (ROOT / "rules").glob("*.py") if not file.stem.startswith("_"))
    return {name: import_module(f"sim.model.rules.{name}") for name in names}


def rules_in(module: ModuleType) -> dict[str, Any]:
    """The rules a file defines, in its order."""
    return {name: rule for name, rule in vars(module).items() if hasattr(rule, "over") and rule.__module__
            == module.__name__}


def _ids(text: str | None) -> frozenset[str]:
    return frozenset(_MECHANISM.findall(text or "")) & frozenset(NAMES)


def rules_imported(tree: ast.Module) -> dict[str, str]:
    """Names under which a file knows rules and their files -> 'file.rule' or 'file'."""
    rules = "sim.model.rules"
    return {alias.asname or alias.name:
            f"{(node.module or '').removeprefix(rules).lstrip('.')}.{alias.name}".lstrip(".")
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(rules)
            for alias in node.names}


def called(function: ast.expr, aliases: dict[str, str]) -> str:
    """'file.rule' of a call, '' if it calls something else; aliases: as :func:`rules_imported` tells them."""
    if (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
        and function.value.id in aliases):
        return f"{aliases[function.value.id]}.{function.attr}"
    return aliases.get(function.id, "") if isinstance(function, ast.Name) else ""


@cache
def callers() -> dict[str, list[tuple[str, frozenset[str], frozenset[str]]]]:
    """'file.rule' -> (caller, mechanisms its docstring names, mechanisms its file's docstring names) for each
    caller."""
    found: dict[str, list[tuple[str, frozenset[str], frozenset[str]]]] = defaultdict(list)
    for file, tree in trees().items():
        aliases = rules_imported(tree)
        for function in tree.body:
            if isinstance(function, ast.FunctionDef):
                about = (f"{file.stem}.{function.name}", _ids(ast.get_docstring(function)),
                         _ids(ast.get_docstring(tree)))
                for rule in {rule for node in ast.walk(function) if isinstance(node, ast.Call)
                             and (rule := called(node.func, aliases))}:
                    found[rule].append(about)
    return found


@cache
def mechanisms_of(rule: str) -> tuple[str, ...]:
    """Ids of the mechanisms a rule ('file.name') serves; none for shapes that recur everywhere.

    Its docstring says so; else its file's docstring, narrowed down by what the docstrings of its callers say.
    """
    module = rule_modules()[rule.split(".")[0]]
    of_file = _ids(module.__doc__)
    own = _ids(rules_in(module)[rule.split(".")[1]].__doc__) & of_file
    if own or not of_file:
        return tuple(sorted(own))
    by_function = frozenset().union(*(names for _, names, _ in callers().get(rule, ())))
    by_file = frozenset().union(*(names for _, _, names in callers().get(rule, ())))
    return tuple(sorted(by_function & of_file or by_file & of_file or of_file))


def rules_by_mechanism() -> dict[str, list[str]]:
    """Mechanism id ('' for shapes that recur) -> its rules as 'file.name', in the order of the files."""
    found: dict[str, list[str]] = defaultdict(list)
    for file, module in rule_modules().items():
        for name in rules_in(module):
            for mechanism in mechanisms_of(f"{file}.{name}") or ("",):
                found[mechanism].append(f"{file}.{name}")
    return found


def body_of(rule: Any) -> str:
    """The source of a function without decorator and docstring: its equation."""
    lines = inspect.getsource(rule).splitlines()
    function = ast.parse("\n".join(lines)).body[0]
    assert isinstance(function, ast.FunctionDef)
    said = function.body[0]
    without = (range(said.lineno, (said.end_lineno or said.lineno) + 1) if ast.get_docstring(function)
               else range(0))
    return "\n".join(line for number, line in enumerate(lines, start=1) if number >= function.lineno
                     and number not in without)
