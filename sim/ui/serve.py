"""The server: Solara's pages in Starlette under uvicorn, in one process, for this machine unless asked."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import re
import socket
import sys
import threading
from collections.abc import Callable
from importlib.metadata import version
from uuid import uuid4

import solara.server.app as solara_app
import solara.server.server as solara_server
import solara.server.settings as solara_settings
import solara.server.starlette as solara_starlette
import solara.settings
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

import sim
from sim.base.errors import UserError
from sim.ui import address, connections, faults, handouts, limits, middleware, shell, visitors
from sim.ui.early import PAGE, early
from sim.ui.words import COOKIE, DEFAULT, languages
from sim.whatif.plan import Plan
from sim.whatif.sure import first_guess

EVERYWHERE = ("0.0.0.0", "::")
"""Hosts that mean all addresses of this machine."""

SCRIPTS = ("anywidget", "jupyter-vue", "jupyter-vuetify")
"""Folders of Jupyter's extensions that the pages load; others are not served."""


def language_of(request: Request) -> str:
    """The language asked for in the address, or the one asked for last; at first the browser's own."""
    own = (code for code in _accepted(request.headers.get("accept-language", "")) if code in languages())
    asked = request.query_params.get(COOKIE) or request.cookies.get(COOKIE) or next(own, DEFAULT)
    return asked if asked in languages() else DEFAULT


def _accepted(header: str) -> list[str]:
    """Codes of the languages that a browser asks for, the one it likes best first.

    >>> _accepted("fr;q=0.5, de-AT, en;q=0.9, *;q=0.1")
    ['de', 'en', 'fr', '*']
    """
    def liking(part: str) -> float:
        try:
            return float(part.partition("q=")[2] or 1.0)
        except ValueError:
            return 0.0

    parts = sorted(filter(None, header[:200].replace(" ", "").split(",")), key=lambda part: -liking(part))
    return [part.partition(";")[0].partition("-")[0].lower() for part in parts]


async def page(request: Request) -> Response:
    """The shell of any page; the pages themselves come through the WebSocket."""
    code, path = language_of(request), "/" + request.path_params["path"]
    if not await visitors.room(middleware.client(request.scope)):
        return HTMLResponse(shell.full_page(code), status_code=503, headers={"Retry-After": "30"})
    html = solara_server.read_root(path, address.ROOT)
    if html is None:
        return HTMLResponse(shell.missing_page(code, path), status_code=404)
    known = await asyncio.to_thread(early, request.url.query, code) if path == PAGE else ""
    answer = HTMLResponse(shell.rewritten(html, code, known))
    session = middleware.session_of(request.scope) or str(uuid4())
    _set_cookie(answer, request, solara_server.COOKIE_KEY_SESSION_ID, session)
    if COOKIE in request.query_params or request.cookies.get(COOKIE) != code:
        _set_cookie(answer, request, COOKIE, code)
    return answer


def _set_cookie(answer: Response, request: Request, name: str, value: str) -> None:
    """A cookie that scripts cannot read, and that the browser forgets when it is closed."""
    answer.set_cookie(name, value, path=address.ROOT or "/", httponly=True, samesite="lax",
                      secure=middleware.scheme(request.scope) == "https")


async def closed(request: Request) -> Response:
    """A page says that it is closed."""
    visitors.close(request.path_params["kernel"], middleware.session_of(request.scope),
                   middleware.page_of(request.scope))
    return Response()


async def healthz(request: Request) -> Response:
    """For whoever watches the server: is it well, and how many are there."""
    return JSONResponse({"ok": True, "version": sim.__version__,
                         "sessions": visitors.sessions(), "limit": visitors.limit(),
                         "full": visitors.full(middleware.client(request.scope))})


def application(names: frozenset[str] | None = middleware.LOOPBACK) -> Starlette:
    """The application; `names` are the hosts it answers to.

    Of Solara's own routes only those are here that the pages need: others tell strangers about the server, or
    ask the network.
    """
    if "__default__" not in solara_app.apps:
        solara_app.apps["__default__"] = solara_app.AppScript("sim.ui.pages")
    solara.settings.assets.proxy = True      # never the address of a content network in a page
    solara_settings.main.root_path = address.ROOT
    # Solara's own asks the network for what is missing
    cdn = StaticFiles(directory=solara_settings.assets.proxy_cache_dir)
    own = solara_starlette.StaticFilesOptionalAuth(directory=solara_server.solara_static)
    return Starlette(
        routes=[Route("/healthz", healthz), *handouts.routes(language_of), Mount("/_solara/cdn", cdn),
                Route("/_solara/api/close/{kernel}", closed, methods=["POST"]),
                WebSocketRoute("/jupyter/api/kernels/{kernel_id}/channels",
                               solara_starlette.kernel_connection),
                Mount("/jupyter/nbextensions", _Scripts()),
                Mount("/static/assets", solara_starlette.StaticAssets()), Mount("/static", own),
                Route("/{path:path}", page)],
        middleware=[Middleware(middleware.Guard, names=names), *solara_starlette.middleware],
        lifespan=solara_starlette.lifespan,
    )


class _Scripts(solara_starlette.StaticNbFiles):
    """Extensions of Jupyter's, of which there may be others on this machine."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where the file is."""
        return super().lookup_path(path) if path.split(os.sep)[0] in SCRIPTS else ("", None)


class _Server(uvicorn.Server):
    """Says when it is ready to be looked at."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]):
        super().__init__(config)
        self.on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for one in sockets or []:
            one.listen(limits.WAITING)     # asyncio takes as many at once as may wait
        if self.started:
            await asyncio.to_thread(self.on_ready)


def serve(host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `on_ready` gets the address as soon as it answers."""
    limits.raise_limit()
    taken = listening(host, port)
    shown = f"http://{_shown(host)}:{taken.getsockname()[1]}{address.ROOT}/"
    names = middleware.LOOPBACK if host in ("127.0.0.1", "localhost", "::1") else None
    config = uvicorn.Config(application(names), log_config=faults.settings(), access_log=False,
                            ws_max_size=limits.MESSAGE_BYTES,
                            http=connections.Web, ws=connections.Pages, backlog=limits.AT_ONCE,
                            timeout_graceful_shutdown=1, server_header=False)
    complete()
    # loads what the first visitor would wait for
    threading.Thread(target=first_guess, args=(Plan().set("listening", 0.9),), daemon=True).start()
    sys.setswitchinterval(limits.SWITCH)
    os.environ.setdefault("REACTON_FAST", "1")  # of a page only what may have changed is walked through
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config, lambda: on_ready(shown)).run(sockets=[taken])


def complete() -> None:
    """Solara and the files it needs are two packages; versions that do not fit show a blank page."""
    html = solara_server.read_root("/") or ""
    folder = solara_settings.assets.proxy_cache_dir
    missing = [path for path in re.findall(r'"/_solara/cdn/([^"]+\.(?:css|js))"', html)
               if not (folder / path).exists()]
    if missing:
        raise UserError(f"solara {version('solara')} needs {missing[0]}, which its package solara-assets "
                        "does not bring in this version; install the versions that this simulator names: pip "
                        "install -e '.[app]' in the checkout, or make setup")


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
            raise UserError(f"port {port} is in use; stop what uses it, or let one be chosen: sim app --port "
                            "0") from None
        raise UserError(f"cannot listen at {host}, port {port}: {fault.strerror}; try sim app --host "
                        "127.0.0.1 --port 0") from None
    return taken


def _shown(host: str) -> str:
    """How this machine's own browser gets there."""
    if host in EVERYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
