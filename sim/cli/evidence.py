"""``sim evidence``: published patterns against simulated ones.  All logic is in ``sim.insight.evidence``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Json, NoFiles, Workers, check, place, tell
from sim.cli.progress import progress

Rows = Annotated[str, typer.Option("--rows", metavar="IDS", help="Only these rows, such as D01,D02",
                                   show_default=False)]
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
    check(workers=workers)
    with progress("simulating what was studied", quiet=as_json) as on_progress:
        from sim.insight.evidence.patterns import chosen
        from sim.insight.evidence.run import FULL, QUICK, Evidence
        from sim.insight.evidence.run import evidence as study

        ids = [word.strip() for word in rows.split(",") if word.strip()]
        chosen(ids)
        size = QUICK if quick else FULL
        with place("evidence", out, no_files) as write:
            found = Evidence(study(ids, size=size, workers=workers, on_progress=on_progress), size)
            folder = write(found)
    from sim.insight.evidence.tables import table

    tell([verdict.to_dict() for verdict in found.verdicts], folder, as_json,
         lambda: table(found.verdicts, found.notes), picture="forest.png")
