"""What surrounds every page, and the guard that keeps an error within its part of the page."""

from __future__ import annotations

from pathlib import Path

import reacton
import solara
import solara.lab
from solara.components.applayout import appbar_portal

import sim
from sim.ui import faults
from sim.ui.tags import heading, icon_button, paragraph, route, tag
from sim.ui.words import language, languages, t

PAGES = ("whatif", "organisation", "lessons", "about")

_LOGO = Path(__file__).with_name("assets").joinpath("favicon.svg").read_text(encoding="utf-8").replace(
    "<svg ", '<svg aria-hidden="true" ')
_COLOURS = {"light": {"primary": "#00796B", "secondary": "#56625F", "accent": "#00796B", "error": "#A84300",
                      "warning": "#A84300"}, "dark": {"primary": "#4DB6AC", "secondary": "#A4B1AD",
                                                      "accent": "#4DB6AC", "error": "#F6AB76",
                                                      "warning": "#F6AB76"}}


@solara.component
def Layout(children: list[solara.Element] = []) -> None:  # noqa: B006  (Solara fills it in)
    """The frame.  A page puts its own tools into the app bar with ``with solara.AppBar():``."""
    with Guarded():
        _House(children)


@solara.component
def _House(children: list[solara.Element]) -> None:
    solara.use_memo(_paint, [])
    tools = appbar_portal.use_portal()
    with tag("div", classes="house"):
        tag("a", t("shell.skip"), "skip", href="#main")
        _AppBar(tools)
        with tag("main", id="main", tabindex="-1"):
            Guarded(children)
        with tag("footer", classes="foot"):
            paragraph(f"{t('shell.footer')} {t('shell.private')}")
            paragraph(t("shell.version", version=sim.__version__))


@solara.component
def _AppBar(tools: list[solara.Element]) -> None:
    here = solara.use_router().path.strip("/").split("/")[0]
    with tag("header", classes="bar"):
        with route("/", (), "brand"):
            solara.HTML(tag="span", unsafe_innerHTML=_LOGO)
            tag("span", t("shell.product"))
        with tag("nav", label=t("nav.label")):
            for name in PAGES:
                current = {"aria_current": "page"} if name == here else {}
                route(f"/{name}", t(f"nav.{name}"), **current)
        if tools:
            tag("div", tools, "tools", role="group", label=t("shell.tools"))
        with tag("div", classes="ends"):
            for code, name in languages().items():
                if code != language():
                    tag("a", code.upper(), "icon-button language", label=name, lang=code, hreflang=code,
                        href=f"?lang={code}", title=name)
            icon_button("theme-light-dark", t("shell.dark"), classes="theme-toggle")


def _paint() -> None:
    """The house colours, for this visitor's Vuetify."""
    for variant, colours in _COLOURS.items():
        for name, colour in colours.items():
            setattr(getattr(solara.lab.theme.themes, variant), name, colour)


@solara.component
def Guarded(children: list[solara.Element] = []) -> None:  # noqa: B006  (filled in by ``with``)
    """What is put into it, until a fault in drawing it; following a link to another page draws that."""
    fault, forget = reacton.use_exception()
    address = solara.use_router()
    here, failed_at = f"{address.path}?{address.search}", solara.use_ref("")
    if fault is not None and failed_at.current not in ("", here):
        failed_at.current, fault = "", None
        forget()
    if fault is None:
        tag("div", children, "guarded")
        return
    if not failed_at.current:
        failed_at.current = here
        faults.log(fault)

    def again() -> None:
        failed_at.current = ""
        forget()

    with tag("section", classes="card fault", role="alert"):
        heading(1, t("fault.title"))
        tag("p", faults.sentence(fault))
        tag("button", t("fault.again"), "button first", type="button", on_click=again)
