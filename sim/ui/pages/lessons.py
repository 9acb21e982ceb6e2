"""The page /lessons."""

import solara

from sim.ui.tags import heading, paragraph
from sim.ui.words import t


@solara.component
def Page() -> None:
    """The page."""
    solara.Title(t("nav.lessons"))
    heading(1, t("nav.lessons"))
    paragraph(t("soon.text"))
