"""The ensemble: parameters that fit all that defaults may be calibrated on, one member after the other.

`experiments/calibrate_defaults.py` writes it.  Under ``bands="parameters"`` replication r has member r mod
the ensemble's size, so that intervals include what is not known about these parameters besides luck.
"""

from __future__ import annotations

import csv
from functools import cache

from sim.base.errors import UserError, nearest
from sim.base.imports import packaged
from sim.model.engine.setup import Setup
from sim.model.parameters import PARAMETERS
from sim.scenario.model import Scenario

ENSEMBLE = packaged("scenario/ensemble.csv")
"""One row a member: its number, its parameters (in their units), and the figures it was verified with."""

BANDS = ("luck", "parameters")
"""What intervals include: luck alone, or luck and parameters."""


@cache
def members() -> tuple[dict[str, float], ...]:
    """The parameters of every member, in their order."""
    with ENSEMBLE.open(encoding="utf-8", newline="") as file:
        return tuple({name: float(value) for name, value in row.items() if name in PARAMETERS}
                     for row in csv.DictReader(file))


def setups_of(scenario: Scenario, replications: int, bands: str) -> list[Setup]:
    """The setup of every replication: the scenario's own, or under one member each.

    What the scenario says of a parameter wins over the ensemble.  Who has other parameters than the stored
    culture settles first.
    """
    if bands not in BANDS:
        raise UserError(f"bands is {bands!r}; give one of {', '.join(BANDS)}{nearest(bands, BANDS)}")
    usual = scenario.setup()
    if bands == "luck":
        return [usual] * replications
    drawn = [scenario.with_(parameters=member | scenario.parameters).setup(usual.organisation)
             for member in members()[:replications]]
    return [drawn[r % len(drawn)] for r in range(replications)]
