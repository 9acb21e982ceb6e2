"""How a mechanism presents itself: its id, source, levers, what it reads and writes, and the effect it must
show.

A mechanism is a named influence that can be switched off; then its output is replaced by the baseline mean
(``neutral``), never by zero.  Each is declared once, in `sim.model.mechanisms.catalogue`; its code is the
file of its subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Effect:
    """What must be seen when the mechanism works, tested on paired runs.

    shows: outcome -> sign of second minus first.  contrast:
    'lever' and 'identity' run the ordinary firm under the levers ``low`` and ``high``;
    'without' runs it under ``low`` without and with the mechanism;
    '2x2' crosses: for levers in ``high``, all together against the sum of each alone (``low``: none of them);
    where there is a single one, ``high`` for a while and then ``low`` again, with against without the
    mechanism: what is left of it; 'order' compares ``low`` (the same demand alone) with ``high`` (permission
    first), and with the two in reverse order; 'statistic' compares a statistic, said in words, with and
    without.
    """

    contrast: str
    shows: dict[str, int]
    low: dict[str, float]
    high: dict[str, float]
    statistic: str = ""


@dataclass(frozen=True)
class Mechanism:
    """One influence.  id: M01, M02, ...  name: what a scenario's ``without`` says.  reads, writes: columns of
    `sim.model.population`.

    path: on which it reaches the customer, as `sim explain` tells it (`sim.insight.attribution.paths`):
    whether people are valued, trust and may decide, are afraid, talk, or have hands and skill.
    phases: numbers of the phases of the day (`sim.model.engine.day.PLAN`) in which it is at work.
    """

    id: str
    name: str
    path: Literal["care", "trust", "fear", "talk", "capacity"]
    phases: tuple[int, ...]
    title: str
    source: str
    levers: tuple[str, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    effect: Effect
