"""What several commands have in common: options under the same words, their limits, what they make of a
scenario and a folder, and how a result is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.base import paths
from sim.base.errors import UserError
from sim.cli.streams import say_json

if TYPE_CHECKING:
    from sim.org.organisation import Organisation
    from sim.scenario import Scenario

MOST_SEED = 2**32 - 1

Org = Annotated[Path | None, typer.Option("--org", metavar="PATH", help="Organisation to use instead: "
                                          "a folder or any file that sim org check reads")]
Workers = Annotated[int | None, typer.Option("--workers", metavar="N",
                                             help="Processes at a time [default: one per core]")]
Model = Annotated[str | None, typer.Option("--model", metavar="FILE.py:FUNCTION", show_default=False,
                                           help="The function that runs a study of a model of your own")]
NoFiles = Annotated[bool, typer.Option("--no-files", help="Write no folder")]
Mapping = Annotated[Path | None, typer.Option("--mapping", metavar="FILE",
                                              help="YAML: what the columns and ties of --org mean")]
Days = Annotated[int | None, typer.Option("--days", metavar="N", help="Working days to simulate; 250 are a "
                                          "year")]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help=f"Seed of the luck, 0 to {MOST_SEED}")]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FOLDER", help="Folder to write, a new one "
                                          "[default: results/NAME-N]")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table")]
Cluster = Annotated[str | None, typer.Option("--cluster", metavar="WHERE",
                                             help="Address of a Dask scheduler (tcp://HOST:PORT), or a YAML "
                                             "file for SLURM")]
ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="A bundled one (see sim list), or a "
                                             "YAML file")]
StudyName = Annotated[str, typer.Argument(metavar="STUDY", show_default=False,
                                          help="A bundled study (see sim list), a YAML file, or a folder "
                                          "begun before")]


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
    if "path" in scenario.organisation:
        warn(scenario.build_organisation())
    return scenario


def warn(organisation: Organisation) -> None:
    """Say on the error stream, once a command, what looks implausible in an organisation read from files."""
    import click

    context = click.get_current_context(silent=True)
    said: set[str] = context.meta.setdefault("sim.warned", set()) if context else set()
    for warning in organisation.warnings:
        if warning not in said:
            said.add(warning)
            typer.echo(f"warning: organisation {organisation.name}: {warning}", err=True)


def assigned(option: str, given: str) -> dict[str, float | str]:
    """'a=1,b=high' as values by name."""
    found: dict[str, float | str] = {}
    for part in given.split(","):
        name, equals, value = (text.strip() for text in part.partition("="))
        if not equals or not name or not value:
            raise UserError(f"{option} has {part.strip()!r}; give NAME=VALUE, several with commas between")
        try:
            found[name] = float(value)
        except ValueError:
            found[name] = value
    return found


@contextmanager
def place(name: str, out: Path | None, no_files: bool) -> Iterator[Callable[[Any], Path | None]]:
    """Claim a place for results; yields what writes a result there and gives the folder, or, where no files
    are wanted, None."""
    if no_files and out is not None:
        raise UserError(f"--out {out} asks for files and --no-files for none; give one of them")
    if no_files:
        yield lambda result: None
        return
    from sim.report.folder import claimed

    with claimed(name, out) as write:
        yield write


def tell(result: Any, folder: Path | None, as_json: bool, table: Callable[[], Any], **pictures: str) -> None:
    """Print a result, or plain data, and where it is written.  pictures: files of the folder, by what they
    are called."""
    if as_json:
        say_json(result.to_dict() if hasattr(result, "to_dict") else result)
        if folder:
            typer.echo(f"written: {folder}", err=True)
        return
    from sim.base.writing import console as terminal

    console = terminal()
    console.print(table())
    if folder:
        lines = [f"{name:8} {folder / file}" for name, file in pictures.items()]
        console.print("\n" + "\n".join([*lines, f"folder   {folder}"]), soft_wrap=True)
