"""The organisation twice, baseline and plan, played beside the charts; larger and with everybody's story on the page /organisation."""

from __future__ import annotations

from collections.abc import Callable

import solara

from sim.ui.components.progress import Progress
from sim.ui.tags import heading, paragraph, route, tag
from sim.ui.whatif.page_state import Desk
from sim.ui.widgets.people import Sent, people, sent
from sim.ui.words import t
from sim.ui.work import Turn, use_work, visitor
from sim.whatif.queue import Lane
from sim.whatif.recordings import FILMS, Making
from sim.whatif.runs import Worlds

MOST_POSTS = 2_000
"""Posts up to which both worlds are filmed whenever the plan changes; larger ones when asked for, on the page /organisation."""


@solara.component
def Twins(desk: Desk, settled: bool, week: int, on_week: Callable[[int], None]) -> None:
    """Both worlds with one slider.  settled: whether the honest answer is there, so that the film does not slow it down."""
    none: Sent | None = None
    shown, set_shown = solara.use_state(none)
    of, set_of = solara.use_state("")
    state, set_state = solara.use_state(0)
    text, organisation = desk.plan.to_text(), desk.organisation
    who = visitor()
    large = organisation is not None and len(organisation) > MOST_POSTS

    def shoot(turn: Turn) -> None:
        def look(making: Making) -> None:
            turn.waits_for = making.request
            turn.at(*making.done)

        worlds = turn.request.submit(Lane.FILM, lambda beat: Worlds(desk.plan, organisation).pair()).result()
        reel = sent(FILMS.film(*worlds, look, private=who if organisation is not None else ""))
        if not turn.over:
            set_shown(reel)
            set_of(text)

    job = use_work("film", shoot if settled and of != text and not large else None, [text])
    with tag("section", classes="card twins" + (" old" if of != text else ""), label=t("whatif.side_by_side")):
        with tag("div", classes="twins-head"):
            heading(2, t("whatif.side_by_side"))
            route(f"/organisation?plan={text}", t("whatif.side_by_side_large"), "link")
        if large:
            paragraph(t("whatif.side_by_side_too_large"), "soft")
        elif shown is not None:
            people(shown, ("", ""), week=week, on_week=on_week, state=state,
                   on_state=set_state)
        elif job.fault is not None:
            tag("p", str(job.fault), "worse", role="alert")
        else:
            Progress(t("organisation.living"), job)
