"""What a study's runs depend on besides their parameters, and how two studies differ: nothing is continued
under another model.

The hash of the code is taken when this module is imported: a long-running worker keeps the modules it began
with, and says so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sim.base.errors import UserError
from sim.base.imports import digest, files_of
from sim.report.folder import installed
from sim.studies.sweep import test_functions
from sim.studies.sweep.own_model import OwnModel

if TYPE_CHECKING:
    from sim.studies.sweep.study_file import Study

FORMAT = 1
"""Version of the folder's layout."""

MODEL = "sim"
"""The model's name in a manifest, unless the study brings its own."""

_PACKAGES = ("python", "numpy", "numba", "mesa")
_BESIDE = ("sim.studies.sweep.manifest", "sim.studies.sweep.own_child", "sim.studies.sweep.own_model",
           "sim.studies.sweep.own_process", "sim.studies.sweep.test_functions", "sim.runs.pool",
           "sim.runs.processes")
"""What a worker imports to be told what to do, and what runs other models than the simulator: no figure of a
run depends on it."""

CODE = digest(files_of("sim.studies.sweep.worker", beside=_BESIDE))
"""Hash of the code that runs here."""

VERSIONS = {package: installed(package) for package in _PACKAGES}
"""Versions that bytes may depend on."""


def code_of(model: OwnModel | str | None) -> str:
    """The hash of the code that a study's runs come from: the simulator's, a test function's, or that of a
    model of one's own, with the simulator's where it calls that."""
    if isinstance(model, OwnModel):
        return hash_of([model.function, model.digests, CODE if model.uses_sim else ""])
    return CODE if model is None else test_functions.CODE


def manifest(study: Study) -> dict[str, Any]:
    """Everything that all runs of a study share; two studies with the same manifest may be one."""
    base = study.base
    said = {} if base is None else {key: value for key, value in base.dump().items()
                                    if key not in ("title", "story", "watch", "source", "replications",
                                                   "seed", "days")}
    if base is not None and "path" in base.organisation:
        said["organisation"] = base.build_organisation().digest()
    files = {"files": study.runs.digests} if isinstance(study.runs, OwnModel) else {}
    return {
        "format": FORMAT, "model": study.model or MODEL, **files, "code": code_of(study.runs),
        "versions": VERSIONS,
        "seed": study.master_seed, "seeds": study.seeds, "days": None if base is None else base.days,
        "outcomes": list(outcomes_of(study)), "trajectories": list(study.trajectory_names), "base": said,
    }


def outcomes_of(study: Study) -> tuple[str, ...]:
    """Names of what a run reports, in order: outcomes, then the study's own measures."""
    return (*study.outcome_names, *(measure.name for measure in study.measures))


def check_same(there: Mapping[str, Any], here: Mapping[str, Any], where: str) -> None:
    """Refuse to continue what was begun under something else, naming the first differences."""
    found = list(differences(there, here))
    if found:
        said = "; ".join(f"{name} is {_short(was)} there and {_short(now)} here" for name, was,
                         now in found[:3])
        more = f" (and {len(found) - 3} more)" if len(found) > 3 else ""
        raise UserError(f"{where} was begun otherwise: {said}{more}; continue with what it was begun with, "
                        "or choose another folder with --out")


def differences(there: Any, here: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """What differs between two manifests: the dotted name, the value there, the value here."""
    if isinstance(there, Mapping) and isinstance(here, Mapping):
        for key in dict.fromkeys([*there, *here]):
            yield from differences(there.get(key), here.get(key), f"{path}.{key}".removeprefix("."))
    elif there != here:
        yield path.removeprefix("base."), there, here


def _short(value: Any) -> str:
    text = "missing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def hash_of(data: Any) -> str:
    """blake2b of canonical JSON, 32 hex digits."""
    return hashlib.blake2b(json.dumps(data, sort_keys=True, separators=(",", ":")).encode(),
                           digest_size=16).hexdigest()
