"""What the stored emulator says of two scenarios, and where it keeps silent."""

import numpy as np
import pytest

from sim.insight.plans.pair import judged, of_levers, plans, usual_levers
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.model.parameters.plausible import DOUBTED, value, where
from sim.scenario import Scenario
from sim.scenario.ensemble import members

ORDINARY = Scenario.load("ordinary-firm")


def both(plan: Scenario, today: Scenario = ORDINARY):
    there = today.build_organisation()
    return judged((today, today.setup(there)), (plan, plan.setup(there)))


def test_levers_are_shares_of_their_ranges_over_posts_and_days():
    organisation = ORDINARY.build_organisation()
    unit = organisation.unit_names[5]
    share = float((organisation.unit == 5).mean())
    low, high = LEVERS["presence_hours"].low, LEVERS["presence_hours"].high
    own = ORDINARY.with_(levers={"presence_hours": {"default": low, "unit": {unit: high}}})
    at = list(LEVERS).index("presence_hours")
    assert usual_levers(own.setup(organisation).policies, 250)[at] == pytest.approx(share)
    later = ORDINARY.with_(levers={"presence_hours": low},
                           changes=[{"from_day": 126, "levers": {"presence_hours": high}}])
    assert usual_levers(later.setup(organisation).policies, 250)[at] == pytest.approx(0.5, abs=0.01)


def test_nothing_changed_is_nothing():
    at = usual_levers(ORDINARY.setup(ORDINARY.build_organisation()).policies, 250)
    for told in of_levers(at, at).values():
        assert told.mean == 0.0 and told.hinges == [] and told.low <= 0.0 <= told.high


def test_it_knows_which_way_trust_and_fear_go():
    trust, fear = (both(Scenario.load(name)) for name in ("culture-of-trust", "culture-of-fear"))
    for name, way in (("customer_satisfaction", 1), ("trust_in_leader", 1), ("fear", -1),
                      ("staff_turnover", -1)):
        assert way * trust[name].mean > 0 > way * fear[name].mean, name
        assert trust[name].low < trust[name].high
    assert any(told.hinges for told in trust.values())
    for told in trust.values():
        for hinge in told.hinges:
            assert hinge.label and 0.0 < hinge.share <= 1.0 and hinge.low != hinge.high
            assert bool(hinge.sides) == (hinge.name in SWITCHES)


def test_it_keeps_silent_where_it_does_not_know():
    kinder = ORDINARY.with_(levers={"personal_interest": 0.9})
    assert both(kinder)
    assert both(kinder.with_(days=60), ORDINARY.with_(days=60)) == {}
    assert both(kinder.with_(demand={"level": 1.2})) == {}
    assert both(kinder.with_(parameters={"pay": 50_000}), ORDINARY.with_(parameters={"pay": 50_000})) == {}
    assert both(kinder.with_(switches={"venting": "cathartic"})) == {}


def test_members_lie_within_what_the_emulator_knows():
    names = plans().space.names[len(LEVERS):]
    assert set(names) == set(members()[0].active)
    for member in members():
        shares = np.array([where(name, member.active[name]) for name in names])
        assert ((shares >= 0.0) & (shares <= 1.0)).all()


def test_where_is_the_inverse_of_value():
    for name in DOUBTED:
        inside = [u for u in (0.1, 0.5, 0.9) if PARAMETERS[name].low < value(name, u) < PARAMETERS[name].high]
        assert [where(name, value(name, u)) for u in inside] == pytest.approx(inside)
    for name, switch in SWITCHES.items():
        assert [value(name, where(name, side)) for side in switch.choices] == list(switch.choices)
