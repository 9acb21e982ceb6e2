"""Handles of files and connections: how many this process may have, and for how many pages and connections
they are enough."""

from __future__ import annotations

import contextlib
import sys

from sim.ui import limits

if sys.platform != "win32":
    import resource

OF_A_PAGE = 4
"""Its connection, and three of the event loop that Solara runs for it."""

AT_ONCE, WAITING = 16, 1_024
"""Connections taken in at once, since each needs a handle before it can be seen whether there is room; and
those that may wait for it."""

KEPT_BACK = 32 + 4 * AT_ONCE
"""For files, worker processes, and connections that are coming or going, which takes asyncio four rounds."""

MOST = 65_536
"""More would only make tables large."""


def raise_limit() -> None:
    """Let this process have as many as it may."""
    if sys.platform != "win32":
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = MOST if hard == resource.RLIM_INFINITY else min(hard, MOST)
        if soft != resource.RLIM_INFINITY and soft < most:
            with contextlib.suppress(OSError, ValueError):          # a system may refuse what it promised
                resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def number() -> int:
    """How many this process may have."""
    if sys.platform == "win32":
        return MOST
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST if soft == resource.RLIM_INFINITY else soft


def pages() -> int:
    """Pages for which they are enough, with another connection for each."""
    return max(1, (number() - KEPT_BACK) // (OF_A_PAGE + 1))


def connections() -> int:
    """Connections for which they are enough, those of pages among them."""
    spare = number() - KEPT_BACK - (OF_A_PAGE - 1) * min(limits.SESSIONS, pages())
    return max(8, min(limits.CONNECTIONS, spare))
