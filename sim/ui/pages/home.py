"""The start page: what this is, and where to go."""

import solara

from sim.ui.tags import heading, paragraph, route, tag
from sim.ui.words import t


@solara.component
def Page() -> None:
    """A sentence, two buttons and four doors."""
    solara.Title(t("shell.product"))
    with tag("section", classes="hero"):
        heading(1, t("home.title"))
        paragraph(t("home.lead"), "lead")
        with tag("p", classes="actions"):
            route("/whatif", t("home.start"), "button primary")
            route("/lessons", t("home.teach"), "button")
    with tag("ul", classes="doors"):
        for name in ("whatif", "organisation", "lessons", "about"):
            with tag("li"):
                heading(2, t(f"nav.{name}"))
                paragraph(t(f"home.{name}"))
                route(f"/{name}", t(f"nav.{name}"), "door")
