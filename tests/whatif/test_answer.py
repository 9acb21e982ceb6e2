"""Answers made of a few short runs in a small firm."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.engine.simulate import simulate
from sim.model.outcomes import OUTCOME
from sim.runs.study import compare
from sim.whatif.answer import card, from_pairs, picture
from sim.whatif.parts import OwnData
from sim.whatif.plan import Plan
from sim.whatif.run_cache import RunCache
from sim.whatif.runs import CARDS, RunSummary, Worlds
from tests.languages import translated

SMALL = Plan(weeks=4, own_data=OwnData(people=60)).set("punishment_severity", 1.0).set("presence_hours", 0.0)


@pytest.fixture(scope="module")
def worlds():
    return Worlds(SMALL)


@pytest.fixture(scope="module")
def answer(worlds):
    def runs(pair, replications):
        return [tuple(RunSummary.of(simulate(world.setup, r)) for world in pair) for r in replications]

    one, other = worlds.pair()
    under = [runs(worlds.pair(member), [member])[0] for member in range(2)]
    return from_pairs(runs((one, other), range(3)), under, (one.setup.parameters, other.setup.parameters),
                      worlds.people, final=False)


def test_the_same_figures_as_sim_compare(answer):
    told = compare(SMALL.baseline(), SMALL.scenario(), replications=3)
    for name in CARDS:
        row, shown = told.outcomes.loc[name], answer.cards[name]
        assert (shown.baseline, shown.plan) == pytest.approx((row["a"], row["b"]))
        assert (shown.low - shown.baseline, shown.high - shown.baseline) == pytest.approx(
            (row["low"], row["high"]))
        assert shown.separated == row["separated"]
    assert answer.money.year["difference"].to_dict() == pytest.approx(told.money.year["difference"].to_dict())


def test_bands(answer):
    for name, line in answer.series.items():
        assert len(line.plan) == 4
        assert np.all(line.low <= line.plan) and np.all(line.plan <= line.high)
        assert np.all(line.par_low <= line.low) and np.all(line.high <= line.par_high)
        shown = answer.cards[name]
        assert shown.likely_low <= shown.low <= shown.high <= shown.likely_high or OUTCOME[name].unit in (
            "0-100", "%")


def test_one_world_has_one_name(worlds):
    again = Worlds(Plan.from_text(SMALL.to_text()))
    assert [world.name for world in worlds.pair()] == [world.name for world in again.pair()]
    names = [world.name for member in (None, 0, 1) for world in worlds.pair(member)]
    assert len(set(names)) == len(names)
    assert worlds.pair()[0].name == Worlds(SMALL.but(levers={})).pair()[0].name == Worlds(
        SMALL.but(levers={})).pair()[1].name
    assert worlds.pair()[0].setup.policies.table.shape == worlds.pair(1)[0].setup.policies.table.shape


def test_words():
    def said(name, difference, low, high, language="en"):
        return card(OUTCOME[name], 50.0, difference, (low, high)).words(language)

    assert said("fear", -5.0, -6.0, -4.0) == "−5.0 better"
    assert said("fear", 5.0, 4.0, 6.0) == "+5.0 worse"
    assert said("fear", 5.0, -1.0, 11.0) == "+5.0, may be luck"
    assert said("fear", 0.0, 0.0, 0.0) == "as today"
    assert said("fear", 0.01, 0.005, 0.015) == "hardly different from today"
    assert said("fear", 5.0, float("nan"), float("nan")) == "+5.0"
    first = [card(OUTCOME["fear"], 2.0, 5.0, likely=(low, 9.0)) for low in (-4.0, 1.0)]
    assert [each.words() for each in first] == ["+5.0", "+5.0 worse"]
    assert (first[0].likely_low, first[0].likely_high) == (0.0, 11.0)
    assert said("fear", -5.0, -6.0, -4.0, "de") == "−5.0 besser"


def test_the_shelf_forgets_the_longest_unused(answer, worlds):
    world = worlds.pair()[0]
    runs = [RunSummary.of(simulate(world.setup, 0)) for _ in range(3)]
    cache = RunCache(2 * runs[0].size)
    for r in (0, 1):
        cache.get_or_run(world, r, lambda r=r: runs[r])
    assert cache.get_or_run(world, 0, lambda: runs[2]) is runs[0]
    cache.get_or_run(world, 2, lambda: runs[2])
    assert cache.get(world, 1) is None
    assert cache.get(world, 0) is runs[0]
    assert len(cache) == 2


def test_what_it_says_of_itself(answer):
    assert "5 runs" in answer.says() and "more are being made" in answer.says()
    assert answer.money_lines()[0][0] == "Net value"


def test_it_says_the_same_in_german(answer):
    assert translated([answer.says()], [answer.says("de")])
    english, german = (["; ".join(line) for line in answer.money_lines(code)] for code in ("en", "de"))
    assert translated(english, german)
    shown = [(card.words(), card.words("de")) for card in answer.cards.values()]
    assert translated(*map(list, zip(*shown, strict=True)))
    assert translated([picture(answer, "fear")], [picture(answer, "fear", "de")])
