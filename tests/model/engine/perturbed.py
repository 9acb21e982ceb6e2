"""Does the comparison with the reference notice every rule call of the engine?

A site is a place in the engine where a rule is called, an argument handed to it, or a switch read. One site
at a time is worth something else than it should be, and a day of the engine must then differ from the same
day of the reference (`sim.model.engine.reference`), which has calls of its own. Nothing is compiled here.

``NUMBA_DISABLE_JIT=1 python -m tests.model.engine.perturbed`` tries every site and writes the table of
docs/reference.md; with ``--part 3`` or ``--part 3 --arguments`` it tries that tenth of them, each in the firm
that the table names.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import numpy as np

from sim.insight.describe import uses
from sim.insight.describe.markdown import table
from sim.model.interaction import contact, lanes, service
from tests.model.engine.alike import Day, as_moments, same_day
from tests.model.engine.firms import FIRMS, Firm

PAGE = uses.ROOT.parents[1] / "docs" / "reference.md"
"""The page that ends with the table."""

PARTS = 10
"""So many parts the sites are tried in."""

CHOICES = ("basics.pick", "basics.one_if")
"""A way of writing ``a if x else b``: what these choose between are sites, the choice is not."""

IDLE = {
    "`bashing.exposure` in mechanisms.talk.take_on_habits (2), own_weight": "there are no acts of one's own "
    "there",
    "`suspicion.accusation_chance` in interaction.preparing.get_ready, signal": "the customer is honest "
    "there",
}
"""Arguments that cannot matter because another one is zero, and which."""

MADE_FIRST = " in engine.world."
"""Sites of what a run computes before its first day."""


class Sites(ast.NodeTransformer):
    """Hands what a rule call or a switch is worth to ``_site``, together with the site's name."""

    def __init__(self, tree: ast.Module, module: str) -> None:
        self.rules, self.module, self.function, self.names = uses.rules_imported(tree), module, "", Counter[
            str]()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.function = node.name
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        rule = uses.called(node.func, self.rules)
        node = self.generic_visit(node)
        if not rule or rule in CHOICES:
            return node
        call = self._named(f"`{rule}`")
        file, own = rule.split(".")
        names = inspect.signature(uses.rules_in(uses.rule_modules()[file])[own]).parameters
        node.args = [_wrapped(arg, f"{call}, {name}") for name, arg in zip(names, node.args, strict=True)]
        return _wrapped(node, call)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        return (_wrapped(_true(node), self._named(f"switch `{node.attr}`")) if _is_switch(node)
                else self.generic_visit(node))

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        if not _is_switch(node.left):
            return self.generic_visit(node)
        switch = f"{node.left.attr} == {ast.unparse(node.comparators[0])}"  # type: ignore[attr-defined]
        return _wrapped(node, self._named(f"switch `{switch}`"))

    def _named(self, what: str) -> str:
        name = f"{what} in {self.module}.{self.function}"
        self.names[name] += 1
        return f"{name} ({self.names[name]})" if self.names[name] > 1 else name


def _is_switch(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and uses.base(node.value) == "on"


def _true(node: ast.expr) -> ast.Call:
    return ast.Call(ast.Name("bool", ast.Load()), [node], [])


def _wrapped(node: ast.expr, name: str) -> ast.Call:
    return ast.Call(ast.Name("_site", ast.Load()), [ast.Constant(name), node], [])


def wrapped(file: Path) -> tuple[str, ast.Module, list[str]]:
    """A file's module, its tree with the sites wrapped, and their names in order."""
    module = ".".join(file.relative_to(uses.ROOT).with_suffix("").parts)
    tree = ast.parse(file.read_text(encoding="utf-8"))
    tree = ast.fix_missing_locations(Sites(tree, module).visit(tree))
    sites = (node for node in ast.walk(tree)
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_site")
    return module, tree, [node.args[0].value for node in sites]  # type: ignore[attr-defined]


def engine_files() -> list[Path]:
    """The files that run a day, without the reference and what the two share."""
    return [file for file in uses.trees() if file.parent.name != "reference" and file.name != "tallies.py"]


@cache
def sites() -> tuple[str, ...]:
    """Every site of the engine."""
    return tuple(name for file in engine_files() for name in wrapped(file)[2])


class Perturbation:
    """What sites return: what they should, but for the one that is ``active``, which returns that
    ``changed``.

    reached: those passed since it was emptied.
    """

    def __init__(self) -> None:
        self.active, self.changed, self.reached = "", moved, set[str]()
        for file in engine_files():
            module, tree, names = wrapped(file)
            if names:
                self._install(vars(import_module(f"sim.model.{module}")), compile(tree, str(file), "exec"))
            if module == "interaction.contact":
                self._install_in_lanes(tree)

    def _install(self, module: dict[str, Any], code: CodeType) -> None:
        module["_site"] = self.site
        for function in code.co_consts:
            if isinstance(function, CodeType) and callable(module.get(function.co_name)):
                inspect.unwrap(module[function.co_name]).__code__ = function

    def _install_in_lanes(self, tree: ast.Module) -> None:
        """The steps of a contact once more, as the engine rewrites them for many posts at once."""
        texts = {step.name: ast.unparse(step) for step in tree.body if isinstance(step, ast.FunctionDef)}
        changed = lanes.Steps(texts, vars(contact) | {"_site": self.site})
        for name in texts:
            step = service.STEPS.made[name]
            step.__globals__["_site"] = self.site
            step.__code__ = changed.made[name].__code__

    def site(self, name: str, value: float) -> float:
        """What the site of this name returns in place of a value."""
        self.reached.add(name)
        if name != self.active:
            return value
        return self.changed(value)


YES_OR_NO = (bool, np.bool_)


def moved(value: float) -> float:
    """A little more; a switch is turned."""
    return (not value if isinstance(value, YES_OR_NO) else 2 * value + 1 if isinstance(value, int)
            else value * 1.01 + 0.001)


def moved_more(value: float) -> float:
    """What a single argument must change by to be seen."""
    return (not value if isinstance(value, YES_OR_NO) else 2 * value + 1 if isinstance(value, int)
            else value * 1.1 + 0.05)


def turned(value: float) -> float:
    """For an argument of which only the sign counts."""
    return not value if isinstance(value, YES_OR_NO) else -value


class Morning(NamedTuple):
    """How a day began, and how it ended in the reference.  sites: what the engine passes on it."""

    world: Any
    day: int
    ended: Day
    sites: frozenset[str]


def copied(world: Any) -> Any:
    """A copy of every table that a day writes."""
    return world._replace(**{name: getattr(world, name).copy() for name in ("people", "leaders", "units",
                                                                            "links", "customers", "today",
                                                                            "due")})


def anew(setup: Any, calendar: np.ndarray) -> Any:
    """The columns of a run, with what is computed once and kept computed for this run alone."""
    from sim.model.engine import world

    kept = (world.fading, world.paces)
    for function in kept:
        function.cache_clear()
    made = world.create(setup, setup.policies, calendar, 0)
    for function in kept:
        function.cache_clear()
    return made


class Tried:
    """One firm, run by the reference for as many days as are needed, on which sites are tried."""

    def __init__(self, firm: Firm, perturbation: Perturbation) -> None:
        from sim.model.engine.model import ServiceCultureModel

        self.firm, self.perturbation, self._mornings = firm, perturbation, list[Morning]()
        self.model = ServiceCultureModel(firm.scenario())
        firm.change(self.model)

    def mornings(self) -> Iterator[Morning]:
        """The days that are looked at, one after the other."""
        for number in range(self.firm.days):
            if number == len(self._mornings):
                self.model._run.step(way=self._by_both)
            yield self._mornings[number]

    def _by_both(self, world: Any, day: int, rows: np.ndarray, *_: Any) -> None:
        from sim.model.engine import reference

        before = copied(world)
        told = as_moments(reference.run_day(self.model, world, day, rows))
        morning = Morning(before, day, Day(copied(world), told, rows.copy()), frozenset())
        self.perturbation.reached.clear()
        same_day(self.lived(morning), morning.ended, f"{self.firm.name}: as it should be")
        self._mornings.append(morning._replace(sites=frozenset(self.perturbation.reached)))

    def lived(self, morning: Morning) -> Day:
        """The day of this morning, by the engine."""
        from sim.model.engine import simulate

        own = copied(morning.world)
        if MADE_FIRST in self.perturbation.active:
            made = anew(self.model.setup, own.calendar)
            own = own._replace(p=made.p, fading=made.fading, paces=made.paces)
        rows = np.zeros_like(morning.ended.rows)
        return Day(own, simulate.run_day(own, morning.day, rows, keep_moments=True), rows)

    def notices(self, site: str) -> bool:
        """Does any day end otherwise than in the reference when this site is perturbed?"""
        ways = (moved_more, turned) if ", " in site else (moved,)
        return any(self._differs(morning, site, way) for way in ways for morning in self.mornings()
                   if site in morning.sites or MADE_FIRST in site)

    def _differs(self, morning: Morning, site: str, way: Callable[[float], float]) -> bool:
        self.perturbation.active, self.perturbation.changed = site, way
        try:
            same_day(self.lived(morning), morning.ended, site)
        except (AssertionError, ArithmeticError, IndexError, ValueError):
            return True
        finally:
            self.perturbation.active = ""
        return False


def first_to_notice() -> dict[str, str]:
    """For each site the first firm that notices; sites that none notices are missing."""
    perturbation, found = Perturbation(), dict[str, str]()
    for firm in FIRMS:
        tried = Tried(firm, perturbation)
        found |= {site: firm.name for site in sites() if site not in found and site not in IDLE
                  and tried.notices(site)}
        print(f"{firm.name}: {sum(name == firm.name for name in found.values())} sites", flush=True)
    return found


def tried_again(part: int, arguments: bool) -> list[str]:
    """What is wrong with a part of the table: sites that the firm named there does not notice, and idle ones
    that do matter."""
    perturbation, firms = Perturbation(), dict[str, Tried]()
    by_name, wrong = {firm.name: firm for firm in FIRMS}, list[str]()
    calls = [site for site in sites() if ", " not in site][part::PARTS]
    noticed = noticed_in(PAGE.read_text(encoding="utf-8"))
    for site in (site for site in sites() if site in calls or (arguments and site.split(", ")[0] in calls)):
        name = FIRMS[0].name if site in IDLE else noticed[site]
        if name not in firms:
            firms[name] = Tried(by_name[name], perturbation)
        if firms[name].notices(site) == (site in IDLE):
            wrong.append(f"{site}: {'matters after all' if site in IDLE else 'not noticed'} in the firm "
                         f"{name!r}")
    print(f"part {part} of {PARTS}: {len(calls)} calls and "
          f"switches{' with their arguments' if arguments else ''}, {len(wrong)} wrong")
    return wrong


def as_table(found: dict[str, str]) -> str:
    """The table of docs/reference.md: a call or switch a row; arguments are named where another firm is the
    first to notice them."""
    rows = []
    for call in (site for site in sites() if ", " not in site):
        what, where = call.split(" in ", 1)
        others = [f"{site.split(', ')[1]}: {IDLE.get(site) or found[site]}" for site in sites()
                  if site.startswith(call + ", ") and found.get(site) != found[call]]
        rows.append((where, what, found[call], "; ".join(others)))
    return table(("in", "rule or switch", "firm", "arguments, where it is another"), rows)


def noticed_in(page: str) -> dict[str, str]:
    """The firm of every site but the idle ones, read back from the page."""
    found = dict[str, str]()
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[1].endswith("`"):
            call = f"{cells[1]} in {cells[0]}"
            others = dict(other.split(": ", 1) for other in cells[3].split("; ") if other)
            arguments = [site.split(", ")[1] for site in sites() if site.startswith(call + ", ")]
            found |= {call: cells[2]} | {f"{call}, {name}": others.get(name, cells[2]) for name in arguments}
    return {site: firm for site, firm in found.items() if site not in IDLE}


def main() -> int:
    """Write the table, or try a part of it again; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.model.engine.perturbed")
    parser.add_argument("--part", type=int, help=f"only try this part again, 0 to {PARTS - 1}")
    parser.add_argument("--agree", action="store_true", help="only compare the engine with the reference in "
                        "every firm")
    parser.add_argument("--arguments", action="store_true", help="with all arguments")
    asked = parser.parse_args()
    if os.environ.get("NUMBA_DISABLE_JIT") != "1":
        print("set NUMBA_DISABLE_JIT=1: only what is not compiled can be perturbed", file=sys.stderr)
        return 2
    if asked.agree:
        perturbation = Perturbation()
        print(sum(1 for firm in FIRMS for _ in Tried(firm, perturbation).mornings()), "days agree")
        return 0
    if asked.part is not None:
        wrong = tried_again(asked.part, asked.arguments)
        print("\n".join(wrong))
        return int(bool(wrong))
    found = first_to_notice()
    missing = [site for site in sites() if site not in found and site not in IDLE]
    if missing:
        print("\n".join(["no firm notices these:", *missing]), file=sys.stderr)
        return 1
    page = PAGE.read_text(encoding="utf-8")
    head = re.split(r"^\| in \|", page, maxsplit=1, flags=re.MULTILINE)[0]
    PAGE.write_text(head + as_table(found) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
