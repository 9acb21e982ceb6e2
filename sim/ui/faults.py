"""What the server writes to its log, and what a visitor is told of an error of the program: a plain
sentence, never a traceback.

Each thing is logged a few times a minute: a log that strangers can fill is as good as none.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from threading import Lock
from types import SimpleNamespace
from typing import Any

import reacton.core
import solara.server.app
import solara.server.patch

from sim.base.errors import UserError
from sim.ui.words import DEFAULT, language, say
from sim.words.sentences import said

LOG = logging.getLogger("sim.ui")

AGAIN = 60.0
"""Seconds until an error at the same place, or another dropped message, is logged again."""

_MOST_PLACES = 200
_told: dict[str, float] = {}
_lock = Lock()


def log(fault: BaseException) -> None:
    """Write a fault to the server's log, with its traceback, only now and then if it recurs; mistakes of
    users are not logged."""
    if isinstance(fault, UserError):
        return
    frames = traceback.extract_tb(fault.__traceback__)
    if due(f"{type(fault).__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames
           else type(fault).__name__):
        LOG.error("a page failed", exc_info=fault)


def due(what: str) -> bool:
    """Is this to be logged, or was it logged a moment ago?"""
    now = time.monotonic()
    with _lock:
        if now - _told.get(what, -AGAIN) < AGAIN:
            return False
        if len(_told) >= _MOST_PLACES:
            _told.clear()
        _told[what] = now
    return True


def sentence(fault: BaseException | None = None) -> str:
    """What a visitor is told of a fault: what a UserError says, and of any other only that there was one."""
    try:
        code = language()
    except Exception:  # before there is a visitor, or after
        code = DEFAULT
    return said(code, str(fault)) if isinstance(fault, UserError) else say(code, "fault.text")


def _instead(_kind: object, fault: BaseException, *_: object) -> list[str]:
    log(fault)
    return [sentence(fault)]


def install() -> None:
    """Take care that Solara and reacton, which show a visitor the traceback of what they did not expect, show
    the sentence."""
    replacement: Any = SimpleNamespace(format_exception=_instead, format_stack=list)
    reacton.core.traceback = replacement
    solara.server.app.traceback = replacement
    # By setattr, as mypy would not have a method replaced.
    setattr(solara.server.patch.FakeIPython, "showtraceback", _shown)  # noqa: B010
    logging.getLogger("reacton").setLevel(logging.CRITICAL)  # it logs each of them once more


def _shown(_: object) -> None:
    fault = sys.exception()
    if fault is not None:
        log(fault)


MOST_LINES = 5
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
            if count > MOST_LINES:
                record.msg = f"{record.getMessage()} (and {count - MOST_LINES} such lines before)"
                record.args = None
            began, count = now, 0
        self._seen[place] = began, count + 1
        return count < MOST_LINES


def settings() -> dict[str, Any]:
    """For logging.config: warnings of all there is, and only so many of a kind."""
    return {
        "version": 1, "disable_existing_loggers": False,
        "filters": {"few": {"()": Few}},
        "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
        "handlers": {"err": {"class": "logging.StreamHandler", "filters": ["few"], "formatter": "plain"}},
        "root": {"level": "WARNING", "handlers": ["err"]},
        # of Solara errors only: that somebody accepts no cookies is not worth a line
        "loggers": {"uvicorn": {"level": "WARNING"}, "solara": {"level": "ERROR"}},
    }
