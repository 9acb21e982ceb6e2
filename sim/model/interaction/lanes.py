"""A step of one contact, made a loop over the contacts of a round: the same source, read twice.

`sim.model.interaction.contact` says what happens in one contact, in records: ``m.tone``, ``person.mood``.
The engine serves a contact of many posts at once, one post a lane, and keeps each field as a row of lanes,
so that the processor takes several contacts in one instruction.  Here the step's own source is rewritten:
``m.tone`` becomes ``c.tone[i]``, ``person.mood`` becomes ``c.person__mood[i]``.  Nothing is declared twice:
which fields are fetched, and which are put back, follows from what the steps read and write.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from sim.model.jit import Record, inner

LANES = 128
"""Posts that are served side by side."""

RECORDS = ("m", "person", "customer", "visit", "policy", "unit", "today")
"""Arguments of a step that are records, so rows of lanes here; ``m``, the moment, goes without a prefix."""

OF_A_LANE = ("post", "first", "after")
"""Arguments of a step that are one number a contact."""

type Step = Callable[..., Any]


class Steps:
    """The steps of a contact in lanes, made from the functions that say them for one.

    ``made[name]`` is ``f(c, count, ...)``, the step in the first lanes, one after another; a step that
    returns something is ``f(c, i, ...)``, in lane i.  What is no record and no number of a lane follows, in
    its order.
    """

    def __init__(self, texts: Mapping[str, str], known: Mapping[str, Any]) -> None:
        """texts: the source of each step, by name.  known: what they call, by name."""
        rewriting = _InLanes(texts)
        self._used, self.made, space = rewriting.used, dict[str, Step](), dict(known)
        for name, text in texts.items():
            step = ast.parse(text).body[0]
            assert isinstance(step, ast.FunctionDef)
            shared = [a.arg for a in step.args.args if a.arg not in (*RECORDS, *OF_A_LANE)]
            told = any(isinstance(node, ast.Return) for node in ast.walk(step))
            step.args.args = [ast.arg(a) for a in ("c", "i" if told else "count", *shared)]
            step.decorator_list = []
            step = rewriting.visit(step)
            if not told:
                every = ast.parse("range(count)", mode="eval").body
                step.body = [ast.For(ast.Name("i", ast.Store()), every, step.body, [], lineno=1)]
            exec(ast.unparse(step), space)
            self.made[name] = space[name] = inner(space[name])

    def in_order(self, whole: FunctionType) -> Step:
        """``f(c, count, ...)``: the calls of a function that calls nothing but steps, each for all lanes."""
        step = ast.parse(inspect.getsource(whole)).body[0]
        assert isinstance(step, ast.FunctionDef)
        shared = [a.arg for a in step.args.args if a.arg not in (*RECORDS, *OF_A_LANE)]
        lines = []
        for call in (s.value for s in step.body if isinstance(s, ast.Expr)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                given = ", ".join(ast.unparse(a) for a in _shared(call.args))
                lines.append(f"{call.func.attr}(c, count, {given})")
        return _compilable(whole.__name__, ["c", "count", *shared], *lines, self.made)

    def fields(self, record: str, written: bool = False) -> list[str]:
        """The fields of a record that the steps use, or those that they write."""
        return sorted({field for of, field, store in self._used if of == record and store >= written})

    def rows(self, records: Iterable[str], whole: Iterable[str]) -> np.dtype:
        """The record of all rows of lanes, f8: what the compiler takes several of at once must be of one
        width.  whole: rows that say where something is, i8."""
        names = {_row(record, field) for record in records for field in self.fields(record)} | set(whole)
        return np.dtype((Record, np.dtype([(name, "i8" if name in whole else "f8", (LANES + 8,))
                                           for name in sorted(names)])))


def texts_of(module: ModuleType) -> dict[str, str]:
    """The source of each function of a module, by name."""
    return {name: inspect.getsource(f) for name, f in vars(module).items()
            if isinstance(f, FunctionType) and f.__module__ == module.__name__}


class _InLanes(ast.NodeTransformer):
    """Rewrites steps; gathers in ``used`` which (record, field, stored) they use."""

    def __init__(self, steps: Iterable[str]) -> None:
        self.steps, self.used = frozenset(steps), set[tuple[str, str, bool]]()

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A record's field: a row of lanes."""
        if not isinstance(node.value, ast.Name) or node.value.id not in RECORDS:
            return self.generic_visit(node)
        self.used.add((node.value.id, node.attr, isinstance(node.ctx, ast.Store)))
        return _lane(_row(node.value.id, node.attr), node.ctx)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A number of a lane: likewise."""
        return _lane(node.id, node.ctx) if node.id in OF_A_LANE else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Another step: in the same lane."""
        if isinstance(node.func, ast.Name) and node.func.id in self.steps:
            given = [self.visit(argument) for argument in _shared(node.args)]
            return ast.Call(node.func, [ast.Name("c"), ast.Name("i"), *given], [])
        return self.generic_visit(node)


def copying(record: str, fields: Iterable[str], back: bool = False) -> Step:
    """``copy(c, i, record)``: these fields of a record into lane i, or back."""
    lines = [f"{record}.{f} = c.{_row(record, f)}[i]" if back else f"c.{_row(record, f)}[i] = {record}.{f}"
             for f in fields]
    return _compilable("copy", ["c", "i", record], *lines, {})


def _row(record: str, field: str) -> str:
    return field if record == "m" else f"{record}__{field}"


def _lane(name: str, ctx: ast.expr_context) -> ast.Subscript:
    return ast.Subscript(ast.Attribute(ast.Name("c"), name, ast.Load()), ast.Name("i"), ctx)


def _shared(arguments: Iterable[ast.expr]) -> list[ast.expr]:
    """Arguments that are the same for all lanes."""
    return [a for a in arguments if not (isinstance(a, ast.Name) and a.id in (*RECORDS, *OF_A_LANE))]


def _compilable(name: str, arguments: list[str], *body: Any) -> Step:
    """A function of these lines; the last of ``body`` is what they may call."""
    *lines, known = body
    space = dict(known)
    exec(f"def {name}({', '.join(arguments)}):\n    " + "\n    ".join(lines), space)
    made: Step = inner(space[name])
    return made
