"""HTML elements by name, for pages whose landmarks and headings matter: ``tag("nav", links,
label="Pages")``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html import escape

import solara
import traitlets
from ipyvuetify import Html

from sim.report.wording import localised
from sim.ui.address import below
from sim.ui.words import language, shown

_READ = {"aria_label", "title"}

type Content = str | solara.Element | Sequence[str | solara.Element]


class _Clicked(Html):
    """An element that counts its clicks, so that whoever observes the count comes and goes with it."""

    clicks = traitlets.Int(0)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.on_event("click", self._count)

    def _count(self, *_: object) -> None:
        self.clicks += 1


@cache
def _kind(name: str, clicked: bool) -> type[Html]:
    """A class for each tag: drawn anew, an element takes over the widget of one of the same class, which
    cannot change its tag."""
    return type(name.title(), (_Clicked if clicked else Html,), {})


def tag(name: str, content: Content = (), classes: str = "", on_click: Callable[[], None] | None = None,
        label: str = "", **attributes: str) -> solara.Element:
    """An element, put where it is called, as Solara does it; underscores in attribute names become hyphens,
    and a path in `href` is the application's.

    Use it as a context manager to put other elements into it.
    """
    if label:
        attributes["aria_label"] = label
    for read in _READ & set(attributes):
        attributes[read] = shown(attributes[read])
    if "href" in attributes:
        attributes["href"] = below(attributes["href"])
    parts = [content] if isinstance(content, str | solara.Element) else list(content)
    children = [shown(part) if isinstance(part, str) else part for part in parts]
    clicked = {"on_clicks": lambda _: on_click()} if on_click else {}
    element: solara.Element = _kind(name, bool(on_click)).element(
        tag=name, children=children, class_=classes,
        attributes={key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}, **clicked)
    return element


def heading(level: int, words: str, classes: str = "", **attributes: str) -> solara.Element:
    """A heading; each page has one of level 1."""
    return tag(f"h{level}", words, classes, None, "", **attributes)


def paragraph(words: str, classes: str = "") -> solara.Element:
    """A paragraph."""
    return tag("p", words, classes)


def route(path: str, content: Content, classes: str = "", **attributes: str) -> solara.Element:
    """A link to another page of the application; following it keeps the session (`assets/custom.js`)."""
    return tag("a", content, f"route {classes}".strip(), None, "", href=path, **attributes)


def icon(name: str) -> solara.Element:
    """A picture that says nothing by itself, such as ``icon("undo")``; named as Material Design icons."""
    return tag("i", (), f"v-icon mdi mdi-{name}", aria_hidden="true")


def icon_button(name: str, label: str, on_click: Callable[[], None] | None = None, classes: str = "",
                **attributes: str) -> solara.Element:
    """A button that shows only an icon, and has a name all the same."""
    return tag("button", [icon(name)], f"icon-button {classes}".strip(), on_click=on_click, label=label,
               type="button", title=label, **attributes)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], label: str) -> solara.Element:
    """A table of words and numbers; it scrolls by itself where the screen is narrow, also by keyboard.

    One element however long it is: a widget for each cell would take the browser seconds.
    """
    top = "".join(f'<th scope="col">{escape(words)}</th>' for words in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(words)}</td>' for words in row)}</tr>" for row in rows)
    table = f'<table class="plain"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
    return solara.HTML(tag="div", classes=["scroll"],
                       unsafe_innerHTML=localised(table, language(), html=True),
                       attributes={"tabindex": "0", "role": "region", "aria-label": label})


def listed(sentences: Iterable[str]) -> solara.Element:
    """Sentences as a list."""
    with tag("ul", classes="plain") as outer:
        for sentence in sentences:
            tag("li", sentence)
    return outer
