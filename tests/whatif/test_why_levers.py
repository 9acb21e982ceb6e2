"""The account of a plan calls a lever's levels what the lever calls them."""

import pytest

from sim.insight.attribution.counterfactuals import Change, Lever
from sim.whatif.why import as_on_the_lever


@pytest.mark.parametrize(("name", "before", "after", "said"), [
    ("word_deed_consistency", "0.85", "1", "85 % to 100 %"),
    ("presence_hours", "4", "6.5", "4 to 6.5"),
    ("listening", "", "0.7", "varied to 70 %"),
])
def test_levels_are_those_on_the_lever(name, before, after, said):
    player = Lever(name, name, (name,), (Change("from_to", "", before, after),))
    assert as_on_the_lever(player).said() == said


def test_assumptions_stay_as_they_are():
    player = Lever("assumptions", "Assumptions", (), (Change("of_from_to", "defences", "1.1", "4"),))
    assert as_on_the_lever(player) == player
