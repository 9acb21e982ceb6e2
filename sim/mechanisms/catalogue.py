"""How a mechanism presents itself: its id, source, levers, what it reads and writes, and the effect it must show.

A mechanism is a named influence that can be switched off; then its output is replaced by the baseline mean (``neutral``), never by
zero.  The declaration stands in the file that runs it, so a newcomer sees claim and code together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effect:
    """What must be seen when the mechanism works, tested on paired runs.

    contrast: 'lever' runs the ordinary firm under the levers ``low`` and ``high``; 'without' runs it under ``low`` without and with
    the mechanism; 'statistic' compares a statistic, said in words, with and without.  shows: outcome -> sign of second minus first.
    """

    contrast: str
    shows: dict[str, int]
    low: dict[str, float]
    high: dict[str, float]
    statistic: str = ""


@dataclass(frozen=True)
class Mechanism:
    """One influence.  id: M01...M46.  name: what a scenario's ``without`` says.  reads, writes: columns of `sim.population`."""

    id: str
    name: str
    title: str
    seed: str
    source: str
    levers: tuple[str, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    effect: Effect


NAMES = {
    "M01": "being-cared-for", "M02": "trust", "M03": "fear", "M05": "trickle-down", "M06": "vision-cascade", "M12": "mirroring",
    "M13": "higher-road", "M14": "attribution", "M15": "empathy-not-sympathy", "M16": "discretion", "M19": "skill",
    "M23": "customer-bashing", "M24": "coaching", "M25": "silence-is-consent", "M26": "mood-contagion", "M27": "resources",
    "M28": "climate", "M32": "empathy-learning", "M36": "quitting", "M37": "hiring", "M39": "socialisation", "M40": "expectation",
    "M41": "reciprocity", "M43": "leaving",
}
"""Ids of the mechanisms and the names by which scenarios switch them off."""
