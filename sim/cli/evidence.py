"""``sim evidence``: published patterns against simulated ones.  All logic is in ``sim.insight.evidence``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import NoFiles, Workers, check, place
from sim.cli.streams import say_json

if TYPE_CHECKING:
    from sim.insight.evidence.run import Evidence

Rows = Annotated[str, typer.Option("--rows", metavar="IDS", help="Only these rows, such as D01,D02",
                                   show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON list instead of a table")]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FOLDER",
                                          help="Folder to write, a new one [default: results/evidence-N]")]
Quick = Annotated[bool, typer.Option("--quick", help="Few and small populations: a look, not a verdict")]


def evidence(rows: Rows = "", as_json: Json = False, out: Out = None, no_files: NoFiles = False,
             workers: Workers = None, quick: Quick = False) -> None:
    """What real organisations show against what simulated ones do: a table, a forest plot, and who lies
    inside.

    Simulates the populations of organisations, units and employees that published findings speak of, asks
    them what the studies asked, and computes the same statistics. Takes minutes; --quick takes less and says
    less.

    Example: sim evidence --rows D02,D12 --quick
    """
    from sim.cli.progress import progress

    check(workers=workers)
    with progress("simulating what was studied", quiet=as_json) as on_progress:
        from sim.insight.evidence.patterns import chosen
        from sim.insight.evidence.run import FULL, QUICK, Evidence
        from sim.insight.evidence.run import evidence as study
        from sim.report.folder import claimed

        ids = [word.strip() for word in rows.split(",") if word.strip()]
        chosen(ids)
        size = QUICK if quick else FULL
        with place(claimed, "evidence", out, no_files) as write:
            found = Evidence(study(ids, size=size, workers=workers, on_progress=on_progress), size)
            folder = write(found) if write else None
    _show(found, as_json, folder)


def _show(found: Evidence, as_json: bool, folder: Path | None) -> None:
    if as_json:
        say_json([verdict.to_dict() for verdict in found.verdicts])
        if folder:
            typer.echo(f"written: {folder}", err=True)
        return
    from sim.base.writing import console as terminal
    from sim.insight.evidence.tables import table

    console = terminal()
    if folder:
        console.print(f"picture  {folder / 'forest.png'}\nfolder   {folder}\n", soft_wrap=True)
    console.print(table(found.verdicts, found.notes))
