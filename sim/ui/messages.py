"""The gate for what browsers send to pages: only what the page offers passes, and nothing that fails in a
page ends its connection.

The libraries below would take much more from whoever speaks their protocol: any value for any trait,
functions called and modules imported by name, widgets of any class.  So messages are taken apart here,
checked by what components and widgets declare (`sim.ui.offered`), and put together anew.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import solara.server.kernel
import solara.widgets
from comm import create_comm
from comm.base_comm import BaseComm
from ipykernel.comm import CommManager
from ipyvue import VueTemplate, VueWidget  # type: ignore[import-untyped]
from ipyvuetify.Themes import Theme
from ipywidgets import Widget  # type: ignore[import-untyped]
from solara.server import kernel_context

from sim.ui import faults, limits
from sim.ui.frame import PAGES
from sim.ui.offered import Event, Fits, flag, text

CONTROL = "solara.control"
"""By which a browser says which page it shows."""

_MOST_CONTROLS = 4  # a page that lost its connection opens another one

_STATE_AGAIN = 5.0  # seconds until a widget's state is sent again


def _address(value: Any, widget: Any) -> bool:
    """Path and query of one of the pages."""
    return text(limits.ADDRESS)(value, widget) and value.partition("?")[0].strip("/").split("/")[0] in (
        "", *PAGES)


_LIBRARY: dict[tuple[type[Widget], str], Fits] = {(solara.widgets.Navigator, "location"): _address,
                                                  (Theme, "dark_effective"): flag}
"""What browsers set of widgets from libraries."""

type Data = dict[str, Any]


def install() -> None:
    """Have all pages' messages pass the gate."""
    vars(solara.server.kernel)["CommManager"] = Comms


class Comms(CommManager):
    """The gate of one page."""

    def comm_open(self, stream: object, ident: object, msg: Data) -> None:
        """A browser may open the page's control and nothing else: no widget is made at its word."""
        name, target = msg["content"].get("comm_id"), msg["content"].get("target_name")
        if not text(64)(name, None) or name in self.comms:
            _dropped("a connection")
        elif target == CONTROL:
            opened = [other for other, comm in self.comms.items() if comm.target_name == CONTROL]
            for other in opened[:max(0, len(opened) + 1 - _MOST_CONTROLS)]:
                del self.comms[other]
            super().comm_open(stream, ident, {"content": {"comm_id": name, "target_name": CONTROL,
                                                          "data": {}}})
        else:
            # asked for after a lost connection; refused, the browser asks each widget by itself
            if target != "jupyter.widget.control":
                _dropped("a connection")
            create_comm(comm_id=name, primary=False, target_name="none").close()

    def comm_msg(self, stream: object, ident: object, msg: Data) -> None:
        """What a browser says to the page, or to one of its widgets."""
        name = msg["content"].get("comm_id")
        comm = self.comms.get(name) if isinstance(name, str) else None
        if comm is None:
            return
        try:
            data, buffers = msg["content"].get("data"), msg.get("buffers") or []
            page = kernel_context.get_current_context()
            widget = page.widgets.get(name)
            checked = _to_widget(widget, data, buffers, comm) if widget is not None else _to_page(
                data, page.container is not None)
            if checked is None:
                _dropped("the page" if widget is None else _named(widget))
            else:
                comm.handle_msg({"content": {"comm_id": name, "data": checked}, "buffers": buffers})
        except Exception as fault:
            faults.log(fault)

    def comm_close(self, stream: object, ident: object, msg: Data) -> None:
        """A browser may close what it opened; widgets are the page's."""
        name = msg["content"].get("comm_id")
        if isinstance(name, str) and name in self.comms and self.comms[name].target_name == CONTROL:
            del self.comms[name]


def _to_page(data: object, drawn: bool) -> Data | None:
    """A message to the page as a whole, or None if it takes none such: it is drawn once."""
    if not isinstance(data, dict):
        return None
    method, given = data.get("method"), data.get("args")
    if method == "app-status":
        return {"method": method}
    if method != "run" or drawn or not isinstance(given, dict) or not _address(given.get("path"), None):
        return None
    return {"method": method, "args": {"path": given["path"], "appName": None,
                                       "dark": given.get("dark") is True, "themes": None}}


_asked: WeakKeyDictionary[BaseComm, float] = WeakKeyDictionary()


def _to_widget(widget: Widget, data: object, buffers: Sequence[Any], comm: BaseComm) -> Data | None:
    """A message to a widget, or None if it takes none such."""
    if not isinstance(data, dict):
        return None
    method = data.get("method")
    if method == "update" and not buffers:
        return _update(widget, data.get("state"))
    if method == "custom" and isinstance(data.get("content"), dict):
        return _event(widget, data["content"], buffers)
    if (method == "request_state" and not buffers and time.monotonic() - _asked.get(comm, -_STATE_AGAIN)
        >= _STATE_AGAIN):
        _asked[comm] = time.monotonic()
        return {"method": method}
    return None


def _update(widget: Widget, state: object) -> Data | None:
    """Traits that a browser sets, if all of them are declared as such and their values fit."""
    if not isinstance(state, dict) or not state:
        return None
    for name, value in state.items():
        fits = _LIBRARY.get((type(widget), name)) or (widget.trait_metadata(name, "fits")
                                                      if widget.has_trait(name) else None)
        if fits is None or not fits(value, widget):
            return None
    return {"method": "update", "state": state, "buffer_paths": []}


def _event(widget: Widget, content: Data, buffers: Sequence[Any]) -> Data | None:
    """An event of a component, or a click on an element that takes clicks."""
    name, given = content.get("event"), content.get("data")
    if isinstance(widget, VueTemplate):
        calls: Mapping[str, object] = getattr(widget, "_event_callbacks", {})
        event = calls.get(name) if isinstance(name, str) else None
        if not isinstance(event, Event) or not _bytes_fit(event.most_bytes, buffers) or not event.fits(
            given, widget):
            return None
        return {"method": "custom", "content": {"event": name, "data": given}}
    if isinstance(widget, VueWidget) and name == "click" and "click" in widget._events and not buffers \
            and "disabled" not in (widget.attributes or {}):
        return {"method": "custom", "content": {"event": "click", "data": {}}}
    return None


def _bytes_fit(most: int, buffers: Sequence[Any]) -> bool:
    return not buffers or (len(buffers) == 1 and len(buffers[0]) <= most)


def _named(widget: Widget) -> str:
    """What the log calls a widget; never a word of the visitor's."""
    return f"{type(widget).__name__} {getattr(widget, 'template_file', None) or ''}".strip()


def _dropped(what: str) -> None:
    if faults.due("dropped"):
        faults.LOG.warning("dropped a message that no page offers, to %s; more of them are not told for %d s",
                           what, faults.AGAIN)
