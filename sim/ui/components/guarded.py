"""A part of the page whose faults stay in it: in place of it stands a sentence, and a way to begin again."""

from __future__ import annotations

import reacton
import solara

from sim.ui import faults
from sim.ui.tags import heading, tag
from sim.ui.words import t


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
