"""What one visitor may ask of the server, and how many visitors there may be."""

import os
from pathlib import Path

SESSIONS = int(os.environ.get("SIM_APP_SESSIONS", "60"))
"""Open pages at a time: a class and some; each costs a few megabytes.  One more is told to come back later."""

CULL = "15m"
"""How long a page that has gone silent (a closed laptop) keeps its place."""

MESSAGE_BYTES = 2 * 1024 * 1024
"""The longest message a browser may send; files come in pieces, so this is no limit to their size."""

UPLOAD_BYTES = 8 * 1024 * 1024
"""The largest file a visitor may upload: an organisation of 100,000 posts is about 5 MB."""

SWITCH = 0.0005
"""Seconds that one thread of Python's may keep the others waiting.  A run is compiled but for a few lines a day; those would wait for whole
drawings of pages, ten times as long as a day takes."""

LESSONS = Path(os.environ["SIM_APP_LESSONS"]) if os.environ.get("SIM_APP_LESSONS") else None
"""The teacher's own folder of lessons."""
