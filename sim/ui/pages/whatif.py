"""The page /whatif."""

import solara

from sim.ui.tags import heading, paragraph
from sim.ui.words import t


@solara.component
def Page() -> None:
    """The page."""
    solara.Title(t("nav.whatif"))
    heading(1, t("nav.whatif"))
    paragraph(t("soon.text"))
