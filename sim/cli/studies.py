"""``sim sensitivity`` and ``sim emulate``: what a study tells.  The logic is in ``sim.studies``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.base.errors import UserError
from sim.cli.options import Model, NoFiles, Workers, check, place
from sim.cli.streams import say_json

if TYPE_CHECKING:
    import pandas as pd

    from sim.studies.emulation.emulate import Emulated
    from sim.studies.sensitivity.sensitivity import Sensitivity

Study = Annotated[Path, typer.Argument(metavar="FOLDER", help="A study's folder, complete (see sim sweep "
                                       "run)", show_default=False)]
Emulatee = Annotated[str, typer.Argument(metavar="STUDY", help="A study's folder, a bundled study, or a YAML "
                                         "file", show_default=False)]
At = Annotated[str | None, typer.Option("--at", metavar="FACTOR=VALUE,...", show_default=False,
                                        help="Predict there; other factors as in the base")]
Outcomes = Annotated[list[str] | None, typer.Option("--outcome", metavar="NAME",
                                                    help="Outcome to look at; may be repeated; all: every "
                                                    "one [default: trust, fear, empathy, satisfaction]",
                                                    show_default=False)]
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


def emulate(study: Emulatee, outcome: Outcomes = None, at: At = None, workers: Workers = None,
            model: Model = None, out: Out = None, as_json: Json = False, no_files: NoFiles = False) -> None:
    """An emulator of a study: how well it predicts each outcome, what moves them, and with --at what they
    would be at other values.

    What of the study is missing is run first, as sim sweep run would. Outside of the ranges that were run
    nothing is predicted.

    Example: sim emulate results/care-by-fear --at presence_hours=6
    """
    from sim.cli.progress import progress

    check(workers=workers)
    with progress("making an emulator", quiet=as_json) as on_progress:
        from sim.report.folder import claimed
        from sim.studies.emulation.emulate import emulate as fitted

        name = Path(study).stem
        with place(claimed, f"{name}-emulator", out, no_files) as write:
            result = fitted(study, "all" if outcome == ["all"] else outcome, workers=workers, model=model,
                            on_progress=on_progress)
            there = result.predict(_values(at)) if at else None
            written = write(result) if write else None
    _show(result, as_json, written, there)


def _values(given: str) -> dict[str, Any]:
    """'a=1,b=high' as values by factor."""
    found: dict[str, Any] = {}
    for part in given.split(","):
        name, equals, value = (text.strip() for text in part.partition("="))
        if not equals or not name or not value:
            raise UserError(f"--at has {part.strip()!r}; give factor=value, several with commas between")
        try:
            found[name] = float(value)
        except ValueError:
            found[name] = value
    return found


def _show(result: Sensitivity | Emulated, as_json: bool, folder: Path | None,
          there: pd.DataFrame | None = None) -> None:
    if as_json:
        more = {} if there is None else {"there": there.reset_index().to_dict("records")}
        say_json(_plain(result.to_dict() | more))
        if folder:
            typer.echo(f"written: {folder}", err=True)
        return
    from sim.base.writing import console as terminal
    from sim.studies.tables import table

    console = terminal()
    console.print(table(result, there))
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
