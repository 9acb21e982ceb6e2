"""The compiled engine and the reference run the same days."""

from collections.abc import Callable

import pytest

from sim import Scenario
from sim.model.engine.agents import Leader
from sim.model.engine.model import ServiceCultureModel
from sim.model.engine.reference import step_by_reference
from sim.model.mechanisms.catalogue import NAMES
from sim.model.parameters import SWITCHES
from sim.scenario import bundled
from tests.model.engine.alike import Day, as_moments, same_day, same_world


@pytest.fixture
def side_by_side() -> Callable[..., ServiceCultureModel]:
    """``before`` days by the engine in both; then ``days`` more, by the engine in one and by the reference in
    the other, which is returned."""

    def compare(scenario: Scenario, days: int, before: int = 0,
                change: Callable = lambda model: None) -> ServiceCultureModel:
        fast, slow = ServiceCultureModel(scenario), ServiceCultureModel(scenario)
        for model in (fast, slow):
            for _ in range(before):
                model.step()
            change(model)
        for _ in range(days):
            moments, told = fast._run.step(keep_moments=True), step_by_reference(slow)
            engine, reference = (Day(model.world, contacts, model._run.tallies[model.day - 1])
                            for model, contacts in ((fast, moments), (slow, as_moments(told))))
            same_day(engine, reference, f"{scenario.name}, day {fast.day}")
        return slow

    return compare


# one-broken-link names a post of its own firm, which a tiny one does not have; clear-vision is the rest of it
@pytest.mark.parametrize("name", sorted(set(bundled()) - {"one-broken-link"}))
def test_bundled_scenarios(side_by_side, tiny, name: str):
    model = side_by_side(tiny(name), days=3)
    assert model.steps == model.day == 3 and len(model.contacts) > 10


def some_are_gone(model: ServiceCultureModel) -> None:
    """A leader and an employee left, another leader and employee are ill."""
    by_level = model.agents.select(agent_type=Leader).groupby("level")
    gone, ill = [list(by_level.groups[2])[0], model.people[-1]], [list(by_level.groups[3])[0],
                                                                  model.people[-2]]
    for agent in gone:
        agent.vacant, agent.occupant, agent.tenure, agent.absent_days = True, agent.occupant + 1, 0, 0
    for agent in ill:
        agent.absent_days, agent.vacant = 3, False


def test_mid_run(side_by_side, busy):
    model = side_by_side(busy(), days=3, before=30, change=some_are_gone)
    assert any(e.leader is not e.manager for e in model.people if not e.vacant)  # somebody stands in


def test_a_week_in_which_everything_happens(side_by_side, busy):
    """Long enough that people are hired, cases come back, prospects join and promises are broken."""
    model = side_by_side(busy(seed=3, days=10, changes=[{"from_day": 3, "levers": {"presence_hours": 8},
                                                         "demand": {"level": 2}}]), days=8)
    assert (model.world.customers["occupant"] > 0).any() and (model.world.customers["attempt"] > 1).any()


def test_levers_of_single_posts(side_by_side, busy):
    """Levers set through agents hold in both, also when the scenario changes levers afterwards; so does a new
    seed."""
    def change(model: ServiceCultureModel) -> None:
        model.people[0].policy.surveillance = 1.0
        model.people[-1].policy.recovery = 0.0
        model.reset_rng(99)

    later = [{"from_day": 4, "levers": {"surveillance": 0.1, "recovery": 0.9}}]
    model = side_by_side(busy(changes=later), days=3, before=2, change=change)
    assert model.people[0].policy.surveillance == 1.0 and model.people[1].policy.surveillance == 0.1
    assert model.people[-1].policy.recovery == 0.0 and model.people[0].policy.recovery == 0.9


@pytest.mark.parametrize("name", NAMES.values())
def test_without_a_mechanism(side_by_side, busy, name: str):
    side_by_side(busy(without=[name]), days=2, before=6)


@pytest.mark.parametrize("without", [[], ["hiring"]], ids=str)
def test_many_are_hired(side_by_side, busy, without: list[str]):
    def half_are_gone(model: ServiceCultureModel) -> None:
        model.world.people["vacant"][1::2] = 1

    model = side_by_side(busy(without=without), days=5, change=half_are_gone)
    assert (model.world.people["vacant"][1::2] == 0).sum() > 3


def test_somebody_moves_up(side_by_side, busy):
    """By hand a promoted person's old post is marked until the evening ends, which the checks of columns must
    allow."""
    def team_leaders_are_gone(model: ServiceCultureModel) -> None:
        people = model.world.people
        people["vacant"][(people["leads"] >= 0) & (people["level"] == 3)], people["tenure"], people[
            "from_within"] = 1, 1000, 0

    model = side_by_side(busy(levers={"promote_within": 1.0}, seed=2), days=2, change=team_leaders_are_gone)
    assert model.world.people["from_within"].sum() > 0


@pytest.mark.parametrize(("switch", "side"), [(s.name, side) for s in SWITCHES.values()
                                              for side in s.choices[1:]])
def test_other_sides_of_contested_findings(side_by_side, busy, switch: str, side: str):
    side_by_side(busy(switches={switch: side}), days=2, before=6)


def test_the_house_is_empty(busy):
    """Nobody on the front line: customers come again the next day."""
    fast, slow = ServiceCultureModel(busy()), ServiceCultureModel(busy())
    for model in (fast, slow):
        model.world.people["absent_days"][model.world.people["front"] == 1] = 2
    fast.step()
    assert step_by_reference(slow) == []
    same_world(fast.world, slow.world, "empty")
    assert fast.outcome("rude_share") != fast.outcome("rude_share")  # nothing to count
