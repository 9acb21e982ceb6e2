"""The ensemble: sets of assumptions that fit all that the model may be calibrated on, each a member with a
weight.

`experiments/ensemble.py` writes it, by history matching.  A member says what its active assumptions are,
contested findings among them; the other doubted ones vary as noise and follow from the member's number.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sim.base.errors import UserError
from sim.base.imports import packaged
from sim.model.engine.setup import Setup
from sim.model.parameters import PARAMETERS, SWITCHES
from sim.model.parameters.plausible import DOUBTED, value
from sim.org.organisation import Organisation
from sim.scenario.model import Scenario
from sim.scenario.resolve import settle_days

ENSEMBLE = packaged("scenario/ensemble.csv")
"""One row a member, those for daily use first: number, weight, active assumptions (in their units), and the
figures it was judged by."""

DAILY = 20
"""Members that comparisons take unless asked for more: the first ones."""


@dataclass(frozen=True)
class Member:
    """One set of assumptions.  active: those that were learned, by name.  weight: relative to the others'.

    parameters, switches: all that it assumes otherwise than the defaults do.
    """

    number: int
    weight: float
    active: dict[str, float | str]
    parameters: dict[str, float]
    switches: dict[str, str]

    def under(self, scenario: Scenario, organisation: Organisation, usual: Setup) -> Setup:
        """The scenario's setup under these assumptions; what the scenario itself assumes otherwise than the
        defaults wins.

        Who assumes otherwise than the stored culture does settles first.
        """
        parameters = self.parameters | {name: value for name, value in scenario.parameters.items()
                                        if value != PARAMETERS[name].default}
        switches = self.switches | {name: side for name, side in scenario.switches.items()
                                    if side != SWITCHES[name].choices[0]}
        told = scenario.with_(parameters=scenario.parameters | parameters, switches=scenario.switches
                              | switches)
        return replace(usual, parameters=usual.parameters | parameters, switches=usual.switches | switches,
                       settle_days=settle_days(told, organisation))


def noise(number: int, name: str) -> float:
    """Where in its prior a member has what varies as noise: a quantile (0-1) that follows from both names."""
    drawn = hashlib.blake2b(f"{number} {name}".encode(), digest_size=8).digest()
    return (int.from_bytes(drawn, "big") + 0.5) / 2.0**64


def assumed(number: int, active: dict[str, float | str]) -> tuple[dict[str, float], dict[str, str]]:
    """All that a member of this number assumes: parameters and sides of contested findings."""
    every = {name: value(name, noise(number, name)) for name in (*DOUBTED, *SWITCHES)} | active
    return ({name: float(each) for name, each in every.items() if name in PARAMETERS},
            {name: str(each) for name, each in every.items() if name in SWITCHES})


@cache
def members() -> tuple[Member, ...]:
    """All members, those for daily use first."""
    with ENSEMBLE.open(encoding="utf-8", newline="") as file:
        return tuple(_member(row) for row in csv.DictReader(file))


def first(many: int | None) -> tuple[Member, ...]:
    """So many members, :data:`DAILY` unless given; refused where there are not as many."""
    there = members()
    wanted = DAILY if many is None else many
    if not 0 <= wanted <= len(there):
        raise UserError(f"members is {wanted}; give 0 (luck alone) to {len(there)}, all there are")
    return there[:wanted]


def weights(some: tuple[Member, ...]) -> np.ndarray:
    """Their weights, of sum 1: float64 [members]."""
    found = np.array([member.weight for member in some])
    return found / found.sum() if len(found) else found


def _member(row: dict[str, str]) -> Member:
    active: dict[str, float | str] = {name: float(said) if name in PARAMETERS else said
                                      for name, said in row.items() if name in PARAMETERS or name in SWITCHES}
    number = int(row["member"])
    return Member(number, float(row["weight"]), active, *assumed(number, active))
