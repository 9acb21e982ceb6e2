"""The model as Mesa knows it."""

import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest

from sim import Scenario
from sim.base.errors import UserError
from sim.model.engine.agents import Customer, Employee, Leader
from sim.model.engine.chart import chart
from sim.model.engine.model import ServiceCultureModel
from sim.model.engine.simulate import simulate
from sim.model.outcomes import OUTCOMES


@pytest.fixture
def model(tiny) -> ServiceCultureModel:
    return ServiceCultureModel(tiny())


def for_days(model: ServiceCultureModel, days: int) -> None:
    for _ in range(days):
        model.step()


def test_it_lives_what_a_run_lives(tiny):
    scenario = tiny(days=12)
    model = ServiceCultureModel(scenario, replication=3)
    assert model.time == model.steps == model.day == 0 and model.running and np.isnan(model.outcome("fear"))
    model.run_model()
    assert model.time == model.steps == model.day == 12 and not model.running
    record = simulate(scenario.setup(), replication=3)
    assert model.record.tallies.tobytes() == record.tallies.tobytes()
    collected = model.datacollector.get_model_vars_dataframe()
    series = record.series()
    assert list(collected) == [o.name for o in OUTCOMES]
    np.testing.assert_allclose(collected.to_numpy(float), series.to_numpy(), rtol=1e-12)
    assert model.outcome("fear") == pytest.approx(series["fear"].iloc[-1])
    with pytest.raises(UserError, match="the run of 12 days is over"):
        model.step()


def test_nothing_is_made_until_somebody_asks(model):
    model.step()
    assert not {"people", "_customers", "grid"} & vars(model).keys()
    assert len(model.agents) == 40 and "_customers" not in vars(model)


def test_the_seed_is_a_whole_number(tiny):
    one, other, own = (ServiceCultureModel(tiny(seed=7), rng=rng) for rng in (1, np.int64(2), ...))
    for model in (one, other, own):
        for_days(model, 3)
    assert [m.setup.seed for m in (one, other, own)] == [1, 2, 7]
    assert len({m.record.tallies.tobytes() for m in (one, other, own)}) == 3
    for wrong in (True, 1.5, -1, 2**32, float("nan"), [1, 2], np.random.default_rng(1)):
        with pytest.raises(TypeError, match="rng is .*, expected a whole number from 0 to 4294967295"):
            ServiceCultureModel(tiny(), rng=wrong)
        with pytest.raises(TypeError,
                           match="replication is .*, expected a whole number from 0 to 2147483647"):
            ServiceCultureModel(tiny(), replication=wrong)
    drawn = {ServiceCultureModel(tiny(), rng=None).setup.seed for _ in range(3)}
    assert len(drawn) == 3 and 1 not in drawn
    with pytest.raises(UserError, match="seed is called rng here, as in Mesa: rng=3"):
        ServiceCultureModel(tiny(), seed=3)


def test_what_it_is_made_from(tiny):
    assert ServiceCultureModel(tiny().setup()).setup.days == 150
    with pytest.raises(TypeError, match=r"got nothing, expected a scenario, such as "
                       r"Scenario.load\('ordinary-firm'\)"):
        ServiceCultureModel()
    with pytest.raises(TypeError, match="got 'ordinary-firm', expected a scenario"):
        ServiceCultureModel("ordinary-firm")


def test_levers_hold_for_everybody(tiny):
    scenario = tiny("broken-middle", changes=[{"from_day": 2, "levers": {"presence_hours": 1}}])
    model = ServiceCultureModel(scenario, presence_hours=6, cascade_fidelity=1.0)
    untouched = ServiceCultureModel(scenario)
    for hours in (4.0, 1.0, 1.0):
        model.step()
        untouched.step()
        assert {(e.policy.presence_hours, e.policy.cascade_fidelity) for e in model.agents} == {(6.0, 1.0)}
        assert {(e.policy.presence_hours, e.policy.cascade_fidelity) for e in untouched.agents} == {
            (hours, 0.35), (hours, 0.95)}
    with pytest.raises(UserError, match="'presence_hour' is not a lever; did you mean presence_hours?"):
        ServiceCultureModel(scenario, presence_hour=6)
    with pytest.raises(UserError, match="lever recovery is 2, expected 0 to 1 share"):
        ServiceCultureModel(scenario, recovery=2)


def test_agents_are_views(model):
    world = model.world
    leaders, everybody = model.agents.select(agent_type=Leader), model.agents
    assert len(leaders) == 10 and len(everybody) == 40 and set(model.agent_types) == {Leader, Employee}
    assert [a.unique_id for a in everybody] == list(range(1, 41))
    top, last = model.people[0], model.people[-1]
    assert top.manager is top.leader is top.head is None and top.team == [] and isinstance(top, Leader)
    assert (last.leader in leaders and last.manager is last.leader and last in last.leader.reports
            and last not in last.team)
    assert {e.manager for e in last.team} == {last.manager} and last.head is top
    assert (all(isinstance(c, Employee) and weight > 0 for c, weight in last.ties) and len(last.colleagues)
            == len(last.ties) > 0)
    assert (last.unit in model.setup.organisation.unit_names and last.id == "P40" and last.level == 4
            and top.level == 0)
    last.fear, top.interest = 0.25, 0.75
    assert (world.people["fear"][-1] == last.fear == 0.25 and world.leaders["interest"][0] == top.interest
            == 0.75)
    world.people["mood"][3] = 0.125
    assert model.people[3].mood == 0.125 and type(model.people[3].mood) is float
    assert last.vacant is False and isinstance(last.today.contacts, int) and isinstance(last.place.pressure,
                                                                                        float)
    assert "P40" in repr(last) and not hasattr(last, "interest")
    with pytest.raises(AttributeError):
        _ = last.policy.presence_hour
    with pytest.raises(UserError, match="cannot be removed"):
        last.remove()


def test_customers(model):
    customers = model.customers
    assert len(customers) == len(model.world.customers) and all(isinstance(c, Customer) for c in customers)
    assert len(model.agents) == 40 and Customer not in model.agents_by_type
    one = customers.to_list()[-1]
    one.mood, one.due = 0.5, 8  # 5 is the first day: five were lived before it
    assert model.world.customers["mood"][-1] == 0.5 and model.world.due[-1] == 8
    assert customers.groupby("unit").count() == {
        unit: 30 * len(posts) for unit, posts in model.agents.select(lambda a: a.front_line).groupby("unit")}
    assert model.customers.to_list() == customers.to_list() and one.unique_id == 40 + len(customers)


def test_agent_sets(model):
    model.step()
    front = model.agents.select(lambda a: a.front_line and not a.vacant)
    assert front.agg("skill", np.mean) * 100 == pytest.approx(model.outcome("skill"))
    means = model.agents.groupby("unit").agg("fear", np.mean)
    assert set(means) == set(model.setup.organisation.unit_names)
    model.agents.set("mood", 0.5)
    assert (model.world.people["mood"] == 0.5).all()
    model.agents.do(lambda agent: setattr(agent, "fear", agent.row / 100))
    assert model.agents.get("fear") == [row / 100 for row in range(40)]
    assert model.agents.sort("fear", ascending=True).to_list() == model.people
    assert max(model.agents.get(["fear", "mood"])) == [0.39, 0.5]


def test_what_agents_change_is_lived(tiny):
    one, other = ServiceCultureModel(tiny()), ServiceCultureModel(tiny())
    other.agents.select(lambda a: a.front_line).set("skill", 0.0)
    for model in (one, other):
        model.run_model()
    assert other.record.summary().loc["resolved_first_contact", "start"] < one.record.summary().loc[
        "resolved_first_contact", "start"]


def test_data_collector(model):
    model.datacollector = mesa.DataCollector(model_reporters={"fear": lambda m: m.outcome("fear"),
                                                              "day": "day"}, agent_reporters={"mood": "mood"},
                                             agenttype_reporters={Leader: {"presence": "presence"}})
    for _ in range(2):
        model.step()
    assert model.datacollector.get_model_vars_dataframe()["day"].tolist() == [1, 2]
    agents = model.datacollector.get_agent_vars_dataframe()
    assert agents.shape == (80, 1) and agents.loc[(2.0, 40), "mood"] == model.people[-1].mood
    assert len(model.datacollector.get_agenttype_vars_dataframe(Leader)) == 20


def test_two_models_share_nothing(tiny):
    scenario = tiny()
    alone, one, other = (ServiceCultureModel(scenario, presence_hours=hours) for hours in (2, 2, 8))
    for _ in range(10):
        alone.step()
    for _ in range(10):
        one.step()
        other.step()
        other.agents.set("fear", 1.0)
    assert one.record.tallies.tobytes() == alone.record.tallies.tobytes() != other.record.tallies.tobytes()
    assert one.people[3].fear != 1.0 and one.people[3].model is one


def test_a_model_can_be_forgotten(tiny):
    model = ServiceCultureModel(tiny())
    model.step()
    gone = [weakref.ref(x) for x in (model, model.agents.to_list()[0], model.customers.to_list()[0],
                                     model.grid, model.world.people)]
    del model
    gc.collect()
    assert [ref() for ref in gone] == [None] * 5


def test_mesas_version_is_known():
    assert ServiceCultureModel.mesa_version == mesa.__version__


def test_setup_of_a_model_can_be_sent(model):
    assert pickle.loads(pickle.dumps(model.setup)).days == model.setup.days


def test_the_reporting_line_is_a_space(model):
    assert len(model.grid.agents) == 40 and model.people[5].cell.coordinate == 5
    neighbours = {agent for cell in model.people[-1].cell.connections.values() for agent in cell.agents}
    assert neighbours == {model.people[-1].manager}
    positions = chart(model.grid.G)
    assert (positions[0][1] == 0 and positions[39][1] == -20 and len({tuple(p) for p in positions.values()})
            == 40)


@pytest.fixture
def solara():
    pytest.importorskip("altair", reason="Mesa's page needs it")
    return pytest.importorskip("solara")


def test_mesas_page(tiny, solara):
    """The page is drawn; a slider, Reset and Step do what they say."""
    import ipyvuetify as vuetify
    from mesa.visualization import SolaraViz, make_plot_component, make_space_component
    from mesa.visualization.components import AgentPortrayalStyle

    space = make_space_component(lambda agent: AgentPortrayalStyle(color="red" if agent.front_line
                                                                   else "blue", size=10), layout_alg=chart)
    params = {"setup": tiny(days=3), "rng": 1, "presence_hours": {"type": "SliderFloat", "value": 4.0,
                                                                  "label": "Presence", "min": 0.0,
                                                                  "max": 12.0, "step": 0.5}}
    seen = solara.reactive(ServiceCultureModel(params["setup"], presence_hours=4.0))
    page = SolaraViz(seen, components=[make_plot_component(["fear", "mood"]), space], model_params=params)
    _, rendered = solara.render(solara.AppLayout(children=[page]), handle_error=False)
    try:
        def click(label: str) -> None:
            button = next(b for b in rendered.find(vuetify.Btn).widgets if label in b.children)
            button.click()

        click("Step")
        assert seen.value.day == 1 and seen.value.people[0].policy.presence_hours == 4.0
        slider = next(s for s in rendered.find(vuetify.Slider).widgets if s.label == "Presence")
        slider.v_model = 7.5
        click("Reset")
        assert seen.value.day == 0
        for _ in range(3):
            click("Step")
        assert not seen.value.running and seen.value.people[0].policy.presence_hours == 7.5
        assert next(b for b in rendered.find(vuetify.Btn).widgets if "Step" in b.children).disabled
    finally:
        rendered.close()


def test_a_scenario_is_taken_by_name_too(tiny):
    assert isinstance(tiny(), Scenario) and ServiceCultureModel(setup=tiny(), rng=2).setup.seed == 2
