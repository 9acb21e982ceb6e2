"""How far work is that somebody waits for: in words, as a bar, and where it stands in the queue."""

from __future__ import annotations

import solara

from sim.ui.tags import paragraph, tag
from sim.ui.words import t
from sim.ui.work import Job


@solara.component
def Progress(words: str, job: Job) -> None:
    """The words, with a bar as soon as it is known how far it is."""
    percent = str(round(100 * job.done))
    with tag("div", classes="working", role="status"):
        paragraph(words)
        if job.position is not None and job.position.ahead and not job.done:
            paragraph(t("work.queue", ahead=job.position.ahead, seconds=max(1, round(job.position.seconds))), "soft")
    with tag("div", classes="track", role="progressbar", label=words, aria_valuemin="0", aria_valuemax="100", aria_valuenow=percent):
        tag("span", "", style=f"width: {percent}%")
