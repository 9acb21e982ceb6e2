"""How far work is that somebody waits for: in words, as a bar, and where it stands in the queue."""

from __future__ import annotations

from typing import Any

import solara

from sim.ui.tags import paragraph, tag
from sim.ui.words import t
from sim.ui.work import Job


@solara.component
def Progress(words: str, job: Job[Any]) -> None:
    """The words, with a bar as soon as it is known how far it is."""
    percent = str(round(100 * job.done))
    with tag("div", classes="working", role="status"):
        paragraph(words)
        if queue := waits(job):
            paragraph(queue, "soft")
    with tag("div", classes="track", role="progressbar", label=words, aria_valuemin="0", aria_valuemax="100", aria_valuenow=percent):
        tag("span", "", style=f"width: {percent}%")


def waits(job: Job[Any]) -> str:
    """How many go first, and for how long; "" once nobody does."""
    position = job.position
    if position is None or not position.ahead:
        return ""
    return t("work.queue", ahead=position.ahead, seconds=max(1, round(position.seconds)))
