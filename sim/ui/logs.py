"""What the server says of itself, each thing a few times a minute: a log that strangers can fill is as good
as none."""

from __future__ import annotations

import logging
import time
from typing import Any

MOST = 5
"""Lines of one place of the program within PERIOD."""

PERIOD = 60.0


class Few(logging.Filter):
    """Lets the first lines of each place through; the first of the next minute says how many were not."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[tuple[str, int], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this line is written."""
        place, now = (record.pathname, record.lineno), time.monotonic()
        began, count = self._seen.get(place, (now, 0))
        if now - began > PERIOD:
            if count > MOST:
                record.msg = f"{record.getMessage()} (and {count - MOST} such lines before)"
                record.args = None
            began, count = now, 0
        self._seen[place] = began, count + 1
        return count < MOST


def settings() -> dict[str, Any]:
    """For logging.config: warnings of all there is, and only so many of a kind."""
    return {
        "version": 1, "disable_existing_loggers": False,
        "filters": {"few": {"()": Few}},
        "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
        "handlers": {"err": {"class": "logging.StreamHandler", "filters": ["few"], "formatter": "plain"}},
        "root": {"level": "WARNING", "handlers": ["err"]},
        # of Solara errors only: that somebody keeps no cookies is no news
        "loggers": {"uvicorn": {"level": "WARNING"}, "solara": {"level": "ERROR"}},
    }
