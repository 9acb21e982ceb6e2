"""What every rule keeps: one number whatever way it is called, bounds, missing stays missing, names as good
as places."""

from __future__ import annotations

import math
import re

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.parameters import LEVERS, PARAMETERS

# Where the first paragraph of the docstring states no interval of the result; a latent state in [0, 1] needs
# no statement.  What is
# neither a share nor a factor (logits, additions to quality or empathy, minutes, money) has the reach that
# the parameters' ranges give it.
RESULTS = {
    "basics.power_of_e": "(0, 3e17)", "basics.rate_of": "(0, 1)",
    "internal_service.days_waited": "[0.5, 60]",
    "leaders.hours_each": "[0, inf)", "leaders.hours_wanted": "[0, inf)",
    "money.leaver_cost": "[250, 600000]",
    "money.overtime": "[0, 5e4]", "money.pay_of_a_day": "[6, 2400]", "money.programmes_of_a_day": "[0, 1100]",
    "money.revenue_of_a_day": "[0, 2e6]",
    "perspective.hearing_effect": "[-0.15, 0.3]", "perspective.recall_effect": "[-0.2, 0.2]",
    "satisfaction.impression": "[-1, 0.7]",
    "satisfaction.treatment": "[-7, 1]", "skill.circumstances": "[-13, 8]", "skill.way_of_working": "[-6, 4]",
    "waiting.minutes_for_contacts": "[30, 765]", "waiting.wait_minutes": "[0, 120]",
    "workload.authorised_after": "[0, 60]",
}

# A NaN in these arguments only decides for a side, as in every comparison: they count days or say yes or no.
DECIDES = {("trust.after_promise", "kept"), ("satisfaction.broken", "resolved"),
           ("satisfaction.broken", "open_case"), ("satisfaction.broken", "late"),
           ("coaching.reframed", "helped"), ("coaching.unblamed", "helped"),
           ("staffing.quit_hazard", "tenure"), ("staffing.quit_hazard", "new_days"),
           ("perspective.pulse", "happened"), ("basics.pick", "on"), ("basics.one_if", "it_is_so")}

# Branches, exponentials, logarithms and rules that call rules: where plain and compiled code could part.
BRANCHING = ("attribution.blame", "climate.norm_after", "coaching.reframed",
             "direction.backed", "empathy.acted",
             "internal_service.days_waited", "leaders.hours_share", "perspective.pulse",
             "satisfaction.satisfaction", "skill.handle_minutes", "staffing.quit_hazard",
             "suspicion.accusation_chance", "training.trained_after_course", "waiting.service_level",
             "waiting.wait_minutes", "workload.standard_after")

IRRELEVANT = {("waiting.wait_minutes", "longest"), ("workload.authorised_after", "posts")}
"""A cap matters only when reached."""


def interval(rules, name: str) -> tuple[float, float, bool, bool]:
    """(low, high, low included, high included) of the result."""
    paragraph = (rules.all[name].__doc__ or "").split("\n\n")[0]
    stated = re.search(r"[\[(][\d.]+, [\d.]+[\])]", paragraph)
    floor = re.search(r"(?:, |Factor )(>=?) ([\d.]*\d)", paragraph)
    said = RESULTS.get(name) or (f"{'[' if floor[1] == '>=' else '('}{floor[2]}, inf)" if floor else stated[0]
                                 if stated else "[0, 1]")
    low, high = said[1:-1].split(", ")
    return float(low), float(high), said[0] == "[", said[-1] == "]"


def bits(values) -> list[int]:
    return np.asarray(values, np.float64).view(np.int64).tolist()


def in_plain_python(rule, columns) -> list[float]:
    return [rule(*point) for point in columns.T.tolist()]


def in_a_loop(rules, chosen: tuple[str, ...]) -> np.ndarray:
    """The chosen rules called from one compiled loop at the points of each: float64 [rules, points]."""
    calls = [f"        out[{i}, k] = "
             f"rule{i}({', '.join(f'at[{i}, {j}, k]' for j in range(len(rules.arguments[name])))})" for i,
             name in enumerate(chosen)]
    names = {f"rule{i}": rules.all[name] for i, name in enumerate(chosen)}
    exec("\n".join(["def loop(out, at):", "    for k in range(out.shape[1]):", *calls]), names)
    at = np.full((len(chosen), max(map(len, rules.arguments.values())), 42), np.nan)
    for i, name in enumerate(chosen):
        at[i, :len(rules.arguments[name])] = rules.points(name, 40)
    out = np.empty((len(at), at.shape[2]))
    numba.njit(error_model="numpy")(names["loop"])(out, at)
    return out


def test_the_tables_name_what_is_there(rules):
    assert len(rules.all) > 120
    for name, said in rules.declared.items():
        for pair in said.split():
            argument, parameter = pair.split("=")
            assert argument in rules.arguments[name], pair
            assert parameter in PARAMETERS or parameter in LEVERS, pair
    known = {argument for arguments in rules.arguments.values() for argument in arguments}
    for key in (*rules.ranges, *rules.flags):
        rule, _, argument = key.rpartition(" ")
        assert argument in (rules.arguments[rule] if rule else known), key
    assert set(RESULTS) <= set(rules.all)
    assert all(argument in rules.arguments[name] for name, argument in DECIDES | IRRELEVANT)


def test_columns_give_the_same_number_as_scalars(rules, rule_name):
    rule, columns = rules.all[rule_name], rules.points(rule_name, 40)
    by_hand = in_plain_python(rule, columns)
    assert all(type(value) is float for value in by_hand)
    broadcast = rule.over(*columns)
    assert broadcast.dtype == np.float64
    assert bits(by_hand) == bits(broadcast)


@pytest.mark.parametrize("chosen", [BRANCHING, pytest.param((), marks=pytest.mark.slow)],
                         ids=["branching", "all"])
def test_a_compiled_loop_gives_the_same_number_as_scalars(rules, chosen):
    chosen = chosen or tuple(rules.all)
    for name, looped in zip(chosen, in_a_loop(rules, chosen), strict=True):
        assert bits(in_plain_python(rules.all[name], rules.points(name, 40))) == bits(looped), name


def test_names_are_as_good_as_places(rules, rule_name):
    rule, columns = rules.all[rule_name], rules.points(rule_name, 3)
    point = columns.T.tolist()[0]
    named = dict(zip(rules.arguments[rule_name], point, strict=True))
    assert rule(*point) == rule(**dict(reversed(named.items())))
    assert (bits(rule.over(**dict(reversed(list(zip(rules.arguments[rule_name], columns, strict=True))))))
            == bits(rule.over(*columns)))
    with pytest.raises(TypeError):
        rule.over(*point, 0.5)


def test_columns_broadcast_against_numbers(rules):
    over = rules.all["trust.after_promise"].over
    assert over(np.array([0.2, 0.4]), 1, 0.1, 0.2).tolist() == pytest.approx([0.28, 0.46])
    assert over(np.array([[0.2], [0.4]]), np.array([1, -1]), 0.1, 0.2).shape == (2, 2)
    assert over(np.array([0, 1]), 1, 0.5, 0.5).dtype == np.float64  # whole numbers are numbers
    assert over(0.5, 1, 0.1, 0.2) == 0.55


@settings(max_examples=6, derandomize=True, deadline=None)
@given(data=st.data())
def test_results_stay_where_the_docstring_says(rules, rule_name, data):
    places = []
    for argument in rules.arguments[rule_name]:
        low, high = rules.range(rule_name, argument)
        places.append(st.sampled_from((low, high)) if rules.either(rule_name, argument)
                      else st.floats(low, high))
    point = rules.adjusted(rule_name, list(data.draw(st.tuples(*places))))
    assert_inside(rules, rule_name, rules.all[rule_name](*point))


def test_results_stay_there_at_many_points_too(rules, rule_name):
    rule, columns = rules.all[rule_name], rules.points(rule_name, 5000, seed=11)
    assert_inside(rules, rule_name, rule.over(*columns))
    corners = rules.points(rule_name, 2000, seed=12)
    for row, argument in zip(corners, rules.arguments[rule_name], strict=True):
        low, high = rules.range(rule_name, argument)
        row[:] = np.where(row < 0.5 * (low + high), low, high)
    assert_inside(rules, rule_name, rule.over(*rules.adjusted(rule_name, list(corners))))


def assert_inside(rules, name: str, result) -> None:
    low, high, closed_low, closed_high = interval(rules, name)
    assert np.isfinite(result).all()
    assert np.all(result >= low if closed_low else result > low), f"{np.min(result)} is below {low}"
    assert np.all(result <= high if closed_high else result < high), f"{np.max(result)} is above {high}"


def lost(rules, name: str, argument: str) -> list[list[float]]:
    """Points at which the argument matters but a NaN in it does not show."""
    rule, place, found, mattered = rules.all[name], rules.arguments[name].index(argument), [], 0
    low, high = rules.range(name, argument)
    for point in rules.points(name, 60, seed=3).T.tolist():
        value = [rule(*point[:place], x, *point[place + 1:]) for x in (low, 0.5 * (low + high), high,
                                                                       math.nan)]
        if value[0] != value[2] or value[0] != value[1]:
            mattered += 1
            if not math.isnan(value[3]):
                found.append(point)
    assert mattered > 0, f"{name}: {argument} never matters"
    return found


def test_missing_stays_missing(rules, rule_name):
    checked = [a for a in rules.arguments[rule_name] if (rule_name, a) not in DECIDES | IRRELEVANT]
    assert not {argument: points[0] for argument in checked if (points := lost(rules, rule_name, argument))}


