"""What Mesa promises works, or is refused with a reason; docs/mesa.md lists which."""

import copy
import multiprocessing
import pickle
from pathlib import Path

import mesa
import numpy as np
import pytest
from mesa.time import Schedule

from sim.base.errors import UserError
from sim.model.columns import ranges
from sim.model.engine.agents import Customer, Employee, Leader
from sim.model.engine.model import ServiceCultureModel
from sim.model.engine.simulate import simulate

PAGE = Path(__file__).parents[3] / "docs" / "mesa.md"


@pytest.fixture
def model(tiny) -> ServiceCultureModel:
    return ServiceCultureModel(tiny(days=6))


class Visitor(mesa.Agent):
    """An agent of a user's own."""

    greeted = 0

    def step(self) -> None:
        self.greeted += 1


# The list on the page
# ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [ServiceCultureModel, Leader, Customer], ids=lambda made: made.__name__)
def test_the_page_names_whatever_mesa_offers(tiny, made):
    model = ServiceCultureModel(tiny())
    shown = {ServiceCultureModel: model, Leader: model.people[0], Customer: model.customers.to_list()[0]}[
        made
    ]
    page, mesas = (
        PAGE.read_text(encoding="utf-8"),
        mesa.Model(rng=1) if made is ServiceCultureModel else Visitor(mesa.Model(rng=1)),
    )
    offered = {name for name in dir(mesas) if not name.startswith("_") and hasattr(shown, name)} - {"greeted"}
    assert offered and not [name for name in offered if f"`{name}`" not in page and f"`{name}(" not in page]


def test_the_page_can_be_typed(tiny, monkeypatch):
    """Its examples, in a firm that takes no time."""
    first, classes, batch = (block.split("```")[0] for block in PAGE.read_text(encoding="utf-8").split(
        "```python\n")[1:])
    small, at_hand = tiny(days=3), {"mesa": mesa, "ServiceCultureModel": ServiceCultureModel}
    monkeypatch.setattr("sim.Scenario.load", lambda name: small)
    exec(first, at_hand)
    assert at_hand["model"].day == 3 and at_hand["model"].people[5].policy.backing == 0.2
    exec(classes, at_hand)
    inspected = at_hand["Inspected"](small)
    at_hand["Inspector"](inspected)
    inspected.step()
    assert [e.fear for e in inspected.people].count(0.9) == 1 and at_hand["Clerk"] in inspected.agent_types
    assert batch.startswith("mesa.batch_run(ServiceCultureModel, ")


# Agents of one's own
# ----------------------------------------------------------------------------------------------------------


def test_added_agents_have_ids_of_their_own(model):
    early = [Visitor(model) for _ in range(3)]
    assert len(model.agents) == 43 and len(model.customers) > 0
    late = Visitor.create_agents(model, 2).to_list()
    ids = [agent.unique_id for agent in (*model.agents, *model.customers)]
    assert len(ids) == len(set(ids)) == 45 + len(model.customers) and all(isinstance(i, int) for i in ids)
    assert [e.unique_id for e in model.people] == list(range(1, 41))
    assert (
        len(model.agents_by_type[Visitor]) == 5
        and list(model.agents).count(early[0]) == list(model.agents).count(late[0]) == 1
    )
    early[0].remove()
    assert len(model.agents) == 44 and early[0] not in model.agents and Visitor(model).unique_id not in ids


def test_added_agents_change_nothing_in_the_days(tiny):
    one, other = ServiceCultureModel(tiny(days=3)), ServiceCultureModel(tiny(days=3))
    Visitor.create_agents(other, 5)
    other.uses_reference = True
    for _ in range(2):
        one.step()
        other.step()
        other.agents.shuffle_do("step")
    assert {v.greeted for v in other.agents_by_type[Visitor]} == {2}
    np.testing.assert_allclose(one.record.tallies, other.record.tallies, rtol=1e-9, atol=1e-9)


def test_posts_and_customers_are_neither_made_nor_removed(model):
    post, customer = model.people[3], model.customers.to_list()[0]
    for refused in (
        post.remove,
        customer.remove,
        lambda: model.deregister_agent(post),
        model.remove_all_agents,
    ):
        with pytest.raises(UserError, match="cannot be removed"):
            refused()
    for refused in (
        lambda: Employee(model, 3, 99),
        lambda: Customer(model, 3, 99),
        lambda: Employee.create_agents(model, 2),
        lambda: Leader.from_dataframe(model, None),
    ):
        with pytest.raises(
            UserError, match="cannot be made; posts and customers follow from the organisation"
        ):
            refused()
    assert len(model.agents) == 40 and [a.unique_id for a in model.agents] == list(range(1, 41))


# Subclasses
# ------------------------------------------------------------------------------------------------------------


class Talks:
    greetings = 0

    def greet(self) -> None:
        self.greetings += 1


class Clerk(Talks, Employee):
    def __init__(self, *args) -> None:
        super().__init__(*args)
        self.colour = "blue"

    def step(self) -> None:
        self.mood = min(1.0, self.mood + 0.1)


class Boss(Talks, Leader):
    pass


class Firm(ServiceCultureModel):
    employee_type, leader_type = Clerk, Boss
    stop_at = 3

    def step(self) -> None:
        super().step()
        self.agents_by_type[Clerk].do("step")
        self.running = self.running and self.day < self.stop_at


def test_a_subclass_adds_what_it_likes(tiny):
    firm, usual = Firm(tiny(days=6)), ServiceCultureModel(tiny(days=6))
    firm.run_model()
    for _ in range(3):
        usual.step()
    assert (
        firm.day == 3 == firm.steps
        and set(firm.agent_types) == {Clerk, Boss}
        and firm.people[-1].colour == "blue"
    )
    assert len(firm.agents.select(agent_type=Leader)) == 10 and firm.people[-1].mood > usual.people[-1].mood
    firm.agents.do("greet")
    assert set(firm.agents.get("greetings")) == {1}


@pytest.mark.parametrize("name", ["fear", "present", "manager", "policy", "remove", "unit", "vacant"])
def test_a_subclass_of_an_agent_that_would_do_nothing_is_refused(name):
    with pytest.raises(
        UserError,
        match=f"Odd overrides {name} of .*never ask for; a subclass may override advance, step and __init__",
    ):
        type("Odd", (Employee,), {name: lambda self: 1.0})
    mixin = type("Mixin", (), {name: 0.5})
    with pytest.raises(UserError, match=f"Odd overrides {name} of"):
        type("Odd", (mixin, Leader), {})
    type("Even", (Leader, mixin), {})  # the mixin comes last and overrides nothing


@pytest.mark.parametrize(
    "name",
    [
        "outcome",
        "day",
        "world",
        "people",
        "agents",
        "customers",
        "record",
        "reset_rng",
        "register_agent",
        "time",
    ],
)
def test_a_subclass_of_the_model_that_would_do_nothing_is_refused(name):
    with pytest.raises(
        UserError,
        match=f"Odd overrides {name} of .*may override datacollector, employee_type, leader_type, run_model, "
        "run",
    ):
        type("Odd", (ServiceCultureModel,), {name: lambda self: 1.0})


def test_types_of_agents_are_those_of_the_model():
    for wrong in ({"employee_type": Visitor}, {"employee_type": Boss}, {"leader_type": Clerk}):
        with pytest.raises(
            UserError, match="employee_type is a subclass of Employee, and leader_type one of Leader"
        ):
            type("Odd", (ServiceCultureModel,), wrong)


def test_a_step_that_lives_no_day_is_noticed(tiny):
    class Lazy(ServiceCultureModel):
        def step(self) -> None:
            pass

    with pytest.raises(
        UserError, match=r"day 1 was not run: a subclass's step\(\) calls super\(\).step\(\)"
    ):
        Lazy(tiny()).step()


# Luck
# ------------------------------------------------------------------------------------------------------------


def test_reset_rng_gives_other_luck_from_then_on(tiny):
    a, b, c, d = (ServiceCultureModel(tiny(days=4)) for _ in range(4))
    for each in (a, b, c, d):
        each.step()
    b.reset_rng(7)
    c.reset_randomizer(7)
    d.reset_rng()
    for each in (a, b, c, d):
        each.run_model()
    series = [each.record.series() for each in (a, b, c, d)]
    assert series[0].iloc[:1].equals(series[1].iloc[:1]) and not series[0].iloc[1:].equals(series[1].iloc[1:])
    assert series[1].equals(series[2]) and series[0].equals(series[3])
    assert [each.setup.seed for each in (a, b, c, d)] == [1, 7, 7, 1]
    with pytest.raises(TypeError, match="rng is Generator.*, expected a whole number from 0"):
        a.reset_rng(np.random.default_rng(3))


def test_generators_for_ones_own_use_begin_again(model):
    first = model.random.random(), model.rng.random()
    model.reset_rng()
    assert (model.random.random(), model.rng.random()) == first
    model.reset_rng(5)
    assert (model.random.random(), model.rng.random()) != first


# What is written
# ------------------------------------------------------------------------------------------------------------


NO_NUMBERS = [float("nan"), float("inf"), -np.inf, "0.5", None, 1j, [0.5], np.array([0.5, 0.5])]


@pytest.mark.parametrize("value", [7.0, -0.1, 1.0000001, *NO_NUMBERS], ids=repr)
def test_a_state_out_of_range_is_refused(model, value):
    one, before = model.people[5], model.people[5].fear
    with pytest.raises(UserError, match="fear of <.*P06 of .*> is set to .*, expected a number from 0 to 1"):
        one.fear = value
    assert one.fear == before


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("absent_days", (2.5, -1, 40_000, float("nan")), "a whole number from 0 to 32767"),
        ("vacant", (2, -1, 0.5), "a whole number from 0 to 1"),
        ("occupant", (2**31, -(2**40)), "a whole number from 0 to 2147483647"),
        ("norm_shift", (-1.5, float("inf")), "a number from -1 to 1"),
        ("lever_cost", (1e39, float("nan")), "a number that is finite"),
    ],
)
def test_columns_of_other_types(model, name, values, expected):
    for value in values:
        with pytest.raises(UserError, match=f"{name} of .*, expected {expected}"):
            setattr(model.people[5], name, value)


def test_parts_of_agents_are_checked_alike(model):
    leader, one, customer = model.people[0], model.people[-1], model.customers.to_list()[0]
    for owner, name, value in (
        (leader, "interest", 2.0),
        (one, "promise", 3),
        (leader, "fear_this_morning", np.nan),
        (one.place, "friction", -1.0),
        (one.today, "contacts", 1.5),
        (customer, "mood", 1.5),
        (customer, "attempt", 300),
        (customer, "due", 3),
        (customer, "due", 40_000),
        (customer, "due", 7.5),
        (one, "leader", one),
    ):
        with pytest.raises(UserError, match=f"{name} of .*is set to"):
            setattr(owner, name, value)
    for owner, name in ((one, "level"), (one, "leads"), (one, "front_line"), (one.place, "policy")):
        with pytest.raises(UserError, match="follows from the organisation and cannot be set"):
            setattr(owner, name, 1)
    with pytest.raises(AttributeError, match="has no 'frictoin'; did you mean friction?"):
        one.place.frictoin = 0.5
    one.vacant, one.absent_days, one.place.word, one.promise, one.leader = (
        True,
        np.int64(2),
        -0.5,
        -1,
        leader,
    )
    assert (
        one.vacant
        and one.absent_days == 2
        and one.place.word == -0.5
        and one.promise == -1
        and one.leader is leader
    )
    assert (
        "friction" in dir(one.place)
        and "fear" in dir(one)
        and not [name for name in dir(one) if name.startswith("_")]
    )


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("people", "fear", np.nan),
        ("people", "mood", np.inf),
        ("people", "trust_in_leader", 1.5),
        ("people", "unit", 999),
        ("people", "policy", 50),
        ("people", "vacant", 7),
        ("leaders", "post", 3),
        ("leaders", "interest", -np.inf),
        ("units", "friction", np.nan),
        ("links", "blame", 2.0),
        ("customers", "mood", np.nan),
        ("customers", "last_contact", 9000),
        ("customers", "next_visit", -3),
        ("today", "contacts", -1),
    ],
)
def test_columns_are_checked_before_the_next_day(busy, table, column, value):
    model = ServiceCultureModel(busy(days=4))
    model.step()
    rows = getattr(model.world, table)
    before = rows[column][0]
    rows[column][0] = value
    for go_on in (model.step, lambda: model.run_for(2)):
        with pytest.raises(
            UserError, match=rf"{table}\['{column}'\]\[0\] is .*, expected .*; write that and step again"
        ):
            go_on()
    assert model.day == model.time == model.steps == 1
    rows[column][0] = before
    model.run_for(2)
    assert model.day == model.time == model.steps == 3


def test_a_visit_in_the_past_is_noticed(model):
    model.world.due[4] = 2
    with pytest.raises(UserError, match=r"due\[4\] is 2, expected a day from 5"):
        model.step()


@pytest.mark.parametrize("name", ["policies", "p", "on", "neutral", "tie_weight", "team", "key", "calendar"])
def test_what_is_no_state_can_only_be_read(model, name):
    with pytest.raises(ValueError, match="read-only"):
        getattr(model.world, name)[:] = getattr(model.world, name)[:]
    with pytest.raises(ValueError, match="read-only"):
        model.record.tallies[:] = 0.0


def test_every_column_has_a_range(model):
    for table in ("people", "leaders", "units", "links", "customers", "today"):
        assert set(ranges(table)) == set(getattr(model.world, table).dtype.names)
        assert all(r.low < r.high and np.isfinite([r.low, r.high]).all() for r in ranges(table).values())


# Levers
# ------------------------------------------------------------------------------------------------------------


def test_a_lever_is_set_for_one_post_alone(tiny):
    model = ServiceCultureModel(
        tiny(days=5, changes=[{"from_day": 3, "levers": {"presence_hours": 1, "recovery": 0.9}}]),
        coaching_skill=0.9,
    )
    one, others = model.people[7], [e for e in model.people if e.row != 7]
    usual = others[0].policy.presence_hours
    assert others[0].policy.coaching_skill == 0.9  # before the first step too
    one.policy.presence_hours = 9
    policy = one.policy
    policy.backing = 0.25
    assert (
        policy.presence_hours == 9.0
        and policy.backing == 0.25
        and {e.policy.presence_hours for e in others} == {usual}
    )
    for hours, rest in ((usual, None), (usual, None), (1.0, 0.9), (1.0, 0.9)):
        model.step()
        assert one.policy.presence_hours == 9.0 and {e.policy.presence_hours for e in others} == {hours}
        assert rest is None or {e.policy.recovery for e in model.people} == {
            rest
        }  # its other levers follow the scenario
    one.policy.presence_hours = 2
    model.step()
    assert one.policy.presence_hours == 2.0 and len(model.world.policies) == 2
    for name, value in (
        ("presence_hours", 900),
        ("presence_hours", np.nan),
        ("presence_hours", "6"),
        ("recovery", np.inf),
    ):
        with pytest.raises(UserError, match=f"lever {name} is .*, expected 0 to"):
            setattr(one.policy, name, value)
    with pytest.raises(UserError, match="'presence' is not a lever"):
        one.policy.presence = 3


def test_everybody_can_be_given_what_the_constructor_gives(tiny):
    one, other = ServiceCultureModel(tiny(days=4), presence_hours=9), ServiceCultureModel(tiny(days=4))
    other.agents.do(lambda agent: setattr(agent.policy, "presence_hours", 9))
    for model in (one, other):
        model.run_model()
    assert one.record.tallies.tobytes() == other.record.tallies.tobytes()


def test_a_plan_is_not_touched_by_a_model(tiny):
    setup = tiny(days=3).setup()
    before = setup.policies.table.copy()
    model = ServiceCultureModel(setup)
    model.people[0].policy.recovery = 0.0
    model.run_model()
    assert (setup.policies.table == before).all()
    assert ServiceCultureModel(setup).people[0].policy.recovery != 0.0
    with pytest.raises(AttributeError, match="setup"):
        model.setup = setup


# Time
# ------------------------------------------------------------------------------------------------------------


def test_time_is_days(model):
    model.run_for(1)
    model.run_until(3)
    model.run_for(0.5)
    assert model.time == 3.5 and model.steps == model.day == 3
    model.run_for(0.5)
    assert model.time == 4 == model.day
    for beyond in (
        lambda: model.run_for(3),
        lambda: model.run_until(7),
        lambda: model.run_for(float("nan")),
        lambda: model.run_for(np.inf),
    ):
        with pytest.raises(UserError, match="the run of 6 days is over before day"):
            beyond()
    assert model.time == model.day == model.steps == 4
    model.run_model()
    with pytest.raises(
        UserError, match="the run of 6 days is over before day 7; give the scenario more days"
    ):
        model.step()
    assert model.time == model.day == model.steps == 6 and not model.running
    with pytest.warns(RuntimeWarning, match="larger than time"):
        model.run_until(2)


def test_events_happen_between_days(model):
    seen = []

    def shock() -> None:
        seen.append(model.day)
        model.agents.set("mood", 0.0)

    def look() -> None:
        seen.append(-model.day)

    model.schedule_event(shock, at=2.5)
    model.schedule_recurring(look, Schedule(interval=2.0, start=2.0))
    model.run_until(2.5)
    assert seen == [-2, 2] and set(model.agents.get("mood")) == {0.0}
    model.run_for(3)
    assert seen == [-2, 2, -4] and model.day == 5


def test_an_error_in_a_day_does_not_pass_as_a_day(tiny):
    class Fails(ServiceCultureModel):
        def step(self) -> None:
            super().step()
            if self.day == 2:
                raise ZeroDivisionError

    model = Fails(tiny(days=6))
    model.step()
    with pytest.raises(ZeroDivisionError):
        model.step()
    with pytest.raises(UserError, match="day 3 was not run.*make it anew"):
        model.step()


def test_changes_of_time_and_agents_can_be_watched(model):
    seen = []

    def watch(message) -> None:
        seen.append(message.name)

    model.observe("time", mesa.experimental.mesa_signals.ObservableSignals.CHANGED, watch)
    model.observe("agents", mesa.experimental.mesa_signals.ModelSignals.AGENT_ADDED, watch)
    model.step()
    Visitor(model)
    assert seen.count("agents") == 1 and "time" in seen


# Copies and batches
# -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "again", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))], ids=["deepcopy", "pickle"]
)
def test_a_copy_lives_on_by_itself(tiny, again):
    model = ServiceCultureModel(tiny(days=4))
    model.step()
    model.people[2].policy.recovery = 0.3
    other = again(model)
    assert (
        other.people[2].model is other and other.people[2].policy.recovery == 0.3 and len(other.agents) == 40
    )
    other.step()
    assert (model.day, other.day) == (1, 2)
    model.step()
    assert model.record.tallies.tobytes() == other.record.tallies.tobytes()
    other.people[2].fear = 1.0
    assert model.people[2].fear != 1.0
    branch = again(model)
    branch.reset_rng(5)
    branch.run_model()
    model.run_model()
    assert model.record.tallies.tobytes() != branch.record.tallies.tobytes()


@pytest.fixture
def batch_run():
    """Mesa's, which sets the start method of processes for good."""
    usual = multiprocessing.get_start_method(allow_none=True)
    yield lambda parameters, **how: mesa.batch_run(
        ServiceCultureModel, parameters, display_progress=False, **how
    )
    multiprocessing.set_start_method(usual, force=True)


def test_a_scenario_is_one_value_of_a_batch(tiny, batch_run):
    scenario = tiny(days=3, seed=4)
    with pytest.raises(TypeError, match="not iterable"):
        iter(scenario)
    rows = batch_run(
        {"setup": scenario, "presence_hours": [2.0, 9.0], "replication": range(2)},
        rng=4,
        data_collection_period=1,
    )
    assert (
        len(rows) == 12
        and {row["setup"] for row in rows} == {scenario}
        and [row["Step"] for row in rows[:3]] == [1, 2, 3]
    )
    second = simulate(scenario.with_(levers={"presence_hours": 2.0}).setup(), 1).series()["mood"]
    assert [r["mood"] for r in rows if r["replication"] == 1 and r["presence_hours"] == 2.0] == pytest.approx(
        second.tolist()
    )


def test_lists_of_scenarios_and_luck(tiny, batch_run):
    plans = [tiny(days=2), tiny("culture-of-fear", days=2, changes=[])]
    seeds = batch_run({"setup": plans}, rng=[1, 2])
    assert len(seeds) == 4 and len({row["mood"] for row in seeds}) == 4
    iterations = batch_run({"setup": plans[0]}, iterations=3)
    assert len({row["mood"] for row in iterations}) == 3
    again = batch_run({"scenario": plans[0]}, rng=1)
    assert again[0]["mood"] == seeds[0]["mood"] and len(again) == 1
