"""Levers, zones, help pages and assumptions: all derived, nothing left out."""

from __future__ import annotations

import pytest

from sim.base.errors import UserError
from sim.model.mechanisms.catalogue import MECHANISMS
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.whatif.assumptions import assumptions
from sim.whatif.levers import AS_TODAY, FIRST, behind_more, help_page, lever, moves, on_page, zone
from sim.whatif.plan import Plan
from sim.words import source
from tests.languages import translated


def test_every_lever_stands_in_one_place_and_has_its_words():
    shown = [each.name for group in on_page().values() for each in group]
    hidden = [each.name for group in behind_more().values() for each in group]
    assert shown == list(FIRST)
    assert len(shown) <= 12
    assert list(on_page()) == ["care", "trust", "fear"]
    assert sorted(shown + hidden) == sorted(LEVERS)
    labels = [p.label for p in LEVERS.values()]
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= 30


@pytest.mark.parametrize("name", LEVERS)
def test_help_pages(name):
    page, p = help_page(name), LEVERS[name]
    assert page.lever.message.endswith(".")
    assert {m.id for m in page.works} == {m.id for m in MECHANISMS if name in m.levers}
    assert page.source == p.source
    assert page.sure[0] == p.sure
    assert page.cost
    assert page.to_try
    assert zone(name, p.default) == AS_TODAY
    for end, word in ((p.low, page.lever.zones[0]), (p.high, page.lever.zones[1])):
        assert zone(name, end) == (word if end != p.default else AS_TODAY)
    assert 20 <= (p.high - p.low) / lever(name).step <= 60


@pytest.mark.parametrize("name", LEVERS)
def test_help_pages_in_german_say_the_same(name):
    ours, theirs = help_page(name), help_page(name, "de")
    assert translated([ours.lever.message, ours.cost, *ours.sure, *ours.side_effects, *ours.to_try],
                      [theirs.lever.message, theirs.cost, *theirs.sure, *theirs.side_effects, *theirs.to_try])
    assert [each.source for each in theirs.works] == [source("de", each.source) for each in ours.works]
    assert not {each.title for each in theirs.works} & {each.title for each in ours.works}
    assert theirs.source == source("de", ours.source)


def test_side_effects_go_the_other_way():
    assert moves("discretion_limit")["gesture_cost"] == 1
    assert any("Cost of gestures rises" in said for said in help_page("discretion_limit").side_effects)
    assert any("Fraud loss falls" in said for said in help_page("suspicion_policy").side_effects)


def test_an_unknown_lever_is_refused_in_words():
    with pytest.raises(UserError, match="did you mean permission"):
        help_page("permision")


def test_assumptions_are_all_there_and_found():
    everything = assumptions(Plan())
    assert {row.name for row in everything} == {*PARAMETERS, *SWITCHES}
    assert [row.name for row in assumptions(Plan(), "does talking badly HARDEN")] == ["venting"]
    assert all("Oliva" in row.source or "Oliva" in row.help for row in assumptions(Plan(), "oliva sterman"))
    assert not assumptions(Plan(), "xyzzy")
    plan = Plan().assume("venting", "cathartic").assume("defences", 2.0)
    assert {row.name for row in assumptions(plan, changed_only=True)} == {"venting", "defences"}
    call_centre = {row.name: row for row in assumptions(Plan(base="mirroring-call-centre"),
                                                        changed_only=True)}
    assert not call_centre, "what the base says is usual there"
