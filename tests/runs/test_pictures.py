"""Pictures of pairs, people and units say what the frames say, go into axes of the caller's, and a notebook
shows them."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pytest

from sim.model.outcomes import OUTCOME
from sim.report.figures import STYLE, drawing, figure
from sim.report.pairs import OTHER, SAME, by_luck, draw_differences, draw_pairs
from sim.report.people import draw_people, draw_units


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def test_lives_are_the_ends_of_both_worlds(comparison):
    lives = comparison.pairs("fear")
    assert list(lives.columns) == ["a", "b", "difference"] and len(lives) == comparison.replications
    assert np.allclose(lives.mean(), comparison.outcomes.loc["fear", ["a", "b", "difference"]].to_numpy(
        float))


def test_every_two_lives_share_their_luck_or_do_not(comparison):
    found, n = by_luck(comparison, "fear"), comparison.replications
    assert found["luck"].value_counts().to_dict() == {SAME: n, OTHER: n * (n - 1)}
    assert np.array_equal(found.query("a == b")["difference"], comparison.pairs("fear")["difference"])
    lives = comparison.pairs("fear")
    assert found.loc[(0, 2), "difference"] == lives.at[2, "b"] - lives.at[0, "a"]


def test_units_make_up_the_whole(comparison):
    units = comparison.units("fear")
    assert set(units.index) <= set(comparison.a.records[0].unit_names) and len(units) > 1
    whole = comparison.outcomes.loc["fear"]
    assert units["difference"].min() <= whole["difference"] <= units["difference"].max()
    assert (units["separated"] == ((units["low"] > 0) | (units["high"] < 0))).all()


def test_units_that_serve_nobody_have_no_satisfaction(comparison):
    assert 0 < len(comparison.units("customer_satisfaction")) < len(comparison.units("fear"))


@pytest.mark.parametrize("draw", [draw_pairs, draw_differences, draw_units])
def test_a_picture_goes_into_axes_of_the_callers(comparison, draw):
    mine = plt.subplots()[1]
    assert draw(comparison, "fear", mine) is mine
    said = " ".join(text.get_text() for text in mine.texts) + mine.get_xlabel() + mine.get_title(loc="left")
    assert OUTCOME["fear"].label.lower() in said.lower()


def test_people_stand_on_rings_and_wear_their_values(comparison):
    there = comparison.a.setup.organisation
    values = np.linspace(0, 100, len(there))
    dots = draw_people(there, values, "fear", bad=True).collections[1]
    assert np.array_equal(dots.get_array(), values) and len(dots.get_offsets()) == len(there)
    assert dots.get_sizes()[there.leads].min() > dots.get_sizes()[~there.leads].max()


def test_the_style_ends_with_the_picture_and_puts_back_nothing_a_notebook_needs(monkeypatch):
    """A notebook's backend turns on "interactive" when the first figure is made, and shows nothing without
    it."""
    first = plt.figure

    def made(*args, **kwargs):
        matplotlib.rcParams["interactive"] = True
        return first(*args, **kwargs)

    with matplotlib.rc_context({"interactive": False}):
        monkeypatch.setattr(plt, "figure", made)
        with drawing(None) as axes:
            assert axes.spines["top"].get_visible() is STYLE["axes.spines.top"]
        assert matplotlib.rcParams["interactive"] and matplotlib.rcParams["axes.spines.top"]


def test_a_slide_shows_itself_in_a_notebook(comparison):
    slide = figure(comparison)
    assert slide._repr_svg_().lstrip().startswith("<?xml") and slide._repr_svg_() == slide._repr_svg_()
    assert not plt.get_fignums()
