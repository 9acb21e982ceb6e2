"""A study's folder: what stands in study.json, and which study and folder a command means."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from sim.base import paths
from sim.base.errors import UserError
from sim.report.folder import RESULTS
from sim.studies.sweep.lock import STUDY, is_study, write_json
from sim.studies.sweep.own_model import Given, OwnModel
from sim.studies.sweep.study_file import Study

MODEL = "model"
"""Within a study's folder: the files of a model of one's own as they were when it began, to read; they are not run from here."""


def asked(study: str | Path | Study, out: str | Path | None, model: Given | None = None) -> tuple[Study, Path]:
    """The study meant, run by ``model`` where it has a model of one's own, and its folder: the one given, or results/NAME, so that the same
    command goes on with the same study."""
    paths.local(out)
    if not isinstance(study, Study) and is_study(Path(study)):
        if out is not None and Path(out).resolve() != Path(study).resolve():
            raise UserError(f"{study} is a study's folder, which goes on where it is; leave out --out {out}")
        return study_of(Path(study)).with_model(model), Path(study)
    loaded = study if isinstance(study, Study) else Study.load(study)
    return loaded.with_model(model), Path(out) if out is not None else RESULTS / loaded.name


def keep_model(folder: Path, study: Study) -> None:
    """Copy the files of a model of one's own, so that what ran can be read and published later."""
    for source in study.runs.sources if isinstance(study.runs, OwnModel) else ():
        copy = folder / MODEL / source.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.path, copy)


def write(folder: Path, study: Study, manifest: dict[str, Any], revisions: list[dict[str, Any]]) -> None:
    """Write study.json.  recorded: where it was begun, for the curious; nothing depends on it."""
    write_json(folder / STUDY, {"name": study.name, "study": study.given(), "manifest": manifest, "revisions": revisions,
                                "recorded": {"commit": _commit(), "packages": _packages()}})


def read(folder: Path) -> dict[str, Any]:
    """What stands in study.json."""
    file = folder / STUDY
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{folder} is no study's folder: there is no {STUDY} in it; sim sweep run STUDY.yaml --out FOLDER begins "
                        "one") from None
    except (OSError, ValueError) as fault:
        raise UserError(f"{file}: cannot be read ({fault}); restore it, or begin anew in another folder") from None
    return found


def study_of(folder: Path) -> Study:
    """The study as it was last asked for."""
    said = read(folder)
    return Study.from_dict(said["study"], folder.absolute(), name=said["name"], where=str(folder))


def _packages() -> dict[str, str]:
    return dict(sorted((it.metadata["Name"], it.version) for it in distributions() if it.metadata["Name"]))


def _commit() -> str | None:
    try:
        found = subprocess.run(["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return None
    return found.stdout.strip() if found.returncode == 0 else None
