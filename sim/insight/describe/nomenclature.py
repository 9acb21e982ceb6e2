"""``docs/nomenclature.md``: every name of the model, one table a kind."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Sequence

import numpy as np

from sim.insight.describe.markdown import MADE, code, number, table
from sim.insight.describe.uses import accesses
from sim.model import chance, columns, population, tallies
from sim.model.interaction.moment import MOMENT, MOMENT_FIELDS
from sim.model.mechanisms.catalogue import MECHANISMS
from sim.model.outcomes import OUTCOMES, TALLIES
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES

_INTRO = """\
# Nomenclature

Every name of the model, once. Latent states lie in [0, 1]. `written in` and `read in` name files of \
`sim/model`;
what a new person or customer starts with, and what a stored culture brings, does not count as written.
How the rules use these names is in [odd.md](odd.md), how they fit together in [design.md](design.md).
"""


def page() -> str:
    """The whole page."""
    parts = [MADE.format(source="the declarations in sim/"), _INTRO]
    for heading, text in _sections():
        parts.append(f"## {heading}\n\n{text}\n")
    return "\n".join(parts)


def persons(names: Iterable[str]) -> str:
    """A table of described columns of a person."""
    told = columns.described("people")
    return _columns("PERSON", population.PERSON, {name: told[name] for name in names})


def records() -> dict[str, str]:
    """Heading -> table for leaders, units, customers, visits and a post's day."""
    kinds = {"Leader": "LEADER", "Unit": "UNIT", "Link between units": "LINK", "Customer": "CUSTOMER",
             "Visit": "VISIT"}
    tables = {heading: _columns(kind, getattr(population, kind), getattr(columns, kind)) for heading,
              kind in kinds.items()}
    return tables | {"A post's contacts of today": _columns("TODAY", tallies.TODAY, columns.TODAY)}


def places() -> str:
    """The table of what a post is and who holds it."""
    return _columns("PERSON", population.PERSON, columns.PERSON)


def outcomes() -> str:
    """The table of outcomes."""
    return table(("outcome", "definition", "unit", "kind", "computed as", "better is"), (
        (f"`{o.name}`", o.definition, o.unit, o.kind,
         f"`{'' if o.scale == 1 else number(o.scale) + ' * '}{o.numerator} / {o.denominator}`",
         {1: "more", -1: "less", 0: ""}[o.good]) for o in OUTCOMES))


def _sections() -> Iterable[tuple[str, str]]:
    yield "Person: traits", persons(population.PERSON_TRAITS)
    yield "Person: states", persons(population.PERSON_STATES)
    yield "Person: gathered, and changes of the day", persons(population.PERSON_SCRATCH)
    yield "Post", places()
    yield from records().items()
    yield "Moment: one contact", _columns("MOMENT", MOMENT,
                                          {n: ("", text) for n, text in MOMENT_FIELDS.items()}
                                          | dict(columns.MOMENT))
    yield "Neutral values", (
        "What stands in for a mechanism that is switched off: the mean of the ordinary firm, stored with the "
        "start culture.\n\n" + code(population.NEUTRAL))
    yield "Outcomes", outcomes()
    yield "Tallies", (
        "Sums per unit and day, before the night; `sim.model.outcomes` makes ratios of them.\n\n"
        + _tallies())
    yield "Levers", table(("lever", "what leaders set", "group"),
                          ((f"`{p.name}`", p.help, p.group) for p in LEVERS.values()))
    yield "Parameters", table(("parameter", "what it is", "unit", "group"), (
        (f"`{p.name}`", p.help, p.unit, p.group) for p in PARAMETERS.values()))
    yield "Switches", table(("switch", "question", "choices"), (
        (f"`{s.name}`", s.help, code(s.choices)) for s in SWITCHES.values()))
    yield "Mechanisms", table(("id", "name", "claim"), ((m.id, f"`{m.name}`", m.title) for m in MECHANISMS))
    yield "Streams of chance", (
        "Each purpose has a stream of its own, so that the draws of one never shift those of another.\n\n"
        + table(("stream", "number"), ((f"`{name}`", value) for value, name in sorted(
            (value, name) for name, value in vars(chance).items() if name.isupper() and name[0] != "_"
            and isinstance(value, int)))))


def _columns(kind: str, record: np.dtype, described: columns.Described) -> str:
    """A table of a record's columns in its order, with what writes and what reads each."""
    written, read = accesses()
    return table(("name", "meaning", "unit or range", "type", "written in", "read in"), (
        (f"`{name}`", described[name][1], described[name][0], str(record[name]),
         *(", ".join(sorted(uses.get((kind, name), ()))) for uses in (written, read)))
        for name in record.names or () if name in described))


def _tallies() -> str:
    """What is added to each tally, read off the code that declares it, and the outcomes it serves."""
    added = {name: f"today.{name.removeprefix('sum_')}" for name in tallies.SERVING} | {
        f"sum_{name}": f"person.{name}" for name in population.PERSON_STATES}
    for node in ast.walk(ast.parse(inspect.getsource(tallies))):
        if isinstance(node, ast.Dict):
            added |= {str(key.value): ast.unparse(amount.body) for key,
                      amount in zip(node.keys, node.values, strict=True) if isinstance(key, ast.Constant)
                      and isinstance(amount, ast.Lambda)}
    serves = {name: [o.name for o in OUTCOMES if name in (o.numerator, o.denominator)] for name in TALLIES}
    return table(("tally", "what is added", "outcomes"), (
        (f"`{name}`", f"`{added[name]}`", _some(serves[name])) for name in TALLIES))


def _some(names: Sequence[str]) -> str:
    return code(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
