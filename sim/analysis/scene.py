"""A contact on the stage: who met whom, in what state, and the same contact with one thing changed.

The contact's own steps (`sim.interaction.contact`) are called as plain Python on copies of the records they read.  So what an input
contributed is never a second account of the model: the model's step is run twice, once with the input as it was and once at its
ordinary level, and the difference is the push.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from sim.engine.agents import Row
from sim.engine.day import phase_leaders
from sim.engine.start import stored_culture
from sim.interaction import contact, loop
from sim.interaction.arrivals import come_in
from sim.interaction.loop import phase_service
from sim.interaction.moment import MOMENT, OTHER
from sim.parameters import LEVERS
from sim.population import NEUTRAL, NEVER, PERSON_STATES, PERSON_TRAITS, VISIT, World

RECORDS = ("m", "visit", "customer", "person", "unit", "policy")
"""What a step of a contact may change; a scene has its own copies."""

STATES = (*PERSON_TRAITS, *PERSON_STATES)

CUSTOMER_STATES = ("mood", "civility", "expectation", "relationship", "trust")


class Rows:
    """A table whose rows are read as plain Python numbers and written in the table's own precision, as compiled code does."""

    def __init__(self, table: np.ndarray) -> None:
        self.table = table

    def __getitem__(self, row: int) -> Row:
        return Row(self.table, int(row))

    def __len__(self) -> int:
        return len(self.table)


class Scene:
    """One contact: every argument that a step of it may ask for, by the name under which the step asks.

    The records are copies.  ``m`` is the moment; person and customer are as they were when the customer came in.
    """

    def __init__(self, records: dict[str, np.ndarray], around: dict[str, Any]) -> None:
        """records: a table of one row for each of RECORDS.  around: the other arguments."""
        self.records = {name: records[name].copy() for name in RECORDS}
        self.around = around
        self.given: dict[str, Any] = around | {name: Row(table, 0) for name, table in self.records.items()}

    def get(self, path: str) -> float:
        """The number at 'person.fear', 'm.tone', ..."""
        table, field = path.split(".")
        return float(getattr(self.given[table], field))

    def has(self, path: str) -> bool:
        """Does the model have such a column?"""
        table, field = path.split(".")
        return field in (self.records[table].dtype.names or ())

    def with_(self, path: str, value: float) -> Scene:
        """The same scene with one number changed."""
        other = Scene(self.records, self.around)
        table, field = path.split(".")
        setattr(other.given[table], field, value)
        return other

    def played(self, step: Callable[..., Any]) -> Scene:
        """The same scene after a step; the step's arguments are found by their names."""
        other = Scene(self.records, self.around)
        step(*(other.given[name] for name in inspect.signature(step).parameters))
        return other

    def replayed(self) -> Scene:
        """The whole contact once more from the start, with the same luck: for asking what if."""
        return self.played(loop.one_contact)


def step_named(name: str) -> Callable[..., Any]:
    """A step of `sim.interaction.contact` by its name."""
    found: Callable[..., Any] = getattr(contact, name)
    return found


def copied(world: World) -> World:
    """A world of its own that may be lived in."""
    return World(*(column.copy() for column in world))


class Stage:
    """The morning of a day of a run, kept, and the contacts of that day as the engine lived them.

    morning: the world before the day.  policies: the levers of the day.  day: in the engine's count, week zero included.
    moments: MOMENT [contacts], in the order of posts and within a post in the order of the day.
    """

    def __init__(self, morning: World, policies: np.ndarray, day: int, moments: np.ndarray) -> None:
        self.morning, self.policies, self.day, self.moments = morning, policies, day, moments

    def occasion(self, index: int) -> tuple[int, int]:
        """How-manieth contact of that person's day it is (from 1), and how many there are."""
        rows = np.flatnonzero(self.moments["post"] == self.moments["post"][index])
        return int(index - rows[0] + 1), len(rows)

    def open(self, index: int) -> tuple[Scene, Row, Row]:
        """The scene of contact ``index``, and person and customer as they were after it.

        Leaders act on a copy of the morning; units open, so that pressure and waiting are known; then only this person's contacts are
        lived once more, by the engine's own loop as plain Python, up to this one.
        """
        before = copied(self.morning._replace(policies=self.policies))
        phase_leaders(before, self.day)
        opened = copied(before)
        phase_service(opened, self.day, 0, len(opened.units), np.empty(0, MOMENT))
        post = int(self.moments["post"][index])
        mine = self.moments[self.moments["post"] == post]
        occasion, _ = self.occasion(index)
        world = before._replace(units=opened.units)
        visits = self._visits(world, post, mine)
        self._serve(world, post, visits, 0, occasion - 1)
        rows = {"m": (self.moments, index), "visit": (visits, occasion - 1), "customer": (world.customers, mine["customer"][occasion - 1]),
                "person": (world.people, post), "unit": (world.units, world.people["unit"][post]),
                "policy": (world.policies, world.people["policy"][post])}
        scene = Scene({name: table[row:row + 1] for name, (table, row) in rows.items()}, self._around(world, post))
        self._serve(world, post, visits, occasion - 1, occasion)
        return scene, Row(world.people, post), Row(world.customers, int(mine["customer"][occasion - 1]))

    def _around(self, world: World, post: int) -> dict[str, Any]:
        return {"day": self.day, "post": post, "key": world.key[0], "fading": world.fading, "paces": world.paces, "p": Row(world.p, 0),
                "on": Row(world.on, 0), "n": Row(world.neutral, 0), "world": world}

    def _visits(self, world: World, post: int, mine: np.ndarray) -> np.ndarray:
        """Who comes to the post today, in the order of the day: VISIT [contacts].  Nobody else is called: plain Python takes its time."""
        u = int(world.people["unit"][post])
        world.due[:] = NEVER
        world.due[mine["customer"]] = self.day
        most = 1 + int(world.base_start[u + 1] - world.base_start[u])
        called, prospects, slots, posts = (np.empty(most, np.int32) for _ in range(4))
        visits = np.empty(len(mine), VISIT)
        come_in(by_rows(world), self.day, u, called, prospects, Rows(visits), slots, posts)
        return visits[np.argsort(np.argsort(mine["customer"]))]

    def _serve(self, world: World, post: int, visits: np.ndarray, first: int, last: int) -> None:
        serve = getattr(loop.serve, "py_func", loop.serve)
        slides = Rows(np.empty(last, MOMENT))
        serve(by_rows(world), self.day, post, Rows(visits), np.arange(len(visits)), first, last, slides, 1)


def by_rows(world: World) -> Any:
    """The world as the engine's steps take it when they run as plain Python."""
    tables = ("people", "leaders", "units", "customers", "today", "policies", "p", "on", "neutral", "key")
    return world._replace(**{name: Rows(getattr(world, name)) for name in tables})  # type: ignore[arg-type]


def ordinary(scene: Scene, steps: tuple[str, ...]) -> Scene:
    """The ordinary contact with which this one is compared: nobody rude, nothing special, even luck.

    Person: the baseline means that stand in for what is switched off; where there is none, the mean of the front line in the stored
    culture.  Customer: the mean of the stored customers.  Levers at their defaults, occupancy 0.8, no wait.  What comes about in the
    contact follows by ``steps``, with the share of ordinary cases that get solved in place of a solved or an unsolved one.
    """
    other = Scene(scene.records, scene.around)
    n = other.given["n"]
    _fill(other, scene)
    for step in steps:
        if step == "judge":
            other = other.with_("m.resolved", other.get("m.resolve_chance"))
        other = other.played(step_named(step))
        if step == "meet":
            other = other.with_("m.cause", OTHER).with_("m.customer_tone", n.customer_tone)
    return other


def _fill(other: Scene, scene: Scene) -> None:
    """Set what an ordinary contact starts from."""
    world = scene.around["world"]
    stored = stored_culture()
    people, customers = stored.get("people", world.people), stored.get("customers", world.customers)
    serving, active = (people["front"] == 1) & (people["vacant"] == 0), customers["active"] == 1
    records = other.records
    for name in STATES:
        kept = name in (people.dtype.names or ())
        mean = people[name][serving].mean() if kept else world.people[name][world.people["front"] == 1].mean()
        records["person"][name] = getattr(other.given["n"], name) if name in NEUTRAL else mean
    for name in CUSTOMER_STATES:
        records["customer"][name] = customers[name][active].mean()
    for name in records["policy"].dtype.names or ():
        records["policy"][name] = LEVERS[name].default
    for name in records["visit"].dtype.names or ():
        records["visit"][name] = scene.records["visit"][name] if name == "customer" else 0.5
    records["customer"]["attempt"], records["unit"]["pressure"], records["unit"]["wait"] = 0, 0.8, 0.0
    for name in records["m"].dtype.names or ():
        records["m"][name] = 0.5 if name.startswith("u_") else 0


def plain(record: Row, names: tuple[str, ...]) -> dict[str, float]:
    """Columns of a row by name."""
    return {name: getattr(record, name) for name in names}
