"""The rules, found by introspection, and for each argument the numbers it may take."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import sim.model.rules
from sim.model.parameters import LEVERS, PARAMETERS
from sim.model.rules.basics import rate_of

# rule -> argument=parameter, where the two are not called the same.  A half-life stands for the daily rate
# that follows from it.
DECLARED = {
    "attribution.blame": "training=reframe_training base=blame_base rudeness_weight=blame_rudeness "
    "habit_weight=blame_habit_weight training_weight=reframe_training_weight",
    "bashing.corrected": "shift=consent_shift",
    "bashing.exposure": "own_weight=talk_own_weight half=talk_half",
    "bashing.habit": "rate=habit_half_life",
    "bashing.licensed": "shift=consent_shift",
    "bashing.vent_chance": "base=vent_base provoked_weight=vent_provoked habit_weight=vent_habit "
    "norm_weight=vent_norm",
    "care.felt_care": "rate=perception_half_life",
    "climate.newcomer_factor": "strength=socialisation_strength months_days=newcomer_days",
    "climate.norm_after": "rate=culture_half_life",
    "climate.standing": "days=newcomer_days",
    "complaints.complaint_chance": "usual=complain_usual welcome=complaint_welcome",
    "complaints.recovery_chance": "policy=recovery_policy",
    "complaints.satisfaction_made_good": "gain=complaint_gain",
    "complaints.trust_after_grievance": "loss=grievance_trust_loss",
    "coaching.harm_chance": "usual_harm=coaching_harm",
    "coaching.overheard_chance": "week_hours=leader_week_hours",
    "coaching.reframed": "step=coaching_step",
    "coaching.unblamed": "step=coaching_step",
    "customers.customer_tone": "attempt_cost=attempt_sours stake_cost=stake_sours",
    "customers.joining_chance": "usual=join_usual weight=join_word_weight",
    "customers.leaving_chance": "usual=leave_usual relationship_weight=leave_relationship "
    "trust_weight=leave_trust",
    "customers.mood_kept": "half_life=customer_memory_half_life",
    "customers.telling_chance": "usual=telling_usual",
    "direction.ambiguity_ground": "base=ambiguity_base weight=ambiguity_weight",
    "direction.extra_mile_chance": "usual=extra_usual",
    "direction.goal_gap": "base=gap_base weight=gap_weight rate=perception_half_life",
    "direction.rewarded": "rate_given=recognition_rate contingency=recognition_contingency",
    "direction.taken_in": "rate=perception_half_life",
    "discretion.gesture_chance": "usual=gesture_usual fear_cost=gesture_fear_cost",
    "discretion.readiness": "usual=gesture_usual weight=right_gives_in",
    "distance.picture_after": "contact_hours=leader_customer_contact half_hours=contact_half_hours "
    "rate=perception_half_life",
    "distance.relayed_picture": "kept=relay_kept silence=relay_silence",
    "empathy.acted": "required=display_required",
    "empathy.example_given": "spread_cost=example_spread_cost",
    "empathy.felt": "blame_cost=blame_closes fear_cost=fear_narrows commitment_weight=commitment_opens",
    "empathy.learned_after": "rate=empathy_half_life",
    "empathy.shown": "leak=acting_leak",
    "fear.abuse_felt": "jump=punishment_jump rate=perception_half_life",
    "fear.fairness": "base=fairness_base weight=justice_weight rate=perception_half_life",
    "fear.fairness_hurt": "drop=punishment_jump",
    "fear.fear_fades": "rate=perception_half_life",
    "fear.fear_ground": "weight=fear_weight",
    "fear.fear_seen": "jump=punishment_jump",
    "fear.punishment_chance": "per_incident=punishments_per_incident",
    "internal_service.blame_after": "rate=perception_half_life",
    "internal_service.blame_ground": "weight=unit_blame_weight",
    "internal_service.days_waited": "longest=longest_delay",
    "internal_service.willingness": "weight=willing",
    "leaders.energy": "needed=resources_needed",
    "leaders.hours_share": "available=leader_people_hours",
    "leaders.hours_wanted": "customer_contact=leader_customer_contact",
    "mirroring.mirror_gain": "base=mirror_base",
    "mirroring.own_tone": "base=tone_base mood_weight=tone_mood_weight norm_weight=tone_norm_weight",
    "mistreatment.enforcement_chance": "usual=enforce_usual hostility_weight=enforce_hostility",
    "mistreatment.hostility_after": "jump=hostility_own rate=hostility_half_life",
    "mistreatment.provoked": "jump=hostility_rudeness",
    "mistreatment.rudeness_weight": "weight=injustice_weight",
    "mistreatment.strained_before": "weight=strain_sensitivity",
    "money.leaver_cost": "share=leaver_share",
    "money.programmes_of_a_day": "day_price=training_price",
    "money.spent": "weight=spending_weight",
    "mood.mood_after_contact": "lift=mood_lift negativity=mood_negativity",
    "mood.mood_overnight": "carried=mood_carried care_weight=mood_care_weight",
    "perspective.hearing_effect": "usual=heard_usual gain=heard_gain",
    "perspective.pulse": "rate=heard_half_life",
    "perspective.recall_effect": "gain=recall_gain",
    "perspective.second_hand": "share=second_hand_share",
    "promotion.outsiders_care": "edge=outsiders_edge",
    "resources.buffered": "buffer=resources_buffer",
    "resources.drain": "buffer=resources_buffer",
    "resources.management_load": "treatment_weight=load_treatment demands_weight=load_demands",
    "resources.proneness": "mean=temperament_mean spread=temperament_spread weight=strain_proneness",
    "resources.restored": "share=recovery_share",
    "resources.slow_strain": "rate=strain_half_life uptake=strain_uptake",
    "satisfaction.customer_trust": "gain=customer_trust_gain loss=customer_trust_loss",
    "satisfaction.expectation_after": "floor=expectation_floor share=expectation_share "
    "floor_share=expectation_floor_share",
    "satisfaction.impression": "usual_practice=practice_usual standard_weight=quality_standard "
    "suspicion_weight=quality_suspicion",
    "satisfaction.quality": "base=quality_base resolved_weight=quality_resolved tone_weight=quality_tone "
    "empathy_weight=quality_empathy wait_weight=quality_wait effort_weight=quality_effort "
    "gesture_weight=quality_gesture",
    "satisfaction.relationship": "share=relationship_share",
    "satisfaction.satisfaction": "response=disconfirmation",
    "satisfaction.treatment": "extra_weight=quality_extra delay_weight=quality_delay "
    "mistreated_weight=quality_mistreated",
    "skill.circumstances": "extra_weight=resolve_extra blame_weight=resolve_blame",
    "skill.error_chance": "usual=error_usual weight=error_weight",
    "skill.handle_minutes": "fear_weight=fear_hurries skill_weight=skill_speeds",
    "skill.ordinary_minutes": "mean=handle_minutes_mean spread=handle_spread",
    "skill.learning": "rate=skill_half_life",
    "skill.resolution_chance": "base=resolve_base skill_weight=resolve_skill "
    "difficulty_weight=resolve_difficulty empathy_weight=resolve_empathy clarity_weight=resolve_clarity "
    "pressure_weight=resolve_pressure gesture_weight=resolve_gesture rule_weight=resolve_rule",
    "skill.way_of_working": "usual_practice=practice_usual goals_weight=resolve_goals "
    "friction_weight=resolve_friction practice_weight=resolve_practice",
    "staffing.absence_chance": "usual=absence_usual strain_weight=absence_strain "
    "satisfaction_weight=absence_satisfaction",
    "staffing.fill_chance": "delay=selectivity_delay attraction=transparency_attracts",
    "staffing.newcomers_empathy": "mean=trait_mean spread=trait_spread gain=selectivity_gain",
    "staffing.quit_hazard": "usual=quit_usual satisfaction_weight=quit_satisfaction "
    "commitment_weight=quit_commitment strain_weight=quit_strain new_factor=quit_new_factor "
    "new_days=quit_new_days",
    "suspicion.accusation_chance": "strict=accuse_strict span=accuse_span signal=cheat_signal",
    "suspicion.suspicion_after": "rate=culture_half_life",
    "suspicion.suspicion_ground": "base=suspicion_base policy=suspicion_policy "
    "policy_weight=suspicion_policy_weight outlook_weight=suspicion_outlook",
    "training.able": "gain=training_gain",
    "training.aim": "assessment=needs_assessment",
    "training.empathy_trained": "effect=empathy_training_effect",
    "training.fades": "rate=trained_half_life",
    "training.motivation": "explained=training_explained",
    "training.resistance": "explained=training_explained cost=training_resistance",
    "training.trained_after_course": "effect=training_effect",
    "training.transfer": "alone=transfer_alone",
    "trust.after_promise": "gain=trust_gain loss=trust_loss",
    "trust.trust_between": "rate=attitude_half_life",
    "trust.trust_ground": "worth_weight=trustworthiness_weight extended_weight=trust_extended_weight",
    "vision.clarity": "rate=attitude_half_life",
    "vision.commitment": "weight=commitment_weight rate=attitude_half_life",
    "voice.friction_after": "born_rate=friction_half_life fixed=fix_per_voice",
    "voice.report_chance": "usual=report_usual",
    "voice.voice_chance": "usual=voice_usual",
    "waiting.service_level": "minutes=handle_minutes_mean within=service_within",
    "waiting.wait_minutes": "minutes=handle_minutes_mean longest=longest_wait",
    "workload.authorised_after": "rate=authorised_half_life",
    "workload.minutes_factor": "usual=practice_usual weight=practice_minutes",
    "workload.standard_after": "erosion_rate=erosion_half_life restoring_rate=restoring_half_life",
}

# Arguments that are neither parameters nor in [0, 1], wherever they occur, or in one rule.
RANGES = {
    "cause": (-2.5, 2.0), "noise": (-1.5, 1.5), "misread": (-1.5, 1.5), "z": (-6.0, 6.0),
    "word_of_mouth": (-1.0, 1.0),
    "difference": (-1.0, 1.0), "attempt": (0.0, 6.0), "days": (0.0, 400.0), "tenure": (0.0, 3000.0),
    "ignored": (0.0, 10.0), "addressed": (0.0, 10.0), "vents": (0.0, 10.0), "incidents": (0.0, 80.0),
    "usual_incidents": (0.0, 80.0), "time_pressure": (0.0, 3.0), "occupancy": (0.0, 3.0),
    "servers": (1.0, 200.0),
    "wait_minutes": (0.0, 120.0), "talks": (0.0, 3.0), "span": (1.0, 200.0), "each": (0.0, 5.0),
    "newcomers": (0.0, 50.0),
    "wanted": (0.5, 500.0), "newcomer_factor": (1.0, 11.0), "half_life": (1.0, 400.0),
    "probability": (1e-6, 1.0 - 1e-6),
    "grievance": (0.0, 8.0), "pressure": (0.0, 3.0), "backlog": (0.0, 1000.0), "came": (0.0, 500.0),
    "capacity": (0.0, 500.0),
    "delay": (0.0, 60.0), "days_taught": (0.0, 25.0), "aimed": (0.6, 1.8), "motivated": (0.6, 1.2),
    "extra": (-0.7, 1.0),
    "way": (-6.0, 4.0), "circumstances": (-13.0, 8.0), "seen": (-1.0, 0.7), "treatment": (-7.0, 1.0),
    "customers": (0.0, 1e5), "ordinary": (0.0, 1e5),
    "bashing.exposure own": (0.0, 30.0), "bashing.exposure heard": (0.0, 30.0),
    "internal_service.lateness wait": (0.0, 60.0),
    "training.trained_after_course days": (0.0, 20.0), "training.resistance days": (0.0, 20.0),
    "training.empathy_trained days": (0.0, 5.0), "forum_hours": (0.0, 64.0), "programmes": (0.0, 6.0),
    "money.overtime minutes": (0.0, 5000.0), "workload.authorised_after minutes": (0.0, 20_000.0),
    "workload.authorised_after authorised": (0.0, 50.0), "posts": (10.0, 60.0), "planned": (50.0, 400.0),
    "complaints.trust_after_grievance grievance": (0.0, 1.0),
    "fear.fear_ground timidity": (0.0, 1.0), "basics.clamp x": (-10.0, 10.0),
    "resources.drain minutes": (0.5, 300.0), "resources.management_load work": (0.0, 3.0),
    "resources.workload minutes": (0.0, 600.0), "resources.workload there_were": (0.0, 500.0),
    "basics.logistic x": (-30.0, 30.0), "basics.power_of_e x": (-40.0, 40.0), "logits": (-8.0, 8.0),
    "skill.handle_minutes usual": (0.5, 200.0), "staffing.job_satisfaction strain": (0.0, 2.0),
    "staffing.quit_hazard strain": (0.0, 2.0),
    "staffing.absence_chance strain": (0.0, 2.0),
}
EITHER = {"on": (0.0, 1.0), "it_is_so": (0.0, 1.0), "kept": (-1.0, 1.0), "helped": (-1.0, 1.0),
          "resolved": (0.0, 1.0),
          "gesture": (0.0, 1.0), "by_rule": (0.0, 1.0), "open_case": (0.0, 1.0), "sign": (-1.0, 1.0),
          **dict.fromkeys(("happened", "cheats", "extra_mile", "handed_off", "accused",
                           "enforced", "contrast"), (0.0, 1.0))}


def every_rule() -> dict[str, Callable]:
    """'file.name' -> rule, for each function with ``.over`` that a file of `sim.model.rules` defines."""
    found = {}
    for file in sorted(path.stem for path in Path(sim.model.rules.__file__).parent.glob("*.py")
                       if not path.stem.startswith("_")):
        for name, value in vars(import_module(f"sim.model.rules.{file}")).items():
            if hasattr(value, "over") and value.__module__ == f"sim.model.rules.{file}":
                found[f"{file}.{name}"] = value
    return found


def _said(rule: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in DECLARED.get(rule, "").split())


def _either(rule: str, argument: str) -> bool:
    """The argument says yes or no, and is not a parameter that happens to be called the same."""
    return argument in EITHER and argument not in _said(rule)


def _range(rule: str, argument: str) -> tuple[float, float]:
    said = _said(rule)
    if argument in said:
        p = PARAMETERS.get(said[argument]) or LEVERS[said[argument]]
        rate = p.name.endswith("_half_life") and argument.endswith("rate")
        return (rate_of(p.high), rate_of(p.low)) if rate else (p.low, p.high)
    if f"{rule} {argument}" in RANGES:
        return RANGES[f"{rule} {argument}"]
    if argument in RANGES or argument in EITHER:
        return RANGES.get(argument) or EITHER[argument]
    p = PARAMETERS.get(argument) or LEVERS.get(argument)
    return (p.low, p.high) if p else (0.0, 1.0)


def _adjusted(rule: str, values: list) -> list:
    """Where the arguments of a rule depend on each other: nobody acts beyond the display, or watches the own
    punishment."""
    if rule == "empathy.shown":
        return [values[0], values[1] * (1.0 - values[0]), *values[2:]]
    if rule == "mistreatment.hostility_after":
        return [*values[:2], values[2] * (1.0 - values[1]), *values[3:]]
    return values


def _points(rule: str, n: int, seed: int = 7) -> np.ndarray:
    """float64 [arguments, n + 2]: random points inside the ranges, then all at low and all at high."""
    chance, columns = np.random.default_rng(seed), []
    for argument in RULES.arguments[rule]:
        low, high = RULES.range(rule, argument)
        inside = chance.choice((low, high), n) if _either(rule, argument) else chance.uniform(low, high, n)
        columns.append(np.concatenate((inside, (low, high))))
    return np.array(_adjusted(rule, columns))


FOUND = every_rule()
RULES = SimpleNamespace(
    all=FOUND, arguments={name: list(inspect.signature(rule).parameters) for name, rule in FOUND.items()},
    declared=DECLARED,
    ranges=RANGES, flags=EITHER, either=_either, range=_range, points=_points, adjusted=_adjusted)


@pytest.fixture(scope="session")
def rules() -> SimpleNamespace:
    """Every rule, its arguments, their ranges, and points inside them."""
    return RULES


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``rule_name`` runs once for every rule."""
    if "rule_name" in metafunc.fixturenames:
        metafunc.parametrize("rule_name", list(FOUND))
