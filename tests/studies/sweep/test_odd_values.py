"""Whatever stands at whichever key of a study or a scenario, what is said is a sentence."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.scenario import Scenario
from sim.studies.sweep import Study

STUDIES: list[dict[str, Any]] = [
    {"title": "t", "question": "q", "scenario": "ordinary-firm", "outcomes": ["fear"],
     "trajectories": ["fear"], "days": 20, "seed": 3,
     "factors": {"presence_hours": {"low": 2, "high": 8, "steps": 3}, "punishment_severity": [0.1, 0.9]},
     "design": {"kind": "grid", "steps": 3}, "replications": {"until": "fear", "within": 0.5, "least": 2,
                                                              "most": 9}, "seeds": "paired",
     "measures": [{"outcome": "fear", "unit": "Sales", "first": 1, "last": 3}], "timeout": 5.0},
    {"scenario": {"extends": "ordinary-firm", "levers": {"presence_hours": 3}},
     "factors": {"scenario": {"calm": {"levers": {"presence_hours": 4}}, "fearful": "culture-of-fear"},
                 "levers": ["trust"]}, "design": {"kind": "latin-hypercube", "samples": 5, "seed": 1,
                                                  "cross": ["scenario"]}},
    {"factors": {"presence_hours": "full", "parameters": ["trust"]},
     "design": {"kind": "sobol", "samples": 4, "second_order": True}},
    {"factors": {"presence_hours": "full", "switches": "all"}, "design": {"kind": "morris", "trajectories": 4,
                                                                          "levels": 4}},
    {"factors": {"presence_hours": [1, 2]}, "design": {"kind": "list",
                                                       "points": [{"presence_hours": 1},
                                                                  {"presence_hours": 2}]}},
]
SCENARIO: dict[str, Any] = {
    "extends": "ordinary-firm", "title": "t", "story": "s", "organisation": {"people": 60, "homophily": 0.5,
                                                                             "seed": 1},
    "demand": {"level": 1.1, "weekdays": [1, 1, 1, 1, 1]}, "start": {"culture": "ordinary", "settle_days": 0},
    "levers": {"presence_hours": {"default": 1, "level": {"0": 2}}, "punishment_severity": 0.2},
    "without": ["mirroring"],
    "changes": [{"from_week": 2, "levers": {"presence_hours": 1}, "demand": {"level": 1.2}}], "days": 20,
    "replications": 2, "seed": 1}

PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.just(10**4000), st.floats(),
                  st.text(max_size=5), st.sampled_from(["all", "full", "grid", "base", "fear",
                                                        "ordinary-firm"]))
ODD = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.text(max_size=3) | st.sampled_from(["kind", "low", "high", "until", "within", "path", "unit"]), inner,
    max_size=3), max_leaves=4)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every key and item, at any depth."""
    for key in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield (*path, key)
        yield from places(data[key], (*path, key))


def with_odd(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    data = copy.deepcopy(data)
    inner: Any = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return data


@pytest.mark.parametrize("whole", STUDIES)
def test_the_studies_are_right_as_they_stand(whole: dict[str, Any]):
    assert Study.from_dict(whole).design is not None


@settings(max_examples=150, deadline=None)
@given(data=st.data(), value=ODD)
def test_an_odd_value_in_a_study(data: st.DataObject, value: Any):
    whole = data.draw(st.sampled_from(STUDIES))
    with suppress(UserError):
        Study.from_dict(with_odd(whole, data.draw(st.sampled_from([*places(whole)])), value))


@settings(max_examples=150, deadline=None)
@given(path=st.sampled_from([*places(SCENARIO)]), value=ODD)
def test_an_odd_value_in_a_scenario(path: tuple[Any, ...], value: Any):
    with suppress(UserError):
        Scenario.from_dict(with_odd(SCENARIO, path, value))


@pytest.mark.parametrize("kind", [[], {}, {"grid": 1}, ["grid"], 7, True, None])
def test_a_design_whose_kind_is_no_word(kind: Any):
    with pytest.raises(UserError, match="design.kind is .*expected one of grid, list, csv"):
        Study.from_dict({"factors": {"presence_hours": "full"}, "design": {"kind": kind}})
