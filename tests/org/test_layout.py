"""The picture of the organisation: inside the circle, levels as rings, units together, nobody upon another,
no hole."""

from pathlib import Path

import numpy as np
import pytest
from scipy.spatial import cKDTree

from sim.org.build import build_organisation
from sim.org.hierarchy import depths
from sim.org.layout import layout
from sim.org.organisation import NOBODY
from sim.org.read import read_organisation
from sim.org.shape import Shape

REAL = Path(__file__).parents[3] / "shared" / "data"
SETS = ("manufacturing_email_hierarchy", "krackhardt_hightech", "cross_parker_consulting",
        "robins_bank_branch")


def organisations():
    yield from (pytest.param(Shape(people=n), id=f"generated {n}") for n in (5, 60, 300, 1000, 10_000))
    yield from (pytest.param(REAL / name, id=name) for name in SETS)


@pytest.fixture(params=organisations())
def organisation(request):
    if isinstance(request.param, Shape):
        return build_organisation(request.param)
    if not request.param.is_dir():
        pytest.skip(f"real data set is not at {request.param}")
    return read_organisation(request.param)


def radius(found):
    return np.hypot(*found.places.T)


def test_everybody_stands_in_the_unit_circle_and_nobody_upon_another(organisation):
    found = layout(organisation)
    assert found.places.shape == (len(organisation), 2) and found.places.dtype == np.float32
    assert radius(found).max() <= 1.0 + 1e-6
    assert radius(found).max() > 0.8, "the circle is used"
    nearest = cKDTree(found.places).query(found.places, k=2)[0][:, 1]
    assert nearest.min() > 0.6 * found.spacing


def test_it_always_looks_the_same(organisation):
    assert np.array_equal(layout(organisation).places, layout(organisation).places)


def test_levels_are_rings(organisation):
    found = layout(organisation)
    depth = depths(organisation.manager)
    inner = [radius(found)[depth == level].min() for level in range(depth.max() + 1)]
    assert inner == sorted(inner)
    for level in range(depth.max()):
        if len(found.rings) == depth.max() + 1:
            assert radius(found)[(depth == level) & organisation.leads].max() < inner[level + 1]


def test_reports_stand_in_their_leaders_sector(organisation):
    """Of any two leaders of the same level, the people of one never stand among those of the other."""
    found = layout(organisation)
    angle = np.mod(np.arctan2(found.places[:, 1], found.places[:, 0]) + np.pi / 2 - 1e-6, 2 * np.pi)
    spans = []
    for leader in np.flatnonzero(organisation.leads & (organisation.manager != NOBODY)):
        team = np.flatnonzero((organisation.manager == leader) & ~organisation.leads)
        if len(team):
            spans.append((depths(organisation.manager)[leader], angle[team].min(), angle[team].max()))
    for level in {span[0] for span in spans}:
        here = sorted(span[1:] for span in spans if span[0] == level)
        assert all(after[0] >= before[1] - 1e-4 for before, after in zip(here, here[1:], strict=False))


@pytest.mark.parametrize("people", [300, 1000])
def test_the_outer_ring_of_a_generated_firm_is_closed(people):
    found = layout(build_organisation(Shape(people=people)))
    outer = radius(found) > found.rings[-1] - 1e-4
    angle = np.sort(np.arctan2(found.places[outer, 1], found.places[outer, 0]))
    gaps = np.diff(np.append(angle, angle[0] + 2 * np.pi))
    assert gaps.max() < 0.15


def test_several_heads_share_the_first_ring(tmp_path):
    (tmp_path / "nodes.csv").write_text(
        "id,unit,level,manager\nA,u,0,\nA1,u,1,A\nB,v,0,\nB1,v,1,B\nB2,v,1,B\n")
    found = layout(read_organisation(tmp_path / "nodes.csv"))
    assert radius(found)[[0, 2]] == pytest.approx(found.rings[1])
    assert (radius(found) > 0).all()
