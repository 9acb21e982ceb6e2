"""``sim sweep``: studies of many runs that lose nothing.  A door, not a room: all logic is in
``sim.studies.sweep``.

Exit codes: 0 complete, 1 some runs failed (they are kept as rows), 2 refused, 130 interrupted (what was
finished is kept).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sim.cli.options import Cluster, Json, Model, StudyName, Workers, check
from sim.cli.progress import progress

if TYPE_CHECKING:
    from sim.studies.sweep.frames import Sweep
    from sim.studies.sweep.replay import Replayed

app = typer.Typer(name="sweep", no_args_is_help=True, help="Run studies of many runs: grids, samples, "
                  "screenings. Nothing is lost, and run is also resume.")

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A study's folder")]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FOLDER",
                                          help="Its folder [default: results/NAME]")]


@app.command()
def plan(study: StudyName, workers: Workers = None, model: Model = None, as_json: Json = False) -> None:
    """Count the runs of a study, time one, and say how long all will take.

    Example: sim sweep plan care-by-fear
    """
    check(workers=workers)
    from sim.cli.sweep_tables import show_outlook
    from sim.studies.sweep.folder import asked
    from sim.studies.sweep.forecast import plan as outlook

    show_outlook(outlook(asked(study, None, model)[0], workers), as_json)


@app.command()
def run(study: StudyName, out: Out = None, workers: Workers = None, cluster: Cluster = None,
        model: Model = None, as_json: Json = False) -> None:
    """Run a study, or whatever is missing of it: the same command begins it and resumes it after an
    interruption.

    Example: sim sweep run care-by-fear
    """
    _drive(study, out, workers, cluster, model, as_json)


@app.command()
def extend(study: StudyName, out: Out = None, workers: Workers = None, cluster: Cluster = None,
           model: Model = None, as_json: Json = False) -> None:
    """Go on with a study whose file now asks for more (samples, replications, factors): what both have is not
    run again.

    Example: sim sweep extend my-study.yaml --out results/my-study
    """
    _drive(study, out, workers, cluster, model, as_json, extend=True)


@app.command()
def retry(folder: Folder, workers: Workers = None, cluster: Cluster = None, model: Model = None,
          as_json: Json = False) -> None:
    """Run again what failed, and whatever is missing.

    Example: sim sweep retry results/care-by-fear
    """
    _drive(str(folder), None, workers, cluster, model, as_json, retry=True)


@app.command()
def status(folder: Folder, as_json: Json = False) -> None:
    """How far a study is and what went wrong, also while it is running elsewhere.

    Example: sim sweep status results/care-by-fear
    """
    from sim.cli.sweep_tables import show_status
    from sim.studies.sweep.forecast import status as progressed
    from sim.studies.sweep.frames import Sweep

    show_status(progressed(Sweep(folder)), as_json)


@app.command()
def replay(folder: Folder,
           key: Annotated[str, typer.Argument(help="The beginning of a run's key (table runs)")],
           model: Model = None, as_json: Json = False) -> None:
    """Run one run again and compare its bytes.

    Example: sim sweep replay results/care-by-fear 3f2a91
    """
    from sim.studies.sweep.frames import Sweep
    from sim.studies.sweep.replay import replay as run_again

    _compared(Sweep(folder), [run_again(Sweep(folder), key, model)], as_json)


@app.command()
def verify(folder: Folder,
           sample: Annotated[int, typer.Option("--sample", metavar="N", help="How many runs")] = 10,
           workers: Workers = None, model: Model = None, as_json: Json = False) -> None:
    """Run a sample of the finished runs again and compare their bytes.

    Example: sim sweep verify results/care-by-fear --sample 20
    """
    check(workers=workers)
    with progress(f"verifying {folder.name}", quiet=as_json) as on_progress:
        from sim.studies.sweep.frames import Sweep
        from sim.studies.sweep.replay import verify as run_again

        sweep = Sweep(folder)
        found = run_again(sweep, sample, workers, on_progress, model)
    _compared(sweep, found, as_json)


@app.command()
def export(folder: Folder, out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER",
                                                             help="Folder to write, a new one")],
           format: Annotated[Literal["csv", "parquet"],
                             typer.Option("--format", help="Of the files")] = "csv") -> None:
    """Write the tables runs, points, design, outcomes and trajectories as tidy files.

    Example: sim sweep export results/care-by-fear --out care-by-fear-tables
    """
    from sim.studies.sweep.frames import Sweep
    from sim.studies.sweep.frames import export as write

    for file in write(Sweep(folder), out, format):
        typer.echo(file)


@app.command()
def query(folder: Folder, sql: Annotated[str, typer.Argument(metavar="SQL",
                                                             help="A question, such as 'SELECT count(*) FROM "
                                                             "runs'")],
          out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE",
                                                   help="Write a .csv or .parquet file instead")] = None,
          as_json: Json = False) -> None:
    """Ask in SQL of the tables runs, points, design, outcomes and trajectories.

    Example: sim sweep query results/care-by-fear "SELECT presence_hours, avg(fear) FROM outcomes GROUP BY
    ALL"
    """
    from sim.cli.sweep_tables import show_frame
    from sim.studies.sweep.frames import Sweep

    show_frame(Sweep(folder).query(sql), out, as_json)


def _drive(study: str, out: Path | None, workers: int | None, cluster: str | None, model: str | None,
           as_json: bool, **how: bool) -> None:
    check(workers=workers)
    with progress(f"studying {Path(study).stem}", quiet=as_json) as on_progress:
        from sim.studies.sweep.driver import sweep
        from sim.studies.sweep.forecast import status as progressed

        found = sweep(study, out, workers=workers, cluster=cluster, model=model, on_progress=on_progress,
                      **how)
    from sim.cli.sweep_tables import show_status

    now = progressed(found)
    show_status(now, as_json)
    if now.counts.get("ok", 0) < now.done:
        raise typer.Exit(1)


def _compared(sweep: Sweep, found: list[Replayed], as_json: bool) -> None:
    from sim.cli.sweep_tables import show_replayed

    show_replayed(sweep, found, as_json)
    if not all(one.same for one in found):
        raise typer.Exit(1)
