"""What the emulator says at once: first guesses and the ranking; and runs that come with the package."""

import numpy as np
import pytest

from experiments.baselines import write
from sim.model.engine.simulate import simulate
from sim.model.parameters import LEVERS
from sim.report.money import Account
from sim.report.result import NAMES
from sim.whatif import run_cache
from sim.whatif.full import at_once
from sim.whatif.headline import Change
from sim.whatif.parts import OwnData
from sim.whatif.plan import Plan
from sim.whatif.ranking import MEASURES, OUTCOMES, STEP, ranking
from sim.whatif.run_cache import RUN_CACHE, RunCache, stored
from sim.whatif.runs import CARDS, RunSummary, World, Worlds
from sim.whatif.sure import first_guess, hinges, ordinary
from tests.languages import translated

PLAN = Plan().set("punishment_severity", 1.0).set("listening", 0.1)


def some_run(level):
    return RunSummary(np.full(63, level), np.full((50, len(CARDS)), level, np.float32),
                      Account(np.full((250, 7), level), 3.0))


@pytest.fixture(scope="module")
def today():
    """Today's runs of the ordinary firm, made up where those stored are of other code."""
    worlds, runs = Worlds(Plan()), {}
    for r in range(4):
        for k, world in enumerate((worlds.pair()[0], worlds.pair(r)[0])):
            runs[world.name, r] = stored().get((world.name, r)) or some_run(20.0 + r + k)
    return runs


@pytest.fixture
def known(today, monkeypatch):
    monkeypatch.setattr(RUN_CACHE, "_shelf", lambda: today)


def test_a_first_guess_stands_on_today_and_says_no_course(known):
    guess, now = first_guess(PLAN), at_once(Plan())
    assert guess.kind == "first" and not guess.final and guess.money is None
    assert set(guess.cards) == set(guess.series) == set(CARDS)
    for name, card in guess.cards.items():
        assert card.baseline == now.cards[name].baseline
        assert card.likely_low <= card.plan <= card.likely_high
        assert card.difference == pytest.approx(card.plan - card.baseline)
        line = guess.series[name]
        np.testing.assert_array_equal(line.baseline, now.series[name].baseline)
        assert np.isnan(line.plan[:-1]).all() and line.plan[-1] == card.plan
        assert (line.par_low[-1], line.par_high[-1]) == (card.likely_low, card.likely_high)
    assert guess.cards["fear"].better is False and "worse" in guess.cards["fear"].words()
    assert translated([guess.says()], [guess.says("de")])


def test_what_the_emulator_does_not_know_is_not_guessed(known, monkeypatch):
    monkeypatch.setattr("sim.insight.plans.pair.LEAST_R2", 0.9)
    plan = PLAN.set("backing", 0.9)
    guess = first_guess(plan)
    assert "burnout_share" not in guess.cards and "fear" in guess.cards
    assert first_guess(plan.but(weeks=100)) is None
    assert first_guess(plan.assume("venting", "cathartic")) is None
    assert first_guess(plan.but(seed=77)) is None, "nothing of today was run under another seed"


def test_hinges_move_with_the_difference(known):
    plan = Plan(levers={"word_deed_consistency": 1.0, "staffing": 0.8, "personal_interest": 1.0})
    change = Change.of(first_guess(plan).cards["customer_satisfaction"])
    for code in ("en", "de"):
        assert all("(" in said for said in hinges(plan, change, None, code))
    assert hinges(plan.but(weeks=100), change, None, "en") == ()


def test_levers_are_placed_as_far_as_likely_ranges_tell_them_apart():
    plan = Plan().set("permission", 1.0)
    for by in MEASURES:
        found = ranking(plan, by=by)
        outcome = OUTCOMES[2 if by == "money" else 0]
        assert {help.lever for help in found} == set(LEVERS) - {"permission"}, "one is at its end"
        places = [help.place for help in found]
        helping = [place for place in places if place > 0]
        assert places == sorted(helping) + sorted((p for p in places if p <= 0), reverse=True)
        assert sorted(set(helping)) == list(range(1, len(set(helping)) + 1))
        for help in found:
            mean, low, high = help.gains[outcome]
            assert low <= mean <= high
            assert help.place == (0 if low <= 0.0 <= high else -1 if high < 0.0 else help.place)
            assert help.place > 0 or low <= 0.0
    staffing = next(help for help in ranking(plan) if help.lever == "staffing")
    assert staffing.place == 1 and staffing.gains["net_value"][2] < 0.0
    hours = next(help for help in found if help.lever == "presence_hours")
    assert hours.hours == pytest.approx(STEP * 12.0)


def test_levers_alike_share_a_place(monkeypatch):
    def two_alike(here, moved, names):
        gain = np.where(np.arange(len(moved)) == 0, 9.0, np.where(np.arange(len(moved)) < 3, 5.0, -3.0))
        mean = np.broadcast_to(gain[:, None, None], (len(moved), 100, len(names))).copy()
        return mean, np.ones_like(mean)

    monkeypatch.setattr("sim.whatif.ranking.under_members", two_alike)
    monkeypatch.setattr("sim.whatif.ranking.of_lever", lambda *given: 0.0)
    assert [help.place for help in ranking(Plan())][:4] == [1, 2, 2, -1]


def test_only_levers_are_ranked_and_only_the_ordinary_firm_is_known():
    assert ranking(PLAN.but(weeks=100)) is None
    assert ordinary(PLAN) and not ordinary(PLAN.but(base="broken-middle"))
    assert not ordinary(PLAN.but(own_data=OwnData(people=40)))


@pytest.mark.slow
def test_a_step_is_ranked_by_what_comes_of_it():
    """Under the members that were run, the emulator's range holds what the engine says."""
    told, inside = {help.lever: help for help in ranking(Plan())}, []
    for name in ("word_deed_consistency", "punishment_severity", "goal_cascade", "listening", "compassion"):
        worlds = Worlds(Plan().set(name, told[name].value))
        ends = np.array([[RunSummary.of(simulate(world.setup, r)).ends for world in worlds.pair(r)]
                         for r in range(8)])
        found = (ends[:, 1] - ends[:, 0])[:, NAMES.index("customer_satisfaction")].mean()
        _, low, high = told[name].gains["customer_satisfaction"]
        inside.append(low <= found <= high)
    assert sum(inside) >= 4


def test_stored_runs_are_the_very_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(run_cache, "STORED", tmp_path / "baselines.npz")
    world = Worlds(Plan(weeks=2, own_data=OwnData(people=30))).pair()[0]
    run = RunSummary.of(simulate(world.setup, 3))
    write({(world.name, 3): run}, run_cache.STORED)
    stored.cache_clear()
    try:
        cache = RunCache(1 << 20, stored)
        found = cache.get_or_run(world, 3, lambda: pytest.fail("it is stored"))
        np.testing.assert_array_equal(found.ends, run.ends)
        np.testing.assert_array_equal(found.weeks, run.weeks)
        np.testing.assert_array_equal(found.account.daily, run.account.daily)
        assert found.account.hours == run.account.hours and cache.get(world, 4) is None
        stored.cache_clear()
        monkeypatch.setattr(run_cache, "code", lambda: "another")
        assert cache.get(world, 3) is None, "of other code"
        assert cache.get_or_run(World("other", lambda: world.setup), 0, lambda: run) is run
    finally:
        stored.cache_clear()
