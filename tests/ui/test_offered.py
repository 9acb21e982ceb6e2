"""What components and widgets say that a browser may send: all that is offered fits, and nothing else does,
whatever it is."""

from types import SimpleNamespace as Widget

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.ui import offered
from sim.ui.whatif.policies import _step
from sim.ui.widgets.inputs import _chosen, _drawn, _set
from sim.ui.widgets.people import People

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(
        ["permission", "9" * 5000, "\ud800"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.text(max_size=9) | st.sampled_from(["permission", "name"]), inner, max_size=4))
PICKER = Widget(choices=[("0", "as it is"), ("300", "300 people")])
LEVERS = Widget(rows=[{"name": "permission", "said": [["0.0", ""], ["0.5", ""], ["1.0", ""]], "low": 0.0,
                       "high": 1.0}])
DRAW = Widget(bounds=[0.0, 60.0], weeks=[1, 25, 50], model=[])
FILE = Widget(most=10)
RECORDING = Widget(shape={"weeks": 50, "states": 5, "posts": 300})


def people(trait: str) -> offered.Fits:
    return People.class_traits()[trait].metadata["fits"]


CASES = {  # what fits, the widget, what does, what does not
    "picker": (offered.among(lambda w: [value for value, _ in w.choices]), PICKER, ["0", "300"],
               ["300000", "/etc/passwd", 0, True, None, ["0"], {"0": 1}, "", float("nan")]),
    "lever": (_step, LEVERS, [["permission", 0], ["permission", 2]], [["permission", 3], ["permission", -1],
                                                                      ["permission", 10**6],
                                                                      ["permission", True],
                                                                      ["permission", 1.0],
                                                                      ["permission", "1"], ["permission"],
                                                                      ["fear", 0], [["permission"], 0],
                                                                      "permission", {"permission": 0}, None]),
    "drawn": (_drawn, DRAW, [[0.0, 30, 60.0]], [[0, 0], [0, 0, 61], [0, 0, float("nan")], [0, 0, "1"],
                                                [0, 0, 0, 0], [], "000", {0: 0}, 5]),
    "revealed": (_drawn, Widget(bounds=[0.0, 60.0], weeks=[1, 25, 50], model=[1.0]), [], [[0.0, 30, 60.0]]),
    "sliders": (_set, LEVERS, [{"permission": 0.5}, {"permission": 0}],
                [{"permission": 1.1}, {"permission": "0.5"}, {"permission": None}, {}, {"fear": 0.5},
                 {"permission": 0.5, "fear": 0.5}, []]),
    "file": (_chosen, FILE, [{"name": "a.yaml", "size": 3, "at": 1, "text": "abc"},
                             {"name": "a.yaml", "size": 300, "at": 1}],
             [{"name": "a.yaml", "size": 30, "at": 1, "text": "a" * 11},
              {"name": "a" * 256, "size": 3, "at": 1}, {"name": "a", "size": -1, "at": 1},
              {"name": ["a"], "size": 3, "at": 1, "text": "a"}, {"text": "a"},
              {"name": "a", "size": 3, "at": 1, "text": "\ud800"}, None]),
    "week": (people("week"), RECORDING, [1, 50], [0, 51, 10**6, 1.5, "1", None, True, [1], float("inf")]),
    "state": (people("state"), RECORDING, [0, 4], [-1, 5, None]),
    "selected": (people("selected"), RECORDING, [-1, 0, 299], [-2, 300, "0", 1e308]),
    "written": (offered.text(5), None, ["", "abcde", "ä…<b>"], ["abcdef", None, 5, ["a"], "\ud800"]),
    "flag": (offered.flag, None, [True, False], [0, 1, "true", None]),
    "nothing": (offered.nothing, None, [None], [0, "", [], {}]),}


@pytest.mark.parametrize("name", CASES)
def test_what_is_offered_fits_and_nothing_else(name):
    fits, widget, right, wrong = CASES[name]
    assert [value for value in right if not fits(value, widget)] == []
    assert [value for value in wrong if fits(value, widget)] == []


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(CASES)), ANYTHING)
def test_no_value_is_too_odd_to_be_judged(name, value):
    fits, widget, _, _ = CASES[name]
    assert fits(value, widget) in (True, False)


@pytest.mark.parametrize("trait", ["levels", "names", "shape", "stamp", "words", "_esm", "_css", "layout",
                                   "comm", "keys"])
def test_what_the_server_says_is_not_set_by_a_browser(trait):
    assert "fits" not in People.class_traits().get(trait, Widget(metadata={})).metadata


def test_an_event_whose_content_is_not_declared_is_a_mistake():
    with pytest.raises(TypeError, match="Listed has the events"):
        @offered.vue("picker.vue")
        def Listed(event_pick):
            """Says nothing of its event."""
