"""``sim sensitivity`` and ``sim emulate``: what a study tells.  The logic is in ``sim.studies``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, Model, NoFiles, Out, StudyName, Workers, assigned, check, place, tell
from sim.cli.progress import progress

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Group

    from sim.studies.emulation.emulate import Emulated
    from sim.studies.sensitivity.sensitivity import Sensitivity

Study = Annotated[Path, typer.Argument(metavar="FOLDER", help="A study's folder, complete (see sim sweep "
                                       "run)", show_default=False)]
At = Annotated[str | None, typer.Option("--at", metavar="FACTOR=VALUE,...", show_default=False,
                                        help="Predict there; other factors as in the base")]
Outcomes = Annotated[list[str] | None, typer.Option("--outcome", metavar="NAME",
                                                    help="Outcome to look at; may be repeated; all: every "
                                                    "one [default: trust, fear, empathy, satisfaction]",
                                                    show_default=False)]


def sensitivity(folder: Study, outcome: Outcomes = None, out: Out = None, as_json: Json = False,
                no_files: NoFiles = False) -> None:
    """Which factors of a study matter, by the analysis that fits its design: Sobol, Morris, one at a time,
    grid, or sample.

    Says what matters most, what cannot be told apart, what factors do only together, and how much is luck.
    Refuses a study of which something is missing.

    Example: sim sensitivity results/care-by-fear --outcome customer_satisfaction
    """
    with progress("working out what matters", quiet=as_json) as on_progress:
        from sim.studies.sensitivity.sensitivity import sensitivity as analysis

        with place(f"{folder.name}-sensitivity", out, no_files) as write:
            result = analysis(folder, "all" if outcome == ["all"] else outcome, on_progress=on_progress)
            written = write(result)
    _show(result, as_json, written)


def emulate(study: StudyName, outcome: Outcomes = None, at: At = None, workers: Workers = None,
            model: Model = None, out: Out = None, as_json: Json = False, no_files: NoFiles = False) -> None:
    """An emulator of a study: how well it predicts each outcome, what moves them, and with --at what they
    would be at other values.

    What of the study is missing is run first, as sim sweep run would. Outside of the ranges that were run
    nothing is predicted.

    Example: sim emulate results/care-by-fear --at presence_hours=6
    """
    check(workers=workers)
    with progress("making an emulator", quiet=as_json) as on_progress:
        from sim.studies.emulation.emulate import emulate as fitted

        name = Path(study).stem
        with place(f"{name}-emulator", out, no_files) as write:
            result = fitted(study, "all" if outcome == ["all"] else outcome, workers=workers, model=model,
                            on_progress=on_progress)
            there = result.predict(assigned("--at", at)) if at else None
            written = write(result)
    _show(result, as_json, written, there)


def _show(result: Sensitivity | Emulated, as_json: bool, folder: Path | None,
          there: pd.DataFrame | None = None) -> None:
    def table() -> Group:
        from sim.studies.tables import table

        return table(result, there)

    more: dict[str, Any] = {} if there is None else {"there": there.reset_index().to_dict("records")}
    pictures = {"picture": "figure.png"} if folder and (folder / "figure.png").exists() else {}
    tell(result.to_dict() | more, folder, as_json, table, **pictures)
