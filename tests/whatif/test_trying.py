"""What tells soonest, plans a director knows, and everyday words."""

from dataclasses import replace

import numpy as np
import pytest

from sim.whatif.answer import Series
from sim.whatif.assumptions import assumptions
from sim.whatif.full import full_answer
from sim.whatif.notice import MEASURED, signs
from sim.whatif.parts import OwnData
from sim.whatif.plan import Plan
from sim.whatif.presets import PRESETS, preset_plan
from tests.languages import translated

SMALL = Plan(weeks=4, own_data=OwnData(people=40))


@pytest.fixture(scope="module")
def answer():
    return full_answer(SMALL.set("punishment_severity", 1.0), rounds=(3,))


def line(today, plan, half):
    flat = [np.full(4, level) for level in (today, plan, plan - half, plan + half)]
    return Series(*flat, *flat[2:])


def test_the_two_figures_that_luck_leaves_clearest(answer):
    quiet = {name: line(50.0, 50.1, 1.0) for name in answer.series}
    assert signs(replace(answer, series=quiet)) == []
    loud = quiet | {"fear": line(20.0, 30.0, 1.0), "absence": line(5.0, 6.0, 0.2),
                    "felt_care": line(60.0, 58.0, 1.5)}
    first, second = signs(replace(answer, series=loud))
    assert (first.outcome, second.outcome) == ("fear", "absence")
    assert (first.today, first.low, first.high, first.border) == (20.0, 29.0, 31.0, 24.5)
    assert "below 24.5" in first.told()
    assert translated([first.told(), second.told()], [first.told("de"), second.told("de")])


def test_what_is_to_be_measured_is_drawn(answer):
    assert set(MEASURED) <= set(answer.series)


@pytest.mark.parametrize("name", PRESETS)
def test_six_plans_to_start_from(name):
    plan = preset_plan(name)
    assert not plan.empty and Plan.from_text(plan.to_text()) == plan


@pytest.mark.parametrize("word, language, name", [
    ("salary", "en", "pay"), ("turnover", "en", "quit_usual"), ("Gehalt", "de", "pay"),
    ("Fluktuation", "de", "quit_usual"), ("Vertrauen", "de", "trust_gain")])
def test_everyday_words_find_assumptions(word, language, name):
    assert name in [row.name for row in assumptions(Plan(), word, language=language)]
    assert not assumptions(Plan(), "xyzzy", language=language)
