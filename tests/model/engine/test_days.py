"""What must hold on every day, whatever the parameters are."""

import inspect
import re

import numpy as np
import pytest

from sim.model.engine import day as plan
from sim.model.engine import reference
from sim.model.engine.day import PLAN
from sim.model.engine.model import ServiceCultureModel
from sim.model.engine.reference.today import Today
from sim.model.engine.simulate import WEEK_ZERO, Run, simulate
from sim.model.interaction import arrivals, service
from sim.model.mechanisms import internal_service, night, peers
from sim.model.mechanisms.catalogue import MECHANISMS, NAMES
from sim.model.outcomes import TALLIES
from sim.model.population import LEADER, PERSON_STATES, PERSON_TRAITS
from tests.model.engine.alike import same_world

BOUNDED = {
    "people": (*PERSON_TRAITS, *PERSON_STATES, "peers_norm", "care_shown", "clarity_received",
               "quit_chance", "absence_chance"),
    "leaders": tuple(n for n in LEADER.names if LEADER[n] == np.float64
                     and n not in ("hours", "presence", "incidents")),
    "customers": ("mood", "civility", "expectation", "relationship", "trust"),
}


def test_the_plan_and_the_mechanisms_agree():
    assert [p.number for p in PLAN] == list(range(1, 12)) and len({p.name for p in PLAN}) == 11
    assert all(m.phases and set(m.phases) <= {p.number for p in PLAN} for m in MECHANISMS)


@pytest.mark.parametrize(("number", "does"), [
    (1, plan.leaders_act_first), (1, plan.people_perceive), (2, arrivals), (3, service.one_contact),
    ((5, 6), peers.look_around), (5, internal_service.work_for_each_other), (10, night.rest),
    (10, night.leave_or_stay), ((10, 11), plan.posts_are_filled), ((4, 6, 7, 8, 9), plan.people_learn)],
    ids=["leaders", "perception", "arrivals", "contacts", "peers", "units", "rest", "careers", "posts",
         "people"])
def test_the_plan_names_what_can_be_switched_off(number, does):
    """A mechanism whose switch is read in a phase is listed there."""
    listed = {id for p in PLAN if p.number in np.atleast_1d(number) for id in p.mechanisms}
    read = set(re.findall(r"\bon\.(\w+)", source_of(does)))
    ids = {name.replace("-", "_"): id for id, name in NAMES.items()}
    assert {ids[name] for name in read & ids.keys()} <= listed


def source_of(does) -> str:
    """The text of a module, or of a phase and the steps it calls."""
    text = inspect.getsource(getattr(does, "py_func", does))
    if inspect.ismodule(does):
        return text
    scope = getattr(does, "py_func", does).__globals__
    steps = [getattr(scope[module], step) for module, step in re.findall(r"^    (\w+)\.(\w+)\(", text, re.M)
             if module in scope]
    told = [inspect.getsource(getattr(step, "py_func", step)) for step in steps]
    for step in steps:  # and the steps that these call in their own file
        own = vars(inspect.getmodule(step))
        told += [inspect.getsource(own[name]) for name in set(re.findall(r"\b(\w+)\(world",
                                                                         told[steps.index(step)]))
                 - {step.__name__} if inspect.isfunction(own.get(name))]
    return text + "".join(told)


def test_the_order_of_people_does_not_matter(busy, monkeypatch):
    """Within a phase nobody sees a half-updated colleague: the reference, in any order of people, ends where
    the engine ends."""
    fast, slow = ServiceCultureModel(busy()), ServiceCultureModel(busy())
    shuffle = np.random.default_rng(1).permutation

    def anyhow(model, number):
        today = Today(model, number)
        for who in ("people", "leaders", "customers"):
            agents = getattr(today, who)
            setattr(today, who, [agents[i] for i in shuffle(len(agents))])
        return today

    monkeypatch.setattr(reference, "Today", anyhow)
    for _ in range(4):
        fast.step()
        reference.step_by_reference(slow)
    same_world(fast.world, slow.world, "shuffled")


def test_accounts_balance(busy):
    """Contacts, posts and customers are neither lost nor made from nothing; nobody absent serves; states stay
    in bounds."""
    run = Run(busy(days=60).setup())
    for _ in range(60):
        people, customers = run.world.people.copy(), run.world.customers.copy()
        moments = run.step(keep_moments=True)
        world, rows = run.world, run.tallies[run.day - 1]
        there = (people["vacant"] == 0) & (people["absent_days"] == 0) & (people["front"] == 1)
        assert there[moments["post"]].all() and len(np.unique(moments["customer"])) == len(moments)
        assert (people["unit"][moments["post"]] == np.searchsorted(world.base_start, moments["customer"],
                                                                   side="right") - 1).all()
        assert (customers["active"][moments["customer"]] == 1).all()

        assert ((rows["contacts"] == rows["first_contacts"] + rows["repeats"]).all()
                and rows["contacts"].sum() == len(moments))
        assert (rows["resolved_first"] <= rows["first_contacts"]).all() and (rows["mirrored"] <= rows[
            "rude"]).all()
        assert (rows["posts"] == rows["people"] + rows["vacant"]).all() and rows["posts"].sum() == 40
        assert (rows["absent"] <= rows["people"]).all() and rows["quits"].sum() == people["quit_today"].sum()

        gone, came = (world.people["vacant"] > people["vacant"]), (world.people["vacant"] < people["vacant"])
        moved = gone & (world.people["quit_today"] == 0)  # to a leader's post, with everything a person is
        assert moved.sum() == (came & (world.people["from_within"] == 1)).sum()
        assert (world.people["occupant"].astype(int) - people["occupant"] == gone).all()
        assert (world.people["tenure"][gone | came] == 0).all()
        stayed = ~gone & ~came & (people["vacant"] == 0)
        assert (world.people["tenure"][stayed] == people["tenure"][stayed] + 1).all()
        for trait in PERSON_TRAITS:
            assert (world.people[trait][~came] == people[trait][~came]).all()

        joined = (world.customers["occupant"] > customers["occupant"]).sum()
        assert world.customers["active"].sum() == customers["active"].sum() + joined - rows[
            "customers_left"].sum()
        assert (world.due > moments["day"][0]).all()

        for table, names in BOUNDED.items():
            for name in names:
                column = getattr(world, table)[name]
                assert np.isfinite(column).all() and column.min() >= 0 and column.max() <= 1, (table, name)
        assert (np.abs(world.units["word"]) <= 1).all() and (world.units["wait"] >= 0).all()
        assert (world.leaders["hours"] <= world.p["leader_people_hours"] + 1e-9).all()
    assert run.tallies["quits"].sum() > 3 and run.tallies["customers_left"].sum() > 3 and run.tallies[
        "repeats"].sum() > 3


def test_worlds_are_paired(tiny):
    """The same customers come on the same days with the same cases and the same luck, whatever the policy."""
    worlds = [Run(tiny(name).setup()) for name in ("culture-of-fear", "culture-of-trust")]
    both = first = 0
    for _ in range(40):
        before = [run.world.customers.copy() for run in worlds]
        one, other = (run.step(keep_moments=True) for run in worlds)
        # whoever has an open case makes up for own visits afterwards
        here = np.logical_and(*((c["answer_day"] < 0) & (c["attempt"] == 0)
                                & (c["next_visit"] >= WEEK_ZERO + worlds[0].day) for c in before))
        np.testing.assert_array_equal(before[0]["next_visit"][here], before[1]["next_visit"][here])
        day, active = one["day"][0], before[0]["active"] & before[1]["active"]
        regular = np.flatnonzero((before[0]["next_visit"] == day) & (active == 1) & here)
        assert np.isin(regular, one["customer"]).all() and np.isin(regular, other["customer"]).all()
        met, i, k = np.intersect1d(one["customer"], other["customer"], return_indices=True)
        new = (one["attempt"][i] + one["handed_off"][i] == 0) & (other["attempt"][k] + other["handed_off"][k]
                                                                 == 0)
        both, first = both + len(met), first + new.sum()
        for name in ("u_resolved", "u_minutes", "u_error", "u_gesture", "u_talk", "u_left", "u_told",
                     "u_noise"):
            np.testing.assert_array_equal(one[name][i], other[name][k])
        for name in ("cause", "difficulty", "stake"):
            np.testing.assert_array_equal(one[name][i][new], other[name][k][new])
    assert both > 300 and first > 200
    assert worlds[0].record.tallies.tobytes() != worlds[1].record.tallies.tobytes()


def test_newcomers_are_paired(busy):
    """Who holds a post for the n-th time is the same person in every world that hires alike."""
    worlds = [Run(busy(days=250, levers={"punishment_severity": severity}).setup())
              for severity in (0.0, 1.0)]
    people = []
    for run in worlds:
        for _ in range(250):
            run.step()
        people.append(run.world.people)
    one, other = people
    same = (one["occupant"] == other["occupant"]) & (one["vacant"] == 0) & (other["vacant"] == 0) & (
        one["occupant"] > 0)
    assert same.sum() > 3
    for trait in PERSON_TRAITS:
        np.testing.assert_array_equal(one[trait][same], other[trait][same])


def test_every_mechanism_can_be_switched_off(busy):
    """The days go on, the result differs, and what comes of it is finite."""
    unusual = {"customer_always_right": 0.6, "recall_exercise": 2.0, "service_mindset": 0.9,
               "needs_assessment": 0.9}  # what no ordinary firm does cannot be missed there

    def lived(without: list[str]) -> np.ndarray:
        run = Run(busy(days=40, levers=unusual, without=without, parameters={"candidate_days": 60.0}).setup())
        run.world.people["vacant"][run.world.leaders["post"][1:]] = 1  # so that somebody moves up
        for _ in range(40):
            run.step()
        return run.record.tallies

    usual = lived([])
    for name in NAMES.values():
        tallies = lived([name])
        assert np.isfinite(tallies).all(), name
        assert tallies.tobytes() != usual.tobytes(), name
    nothing = simulate(busy(days=12, without=list(NAMES.values())).setup()).tallies
    assert np.isfinite(nothing).all() and nothing[:, :, TALLIES.index("contacts")].sum() > 0


def test_a_quiet_day_is_quiet(tiny):
    """No customers, no contacts, no ratio: missing, not zero; people live on."""
    record = simulate(tiny(demand={"level": 1e-9}, days=10, parameters={"attempts_most": 0}).setup())
    quiet = record.tally("contacts").sum(axis=1) == 0
    assert quiet[5:].all() and np.isnan(record.daily("customer_satisfaction")[quiet]).all() and np.isfinite(
        record.daily("fear")).all()
