"""``sim publish`` and ``sim reproduce``: a study handed in, and reproduced.  All logic is in
``sim.insight.supplement``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Json, Model, Workers, check, place, tell
from sim.cli.progress import progress

StudyAsked = Annotated[str, typer.Argument(metavar="STUDY", help="Folder of a study that was run; or a "
                                           "study, run first")]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="ARCHIVE",
                                          help="Archive to write, a new one [default: NAME.zip]")]
Authors = Annotated[list[str] | None, typer.Option("--author", metavar="'NAME <ORCID>'",
                                                   help="Who made the study; the ORCID may be left out")]
DateOf = Annotated[str, typer.Option("--date", metavar="DATE", help="Date of publication, such as "
                                     "2026-01-31; without it no file says when", show_default=False)]
Licence = Annotated[str, typer.Option("--licence", metavar="SPDX", help="Licence of the archive: an SPDX "
                                      "identifier, or an address")]
WithOrganisation = Annotated[bool, typer.Option("--with-organisation",
                                                help="Organisations read from files go in with their names")]
Incomplete = Annotated[bool, typer.Option("--incomplete", help="Publish although runs are missing, and say "
                                          "so")]
Archive = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="What sim publish made")]
Sample = Annotated[int | None, typer.Option("--sample", metavar="N",
                                            help="So many runs, spread over the design, always the same "
                                            "[default: all]")]
Folder = Annotated[Path | None, typer.Option("--out", "-o", metavar="FOLDER",
                                             help="Folder to write what was found to, a new one")]
Orgs = Annotated[list[Path] | None, typer.Option("--org", metavar="PATH",
                                                 help="Files of an organisation that is not in the archive")]
OtherCode = Annotated[bool, typer.Option("--other-code", help="Compare although the code here is other than "
                                         "the study's")]


def publish(study: StudyAsked, out: Out = None, author: Authors = None, date: DateOf = "",
            licence: Licence = "CC-BY-4.0", with_organisation: WithOrganisation = False,
            incomplete: Incomplete = False, workers: Workers = None, model: Model = None) -> None:
    """A paper's supplement in one command: an archive with all it takes to read a study, check it and run it
    again.

    It holds study and scenarios, the model's ODD protocol, versions, every run's figures, pictures, and
    RO-Crate metadata. An organisation read from files goes in under pseudonyms.

    Example: sim publish results/care-by-fear --author 'Josiah Carberry <0000-0002-1825-0097>'
    """
    check(workers=workers)
    with progress("running the study") as on_progress:
        from sim.insight.supplement.publish import publish as write

        made = write(study, out, authors=author or (), date=date, licence=licence,
                     with_organisation=with_organisation, incomplete=incomplete, workers=workers, model=model,
                     on_progress=on_progress)
    from sim.insight.supplement.archive import sha256
    from sim.insight.supplement.readme import of_people

    for sentence in of_people(made):
        typer.echo(sentence)
    typer.echo(f"archive  {made}\nlicence  {licence}\nsha256   {sha256(made)}\ncheck    sim reproduce {made} "
               "--sample 20")


def reproduce(archive: Archive, sample: Sample = None, out: Folder = None, org: Orgs = None,
              model: Model = None, other_code: OtherCode = False, workers: Workers = None,
              as_json: Json = False) -> None:
    """A published study run again: every run, or a sample, compared with the archive bit for bit.

    Other code than the study's is refused; an archive that was changed since is found out. Exit codes: 0
    every run is reproduced, 1 some differ, 2 refused.

    Example: sim reproduce care-by-fear.zip --sample 20
    """
    check(workers=workers)
    with progress(f"reproducing {archive.stem}", quiet=as_json) as on_progress:
        from sim.insight.supplement.reproduce import reproduce as again

        with place(archive.stem, out, no_files=out is None) as write:
            found = again(archive, sample, organisations=org or (), model=model, other_code=other_code,
                          workers=workers, on_progress=on_progress)
            folder = write(found)
    from rich.console import Group

    tell(found, folder, as_json, lambda: Group(f"{found.study}, reproduced\n", found.table(),
                                               f"\n{found.sentence}"))
    if not found.same:
        raise typer.Exit(1)
