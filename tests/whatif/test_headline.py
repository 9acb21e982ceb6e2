"""The sentence on top says what the cards say, in every language, and ranges only narrow."""

from dataclasses import replace

import numpy as np
import pytest

from sim.report.money_sentences import rounded_to
from sim.report.wording import amount
from sim.whatif.full import full_answer
from sim.whatif.headline import Change, Paying, headline, no_narrower
from sim.whatif.hours import hours, of_lever
from sim.whatif.notice import signs
from sim.whatif.parts import OwnData
from sim.whatif.plan import Plan
from sim.whatif.ranking import OUTCOMES, Help, checked
from tests.languages import translated

PLAN = Plan(weeks=5, own_data=OwnData(people=50)).set("punishment_severity", 1.0).set("presence_hours", 12.0)


@pytest.fixture(scope="module")
def answer():
    return full_answer(PLAN, rounds=(3,))


def test_every_difference_is_that_of_a_card(answer):
    said = " ".join(headline(PLAN, answer, hours(PLAN), Paying()))
    card = answer.cards["customer_satisfaction"]
    assert "Punishing mistakes 100 %" in said.replace("punishing", "Punishing")
    assert card.shown(card.difference, sign=True) in said
    for name in ("staff_turnover", "burnout_share", "job_satisfaction", "fear"):
        shown = Change.of(answer.cards[name])
        if shown.told("en") in said:
            assert shown.sure


def test_it_is_told_in_german_too(answer):
    told = [headline(PLAN, answer, hours(PLAN), Paying("€", 50), code) for code in ("en", "de")]
    assert translated(*told)
    assert "€" in told[0][1]


def test_what_it_hinges_on_is_said_where_it_is_known(answer):
    def turns_on(change):
        ours = change.outcome == "customer_satisfaction"
        return ("how soon customers forgive", "how often they come") if ours else ()

    said = headline(PLAN, answer, hours(PLAN), Paying(), hinges=turns_on)
    assert said[-1] == "What it hinges on: for customer satisfaction, how soon customers forgive."


def test_money_is_as_likely_as_the_card_of_the_net_value_has_it():
    plan = PLAN.set("staffing", 1.4)
    found = full_answer(plan, rounds=(3,))
    assert found.money is not None and found.money.separated
    card = found.cards["net_value"]
    firm = found.money.year.at["net_value", "difference"] / card.difference
    ends = [amount(firm * (end - card.baseline), rounded_to(found.money), sign=True)
            for end in (card.likely_low, card.likely_high)]
    assert f"(likely {ends[0]} to {ends[1]}" in headline(plan, found, hours(plan), Paying())[1]


def test_what_shows_after_three_months_is_as_likely_as_the_picture_has_it(answer):
    for sign in signs(answer):
        line, weeks = answer.series[sign.outcome], slice(1, 5)
        assert sign.low <= np.mean(line.par_low[weeks]) and sign.high >= np.mean(line.par_high[weeks])
        assert not sign.low <= sign.today <= sign.high


def test_the_first_levers_are_run_and_an_order_that_does_not_hold_is_told():
    def helping(lever, value, place):
        return Help(lever, value, dict.fromkeys(OUTCOMES, (1.0, 0.5, 1.5)), 0.0, place)

    plan = Plan(weeks=5, own_data=OwnData(people=50))
    asked = [helping("staffing", 1.5, 2), helping("transparency", 0.55, 1), helping("backing", 0.6, 0)]
    told, held = checked(plan, asked, "customers", runs=1, members=1)
    assert [each.lever for each in told] == ["staffing", "transparency"] and not held
    assert told[0].gains["customer_satisfaction"][0] > told[1].gains["customer_satisfaction"][0]


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
