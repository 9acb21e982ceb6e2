"""What one visitor may ask of the server, how many visitors there may be, and handles enough for them."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

SESSIONS = int(os.environ.get("SIM_APP_SESSIONS", "60"))
"""Open pages at a time: a class and some; each costs a few megabytes.  One more is sent away."""

OF_ONE_ADDRESS = 0.5
"""Share of the places that one address of the network may hold, so that one hostile machine leaves room for
twenty others; a class of thirty behind one address fits."""

CULL = "15m"
"""How long a page that has gone silent (a closed laptop) keeps its place, as long as nobody else wants it."""

RECONNECT = 30.0
"""Seconds that a page whose connection broke keeps its place in any case."""

UNUSED = 5.0
"""Seconds that a connection's place is kept after it which never was a page."""

START = 30.0
"""Seconds a new connection may take to ask for its page."""

MESSAGE_BYTES = 2 * 1024 * 1024
"""The longest message a browser may send; files come in pieces, so this is no limit to their size."""

MESSAGES_A_SECOND, MESSAGES_AT_ONCE = 25.0, 250.0
"""A lever that is dragged sends eight a second.  Who sends more waits."""

BYTES_A_SECOND, BYTES_AT_ONCE = 2.0 * 1024**2, 16.0 * 1024**2
"""An uploaded file of the largest size goes through at once."""

UPLOAD_BYTES = 8 * 1024 * 1024
"""The largest file a visitor may upload: an organisation of 100,000 posts is about 5 MB."""

CONNECTIONS = 1_000
"""Open connections at a time, where there are handles for them; a browser takes six and one for its page."""

ADDRESS = 16_384
"""Characters of an address; a plan with all its levers is about 500."""

REQUEST = 10.0
"""Seconds until a connection must have said what it wants, from its beginning and again after each answer."""

ANSWER = 30.0
"""Seconds that an answer may wait for the browser to take more of it."""

SWITCH = 0.0005
"""Seconds that one thread of Python's may keep the others waiting.  A run is compiled but for a few lines a
day; those would wait for whole drawings of pages, ten times as long as a day takes."""

LESSONS = Path(os.environ["SIM_APP_LESSONS"]) if os.environ.get("SIM_APP_LESSONS") else None
"""The teacher's own folder of lessons."""


if sys.platform != "win32":
    import resource

OF_A_PAGE = 4
"""Its connection, and three of the event loop that Solara runs for it."""

AT_ONCE, WAITING = 16, 1_024
"""Connections taken in at once, since each needs a handle before it can be seen whether there is room; and
those that may wait for it."""

RESERVED = 32 + 4 * AT_ONCE
"""For files, worker processes, and connections that are coming or going, which takes asyncio four rounds."""

MOST_HANDLES = 65_536
"""More would only make tables large."""


def raise_limit() -> None:
    """Let this process have as many as it may."""
    if sys.platform != "win32":
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = MOST_HANDLES if hard == resource.RLIM_INFINITY else min(hard, MOST_HANDLES)
        if soft != resource.RLIM_INFINITY and soft < most:
            with contextlib.suppress(OSError, ValueError):          # a system may refuse what it promised
                resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def handles() -> int:
    """How many this process may have."""
    if sys.platform == "win32":
        return MOST_HANDLES
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST_HANDLES if soft == resource.RLIM_INFINITY else soft


def pages() -> int:
    """Pages for which they are enough, with another connection for each."""
    return max(1, (handles() - RESERVED) // (OF_A_PAGE + 1))


def connections() -> int:
    """Connections for which they are enough, those of pages among them."""
    spare = handles() - RESERVED - (OF_A_PAGE - 1) * min(SESSIONS, pages())
    return max(8, min(CONNECTIONS, spare))
