"""The whole day as an ordinary Mesa model, for comparison: agents with attributes of their own, phases by ``AgentSet.do``.

It is a peer in speed, not a twin: luck comes from ``self.random`` and nothing can be switched off, which only spares it work.  Somebody
hired takes the post as it is.  Its start is the first morning of the engine, so that both live in the same kind of world.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from types import SimpleNamespace

import mesa
import numpy as np

from benchmarks.mesa_people import IGNORANCE, OTHER, OUR_ERROR, THE_RULE, Employee
from sim.engine.setup import Setup
from sim.engine.simulate import WEEK_ZERO, Run
from sim.population import NEVER
from sim.rules import basics, customers, fear, leaders, satisfaction, waiting


class Leader(Employee):
    """An employee with reports."""

    def act(self):
        """Share out the week, enact, and live what the day brings."""
        p, policy = self.model.p, self.policy
        led = [e for e in self.reports if not e.vacant]
        self.span = len(led)
        newcomers = sum(e.tenure < p.newcomer_days for e in led) * policy.socialisation * p.newcomer_hours
        incidents = sum(e.errors if e.front else p.usual_incidents for e in led)
        talks = policy.permission + policy.empathy_defined + policy.transparency
        each = leaders.hours_each(policy.coaching_rate, policy.surveillance, policy.personal_interest, talks, p.coaching_hours,
                                  p.watching_hours, p.interest_hours, p.talk_hours)
        wanted = leaders.hours_wanted(policy.presence_hours, self.span, each, policy.clarity_at_top, policy.word_deed_consistency,
                                      policy.cascade_fidelity, newcomers, p.vision_hours, p.follow_up_hours, p.relay_hours)
        share = leaders.hours_share(wanted, p.leader_people_hours)
        self.presence, self.coaching = policy.presence_hours * share, policy.coaching_rate * share
        self.fidelity = policy.cascade_fidelity * share
        self.clarity, self.morning_fear = self.vision_clarity, self.fear
        received, harsh = self.disposition_care, self.disposition_harsh
        if self.leader is not None:
            received = self.felt_care
            harsh = fear.harshness_from_above(self.perceived_abuse, self.fear, p.abuse_trickle_weight)
        energy = leaders.energy(self.resources, p.energy_needed)
        caring = leaders.enacted(policy.personal_interest, received, self.disposition_care, p.policy_strength, p.susceptibility)
        kind = leaders.enacted(policy.compassion, received, self.disposition_care, p.policy_strength, p.susceptibility)
        punitive = leaders.enacted(policy.punishment_severity, harsh, self.disposition_harsh, p.policy_strength, p.susceptibility)
        self.interest = basics.toward(self.interest, caring * energy, p.enacting_rate)
        self.compassion = basics.toward(self.compassion, kind * energy, p.enacting_rate)
        self.punitiveness = basics.toward(self.punitiveness, punitive, p.enacting_rate)
        self.consistency = basics.toward(self.consistency, policy.word_deed_consistency, p.enacting_rate)
        self.live_the_day(p, policy, incidents)

    def live_the_day(self, p, policy, incidents):
        """A promise may fall due, somebody may be punished, an example is set."""
        luck = self.random
        self.promise = 0
        if luck.random() < 0.2:
            self.promise = 1 if luck.random() < self.consistency else -1
        self.punished = luck.random() < fear.punishment_chance(self.punitiveness, policy.punishment_arbitrary, incidents,
                                                               p.punishments_per_incident, p.usual_incidents * self.span)
        self.severity, self.arbitrary = self.punitiveness, policy.punishment_arbitrary
        example = basics.clamp(self.interest + p.example_swing * (1.0 - self.consistency) * luck.gauss(0.0, 1.0))
        self.example_spread = basics.toward(self.example_spread, abs(example - self.example_mean), p.example_rate)
        self.example_mean = basics.toward(self.example_mean, example, p.example_rate)
        if self.model.day % 21 == 0:
            self.misread = luck.gauss(0.0, 1.0)


class Customer(mesa.Agent):
    """A customer of a unit, or the prospect whose place it is."""

    def __init__(self, model, states, place, due):
        super().__init__(model)
        for name, value in states.items():
            setattr(self, name, value)
        self.place, self.due = place, due
        self.new_case()

    def new_case(self):
        """What the next visits are about."""
        p, u = self.model.p, self.random.random()
        self.difficulty, self.stake = self.random.random(), self.random.random()
        ours, known = p.share_our_error, p.share_our_error + p.share_ignorance
        self.cause = OUR_ERROR if u < ours else IGNORANCE if u < known else THE_RULE if u < known + p.share_rule else OTHER

    def come_in(self):
        """If due today, to one of those present."""
        model = self.model
        if self.due != model.day:
            return
        if self.next_visit == model.day:
            self.next_visit = model.visit_after(self.random.expovariate(model.p.cases_per_year / 250.0))
        self.due = self.next_visit
        if not self.active:
            self.consider_joining(model.p)
        elif self.place.there:
            if self.attempt == 0:
                self.new_case()
            self.random.choice(self.place.there).visits.append(self)
            self.place.visits += 1
        else:
            self.due = min(model.day + 1, self.next_visit)

    def consider_joining(self, p):
        """What is said about the unit decides whether a prospect becomes a customer."""
        if self.random.random() < customers.joining_chance(p.join_usual, self.place.word, p.join_word_weight):
            luck = self.random.gauss
            self.mood = self.civility = basics.clamp(luck(p.civility_mean, p.civility_spread))
            self.expectation, self.relationship = basics.clamp(luck(p.expectation_floor, 0.1)), basics.clamp(luck(p.expectation_floor, 0.1))
            self.trust, self.attempt, self.active, self.last_contact = 0.6, 0, True, self.model.day

    def judge(self, resolved, tone, shown, wait, gesture, p):
        """Satisfaction with the contact; expectation follows."""
        lived = satisfaction.quality(resolved, tone, shown, wait, self.attempt, gesture, p.quality_base, p.quality_resolved,
                                     p.quality_tone, p.quality_empathy, p.quality_wait, p.quality_effort, p.quality_gesture)
        lived = min(1.0, max(0.0, lived + self.random.gauss(0.0, p.quality_noise)))
        satisfied = satisfaction.satisfaction(lived, lived - self.expectation, p.disconfirmation, p.loss_aversion)
        self.expectation = satisfaction.expectation_after(self.expectation, lived, p.expectation_floor, p.expectation_share,
                                                          p.expectation_floor_share)
        return satisfied

    def live_with(self, resolved, tone, satisfied, p):
        """What stays; whether the customer leaves, tells others, comes back with the case.  Returns (left, told)."""
        self.relationship = satisfaction.relationship(self.relationship, satisfied, p.relationship_share)
        self.trust = satisfaction.customer_trust(self.trust, resolved, p.customer_trust_gain, p.customer_trust_loss)
        self.mood = customers.mood_after(self.mood, 0.5 * (tone + satisfied) - 0.15, p.reciprocity)
        self.last_contact = self.model.day
        left = self.random.random() < customers.leaving_chance(p.leave_usual, self.relationship, self.trust, satisfied,
                                                               p.leave_relationship, p.leave_trust, p.leave_contact)
        told = 0
        if self.random.random() < customers.telling_chance(satisfied, p.telling_usual):
            told = 1 if satisfied > 0.65 else -1
        if left:
            self.active, self.attempt = False, 0
        elif resolved or self.attempt >= p.attempts_most:
            self.attempt = 0
        else:
            self.attempt += 1
            self.due = min(self.model.day + 1 + int(p.return_days * self.random.random()), self.due)
        return left, told


class Peer(mesa.Model):
    """The Mesa model; it starts from the first morning of the engine's run of ``setup``."""

    def __init__(self, setup: Setup) -> None:
        super().__init__(rng=setup.seed)
        world = Run(setup).world
        self.p = SimpleNamespace(**{name: float(world.p[name][0]) for name in world.p.dtype.names})
        self.calendar, self.day = world.calendar.tolist(), WEEK_ZERO
        self.places = [SimpleNamespace(pressure=0.0, wait=0.0, word=float(unit["word"]), visits=0, posts=[]) for unit in world.units]
        everybody = self.hire(world)
        unit_of = np.repeat(np.arange(len(world.units)), np.diff(world.base_start))
        for row, unit, due in zip(world.customers, unit_of, world.due, strict=True):
            Customer(self, plain(row), self.places[unit], int(due))
        self.leaders, self.customers = self.agents_by_type[Leader], self.agents_by_type[Customer]
        self.people = self.agents.select(lambda agent: isinstance(agent, Employee))
        self.front = self.people.select(lambda agent: agent.front)
        assert len(self.people) == len(everybody)

    def hire(self, world) -> list[Employee]:
        """Everybody in post, each knowing leader, place and colleagues."""
        policies = [SimpleNamespace(**plain(row)) for row in world.policies]
        made: list[Employee] = []
        for row in world.people:
            states, kind = plain(row, without=("unit", "manager", "leader", "head", "policy")), Employee
            if row["leads"] >= 0:
                kind = Leader
                states |= plain(world.leaders[row["leads"]], without=("post", "fear", "clarity"))
                states |= {"clarity": states["vision_clarity"], "morning_fear": states["fear"], "misread": 0.0}
            made.append(kind(self, states))
        for i, (row, e) in enumerate(zip(world.people, made, strict=True)):
            e.policy, e.place = policies[row["policy"]], self.places[row["unit"]]
            e.leader = made[row["manager"]] if row["manager"] >= 0 else None
            e.head = made[world.leaders["post"][row["head"]]] if row["head"] >= 0 else None
            if e.leader is not None:
                e.leader.reports.append(e)
            if e.front:
                e.place.posts.append(e)
            ties = slice(world.tie_start[i], world.tie_start[i + 1])
            e.ties = [(made[j], w) for j, w in zip(world.tie_to[ties].tolist(), world.tie_weight[ties].tolist(), strict=True)]
        return made

    def visit_after(self, gap: float) -> int:
        """The day of the visit that comes so many ordinary days from now."""
        target = self.calendar[self.day + 1] + gap
        return NEVER if target > self.calendar[-1] else max(self.day + 1, bisect_right(self.calendar, target) - 1)

    def step(self) -> None:
        """Live one day."""
        self.leaders.do("act")
        self.people.do("perceive")
        for place in self.places:
            place.visits, place.there = 0, [e for e in place.posts if e.present]
        self.customers.do("come_in")
        for place in self.places:
            self.expect_pressure(place)
        began = time.perf_counter()
        self.front.shuffle_do("serve_customers")
        self.serving = time.perf_counter() - began
        for phase in ("talk", "look_around", "be_among_peers", "learn"):
            self.people.do(phase)
        self.contacts = sum(e.today["contacts"] for e in self.front)
        self.satisfaction = sum(e.today["satisfaction"] for e in self.front)
        self.people.do("night")
        for place in self.places:
            told, contacts = sum(e.today["told"] for e in place.posts), sum(e.today["contacts"] for e in place.posts)
            if contacts:
                place.word = basics.toward(place.word, max(-1.0, min(1.0, 10.0 * told / contacts)), self.p.word_rate)
        self.day += 1

    def expect_pressure(self, place: SimpleNamespace) -> None:
        """Occupancy and wait that a unit can expect today."""
        p, place.pressure, place.wait = self.p, 0.0, 0.0
        if place.there and place.visits:
            policy = place.posts[0].policy
            minutes = p.work_minutes - p.recovery_minutes * (policy.recovery - 0.5) - p.training_minutes * policy.reframe_training
            place.pressure = place.visits * p.handle_minutes_mean / (len(place.there) * minutes)
            place.wait = waiting.wait_minutes(place.pressure, len(place.there), p.handle_minutes_mean, p.longest_wait)


def plain(row, without: tuple[str, ...] = ()) -> dict[str, float]:
    """Fields of a record as plain Python numbers."""
    return {name: row[name].item() for name in row.dtype.names if name not in without}


def measure(setup: Setup, days: int) -> dict[str, float]:
    """Nanoseconds per contact (best and median day; serving alone) and mean satisfaction over ``days`` days."""
    model = Peer(setup)
    whole, serving, contacts, satisfied = [], [], 0, 0.0
    for _ in range(days):
        began = time.perf_counter()
        model.step()
        whole.append(1e9 * (time.perf_counter() - began) / model.contacts)
        serving.append(1e9 * model.serving / model.contacts)
        contacts, satisfied = contacts + model.contacts, satisfied + model.satisfaction
    return {"best": min(whole), "median": float(np.median(whole)), "serving": min(serving), "satisfaction": satisfied / contacts}
