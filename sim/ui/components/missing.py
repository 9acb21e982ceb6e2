"""What stands in place of a page whose plan is for an organisation that is not here: the sentence that says so, and the way to bring it."""

from __future__ import annotations

from collections.abc import Callable

import solara

from sim.ui import places
from sim.ui.tags import heading, paragraph, tag
from sim.ui.upload import Upload, organisation_in
from sim.ui.words import t
from sim.whatif.plan import OrganisationMissing
from sim.whatif.upload import ACCEPTED, FOLDER


@solara.component
def Missing(missing: OrganisationMissing, on_found: Callable[[str], None]) -> None:
    """Takes files until they are the organisation that is missing, keeps it for the session, and tells its digest to ``on_found``."""
    files, set_files = solara.use_state(dict[str, bytes]())
    faults, set_faults = solara.use_state(tuple[str, ...]())

    def take(name: str, content: bytes) -> None:
        given = {**files, name: content} if name in FOLDER and all(known in FOLDER for known in files) else {name: content}
        set_files(given)
        found, wrong = organisation_in(given)
        if found is None:
            set_faults(wrong)
        elif found.place == missing.wanted:
            places.keep(found.organisation)
            on_found(found.place)
        else:
            set_faults((str(OrganisationMissing(missing.wanted, found.place)),))

    with tag("section", classes="card missing", label=t("place.title")):
        heading(2, t("place.title"))
        paragraph(t("place.missing", place=missing.wanted[:8]))
        Upload(t("place.choose"), take, lambda fault: set_faults((str(fault),)), accept=",".join((*ACCEPTED, ".yaml")))
        paragraph(t("place.private"), "soft")
        if files:
            paragraph(t("place.given", files=", ".join(files)), "soft")
        if faults:
            with tag("div", classes="worse", role="alert"):
                for fault in faults:
                    paragraph(fault)
