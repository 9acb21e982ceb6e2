"""Pictures and findings that go with a study's design."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.report import figures
from sim.supplement import picture

if TYPE_CHECKING:
    from sim.experiments import Sweep

FOLDER = "figures"


def write(sweep: Sweep, folder: Path) -> list[str]:
    """Write what can be seen into ``figures/``; returns what was found, in sentences."""
    place = folder / FOLDER
    place.mkdir()
    if not len(sweep.outcomes[sweep.outcomes["row"] >= 0]):
        return []
    figures.save_picture(picture.figure(sweep), place, "outcomes-over-factors")
    return []
