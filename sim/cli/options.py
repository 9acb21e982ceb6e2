"""What several commands have in common: options under the same words, their limits, and what they make of a
scenario and a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.base import paths
from sim.base.errors import UserError

if TYPE_CHECKING:
    from sim.scenario import Scenario

MOST_SEED = 2**32 - 1

Org = Annotated[Path | None, typer.Option("--org", metavar="PATH", help="Organisation to use instead: "
                                          "a folder or any file that sim org check reads")]
Workers = Annotated[int | None, typer.Option("--workers", metavar="N",
                                             help="Processes at a time [default: one per core]")]
Model = Annotated[str | None, typer.Option("--model", metavar="FILE.py:FUNCTION", show_default=False,
                                           help="The function that runs a study of a model of your own")]
NoFiles = Annotated[bool, typer.Option("--no-files", help="Write no folder")]


def check(days: int | None = None, replications: int | None = None, seed: int | None = None,
          workers: int | None = None) -> None:
    """Refuse what lies outside the limits of an option."""
    for option, value, low, high in (("--days", days, 1, 25_000),
                                     ("--replications", replications, 1, 100_000),
                                     ("--seed", seed, 0, MOST_SEED), ("--workers", workers, 1, 1_000)):
        if value is not None and not low <= value <= high:
            raise UserError(f"{option} is {value}; give a whole number from {low} to {high}")


def asked(name: str, org: Path | None, mapping: Path | None, days: int | None, seed: int | None) -> Scenario:
    """The scenario with the options laid over it."""
    from sim.scenario import Scenario

    over: dict[str, Any] = {}
    paths.allow(*(place for place in (org, mapping) if place is not None))
    if org is not None:
        over["organisation"] = {"path": str(org.absolute())}
    if mapping is not None:
        from sim.org.mapping import load_mapping

        over.setdefault("organisation", {})["mapping"] = load_mapping(mapping).model_dump(
            mode="json", exclude_unset=True)
    over |= {key: value for key, value in (("days", days), ("seed", seed)) if value is not None}
    scenario = Scenario.load(name)
    scenario = scenario.with_(**over) if over else scenario
    warn(scenario)
    return scenario


def warn(scenario: Scenario) -> None:
    """Say on the error stream, once a command, what looks implausible in an organisation read from files."""
    import click

    if "path" not in scenario.organisation:
        return
    organisation = scenario.build_organisation()
    context = click.get_current_context(silent=True)
    said: set[str] = context.meta.setdefault("sim.warned", set()) if context else set()
    for warning in organisation.warnings:
        if warning not in said:
            said.add(warning)
            typer.echo(f"warning: organisation {organisation.name}: {warning}", err=True)


def place(claimed: Any, name: str, out: Path | None, no_files: bool) -> Any:
    """A place for results (:func:`sim.report.folder.claimed`), or none where no files are wanted."""
    from contextlib import nullcontext

    if no_files and out is not None:
        raise UserError(f"--out {out} asks for files and --no-files for none; give one of them")
    return nullcontext() if no_files else claimed(name, out)
