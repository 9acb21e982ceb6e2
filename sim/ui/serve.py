"""The server: Solara's pages in Starlette under uvicorn, in one process, on this machine only unless asked otherwise."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import re
import socket
import sys
import warnings
from collections.abc import Callable
from importlib.metadata import version

import solara.server.app as solara_app
import solara.server.settings as solara_settings
import solara.server.starlette as solara_starlette
import solara.settings
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

import sim
from sim.errors import UserError
from sim.ui import guards, handouts, limits, shell
from sim.ui.words import COOKIE, DEFAULT, languages

EVERYWHERE = ("0.0.0.0", "::")
"""Hosts that mean all addresses of this machine."""

# Solara's routes that the pages do not need, or that tell strangers about the server.
_DROPPED = {"/", "/{fullpath}", "/{fullpath:path}", "/readyz", "/resourcez", "/_solara/api/evict/{kernel_id}", "/_solara/cdn"}


def language_of(request: Request) -> str:
    """The language asked for in the address, or the one asked for last."""
    asked = request.query_params.get(COOKIE) or request.cookies.get(COOKIE) or DEFAULT
    return asked if asked in languages() else DEFAULT


async def page(request: Request) -> Response:
    """The shell of any page; the pages themselves come through the WebSocket."""
    code = language_of(request)
    if guards.full():
        return HTMLResponse(shell.full_page(code), status_code=503, headers={"Retry-After": "30"})
    try:
        response = await solara_starlette.root(request, request.url.path)
    except HTTPException:
        return HTMLResponse(shell.missing_page(code, request.url.path), status_code=404)
    html = HTMLResponse(shell.rewritten(bytes(response.body).decode(), code), response.status_code)
    html.raw_headers += [pair for pair in response.raw_headers if pair[0] == b"set-cookie"]
    if COOKIE in request.query_params:
        html.set_cookie(COOKIE, code, samesite="lax")
    return html


async def healthz(request: Request) -> Response:
    """For whoever watches the server: is it well, and how many are there."""
    return JSONResponse({"ok": True, "version": sim.__version__, "sessions": guards.sessions(), "limit": limits.SESSIONS,
                         "full": guards.full()})


def application(names: frozenset[str] | None = guards.LOOPBACK) -> Starlette:
    """The application; `names` are the hosts it answers to."""
    if "__default__" not in solara_app.apps:
        solara_app.apps["__default__"] = solara_app.AppScript("sim.ui.pages")
    solara.settings.assets.proxy = True      # never the address of a content network in a page
    warnings.filterwarnings("ignore", "Cookies with samesite=none require https")
    kept: list[BaseRoute] = [route for route in solara_starlette.routes if getattr(route, "path", "") not in _DROPPED]
    files = StaticFiles(directory=solara_settings.assets.proxy_cache_dir)   # Solara's own asks the network for what is missing
    return Starlette(
        routes=[Route("/healthz", healthz), *handouts.routes(language_of), Mount("/_solara/cdn", files), *kept,
                Route("/{path:path}", page)],
        middleware=[Middleware(guards.Guard, names=names), *solara_starlette.middleware],
        lifespan=solara_starlette.lifespan,
    )


class _Server(uvicorn.Server):
    """Says when it is ready to be looked at."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]):
        super().__init__(config)
        self.on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            await asyncio.to_thread(self.on_ready)


def serve(host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `on_ready` gets the address as soon as it answers."""
    taken = listening(host, port)
    address = f"http://{_shown(host)}:{taken.getsockname()[1]}/"
    names = guards.LOOPBACK if host in ("127.0.0.1", "localhost", "::1") else None
    config = uvicorn.Config(application(names), log_level="warning", access_log=False, ws_max_size=limits.MESSAGE_BYTES,
                            timeout_graceful_shutdown=1, server_header=False, proxy_headers=False)
    complete()
    sys.setswitchinterval(limits.SWITCH)
    os.environ.setdefault("REACTON_FAST", "1")  # of a page only what may have changed is walked through
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config, lambda: on_ready(address)).run(sockets=[taken])


def complete() -> None:
    """Solara and the files it needs are two packages; of versions that do not fit, visitors would get a blank page."""
    html = solara_starlette.server.read_root("/") or ""
    folder = solara_settings.assets.proxy_cache_dir
    missing = [path for path in re.findall(r'"/_solara/cdn/([^"]+\.(?:css|js))"', html) if not (folder / path).exists()]
    if missing:
        raise UserError(f"solara {version('solara')} needs {missing[0]}, which its package solara-assets does not bring in this version; "
                        "install the versions that this simulator names: pip install 'service-culture-sim[app]'")


def listening(host: str, port: int) -> socket.socket:
    """A socket at that address, or a sentence on why there is none."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        taken = socket.socket(family)
        if sys.platform != "win32":          # there it would let two servers share a port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen()
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise UserError(f"port {port} is in use; stop what uses it, or let one be chosen: sim app --port 0") from None
        raise UserError(f"cannot listen at {host}, port {port}: {fault.strerror}; try sim app --host 127.0.0.1 --port 0") from None
    return taken


def _shown(host: str) -> str:
    """How this machine's own browser gets there."""
    if host in EVERYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
