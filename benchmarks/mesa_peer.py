"""The same rules as idiomatic Mesa agents: attributes of their own, one call of ``AgentSet.shuffle_do`` a day, plain Python.

What somebody would write who knows Mesa well and has a week: customers and employees are ``mesa.Agent`` objects, chance is the model's
``random``, and every contact calls the rule functions of :mod:`sim.rules` that the compiled loop calls.  Leaders, talk and the night are
left out, so a contact here does less than a contact there.
"""

from __future__ import annotations

from types import SimpleNamespace

import mesa

from sim.parameters import LEVERS, PARAMETERS
from sim.rules import attribution, bashing, customers, discretion, empathy, mirroring, mood, resources, satisfaction, skill

ALL = SimpleNamespace(**{name: parameter.default for name, parameter in PARAMETERS.items()})
POLICY = SimpleNamespace(**{name: lever.default for name, lever in LEVERS.items()})


class Employee(mesa.Agent):
    """Somebody on the front line."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        chance = self.random.random
        self.trait_empathy, self.learned_empathy, self.mood, self.norm = chance(), chance(), chance(), chance()
        self.trust_in_leader, self.felt_care, self.fear, self.resources = chance(), chance(), 0.3 * chance(), 0.8
        self.blame_habit, self.reframe_habit, self.commitment, self.autonomy = 0.2, 0.3, chance(), 0.4
        self.perceived_fairness, self.vision_clarity, self.skill, self.coworker_support = chance(), 0.5, 0.7, 0.5
        self.contacts, self.satisfaction, self.vented = 0, 0.0, 0

    def serve(self, customer: Customer, p: SimpleNamespace = ALL) -> None:
        """One contact."""
        chance, luck, day = self.random.random, self.random.gauss, self.model.time
        cause, difficulty, stake, attempt = chance(), chance(), chance(), customer.attempt
        mood_now = customers.mood_kept(customer.mood, customer.civility, day - customer.last_contact, p.customer_mood_half_life)
        heard = customers.customer_tone(mood_now, p.tone_noise * luck(0.0, 1.0), attempt, stake, p.attempt_sours, p.stake_sours)
        rude = attribution.rudeness(heard, p.rude_below)
        blame = attribution.blame(p.blame_ignorance if cause < p.share_ignorance else 0.0, rude, self.blame_habit, self.reframe_habit,
                                  POLICY.reframe_training, p.blame_base, p.blame_rudeness, p.blame_habit_weight, p.reframe_training_weight)
        anger = attribution.anger(blame, min(1.0, rude + 0.1 + 0.15 * attempt))
        gain = mirroring.mirror_gain(p.mirror_base, self.trust_in_leader, self.felt_care, self.fear, self.resources, p.trust_relief,
                                     p.care_relief, p.fear_mirrors, p.exhaustion_mirrors)
        own = mirroring.own_tone(self.mood, self.norm, p.tone_base, p.tone_mood_weight, p.tone_norm_weight)
        tone = mirroring.tone(own, heard, gain, anger, p.anger_weight)
        able = empathy.disposition(self.trait_empathy, self.learned_empathy, p.trait_share)
        felt = empathy.felt(able, blame, self.resources, self.fear, self.commitment, p.blame_closes, p.fear_narrows, p.commitment_opens,
                            p.resources_needed)
        acted = empathy.acted(felt, p.display_required, self.resources)
        shown = empathy.shown(felt, acted, p.acting_leak)
        gesture = float(chance() < discretion.gesture_chance(self.autonomy, POLICY.permission, self.fear, self.perceived_fairness,
                                                             self.commitment, stake, p.gesture_usual, p.gesture_fear_cost))
        resolved = float(chance() < skill.resolution_chance(
            self.skill, difficulty, felt, self.vision_clarity, 0.8, gesture, 0.0, p.resolve_base, p.resolve_skill, p.resolve_difficulty,
            p.resolve_empathy, p.resolve_clarity, p.resolve_pressure, p.resolve_gesture, p.resolve_rule))
        if chance() < skill.error_chance(self.skill, self.resources, p.error_usual, p.error_skill, p.error_exhaustion):
            resolved = 0.0
        minutes = skill.handle_minutes(p.handle_minutes_mean, p.handle_spread, luck(0.0, 1.0), difficulty, anger, self.fear, self.skill,
                                       p.anger_slows, p.fear_hurries, p.skill_speeds)
        lived = satisfaction.quality(resolved, tone, shown, 2.0, attempt, gesture, p.quality_base, p.quality_resolved, p.quality_tone,
                                     p.quality_empathy, p.quality_wait, p.quality_effort, p.quality_gesture)
        lived = min(1.0, max(0.0, lived + p.quality_noise * luck(0.0, 1.0)))
        satisfied = satisfaction.satisfaction(lived, lived - customer.expectation, p.disconfirmation, p.loss_aversion)
        customer.take_home(resolved, lived, satisfied, tone, mood_now)
        drain = resources.drain(rude, anger, acted, minutes, self.coworker_support, 0.8, p.rudeness_cost, p.anger_cost, p.acting_cost,
                                p.contact_cost, p.support_relief, p.pressure_drains)
        self.resources -= drain * self.resources
        self.mood = mood.mood_after_contact(self.mood, resolved * heard, rude, p.mood_lift, p.mood_negativity)
        self.vented += chance() < bashing.vent_chance(anger, self.blame_habit, self.reframe_habit, self.norm, p.vent_base,
                                                      p.vent_provoked, p.vent_habit, p.vent_norm)
        self.contacts += 1
        self.satisfaction += satisfied

    def rest(self) -> None:
        """The night."""
        self.resources = resources.restored(self.resources, 0.9, POLICY.recovery, ALL.recovery_share)


class Customer(mesa.Agent):
    """A customer of one team."""

    def __init__(self, model: mesa.Model, team: list[Employee]) -> None:
        super().__init__(model)
        self.team, self.attempt, self.last_contact = team, 0, 0
        self.civility = self.mood = min(1.0, max(0.0, self.random.gauss(ALL.civility_mean, ALL.civility_spread)))
        self.expectation = self.relationship = ALL.expectation_floor
        self.trust, self.told = 0.6, 0

    def visit(self) -> None:
        """Once in five days, to somebody of the team."""
        if self.random.random() < 0.2:
            self.random.choice(self.team).serve(self)

    def take_home(self, resolved: float, lived: float, satisfied: float, tone: float, mood_now: float, p: SimpleNamespace = ALL) -> None:
        """What stays of the contact."""
        self.relationship = satisfaction.relationship(self.relationship, satisfied, p.relationship_share)
        self.trust = satisfaction.customer_trust(self.trust, resolved, p.customer_trust_gain, p.customer_trust_loss)
        self.expectation = satisfaction.expectation_after(self.expectation, lived, p.expectation_floor, p.expectation_share,
                                                          p.expectation_floor_share)
        self.mood = customers.mood_after(mood_now, 0.5 * (tone + satisfied) - 0.15, p.reciprocity)
        self.last_contact = self.model.time
        if self.random.random() < customers.leaving_chance(p.leave_usual, self.relationship, self.trust, satisfied, p.leave_relationship,
                                                           p.leave_trust, p.leave_contact):
            self.trust, self.relationship = 0.6, p.expectation_floor  # somebody else takes the place
        self.told += self.random.random() < customers.telling_chance(satisfied, p.telling_usual)
        self.attempt = 0 if resolved > 0.0 or self.attempt >= p.attempts_most else self.attempt + 1


class Firm(mesa.Model):
    """Teams of ten with a hundred customers for each of their people."""

    def __init__(self, employees: int = 50, rng: int = 1) -> None:
        super().__init__(rng=rng)
        staff = [Employee(self) for _ in range(employees)]
        for first in range(0, employees, 10):
            team = staff[first:first + 10]
            for _ in range(100 * len(team)):
                Customer(self, team)

    def step(self) -> None:
        """One day."""
        self.agents_by_type[Customer].shuffle_do("visit")
        self.agents_by_type[Employee].do("rest")

    @property
    def contacts(self) -> int:
        """Contacts so far."""
        return sum(employee.contacts for employee in self.agents_by_type[Employee])
