"""What stands around every page: skip link, app bar with navigation, footer."""

from __future__ import annotations

import solara
from solara.components.applayout import appbar_portal

import sim
from sim.ui.tags import icon_button, paragraph, route, tag
from sim.ui.words import t

PAGES = ("whatif", "organisation", "lessons", "about")


@solara.component
def Layout(children: list[solara.Element] = []) -> None:  # noqa: B006  (Solara fills it in)
    """The frame.  A page puts its own tools into the app bar with ``with solara.AppBar():``."""
    tools = appbar_portal.use_portal()
    with tag("div", classes="house"):
        tag("a", t("shell.skip"), "skip", href="#main")
        _AppBar(tools)
        tag("main", children, id="main", tabindex="-1")
        with tag("footer", classes="foot"):
            paragraph(f"{t('shell.footer')} {t('shell.private')}")
            paragraph(t("shell.version", version=sim.__version__))


@solara.component
def _AppBar(tools: list[solara.Element]) -> None:
    here = solara.use_router().path.strip("/").split("/")[0]
    with tag("header", classes="bar"):
        route("/", t("shell.product"), "brand")
        with tag("nav", label=t("nav.label")):
            for name in PAGES:
                current = {"aria_current": "page"} if name == here else {}
                route(f"/{name}", t(f"nav.{name}"), **current)
        if tools:
            tag("div", tools, "tools", role="group", label=t("shell.tools"))
        icon_button("theme-light-dark", t("shell.dark"), classes="theme-toggle")
