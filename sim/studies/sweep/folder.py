"""A study's folder: begun whole or not at all, driven by one process at a time, and its study.json."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import time
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sim.base import atomic, paths
from sim.base.errors import UserError
from sim.report.folder import RESULTS
from sim.scenario.place import HELD, hold
from sim.studies.sweep.own_model import Given, OwnModel
from sim.studies.sweep.study_file import Study

STUDY, LOCK, DRIVER = "study.json", "lock", "driver.json"
"""Files of a study's folder: what is asked, the lock of its driver, and who that is."""

MODEL = "model"
"""Within a study's folder: the files of a model of one's own as they were when it began, to read; they are
not run from here."""

ORGANISATION = "organisation"
"""Within a study's folder: the organisation, where it was given as an object."""

_PATIENCE = 1.0  # seconds; whoever only looks whether it is being run holds the lock for a moment


def asked(study: str | Path | Study, out: str | Path | None, model: Given | None = None) -> tuple[
    Study, Path]:
    """The study meant, run by ``model`` where it has a model of one's own, and its folder: the one given, or
    results/NAME, so that the same command resumes the same study."""
    paths.local(out)
    if not isinstance(study, Study) and is_study(Path(study)):
        if out is not None and Path(out).resolve() != Path(study).resolve():
            raise UserError(f"{study} is a study's folder, which is resumed where it is; leave out --out "
                            f"{out}")
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
    _write_json(folder / STUDY, {"name": study.name, "study": study.given(), "manifest": manifest,
                                 "revisions": revisions,
                                 "recorded": {"commit": _commit(), "packages": _packages()}})


def read(folder: Path) -> dict[str, Any]:
    """What study.json says."""
    file = folder / STUDY
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{folder} is no study's folder: there is no {STUDY} in it; sim sweep run STUDY.yaml "
                        "--out FOLDER begins one") from None
    except (OSError, ValueError) as fault:
        raise UserError(f"{file}: cannot be read ({fault}); restore it, or begin anew in "
                        "another folder") from None
    return found


def study_of(folder: Path) -> Study:
    """The study as it was last asked for."""
    said = read(folder)
    if (folder / ORGANISATION).is_dir():
        from sim.org.read import read_organisation

        hold(read_organisation(folder / ORGANISATION))
    return Study.from_dict(said["study"], folder.absolute(), name=said["name"], where=str(folder))


def _packages() -> dict[str, str]:
    return dict(sorted((it.metadata["Name"], it.version) for it in distributions() if it.metadata["Name"]))


def _commit() -> str | None:
    try:
        found = subprocess.run(["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"],
                               capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return None
    return found.stdout.strip() if found.returncode == 0 else None


def keep_organisation(folder: Path, study: Study) -> None:
    """Write the organisation that was given as an object, so that the folder can be read elsewhere."""
    from sim.org.convert import write as write_organisation

    base = study.base
    if base is not None and str(base.organisation.get("path", "")).startswith(HELD):
        write_organisation(base.build_organisation(), folder / ORGANISATION)


def is_study(folder: Path) -> bool:
    """Is this the folder of a study?"""
    return (folder / STUDY).is_file()


def begin(folder: Path, fill: Callable[[Path], None]) -> None:
    """Make a study's folder: what ``fill`` writes appears under its name whole, or not at all."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} exists already and is no study; choose another folder with --out")
    with atomic.claimed(folder, over=True, patience=_PATIENCE) as new:
        if is_study(folder):  # another driver began it meanwhile
            return
        try:
            new.mkdir()
            fill(new)
            new.rename(folder)
        except OSError as fault:
            raise atomic.unwritable(folder, fault) from None


def lock(folder: Path) -> FileLock:
    """The lock of a study, held until it is released or this process ends, however it ends; refused while
    another holds it."""
    held = FileLock(folder / LOCK)
    try:
        held.acquire(timeout=_PATIENCE)
    except Timeout:
        raise UserError(f"{folder} is in use by {_who(driver(folder))}; wait for it (sim sweep status "
                        f"{folder}), or stop it first") from None
    except OSError as fault:
        raise UserError(f"{folder} cannot be locked ({fault.strerror or fault}); check permissions") from None
    _write_json(folder / DRIVER, {"host": platform.node(), "pid": os.getpid(), "since": time.time()})
    return held


def driver(folder: Path) -> dict[str, Any] | None:
    """Who drives or last drove the study: host, pid, since."""
    try:
        return json.loads((folder / DRIVER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def driven(folder: Path) -> bool:
    """Is the study being run at this moment?"""
    held = FileLock(folder / LOCK)
    try:
        held.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:  # a folder one may only read: nobody can say
        return False
    held.release()
    return False


def _write_json(file: Path, data: Any) -> None:
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    beside.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(file)


def _who(found: dict[str, Any] | None) -> str:
    return f"another driver (process {found['pid']} on {found['host']})" if found else "another driver"
