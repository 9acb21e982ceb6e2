"""``sim calibrate``: fit a study's factors to one's own figures.  A door, not a room: all logic is in
``sim.studies.calibration``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sim.cli.options import Model, Workers, check
from sim.cli.streams import say_json

if TYPE_CHECKING:
    from rich.console import Group

    from sim.studies.calibration.result import Calibration

Study = Annotated[str, typer.Argument(metavar="STUDY", help="A study with a latin-hypercube design: YAML "
                                      "file, or a folder begun before", show_default=False)]
Data = Annotated[Path, typer.Argument(metavar="DATA.csv", help="Your figures: period, unit, outcome, value, "
                                      "n", show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FOLDER",
                                          help="Its folder [default: results/NAME-calibrated]")]
Period = Annotated[Literal["week", "month", "quarter", "year", "all"], typer.Option(
    "--period", help="How long the periods in DATA.csv are")]
Generations = Annotated[int, typer.Option("--generations", metavar="N",
                                          help="Generations at most, the design counted")]
Budget = Annotated[int | None, typer.Option("--budget", metavar="RUNS", help="Runs at most")]
Cluster = Annotated[str | None, typer.Option("--cluster", metavar="WHERE",
                                             help="Address of a Dask scheduler (tcp://HOST:PORT), or a YAML "
                                             "file for SLURM")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table")]


def calibrate(study: Study, data: Data, out: Out = None, period: Period = "month",
              generations: Generations = 4, budget: Budget = None, workers: Workers = None,
              cluster: Cluster = None, model: Model = None, as_json: Json = False) -> None:
    """Fit a study to your own figures: what its factors must be, how sure that is, and which figures the
    model cannot meet.

    The ranges in the study are what you hold possible beforehand. DATA.csv holds one row a figure: the number
    of the period counted from the first day (or all), the unit (or (all)), an outcome (sim show outcomes),
    its value in the outcome's unit, and the answers, people or contacts behind it. Rows about single persons,
    and groups below 5, are refused. If it is interrupted, the same command resumes it.

    Example: sim calibrate my-study.yaml my-figures.csv --period month --out results/mine
    """
    from sim.cli.progress import progress

    check(workers=workers)
    with progress(f"calibrating {Path(study).stem}", quiet=as_json) as on_progress:
        from sim.studies.calibration.calibration import calibrate as fit

        found = fit(study, data, out, period=period, generations=generations, budget=budget, workers=workers,
                    cluster=cluster, model=model, on_progress=on_progress)
        folder = found.save()
    _show(found, folder, as_json)


def _show(found: Calibration, folder: Path, as_json: bool) -> None:
    if as_json:
        say_json(found.to_dict())
        typer.echo(f"written: {folder}", err=True)
        return
    from sim.base.writing import console as terminal

    console = terminal()
    console.print(_table(found))
    console.print(f"\npictures  {folder / 'posterior.png'}, {folder / 'predictive.png'}\nfolder    {folder}",
                  soft_wrap=True)


def _table(found: Calibration) -> Group:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from sim.studies.calibration.sentences import figure

    parts: list[Table | Text] = []
    if len(found.parameters):
        table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
        for column in ("factor", "mean", "95 %", "before", "narrower", ""):
            table.add_column(column, justify="left" if column in ("factor", "") else "right", no_wrap=True)
        for name, row in found.parameters.iterrows():
            table.add_row(str(name), figure(row["mean"]), f"{figure(row['low'])} to {figure(row['high'])}",
                          f"{figure(row['prior_low'])} to {figure(row['prior_high'])}",
                          f"{max(0.0, 100 * row['narrower']):.0f} %", "" if row["learned"] else "not learned")
        parts.append(table)
    if len(found.shares):
        table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
        for column in ("factor", "choice", "share", "before", ""):
            table.add_column(column, justify="right" if column in ("share", "before") else "left")
        for _, row in found.shares.iterrows():
            table.add_row(row["factor"], str(row["choice"]), f"{100 * row['share']:.0f} %",
                          f"{100 * row['prior']:.0f} %", "" if row["learned"] else "not learned")
        parts += [Text(), table] if parts else [table]
    return Group(*parts, Text(), *(Text(line) for line in found.sentences))
