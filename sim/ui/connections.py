"""Connections: how many there may be, and how long each may keep the server waiting.

uvicorn serves whoever comes for as long as they like.  Its two protocols are used as they are, with a clock
and a count beside them.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request

from sim.ui import limits, visitors
from sim.ui.middleware import ABORT

PIECES = 1_024
"""Most frames of one message: browsers cut long ones into a handful."""

UNSENT = 4 * 1024 * 1024
"""Bytes of answers to pings that may wait for somebody who asks and does not read."""


class Web(H11Protocol):
    """A connection for pages and files."""

    _clock: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None
    since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it in; where there are too many, the oldest of whoever has most gives way."""
        super().connection_made(transport)
        self.since = self.loop.time()
        if len(self.connections) > limits.connections():
            _make_room([one for one in self.connections if not one.transport.is_closing()], self)
        self._expect_request()

    def data_received(self, data: bytes) -> None:
        """Stop the clock once a whole request is there."""
        super().data_received(data)
        self._expect_request()

    def on_response_complete(self) -> None:
        """Start it again for the next."""
        super().on_response_complete()
        self._expect_request()

    def handle_websocket_upgrade(self, event: Any) -> None:
        """From here on it is a page's."""
        self._stop()
        super().handle_websocket_upgrade(event)

    def pause_writing(self) -> None:
        """Nobody takes the answer: wait, but not forever."""
        super().pause_writing()
        self._stuck = self.loop.call_later(limits.ANSWER, self.transport.abort)

    def resume_writing(self) -> None:
        """Somebody did."""
        super().resume_writing()
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        super().connection_lost(exc)
        self._stop()

    def _expect_request(self) -> None:
        waiting = self in self.connections and (self.cycle is None or self.cycle.response_complete)
        if not waiting:
            self._stop()
        elif self._clock is None:
            self._clock = self.loop.call_later(limits.REQUEST, self.transport.abort)

    def _stop(self) -> None:
        for clock in (self._clock, self._stuck):
            if clock is not None:
                clock.cancel()
        self._clock = self._stuck = None


class Pages(WebSocketsSansIOProtocol):
    """A page's connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.close_timeout = 2.0

    def handle_connect(self, event: Request) -> None:
        """Let the guard drop it at once."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["state"][ABORT] = self.transport.abort

    def handle_cont(self, event: Frame) -> None:
        """A message in pieces, of which each costs as much as a whole one however short it is."""
        super().handle_cont(event)
        if len(self.frames) > PIECES:
            self.transport.abort()

    def handle_ping(self) -> None:
        """Answer it to whoever reads answers."""
        super().handle_ping()
        if self.transport.get_write_buffer_size() > UNSENT:
            self.transport.abort()

    def keepalive_timeout(self) -> None:
        """Nobody is there: what waits to be sent waits in vain."""
        super().keepalive_timeout()
        self.transport.abort()


def _make_room(connections: list[Any], newest: Web) -> None:
    """End the oldest of whoever has most that are no pages; the newest where all the others are pages."""
    if len(connections) <= limits.connections():
        return
    others = [one for one in connections if isinstance(one, Web) and one is not newest]
    homes = {one: visitors.network((one.client or ("",))[0]) for one in others}
    most = Counter(homes.values()).most_common(1)
    leaving = [one for one in others if homes[one] == most[0][0]] or [newest]
    min(leaving, key=lambda one: one.since).transport.abort()
