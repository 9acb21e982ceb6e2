"""Statements about interventions: each a small simulated experiment of its own, one figure a replication."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.engine.simulate import Run
from sim.evidence.patterns import Figure
from sim.evidence.populations import REACH
from sim.outcomes import YEAR_DAYS
from sim.parameters import LEVERS, PARAMETERS
from sim.population import World
from sim.rules.coaching import harm_chance
from sim.scenario import Scenario

FIRM: dict[str, Any] = {"people": 160, "levels": [1, 4, 14]}
"""The firm experiments take place in."""

MIDDLE, FIRST_LINE = "1", "2"
"""Levels of its leaders below the head."""


def lived(replication: int, levers: dict[str, Any], days: int = YEAR_DAYS) -> World:
    """The firm's world after ``days`` under these levers; the same replication has the same luck."""
    run = Run(Scenario(organisation=FIRM, levers=levers, days=days, seed=31).setup(), replication)
    while run.day < days:
        run.step()
    return run.world


def abuse_two_levels_up(replication: int) -> Figure:
    """Perceived abuse of staff (L07): [abusive leaders two levels up against none, abusive direct leaders against those two levels up]."""

    def abuse(level: str) -> float:
        harsh = {"punishment_severity": {"level": {level: 0.95}}, "punishment_arbitrary": {"level": {level: 0.9}}} if level else {}
        people = lived(replication, harsh).people
        return float(people["perceived_abuse"][(people["leads"] < 0) & (people["vacant"] == 0)].mean())

    none, above, direct = abuse(""), abuse(MIDDLE), abuse(FIRST_LINE)
    return np.array([above - none, direct - above])


def harmful_feedback(replication: int) -> Figure:
    """Share of coaching that makes things worse (L11), over leaders whose coaching skill is spread over the population's range."""
    skill, usual = LEVERS["coaching_skill"], PARAMETERS["coaching_harm"].default
    width = REACH * (skill.high - skill.low)
    spread = np.clip(np.linspace(skill.default - width, skill.default + width, 101), skill.low, skill.high)
    return float(np.mean([harm_chance(one, usual) for one in spread]))


def empathy_training(replication: int) -> Figure:
    """Empathy training against none in randomised people (L09): Hedges g of empathy; missing as long as there is no such lever."""
    return float("nan")


def training_and_coaching(replication: int) -> Figure:
    """Gain of training with coaching over the gain of training alone (L12); missing as long as there is no formal training."""
    return float("nan")


def meeting_beneficiaries(replication: int) -> Figure:
    """Change of effort a month after meeting customers (L17); missing as long as there are no forums."""
    return float("nan")


EXPERIMENTS: dict[str, Callable[[int], Figure]] = {f.__name__: f for f in (
    abuse_two_levels_up, harmful_feedback, empathy_training, training_and_coaching, meeting_beneficiaries)}
"""By the name under which ``rows.yaml`` asks for them."""
