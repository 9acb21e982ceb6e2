"""``docs/odd.md``: the ODD+D protocol; its prose is in ``docs/odd.template.md``, the rest derives here."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sim.base.errors import UserError
from sim.insight.describe import nomenclature
from sim.insight.describe.markdown import MADE, anchor, code, number, prose, table
from sim.insight.describe.uses import (
    body_of,
    callers,
    mechanisms_of,
    rule_modules,
    rules_by_mechanism,
    rules_in,
)
from sim.model.engine import day, simulate
from sim.model.interaction import contact, service
from sim.model.mechanisms.catalogue import MECHANISMS
from sim.model.mechanisms.declare import Effect, Mechanism
from sim.model.outcomes import OUTCOMES, YEAR_DAYS
from sim.model.parameters import LEVERS, PARAMETERS, SURE, SWITCHES, Parameter
from sim.model.population import PERSON_SCRATCH, PERSON_STATES, PERSON_TRAITS
from sim.scenario.demand import WEEKDAY_PROFILE
from sim.scenario.resolve import MOST_TO_SETTLE, SETTLE_DAYS

TEMPLATE = "odd.template.md"
"""The prose, in ``docs/`` of the checkout and beside this module once installed."""


def page() -> str:
    """The template with every ``{{name}}`` filled in."""
    parts, text = _parts(), _template()
    unknown = sorted(set(re.findall(r"{{(\w+)}}", text)) - set(parts))
    if unknown:
        raise ValueError(f"docs/{TEMPLATE} asks for {', '.join(unknown)}; choices are {', '.join(parts)}")
    text = re.sub(r"{{(\w+)}}", lambda found: parts[found[1]], text)
    return f"{MADE.format(source='docs/odd.template.md and the declarations in sim/')}\n\n{text}"


def _template() -> str:
    here = Path(__file__).parent
    for folder in (here, here.parents[2] / "docs"):
        if (folder / TEMPLATE).is_file():
            return (folder / TEMPLATE).read_text(encoding="utf-8")
    raise UserError(f"no {TEMPLATE} beside {here}: the installation is incomplete, install it again")


def _parts() -> dict[str, str]:
    return {
        "traits": nomenclature.persons(PERSON_TRAITS),
        "states": nomenclature.persons(PERSON_STATES),
        "scratch": nomenclature.persons(PERSON_SCRATCH),
        "post": nomenclature.places(),
        "records": "\n\n".join(f"**{heading}**\n\n{text}" for heading,
                               text in nomenclature.records().items()),
        "plan": table(("phase", "name", "what happens", "mechanisms"), (
            (p.number, p.name, p.says, ", ".join(_link(id) for id in p.mechanisms)) for p in day.PLAN)),
        "steps": table(("phase", "step", "what it does"), _steps()),
        "contact": table(("step", "what it does"), ((f"`contact.{name}`", _first(getattr(contact, name)))
                                                    for name in _contact_steps())),
        "built": str(len(MECHANISMS)),
        "mechanisms": table(("id", "name", "claim", "source"),
                            ((_link(m.id), f"`{m.name}`", m.title, m.source) for m in MECHANISMS)),
        "submodels": "\n\n".join(_submodel(m) for m in MECHANISMS),
        "shapes": "\n\n".join(_rule(name) for name in rules_by_mechanism()[""]),
        "levers": _levers(), "parameters": _parameters(), "switches": _switches(),
        "sure": table(("how sure", "meaning", "parameters", "levers"), _how_sure()),
        "outcomes": nomenclature.outcomes(), "outcome_count": str(len(OUTCOMES)), "year_days": str(YEAR_DAYS),
        "weekdays": ", ".join(number(weight) for weight in WEEKDAY_PROFILE),
        "settle_days": str(SETTLE_DAYS), "most_to_settle": f"{MOST_TO_SETTLE:,}",
        "week_zero": str(simulate.WEEK_ZERO),
    }


def _heading(m: Mechanism) -> str:
    return f"{m.id} {m.name}"


def _link(id: str) -> str:
    return f"[{id}](#{anchor(_heading(next(m for m in MECHANISMS if m.id == id)))})"


def _first(function: Any) -> str:
    return prose(inspect.getdoc(function)).split("\n\n")[0]


def _calls(function: ast.FunctionDef) -> list[tuple[str, str]]:
    """(module, function) of each call of another file's function, in order."""
    return [(node.func.value.id, node.func.attr) for node in _in_order(function) if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)]


def _in_order(node: ast.AST) -> Iterable[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


def _functions(module: Any) -> list[ast.FunctionDef]:
    return [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.FunctionDef)]


def _steps() -> list[tuple[str, str, str]]:
    """What the compiled phases call, in order."""
    rows = []
    for phase in _functions(day):
        for module, name in _calls(phase):
            step = getattr(getattr(day, module), name)
            rows.append((f"`{phase.name}`", f"`{module}.{name}`", _first(step)))
    return rows


def _contact_steps() -> list[str]:
    one = next(function for function in _functions(service) if function.name == "one_contact")
    return [name for module, name in _calls(one) if module == "contact"]


def _submodel(m: Mechanism) -> str:
    phases = [f"{p.number} {p.name}" for p in day.PLAN if m.id in p.mechanisms]
    facts = [
        ("claim", m.title), ("source", m.source),
        ("levers", code(m.levers) or "none of its own; it acts through states"),
        ("phases of the day", ", ".join(phases)),
        ("reads", code(m.reads)), ("writes", code(m.writes)), ("must show", _effect(m.effect)),
        ("switched off by", f"`without: [{m.name}]`; its output is then the neutral value"),
    ]
    rules = rules_by_mechanism().get(m.id, [])
    told = [f"### {_heading(m)}", "\n".join(f"- *{what}*: {text}" for what, text in facts)]
    for name in rules:
        first = mechanisms_of(name)[0]
        told.append(_rule(name) if first == m.id else f"Also uses `{name}`, see {_link(first)}.")
    return "\n\n".join(told)


def _effect(effect: Effect) -> str:
    if effect.contrast == "statistic":
        return effect.statistic
    signs = ", ".join(f"`{name}` {'rises' if sign > 0 else 'falls'}" for name, sign in effect.shows.items())
    if effect.contrast == "without":
        return f"{signs} where it is at work, against the same plan without it ({_plan(effect.low)})"
    if effect.contrast == "order":
        return (f"{signs} where permission comes first, against {_plan(effect.low)} alone and against the "
                "reverse order")
    if effect.contrast == "2x2" and len(effect.high) > 1:
        return f"{signs} by more under {_plan(effect.high)} together than by the sum of each alone"
    if effect.contrast == "2x2":
        return (f"{signs} and has not come back long after {_plan(effect.high)} is {_plan(effect.low)} "
                "again; without it, it has")
    return f"{signs} from {_plan(effect.low)} to {_plan(effect.high)}"


def _plan(levers: dict[str, float]) -> str:
    return ", ".join(f"`{name}` {number(value)}" for name, value in levers.items()) or "the ordinary levers"


def _rule(name: str) -> str:
    file, own = name.split(".")
    rule = rules_in(rule_modules()[file])[own]
    called = code(caller for caller, _, _ in callers().get(name, ())) or "other rules"
    return (f"**`{name}`** (called by "
            f"{called})\n\n{prose(inspect.getdoc(rule))}\n\n```python\n{body_of(rule)}\n```")


def _levers() -> str:
    head = ("lever", "default", "range", "unit", "what it is", "what it costs", "source", "how sure")
    return _by_group(LEVERS, head, lambda p: (*_start(p), p.cost, p.source, p.sure))


def _parameters() -> str:
    head = ("parameter", "default", "range", "unit", "what it is", "source", "how sure")
    return _by_group(PARAMETERS, head, lambda p: (*_start(p), p.source, p.sure))


def _by_group(parameters: Mapping[str, Parameter], head: tuple[str, ...],
              row: Callable[[Parameter], tuple[object, ...]]) -> str:
    groups: dict[str, list[Parameter]] = {}
    for p in parameters.values():
        groups.setdefault(p.group, []).append(p)
    return "\n\n".join(f"**{group}**\n\n{table(head, map(row, found))}" for group, found in groups.items())


def _start(p: Parameter) -> tuple[object, ...]:
    return f"`{p.name}`", p.default, _range(p), p.unit, p.help


def _range(p: Parameter) -> str:
    return f"{number(p.low)} to {number(p.high)}"


def _switches() -> str:
    return table(("switch", "question", "default", "for it", "other side", "for that", "mechanism"), (
        (f"`{s.name}`", s.help, f"`{s.choices[0]}`", s.for_default, code(s.choices[1:]), s.against,
         f"`{s.mechanism}`") for s in SWITCHES.values()))


def _how_sure() -> list[tuple[str, ...]]:
    counts = [Counter(p.sure for p in kind.values()) for kind in (PARAMETERS, LEVERS)]
    return [(sure, meaning, *(str(count[sure]) for count in counts)) for sure, meaning in SURE.items()]
