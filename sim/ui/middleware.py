"""What lies between the network and the pages: headers, who may ask for what, what a connection may say."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import parse_qs

from solara.server.server import get_session_id_cookie
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.ui import address, frames, limits, visitors

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
ABORT = "sim.abort"
"""In the state of a websocket's scope: ends the connection at once, whatever still waits to be sent."""

# Solara writes scripts into the page and compiles templates in the browser; nothing comes from elsewhere.
POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
))
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
KERNEL = re.compile(r"/jupyter/api/kernels/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/channels")
NAME = re.compile(r"[A-Za-z0-9-]{1,64}")
"""What sessions and pages are called."""

_log = logging.getLogger("sim.ui")


class Guard:
    """Adds the headers; refuses foreign names and foreign pages, requests that no page makes, and further
    visitors when full."""

    def __init__(self, app: ASGIApp, names: frozenset[str] | None = None):
        """`names`: hosts this server answers to; None for any (it was asked to listen to the network)."""
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass, or refuse."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        send = _with_headers(send)
        scope["path"], scope["raw_path"], scope["root_path"] = address.stripped(scope["path"]), b"", ""
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(scope, send, *refusal)
        elif scope["type"] == "http":
            await self.app(scope, receive, send)
        else:
            await self._connection(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        """Why no page would ask for this."""
        headers = Headers(scope=scope)
        if self.names is not None and _name(headers.get("host", "")) not in self.names:
            return HTTPStatus.FORBIDDEN, "refused: this server does not go by that name"
        asks = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not asks and not _from_here(scope, headers, needed=scope["type"] == "websocket"):
            return HTTPStatus.FORBIDDEN, "refused: only pages of this server may do that"
        if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "refused: nothing is taken this way"
        if any(ord(letter) < 32 or letter == "\x7f" for letter in scope["path"]):
            return HTTPStatus.BAD_REQUEST, "refused: no address has such characters"
        return None

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The connection of a page, for as long as it lasts."""
        kernel, session, page = KERNEL.fullmatch(scope["path"]), session_of(scope), page_of(scope)
        end = scope.get("state", {}).get(ABORT) or _closing(send)
        place = None
        if kernel and page:
            place = await visitors.enter(kernel[1], session, page, client(scope), end)
        if place is None:
            await _refuse(scope, send, HTTPStatus.FORBIDDEN, "")
            return
        started = asyncio.get_running_loop().call_later(limits.START, lambda: None if place.ran else end())
        try:
            await self.app(scope, _Checked(place, receive, send).receive, send)
        finally:
            started.cancel()
            visitors.leave(place, end)


class _Checked:
    """What comes through a connection: checked, and not faster than a page would send it."""

    def __init__(self, place: visitors.Place, receive: Receive, send: Send) -> None:
        self._place, self._receive, self._send = place, receive, send
        now = time.monotonic()
        self._messages = frames.Pace(now, limits.MESSAGES_A_SECOND, limits.MESSAGES_AT_ONCE)
        self._bytes = frames.Pace(now, limits.BYTES_A_SECOND, limits.BYTES_AT_ONCE)

    async def receive(self) -> Message:
        """The next message; instead of a bad one the end of the connection."""
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        text = message.get("text")
        frame: str | bytes = message.get("bytes") or b"" if text is None else text
        now = time.monotonic()
        await asyncio.sleep(max(self._messages.spend(1, now), self._bytes.spend(len(frame), now)))
        try:
            if frames.starts_page(frame):
                if self._place.ran:
                    raise frames.Refused(frames.NOT_ALLOWED, "a page starts once")
                self._place.ran = True
        except frames.Refused as wrong:
            _log.warning("a visitor's connection is closed: %s", ascii(str(wrong)))
            with suppress(OSError):  # it may be gone already
                await self._send({"type": "websocket.close", "code": wrong.code})
            return {"type": "websocket.disconnect", "code": wrong.code}
        return message


def session_of(scope: Scope) -> str:
    """The session of whoever asks, "" where the browser says none."""
    found = get_session_id_cookie(HTTPConnection(scope).cookies) or ""
    return found if NAME.fullmatch(found) else ""


def page_of(scope: Scope) -> str:
    """What the page that asks calls itself, "" where it says nothing that a page does."""
    found = parse_qs(scope["query_string"].decode("latin-1")).get("session_id", [""])
    return found[0] if len(found) == 1 and NAME.fullmatch(found[0]) else ""


def client(scope: Scope) -> str:
    """Where whoever asks comes from, as places are counted."""
    return visitors.network((scope.get("client") or ("",))[0])


def scheme(scope: Scope) -> str:
    """What the browser speaks: with a proxy that takes off the encryption, what the proxy says.

    A browser lets no page set that header, so believing it lets no foreign page in.
    """
    said = Headers(scope=scope).get("x-forwarded-proto", "").split(",")[0].strip().lower()
    return said if said in ("http", "https") else str(scope["scheme"]).replace("ws", "http")


def _from_here(scope: Scope, headers: Headers, needed: bool) -> bool:
    """A page on another host may make a browser that is here ask us, under our name or, by rebinding its own,
    under its name."""
    origin = headers.get("origin")
    if origin is None:
        return not needed
    return origin.lower() == f"{scheme(scope)}://{headers.get('host', '')}".lower()


def _name(host: str) -> str:
    """The name without the port: ``[::1]:80`` -> ``[::1]``."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-cache" if "etag" in headers else "no-store")
        await send(message)
    return sending


def _closing(send: Send) -> Callable[[], None]:
    """Ends a connection by saying so, where the server cannot simply drop it."""
    def close() -> None:
        closing.append(asyncio.ensure_future(send({"type": "websocket.close", "code": frames.NOT_ALLOWED})))

    closing: list[asyncio.Future[None]] = []        # a task that nobody refers to may be lost
    return close


async def _refuse(scope: Scope, send: Send, status: HTTPStatus, words: str) -> None:
    if scope["type"] == "websocket":
        # before it was accepted, so the browser gets a 403
        await send({"type": "websocket.close", "code": frames.NOT_ALLOWED})
        return
    await send({"type": "http.response.start", "status": int(status),
                "headers": [(b"content-type", b"text/plain"), (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": words.encode()})
