"""Generated organisations: the ordinary firm exactly, other sizes believably, every shape valid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.org.build import build_organisation
from sim.org.hierarchy import boss_of_unit, depths, find_cycle, teams
from sim.org.organisation import NOBODY, Organisation, canonical_order
from sim.org.shape import Shape, levels_for
from sim.org.ties import MOST_TIES, informal_ties, service_links


def sources(org: Organisation) -> np.ndarray:
    return np.repeat(np.arange(len(org)), np.diff(org.informal.start))


def check_valid(org: Organisation) -> None:
    """Everything the contract of an Organisation promises."""
    assert canonical_order(org.ids.tolist()) == list(range(len(org)))
    assert canonical_order(org.unit_names) == list(range(org.n_units))
    assert np.array_equal(depths(org.manager), org.level)
    assert set(org.unit.tolist()) == set(range(org.n_units))
    source, target = sources(org), org.informal.neighbour
    assert (source != target).all()
    pair = source * len(org) + target
    assert (np.diff(pair) > 0).all(), "rows ascending, no duplicates"
    assert org.informal.start[-1] == len(target) == len(org.informal.weight)
    assert (org.informal.weight > 0).all()
    links = org.services
    assert links.tolist() == sorted(links.tolist()) and len({tuple(pair) for pair in links.tolist()}) == len(
        links)
    types = {"unit": "int32", "level": "int16", "manager": "int32", "front_line": "bool", "services": "int32"}
    assert {name: str(getattr(org, name).dtype) for name in types} == types
    assert (org.informal.start.dtype, target.dtype, org.informal.weight.dtype) == (np.int64, np.int32,
                                                                                   np.float32)


def test_the_ordinary_firm() -> None:
    org = build_organisation()
    check_valid(org)
    assert np.bincount(org.level).tolist() == [1, 3, 7, 25, 264]
    assert (int(org.leads.sum()), int(org.front_line.sum())) == (36, 200)
    assert int((~org.leads & ~org.front_line).sum()) == 64
    assert org.n_units == 4 + 25
    sizes = np.bincount(org.unit)
    assert set(sizes[4:].tolist()) == {11, 12}
    assert not (org.front_line & org.leads).any()


def test_members_of_a_unit_stand_together() -> None:
    org = build_organisation(Shape(people=5000))
    assert (np.diff(org.unit) >= 0).all()
    by_unit = [set(org.front_line[(org.unit == unit) & ~org.leads].tolist()) for unit in range(org.n_units)]
    assert all(len(kinds) <= 1 for kinds in by_unit), "a team is front line or back office throughout"


@pytest.mark.parametrize("people", [100, 300, 1000, 10_000, 100_000, 1_000_000])
def test_pyramids_of_all_sizes(people: int) -> None:
    levels = levels_for(people)
    assert levels[0] == 1 and list(levels) == sorted(levels)
    assert 9.5 < (people - sum(levels)) / levels[-1] < 11.5
    above = np.array(levels[1:]) / np.array(levels[:-1])
    assert above.min() > 2.2 and above.max() < 8
    if people > 300:
        assert levels[-1] ** (1 / (len(levels) - 1)) > 3.2


def test_informal_ties_have_the_degree_and_homophily_asked_for() -> None:
    org = build_organisation(Shape(people=20_000, ties_per_person=6, homophily=0.6, neighbour_share=0.5))
    source, target = sources(org), org.informal.neighbour
    degree = np.diff(org.informal.start)
    assert degree.min() >= 1 and degree.max() <= MOST_TIES
    assert abs(degree.mean() - 6) < 0.05
    within = org.unit[source] == org.unit[target]
    assert abs(within.mean() - 0.6) < 0.02
    boss = boss_of_unit(org.unit, org.level, org.manager)
    beside = ~within & (boss[org.unit[source]] == boss[org.unit[target]])
    assert abs(beside.sum() / (~within).sum() - 0.5) < 0.03
    assert abs(np.log(org.informal.weight).std() - 0.6) < 0.02


def test_same_seed_same_organisation() -> None:
    assert build_organisation(Shape(seed=7)).digest() == build_organisation(Shape(seed=7)).digest()
    assert build_organisation(Shape(seed=7)).digest() != build_organisation(Shape(seed=8)).digest()


def test_services_do_not_depend_on_ties() -> None:
    assert np.array_equal(build_organisation(Shape(ties_per_person=2)).services,
                          build_organisation(Shape(ties_per_person=9)).services)


def test_service_links_are_spread_evenly() -> None:
    links = service_links(np.arange(19), np.arange(19, 25), 2, seed=1)
    assert np.bincount(links[:, 0], minlength=19).tolist() == [2] * 19
    load = np.bincount(links[:, 1])[19:]
    assert load.max() - load.min() <= 1


def test_ties_spill_over_when_a_circle_is_too_small() -> None:
    one_unit = informal_ties(np.zeros(4, int), np.array([0, 1, 1, 1]), np.array([-1, 0, 0, 0]), seed=1,
                             mean=6, homophily=0)
    assert (np.diff(one_unit.start) >= 1).all(), "nobody outside the unit, so ties stay inside"
    alone = informal_ties(np.zeros(1, int), np.zeros(1, int), np.array([-1]), seed=1)
    assert len(alone.neighbour) == 0


@settings(max_examples=60, deadline=None)
@given(people=st.integers(3, 1500), share=st.floats(0, 1), span=st.floats(2, 40), ties=st.floats(1, 20),
       homophily=st.floats(0, 1), near=st.floats(0, 1), each=st.integers(0, 5), seed=st.integers(0, 2**40))
def test_every_shape_is_a_valid_organisation(people: int, share: float, span: float, ties: float,
                                             homophily: float, near: float, each: int, seed: int) -> None:
    org = build_organisation(Shape(people=people, front_line_share=share, span=span, ties_per_person=ties,
                                   homophily=homophily, neighbour_share=near, services_per_unit=each,
                                   seed=seed))
    check_valid(org)
    assert len(org) == people
    assert (org.manager == NOBODY).sum() == 1
    staff = ~org.leads
    assert org.front_line.sum() == round(staff.sum() * share)
    assert np.array_equal(np.unique(teams(org.manager), return_inverse=True)[1], org.unit)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_depths_and_cycles_of_any_managers(data: st.DataObject) -> None:
    posts = data.draw(st.integers(1, 40))
    manager = np.array(data.draw(st.lists(st.integers(-1, posts - 1), min_size=posts, max_size=posts)))
    depth, cycle = depths(manager), find_cycle(manager)
    for post in range(posts):
        walk, row = 0, post
        while manager[row] != NOBODY and walk <= posts:
            row, walk = manager[row], walk + 1
        assert depth[post] == (walk if walk <= posts else -1)
    assert bool(cycle) == bool((depth < 0).any())
    assert all(manager[a] == b for a, b in zip(cycle, cycle[1:] + cycle[:1], strict=True))


def test_levels_given_by_hand() -> None:
    org = build_organisation(Shape(people=100, levels=(1, 2, 9)))
    assert np.bincount(org.level).tolist() == [1, 2, 9, 88]
    assert Shape(people=100, units=5).leaders[-1] == 5


@pytest.mark.parametrize(("wrong", "message"), [
    ({"levels": (2, 5)}, "must begin with 1"),
    ({"levels": (1, 5, 3)}, "never shrink"),
    ({"levels": (1, 5), "units": 6}, "contradicts"),
    ({"people": 10, "levels": (1, 6)}, "take fewer leaders"),
    ({"people": 20, "units": 15}, "take fewer leaders"),
    ({"people": 2}, "greater than or equal to 3"),
    ({"people": 1_000_001}, "less than or equal to 1000000"),
    ({"poeple": 100}, "Extra inputs"),
])
def test_impossible_shapes(wrong: dict, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Shape(**wrong)
