"""``sim sensitivity`` and ``sim discover``: what a study tells.  The logic is in ``sim.studies``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.base.errors import UserError
from sim.cli.options import NoFiles, place
from sim.cli.streams import say_json

if TYPE_CHECKING:
    from sim.studies.discovery.discovery import Discovery
    from sim.studies.sensitivity.sensitivity import Sensitivity

Study = Annotated[Path, typer.Argument(metavar="FOLDER", help="A study's folder, complete (see sim sweep "
                                       "run)", show_default=False)]
Outcomes = Annotated[list[str] | None, typer.Option("--outcome", metavar="NAME",
                                                    help="Outcome to look at; may be repeated; all: every "
                                                    "one [default: trust, fear, empathy, satisfaction]",
                                                    show_default=False)]
Outcome = Annotated[str, typer.Option("--outcome", metavar="NAME", help="Outcome that goes wrong",
                                      show_default=False)]
Below = Annotated[float | None, typer.Option("--below", metavar="X", help="Bad is below this")]
Above = Annotated[float | None, typer.Option("--above", metavar="X", help="Bad is above this")]
Worst = Annotated[str | None, typer.Option("--worst", metavar="SHARE",
                                           help="Bad is this share of the points, such as 10% [default: 10%]",
                                           show_default=False)]
Coverage = Annotated[float, typer.Option("--coverage", metavar="SHARE",
                                         help="Share of the bad points the region must hold")]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FOLDER", help="Folder to write, a new one "
                                          "[default: results/STUDY-WHAT-N]")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table")]


def sensitivity(folder: Study, outcome: Outcomes = None, out: Out = None, as_json: Json = False,
                no_files: NoFiles = False) -> None:
    """Which factors of a study matter, by the analysis that fits its design: Sobol, Morris, one at a time,
    grid, or sample.

    Says what matters most, what cannot be told apart, what factors do only together, and how much is luck.
    Refuses a study of which something is missing.

    Example: sim sensitivity results/care-by-fear --outcome customer_satisfaction
    """
    from sim.cli.progress import progress

    with progress("working out what matters", quiet=as_json) as on_progress:
        from sim.report.folder import claimed
        from sim.studies.sensitivity.sensitivity import sensitivity as analysis

        with place(claimed, f"{folder.name}-sensitivity", out, no_files) as write:
            result = analysis(folder, "all" if outcome == ["all"] else outcome, on_progress=on_progress)
            written = write(result) if write else None
    _show(result, as_json, written)


def discover(folder: Study, outcome: Outcome, below: Below = None, above: Above = None,
             worst: Worst = None, coverage: Coverage = 0.5, out: Out = None, as_json: Json = False,
             no_files: NoFiles = False) -> None:
    """In which region of the factors bad outcomes sit (PRIM): its limits, what share of the bad it holds, and
    whether it stands.

    Without --below, --above or --worst the worst tenth is bad, on the side that the outcome's declaration
    calls worse.

    Example: sim discover results/my-study --outcome staff_turnover --worst 10%
    """
    from sim.cli.progress import progress

    with progress("looking for where it goes wrong", quiet=as_json) as on_progress:
        from sim.report.folder import claimed
        from sim.studies.discovery.discovery import discover as search

        share = None if worst is None else _share(worst)
        with place(claimed, f"{folder.name}-discovery", out, no_files) as write:
            result = search(folder, outcome, below=below, above=above, worst=share, coverage=coverage,
                            on_progress=on_progress)
            written = write(result) if write else None
    _show(result, as_json, written)


def _share(given: str) -> float:
    """'10%' or '0.1' as 0.1."""
    text = given.strip()
    try:
        share = float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        share = 0.0
    if not 0.0 < share < 1.0:
        raise UserError(f"--worst is {given}; give a share of the points, such as 10%")
    return share


def _show(result: Sensitivity | Discovery, as_json: bool, folder: Path | None) -> None:
    if as_json:
        say_json(_plain(result.to_dict()))
        if folder:
            typer.echo(f"written: {folder}", err=True)
        return
    from sim.base.writing import console as terminal
    from sim.studies.tables import table

    console = terminal()
    console.print(table(result))
    if folder:
        picture = "" if not (folder / "figure.png").exists() else f"picture  {folder / 'figure.png'}\n"
        console.print(f"\n{picture}folder   {folder}", soft_wrap=True)


def _plain(value: Any) -> Any:
    """Numbers as JSON knows them; what is missing is null."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and value != value else value
