"""The page /about."""

import solara

from sim.ui.tags import heading, paragraph
from sim.ui.words import t


@solara.component
def Page() -> None:
    """The page."""
    solara.Title(t("nav.about"))
    heading(1, t("nav.about"))
    paragraph(t("soon.text"))
