"""The reference implementation: the same day as the compiled engine, one agent and one contact at a time.

It tells the day in the order of ``sim.model.engine.day.PLAN``, calls the same rules and draws the same keyed
chance, so it ends each day with the same numbers, several hundred times more slowly.  Read it to learn what
the model says; run it to watch a single contact.  Nobody ever sees a half-updated colleague: where agents
look at each other, all have looked before the first one reacts.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.model.engine.reference import (
    careers,
    contact,
    evening,
    measuring,
    morning,
    preparing,
    together,
    visits,
)
from sim.model.engine.reference.today import Today


def run_day(model: Any, world: Any, day: int, rows: np.ndarray, *_: Any) -> list[SimpleNamespace]:
    """One day of ``model``, phase by phase; fills ``rows`` with tallies and returns contacts by post."""
    today = Today(model, day)
    morning.leaders_act(today)
    morning.see_customers(today)
    morning.people_perceive(today)
    preparing.come_to_work(today)
    coming = visits.customers_arrive(today)
    for employee in today.people:
        if employee.front_line:
            preparing.get_ready(today, employee)
    contacts = [contact.serve(today, employee, visit) for employee in today.people
                for visit in coming[employee]]
    evening.talk(today)
    together.answer_each_other(today)
    evening.peers(today)
    together.speak_up(today)
    evening.learn(today)
    measuring.count_the_money(today)
    measuring.measure(today, rows)
    evening.rest(today)
    careers.people_come_and_go(today)
    evening.word_spreads(today)
    return contacts


def step_by_reference(model: Any) -> list[SimpleNamespace]:
    """What ``model.step()`` does, in the reference; returns the day's contacts, each with the numbers of
    ``sim.model.interaction.moment``."""
    usually, model.uses_reference = model.uses_reference, True
    try:
        model.step()
    finally:
        model.uses_reference = usually
    return model.contacts
