"""Populations: within the levers' ranges, evenly spread, in bundles, drifting, and drawn anew each time."""

import numpy as np
import pytest

from sim.insight.evidence.populations import (
    NEARER,
    REACH,
    STAYS,
    STYLE,
    TEAM,
    Plan,
    call_centre,
    lever_at,
    one_army,
    organisations,
)
from sim.insight.evidence.studies import run_organisation
from sim.model.outcomes import YEAR_DAYS
from sim.model.parameters import LEVERS
from sim.scenario import Scenario

CHANCE = np.random.default_rng(11)


@pytest.mark.parametrize("lever", LEVERS.values(), ids=lambda lever: lever.name)
def test_levers_stay_near_their_default_and_in_range(lever):
    values = np.array([lever_at(lever, style, own) for style, own in CHANCE.normal(size=(500, 2))])
    width = min(REACH, NEARER.get(lever.name, REACH)) * (lever.high - lever.low)
    assert values.min() >= max(lever.low, lever.default - width - 1e-9) and values.max() <= min(
        lever.high, lever.default + width + 1e-9)
    assert values.std() > 0.1 * width


def test_care_and_trust_go_together_and_fear_goes_against():
    normal = CHANCE.normal(size=(4000, 3))
    groups = {name: next(lever for lever in LEVERS.values() if lever.group == name) for name in STYLE}
    drawn = {name: np.array([lever_at(lever, n[0], n[1 if name == "care" else 2]) for n in normal]) for name,
             lever in groups.items()}
    assert 0.1 < np.corrcoef(drawn["care"], drawn["trust"])[0, 1] < 0.4
    assert -0.4 < np.corrcoef(drawn["care"], drawn["fear"])[0, 1] < -0.1


def test_organisations_differ_and_drift():
    plans = organisations(30, 3, key=1)
    years = np.array([[{**plan.scenario.levers, **(plan.scenario.changes[year - 1].levers if year else {})}[
        "personal_interest"] for year in range(3)] for plan in plans])
    assert np.unique(years[:, 0]).size == 30
    assert STAYS - 0.3 < np.corrcoef(years[:, 0], years[:, 1])[0, 1] < 1.0
    assert {plan.scenario.days for plan in plans} == {125 + 3 * YEAR_DAYS}
    assert (organisations(30, 3, key=1)[4].scenario == plans[4].scenario != organisations(30, 3, key=2)[
        4].scenario)


def test_places_are_as_described():
    site = call_centre(1)[0].scenario.setup()
    assert site.organisation.front_line.sum() > 100 and site.days == YEAR_DAYS
    army = one_army(1, units=20).scenario
    assert army.levers == {} and army.build_organisation().n_units >= 20


def test_all_teams_of_the_army_are_front_line_and_only_their_members_are_asked():
    army = one_army(1, units=20)
    firm = army.scenario.build_organisation()
    assert firm.front_line.sum() == 20 * TEAM and army.front_only
    assert all(plan.front_only for plan in call_centre(1)) and not organisations(1, 1, key=1)[0].front_only


def test_a_study_of_the_front_line_asks_and_counts_nobody_else():
    firm = Scenario(organisation={"people": 40}, start={"settle_days": 0}, days=YEAR_DAYS, seed=5)
    all_found, front = (run_organisation((Plan(firm, 0, 1, 0, front_only=only), 0)) for only in (False, True))
    assert front["people"]["front"].all() and not all_found["people"]["front"].all()
    assert len(front["people"]) == all_found["people"]["front"].sum()
    posts = firm.build_organisation().front_line.sum()
    assert front["flows"]["people"].max() <= posts < all_found["flows"]["people"].max()
    assert front["flows"]["quits"].sum() <= all_found["flows"]["quits"].sum()
