"""Organisations that visitors uploaded, each kept for the session that brought it, in memory only, until its last page closes.

A session is a browser: another tab of it finds the organisation too, another visitor never does.  To be called by a page while it is
drawn or answers an event, since work in other threads belongs to no session.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import solara.lab
from solara.server import kernel_context

from sim.org.organisation import Organisation
from sim.runs.cache import Cache

MOST = 4
"""Organisations of one session; the longest unused one is forgotten when a further one comes."""

_places: dict[str, Cache[str, Organisation]] = {}
_lock = Lock()


def keep(organisation: Organisation) -> str:
    """Keep it for this session; the digest by which a plan names it and :func:`kept` finds it."""
    digest = organisation.digest(names=False)
    with _lock:
        _places.setdefault(solara.get_session_id(), Cache(MOST)).put(digest, organisation)
    return digest


def kept(digest: str) -> Organisation | None:
    """The organisation of that digest, if this session brought it."""
    with _lock:
        mine = _places.get(solara.get_session_id())
    return mine.get(digest) if mine is not None else None


@solara.lab.on_kernel_start
def _opened() -> Callable[[], None]:
    """A page opens; what is to be done when it closes."""
    page = kernel_context.get_current_context()
    return lambda: _closed(page)


def _closed(page: kernel_context.VirtualKernelContext) -> None:
    """The last page of a session takes its organisations with it."""
    others = [other for other in kernel_context.contexts.copy().values() if other is not page and other.session_id == page.session_id]
    if not others:
        with _lock:
            _places.pop(page.session_id, None)
