"""Work beside a page: in its turn in the queue that all visitors share, stopped as soon as it is no longer
wanted; and how far it is.

Progress goes to its element alone.  Were it drawn as anything else is, each report would walk through the
whole page, and with a class of visitors that would take more time than the work.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import solara
from solara.server import kernel_context

from sim.base.errors import UserError
from sim.runs.pool import Stopped
from sim.ui.faults import log, sentence
from sim.ui.tags import paragraph, tag
from sim.ui.words import language, say
from sim.whatif.queue import Position, Request, shared

LOOK = 0.5
"""Seconds between two reports of how far the work is, or where it waits."""

Far = tuple[float, Position | None]
"""The share that is done, 0 to 1, and its place in the queue while others are before it."""


@dataclass(frozen=True)
class Job[T]:
    """value: what came of it, once it is there.  fault: what was wrong with the question.  working: is it
    under way, or waiting?

    told: how far it is.  Nothing is drawn anew when it changes; see :meth:`followed`.
    """

    value: T | None
    fault: UserError | None
    working: bool
    told: solara.Reactive[Far] = field(compare=False)

    def followed(self, shown: Callable[[Far], None]) -> Callable[[], None]:
        """Have ``shown`` called with how far it is, now and whenever that changes; the function that ends
        this.  For an effect."""
        shown(self.told.peek())
        end: Callable[[], None] = self.told.subscribe(shown)
        return end


class Turn:
    """What work is given.  request: its place in the queue, under which its tasks are submitted; it is
    cancelled when the page wants something else, or is closed.  waits_for: the request whose position is
    shown; another one where others do the same work already."""

    def __init__(self, request: Request, tell: Callable[[Far], None]) -> None:
        self.request = self.waits_for = request
        self._tell, self._told = tell, 0.0

    @property
    def over(self) -> bool:
        """Is it not wanted any more?"""
        return self.request.cancelled

    def at(self, done: float, total: float = 1.0) -> None:
        """Tell how far it is; :class:`sim.runs.pool.Stopped` when it is not wanted any more."""
        if self.over:
            raise Stopped
        if time.monotonic() - self._told >= LOOK:
            self._told = time.monotonic()
            self._tell((done / max(total, 1e-9), self.waits_for.position()))

    def look(self) -> bool:
        """Is it not wanted any more?  To be asked now and then by work that cannot say how far it is."""
        if not self.over:
            self.at(0.0)
        return self.over


def visitor() -> str:
    """This page's name in the queue; another tab of the same browser is another visitor."""
    return kernel_context.get_current_context().id if kernel_context.has_current_context() else "nobody"


@dataclass(frozen=True)
class _Ended:
    """What came of which question."""

    asked: tuple[Hashable, ...]
    value: Any = None
    fault: Exception | None = None


def use_work[T](kind: str, work: Callable[[Turn], T] | None, dependencies: Sequence[Hashable]) -> Job[T]:
    """A hook: do ``work`` whenever a dependency changes, and nothing where it is None.

    kind: of the questions of one page at most one of a kind is being worked on; the newer replaces the older.
    The page is drawn once when it has ended, and not, as by Solara's own hook for threads, for each of the
    states that it goes through.
    """
    begun: Far = (0.0, None)
    none: _Ended | None = None
    told = solara.use_reactive(begun)
    ended, set_ended = solara.use_state(none)
    asked = (work is None, *dependencies)

    def begin() -> Callable[[], None] | None:
        if work is None:
            return None
        try:
            request = shared().request(visitor(), kind)
        except UserError as mistake:
            set_ended(_Ended(asked, fault=mistake))
            return None
        left = threading.Event()
        told.set(begun)

        def run() -> None:
            end = _done(work, Turn(request, told.set), asked)
            if not left.is_set():
                set_ended(end)

        def leave() -> None:
            left.set()
            request.cancel()

        threading.Thread(target=run, daemon=True, name=kind).start()
        return leave

    solara.use_effect(begin, list(asked))
    if ended is None or ended.asked != asked:
        return Job(None, None, work is not None, told)
    fault = ended.fault
    return Job(ended.value, fault if fault is None or isinstance(fault, UserError)
               else UserError(sentence(fault)), False, told)


def _done(work: Callable[[Turn], Any], turn: Turn, asked: tuple[Hashable, ...]) -> _Ended:
    try:
        return _Ended(asked, work(turn))
    except Stopped:
        return _Ended(asked)
    except Exception as fault:
        log(fault)
        return _Ended(asked, fault=fault)
    finally:
        turn.request.cancel()


@solara.component
def Progress(words: str, job: Job[Any]) -> None:
    """The words, with a bar, and how many go first."""
    with tag("div", classes="working", role="status"):
        paragraph(words)
        Waits(job, "p", "soft")
    with tag("div", classes="track", role="progressbar", label=words, aria_valuemin="0", aria_valuemax="100",
             aria_valuenow="0") as track:
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
