"""Studies: many runs of one model over a design, kept so that none is lost and none is done twice.

`study_file` is what a study says, with its `factors` and its `design`; `driver` runs what is missing of it,
batch by batch (`dispatcher`), on this machine or on a cluster (`executors`); `ledger` and `segments` keep
what was run; `frames` reads it back.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.studies.sweep.driver import sweep
    from sim.studies.sweep.frames import Sweep, read_study
    from sim.studies.sweep.study_file import Study

_PUBLIC = {"Study": "study_file", "Sweep": "frames", "read_study": "frames", "sweep": "driver"}

__all__ = ["Study", "Sweep", "read_study", "sweep"]


def __getattr__(name: str) -> Any:
    """Public names are imported when first used: to read a study file must not wait for a compiler."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'sim.studies.sweep' has no attribute {name!r}")
    return getattr(import_module(f"sim.studies.sweep.{_PUBLIC[name]}"), name)
