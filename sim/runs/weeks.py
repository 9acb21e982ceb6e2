"""What everybody is like week by week: the states that spread and that are shown, as means of the days of
each week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sim.model.engine.setup import Setup
from sim.model.engine.simulate import Run
from sim.model.population import World
from sim.scenario.parts import WEEK


@dataclass(frozen=True)
class State:
    """A state of people.  name: a column of people, or of what today's contacts add up to.

    good: 1 where more is better, -1 where less is.  who: has it: 'leader', whoever has one; 'front', the
    front line; 'contacts', whoever met a customer, as the mean of these contacts; '' everybody.
    """

    name: str
    label: str
    good: int
    who: str = ""


STATES = {state.name: state for state in (
    State("trust_in_leader", "Trust in leader", 1, "leader"), State("fear", "Fear", -1),
    State("felt_care", "Felt care", 1),
    State("norm", "Norm of service", 1), State("mood", "Mood", 1),
    State("blame_habit", "Blaming customers", -1, "front"),
    State("empathy_shown", "Empathy shown", 1, "contacts"),
    State("satisfaction", "Customer satisfaction", 1, "contacts"))}
"""The states that are looked at person by person, by name."""


def weeks(setup: Setup, replication: int) -> np.ndarray:
    """Everybody's weeks in one replication of a setup: float32 [states, weeks, posts] on a scale of 0 to 100;
    missing (NaN) where nobody with the state held the post all week.  The last week may be short."""
    run, count = Run(setup, replication), -(-setup.days // WEEK)
    posts = len(setup.organisation)
    total, times = np.zeros((2, len(STATES), count, posts))
    for day in range(setup.days):
        run.step()
        add_evening(run.world, STATES.values(), total[:, day // WEEK], times[:, day // WEEK])
    return np.divide(100.0 * total, times, out=np.full_like(total, np.nan), where=times > 0).astype(
        np.float32)


def add_evening(world: World, states: Iterable[State], total: np.ndarray, times: np.ndarray) -> None:
    """Add the states of one evening, 0 to 1, to ``total`` and how many there are to ``times``: both [states,
    posts]."""
    people = world.people
    there = people["vacant"] == 0
    for i, state in enumerate(states):
        if state.who == "contacts":
            total[i] += world.today[state.name]
            times[i] += world.today["contacts"]
            continue
        has = {"leader": people["leader"] >= 0, "front": people["front"] == 1}.get(state.who, True)
        total[i] += np.where(there & has, people[state.name], 0.0)
        times[i] += there & has
