"""The sentence on top says what the cards say, in every language, and ranges only narrow."""

from dataclasses import replace

import numpy as np
import pytest

from sim.whatif.full import full_answer
from sim.whatif.headline import Change, Paying, headline, no_narrower
from sim.whatif.hours import hours, of_lever
from sim.whatif.parts import OwnData
from sim.whatif.plan import Plan
from tests.languages import translated

PLAN = Plan(weeks=5, own_data=OwnData(people=50)).set("punishment_severity", 1.0).set("presence_hours", 12.0)


@pytest.fixture(scope="module")
def answer():
    return full_answer(PLAN, rounds=(3,))


def test_every_difference_is_that_of_a_card(answer):
    said = headline(PLAN, answer, hours(PLAN), Paying())
    card = answer.cards["customer_satisfaction"]
    assert "Punishing mistakes 100 %" in said.replace("punishing", "Punishing")
    assert card.shown(card.difference, sign=True) in said
    for name in ("staff_turnover", "burnout_share", "job_satisfaction", "fear"):
        shown = Change.of(answer.cards[name])
        if shown.told("en") in said:
            assert shown.sure


def test_it_is_told_in_german_too(answer):
    told = [headline(PLAN, answer, hours(PLAN), Paying("€", 50), code) for code in ("en", "de")]
    assert translated(told[:1], told[1:])
    assert "€" in told[0]


def test_what_it_hinges_on_is_said_where_it_is_known(answer):
    def turns_on(change):
        ours = change.outcome == "customer_satisfaction"
        return ("how soon customers forgive", "how often they come") if ours else ()

    said = headline(PLAN, answer, hours(PLAN), Paying(), hinges=turns_on)
    assert "hinges on how soon customers forgive for customer satisfaction." in said
    assert "how often they come" not in said


def test_a_range_to_come_is_no_wider_than_the_one_shown(answer):
    first = replace(answer, kind="first", cards={name: replace(
        card, low=np.nan, high=np.nan, likely_low=card.likely_low - 1.0, likely_high=card.likely_high - 0.5)
        for name, card in answer.cards.items() if name != "absence"})
    early = no_narrower(replace(answer, final=False), first)
    assert no_narrower(answer, first) is answer
    for name, card in early.cards.items():
        last = answer.cards[name]
        by = 1.0 if name in first.cards else 0.0
        assert card.likely_low == pytest.approx(last.likely_low - by)
        assert card.likely_high == last.likely_high
        assert card.difference == last.difference


def test_hours_are_those_of_the_runs(answer):
    week = hours(PLAN)
    assert week.leaders == int(PLAN.baseline().build_organisation().leads.sum())
    assert answer.money is not None
    # but for newcomers, whom few leaders have
    assert answer.money.hours_a == pytest.approx(min(week.today, week.available), abs=0.8)
    assert answer.money.hours_b > answer.money.hours_a
    assert week.over > 0 and hours(PLAN.but(levers={})).over == 0


def test_what_a_lever_takes_adds_up_to_what_the_week_takes():
    today, plan = hours(Plan()).plan, Plan().set("listening", 0.9)
    by = of_lever(plan, "listening", 0.9) - of_lever(plan, "listening", Plan().today("listening"))
    assert hours(plan).plan == pytest.approx(today + by)
    assert of_lever(plan, "suspicion_policy", 0.9) == 0.0
    assert np.isfinite(of_lever(plan, "word_deed_consistency", 1.0))
