"""``sim calibrate``: fit a study's factors to one's own figures.  A door, not a room: all logic is in
``sim.studies.calibration``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli.options import Cluster, Json, Model, Workers, check, tell
from sim.cli.progress import progress

if TYPE_CHECKING:
    from rich.console import Group

    from sim.studies.calibration.observed import Observed
    from sim.studies.calibration.result import Calibration

Study = Annotated[str, typer.Argument(metavar="STUDY", help="A study with a latin-hypercube design: YAML "
                                      "file, or a folder begun before", show_default=False)]
Data = Annotated[Path, typer.Argument(metavar="FIGURES", help="Your figures, CSV or .xlsx: period, unit, "
                                                              "outcome, "
                                      "value, n, or a column for each outcome, period or "
                                      "unit", show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FOLDER",
                                          help="Its folder [default: results/NAME-calibrated]")]
Period = Annotated[Literal["week", "month", "quarter", "year", "all"] | None, typer.Option(
    "--period", help="How long the periods in FIGURES are [default: as its dates say, else month]",
    show_default=False)]
Start = Annotated[str, typer.Option("--start", metavar="DATE", help="The run's first period, written as in "
                                                                    "FIGURES "
                                    "[default: the earliest there]", show_default=False)]
Outcome = Annotated[list[str] | None, typer.Option(
    "--outcome", metavar="NAME", help="The outcome where FIGURES names none, or 'TEXT=NAME' for what it "
                                      "calls one; repeatable", show_default=False)]
Scale = Annotated[list[str] | None, typer.Option(
    "--scale", metavar="LOW-HIGH", help="The scale of answers, such as 1-5, or OUTCOME=1-5; repeatable",
    show_default=False)]
Rates = Annotated[Literal["year", "period"] | None, typer.Option(
    "--rates", help="Whether rates such as turnover are a year's or each period's own", show_default=False)]
Behind = Annotated[int | None, typer.Option("--n", metavar="N", min=1, help="Answers, people or contacts "
                                                                            "behind each "
                                            "figure that has no n", show_default=False)]
Generations = Annotated[int, typer.Option("--generations", metavar="N",
                                          help="Generations at most, the design counted")]
Budget = Annotated[int | None, typer.Option("--budget", metavar="RUNS", help="Runs at most")]


def calibrate(study: Study, data: Data, out: Out = None, period: Period = None, start: Start = "",
              outcome: Outcome = None, scale: Scale = None, rates: Rates = None, n: Behind = None,
              generations: Generations = 4, budget: Budget = None, workers: Workers = None,
              cluster: Cluster = None, model: Model = None, as_json: Json = False) -> None:
    """Fit a study to your own figures: what its factors must be, how sure that is, and which figures the
    model cannot meet.

    The ranges in the study are what you hold possible beforehand. FIGURES holds one row a figure: the period
    (a number counted from the first day, a date, or all), the unit (or (all)), an outcome (sim show outcomes,
    or its usual name), its value, and the answers, people or contacts behind it; or a column for each
    outcome, period or unit. How it was read is said before anything is run. Rows about single persons are
    refused, groups below 5 left out. If it is interrupted, the same command resumes it.

    Example: sim calibrate my-study.yaml my-figures.csv --period month --out results/mine
    """
    check(workers=workers)
    with progress(f"calibrating {Path(study).stem}", quiet=as_json) as on_progress:
        from sim.studies.calibration.calibration import calibrate as fit
        from sim.studies.calibration.observed import Told

        told = Told(outcome or (), scale or (), rates or "", n, start)
        found = fit(study, data, out, period=period, told=told, generations=generations, budget=budget,
                    workers=workers, cluster=cluster, model=model, on_progress=on_progress, on_read=_say)
        folder = found.save()
    tell(found, folder, as_json, lambda: _table(found), posterior="posterior.png",
         predictive="predictive.png")


def _say(figures: Observed) -> None:
    for note in figures.notes:
        typer.echo(f"read: {note}", err=True)


def _table(found: Calibration) -> Group:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from sim.studies.calibration.sentences import figure

    def table(head: Sequence[str], left: Sequence[str], rows: Iterable[tuple[str, ...]]) -> Table:
        made = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
        for column in head:
            made.add_column(column, justify="left" if column in left else "right", no_wrap=True)
        for row in rows:
            made.add_row(*row)
        return made

    def learned(row: Any) -> str:
        return "" if row["learned"] else "not learned"

    parts: list[Table | Text] = []
    if len(found.parameters):
        parts.append(table(("factor", "mean", "95 %", "before", "narrower", ""), ("factor", ""), (
            (str(name), figure(row["mean"]), f"{figure(row['low'])} to {figure(row['high'])}",
             f"{figure(row['prior_low'])} to {figure(row['prior_high'])}",
             f"{max(0.0, 100 * row['narrower']):.0f} %", learned(row))
            for name, row in found.parameters.iterrows())))
    if len(found.shares):
        shares = table(("factor", "choice", "share", "before", ""), ("factor", "choice", ""), (
            (row["factor"], str(row["choice"]), f"{100 * row['share']:.0f} %", f"{100 * row['prior']:.0f} %",
             learned(row)) for _, row in found.shares.iterrows()))
        parts += [Text(), shares] if parts else [shares]
    return Group(*parts, Text(), *(Text(line) for line in found.sentences))
