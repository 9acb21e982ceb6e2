"""``sim spread``: one leader's, unit's or level's levers change; who follows, how far and how soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.base.errors import UserError
from sim.cli.options import (
    Days,
    Json,
    Mapping,
    NoFiles,
    Org,
    Out,
    ScenarioName,
    Seed,
    Workers,
    asked,
    assigned,
    check,
    place,
    tell,
)
from sim.cli.progress import progress

if TYPE_CHECKING:
    from rich.console import Group

    from sim.insight.spread.result import Spread

From = Annotated[str, typer.Option("--from", metavar="PLACE", show_default=False,
                                   help="Where levers change: a post's id, a unit's name, or 'level N' (0 is "
                                   "the top)")]
Levers = Annotated[str, typer.Option("--levers", metavar="SCENARIO|NAME=VALUE,...", show_default=False,
                                     help="What changes there: the levers of a scenario, or some by name")]
Pairs = Annotated[int, typer.Option("--replications", "-r", metavar="N",
                                    help="Pairs of runs with different luck")]
Members = Annotated[int | None, typer.Option("--members", metavar="N", help="Sets of believable assumptions, "
                                             "a pair of runs each; 0: luck alone", show_default="20")]
Carriers = Annotated[bool, typer.Option("--carriers", help="Say what carries it too: six times the work")]

WORD = 12
"""Characters of the longest word among the states: none is cut in a narrow terminal."""


def spread(
    scenario: ScenarioName, source: From, levers: Levers, org: Org = None, mapping: Mapping = None,
    days: Days = None, replications: Pairs = 10, members: Members = None, carriers: Carriers = False,
    seed: Seed = None, out: Out = None, workers: Workers = None, as_json: Json = False,
    no_files: NoFiles = False,
) -> None:
    """See how far one leader's, unit's or level's change spreads: along the reporting line and along informal
    ties.

    Two paired worlds differ in the levers of that place alone; everybody's difference is followed week by
    week. Ranges called likely come from other believable assumptions (--members). With --carriers the pairs
    are run again without what may carry it: the line, informal ties, customers, people who move.

    Example: sim spread ordinary-firm --from P002 --levers culture-of-fear --days 60 --replications 4
    """
    with progress(f"spreading from {source}", quiet=as_json) as on_progress:
        from sim.insight.spread.spread import spread as study

        check(days, replications, seed, workers)
        base = asked(scenario, org, mapping, days, seed)
        with place(f"{base.name}-spread", out, no_files) as write:
            found = study(base, source, _levers(levers), replications=replications, members=members,
                          carriers=carriers, workers=workers, on_progress=on_progress)
            folder = write(found)
    tell(found, folder, as_json, lambda: _tables(found), picture="figure.png", network="network.gif")


def _levers(given: str) -> str | dict[str, float]:
    """Levers by name; without '=' it is a scenario's name."""
    found = assigned("--levers", given) if "=" in given else {}
    wrong = next((f"{name}={value}" for name, value in found.items() if isinstance(value, str)), None)
    if wrong is not None:
        raise UserError(f"--levers has {wrong!r}; write NAME=NUMBER, several separated by commas, or a "
                        "scenario's name")
    return {name: float(value) for name, value in found.items()} or given


def _tables(found: Spread) -> Group:
    from rich.console import Group
    from rich.text import Text

    from sim.insight.spread.sentences import CARRIED, NEAR, REACHED, carried_rows, near_rows, reached_rows
    from sim.report.tables import columned, printed

    tables = []
    for columns, rows in ((REACHED, reached_rows(found.reach)), (NEAR, near_rows(found.figures)),
                          *([(CARRIED, carried_rows(found.carriers))] if found.carriers is not None else [])):
        tables.append(columned(*columns[1:]))
        tables[-1].columns[0].min_width = WORD
        for column in tables[-1].columns[-2:]:  # "never (4.5–never)" takes two lines where there is no room
            column.no_wrap = False
        for row in rows:
            tables[-1].add_row(*row)
    carried = [Text("What is left of the late difference without", "bold")] if len(tables) > 2 else []
    return Group(printed(found.heading, Text("\n".join(found.sentences)), tables[0], found.notes), tables[1],
                 *carried, *tables[2:])
