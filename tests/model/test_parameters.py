"""Declarations: complete, unique, and half-lives that become daily rates."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sim.model.engine.world import (
    PARAMETER_RECORD,
    POLICY_RECORD,
    SWITCH_RECORD,
    parameter_record,
    switch_record,
)
from sim.model.mechanisms.catalogue import NAMES
from sim.model.parameters import LEVERS, PARAMETERS, SURE, SWITCHES, TALKS, Parameter, Switch
from sim.model.parameters.conduct import CONDUCT
from sim.model.parameters.customers import CUSTOMERS
from sim.model.parameters.direction import DIRECTION
from sim.model.parameters.growth import GROWTH
from sim.model.parameters.interaction import INTERACTION
from sim.model.parameters.leadership import LEADERSHIP
from sim.model.parameters.levers import LEVERS as DECLARED_LEVERS
from sim.model.parameters.money import MONEY
from sim.model.parameters.pace import PACE
from sim.model.parameters.people import PEOPLE
from sim.model.parameters.switches import SWITCHES as DECLARED_SWITCHES
from sim.model.population import NEUTRAL
from sim.model.rules.basics import rate_of

DECLARED = (*LEADERSHIP, *DIRECTION, *INTERACTION, *CONDUCT, *PEOPLE, *GROWTH, *CUSTOMERS, *MONEY, *PACE)
BOTH = (*DECLARED, *DECLARED_LEVERS)
HALF_LIVES = [p for p in DECLARED if p.name.endswith("_half_life")]


def repeated(names) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def test_no_name_means_two_things():
    assert not repeated([*(p.name for p in BOTH), *(s.name for s in DECLARED_SWITCHES)])
    assert not repeated([*(s.name for s in DECLARED_SWITCHES), *NAMES.values()])  # they share a record
    assert not repeated(NEUTRAL) and not set(NEUTRAL) & set(PARAMETERS)
    assert not repeated(PARAMETER_RECORD.names) and not repeated(POLICY_RECORD.names) and not repeated(
        SWITCH_RECORD.names)
    assert len(PARAMETERS) == len(DECLARED) and len(LEVERS) == len(DECLARED_LEVERS) and len(SWITCHES) == len(
        DECLARED_SWITCHES)


def test_no_two_say_the_same():
    assert not repeated(p.help for p in BOTH)


@pytest.mark.parametrize("p", BOTH, ids=lambda p: p.name)
def test_a_declaration_is_complete(p):
    assert p.name.isidentifier() and p.name == p.name.lower()
    for said in (p.unit, p.help, p.source, p.group):
        assert said == said.strip() != "" and "\n" not in said
    assert p.help[-1] not in ".;,"
    assert p.sure in SURE
    assert p.low <= p.default <= p.high and p.low < p.high
    assert np.isfinite([p.low, p.default, p.high]).all()
    assert bool(p.cost) == (p.name in LEVERS)
    if p.unit in ("share", "probability", "0-1"):
        assert p.low >= 0.0 and p.high <= 1.0


def test_the_cost_of_a_talk_names_its_minutes():
    assert set(TALKS) == {lever.name for lever in DECLARED_LEVERS if "{talk_hours}" in lever.cost}


def test_a_measured_or_published_default_names_its_source():
    for p in BOTH:
        if p.sure in ("measured", "published"):
            assert any(word.strip("(),:;.")[:4].isdigit() for word in p.source.split()), (
                f"{p.name}: {p.source}")


@pytest.mark.parametrize("wrong", [{"default": 2.0}, {"default": -0.1}, {"default": float("nan")},
                                   {"sure": "certain"}])
def test_a_wrong_declaration_is_refused(wrong):
    right = {"name": "x", "default": 0.5, "low": 0.0, "high": 1.0, "unit": "share", "help": "h",
             "source": "a guess", "sure": "speculative"}
    Parameter(**right)
    with pytest.raises(ValueError, match="x: "):
        Parameter(**{**right, **wrong})


@pytest.mark.parametrize("switch", DECLARED_SWITCHES, ids=lambda s: s.name)
def test_a_switch_is_complete(switch: Switch):
    assert len(set(switch.choices)) == len(switch.choices) >= 2
    assert switch.help and switch.for_default and switch.against
    assert switch.mechanism in NAMES.values()
    sides = [switch_record({**{s.name: s.choices[0] for s in DECLARED_SWITCHES}, switch.name: side},
                           frozenset())[switch.name][0] for side in switch.choices]
    assert sides == list(range(len(sides)))


def test_a_mechanism_switched_off_is_zero_all_others_one():
    record = switch_record({s.name: s.choices[0] for s in DECLARED_SWITCHES}, frozenset({"being-cared-for"}))
    assert record["being_cared_for"][0] == 0
    assert all(record[name.replace("-", "_")][0] == 1 for name in NAMES.values() if name != "being-cared-for")


@pytest.mark.parametrize("p", HALF_LIVES, ids=lambda p: p.name)
def test_a_half_life_becomes_a_daily_rate(p):
    assert p.unit == "days" and p.low > 0.0
    for days in (p.low, p.default, p.high):
        record = parameter_record({**{q.name: q.default for q in DECLARED}, p.name: days})
        rate = record[p.name.removesuffix("_half_life") + "_rate"][0]
        assert rate == rate_of(days) and (1.0 - rate) ** days == pytest.approx(0.5)


def test_the_record_holds_every_parameter():
    record = parameter_record({p.name: p.default for p in DECLARED})
    plain = [p for p in DECLARED if p not in HALF_LIVES]
    assert {p.name: record[p.name][0] for p in plain} == {p.name: p.default for p in plain}
    assert len(record.dtype.names) == len(DECLARED)
