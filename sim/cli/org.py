"""``sim org``: look at, generate and convert organisations; all logic is in ``sim.org``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, warn
from sim.cli.streams import say_json

if TYPE_CHECKING:
    from sim.org.mapping import Mapping
    from sim.org.organisation import Organisation

app = typer.Typer(name="org", help="Check, generate and convert organisations.", no_args_is_help=True)

Source = Annotated[Path, typer.Argument(help="Folder, CSV, .xlsx, GraphML, GEXF, GML, Pajek or JSON",
                                        show_default=False)]
MappingFile = Annotated[Path | None, typer.Option("--mapping", help="YAML file: what columns and ties mean")]
TopLevel = Annotated[str | None, typer.Option("--top-level", help="Which level number is the top: highest or "
                                              "lowest")]
MinWeight = Annotated[list[str] | None, typer.Option("--min-weight",
                                                     help="Weaker ties do not count, such as info=3")]
IgnoreTies = Annotated[list[str] | None, typer.Option("--ignore-ties",
                                                      help="Type of ties to leave out, such as value")]
UnknownManagers = Annotated[str | None, typer.Option(
    "--unknown-managers", help="Posts whose manager is not in the file: heads, or drop with all below")]
KeepLeavers = Annotated[bool, typer.Option("--keep-leavers", help="Count who has left, too")]
Head = Annotated[str | None, typer.Option("--head", metavar="NAME", help="Who is at the top, where the file "
                                                                         "only has "
                                          "ties")]
Level = Annotated[str | None, typer.Option("--level", metavar="COLUMN", help="The column of levels")]
Edges = Annotated[str | None, typer.Option("--edges", help="Which way reporting ties go: report-to-boss or "
                                           "boss-to-report")]


@app.command()
def check(
    path: Source, mapping: MappingFile = None, top_level: TopLevel = None, min_weight: MinWeight = None,
    ignore_ties: IgnoreTies = None, unknown_managers: UnknownManagers = None,
    keep_leavers: KeepLeavers = False, head: Head = None, level: Level = None, edges: Edges = None,
    suggest: Annotated[Path | None, typer.Option("--suggest", metavar="FILE", help="Write the mapping that "
                                                                                   "was used "
                                                 "there, to edit")] = None,
    json: Json = False,
) -> None:
    """Read an organisation and say what was found, what had to be inferred, and what was not used.

    Example: sim org check data/consulting --min-weight info=3 --ignore-ties value
    """
    from sim.org.read import reading

    found = reading(path, _mapping(mapping, top_level, min_weight, ignore_ties,
                                   unknown_managers=unknown_managers,
                                   leavers="keep" if keep_leavers else None, head=head, edges=edges,
                                   level=level))
    if suggest is not None:
        from sim.org.mapping import write_mapping

        write_mapping(found.mapping, suggest)
    _report(found.organisation, json)
    if suggest is not None:
        typer.echo(f"written: {suggest}", err=json)


@app.command()
def build(
    out: Annotated[Path, typer.Argument(help="Folder to write, or a name ending in .csv or .graphml",
                                        show_default=False)],
    people: Annotated[int, typer.Option(help="Posts, leaders included")] = 300,
    levels: Annotated[str | None, typer.Option(help="Leaders per level, top first, such as 1,3,7,25")] = None,
    units: Annotated[int | None, typer.Option(help="Number of teams (first-line leaders)")] = None,
    front_line_share: Annotated[float | None, typer.Option(
        help="Share of non-leaders who serve customers")] = None,
    ties: Annotated[float | None, typer.Option(help="Mean number of informal ties a post names")] = None,
    homophily: Annotated[float | None, typer.Option(help="Share of informal ties within the unit")] = None,
    services: Annotated[int | None, typer.Option(help="Back-office units each front-line unit needs")] = None,
    seed: Annotated[int, typer.Option(help="Seed of informal ties and service links")] = 1,
    json: Json = False,
) -> None:
    """Generate an organisation and write it to files.

    Example: sim org build my-firm --people 1000 --seed 7
    """
    from sim.org.build import build_organisation
    from sim.org.convert import write
    from sim.org.mapping import validated
    from sim.org.shape import Shape

    given = {"people": people, "levels": _levels(levels), "units": units,
             "front_line_share": front_line_share, "ties_per_person": ties, "homophily": homophily,
             "services_per_unit": services, "seed": seed}
    shape = validated(Shape, {name: value for name, value in given.items() if value is not None},
                      "sim org build")
    org = build_organisation(shape)
    lost = write(org, out)
    _report(org, json)
    _written(out, lost, json)


@app.command()
def convert(
    path: Source,
    out: Annotated[Path, typer.Argument(help="Folder to write, or a name ending in .csv or .graphml",
                                        show_default=False)],
    pseudonyms: Annotated[bool, typer.Option("--pseudonyms",
                                             help="Replace ids and unit names, drop titles")] = False,
    mapping: MappingFile = None, top_level: TopLevel = None, min_weight: MinWeight = None,
    ignore_ties: IgnoreTies = None, unknown_managers: UnknownManagers = None,
    keep_leavers: KeepLeavers = False, head: Head = None, level: Level = None, edges: Edges = None,
) -> None:
    """Write an organisation in another form, or under pseudonyms; it simulates exactly as before.

    Example: sim org convert staff.csv shared-firm --pseudonyms
    """
    from sim.org.convert import write
    from sim.org.read import read_organisation

    org = read_organisation(path, _mapping(mapping, top_level, min_weight, ignore_ties,
                                           unknown_managers=unknown_managers, level=level, head=head,
                                           edges=edges, leavers="keep" if keep_leavers else None))
    warn(org)
    _written(out, write(org, out, pseudonyms=pseudonyms), False)


def _mapping(file: Path | None, top_level: str | None, min_weight: list[str] | None,
             ignore: list[str] | None, level: str | None = None, **said: str | None) -> Mapping:
    """The mapping file with the options laid over it.  said: keys of a mapping as they are."""
    from sim.org.mapping import Mapping, combined, load_mapping, validated

    options: dict[str, Any] = {"ties": {}} | {key: value for key, value in said.items() if value is not None}
    if level is not None:
        options["columns"] = {"level": level}
    if top_level is not None:
        options["top_level"] = top_level
    for option in min_weight or ():
        kind, _, weight = option.rpartition("=")
        if not kind:
            from sim.base.errors import UserError
            raise UserError(f"--min-weight is {option!r}, but it must be a type of ties and a number, such "
                            "as info=3")
        options["ties"][kind] = {"min_weight": weight}
    for kind in ignore or ():
        options["ties"].setdefault(kind, {})["use"] = "ignore"
    return combined(load_mapping(file) if file else None, validated(Mapping, options, "options"))


def _levels(text: str | None) -> list[str] | None:
    return None if text is None else [part.strip() for part in text.replace("/", ",").split(",")]


def _report(org: Organisation, as_json: bool) -> None:
    facts = org.summary()
    if as_json:
        say_json(facts)
        return
    from rich.table import Table
    from rich.text import Text

    from sim.base.writing import console as terminal

    console = terminal()
    console.print(facts["name"], style="bold")
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 2))
    for name, value in _lines(facts):
        table.add_row(Text(name, "cyan"), value)
    console.print(table)
    for heading, lines in (("What was read, inferred or generated", facts["notes"]),
                           ("Warnings: what looks implausible", facts["warnings"]),
                           ("What was not used", [", ".join(facts["unused"])] if facts["unused"] else [])):
        if lines:
            console.print(f"\n{heading}", style="bold")
            listed = Table.grid(padding=(0, 1, 0, 1))
            for line in lines:
                listed.add_row(" -", line)
            console.print(listed)


def _lines(facts: dict[str, Any]) -> list[tuple[str, str]]:
    leaders = f"{facts['leaders']:,}"
    if facts["leaders"]:
        leaders += (f"; direct reports each (span of control): median {facts['span_median']:g}, at most "
                    f"{facts['span_max']}")
    lines = [
        ("posts", f"{facts['posts']:,} ({facts['front_line']:,} front line, {facts['back_office']:,} back "
         "office; the others lead)"),
        ("leaders", leaders),
        ("levels", f"{len(facts['levels'])}, from the top: {' / '.join(f'{n:,}' for n in facts['levels'])}"
         + (f" ({facts['heads']} heads)" if facts["heads"] > 1 else "")),
        ("units", f"{facts['units']:,}; posts each: median {facts['unit_size_median']:g}, at most "
         f"{facts['unit_size_max']:,}"),
    ]
    if facts["informal_ties"]:
        lines += [("informal ties", f"{facts['informal_ties']:,}: {facts['ties_per_post']:g} named by each "
                   f"post (mean), {facts['density']:.2%} of all pairs, {facts['ties_both_ways']:.0%} "
                   "returned"), ("within units", f"{facts['within_unit']:.0%} of the ties "
                                 f"({facts['expected_within_unit']:.0%} if ties ignored units)")]
    links = (f"{facts['service_links']:,} links from a unit to one it needs" if facts["service_links"]
             else "none")
    return [*lines, ("internal service", links), ("digest", facts["digest"])]


def _written(out: Path, lost: tuple[str, ...], as_json: bool) -> None:
    """Say where it went; on the error stream when the output is JSON."""
    typer.echo(f"written: {out}", err=as_json)
    for note in lost:
        typer.echo(f"note: {note}", err=as_json)
