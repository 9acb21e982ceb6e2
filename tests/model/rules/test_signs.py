"""Which way each argument pushes: the signs that rules declare are what they do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.insight.describe import uses
from sim.model.rules._rule import rule

UNSIGNED = {"customers.telling_chance", "mistreatment.strained_before"}
"""Extremes are told; whether strain hardens or sensitises is the switch's to say.  `basics` is
mathematics."""
ROUNDING = 1e-12
SIGNED = [f"{file}.{name}" for file, module in uses.rule_modules().items()
          for name, declared in uses.rules_in(module).items() if declared.signs]


def test_every_rule_says_which_way_it_pushes(rules):
    assert {name for name in rules.all if not name.startswith("basics.")} == set(SIGNED) | UNSIGNED


def test_a_sign_of_no_argument_is_refused():
    def doubled(a):
        return 2.0 * a

    with pytest.raises(ValueError, match="doubled has no argument b"):
        rule("a+ b-")(doubled)


@pytest.mark.parametrize("name", SIGNED)
@settings(max_examples=6, derandomize=True, deadline=None)
@given(data=st.data())
def test_each_argument_pushes_its_way(rules, name, data):
    rule, arguments = rules.all[name], rules.arguments[name]
    ranges = [rules.range(name, a) for a in arguments]
    point = list(data.draw(st.tuples(*[
        st.sampled_from(r) if rules.either(name, a) else st.floats(*r) for a,
        r in zip(arguments, ranges, strict=True)])))
    other = data.draw(st.floats(0.0, 1.0))
    for argument, sign in rule.signs.items():
        place = arguments.index(argument)
        low, high = ranges[place]
        moved = (low + other * (high - low) if not rules.either(name, argument) else low
                 if other < 0.5 else high)
        less, more = sorted((point[place], moved))
        below, above = (rule(*point[:place], x, *point[place + 1:]) for x in (less, more))
        assert sign * (above - below) >= -ROUNDING * (1.0 + abs(above)), argument


def test_each_argument_pushes_at_all(rules):
    idle = []
    for name in SIGNED:
        rule, arguments = rules.all[name], rules.arguments[name]
        points = rules.points(name, 60, seed=5).T.tolist()
        for argument in rule.signs:
            place = arguments.index(argument)
            low, high = rules.range(name, argument)
            if all(rule(*p[:place], low, *p[place + 1:]) == rule(*p[:place], high, *p[place + 1:])
                   for p in points):
                idle.append(f"{name} {argument}")
    assert not idle
