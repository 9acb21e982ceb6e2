"""The page /organisation."""

import solara

from sim.ui.tags import heading, paragraph
from sim.ui.words import t


@solara.component
def Page() -> None:
    """The page."""
    solara.Title(t("nav.organisation"))
    heading(1, t("nav.organisation"))
    paragraph(t("soon.text"))
