"""Waiting for a colleague of another unit costs who waits and who is asked; no demand is lost to it."""

from __future__ import annotations

import numpy as np

from sim.model.engine.simulate import WEEK_ZERO, Run
from sim.model.parameters import PARAMETERS
from sim.scenario import Scenario

DAYS = 100
QUICK, SLOW = {"back_office_capacity": 2.0}, {"back_office_capacity": 0.4}


def lived(levers: dict[str, float]) -> tuple[Run, np.ndarray]:
    """A firm in which a third of cases need a colleague and leaving is by neutral chance: the run, and every
    contact."""
    firm = Scenario.load("ordinary-firm").with_(
        organisation={"people": 60}, days=DAYS, levers=levers, without=["leaving"],
        parameters={"share_internal": 0.3, "customers_per_post": 400.0, "cases_per_year": 6.0},
        start={"settle_days": 0})
    run = Run(firm.setup())
    return run, np.concatenate([run.step(keep_moments=True) for _ in range(DAYS)])


def own_visits(run: Run) -> float:
    """First contacts about a case, and own visits still to be made up for."""
    late = run.world.customers["next_visit"] < WEEK_ZERO + DAYS
    return float(run.record.tally("first_contacts").sum() + np.count_nonzero(
        late & (run.world.customers["active"] == 1)))


def test_a_silo_loses_no_demand_and_makes_more():
    quick, prompt = lived(QUICK)
    slow, late = lived(SLOW)
    assert own_visits(slow) > 0.98 * own_visits(quick)
    assert prompt["chases"].sum() == 0 < 0.05 * len(late) < late["chases"].sum()
    assert len(late) > len(prompt)


def test_who_asks_in_between_is_not_served_yet_and_loses_trust_in_time():
    _, late = lived(SLOW)
    asks = late[late["chases"] == 1]
    assert (asks["resolved"] == 0).all() and (asks["referred"] == 0).all() and (asks["gesture"] == 0).all()
    assert (asks["delay"] > 1 + int(PARAMETERS["turnaround"].default)).all()  # only when it is late
    answered = late[(late["handed_off"] == 1) & (late["attempt"] == 0)]
    escalated = answered["delay"] > PARAMETERS["longest_delay"].default
    spent = answered["minutes"]
    assert escalated.any() and (spent[escalated] > PARAMETERS["escalation_minutes"].default).all()
    assert spent[escalated].mean() > spent[~escalated].mean() + 20.0
