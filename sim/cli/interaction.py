"""``sim show interaction``: the microscope on the command line."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import Days, Json, Org, ScenarioName, Seed, asked
from sim.cli.progress import progress
from sim.cli.streams import say_json

if TYPE_CHECKING:
    from sim.insight.microscope.contact import ObservedContact

_STYLES = {"head": "bold", "note": "italic", "title": "bold dark_cyan", "quiet": "dim", "up": "dark_cyan",
           "down": "dark_orange3", "close": "bold", "": ""}

_WIDEST = 100

Person = Annotated[str | None, typer.Option("--person", metavar="POST",
                                            help="Whose contact: id of a front-line post, such as P045 "
                                            "[default: anybody]")]
Day = Annotated[int | None, typer.Option("--day", metavar="N", help="Working day, from 1 [default: the first "
                                         "week]")]
Occasion = Annotated[int | None, typer.Option("--occasion", metavar="N",
                                              help="Which contact of that person that day, counted from 1")]
Worst = Annotated[str | None, typer.Option("--worst", metavar="SPAN",
                                           help="day or week: instead of an occasion, the least satisfied "
                                           "customer of the day, or of the week that ends with it")]
Replication = Annotated[int, typer.Option("--replication", metavar="N",
                                          help="Which run of the scenario, from 0")]
Against = Annotated[str | None, typer.Option("--against", metavar="SCENARIO",
                                             help="The same customer on the same day in this scenario, side "
                                             "by side")]


def interaction(
    scenario: ScenarioName = "ordinary-firm", person: Person = None, day: Day = None,
    occasion: Occasion = None, worst: Worst = None, replication: Replication = 0, against: Against = None,
    org: Org = None, days: Days = None, seed: Seed = None, as_json: Json = False,
) -> None:
    """One contact between an employee and a customer, step by step, with its numbers and what moved them.

    Without options it is the worst contact of the first week. Scenarios run under the same luck, so with
    --against the same customer comes in on the same day, and what differs is what leaders made of the place.

    Example: sim show interaction culture-of-fear --day 100 --worst week
    """
    with progress("looking for the contact", quiet=as_json) as on_progress:
        from sim.insight.microscope.contact import interaction as look
        from sim.insight.microscope.contact import pair

        runs = 2 if against else 1
        contact = look(
            asked(scenario, org, None, days, seed), person=person, day=day, occasion=occasion,
            worst=worst, replication=replication,  # type: ignore[arg-type]
            on_progress=lambda done, total: on_progress(done, runs * total))
        found = pair(contact, asked(against, org, None, days, seed),
                     lambda done, total: on_progress(total + done, 2 * total)) if against else contact
    if as_json:
        say_json(found.to_dict())
        return
    from rich.text import Text

    from sim.base.writing import console as terminal

    console = terminal()
    for line in found.lines(min(console.width, _WIDEST)):
        console.print(Text.assemble(*((piece, _STYLES[style]) for piece, style in line)), soft_wrap=True)
    if not against:
        given = {"--org": org, "--days": days, "--seed": seed, "--replication": replication or None}
        again = _elsewhere(scenario, contact, given)
        console.print(f"\nThe same customer on the same day elsewhere:\n{again}", style="dim", soft_wrap=True)


def _elsewhere(scenario: str, contact: ObservedContact, given: Mapping[str, object]) -> str:
    """The command that shows the same visit elsewhere, in one piece, so that it can be pasted."""
    other = "culture-of-trust" if contact.scenario.name != "culture-of-trust" else "ordinary-firm"
    options = [word for option, value in given.items() if value is not None for word in (option, str(value))]
    return shlex.join(["sim", "show", "interaction", scenario, "--person", contact.person, "--day",
                       str(contact.day), "--occasion", str(contact.occasion), *options, "--against", other])
