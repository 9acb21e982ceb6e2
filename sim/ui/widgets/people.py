"""The organisation, alive: everybody of two worlds on a canvas, the whole run played in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import anywidget
import numpy as np
import solara
import traitlets

from sim.model.outcomes import OUTCOME
from sim.org.layout import Layout, layout
from sim.ui.offered import whole
from sim.ui.widgets import together
from sim.ui.words import language, model, post, section, t, unit
from sim.whatif.recording import STATES, Recording
from sim.whatif.story import WORLDS


class People(anywidget.AnyWidget):
    """The widget.  All of the recording is sent once; ``stamp`` is changed last, and tells the browser that
    another recording is there.

    levels: uint8, see `sim.whatif.recording.Recording`.  places: float32 pairs.  manager, unit: int32.
    names: ids, titles and units. week (from 1), state (index), selected (post, -1 for nobody): what the
    visitor has chosen.
    """

    _esm = together("svg.js", "network.js", "narrative.js", "people.js")
    _css = together("people.css")
    shape = traitlets.Dict().tag(sync=True)
    levels = traitlets.Bytes().tag(sync=True)
    places = traitlets.Bytes().tag(sync=True)
    manager = traitlets.Bytes().tag(sync=True)
    unit = traitlets.Bytes().tag(sync=True)
    names = traitlets.Dict().tag(sync=True)
    states: traitlets.List = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    week = traitlets.Int(1).tag(sync=True, fits=whole(1, lambda widget: widget.shape["weeks"]))
    state = traitlets.Int(0).tag(sync=True, fits=whole(0, lambda widget: widget.shape["states"] - 1))
    selected = traitlets.Int(-1).tag(sync=True, fits=whole(-1, lambda widget: widget.shape["posts"] - 1))
    stamp = traitlets.Unicode().tag(sync=True)


@dataclass(frozen=True, eq=False)
class Sent:
    """What every browser is sent of a recording, made once for all of them."""

    recording: Recording
    traits: dict[str, Any]


_SENT: WeakKeyDictionary[Recording, dict[str, Any]] = WeakKeyDictionary()
_NAMES: WeakKeyDictionary[Recording, dict[str, dict[str, list[str]]]] = WeakKeyDictionary()
_LOCK = Lock()


def sent(recording: Recording) -> Sent:
    """A recording and its layout as bytes; may take a second, so call it where nobody waits."""
    with _LOCK:
        if recording not in _SENT:
            _SENT[recording] = _traits(recording, layout(recording.organisation))
        return Sent(recording, _SENT[recording])


def _traits(recording: Recording, where: Layout) -> dict[str, Any]:
    there = recording.organisation
    _, states, weeks, posts = recording.levels.shape
    return {
        "shape": {"states": states, "weeks": weeks, "posts": posts, "spacing": where.spacing,
                  "rings": list(where.rings)},
        "levels": recording.levels.tobytes(), "places": where.places.tobytes(),
        "manager": there.manager.astype(np.int32).tobytes(),
        "unit": there.unit.astype(np.int32).tobytes(),
        "scales": [list(recording.scale(i)) for i in range(len(STATES))],
        "stamp": f"{id(recording)}"}


def _names(recording: Recording) -> dict[str, list[str]]:
    """What people, their posts and their units are called in the visitor's language; made once for each."""
    known, there = _NAMES.setdefault(recording, {}), recording.organisation
    if language() not in known:
        titles = {title: post(there, title) for title in map(str, set(there.titles.tolist()))}
        known[language()] = {"ids": there.ids.tolist(),
                             "titles": [titles[str(title)] for title in there.titles],
                             "units": [unit(name) for name in there.unit_names]}
    return known[language()]


def state_label(state: int) -> str:
    """What a state is called in the visitor's language: as the outcome whose mean it is."""
    return model(OUTCOME[STATES[state].name].label)


def people(what: Sent, titles: tuple[str, str], **chosen: Any) -> solara.Element:
    """The element.  titles: of both worlds, "" for none.  chosen: week, state, selected, their ``on_``."""
    named = [(t(f"people.{world}"), title) for world, title in zip(WORLDS, titles, strict=True)]
    captions = [t("people.caption", world=world, title=title) if title else world for world, title in named]
    states = [{"name": state.name, "label": state_label(i), "good": state.good,
               "scale": what.traits["scales"][i]} for i, state in enumerate(STATES)]
    traits = {name: value for name, value in what.traits.items() if name != "scales"}
    element: solara.Element = People.element(words={**section("people"), "captions": captions}, states=states,
                                             names=_names(what.recording), **traits, **chosen)
    return element
