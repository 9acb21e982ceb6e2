"""What lessons show, for pages and sheets alike: stored with the package, or worked out once in the queue
that all visitors share."""

from __future__ import annotations

from threading import Lock

from sim.lessons.findings import Findings, stored
from sim.lessons.lesson import Lesson
from sim.lessons.retold import told
from sim.lessons.steps import Progress, computed
from sim.runs.cache import Cache
from sim.whatif.queue import Lane, Request, shared

_CACHE = Cache[str, Findings](64)  # of lessons of teachers' own, 35 kB each
_COMPUTING = Lock()


def known(lesson: Lesson) -> Findings | None:
    """What is stored, or was worked out before."""
    found = _CACHE.get(lesson.digest()) or stored(lesson)
    return found and told(found, lesson.language)


def work_out(lesson: Lesson, request: Request, on_progress: Progress = lambda share, what: None) -> Findings:
    """In the request's turn; cached for whoever asks next."""
    found = _CACHE.put(lesson.digest(), computed(lesson, on_progress, request.executor(Lane.FIRST)))
    return told(found, lesson.language)


def now(lesson: Lesson) -> Findings:
    """For a page that cannot tell how far it is; what is not known is computed once, whoever asks."""
    found = known(lesson)
    if found is not None:
        return found
    with _COMPUTING:
        request = shared().request(f"sheet {lesson.digest()}", "lesson")
        try:
            return known(lesson) or work_out(lesson, request)
        finally:
            request.close()
