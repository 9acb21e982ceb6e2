"""The gate of a page, message by message, without a server: what passes, and what the libraries below would
have done."""

import sys
from collections.abc import Iterator

import pytest
import reacton
from solara.server import kernel, kernel_context
from solara.server.app import register_solara_comm_target

from sim.ui import messages
from sim.ui.components.elements import Picker
from sim.ui.tags import tag
from sim.ui.widgets.people import People

SHAPE = {"weeks": 50, "states": 5, "posts": 300}


@pytest.fixture
def page() -> Iterator[kernel_context.VirtualKernelContext]:
    """A page that nobody looks at."""
    messages.install()
    context = kernel_context.VirtualKernelContext(id="page", kernel=kernel.Kernel(), session_id="session")
    register_solara_comm_target(context.kernel)
    kernel_context.contexts["page"] = context
    with context:
        yield context
    context.close()


def say(page, kind: str, name: object, **content: object) -> None:
    getattr(page.kernel.comm_manager, kind)(None, None, {"content": {"comm_id": name, **content},
                                                         "metadata": {"version": "2.1.0"}})


def custom(page, widget, **content: object) -> None:
    say(page, "comm_msg", widget.model_id, data={"method": "custom", "content": content})


def test_nobody_makes_a_widget_by_a_message(page):
    state = {"_model_module": "@jupyter-widgets/controls", "_model_module_version": "2.0.0",
             "_model_name": "HTMLModel", "_view_module": "@jupyter-widgets/controls",
             "_view_module_version": "2.0.0", "_view_name": "HTMLView", "value": "x"}
    before = set(page.widgets)
    for target in ("jupyter.widget", "jupyter.widget.control", "", None, ["solara.control"]):
        say(page, "comm_open", "made", target_name=target, data={"state": state})
    assert set(page.widgets) == before
    assert "made" not in page.kernel.comm_manager.comms


def test_a_page_has_few_controls_and_none_in_place_of_a_widget(page):
    widget = People(shape=SHAPE)
    comm = widget.comm
    for name in (widget.model_id, "a" * 65, None, 5, *(f"control{i}" for i in range(9))):
        say(page, "comm_open", name, target_name="solara.control", data={})
    assert page.kernel.comm_manager.comms[widget.model_id] is comm
    assert [name for name, other in page.kernel.comm_manager.comms.items() if other.target_name
            == "solara.control"] == [
        f"control{i}" for i in range(5, 9)]
    say(page, "comm_close", widget.model_id, data={})
    assert page.kernel.comm_manager.comms[widget.model_id] is comm


def test_only_declared_traits_are_set_and_only_to_what_fits(page):
    widget = People(shape=SHAPE, week=7, stamp="recording")
    for state in ({"week": 51}, {"stamp": "mine"}, {"shape": {}}, {"week": 8, "_esm": "alert(1)"},
                  {"layout": None}, {"nothing": 1}, {}, [], None):
        say(page, "comm_msg", widget.model_id, data={"method": "update", "state": state, "buffer_paths": []})
    assert (widget.week, widget.stamp, widget.shape) == (7, "recording", SHAPE)
    say(page, "comm_msg", widget.model_id, data={"method": "update", "state": {"week": 8},
                                                 "buffer_paths": [["stamp"]]})
    assert widget.week == 8


def test_no_message_names_code(page):
    picked: list[str] = []
    box, rendered = reacton.render(Picker(label="Plan", value="a", choices=[("a", "A"), ("b", "B")],
                                          event_pick=picked.append), handle_error=False)
    widget = box.children[0]
    for content in ({"create_widget": ["this", "x"], "props": {}, "id": "x"},
                    {"event": "__init__", "data": None}, {"event": ["pick"], "data": "b"},
                    {"update_ref": {"functionRef": "close"}, "id": widget.model_id, "prop": "label"},
                    {"event": "event_pick", "data": "b"}, {"event": "pick", "data": "/etc/passwd"},
                    {"event": "pick"}):
        custom(page, widget, **content)
    assert not picked
    assert "this" not in sys.modules
    custom(page, widget, event="pick", data="b", create_widget=["this", "x"], props={}, id="x")
    assert picked == ["b"]
    assert "this" not in sys.modules
    rendered.close()


def test_a_button_that_cannot_be_clicked_is_not_clicked(page):
    clicks: list[str] = []

    @reacton.component
    def Buttons():
        with tag("div") as both:
            tag("button", "on", on_click=lambda: clicks.append("on"))
            tag("button", "off", on_click=lambda: clicks.append("off"), disabled="")
            tag("p", "nothing to click")
        return both

    box, rendered = reacton.render(Buttons(), handle_error=False)
    for widget in box.children[0].children:
        custom(page, widget, event="click", data={"isTrusted": True})
        custom(page, widget, event="mouseover", data={})
    assert clicks == ["on"]
    rendered.close()


def test_a_state_is_not_told_again_and_again(page, monkeypatch):
    widget = People(shape=SHAPE)
    told: list[object] = []
    monkeypatch.setattr(People, "send_state", lambda self, key=None: told.append(key))
    for _ in range(9):
        say(page, "comm_msg", widget.model_id, data={"method": "request_state"})
    assert len(told) == 1
