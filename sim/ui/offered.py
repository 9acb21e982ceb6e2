"""What a page takes from a browser: nothing but what it offers.

A visitor's browser shows the page, but whoever speaks its protocol can send any value to any part of it.  So
every component with a script of its own says beside its events what they may carry, and every widget says
beside its traits which of them a browser sets and to what; `sim.ui.messages` drops everything else before any
code of a page sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any

import solara

type Fits = Callable[[Any, Any], bool]
"""Does a value that a browser sent fit?  Called with the value and the widget it is for, as that is now."""

type Limit = float | Callable[[Any], float]
"""A number, or what finds it in the widget."""

NAME = 255
"""Characters of a file's name."""

WRITTEN = 500
"""Characters of what is written into a line."""


def flag(value: Any, _: Any) -> bool:
    """Yes or no."""
    return isinstance(value, bool)


def nothing(value: Any, _: Any) -> bool:
    """An event that carries nothing."""
    return value is None


def text(most: Limit) -> Fits:
    """Characters that can be written as UTF-8, at most so many."""
    return lambda value, widget: isinstance(value, str) and len(value) <= _found(most, widget) and _written(
        value)


def whole(low: Limit, high: Limit) -> Fits:
    """A whole number in a range, ends included."""
    return lambda value, widget: isinstance(value, int) and number(low, high)(value, widget)


def number(low: Limit, high: Limit) -> Fits:
    """A number in a range, ends included."""
    return lambda value, widget: (isinstance(value, int | float) and not isinstance(value, bool)
                                  and _found(low, widget) <= value <= _found(high, widget))


def among(choices: Callable[[Any], Collection[Any]]) -> Fits:
    """One of what the widget offers."""
    return lambda value, widget: (isinstance(value, str | int | float) and not isinstance(value, bool)
                                  and value in list(choices(widget)))


def row(*each: Fits) -> Fits:
    """A list of just so many."""
    return lambda value, widget: (isinstance(value, list) and len(value) == len(each)
                                  and all(fits(item, widget) for fits, item in zip(each, value, strict=True)))


def record(**each: Fits) -> Fits:
    """A mapping with just these keys."""
    return lambda value, widget: (isinstance(value, dict) and set(value) == set(each)
                                  and all(fits(value[key], widget) for key, fits in each.items()))


def _found(limit: Limit, widget: Any) -> float:
    return limit(widget) if callable(limit) else limit


def _written(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # half a character, which JSON can hold and nothing else
        return False
    return True


@dataclass(frozen=True)
class Event:
    """What an event of a component calls, and what it may carry.  most_bytes: of the one buffer that comes
    with it; 0 for none."""

    call: Callable[..., None]
    fits: Fits
    most_bytes: int

    def __call__(self, *given: Any) -> None:
        """Call it."""
        self.call(*given)


def vue[**P](path: str, most_bytes: int = 0,
             **events: Fits) -> Callable[[Callable[P, None]], Callable[P, solara.Element]]:
    """Declares a component drawn by a Vue template, as `solara.component_vue` does.

    events: what each ``event_NAME`` of the component may carry, by name.  TypeError where one is not
    declared.
    """
    def declared(function: Callable[P, None]) -> Callable[P, solara.Element]:
        sent = {name.removeprefix("event_") for name in signature(function).parameters
                if name.startswith("event_")}
        if sent != set(events):
            raise TypeError(f"{function.__name__} has the events {sorted(sent)}, but says of "
                            f"{sorted(events)} what they may carry")
        make = solara.component_vue(path)(function)

        @wraps(function)
        def element(*args: P.args, **given: P.kwargs) -> solara.Element:
            for name, fits in events.items():
                key = f"event_{name}"
                given[key] = Event(given[key], fits, most_bytes)  # type: ignore[arg-type]
            return make(*args, **given)

        return element

    return declared
