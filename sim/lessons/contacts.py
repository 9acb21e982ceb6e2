"""The contacts of one week of a run under two policies, and which of them is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.base.errors import UserError
from sim.model.engine.setup import Setup
from sim.model.engine.simulate import Run
from sim.scenario import Scenario
from sim.scenario.parts import WEEK

Tick = Callable[[], None]
"""Called after every simulated day; it may raise in order to stop."""

_CASE = ("attempt", "cause", "difficulty", "stake")
"""What a customer brings; where it differs, two contacts would compare cases, not policies."""


@dataclass(frozen=True)
class Week:
    """All contacts of a week of the first run.

    moments: MOMENT [contacts], with the working day in ``day`` (from 1).  occupant: how many customers held
    each customer's place before.
    """

    moments: np.ndarray
    occupant: np.ndarray


def week_of(setup: Setup, week: int, tick: Tick) -> Week:
    """Run up to a week and store its contacts."""
    run = Run(setup, 0)
    found, occupants = [], []
    for day in range(1, week * WEEK + 1):
        wanted = day > (week - 1) * WEEK
        before = run.world.customers["occupant"].copy() if wanted else None
        moments = run.step(keep_moments=wanted)
        if before is not None:
            moments["day"] = day
            found.append(moments)
            occupants.append(before[moments["customer"]])
        tick()
    return Week(np.concatenate(found), np.concatenate(occupants))


def paired_weeks(a: Scenario, b: Scenario, week: int, tick: Tick = lambda: None) -> tuple[Week, Week]:
    """The same week under both, in one organisation and with the same luck."""
    there = a.build_organisation()
    return week_of(a.setup(there), week, tick), week_of(b.setup(there), week, tick)


def both(a: Week, b: Week) -> tuple[np.ndarray, np.ndarray]:
    """Contacts of the same customer with the same employee on the same day: rows in ``a``, rows in ``b``."""
    keys = [np.rec.fromarrays([week.moments["day"], week.moments["customer"], week.moments["post"],
                               week.occupant]) for week in (a, b)]
    _, in_a, in_b = np.intersect1d(keys[0], keys[1], return_indices=True)
    return in_a, in_b


def choose(one: Week, other: Week, find: str, field: str, rude: bool) -> tuple[int, int]:
    """Row in ``one`` of the contact that is told, and among how many it was chosen: those in which the
    customer brings the same case.

    worst: the least satisfied under ``one``.  widest: where ``other`` differs from it most, in the direction
    in which it does on average.
    """
    (in_a, in_b), a, b = both(one, other), one.moments, other.moments
    alike = np.all([a[name][in_a] == b[name][in_b] for name in _CASE], axis=0)
    in_a, in_b = in_a[alike], in_b[alike]
    if rude:
        keep = (a["rudeness"][in_a] > 0) & (b["rudeness"][in_b] > 0)
        in_a, in_b = in_a[keep], in_b[keep]
    if len(in_a) == 0:
        raise UserError(f"one.week: in that week no {'rude ' if rude else ''}customer came in with the same "
                        "case under both policies; choose another week")
    if find == "worst":
        chosen = np.lexsort((a["quality"][in_a], a["satisfaction"][in_a]))[0]
    else:
        change = b[field][in_b] - a[field][in_a]
        chosen = int(np.argmax(change if change.mean() >= 0 else -change))
    return int(in_a[chosen]), len(in_a)


def occasion(moments: np.ndarray, row: int) -> int:
    """The how-manieth contact of that person that day a row is, from 1."""
    same = (moments["day"] == moments["day"][row]) & (moments["post"] == moments["post"][row])
    return int(np.flatnonzero(same).tolist().index(row)) + 1

