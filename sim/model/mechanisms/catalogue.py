"""How a mechanism presents itself: its id, source, levers, what it reads and writes, and the effect it must show.

A mechanism is a named influence that can be switched off; then its output is replaced by the baseline mean (``neutral``), never by
zero.  The declaration stands in the file that runs it, so a newcomer sees claim and code together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effect:
    """What must be seen when the mechanism works, tested on paired runs.

    shows: outcome -> sign of second minus first.  contrast:
    'lever' and 'identity' run the ordinary firm under the levers ``low`` and ``high``;
    'without' runs it under ``low`` without and with the mechanism;
    '2x2' crosses: for levers in ``high``, all together against the sum of each alone (``low``: none of them); where there is a single
    one, ``high`` for a while and then ``low`` again, with against without the mechanism: what is left of it;
    'order' compares ``low`` (the same demand alone) with ``high`` (permission first), and with the two in reverse order;
    'statistic' compares a statistic, said in words, with and without.
    """

    contrast: str
    shows: dict[str, int]
    low: dict[str, float]
    high: dict[str, float]
    statistic: str = ""


@dataclass(frozen=True)
class Mechanism:
    """One influence.  id: M01...M46.  name: what a scenario's ``without`` says.  reads, writes: columns of `sim.model.population`."""

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
    "M01": "being-cared-for", "M02": "trust", "M03": "fear", "M04": "transparency", "M05": "trickle-down", "M06": "vision-cascade",
    "M07": "accountability", "M08": "permission", "M09": "recognition", "M10": "distance", "M11": "voice", "M12": "mirroring",
    "M13": "higher-road", "M14": "attribution", "M15": "empathy-not-sympathy", "M16": "discretion", "M17": "suspicion",
    "M18": "always-right", "M19": "skill", "M20": "workload", "M21": "internal-customers", "M22": "displaced-aggression",
    "M23": "customer-bashing", "M24": "coaching", "M25": "silence-is-consent", "M26": "mood-contagion", "M27": "resources",
    "M28": "climate", "M29": "formal-training", "M30": "needs-assessment", "M31": "training-transfer", "M32": "empathy-learning",
    "M33": "own-experience", "M34": "hearing-customers", "M35": "service-mindset", "M36": "quitting", "M37": "hiring",
    "M38": "promote-from-within", "M39": "socialisation", "M40": "expectation", "M41": "reciprocity", "M42": "complaints",
    "M43": "leaving", "M44": "accused-leave", "M45": "reporting", "M46": "money",
}
"""Ids of the mechanisms and the names by which scenarios switch them off."""
