"""A contact replayed: who met whom, in what state, and the same contact with one thing changed.

The contact's own steps (`sim.model.interaction.contact`) are called as plain Python on copies of the records
they read.  So what an input contributed is never a second version of the model: the model's step is run
twice, once with the input as it was and once at its ordinary level, and the difference is the push.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np

from sim.model.engine.simulate import run_morning
from sim.model.engine.start import stored_culture
from sim.model.interaction import contact, service
from sim.model.interaction.arrivals import come_in, room_for
from sim.model.interaction.moment import MOMENT, OTHER
from sim.model.interaction.preparing import get_ready
from sim.model.interaction.service import phase_service
from sim.model.jit import Record
from sim.model.mechanisms.learning import know_how
from sim.model.parameters import LEVERS
from sim.model.population import NEUTRAL, NEVER, PERSON_SCRATCH, PERSON_STATES, PERSON_TRAITS, World
from sim.model.tallies import CONTACT, TODAY

RECORDS = ("m", "visit", "customer", "person", "morning", "leader", "unit", "policy", "links", "today")
"""What a step of a contact may read or change; a replay has its own copies.

morning: the person before the first contact of the day.  leader: who leads the person today.  links: whom the
unit needs.  today: what this contact alone adds to the person's day.
"""

READY_FROM = ("person.", "leader.", "unit.", "policy.")
"""What a person brings to the contacts of a day follows from these; see :func:`ready`."""

STATES = (*PERSON_TRAITS, *PERSON_STATES)

CUSTOMER_STATES = ("mood", "civility", "expectation", "relationship", "trust")


class Replay:
    """One contact: every argument that a step of it may ask for, by the name under which the step asks.

    The records are copies.  ``m`` is the moment; person and customer are as they were when the customer came
    in.
    """

    steps = (contact.meet, contact.need_a_colleague, contact.attribute, contact.answer, contact.empathise,
             contact.act, contact.bend_the_rule, contact.solve, contact.judge, contact.complain,
             contact.digest, contact.feel)

    def __init__(self, records: dict[str, np.ndarray], around: dict[str, Any]) -> None:
        """records: a table for each of RECORDS, of one row but for the links.  around: the rest."""
        self.records = {name: records[name].copy() for name in RECORDS}
        self.around = around
        self.given: dict[str, Any] = around | {name: table if name == "links" else table[0] for name,
                                               table in self.records.items()}

    def get(self, path: str) -> float:
        """The number at 'person.fear', 'm.tone', ..."""
        table, field = path.split(".")
        return float(getattr(self.given[table], field))

    def has(self, path: str) -> bool:
        """Does the model have such a column?"""
        table, field = path.split(".")
        return field in (self.records[table].dtype.names or ())

    def with_(self, levels: Mapping[str, float]) -> Replay:
        """The same replay with some numbers changed.  What a person is, the person was this morning; what
        follows from it is made ready."""
        other = Replay(self.records, self.around)
        for path, level in levels.items():
            table, field = path.split(".")
            setattr(other.given[table], field, level)
            if table == "person":
                setattr(other.given["morning"], field, level)
        if any(path.startswith(READY_FROM) for path in levels):
            other.apply(ready)
        return other

    def apply(self, step: Callable[..., Any]) -> None:
        """Run a step here; its arguments are found by their names."""
        step(*(self.given[name] for name in _arguments(step)))

    def after(self, step: Callable[..., Any]) -> Replay:
        """The same replay after a step."""
        other = Replay(self.records, self.around)
        other.apply(step)
        return other

    def rerun(self) -> Replay:
        """The whole contact once more from the start, with the same luck: for asking what if."""
        return self.after(service.one_contact)

    def needed(self) -> int:
        """Row of the unit that the case needs now, -1 for none."""
        asked = self.after(contact.need_a_colleague).records["links"]
        rows = np.flatnonzero(asked["asked"] > self.records["links"]["asked"])
        return int(asked["needed"][rows[0]]) if len(rows) else -1

    def money(self) -> dict[str, float]:
        """What this contact cost the firm beyond working time: gesture, fraud, recovery; as days sum it."""
        m, p = self.given["m"], self.given["p"]
        return {name: float(CONTACT[column].of(m, p)) for name, column in (
            ("gesture", "gesture_cost"), ("fraud", "fraud_loss"), ("recovery", "recovery_cost"))}


@cache
def _arguments(step: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(step).parameters)


def ready(person: Record, morning: Record, leader: Record, unit: Record, policy: Record, p: Record,
          on: Record, n: Record) -> None:
    """What a person brings to every contact of the day, made from the states of the morning."""
    know_how(morning, p, on, n)
    get_ready(morning, leader.injustice, unit, policy, p, on, n)
    for name in PERSON_SCRATCH:
        setattr(person, name, getattr(morning, name))


def copied(world: World) -> World:
    """A copy of a world, which may be simulated further."""
    return World(*(column.copy() for column in world))


class RecordedDay:
    """The morning of a day of a run, and the contacts of that day as the engine simulated them.

    morning: the world before the day.  policies: the levers of the day.  day: in the engine's count, week
    zero included.
    moments: MOMENT [contacts], in the order of posts and within a post in the order of the day.
    """

    def __init__(self, morning: World, policies: np.ndarray, day: int, moments: np.ndarray) -> None:
        self.morning, self.policies, self.day, self.moments = morning, policies, day, moments

    def occasion(self, index: int) -> tuple[int, int]:
        """Which contact of that person's day it is (from 1), and how many there are."""
        rows = np.flatnonzero(self.moments["post"] == self.moments["post"][index])
        return int(index - rows[0] + 1), len(rows)

    def replay(self, index: int) -> tuple[Replay, Record, Record]:
        """The replay of contact ``index``, and person and customer as they were after it.

        Leaders act on a copy of the morning; units open, so that pressure and waiting are known; then only
        this person's contacts are simulated once more, by the engine's own loop as plain Python, up to this
        one.
        """
        before = copied(self.morning._replace(policies=self.policies))
        run_morning(before, self.day)
        opened = copied(before)
        phase_service(opened, self.day, 0, len(opened.units), np.empty(0, MOMENT))
        post = int(self.moments["post"][index])
        mine = self.moments[self.moments["post"] == post]
        occasion, _ = self.occasion(index)
        world = before._replace(units=opened.units)
        visits = self._visits(world, post, mine)
        morning = world.people[post:post + 1].copy()
        self._serve(world, post, visits, occasion - 1)
        replay = Replay(self._records(world, index, visits[occasion - 1:occasion], morning),
                        self._around(world, post))
        after = replay.rerun().given
        return replay, after["person"], after["customer"]

    def _records(self, world: World, index: int, visit: np.ndarray, morning: np.ndarray) -> dict[
        str, np.ndarray]:
        moment = self.moments[index:index + 1]
        post, customer = int(moment["post"][0]), int(moment["customer"][0])
        person = world.people[post:post + 1]
        leads, unit, policy = int(person["leader"][0]), int(person["unit"][0]), int(person["policy"][0])
        leader = world.leaders[leads:leads + 1].copy() if leads >= 0 else np.zeros(1, world.leaders.dtype)
        if leads < 0:
            leader["injustice"] = world.neutral["injustice"]
        return {"m": moment, "visit": visit, "customer": world.customers[customer:customer + 1],
                "person": person, "morning": morning, "leader": leader, "unit": world.units[unit:unit + 1],
                "policy": world.policies[policy:policy + 1],
                "links": world.links[world.link_start[unit]:world.link_start[unit + 1]],
                "today": np.zeros(1, TODAY)}

    def _around(self, world: World, post: int) -> dict[str, Any]:
        unit = int(world.people["unit"][post])
        return {"day": self.day, "post": post, "key": world.key[0], "fading": world.fading,
                "paces": world.paces, "p": world.p[0], "on": world.on[0], "n": world.neutral[0],
                "units": world.units, "first": 0, "after": int(world.link_start[unit + 1] - world.link_start[
                    unit]), "world": world}

    def _visits(self, world: World, post: int, mine: np.ndarray) -> np.ndarray:
        """Who comes to the post today, in the order of the day: VISIT [contacts].  Nobody else is called:
        plain Python takes its time."""
        u = int(world.people["unit"][post])
        world.due[:] = NEVER
        world.due[mine["customer"]] = self.day
        coming = room_for(1 + int(world.base_start[u + 1] - world.base_start[u]))
        come_in(world, self.day, u, coming, 0, 0)
        return coming.visits[coming.order[:len(mine)]][np.argsort(np.argsort(mine["customer"]))]

    def _serve(self, world: World, post: int, visits: np.ndarray, last: int) -> None:
        """Get the person ready for the day and simulate the contacts before ``last``."""
        person, p, on, n = world.people[post], world.p[0], world.on[0], world.neutral[0]
        unit, policy = world.units[person.unit], world.policies[person.policy]
        injustice = world.leaders[person.leader].injustice if person.leader >= 0 else n.injustice
        get_ready(person, injustice, unit, policy, p, on, n)
        first, after = world.link_start[person.unit], world.link_start[person.unit + 1]
        for visit in visits[:last]:
            m, customer = np.zeros(1, MOMENT)[0], world.customers[visit.customer]
            contact.be_drawn(m, visit, world.key[0], self.day)
            service.one_contact(m, visit, customer, person, policy, unit, post, self.day, world.links,
                             world.units, first, after, world.fading, world.paces, p, on, n)
            contact.close_case(m, customer, self.day, p)


def ordinary(replay: Replay) -> Replay:
    """The ordinary contact with which this one is compared: nobody rude, nothing special, even luck.

    Person, friction and blame between units: the baseline means that replace what is switched off; where
    there is none, the mean of the front line in the stored culture.  Customer: the mean of the stored
    customers, honest.  Levers at their defaults, occupancy 0.8, no wait.  What comes about in the contact
    follows, with the share of ordinary cases that get solved in place of a solved or an unsolved one.
    """
    other = Replay(replay.records, replay.around)
    _fill(other, replay)
    other.apply(ready)
    for step in Replay.steps:
        if step is contact.judge:
            other = other.with_({"m.resolved": other.get("m.resolve_chance")})
        other.apply(step)
        if step is contact.meet:
            other = other.with_({"m.cause": OTHER})
    return other


def _fill(other: Replay, replay: Replay) -> None:
    world, records, n = replay.around["world"], other.records, other.given["n"]
    stored = stored_culture()
    people, customers = stored.get("people", world.people), stored.get("customers", world.customers)
    serving, active = (people["front"] == 1) & (people["vacant"] == 0), customers["active"] == 1
    for name in (*STATES, "transfer", "tenure"):
        known = name in (people.dtype.names or ())
        mean = people[name][serving].mean() if known else world.people[name][
            world.people["front"] == 1].mean()
        records["person"][name] = records["morning"][name] = getattr(n, name) if name in NEUTRAL else mean
    for name in CUSTOMER_STATES:
        records["customer"][name] = customers[name][active].mean()
    for name in records["policy"].dtype.names or ():
        records["policy"][name] = LEVERS[name].default
    for name in records["visit"].dtype.names or ():
        records["visit"][name] = replay.records["visit"][name] if name == "customer" else 0.5
    records["customer"]["attempt"], records["customer"]["cheats"] = 0, 0
    records["customer"]["answer_day"] = -1
    records["leader"]["injustice"], records["unit"]["friction"], records["unit"]["unit_blame"] = (
        n.injustice, n.friction, n.unit_blame)
    records["unit"]["pressure"], records["unit"]["wait"] = 0.8, 0.0
    for name in records["m"].dtype.names or ():
        records["m"][name] = 0.5 if name.startswith("u_") else 0


def plain(record: Record, names: tuple[str, ...]) -> dict[str, float]:
    """Columns of a row by name."""
    return {name: getattr(record, name) for name in names}
