"""Plans: what they become, their text in an address, and the way back through them."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import Scenario
from sim.base.errors import UserError
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.scenario import bundled
from sim.whatif.history import History
from sim.whatif.parts import OwnData
from sim.whatif.plan import Plan, preset


def level_of(name: str, declared=LEVERS):
    return st.floats(declared[name].low, declared[name].high, allow_nan=False)


lever_sets = st.sets(st.sampled_from(list(LEVERS)), max_size=6).flatmap(
    lambda names: st.fixed_dictionaries({name: level_of(name) for name in names}))
parameter_sets = st.sets(st.sampled_from(list(PARAMETERS)), max_size=4).flatmap(
    lambda names: st.fixed_dictionaries({name: level_of(name, PARAMETERS) for name in names}))
switch_sets = st.sets(st.sampled_from(list(SWITCHES)), max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: st.sampled_from(SWITCHES[name].choices) for name in names}))
timed = st.dictionaries(st.integers(2, 60), lever_sets.filter(bool), max_size=3).map(
    lambda found: [{"week": week, "levers": found[week]} for week in sorted(found)])
owns = st.none() | st.builds(
    lambda asked, people, demand, levers: OwnData(asked=asked, people=people, demand=demand, levers=levers),
    st.dictionaries(st.sampled_from(["satisfaction", "turnover"]), st.floats(20, 95), max_size=2),
    st.integers(10, 5000),
    st.floats(0.2, 3), lever_sets)
plans = st.builds(
    lambda base, levers, changes, parameters, switches, own_data, weeks, seed, place: Plan(
        base=base, levers=levers, changes=changes, assumptions={**parameters, **switches}, own_data=own_data,
        weeks=weeks, seed=seed, place=place),
    st.sampled_from(bundled()), lever_sets, timed, parameter_sets, switch_sets, owns, st.integers(60, 120),
    st.integers(0, 2**32 - 1),
    st.sampled_from(["", "0123456789abcdef" * 2]))


@settings(max_examples=60, deadline=None)
@given(plans)
def test_text_comes_back_as_the_same_plan(plan):
    text = plan.to_text()
    assert re.fullmatch(r"[A-Za-z0-9._~-]+", text)
    again = Plan.from_text(text)
    assert again == plan
    assert again.to_text() == text


def test_text_is_short_and_stable():
    assert Plan().to_text() == "1"
    plan = Plan(base="overload-scar", weeks=100, seed=7).set("permission", 0.8).set("listening", 0.7, week=12)
    plan = plan.assume("venting", "cathartic").assume("defences", 1.5)
    assert plan.to_text() == (
        "1~base-overload-scar~weeks-100~seed-7~permission-0.8~w12~listening-0.7"
        "~a~defences-1.5~venting-cathartic")


@pytest.mark.parametrize(("text", "says"), [
    ("", "version"), ("2~permission-0.8", "version '2'"), ("1~permision-0.8", "did you mean permission"),
    ("1~permission-8", "between 0 and 1"), ("1~permission-much", "not a number"),
    ("1~permission-nan", "between 0 and 1"),
    ("1~permission-0.8~permission-0.9", "twice"), ("1~hello", "not part of a plan"),
    ("1~w99~permission-0.5", "after the last week"),
    ("1~w9~permission-0.5~w4~permission-0.6", "order of time"), ("1~w9~w9", "not part"),
    ("1~w0~permission-0.5", "not part"),
    ("1~base-nowhere", "not a bundled scenario"), ("1~weeks-1", "between 2 and"),
    ("1~weeks-1.5", "not a number"), ("1~place-xyz", "32 digits"),
    ("1~a~venting-maybe", "expected one of"), ("1~a~permission-0.5", "is a lever"),
    ("1~<script>", "not a plan"), ("1" * 9000, "not a plan"),
    ("1~f~demand-99", "between 0 and 10"), ("1~m~satisfaction--3", "between 20")])
def test_nonsense_is_refused_in_words(text, says):
    with pytest.raises(UserError, match=re.escape(says)):
        Plan.from_text(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="1~-.wamf0permission",
                                      max_size=60).map(lambda text: "1~" + text))
def test_whatever_stands_in_an_address_is_read_or_refused(text):
    try:
        Plan.from_text(text)
    except UserError as error:
        assert str(error)


def test_the_scenario_differs_from_the_baseline_by_what_leaders_do_only():
    plan = Plan(weeks=20, seed=3).set("permission", 0.8).set("permission", 0.4, week=10).assume(
        "defences", 1.5)
    one, other = plan.baseline(), plan.scenario()
    assert one.days == other.days == 100
    assert one.seed == other.seed == 3
    assert one.parameters == other.parameters == {"defences": 1.5}
    assert (one.levers, one.changes) == ({}, ())
    assert other.levers == {"permission": 0.8}
    assert (other.changes[0].from_week, other.changes[0].levers) == (10, {"permission": 0.4})


@pytest.mark.parametrize("name", bundled())
def test_every_bundled_scenario_is_a_plan(name):
    plan = preset(name)
    asked, made = Scenario.load(name), plan.scenario()
    assert made.levers == asked.levers
    assert made.days == plan.days
    assert len(made.changes) == len([change for change in asked.changes if change.day < plan.days])


def test_changes_of_base_and_plan_are_joined_in_order_of_time():
    base = "overload-scar"
    first = Scenario.load(base).changes[0]
    made = Plan(base=base).set("listening", 0.9, week=first.day // 5 + 1).set("listening", 0.7,
                                                                              week=40).scenario()
    assert made.changes[0].levers == {**first.levers, "listening": 0.9}
    assert made.changes[0].demand == first.demand
    assert made.changes[-1].levers == {"listening": 0.7}
    assert [change.day for change in made.changes] == sorted({change.day for change in made.changes})


def test_what_is_there_anyway_is_not_kept():
    usual = LEVERS["permission"].default
    assert Plan().set("permission", usual) == Plan()
    assert Plan().set("permission", 0.9).set("permission", usual) == Plan()
    assert Plan().set("permission", 0.9).set("permission", 0.9, week=5) == Plan().set("permission", 0.9)
    assert Plan().assume("venting", "toxic") == Plan()
    assert Plan().assume("venting", "cathartic").assume("venting", None) == Plan()


def test_levels_by_week():
    plan = Plan().set("permission", 0.8).set("permission", 0.4, week=10)
    assert [plan.level("permission", week) for week in (1, 9, 10, 50)] == [0.8, 0.8, 0.4, 0.4]
    assert plan.unset("permission", 10).level("permission", 50) == 0.8


def test_unknown_names_are_refused_in_words():
    for wrong in (lambda: Plan().set("permision", 0.5), lambda: Plan().assume("ventin", "x"),
                  lambda: Plan().set("permission", math.nan),
                  lambda: Plan(levers={"permission": {"unit": {"A": 1}}}), lambda: Plan(nonsense=1)):
        with pytest.raises(UserError):
            wrong()


def test_a_place_that_is_not_here_is_asked_for():
    with pytest.raises(UserError, match="upload its file"):
        Plan(place="0" * 32).scenario()


def test_undo_redo_and_the_last_change_once_more():
    history = History(Plan())
    for lever in ("permission", "listening", "surveillance"):
        history = history.do(history.now.set(lever, 0.9))
    back = history.undo().undo()
    assert back.now == Plan().set("permission", 0.9)
    assert back.redo().redo().now == history.now
    again = back.replay_last()
    assert again.now == Plan().set("permission", 0.9).set("surveillance", 0.9)
    assert not again.can_redo
    assert again.undo().now == back.now
    assert again.replay_last() is again
    assert History(Plan()).undo().redo().replay_last() == History(Plan())


@settings(max_examples=60, deadline=None)
@given(plans, plans, plans)
def test_replaying_a_change_where_it_was_made_makes_it(one, other, third):
    history = History(one).do(other)
    assert history.undo().replay_last().now == other
    assert history.do(third).undo().redo().now == third


_NUMBERS = ("0", "-1", "0.5", "1e308", "1e999", "nan", "-inf", "9" * 5000, "", "true", "1_0",
            "culture-of-fear", "0" * 32)
_WORDS = st.one_of(
    st.tuples(st.sampled_from([*LEVERS, *PARAMETERS, *SWITCHES, "base", "place", "weeks", "people", "demand",
                               "turnover", "__class__"]), st.sampled_from(_NUMBERS)).map("-".join),
    st.sampled_from(["a", "m", "f", "w2", "w12", "w9999", "w0", "w2-", "-", ""]),
    st.text("awmf019.-_~", max_size=10))


@settings(max_examples=100, deadline=None)
@given(st.lists(_WORDS, max_size=12).map(lambda words: "~".join(["1", *words])) | st.text(max_size=30))
def test_any_address_is_a_plan_or_a_sentence(text):
    try:
        plan = Plan.from_text(text)
    except UserError as mistake:
        assert len(str(mistake)) < 3000
    else:
        assert Plan.from_text(plan.to_text()) == plan


@pytest.mark.parametrize("text, said", [
    ("1~m~shoe_size-44", "shoe_size is not known here"),
    ("1~m~headcount-300000", "headcount is 300000.0, expected a number between 10 and 20000"),
    ("1~m~headcount-300~f~people-1000000", "people is 1000000, expected a whole number between 0 and 20000"),
])
def test_own_numbers_in_an_address_are_those_of_the_form(text, said):
    with pytest.raises(UserError, match=said):
        Plan.from_text(text)
