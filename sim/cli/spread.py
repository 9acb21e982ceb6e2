"""``sim spread``: one leader's, unit's or level's levers change; who follows, how far and how soon."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.base.errors import UserError
from sim.cli.options import NoFiles, Org, Workers, asked, check, place
from sim.cli.streams import say_json

if TYPE_CHECKING:
    from sim.insight.spread.result import Spread

From = Annotated[str, typer.Option("--from", metavar="PLACE", show_default=False,
                                   help="Where levers change: a post's id, a unit's name, or 'level N' (0 is "
                                   "the top)")]
Levers = Annotated[str, typer.Option("--levers", metavar="SCENARIO|NAME=VALUE,...", show_default=False,
                                     help="What changes there: the levers of a scenario, or some by name")]
Mapping = Annotated[Path | None, typer.Option("--mapping", metavar="FILE",
                                              help="YAML: what the columns and ties of --org mean")]
Days = Annotated[int | None, typer.Option("--days", metavar="N", help="Working days to simulate; 250 are a "
                                          "year")]
Pairs = Annotated[int, typer.Option("--replications", "-r", metavar="N",
                                    help="Pairs of runs with different luck")]
Members = Annotated[int | None, typer.Option("--members", metavar="N", help="Sets of believable assumptions, "
                                             "a pair of runs each; 0: luck alone", show_default="20")]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help="Seed of the luck")]
Carriers = Annotated[bool, typer.Option("--carriers", help="Say what carries it too: six times the work")]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FOLDER", help="Folder to write, a new one "
                                          "[default: results/NAME-N]")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables")]


def spread(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A bundled one (see sim list), or a "
                                            "YAML file")],
    source: From, levers: Levers, org: Org = None, mapping: Mapping = None, days: Days = None,
    replications: Pairs = 10, members: Members = None,
    carriers: Carriers = False, seed: Seed = None, out: Out = None, workers: Workers = None,
    as_json: Json = False, no_files: NoFiles = False,
) -> None:
    """See how far one leader's, unit's or level's change spreads: along the reporting line and along informal
    ties.

    Two paired worlds differ in the levers of that place alone; everybody's difference is followed week by
    week. Ranges called likely come from other believable assumptions (--members). With --carriers the pairs
    are run again without what may carry it: the line, informal ties, customers, people who move.

    Example: sim spread ordinary-firm --from P002 --levers culture-of-fear --days 60 --replications 4
    """
    from sim.cli.progress import progress

    with progress(f"spreading from {source}", quiet=as_json) as on_progress:
        from sim.insight.spread.spread import spread as study
        from sim.report.folder import claimed

        check(days, replications, seed, workers)
        base = asked(scenario, org, mapping, days, seed)
        with place(claimed, f"{base.name}-spread", out, no_files) as write:
            found = study(base, source, named(levers), replications=replications, members=members,
                          carriers=carriers, workers=workers, on_progress=on_progress)
            folder = write(found) if write else None
    _show(found, as_json, folder)


def named(levers: str) -> str | dict[str, float]:
    """'a=1,b=0.5' as a mapping; anything else is a scenario's name."""
    if "=" not in levers:
        return levers
    values: dict[str, float] = {}
    for part in levers.split(","):
        name, _, value = part.partition("=")
        try:
            values[name.strip()] = float(value)
        except ValueError:
            raise UserError(f"--levers has {part!r}; write NAME=NUMBER, several separated by commas, or a "
                            "scenario's name") from None
    return values


def _show(found: Spread, as_json: bool, folder: Path | None) -> None:
    if as_json:
        say_json(found.to_dict())
        if folder:
            typer.echo(f"written: {folder}", err=True)
        return
    from rich.text import Text

    from sim.base.writing import console as terminal
    from sim.insight.spread.sentences import CARRIED, NEAR, REACHED, carried_rows, near_rows, reached_rows
    from sim.report.tables import columned, printed

    console = terminal()
    tables = []
    parts = [(REACHED, reached_rows(found.reach)), (NEAR, near_rows(found.figures))]
    if found.carriers is not None:
        parts.append((CARRIED, carried_rows(found.carriers)))
    for columns, rows in parts:
        tables.append(columned(*columns[1:]))
        for row in rows:
            tables[-1].add_row(*row)
    console.print(printed(found.heading, Text("\n".join(found.sentences)), tables[0], found.notes))
    console.print(tables[1])
    if found.carriers is not None:
        console.print("What is left of the late difference without", style="bold")
        console.print(tables[2])
    if folder:
        console.print(f"\npicture  {folder / 'figure.png'}\nnetwork  {folder / 'network.gif'}\nfolder   "
                      f"{folder}", soft_wrap=True)
