"""Studies: many runs of one model over a design, kept so that none is lost and none is done twice.

`study_file` is what a study says, with its `factors` and its `design`; `drive` runs what is missing of it, parcel by parcel (`flight`), by
a crew on this machine (`crews`) or on a `cluster`; `ledger` and `sealed` keep what was lived; `frames` reads it back.
"""

from __future__ import annotations

from sim.experiments.drive import sweep
from sim.experiments.frames import Sweep
from sim.experiments.study_file import Study

__all__ = ["Study", "Sweep", "sweep"]
