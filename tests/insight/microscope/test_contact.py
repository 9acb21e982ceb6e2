"""The microscope shows what the engine simulated, finds what was asked for, and says no in one sentence."""

import inspect
import json
import re
from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pytest

from sim import Scenario
from sim.base.errors import UserError
from sim.insight.attribution.shapley import shapley
from sim.insight.microscope import contact as microscope
from sim.insight.microscope import narrative
from sim.insight.microscope import text as page
from sim.insight.microscope.contact import ObservedContact, interaction, pair
from sim.insight.microscope.declare import Say, Shown, Step
from sim.insight.microscope.figure import draw_what_if
from sim.insight.microscope.narrative import seen, tell
from sim.insight.microscope.replay import RecordedDay, Replay, copied, plain
from sim.insight.microscope.steps import STEPS
from sim.model.engine.model import ServiceCultureModel
from sim.model.engine.reference import contact as reference
from sim.model.engine.simulate import Run
from sim.model.interaction import contact as steps
from sim.model.interaction import service
from sim.model.interaction.moment import MOMENT, MOMENT_FIELDS
from sim.model.population import PERSON_SCRATCH
from sim.model.rules import attribution, empathy, mirroring, satisfaction
from sim.scenario import bundled


@pytest.fixture(scope="module")
def firm() -> Scenario:
    """Small, busy and short: enough contacts of every kind, and days on which somebody is absent."""
    return Scenario.load("ordinary-firm").with_(
        organisation={"people": 40, "levels": [1, 2, 3, 4]}, start={"settle_days": 0}, days=30, seed=7,
        parameters={"customers_per_post": 40.0, "cases_per_year": 60.0, "absence_usual": 0.06,
                    "vent_base": 0.0})


@pytest.fixture(scope="module")
def simulated(firm: Scenario) -> list[np.ndarray]:
    """The moments of the first ten days, by the engine."""
    run = Run(firm.setup(), 1)
    return [run.step(keep_moments=True) for _ in range(10)]


@pytest.fixture(scope="module")
def look(firm: Scenario) -> Callable[..., ObservedContact]:
    """A contact of the firm; asked for in the same words again, the same one."""
    return cache(partial(interaction, firm))


@pytest.fixture
def untold(monkeypatch) -> None:
    """Contacts are found and simulated, but not told: that takes longest."""
    monkeypatch.setattr(microscope, "tell", lambda replay, spoken: ())
    monkeypatch.setattr(microscope, "mattered", lambda replay, told: "")


def busiest(moments: np.ndarray) -> tuple[int, int]:
    post = int(np.bincount(moments["post"]).argmax())
    return post, int(np.count_nonzero(moments["post"] == post))


def person_of(firm: Scenario, post: int) -> str:
    return str(firm.build_organisation().ids[post])


@pytest.mark.parametrize("day", [1, 4, 10])
def test_the_moment_is_the_engines(firm, simulated, day: int):
    post, contacts = busiest(simulated[day - 1])
    mine = simulated[day - 1][simulated[day - 1]["post"] == post]
    contact = interaction(firm, person=person_of(firm, post), day=day, occasion=contacts, replication=1)
    assert contact.moment == mine[-1] and (contact.occasion, contact.contacts) == (contacts, contacts)
    assert contact.steps
    for step in contact.steps:
        assert step.numbers == {name: mine[-1][name].item() for name in step.numbers}


def test_the_first_of_the_day_is_found_too(firm, simulated, untold):
    post, contacts = busiest(simulated[3])
    contact = interaction(firm, person=person_of(firm, post), day=4, occasion=1, replication=1)
    assert contact.moment == simulated[3][simulated[3]["post"] == post][0] and (contact.occasion,
                                                                                contact.contacts) == (
                                                                                    1, contacts)


@pytest.mark.parametrize("changed", [{}, {"without": ["mirroring", "reciprocity"]},
                                     {"switches": {"venting": "cathartic"}}])
def test_replayed_from_the_states_before_it_ends_the_same(firm, untold, changed):
    contact = interaction(firm.with_(**changed), day=6, worst="week")
    again = contact.replay.rerun()
    assert plain(again.given["m"], MOMENT.names) == {name: contact.moment[name].item()
                                                     for name in MOMENT.names}
    assert contact.employee_after == plain(again.given["person"], tuple(contact.employee_after))
    assert contact.customer_states_after == plain(again.given["customer"],
                                                  tuple(contact.customer_states_after))


def test_states_are_those_of_the_reference(firm, simulated, untold):
    """Between two contacts of a person the state after the one is the state before the other; the last leads
    into the evening."""
    post, contacts = busiest(simulated[0])
    contacts_ = [interaction(firm, person=person_of(firm, post), day=1, occasion=k, replication=1)
                 for k in range(1, min(contacts, 8) + 1)]
    for one, other in zip(contacts_, contacts_[1:], strict=False):
        assert one.employee_after == other.employee
    assert contacts_[0].employee != contacts_[-1].employee

    before: dict[int, float] = {}
    usual = reference.serve

    def watched(today, employee, visit):
        before[visit.customer.row] = employee.resources
        return usual(today, employee, visit)

    model = ServiceCultureModel(firm, replication=1)
    model.uses_reference = True
    try:
        reference.serve = watched
        model.step()
    finally:
        reference.serve = usual
    assert [before[s.customer] for s in contacts_] == pytest.approx([s.employee["resources"]
                                                                     for s in contacts_], abs=1e-12)


def test_the_rules_give_the_same_numbers(look):
    contact = look(day=5, worst="week")
    m, e, p = contact.moment, contact.employee, contact.replay.given["p"]
    assert m.rudeness == attribution.rudeness(m.customer_tone, p.rude_below)
    assert m.gain == mirroring.mirror_gain(p.mirror_base, e["trust_in_leader"], e["felt_care"], e["fear"],
                                           e["resources"], p.defences)
    own = mirroring.own_tone(e["mood"], e["norm"], p.tone_base, p.tone_mood_weight, p.tone_norm_weight)
    assert m.tone == mirroring.tone(own, m.customer_tone, m.gain, m.anger, p.anger_weight)
    assert m.empathy_shown == empathy.shown(m.empathy_felt, m.acted, p.acting_leak)
    assert m.difference == m.quality - contact.customer_states["expectation"]
    assert m.satisfaction == satisfaction.satisfaction(m.quality, m.difference, p.disconfirmation,
                                                       p.loss_aversion)


def test_a_push_is_what_the_rule_says(look):
    """With one input away from its level the push is the plain difference; pushes on a number add up to its
    whole difference."""
    def pushed(contact):
        answer = next(step for step in contact.steps if step.title == "The answer")
        return next(why for why in answer.why if why.field == "gain")

    worst = (look(day=day, worst="day") for day in range(2, 30))
    # a person who differs from the ordinary in all four
    contact = next(s for s in worst if len(pushed(s).pushes) == 4)
    gain = pushed(contact)
    p = contact.replay.given["p"]
    e = contact.employee
    levels = {push.cause.split(" ")[0]: push.level for push in gain.pushes}
    assert gain.ordinary == pytest.approx(mirroring.mirror_gain(
        p.mirror_base, levels["trust"], levels["feeling"], levels["fear"], levels["resources"],
        p.defences))
    assert sum(push.by for push in gain.pushes) == pytest.approx(gain.value - gain.ordinary)
    fear = next(push for push in gain.pushes if push.cause.startswith("fear"))
    assert (fear.by > 0) == (e["fear"] > fear.level)


def test_shapley_values_share_out_everything():
    outcome = list(np.random.default_rng(3).random(16))
    assert sum(shapley(np.array(outcome))) == pytest.approx(outcome[-1] - outcome[0])
    assert shapley(np.array([5.0])).tolist() == []


def test_worst_is_the_worst(firm, simulated, untold):
    for day, worst, days in ((7, "day", simulated[6:7]), (7, "week", simulated[2:7]),
                             (3, "week", simulated[:3])):
        contact = interaction(firm, day=day, worst=worst, replication=1)
        assert contact.moment["satisfaction"] == min(m["satisfaction"].min() for m in days)
    post, _ = busiest(simulated[6])
    mine = interaction(firm, person=person_of(firm, post), day=7, worst="week", replication=1)
    assert mine.person == person_of(firm, post)
    assert mine.moment["satisfaction"] == min(m["satisfaction"][m["post"] == post].min(initial=2.0)
                                              for m in simulated[2:7])


def test_defaults(look):
    assert look().to_dict() == look(day=5, worst="week").to_dict()
    assert look(day=3).to_dict() == look(day=3, worst="day").to_dict()


def test_a_persons_defaults(firm, look, untold):
    worst = look()
    again = interaction(firm, person=worst.person)
    assert (again.moment, again.day, again.occasion) == (worst.moment, worst.day, worst.occasion)
    assert interaction(firm, person=worst.person, occasion=1).day == 1


def wrong(firm: Scenario) -> list[tuple[dict, str]]:
    organisation = firm.build_organisation()
    front = person_of(firm, int(np.flatnonzero(organisation.front_line)[0]))
    head = person_of(firm, 0)
    return [
        ({"person": "P0999"}, "is not in the organisation"), ({"person": head}, "does not serve customers"),
        ({"person": front.lower()}, front), ({"person": front, "day": 0}, "give 1 to 30"),
        ({"day": 31}, "give 1 to 30"),
        ({"person": front, "day": 1, "occasion": 0}, "the first contact of a day is 1"),
        ({"person": front, "occasion": 2, "worst": "day"}, "worst and occasion"),
        ({"occasion": 2}, "of whom"),
        ({"worst": "month"}, "choices are day, week"), ({"replication": -1}, "replication is -1"),
    ]


@pytest.mark.parametrize("case", range(10))
def test_mistakes_name_what_would_be_right(firm, case: int):
    asked, says = wrong(firm)[case]
    with pytest.raises(UserError, match=says):
        interaction(firm, **asked)


def test_too_many_and_none(firm, simulated):
    post, contacts = busiest(simulated[0])
    with pytest.raises(UserError, match=f"has {contacts} contacts on day 1, give 1 to {contacts}"):
        interaction(firm, person=person_of(firm, post), day=1, occasion=contacts + 1, replication=1)
    front = np.flatnonzero(firm.build_organisation().front_line)
    day, idle = next((d, p) for d, m in enumerate(simulated, start=1) for p in front if p not in m["post"])
    with pytest.raises(UserError, match=f"{person_of(firm, idle)} has no contact on day {day} .*try|before"):
        interaction(firm, person=person_of(firm, idle), day=day, occasion=1, replication=1)


def test_told_says_what_it_is_and_fits(look):
    contact = look()
    text = contact.told()
    assert text.splitlines()[2] == page.SIMULATED and "simulated, not this person" in text
    assert max(map(len, text.splitlines())) <= 100
    assert all(f"{k}  {step.title}" in text for k, step in enumerate(contact.steps, start=1))
    assert text.rstrip().endswith(".") and "What mattered most" in text


def test_json_round_trip(look):
    told = look().to_dict()
    assert json.loads(json.dumps(told)) == told
    assert set(MOMENT_FIELDS) <= set(told["moment"])


def test_the_same_customer_elsewhere(firm, look):
    contact = look(day=2, worst="day")
    same = pair(contact, firm)
    assert same.b is not None and same.b.to_dict() == contact.to_dict()
    feared = firm.with_(levers={"punishment_severity": 0.9, "presence_hours": 1})
    found = pair(contact, feared)
    assert found.b is not None and found.b.customer == contact.customer and found.b.day == contact.day
    assert max(map(len, found.told().splitlines())) <= 100
    json.dumps(found.to_dict())
    with pytest.raises(UserError, match="cannot be paired: seed"):
        pair(contact, firm.with_(seed=8))


def test_a_visit_that_did_not_happen_elsewhere_is_said_to(firm, untold):
    repeated = (s for s in (interaction(firm, day=day, worst="day") for day in range(2, 30))
                if s.moment["attempt"] > 0)
    able = firm.with_(parameters={"resolve_base": 2.0, "resolve_difficulty": 1.0, "error_usual": 0.002,
                                  "leave_usual": 0.002})
    missing = next(both for both in (pair(contact, able) for contact in repeated) if both.b is None)
    assert missing.why
    assert missing.why in " ".join(missing.told().split()) and missing.to_dict()["b"] is None


def test_steps_speak_of_numbers_and_steps_that_exist(look):
    replay = look().replay
    for step in STEPS:
        assert {shown.field for shown in step.shows} <= set(MOMENT.names)
        assert not step.made_by or getattr(steps, step.made_by) in Replay.steps
        for target in step.targets:
            assert replay.has(target.path) and all(replay.has(force.path) for force in target.forces)
    order = [getattr(steps, step.made_by) for step in STEPS if step.made_by]
    assert order == sorted(order, key=Replay.steps.index)
    code = inspect.getsource(service.one_contact)
    whole = re.findall(r"contact\.(\w+)\(", code)
    assert whole == [step.__name__ for step in Replay.steps] + ["count_talk"]  # tells nothing


@pytest.fixture(scope="module")
def eventful(firm: Scenario) -> Scenario:
    """Everything that is rare happens often."""
    return firm.with_(parameters={"share_internal": 0.5, "share_dishonest": 0.15, "accuse_strict": 4.0,
                                  "extra_usual": 0.3, "complain_usual": 1.0, "enforce_usual": 0.05,
                                  "error_usual": 0.08, "customers_per_post": 40.0, "cases_per_year": 60.0})


@pytest.mark.parametrize(("title", "field"), [
    ("A colleague is needed", "referred"), ("A colleague is needed", "handed_off"),
    ("The extra mile", "extra_mile"),
    ("An error", "error"), ("Believed or suspected", "wronged"), ("Believed or suspected", "cheats"),
    ("The rule as a weapon", "enforced"),
    ("Complaint and recovery", "complained"), ("What it costs, beyond working time", "recovered")])
def test_what_is_rare_is_told_where_it_happened(eventful, title: str, field: str):
    run = Run(eventful.setup())
    for day in range(1, 15):
        moments = run.step(keep_moments=True)
        rows = np.flatnonzero(moments[field] > 0)
        if day < 4 or len(rows) == 0:
            continue
        post = int(moments["post"][rows[0]])
        occasion = 1 + int(np.count_nonzero(moments["post"][:rows[0]] == post))
        contact = interaction(eventful, person=person_of(eventful, post), day=day, occasion=occasion)
        assert contact.moment == moments[rows[0]]
        assert contact.replay.rerun().get(f"m.{field}") == moments[rows[0]][field]
        assert title in [step.title for step in contact.steps]
        return
    pytest.fail(f"no {field} in fourteen days")


def test_pushes_go_down_to_states(eventful):
    """What was made ready in the morning is made anew from other states; unchanged states change nothing."""
    contact = interaction(eventful, day=5, worst="week")
    replay = contact.replay
    same = replay.with_({"person.suspicion": replay.get("person.suspicion")})
    for name in PERSON_SCRATCH:
        assert same.get(f"person.{name}") == replay.get(f"person.{name}"), name
    wary = replay.with_({"person.suspicion": 1.0})
    assert wary.get("person.accuse_honest") > replay.get("person.accuse_honest")
    assert wary.get("person.impression") < replay.get("person.impression")
    assert replay.with_({"person.skill": 0.0}).get("person.able") < replay.get("person.able")
    alone = replay.with_({"leader.injustice": 1.0, "policy.customer_always_right": 1.0})
    assert alone.get("person.rudeness_weight") > replay.get("person.rudeness_weight")


def test_money_is_what_the_day_counts(eventful):
    run = Run(eventful.setup())
    for _ in range(3):
        run.step()
    world = copied(run.world)
    moments = run.step(keep_moments=True)
    post = int(moments["post"][np.flatnonzero(moments["gesture"] + moments["cheats"] + moments["recovered"]
                                              > 0)[0]])
    recorded = RecordedDay(world, run.world.policies, 8, moments)
    spent = [recorded.replay(int(index))[0].money() for index in np.flatnonzero(moments["post"] == post)]
    today = run.world.today[post]
    for name, column in (("gesture", "gesture_cost"), ("fraud", "fraud_loss"), ("recovery", "recovery_cost")):
        assert sum(one[name] for one in spent) == pytest.approx(today[column])


def test_a_step_whose_number_is_missing_is_left_out_and_comes_by_itself(look, monkeypatch):
    contact = look()
    titles = [step.title for step in contact.steps]
    assert "The customer judges" in titles
    extra = Step("What is not there", (), (Shown("not_there", "", "n"),), (Say("{not_there:n}"),))
    there = Step("What is there", (), (Shown("tone", "tone"),), (Say("Tone {tone:pts}."),))
    monkeypatch.setattr(narrative, "STEPS", (extra, there))
    told = tell(contact.replay, seen(contact.replay, contact.replay.given["person"],
                                     contact.replay.given["customer"]))
    assert [step.title for step in told] == ["What is there"]


def test_looking_changes_nothing(firm):
    run = Run(firm.setup())
    world = copied(run.world)
    moments = run.step(keep_moments=True)
    recorded = RecordedDay(copied(world), run.world.policies, 5, moments.copy())
    recorded.replay(0)
    for before, column in zip(recorded.morning, world, strict=True):
        np.testing.assert_array_equal(before, column)
    np.testing.assert_array_equal(recorded.moments, moments)


LOOKED_AT = ("broken-middle", "culture-of-fear", "culture-of-trust", "mirroring-call-centre",
             "signage-and-suspicion")


@pytest.mark.parametrize("name", [name if name in LOOKED_AT else pytest.param(name, marks=pytest.mark.slow)
                                  for name in bundled()])
def test_every_scenario_can_be_looked_at(name: str):
    scenario = Scenario.load(name).with_(organisation={"people": 40, "levels": [1, 2, 3, 4]},
                                         start={"settle_days": 0})
    assert interaction(scenario).told()


def test_pushes_lead_from_the_ordinary_to_here(look):
    contact = look(day=3, worst="day")
    own = contact.pushes.query("number == 'satisfaction'")
    assert (len(own) and (own["here"] == contact.why("satisfaction").value).all()
            and own["by"].abs().is_monotonic_decreasing)
    said = [text.get_text() for text in contact.plot().texts]
    assert "here" in said and "ordinarily" in said and narrative.figure(contact.why("satisfaction").value,
                                                                        "pts") in said
    with pytest.raises(UserError, match="no reasons for 'joy'"):
        contact.why("joy")


def test_the_same_contact_is_replayed_at_every_level(look):
    contact = look(day=3, worst="day")
    simulated = contact.what_if("person.fear", ["gain", "satisfaction"])
    assert len(simulated) == 101 and simulated["gain"].is_monotonic_increasing
    here = np.interp(contact.replay.get("person.fear"), simulated.index, simulated["gain"])
    assert here == pytest.approx(contact.moment["gain"], abs=1e-3)
    axes = draw_what_if(contact, "person.fear", ("gain", "satisfaction"))
    assert axes.get_xlabel() == "the employee's fear (0–100)" and len(axes.texts) == 3
