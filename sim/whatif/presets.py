"""Six plans a director knows, to start from; their names are in the words of the page."""

from __future__ import annotations

from sim.whatif.plan import Plan

PRESETS: dict[str, dict[str, float]] = {
    "promises": {"word_deed_consistency": 1.0, "punishment_severity": 0.1, "punishment_arbitrary": 0.1},
    "time": {"presence_hours": 6.0, "recognition_rate": 0.5},
    "listen": {"listening": 0.8, "response_to_voice": 0.8},
    "permit": {"permission": 0.8, "discretion_limit": 0.6, "trust_extended": 0.7},
    "control": {"surveillance": 0.7, "punishment_severity": 0.6, "suspicion_policy": 0.6},
    "save": {"staffing": 0.9, "training_days": 1.0},
}
"""Levers of each: keep promises and stop punishing; time and recognition; listen and act; let staff decide;
tighten the reins; save on hands and training."""


def preset_plan(name: str) -> Plan:
    """A plan of :data:`PRESETS`, for the ordinary firm."""
    return Plan(levers=PRESETS[name])
