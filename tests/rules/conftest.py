"""The rules, found by introspection, and for each argument the numbers it may take."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import sim.rules
from sim.parameters import LEVERS, PARAMETERS
from sim.rules.basics import rate_of

# rule -> argument=parameter, where the two are not called the same.  A half-life stands for the daily rate that follows from it.
DECLARED = {
    "attribution.blame": "training=reframe_training base=blame_base rudeness_weight=blame_rudeness habit_weight=blame_habit_weight "
                         "training_weight=reframe_training_weight",
    "bashing.corrected": "shift=correction_shift",
    "bashing.exposure": "own_weight=talk_own_weight half=talk_half",
    "bashing.habit": "stubbornness=habit_stubbornness rate=habit_half_life",
    "bashing.licensed": "shift=licence_shift",
    "bashing.vent_chance": "base=vent_base provoked_weight=vent_provoked habit_weight=vent_habit norm_weight=vent_norm",
    "care.felt_care": "stubbornness=care_stubbornness rate=care_half_life",
    "climate.newcomer_factor": "strength=socialisation_strength months_days=newcomer_days",
    "climate.norm_after": "rate=norm_half_life",
    "climate.norm_drawn_to": "stubbornness=norm_stubbornness",
    "coaching.harm_chance": "usual_harm=coaching_harm",
    "coaching.overheard_chance": "week_hours=leader_week_hours",
    "coaching.reframed": "step=coaching_step",
    "coaching.unblamed": "step=coaching_step",
    "customers.customer_tone": "attempt_cost=attempt_sours stake_cost=stake_sours",
    "customers.joining_chance": "usual=join_usual weight=join_word_weight",
    "customers.leaving_chance": "usual=leave_usual relationship_weight=leave_relationship trust_weight=leave_trust "
                                "contact_weight=leave_contact",
    "customers.mood_kept": "half_life=customer_mood_half_life",
    "customers.telling_chance": "usual=telling_usual",
    "discretion.autonomy_dared": "stubbornness=autonomy_stubbornness",
    "discretion.gesture_chance": "usual=gesture_usual fear_cost=gesture_fear_cost",
    "empathy.acted": "required=display_required",
    "empathy.example_given": "spread_cost=example_spread_cost",
    "empathy.felt": "blame_cost=blame_closes fear_cost=fear_narrows commitment_weight=commitment_opens",
    "empathy.learned_after": "stubbornness=learning_stubbornness rate=empathy_half_life",
    "empathy.shown": "leak=acting_leak",
    "fear.abuse_felt": "jump=abuse_jump rate=abuse_half_life",
    "fear.fairness": "base=fairness_base stubbornness=fairness_stubbornness rate=fairness_half_life",
    "fear.fairness_hurt": "drop=fairness_drop",
    "fear.fear_fades": "rate=fear_half_life",
    "fear.fear_ground": "trickle_weight=fear_trickle_weight trust_weight=trust_calms",
    "fear.fear_seen": "jump=fear_jump",
    "fear.harshness_from_above": "abuse_weight=abuse_trickle_weight",
    "fear.punishment_chance": "per_incident=punishments_per_incident",
    "leaders.energy": "needed=energy_needed",
    "leaders.hours_share": "available=leader_people_hours",
    "mirroring.mirror_gain": "base=mirror_base fear_weight=fear_mirrors exhaustion_weight=exhaustion_mirrors",
    "mirroring.own_tone": "base=tone_base mood_weight=tone_mood_weight norm_weight=tone_norm_weight",
    "mood.mood_after_contact": "lift=mood_lift negativity=mood_negativity",
    "mood.mood_caught": "strength=contagion_strength",
    "mood.mood_overnight": "carried=mood_carried care_weight=mood_care_weight",
    "resources.drain": "pressure_weight=pressure_drains",
    "resources.management_load": "fear_weight=load_fear fairness_weight=load_unfairness abuse_weight=load_abuse",
    "resources.restored": "share=recovery_share",
    "resources.slow_strain": "rate=strain_half_life uptake=management_uptake",
    "resources.support": "stubbornness=support_stubbornness",
    "satisfaction.customer_trust": "gain=customer_trust_gain loss=customer_trust_loss",
    "satisfaction.expectation_after": "floor=expectation_floor share=expectation_share floor_share=expectation_floor_share",
    "satisfaction.quality": "base=quality_base resolved_weight=quality_resolved tone_weight=quality_tone empathy_weight=quality_empathy "
                            "wait_weight=quality_wait effort_weight=quality_effort gesture_weight=quality_gesture",
    "satisfaction.relationship": "share=relationship_share",
    "satisfaction.satisfaction": "response=disconfirmation",
    "skill.error_chance": "usual=error_usual skill_weight=error_skill exhaustion_weight=error_exhaustion",
    "skill.handle_minutes": "mean=handle_minutes_mean spread=handle_spread anger_weight=anger_slows fear_weight=fear_hurries "
                            "skill_weight=skill_speeds",
    "skill.learning": "rate=skill_half_life",
    "skill.resolution_chance": "base=resolve_base skill_weight=resolve_skill difficulty_weight=resolve_difficulty "
                               "empathy_weight=resolve_empathy clarity_weight=resolve_clarity pressure_weight=resolve_pressure "
                               "gesture_weight=resolve_gesture rule_weight=resolve_rule",
    "staffing.absence_chance": "usual=absence_usual strain_weight=absence_strain satisfaction_weight=absence_satisfaction",
    "staffing.fill_chance": "delay=selectivity_delay attraction=transparency_attracts",
    "staffing.newcomers_empathy": "mean=trait_mean spread=trait_spread gain=selectivity_gain attraction=transparency_gain",
    "staffing.quit_hazard": "usual=quit_usual satisfaction_weight=quit_satisfaction commitment_weight=quit_commitment "
                            "strain_weight=quit_strain new_factor=quit_new_factor new_days=quit_new_days",
    "trust.after_promise": "gain=trust_gain loss=trust_loss",
    "trust.trust_between": "rate=trust_half_life",
    "trust.trust_ground": "care_weight=trust_care_weight fairness_weight=trust_fairness_weight extended_weight=trust_extended_weight",
    "vision.clarity": "stubbornness=clarity_stubbornness rate=clarity_half_life",
    "vision.commitment": "clarity_weight=commitment_clarity_weight trust_weight=commitment_trust_weight "
                         "care_weight=commitment_care_weight rate=commitment_half_life",
    "waiting.wait_minutes": "minutes=handle_minutes_mean longest=longest_wait",
}

# Arguments that are neither parameters nor in [0, 1], wherever they occur, or in one rule.
RANGES = {
    "cause": (-2.5, 2.0), "noise": (-1.5, 1.5), "misread": (-1.5, 1.5), "z": (-6.0, 6.0), "word_of_mouth": (-1.0, 1.0),
    "difference": (-1.0, 1.0), "attempt": (0.0, 6.0), "days": (0.0, 400.0), "tenure": (0.0, 3000.0), "own": (0.0, 30.0),
    "heard": (0.0, 30.0), "ignored": (0.0, 10.0), "addressed": (0.0, 10.0), "vents": (0.0, 10.0), "incidents": (0.0, 80.0),
    "usual_incidents": (0.0, 80.0), "time_pressure": (0.0, 3.0), "occupancy": (0.0, 3.0), "servers": (1.0, 200.0),
    "wait_minutes": (0.0, 120.0), "talks": (0.0, 3.0), "span": (1.0, 200.0), "each": (0.0, 5.0), "newcomers": (0.0, 50.0),
    "wanted": (0.5, 500.0), "newcomer_factor": (1.0, 11.0), "half_life": (1.0, 400.0), "probability": (1e-6, 1.0 - 1e-6),
    "fear.fear_ground timidity": (0.0, 1.0), "vision.clarity own": (0.0, 1.0), "basics.clamp x": (-10.0, 10.0),
    "resources.drain minutes": (0.5, 300.0),
    "basics.logistic x": (-30.0, 30.0), "staffing.job_satisfaction strain": (0.0, 2.0), "staffing.quit_hazard strain": (0.0, 2.0),
    "staffing.absence_chance strain": (0.0, 2.0),
}
EITHER = {"kept": (-1.0, 1.0), "helped": (-1.0, 1.0), "punished": (0.0, 1.0), "resolved": (0.0, 1.0), "gesture": (0.0, 1.0),
          "by_rule": (0.0, 1.0)}


def every_rule() -> dict[str, Callable]:
    """'file.name' -> rule, for each function with ``.over`` that a file of `sim.rules` defines."""
    found = {}
    for file in sorted(path.stem for path in Path(sim.rules.__file__).parent.glob("*.py") if not path.stem.startswith("_")):
        for name, value in vars(import_module(f"sim.rules.{file}")).items():
            if hasattr(value, "over") and value.__module__ == f"sim.rules.{file}":
                found[f"{file}.{name}"] = value
    return found


def _range(rule: str, argument: str) -> tuple[float, float]:
    said = dict(pair.split("=") for pair in DECLARED.get(rule, "").split())
    if argument in said:
        p = PARAMETERS.get(said[argument]) or LEVERS[said[argument]]
        rate = p.name.endswith("_half_life") and argument == "rate"
        return (rate_of(p.high), rate_of(p.low)) if rate else (p.low, p.high)
    if f"{rule} {argument}" in RANGES:
        return RANGES[f"{rule} {argument}"]
    if argument in RANGES or argument in EITHER:
        return RANGES.get(argument) or EITHER[argument]
    p = PARAMETERS.get(argument) or LEVERS.get(argument)
    return (p.low, p.high) if p else (0.0, 1.0)


def _adjusted(rule: str, values: list) -> list:
    """What is acted never goes beyond the display: the one case in which the arguments of a rule depend on each other."""
    return [values[0], values[1] * (1.0 - values[0]), *values[2:]] if rule == "empathy.shown" else values


def _points(rule: str, n: int, seed: int = 7) -> np.ndarray:
    """float64 [arguments, n + 2]: random points inside the ranges, then all at low and all at high."""
    chance, columns = np.random.default_rng(seed), []
    for argument in RULES.arguments[rule]:
        low, high = RULES.range(rule, argument)
        inside = chance.choice((low, high), n) if argument in EITHER else chance.uniform(low, high, n)
        columns.append(np.concatenate((inside, (low, high))))
    return np.array(_adjusted(rule, columns))


FOUND = every_rule()
RULES = SimpleNamespace(
    all=FOUND, arguments={name: list(inspect.signature(rule).parameters) for name, rule in FOUND.items()}, declared=DECLARED,
    ranges=RANGES, either=EITHER, range=_range, points=_points, adjusted=_adjusted)


@pytest.fixture(scope="session")
def rules() -> SimpleNamespace:
    """Every rule, its arguments, their ranges, and points inside them."""
    return RULES


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``rule_name`` runs once for every rule."""
    if "rule_name" in metafunc.fixturenames:
        metafunc.parametrize("rule_name", list(FOUND))
