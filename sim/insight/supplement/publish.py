"""A paper's supplement from a study that was run: one archive with all it takes to read, check, rerun it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.base import atomic, paths, writing
from sim.base.errors import UserError
from sim.insight.supplement import archive, crate, inputs, picture, readme, tables
from sim.insight.supplement.archive import MANIFEST, write_text
from sim.report import figures
from sim.runs.pool import Progress
from sim.studies.sweep.folder import MODEL

if TYPE_CHECKING:
    from sim.studies.sweep import Study, Sweep
    from sim.studies.sweep.own_model import Given

FORMAT = 1
"""Version of the archive's layout."""


FIGURES = "figures"

FIRST = 3
"""Sentences of each analysis that the README repeats; all are in the analysis's own report."""


def publish(study: str | Path | Study | Sweep, out: str | Path | None = None, *, authors: Sequence[str] = (),
            date: str = "", licence: str = crate.LICENCE, with_organisation: bool = False,
            incomplete: bool = False, workers: int | None = None, model: Given | None = None,
            on_progress: Progress | None = None) -> Path:
    """Write a paper's supplement: one archive with all it takes to read a study, check it and run it again.

    Args:
        study: the folder of a study that was run, or what :func:`sim.read_study` gave; or a study, its file
            or bundled name, which is run first, in results/NAME.
        out: the archive to write, a new file; NAME.zip unless given.
        authors: 'Name' or 'Name <ORCID>' each.
        date: of publication, ISO (2026-01-31); without it no file says when.
        licence: an SPDX identifier, or the address of a text.
        with_organisation: an organisation read from files goes in with its names instead of under pseudonyms.
        incomplete: a study with runs missing is published, and says so.
        workers: processor cores to use, where the study is run first; all of them unless given.
        model: for a study of a model of one's own that was not run yet: its function, or 'FILE.py:function'.
        on_progress: called with (runs done, runs in all) where the study is run first.

    Returns:
        The archive's path.

    Raises:
        UserError: for a study that is incomplete, a place that is taken, and authors, date or licence that
            are not written as above.

    Example:
        >>> from sim import publish                                                # doctest: +SKIP
        >>> publish("results/care", authors=["Josiah Carberry <0000-0002-1825-0097>"])  # doctest: +SKIP
    """
    paths.local(out)
    asked = crate.Asked(tuple(crate.Author.parse(text) for text in authors), date, licence)
    sweep = _read_or_run(study, workers, on_progress, model)
    if not incomplete and (missing := sweep.missing):
        raise UserError(f"{sweep.folder}: the study is incomplete: {'; '.join(missing)}; complete it with "
                        f"sim sweep run {sweep.folder}, or publish it as it is with --incomplete")
    target = Path(out) if out is not None else Path(_file_name(sweep.study.name))
    atomic.check_free(target)
    with tempfile.TemporaryDirectory(prefix="sim-publish-") as place:
        _fill(sweep, Path(place), asked, with_organisation)
        archive.pack(Path(place), target)
    return target


def _read_or_run(study: str | Path | Study | Sweep, workers: int | None, on_progress: Progress | None,
                 model: Given | None) -> Sweep:
    from sim.studies.sweep import Study, Sweep, sweep

    if isinstance(study, Sweep):
        return study
    if not isinstance(study, Study) and Path(study).is_dir():
        return Sweep(study)
    return sweep(study, workers=workers, on_progress=on_progress, model=model)


def _fill(sweep: Sweep, folder: Path, asked: crate.Asked, with_organisation: bool) -> None:
    """Everything that goes into the archive; nothing depends on what the archive is called."""
    places = inputs.write(sweep.study, folder, with_organisation)
    tables.write(sweep, folder)
    _describe(sweep, folder)
    found = _findings(sweep, folder)
    said = _manifest(sweep, places)
    files = [*archive.files_in(folder), "README.md", MANIFEST]
    writing.report(folder / "README.md", readme.write(said, sorted(files), _file_name(sweep.study.name),
                                                      found, inputs.told(places)))
    said["files"] = {file: archive.sha256(folder / file) for file in archive.files_in(folder)}
    write_text(folder / MANIFEST, json.dumps(said, indent=1, ensure_ascii=False) + "\n")
    crate.write(folder, asked, crate.About(
        said["title"] or said["name"], said["question"] or "The supplement of a simulation study: "
        f"{said['counted']}.", said["sim"],
        said["code"], said["counted"], said["digest"], {file: readme.about(file)
                                                        for file in archive.files_in(folder)}))


def _manifest(sweep: Sweep, places: list[inputs.Place]) -> dict[str, Any]:
    from sim.report.folder import installed
    from sim.report.wording import plural

    study, shared = sweep.study, sweep.manifest
    failed = int((sweep.runs["status"] != "ok").sum())
    counted = (f"{plural(len(sweep.runs), 'run')} of {plural(len(sweep.points), 'point')}, "
               f"{plural(len(sweep.factors), 'factor')}")
    return {"what": "published study", "format": FORMAT, "name": study.name, "title": study.title,
            "question": study.question, "digest": sweep.digest,
            "counted": counted + (f", {failed} failed" if failed else ""), "missing": sweep.missing,
            "sim": installed("service-culture-sim"), "code": shared["code"], "versions": shared["versions"],
            "organisations": [asdict(place) for place in places], "runs": shared}


def _describe(sweep: Sweep, folder: Path) -> None:
    """The model: the protocol made from the code, or the files of a model of one's own."""
    if sweep.study.model is None:
        from sim.insight.describe import nomenclature, odd

        (folder / "model").mkdir()
        writing.report(folder / "model" / "odd.md", _without_links(odd.page()))
        writing.report(folder / "model" / "nomenclature.md", _without_links(nomenclature.page()))
        return
    for name, digest in sweep.manifest.get("files", {}).items():
        file = sweep.folder / MODEL / name
        if not file.is_file() or hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest() != digest:
            raise UserError(f"{file} is not the file that the study's runs come from; put it back, or run "
                            "the study again in another folder")
        copy = folder / "model" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)


def _findings(sweep: Sweep, folder: Path) -> list[str]:
    """Write pictures, and the analyses that the design was made for, into ``figures/``; returns what was
    found first, in sentences.

    An analysis that refuses this study leaves a sentence that says why.
    """
    from sim.insight.plans.study import compare_study
    from sim.studies.sensitivity.sensitivity import sensitivity

    place = folder / FIGURES
    place.mkdir()
    if len(sweep.outcomes[sweep.outcomes["row"] >= 0]):
        figures.save_picture(picture.figure(sweep), place, "outcomes-over-factors")
    said: list[str] = []
    analyses: dict[str, Callable[[Sweep], Any]] = {"sensitivity": sensitivity}
    if len(sweep.study.plans) > 1:
        analyses["plans"] = compare_study
    for name, analysis in analyses.items():
        try:
            found = analysis(sweep)
            (place / name).mkdir()
            found.fill(place / name)
            said += [*found.sentences[:FIRST], f"More on {name}: `{FIGURES}/{name}/`."]
        except UserError as refusal:
            said.append(f"No analysis of {name}: "
                        f"{str(refusal).replace(str(sweep.folder), sweep.study.name)}.")
    return said


def _without_links(page: str) -> str:
    """Without links to pages that stay behind."""
    return re.sub(r"\[([\w.]+)\]\(design\.md\)", r"`\1` (in the simulator's source)", page)


def _file_name(name: str) -> str:
    return (re.sub(r"[^\w.-]+", "-", name).strip("-.") or "study") + ".zip"
