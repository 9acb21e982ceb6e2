"""What stands in the address of the what-if page comes back from it, nonsense is refused."""

import pytest

from sim.base.errors import UserError
from sim.ui.whatif.view import MOST_PINS, View
from sim.whatif.headline import Paying
from sim.whatif.pins import Pin
from sim.whatif.plan import Plan

HARSH = Plan().set("punishment_severity", 0.9)


@pytest.mark.parametrize("view", [
    View(), View(HARSH), View(pins=(Pin("Harsh & so", HARSH), Pin("B", Plan().set("backing", 1.0, week=9)))),
    View(paying=Paying("€", 62.5)),
    View(HARSH, cards=("fear", "absence", "burnout_share", "net_value"), charts=("fear", "absence")),
])
def test_it_comes_back_as_it_was(view):
    assert View.read(view.query()) == view
    assert View.read(f"?{view.query()}&lang=de") == view


def test_pins_have_names_and_no_plan_is_pinned_twice():
    twice = View.read("pin=1~backing-1&pin=1~backing-1&pin=Softer%7C1~backing-0")
    assert [pin.name for pin in twice.pins] == ["A", "Softer"]


def test_as_usual_is_not_said():
    assert View().query() == ""


@pytest.mark.parametrize("query, said", [
    ("plan=nonsense", "version .nonsense."),
    ("cards=fear", "names 1 outcomes under cards, expected 4"),
    ("charts=fear+feer", "'feer' under charts.*fear"),
    ("cards=" + "x" * 9000, "'x{39}\\.\\.\\. under cards"),
    ("currency=gold", "'gold'.*€"), ("hour=free", "'free'"), ("hour=-1", "'-1'"),
    ("&".join(["pin=1"] * (MOST_PINS + 1)), "pins 7 plans"),
])
def test_nonsense_is_a_sentence(query, said):
    with pytest.raises(UserError, match=said):
        View.read(query)
