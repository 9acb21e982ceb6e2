"""``sim show`` and ``sim list``: what the model consists of, from its own declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from sim.cli.options import Json
from sim.cli.streams import say_json, utf8

app = typer.Typer(name="show", no_args_is_help=True, help="Show what the model consists of: day, mechanisms, "
                  "parameters, levers, outcomes, a scenario, or one contact.")

Word = Annotated[str, typer.Argument(help="Only those whose name, title or group contains this word",
                                     show_default=False)]


@app.command()
def day(as_json: Json = False) -> None:
    """What happens in one working day, in order.

    Example: sim show day
    """
    from sim.model.engine.day import PLAN

    rows = [{"number": p.number, "name": p.name, "says": p.says, "mechanisms": list(p.mechanisms)}
            for p in PLAN]
    _show(rows, as_json, ("number", "name", "what happens"), lambda r: (
        str(r["number"]), r["name"], r["says"], ", ".join(r["mechanisms"])))


@app.command()
def mechanisms(word: Word = "", as_json: Json = False) -> None:
    """Every influence in the model, its source and its levers; each can be switched off by name.

    Example: sim show mechanisms trust
    """
    from sim.model.mechanisms.catalogue import FORMER, MECHANISMS
    from sim.model.parameters import SWITCHES

    contested = {s.mechanism: f"; contested: {s.name} {' | '.join(s.choices)}" for s in SWITCHES.values()}
    were = {m.name: [f"{name} ({id_})" for (id_, name), now in FORMER.items() if now == m.name]
            for m in MECHANISMS}
    rows = _about(word, ({**asdict(m), "formerly": were[m.name]} for m in MECHANISMS),
                  ("id", "name", "title", "formerly"))
    _show(rows, as_json, ("id", "name", "what it says"), lambda r: (
        r["id"], r["name"], r["title"], f"levers: {', '.join(r['levers']) or 'none of its own'}",
        f"source: {r['source']}", *(f"once a mechanism of its own: {was}" for was in r["formerly"]),
        f"switched off by: without: [{r['name']}]{contested.get(r['name'], '')}"))


@app.command()
def parameters(word: Word = "", as_json: Json = False) -> None:
    """What the model assumes: every parameter with range, source and how sure we are.

    Example: sim show parameters fear
    """
    from sim.model.parameters import PARAMETERS

    _parameters(_about(word, map(asdict, PARAMETERS.values()), ("name", "group", "sure")), as_json,
                cost=False)


@app.command()
def levers(word: Word = "", as_json: Json = False) -> None:
    """What leaders can set, and what each lever costs them.

    Example: sim show levers care
    """
    from sim.model.parameters import LEVERS

    _parameters(_about(word, map(asdict, LEVERS.values()), ("name", "group")), as_json, cost=True)


@app.command()
def outcomes(word: Word = "", as_json: Json = False) -> None:
    """What is measured, with its definition.

    Example: sim show outcomes customer
    """
    from sim.model.outcomes import OUTCOMES

    rows = _about(word, map(asdict, OUTCOMES), ("name", "label"))
    _show(rows, as_json, ("name", "definition"), lambda r: (r["name"], r["definition"],
                                                            f"{r['unit']}, a {r['kind']}"))


@app.command()
def scenario(
    name: Annotated[str,
                    typer.Argument(
                        help="Bundled scenario (see sim list) or path of a YAML file")] = "ordinary-firm",
    full: Annotated[bool, typer.Option("--full", help="Every default written out too")] = False,
    as_json: Json = False,
) -> None:
    """A scenario as YAML, ready to be saved and changed.

    Example: sim show scenario ordinary-firm > mine.yaml
    """
    from sim.base import yaml_text
    from sim.scenario import Scenario

    asked = Scenario.load(name)
    said = asked.dump() if full else asked.given()
    if as_json:
        say_json(said, 1)
    else:
        typer.echo(yaml_text.write(said, escaped=not utf8()), nl=False)


def bundled(as_json: bool) -> None:
    """What is bundled: scenarios by name, title and story; studies by name, title, question and runs."""
    from sim.scenario import Scenario
    from sim.scenario import bundled as bundled_scenarios
    from sim.studies.sweep.design import size
    from sim.studies.sweep.inputs import STUDIES
    from sim.studies.sweep.study_file import Study

    scenarios = [{"name": name, "title": s.title, "story": s.story} for name in bundled_scenarios()
                 for s in [Scenario.load(name)]]
    studies = [{"name": name, "title": s.title, "question": s.question, "points": size(s),
                "replications": s.given()["replications"]} for name in STUDIES.names()
               for s in [Study.load(name)]]
    if as_json:
        say_json({"scenarios": scenarios, "studies": studies}, 1)
        return
    _show(scenarios, False, ("name", "title and story"), lambda r: (r["name"], r["title"], r["story"]))
    typer.echo("\nStudies (sim sweep run NAME)\n")
    _show(studies, False, ("name", "runs", "title and question"), lambda r: (
        r["name"], f"{r['points'] * r['replications']:,}", r["title"], r["question"]))


def _parameters(rows: list[dict[str, Any]], as_json: bool, cost: bool) -> None:
    def details(r: dict[str, Any]) -> str:
        bounds = f"{r['low']:g} to {r['high']:g} {r['unit']}"
        return f"{bounds}; costs {r['cost']}" if cost else f"{bounds}; {r['sure']}: {r['source']}"

    _show(rows, as_json, ("name", "default", "what it is"),
          lambda r: (r["name"], f"{r['default']:g}", r["help"], details(r)))


def _about(word: str, rows: Iterable[dict[str, Any]], keys: Sequence[str]) -> list[dict[str, Any]]:
    found, names = [], []
    for row in rows:
        names.append(row["name"])
        if any(word.casefold() in str(row[key]).casefold() for key in keys):
            found.append(row)
    if not found and word:
        from sim.base.errors import UserError, nearest

        raise UserError(f"nothing here contains {word!r}{nearest(word, names)}")
    return found


def _show(rows: list[dict[str, Any]], as_json: bool, head: Sequence[str],
          cells: Callable[[dict[str, Any]], Sequence[str]]) -> None:
    """A table; cells beyond the head's columns are shown, quieter, below the last."""
    if as_json:
        say_json(rows, 1)
        return
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from sim.base.writing import console

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    last = len(head) - 1
    for i, title in enumerate(head):
        table.add_column(title, justify="right" if title in ("number", "default", "runs") else "left",
                         style="bold" if i == 0 else "", no_wrap=i < last)
    for row in rows:
        first, below = cells(row)[:last], cells(row)[last:]
        told = Text("\n").join([Text(below[0]), *(Text(line, "dim") for line in below[1:] if line)])
        table.add_row(*map(Text, first), told)
    console().print(table)
