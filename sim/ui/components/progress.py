"""How far is work that somebody waits for: in words, as a bar, and where it stands in the queue.

What is told again and again goes to its element alone.  Were it drawn as anything else is, each telling would walk through the whole
page, and with a class of visitors that would take more time than the work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from sim.ui.tags import paragraph, tag
from sim.ui.words import language, say
from sim.ui.work import Far, Job


@solara.component
def Progress(words: str, job: Job[Any]) -> None:
    """The words, with a bar, and how many go first."""
    with tag("div", classes="working", role="status"):
        paragraph(words)
        Waits(job, "p", "soft")
    with tag("div", classes="track", role="progressbar", label=words, aria_valuemin="0", aria_valuemax="100", aria_valuenow="0") as track:
        bar = tag("span", "", style="width: 0%")

    def follow() -> Callable[[], None]:
        outer, inner = solara.get_widget(track), solara.get_widget(bar)

        def shown(far: Far) -> None:
            percent = str(round(100 * far[0]))
            outer.attributes = outer.attributes | {"aria-valuenow": percent}
            inner.attributes = inner.attributes | {"style": f"width: {percent}%"}

        return job.followed(shown)

    solara.use_effect(follow, [job.told])


@solara.component
def Waits(job: Job[Any], name: str, classes: str) -> None:
    """How many go first, and for how long; empty once nobody does."""
    code = language()
    words = tag(name, "", f"waits {classes}")

    def follow() -> Callable[[], None]:
        element = solara.get_widget(words)

        def shown(far: Far) -> None:
            element.children = [_ahead(far, code)]

        return job.followed(shown)

    solara.use_effect(follow, [job.told, code])


def _ahead(far: Far, code: str) -> str:
    done, position = far
    if done or position is None or not position.ahead:
        return ""
    return say(code, "work.queue", ahead=position.ahead, seconds=max(1, round(position.seconds)))
