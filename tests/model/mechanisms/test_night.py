"""Posts of the front line follow the work there is."""

from __future__ import annotations

from sim.model.engine.simulate import Run
from sim.scenario import Scenario


def held(**changed) -> tuple[int, Run]:
    """Front-line posts held after a year in which many quit, and the run."""
    firm = Scenario.load("ordinary-firm").with_(
        organisation={"people": 120}, days=250, start={"settle_days": 0},
        parameters={"quit_usual": 0.003, "authorised_half_life": 20.0, "customers_per_post": 200.0},
        **changed)
    run = Run(firm.setup())
    for _ in range(250):
        run.step()
    return int(run.world.units["held"].sum()), run


def test_half_the_customers_need_fewer_posts_and_those_are_not_paid():
    usual, ordinary = held()
    fewer, quiet = held(demand={"level": 0.5})
    fixed, _ = held(demand={"level": 0.5}, without=["workload"])
    posts = int((ordinary.world.people["front"] == 1).sum())
    assert fewer < 0.8 * posts < 0.9 * posts < usual  # of those that quit, none is replaced
    assert fixed > 0.9 * posts
    assert (quiet.world.units["authorised"] <= ordinary.world.units["authorised"]).all()
    assert quiet.record.tally("people")[-1].sum() < 0.9 * ordinary.record.tally("people")[-1].sum()


def test_no_post_is_added_to_those_there_are():
    _, busy = held(demand={"level": 1.3})
    world = busy.world
    assert (world.units["authorised"] <= world.front_start[1:] - world.front_start[:-1]).all()
