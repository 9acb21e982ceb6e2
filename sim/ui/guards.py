"""What stands between the network and the pages: headers, the guard at the WebSocket, a limit of visitors."""

from __future__ import annotations

from urllib.parse import urlsplit

from solara.server import kernel_context
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.ui import limits

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

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


def sessions() -> int:
    """How many visitors' pages the server holds now."""
    return len(kernel_context.contexts)


def full() -> bool:
    """Whether there is no place for another page."""
    return sessions() >= limits.SESSIONS


class Guard:
    """Adds the headers, refuses foreign names and foreign pages, and further visitors when full."""

    def __init__(self, app: ASGIApp, names: frozenset[str] | None = None):
        """`names`: hosts this server answers to; None for any (it was asked to listen to the network)."""
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass, or refuse."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not self._ours(scope) or (scope["type"] == "websocket" and _stranger(scope["path"]) and full()):
            await _refuse(scope, send)
        else:
            await self.app(scope, receive, _with_headers(send))

    def _ours(self, scope: Scope) -> bool:
        """A page on another host may make a browser that is here ask us, under our name or, by rebinding its own, under its name."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.names is not None and _name(host) not in self.names:
            return False
        return scope["type"] == "http" or urlsplit(headers.get("origin", "")).netloc == host


def _name(host: str) -> str:
    """The name without the port: ``[::1]:80`` -> ``[::1]``."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def _stranger(path: str) -> bool:
    """Whether a connection asks for a kernel that is not there yet: /jupyter/api/kernels/ID/channels."""
    return path.split("/")[-2] not in kernel_context.contexts


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)
    return sending


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})        # before it was accepted, so the browser gets a 403
        return
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"refused: this server does not go by that name"})
