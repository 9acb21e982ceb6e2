"""The start page: what this is, and where to go."""

import solara

from sim.ui.pages.emblem import emblem
from sim.ui.tags import heading, icon, paragraph, route, tag
from sim.ui.words import t

DOORS = {"whatif": "tune", "organisation": "graph-outline", "lessons": "school-outline", "about": "information-outline"}


@solara.component
def Page() -> None:
    """A sentence, two buttons, a picture and four doors."""
    solara.Title(t("shell.product"))
    with tag("section", classes="hero"):
        with tag("div"):
            heading(1, t("home.title"))
            paragraph(t("home.lead"), "lead")
            with tag("div", classes="actions"):
                route("/whatif", t("home.start"), "button first")
                route("/lessons", t("home.teach"), "button")
        solara.HTML(tag="div", unsafe_innerHTML=emblem(), classes=["emblem"])
    with tag("ul", classes="doors"):
        for name, picture in DOORS.items():
            with tag("li"), route(f"/{name}", (), "door card"):
                icon(picture)
                heading(2, t(f"nav.{name}"))
                paragraph(t(f"home.{name}"))
