"""Where it goes wrong: a planted box is found and holds, luck alone is not taken for one, and too little is
refused."""

import pytest

from sim.base.errors import UserError
from sim.report.folder import claimed
from sim.studies.discovery import discovery
from sim.studies.discovery.discovery import discover
from tests.studies.conftest import BOX, UNIT


@pytest.fixture(scope="module")
def found(live):
    return discover(live(BOX), "harm", above=50.0)


def test_finds_the_planted_box(found):
    limits = found.table[found.table["kept"]].set_index("factor")
    assert set(limits.index) == {"pressure", "support", "team"}
    assert limits.loc["pressure", "low"] == pytest.approx(0.6, abs=0.03)
    assert limits.loc["support", "high"] == pytest.approx(0.4, abs=0.03)
    assert limits.loc["team", "values"] == "east or south"
    assert limits["high"].isna().sum() == 2 and limits["low"].isna().sum() == 2
    assert (limits["quasi_p"] < 0.01).all() and (limits["halves"] >= 0.7).all()
    assert found.box.coverage > 0.9 and found.box.density > 0.9 and found.stands


def test_says_it_in_words(found):
    assert found.sentences[0].startswith("Of the points with harm above 50, ")
    assert "pressure is above 0.6" in found.sentences[0] or "pressure is above 0.59" in found.sentences[0]
    assert "team is not west" in found.sentences[0]
    assert found.sentences[1].startswith("That holds: looked for in one half of the points")


def test_the_way_there_is_kept(found):
    way = found.trajectory
    assert way.iloc[0]["coverage"] == 1.0 and way.iloc[0]["density"] == pytest.approx(found.overall)
    assert way["chosen"].sum() == 1
    assert way["points"].is_monotonic_decreasing


def test_luck_alone_is_no_region(live):
    idle = live(BOX, factors={f"idle{i}": UNIT for i in range(4)} | {"support": {"low": 0.5, "high": 1.0}})
    nothing = discover(idle, "harm", above=30.0)
    assert not nothing.stands
    assert nothing.sentences[0].startswith("No region was found") or nothing.sentences[1].startswith(
        "Do not lean on it")


def test_more_coverage_can_be_asked_for(live, monkeypatch):
    monkeypatch.setattr(discovery, "HALVES", 1)  # the region itself is that of all points
    assert discover(live(BOX), "harm", above=25.0, coverage=0.9).box.coverage >= 0.9


@pytest.mark.parametrize("asked, said", [
    ({}, "nothing says which points are the worst; give --above "),
    ({"above": 200.0}, "0 points of 300 have harm above 200, too few"),
    ({"above": -50.0}, "nearly all, so there is no region to find"),
    ({"above": 1.0, "below": 2.0}, "give one of them"),
    ({"worst": 3.0}, "worst is 3; give a share"),
    ({"above": 50.0, "coverage": 0.0}, "coverage is 0; give a share"),
])
def test_refuses_what_shows_no_region(live, asked, said):
    with pytest.raises(UserError, match=said):
        discover(live(BOX), "harm", **asked)


def test_refuses_too_few_points_and_designs_without_regions(live):
    with pytest.raises(UserError, match="20 points, too few to tell a region from luck; give at least 40"):
        discover(live(BOX, design={"kind": "latin-hypercube", "samples": 20}), "harm", above=50.0)
    with pytest.raises(UserError, match="moves one factor at a time"):
        discover(live(BOX, design={"kind": "one-at-a-time"}), "harm", above=50.0)


def test_half_a_study_is_refused(half):
    with pytest.raises(UserError, match="runs are still to be done"):
        discover(half(BOX), "harm", above=50.0)


def test_the_same_study_gives_the_same_bytes(live, tmp_path, monkeypatch):
    monkeypatch.setattr(discovery, "HALVES", 2)
    folders = []
    for once in "12":
        with claimed("", tmp_path / once) as write:
            folders.append(write(discover(live(BOX), "harm", above=50.0)))
    files = sorted(file.name for file in folders[0].iterdir())
    assert files == ["figure.png", "figure.svg", "halves.csv", "limits.csv", "manifest.json", "report.md",
                     "trajectory.csv"]
    assert all((folders[0] / file).read_bytes() == (folders[1] / file).read_bytes() for file in files)
