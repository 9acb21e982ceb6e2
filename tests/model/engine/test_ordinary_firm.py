"""The ordinary firm without a change stays as it is, and looks like the firm it is meant to be."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.engine.simulate import Run
from sim.model.population import PERSON_STATES
from sim.scenario import Scenario

REPLICATIONS = 8
CHARTER = {  # figure of the ordinary firm, and how far a mean over a few firms may lie from it
    "customer_satisfaction": (72, 3), "resolved_first_contact": (70, 4), "rude_share": (10, 2.5),
    "customer_churn": (13, 2.5), "staff_turnover": (22, 5), "absence": (5, 1), "occupancy": (80, 5),
    "handle_minutes": (12, 1)}


@pytest.fixture(scope="module")
def year():
    """First-week and last-week means of every state, and the outcomes, of several ordinary years."""
    first, last, outcomes = [], [], []
    for replication in range(REPLICATIONS):
        run = Run(Scenario.load("ordinary-firm").setup(), replication)
        means = []
        for _ in range(run.setup.days):
            run.step()
            held = run.world.people["vacant"] == 0
            means.append([run.world.people[name][held].mean() for name in PERSON_STATES])
        first.append(np.mean(means[:5], axis=0))
        last.append(np.mean(means[-5:], axis=0))
        outcomes.append(run.record.summary()["end"])
    return np.array(first), np.array(last), outcomes


@pytest.mark.parametrize("state", PERSON_STATES)
def test_no_state_drifts_by_a_point_a_year(year, state):
    column = list(PERSON_STATES).index(state)
    drift = 100 * (year[1] - year[0])[:, column]
    luck = 2 * drift.std(ddof=1) / np.sqrt(REPLICATIONS)
    assert abs(drift.mean()) < 1 + (luck if state == "trust_in_top" else 0), (
        f"{drift.mean():.2f} points (luck of {luck:.2f})")


@pytest.mark.parametrize("outcome", CHARTER)
def test_figures_of_an_ordinary_year(year, outcome):
    meant, tolerance = CHARTER[outcome]
    assert np.mean([o[outcome] for o in year[2]]) == pytest.approx(meant, abs=tolerance)
