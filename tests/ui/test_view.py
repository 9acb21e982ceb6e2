"""What stands in the address of the what-if page comes back from it, nonsense is refused."""

import pytest

from sim.base.errors import UserError
from sim.ui.whatif.view import MOST_PINS, View
from sim.whatif.plan import Plan

HARSH = Plan().set("punishment_severity", 0.9)


@pytest.mark.parametrize("view", [
    View(), View(HARSH), View(pins=(HARSH, Plan().set("backing", 1.0, week=9))),
    View(HARSH, cards=("fear", "absence", "burnout_share", "net_value"), charts=("fear", "absence")),
])
def test_it_comes_back_as_it_was(view):
    assert View.read(view.query()) == view
    assert View.read(f"?{view.query()}&lang=de") == view


def test_as_usual_is_not_said():
    assert View().query() == ""


@pytest.mark.parametrize("query, said", [
    ("plan=nonsense", "version .nonsense."),
    ("cards=fear", "names 1 outcomes under cards, expected 4"),
    ("charts=fear+feer", "'feer' under charts.*fear"),
    ("cards=" + "x" * 9000, "'x{39}\\.\\.\\. under cards"),
    ("&".join(["pin=1"] * (MOST_PINS + 1)), "pins 7 plans"),
])
def test_nonsense_is_a_sentence(query, said):
    with pytest.raises(UserError, match=said):
        View.read(query)
