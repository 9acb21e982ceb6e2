"""Employees of the Mesa peer (``mesa_peer``): plain attributes, the rules of ``sim.rules``, and ``self.random`` for luck."""

from __future__ import annotations

from collections import Counter

import mesa

from sim.rules import (
    attribution,
    bashing,
    basics,
    care,
    climate,
    coaching,
    customers,
    discretion,
    empathy,
    fear,
    leaders,
    mirroring,
    mood,
    resources,
    skill,
    staffing,
    trust,
    vision,
)

IGNORANCE, OUR_ERROR, THE_RULE, OTHER = "ignorance", "our error", "the rule", "other"


class Employee(mesa.Agent):
    """A post and the person in it; every state of the engine's record is an attribute of the same name."""

    def __init__(self, model, states):
        super().__init__(model)
        for name, value in states.items():
            setattr(self, name, value)
        self.leader = self.head = self.place = self.policy = None
        self.ties, self.reports, self.visits, self.today = [], [], [], Counter()
        self.vented = self.reframed = self.errors = 0

    @property
    def present(self):
        return not self.vacant and self.absent_days == 0

    def perceive(self):
        """Care, trust, fear, vision and commitment, this morning."""
        p, policy, leader = self.model.p, self.policy, self.leader
        if self.vacant:
            return
        received = policy.clarity_at_top
        if leader is not None:
            shown = care.care_shown(leader.interest, leaders.attention(leader.presence, leader.span, p.half_minutes), p.distant_share)
            self.felt_care = care.felt_care(self.felt_care, shown, self.temperament, p.care_stubbornness, p.care_rate)
            self.judge_promises(p, leader)
            self.see_punishment(p, leader)
            received = vision.relayed(leader.clarity, leader.fidelity, p.misread_spread * leader.misread)
        self.vision_clarity = vision.clarity(self.vision_clarity, received, self.temperament, p.clarity_stubbornness, p.clarity_rate)
        self.commitment = vision.commitment(self.commitment, self.vision_clarity, self.trust_in_top, self.felt_care, self.temperament,
                                            p.commitment_clarity_weight, p.commitment_trust_weight, p.commitment_care_weight,
                                            p.commitment_rate)
        allowed = discretion.autonomy_allowed(policy.discretion_limit, policy.trust_extended, policy.surveillance)
        dared = discretion.autonomy_dared(allowed, self.trust_in_leader, self.temperament, p.autonomy_stubbornness)
        self.autonomy = basics.toward(self.autonomy, dared, p.autonomy_rate)

    def judge_promises(self, p, leader):
        """Trust in the leader and in the head."""
        ground = trust.trust_ground(self.temperament, self.felt_care, self.perceived_fairness, self.policy.trust_extended,
                                    p.trust_care_weight, p.trust_fairness_weight, p.trust_extended_weight)
        self.trust_in_leader = trust.trust_between(self.trust_in_leader, ground, p.trust_rate)
        if leader.promise:
            self.trust_in_leader = trust.after_promise(self.trust_in_leader, leader.promise, p.trust_gain, p.trust_loss)
        distant = trust.trust_ground(self.temperament, self.felt_care, self.perceived_fairness, 0.5,
                                     p.distance_share * p.trust_care_weight, p.trust_fairness_weight, 0.0)
        self.trust_in_top = trust.trust_between(self.trust_in_top, distant, p.trust_rate)
        if self.head is not None and self.head.promise:
            self.trust_in_top = trust.after_promise(self.trust_in_top, self.head.promise, p.distance_share * p.trust_gain,
                                                    p.distance_share * p.trust_loss)

    def see_punishment(self, p, leader):
        """Fear and fairness."""
        self.perceived_fairness = fear.fairness(self.perceived_fairness, leader.compassion, leader.consistency, self.temperament,
                                                p.fairness_base, p.compassion_weight, p.consistency_weight, p.fairness_stubbornness,
                                                p.fairness_rate)
        ground = fear.fear_ground(self.timidity, self.policy.surveillance, leader.morning_fear, self.trust_in_leader,
                                  p.surveillance_weight, p.fear_trickle_weight, p.trust_calms)
        self.fear = fear.fear_fades(self.fear, ground, p.fear_rate)
        if leader.punished:
            self.fear = fear.fear_seen(self.fear, leader.severity, leader.arbitrary, p.fear_jump, p.contingent_share)
            self.perceived_fairness = fear.fairness_hurt(self.perceived_fairness, leader.severity, leader.arbitrary, p.fairness_drop)
        self.perceived_abuse = fear.abuse_felt(self.perceived_abuse, leader.punished, leader.severity, leader.arbitrary, p.abuse_jump,
                                               p.abuse_rate)

    def serve_customers(self):
        """Today's contacts, one after the other."""
        self.vented = self.reframed = self.errors = 0
        self.today = Counter()
        for customer in self.visits:
            self.meet(customer)
        self.visits = []

    def meet(self, c):
        """One contact, from coming in to what stays with both."""
        p, policy, place, luck = self.model.p, self.policy, self.place, self.random
        c.mood = customers.mood_kept(c.mood, c.civility, self.model.day - c.last_contact, p.customer_mood_half_life)
        their_tone = customers.customer_tone(c.mood, luck.gauss(0.0, p.tone_noise), c.attempt, c.stake, p.attempt_sours, p.stake_sours)
        rude = attribution.rudeness(their_tone, p.rude_below)
        cause = p.blame_ignorance if c.cause == IGNORANCE else -p.blame_our_error if c.cause == OUR_ERROR else 0.0
        blame = attribution.blame(cause, rude, self.blame_habit, self.reframe_habit, policy.reframe_training, p.blame_base,
                                  p.blame_rudeness, p.blame_habit_weight, p.reframe_training_weight)
        anger = attribution.anger(blame, min(1.0, rude + 0.1 + 0.15 * c.attempt))
        gain = mirroring.mirror_gain(p.mirror_base, self.trust_in_leader, self.felt_care, self.fear, self.resources, p.trust_relief,
                                     p.care_relief, p.fear_mirrors, p.exhaustion_mirrors)
        own = mirroring.own_tone(self.mood, self.norm, p.tone_base, p.tone_mood_weight, p.tone_norm_weight)
        tone = mirroring.tone(own, their_tone, gain, anger, p.anger_weight)
        able = empathy.disposition(self.trait_empathy, self.learned_empathy, p.trait_share)
        felt = empathy.felt(able, blame, self.resources, self.fear, self.commitment, p.blame_closes, p.fear_narrows,
                            p.commitment_opens, p.resources_needed)
        acted = empathy.acted(felt, p.display_required, self.resources)
        shown = empathy.shown(felt, acted, p.acting_leak)
        gesture = float(luck.random() < discretion.gesture_chance(self.autonomy, policy.permission, self.fear, self.perceived_fairness,
                                                                  self.commitment, c.stake, p.gesture_usual, p.gesture_fear_cost))
        solvable = skill.resolution_chance(
            self.skill, c.difficulty, felt, self.vision_clarity, place.pressure, gesture, float(c.cause == THE_RULE), p.resolve_base,
            p.resolve_skill, p.resolve_difficulty, p.resolve_empathy, p.resolve_clarity, p.resolve_pressure, p.resolve_gesture,
            p.resolve_rule)
        error = luck.random() < skill.error_chance(self.skill, self.resources, p.error_usual, p.error_skill, p.error_exhaustion)
        resolved = float(luck.random() < solvable and not error)
        minutes = skill.handle_minutes(p.handle_minutes_mean, p.handle_spread, luck.gauss(0.0, 1.0), c.difficulty, anger, self.fear,
                                       self.skill, p.anger_slows, p.fear_hurries, p.skill_speeds)
        satisfied = c.judge(resolved, tone, shown, place.wait, gesture, p)
        attempt = c.attempt
        left, told = c.live_with(resolved, tone, satisfied, p)
        vent = bashing.vent_chance(anger, self.blame_habit, self.reframe_habit, self.norm, p.vent_base, p.vent_provoked, p.vent_habit,
                                   p.vent_norm)
        vented = luck.random() < vent
        if not vented and (rude > 0.0 or c.cause == IGNORANCE) and luck.random() < p.reframe_talk * self.reframe_habit:
            self.reframed += 1
        drain = resources.drain(rude, anger, acted, minutes, self.coworker_support, place.pressure, p.rudeness_cost, p.anger_cost,
                                p.acting_cost, p.contact_cost, p.support_relief, p.pressure_drains)
        self.resources -= drain * self.resources
        self.mood = mood.mood_after_contact(self.mood, resolved * their_tone, rude, p.mood_lift, p.mood_negativity)
        self.vented += vented
        self.errors += error
        day = self.today
        day["contacts"] += 1
        day["satisfaction"] += satisfied
        day["empathy_felt"] += felt
        day["empathy_shown"] += shown
        day["minutes"] += minutes
        day["drain"] += drain
        day["left"] += left
        day["told"] += told
        day["rude"] += rude > 0.0
        day["mirrored"] += rude > 0.0 and tone < p.mirrored_below
        day["gestures"] += gesture
        day["first_contacts"] += attempt == 0
        day["resolved_first"] += attempt == 0 and resolved
        day["promoters_less_detractors"] += (satisfied >= 0.85) - (satisfied <= 0.60)

    def talk(self):
        """Who is heard today, and whether the leader overhears."""
        p, leader = self.model.p, self.leader
        heard = [(other, weight) for other, weight in self.ties if other.front and other.present]
        total = sum(weight for _, weight in heard)
        self.heard_blame = sum(weight * other.vented for other, weight in heard) / total if total else 0.0
        self.heard_reframe = sum(weight * other.reframed for other, weight in heard) / total if total else 0.0
        self.coached_blame = self.coached_reframe = self.norm_shift = 0.0
        if not self.vented or leader is None:
            return
        if self.random.random() >= coaching.overheard_chance(leader.presence, self.vented, p.ears, p.leader_week_hours):
            return
        how, policy = self.random.random(), leader.policy
        if how < leader.coaching:
            helped = -1.0 if self.random.random() < coaching.harm_chance(policy.coaching_skill, p.coaching_harm) else 1.0
            self.coached_blame = coaching.unblamed(self.blame_habit, helped, p.coaching_step) - self.blame_habit
            self.coached_reframe = coaching.reframed(self.reframe_habit, helped, p.coaching_step) - self.reframe_habit
        elif how < leader.coaching + (1.0 - leader.coaching) * policy.tolerance:
            self.norm_shift = bashing.licensed(self.norm, 1.0, p.licence_shift) - self.norm
            return
        self.norm_shift = bashing.corrected(self.norm, 1.0, p.correction_shift) - self.norm

    def look_around(self):
        """What colleagues show, before anybody reacts."""
        seen = [(other, weight) for other, weight in self.ties if other.present]
        total = sum(weight for _, weight in seen)
        self.peers_mood = sum(weight * other.mood for other, weight in seen) / total if total else self.mood
        self.peers_norm = sum(weight * other.norm for other, weight in seen) / total if total else self.norm

    def be_among_peers(self):
        """Mood is caught, the norm is shared."""
        if not self.present:
            return
        p, leader = self.model.p, self.leader
        self.mood = mood.mood_caught(self.mood, self.peers_mood, p.contagion_strength, p.bad_is_stronger)
        self.coworker_support = resources.support(self.peers_mood, self.peers_norm, self.temperament, p.support_stubbornness)
        factor = climate.newcomer_factor(self.tenure, self.policy.socialisation, p.socialisation_strength, p.newcomer_days)
        example = self.norm if leader is None else climate.leaders_signal(leader.interest, leader.fidelity, leader.clarity)
        drawn_to = climate.norm_drawn_to(self.learned_empathy, example, self.peers_norm, self.policy.leader_weight, p.norm_stubbornness)
        self.norm = basics.clamp(climate.norm_after(self.norm, drawn_to, p.norm_rate, factor) + self.norm_shift)

    def learn(self):
        """Habits, skill and empathy follow the day."""
        if not self.present:
            return
        p, leader = self.model.p, self.leader
        if self.front:
            practised = bashing.exposure(self.vented, self.heard_blame, p.talk_own_weight, p.talk_half)
            reframing = bashing.exposure(self.reframed, self.heard_reframe, p.talk_own_weight, p.talk_half)
            blame = bashing.habit(self.blame_habit, practised, 1.0 - self.trait_empathy, p.habit_stubbornness, p.habit_rate)
            reframe = bashing.habit(self.reframe_habit, reframing, self.trait_empathy, p.habit_stubbornness, p.habit_rate)
            self.blame_habit = basics.clamp(blame + self.coached_blame)
            self.reframe_habit = basics.clamp(reframe + self.coached_reframe)
        self.skill = skill.learning(self.skill, self.aptitude, p.skill_rate)
        example, defined = self.learned_empathy, 0.3
        if leader is not None:
            example = empathy.example_given(leader.example_mean, leader.example_spread, p.example_spread_cost)
            defined = leader.policy.empathy_defined
        self.learned_empathy = empathy.learned_after(self.learned_empathy, self.trait_empathy, example, defined, p.learning_stubbornness,
                                                     p.defined_weight, p.empathy_rate)

    def night(self):
        """Strain builds, rest restores; some quit, some fall ill, some are hired."""
        p = self.model.p
        if self.vacant:
            if self.random.random() < staffing.fill_chance(p.days_to_fill, self.policy.selectivity, self.policy.transparency,
                                                           p.selectivity_delay, p.transparency_attracts):
                self.vacant, self.tenure, self.absent_days = False, 0, 0
            return
        load = resources.management_load(self.fear, 1.0 - self.perceived_fairness, self.perceived_abuse, p.load_fear, p.load_unfairness,
                                         p.load_abuse)
        self.drain_customers = resources.slow_strain(self.drain_customers, self.today["drain"], p.strain_rate, p.customers_uptake)
        self.drain_management = resources.slow_strain(self.drain_management, load, p.strain_rate, p.management_uptake)
        best = resources.ceiling(self.drain_customers, self.drain_management)
        self.resources = resources.restored(self.resources, best, self.policy.recovery, p.recovery_share)
        self.mood = mood.mood_overnight(self.mood, self.temperament, self.felt_care, p.mood_carried, p.mood_care_weight)
        strain = self.drain_customers + self.drain_management
        self.job_satisfaction = staffing.job_satisfaction(self.felt_care, self.trust_in_leader, self.perceived_fairness, self.fear,
                                                          self.mood, self.autonomy, strain)
        quits = staffing.quit_hazard(p.quit_usual, self.job_satisfaction, self.commitment, strain, self.tenure, p.quit_satisfaction,
                                     p.quit_commitment, p.quit_strain, p.quit_new_factor, p.quit_new_days)
        ill = staffing.absence_chance(p.absence_usual, strain, self.job_satisfaction, p.absence_strain, p.absence_satisfaction)
        self.tenure += 1
        if self.random.random() < quits:
            self.vacant = True
        elif self.absent_days > 0:
            self.absent_days -= 1
        elif self.random.random() < ill:
            self.absent_days = 1 + int(2.0 * (p.absence_days - 1.0) * self.random.random() + 0.5)
