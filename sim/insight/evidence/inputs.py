"""Rows that are fed in: the parameter or constant that must equal the published figure."""

from __future__ import annotations

import math
from collections.abc import Callable

from sim.insight.evidence.populations import TALK_MEDIAN_S
from sim.model.parameters import LEVERS, PARAMETERS
from sim.model.rules import training
from sim.scenario.demand import WEEKDAY_PROFILE

CALLS_BY_WEEKDAY = (1644.0, 1558.0, 1592.0, 1497.0, 1533.0)
"""Mean calls on the working week's five days at the Technion bank (row D20)."""


def talk_median_s() -> float:
    """Median talk time of a call, as the simulated call centre is given it, in seconds."""
    return TALK_MEDIAN_S


def weekday_profile() -> float:
    """Largest difference between the weights of weekdays in the model and in the data."""
    mean = sum(CALLS_BY_WEEKDAY) / len(CALLS_BY_WEEKDAY)
    return max(abs(ours - calls / mean) for ours, calls in zip(WEEKDAY_PROFILE, CALLS_BY_WEEKDAY, strict=True))


def mood_negativity() -> float:
    """How many times as much an unpleasant contact moves mood as a pleasant one."""
    return PARAMETERS["mood_negativity"].default


def habit_half_life() -> float:
    """Days until a daily act has 95 % of its final strength as a habit."""
    return PARAMETERS["habit_half_life"].default * math.log2(20.0)


def training_effect() -> float:
    """Effect of a year's ordinary training, taken at once and all of it used, in standard deviations of skill."""
    course, use = LEVERS["training_days"].default, training.motivation(LEVERS["training_explained"].default)
    command = training.trained_after_course(0.0, course, PARAMETERS["training_effect"].default, 1.0, use)
    return float(command * PARAMETERS["training_gain"].default / PARAMETERS["aptitude_spread"].default)


def skill_forgetting() -> float:
    """Half-life of what was taught and is not used, in months of 21 days."""
    return PARAMETERS["trained_half_life"].default / 21.0


INPUTS: dict[str, Callable[[], float]] = {f.__name__: f for f in (
    talk_median_s, weekday_profile, mood_negativity, habit_half_life, training_effect, skill_forgetting)}
"""By the name under which ``rows.yaml`` asks for them."""
