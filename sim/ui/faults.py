"""Faults of the program itself: logged on the server, a plain sentence for the visitor, never a traceback."""

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

LOG = logging.getLogger("sim.ui")

AGAIN = 60.0
"""Seconds until a fault at the same place, or another dropped message, is logged again."""

_MOST_PLACES = 200
_told: dict[str, float] = {}
_lock = Lock()


def log(fault: BaseException) -> None:
    """Write a fault to the server's log, with its traceback, now and then if it comes again; mistakes of users are none."""
    if isinstance(fault, UserError):
        return
    frames = traceback.extract_tb(fault.__traceback__)
    if due(f"{type(fault).__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else type(fault).__name__):
        LOG.error("a page failed", exc_info=fault)


def due(what: str) -> bool:
    """Is this to be logged, or was it only a little ago?"""
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
    if isinstance(fault, UserError):
        return str(fault)
    try:
        code = language()
    except Exception:  # before there is a visitor, or after
        code = DEFAULT
    return say(code, "fault.text")


def _instead(_kind: object, fault: BaseException, *_: object) -> list[str]:
    log(fault)
    return [sentence(fault)]


def install() -> None:
    """Take care that Solara and reacton, which show a visitor the traceback of what they did not expect, show the sentence."""
    ours: Any = SimpleNamespace(format_exception=_instead, format_stack=list)
    reacton.core.traceback = ours
    solara.server.app.traceback = ours
    setattr(solara.server.patch.FakeIPython, "showtraceback", _shown)  # noqa: B010  (a method, which mypy would not have replaced)
    logging.getLogger("reacton").setLevel(logging.CRITICAL)  # it logs each of them once more


def _shown(_: object) -> None:
    fault = sys.exception()
    if fault is not None:
        log(fault)
