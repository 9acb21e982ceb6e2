"""What everybody is like week by week: the states that may spread, as means of the days of each week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.engine.setup import Setup
from sim.model.engine.simulate import Run
from sim.model.population import World
from sim.scenario.parts import WEEK


@dataclass(frozen=True)
class State:
    """A state that may spread.  name: a column of people, or of what today's contacts add up to
    (``of_contacts``).

    good: 1 where more is better, -1 where less is.
    """

    name: str
    label: str
    good: int
    of_contacts: bool = False


STATES = {state.name: state for state in (
    State("trust_in_leader", "Trust in leader", 1), State("fear", "Fear", -1),
    State("felt_care", "Felt care", 1),
    State("norm", "Norm of service", 1), State("mood", "Mood", 1), State("blame_habit", "Blame habit", -1),
    State("empathy_shown", "Empathy shown", 1, of_contacts=True),
    State("satisfaction", "Customer satisfaction", 1, of_contacts=True))}
"""The states looked at, by name."""


def weeks(setup: Setup, replication: int) -> np.ndarray:
    """Everybody's weeks in one replication.

    Args:
        setup: what is run.
        replication: its number.

    Returns:
        float32 [states, weeks, posts] on a scale of 0 to 100; missing (NaN) where a post was vacant, has
        no leader (trust) or met no customer (empathy, satisfaction) all week.  The last week may be short.
    """
    run, count = Run(setup, replication), -(-setup.days // WEEK)
    posts = len(setup.organisation)
    total, times = np.zeros((2, len(STATES), count, posts))
    for day in range(setup.days):
        run.step()
        _add(run.world, total[:, day // WEEK], times[:, day // WEEK])
    return np.divide(100.0 * total, times, out=np.full_like(total, np.nan), where=times > 0).astype(
        np.float32)


def _add(world: World, total: np.ndarray, times: np.ndarray) -> None:
    """One evening: total, times are [states, posts]."""
    there = world.people["vacant"] == 0
    for i, state in enumerate(STATES.values()):
        if state.of_contacts:
            total[i] += world.today[state.name]
            times[i] += world.today["contacts"]
        else:
            who = there & (world.people["leader"] >= 0) if state.name == "trust_in_leader" else there
            total[i] += np.where(who, world.people[state.name], 0.0)
            times[i] += who
