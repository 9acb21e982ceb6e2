"""Factors: what can be varied, over which range, and what a row of values makes of a scenario."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.model.mechanisms.catalogue import NAMES
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.runs.study import check_pair
from sim.scenario import Scenario
from sim.studies.sweep.factors import Factor, apply
from sim.studies.sweep.study_file import Study
from sim.studies.sweep.varied import table

ORDINARY = Scenario.load("ordinary-firm")
SPANS = {"organisation.people": (60, 600), "organisation.units": (5, 30), "organisation.seed": (1, 99),
         "organisation.ties.remove_brokers": (0, 5)}
CLOSED = [name for name in table() if name not in SPANS]


def varying(**more: object) -> Study:
    return Study(**({"design": {"kind": "one-at-a-time"}} | more))


def of(name: str, setting: object = "full", **more: object) -> Factor:
    (factor,) = varying(factors={name: setting}, **more).varied
    return factor


@pytest.mark.parametrize(("name", "setting", "said"), [
    ("presence_hour", "full", "factors.presence_hour is no lever, parameter or switch; did you mean "
     "presence_hours?"),
    ("people", "full", "factors.people is not known here; did you mean organisation.people?"),
    ("organisation.levels", "full", "factors.organisation.levels is no lever"),
    ("presence_hours", "wide", "factors.presence_hours is 'wide', expected full, a list of values, or {low: "
     "..., high: ...}"),
    ("presence_hours", 3, "factors.presence_hours is 3, expected full"),
    ("presence_hours", [], "factors.presence_hours is an empty list"),
    ("presence_hours", [2, 13], "factors.presence_hours[1] is 13, expected a number between 0 and 12 "
     "(hours/week per leader)"),
    ("presence_hours", [2, 2.0], "factors.presence_hours[1] is 2.0, which is in the list already"),
    ("presence_hours", ["many"], "factors.presence_hours[0] is 'many', expected a number"),
    ("presence_hours", {"low": 2}, "factors.presence_hours.high is missing"),
    ("presence_hours", {"low": 2, "high": 13}, "factors.presence_hours.high is 13, expected a number between "
     "0 and 12"),
    ("presence_hours", {"low": 5, "high": 5}, "factors.presence_hours.low is 5, not below high, which is 5; "
     "for a single value write [5]"),
    ("presence_hours", {"low": 2, "high": 5, "step": 3}, "factors.presence_hours.step is not known here; did "
     "you mean steps?"),
    ("presence_hours", {"low": 2, "high": 5, "steps": 1}, "factors.presence_hours.steps is 1, expected a "
     "whole number"),
    ("presence_hours", {"low": True, "high": 5}, "factors.presence_hours.low is true, expected"),
    ("organisation.people", "full", "factors.organisation.people has no range of its own; give one"),
    ("organisation.units", {}, "factors.organisation.units has no range of its own"),
    ("organisation.seed", {}, "factors.organisation.seed has no range of its own"),
    ("organisation.people", [60, 80.5], "factors.organisation.people[1] is 80.5, expected a whole number"),
    ("organisation.span", {"low": 0.5, "high": 5}, "factors.organisation.span.low is 0.5, expected a number "
     "between 1 and 100"),
    ("venting", ["toxik"], "factors.venting[0] is 'toxik', expected one of toxic, cathartic; did you mean "
     "toxic?"),
    ("venting", {"low": 0, "high": 1}, "expected full or a list of some of toxic, cathartic"),
    ("without", ["miroring"], "factors.without[0] names 'miroring', which is not a mechanism; did you mean "
     "mirroring?"),
    ("levers", "care", "factors.levers is 'care', expected all, or a list of names or groups (care, trust,"),
    ("levers", [], "factors.levers is [], expected all"),
    ("levers", ["fright"], "factors.levers[0] is 'fright', none of the levers and no group of them"),
    ("switches", ["ventin"], "factors.switches[0] is 'ventin', none of the switches; did you mean venting?"),
    ("scenario", ["care-frist"], "factors.scenario.care-frist 'care-frist' is neither a bundled scenario nor "
     "a file; did you mean"),
    ("scenario", [], "factors.scenario is [], expected a list of scenarios"),
    ("scenario", ["a/one.yaml", "b/one.yaml"], "factors.scenario[1] is 'b/one.yaml', the second plan called "
     "one"),
    ("scenario", {"base": "care-first"}, "factors.scenario.base"),
])
def test_a_mistake_is_told_with_its_path(name: str, setting: object, said: str):
    with pytest.raises(UserError) as error:
        of(name, setting)
    assert said in str(error.value) and "\n" not in str(error.value), str(error.value)


def test_every_name_stands_for_one_thing():
    assert len(table()) == len(LEVERS) + len(PARAMETERS) + len(SWITCHES) + 10 + 3 + 2
    assert {name for name, varied in table().items() if varied.open} == set(SPANS)


def test_ranges_default_to_the_declarations():
    for factor in varying(factors=dict.fromkeys(CLOSED, "full")).varied:
        varied = table()[factor.name]
        assert (factor.kind, factor.low, factor.high, factor.values) == (varied.kind, varied.low, varied.high,
                                                                         varied.choices), factor
        assert factor.default == varied.of(ORDINARY), factor
        assert factor.label and (factor.unit or factor.is_choice), factor


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([*table()]), st.floats(0, 1))
def test_what_is_taken_lies_within_bounds_and_is_set(name: str, u: float):
    low, high = SPANS.get(name, (0, 0))
    factor = of(name, {"low": low, "high": high} if high else {})
    value = factor.at(u)
    assert json.loads(json.dumps(value)) == value
    assert value in factor.values if factor.is_choice else factor.low <= value <= factor.high
    assert factor.at(factor.place(value)) == pytest.approx(value) if not factor.is_choice else factor.at(
        factor.place(value)) == value
    assert table()[name].of(apply(ORDINARY, {name: value})) == value
    assert factor.check(value, ()) == value


def test_lists_are_the_only_values_taken():
    factor = of("presence_hours", [2, 8, 4])
    assert (factor.kind, factor.low, factor.high, factor.values) == ("number", 2, 8, (2.0, 8.0, 4.0))
    assert [factor.at(u) for u in (0, 0.33, 0.34, 0.99, 1)] == [2, 2, 8, 4, 4] and not factor.is_choice
    people = of("organisation.people", {"low": 10, "high": 20})
    assert [people.at(u) for u in (0, 0.44, 0.46, 1)] == [10, 14, 15, 20]


def test_a_group_is_refined_by_a_factor_named_alone():
    study = varying(factors={"backing": [0.5], "levers": ["care", "presence_hours", "surveillance"],
                             "presence_hours": {"low": 2, "high": 3}})
    found = {factor.name: factor for factor in study.varied}
    care = [name for name, lever in LEVERS.items() if lever.group == "care"]
    assert [*found] == ["backing", *(name for name in care if name != "backing"), "surveillance"]
    assert (found["backing"].values == (0.5,) and (found["presence_hours"].low, found["presence_hours"].high)
            == (2, 3))
    every = varying(factors={"levers": "all", "parameters": "all", "switches": "all"}).varied
    assert len(every) == len(LEVERS) + len(PARAMETERS) + len(SWITCHES)


def test_defaults_are_the_base_scenarios_own():
    base = {"extends": "culture-of-fear", "levers": {"backing": {"default": 0.2, "level": {"1": 0.9}}},
            "switches": {"venting": "cathartic"}, "parameters": {"customers_per_post": 321},
            "organisation": {"people": 50}, "demand": {"level": 2}, "without": ["trust", "M12"]}
    asked = ["punishment_severity", "backing", "recovery", "venting", "customers_per_post", "demand.level",
             "without", "organisation.homophily"]
    study = varying(scenario=base, factors=dict.fromkeys(asked, "full") | {"organisation.units": [3]})
    assert {factor.name: factor.default for factor in study.varied} == {
        "punishment_severity": 0.75, "backing": 0.2, "recovery": LEVERS["recovery"].default,
        "venting": "cathartic",
        "customers_per_post": 321, "demand.level": 2, "without": " + ".join(Scenario.from_dict(base).without),
        "organisation.homophily": 0.6, "organisation.units": 4}


def test_mechanisms_are_switched_off_one_or_several():
    factor = of("without", ["none", "mirroring", ["M12", "trust"]])
    assert factor.values[0] == "none" and len(factor.values) == 3
    off = apply(ORDINARY.with_(only=["trust"]), {"without": factor.values[2]}).off
    assert off == set(factor.values[2].split(" + ")) == {NAMES["M12"], "trust"}
    assert apply(ORDINARY.with_(without=["trust"]), {"without": "none"}).off == set()
    assert len(of("without").values) == len(NAMES) + 1


def test_what_would_do_nothing_is_refused(tmp_path):
    for organisation, asked, said in [({"levels": [1, 3]}, {"units": [3]},
                                       "organisation.units would do nothing"),
                                      ({"units": 3, "people": 60}, {"span": [3]},
                                       "organisation.span would do nothing"),
                                      ({}, {"units": [30], "span": [3]},
                                       "organisation.span would do nothing"),
                                      ({"path": str(tmp_path)}, {"ties.rewired": [0.5], "people": [60]},
                                       "organisation.people cannot be varied")]:
        with pytest.raises(UserError, match=said):
            varying(scenario={"organisation": organisation}, factors={f"organisation.{key}": value for key,
                                                                      value in asked.items()})


def test_ties_are_varied_in_any_organisation(tmp_path):
    chart = tmp_path / "firm.csv"
    chart.write_text("id,boss\nA,\n" + "".join(f"B{i},A\n" for i in range(9)), encoding="utf-8")
    for organisation in ({"people": 40, "ties": {"rewired": 0.5}}, {"path": str(chart)}):
        study = varying(scenario={"organisation": organisation},
                        factors={"organisation.ties.kind": ["as-is", "random"]})
        base, (factor,) = study.base, study.varied
        assert factor.default == "as-is" and factor.label == "Kind of ties"
        made = apply(base, {"organisation.ties.kind": "random"})
        ties = {**organisation.get("ties", {}), "kind": "random"}
        assert made.organisation == {**base.organisation, "ties": ties}
        one, other = (len(each.build_organisation().informal.neighbour) for each in (base, made))
        assert one == other
    with pytest.raises(UserError, match="organisation.ties.kind.1. is 'hub', expected one of as-is, "):
        of("organisation.ties.kind", ["as-is", "hub"])


def test_plans_are_lived_in_the_world_of_the_base():
    base = {"extends": "culture-of-fear", "organisation": {"people": 50}, "demand": {"level": 1.5},
            "start": {"settle_days": 5}, "parameters": {"customers_per_post": 100}, "days": 70}
    study = varying(scenario=base, factors={"scenario": ["care-first", "mirroring-call-centre", "base"],
                                            "presence_hours": "full"}, seed=9)
    for name in ("care-first", "mirroring-call-centre"):
        plan, own = study.at({"scenario": name, "presence_hours": 2}), Scenario.load(name)
        assert plan.levers == own.levers | {"presence_hours": 2} and plan.parameters == own.parameters | {
            "customers_per_post": 100}
        check_pair(("base", study.base.setup()), (name, plan.setup()))
    assert study.at({"scenario": "base"}) == study.base and study.varied[0].default == "base"
    assert varying(factors={"scenario": ["care-first", "ordinary-firm"]}).varied[0].default == "ordinary-firm"
    with pytest.raises(UserError, match=r"factors\.scenario names permission-then-expectation, which does "
                       r"not fit .* after the end"):
        varying(factors={"scenario": ["permission-then-expectation"]}, days=50)


@pytest.mark.parametrize(("asked", "days"), [
    ({"presence_hours": "full"}, 0), ({"demand.level": "full"}, 0), ({"venting": "full"}, 250),
    ({"customers_per_post": "full"}, 250),
    ({"switches": "all"}, 250), ({"organisation.span": "full"}, 250),
    ({"scenario": ["care-first", "canned-training"]}, 0),
    ({"scenario": ["care-first", "mirroring-call-centre"]}, 250)])
def test_the_base_settles_as_long_as_its_points(asked: dict, days: int):
    study = varying(factors=asked)
    settled = {study.at({f.name: value}).setup().settle_days for f in study.varied
               for value in (f.at(0), f.at(1), f.default)}
    assert settled == {study.base.setup().settle_days} == {days}


def test_values_that_do_not_go_together_are_refused():
    with pytest.raises(UserError, match="organisation"):
        apply(ORDINARY, {"organisation.people": 20, "organisation.units": 30})
    with pytest.raises(UserError, match="no factor; did you mean presence_hours"):
        apply(ORDINARY, {"presence_hour": 3})
