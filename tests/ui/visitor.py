"""A visitor without a browser: speaks the protocol of the pages, so that a test can say whatever a browser
would not."""

from __future__ import annotations

import asyncio
import json
import struct
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

PATIENCE = 60.0
"""Seconds until a page must stand, on a machine that is busy with other tests."""


def run[T](talk: Coroutine[Any, Any, T]) -> T:
    """What comes of it; in a thread of its own, since Playwright keeps an event loop in that of the tests."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, talk).result()


async def fetch(app: str, path: str, method: str = "GET", **headers: str
                ) -> tuple[int, dict[str, list[str]], bytes]:
    """Status, headers by small name, and body of an answer; underscores in names of headers become
    hyphens."""
    host = urlsplit(app).netloc
    given = {"Host": host, "Connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    reader, writer = await asyncio.open_connection(*host.rsplit(":", 1))
    writer.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode())
    head, _, body = (await asyncio.wait_for(reader.read(-1), PATIENCE)).partition(b"\r\n\r\n")
    writer.close()
    first, *said = head.decode("latin-1").split("\r\n")
    found: dict[str, list[str]] = {}
    for name, _, value in (line.partition(": ") for line in said):
        found.setdefault(name.lower(), []).append(value)
    return int(first.split()[1]), found, body


def message(kind: str, content: object, **other: object) -> dict[str, Any]:
    """A message as the pages' script sends it; `other` replaces what is usual."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "one", "username": "",
              "version": "5.2",
              "date": "2026-01-01T00:00:00Z"}
    return {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell",
            "buffers": [], **other}


def packed(content: object, buffers: tuple[bytes, ...] = ()) -> bytes:
    """A binary frame: how many parts, where each begins, the parts."""
    parts = [json.dumps(content).encode(), *buffers]
    starts = [4 * (len(parts) + 1)]
    for part in parts[:-1]:
        starts.append(starts[-1] + len(part))
    return struct.pack(f"!{len(parts) + 1}I", len(parts), *starts) + b"".join(parts)


def unpacked(frame: str | bytes) -> dict[str, Any]:
    """The message in a frame, without its buffers."""
    if isinstance(frame, str):
        return dict(json.loads(frame))
    count = struct.unpack("!I", frame[:4])[0]
    starts = [*struct.unpack(f"!{count}I", frame[4:4 * (count + 1)]), len(frame)]
    return dict(json.loads(frame[starts[0]:starts[1]]))


class Visitor:
    """One page of a visitor; another with the same cookie is another page of the same session.

    widgets: what the server said of each widget, by its id.  heard: every frame as text, where `keep` is set.
    """

    def __init__(self, app: str, path: str = "/", cookie: str = "", keep: bool = False) -> None:
        self.app, self.path, self.cookie, self.keep = app, path, cookie, keep
        self.kernel, self.id, self.control = str(uuid.uuid4()), uuid.uuid4().hex, uuid.uuid4().hex
        self.widgets: dict[str, dict[str, Any]] = {}
        self.heard: list[str] = []
        self.finished, self.gone = asyncio.Event(), asyncio.Event()
        self.socket: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Open the page and wait until it stands."""
        await self.open()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, fault: BaseException | None,
                        trace: TracebackType | None) -> None:
        await self.leave()

    async def open(self) -> None:
        """Fetch the page, connect, run it, wait until it stands."""
        status, headers, _ = await fetch(self.app, self.path, **self._own({}))
        assert status == 200, status
        for line in headers.get("set-cookie", []):
            if line.startswith("solara-session-id="):
                self.cookie = line.split(";")[0]
        await self.connect()
        await self.run()
        await asyncio.wait_for(self.finished.wait(), PATIENCE)

    async def connect(self, origin: str = "", **headers: str) -> None:
        """Connect, and say nothing yet; refused: websockets.exceptions.InvalidStatus."""
        path = f"/jupyter/api/kernels/{self.kernel}/channels?session_id={self.id}"
        url = self.app.replace("http", "ws", 1) + path
        self.socket = await connect(url, origin=Origin(origin or "://".join(urlsplit(self.app)[:2])),
                                    max_size=None, additional_headers=self._own(headers),
                                    open_timeout=PATIENCE, ping_interval=None)
        self.gone.clear()
        self._listening = asyncio.create_task(self._listen(self.socket))

    async def run(self) -> None:
        """Ask for the page's widgets."""
        await self.say("comm_open", {"comm_id": self.control, "target_name": "solara.control", "data": {}})
        args: dict[str, object] = {"path": self.path, "appName": None, "dark": False,
                                   "themes": {"light": {}, "dark": {}}}
        await self.say("comm_msg", {"comm_id": self.control, "data": {"method": "run", "args": args}})

    async def say(self, kind: str, content: object, **other: object) -> None:
        """Send a message."""
        await self.send(json.dumps(message(kind, content, **other)))

    async def send(self, frame: str | bytes) -> None:
        """Send a frame, whatever it is."""
        assert self.socket is not None
        await self.socket.send(frame)

    async def event(self, widget: str, name: str, data: object) -> None:
        """What a widget's script says when something happens to it."""
        said = {"method": "custom", "content": {"event": name, "data": data}}
        await self.say("comm_msg", {"comm_id": widget, "data": said})

    async def update(self, widget: str, **state: object) -> None:
        """What a widget says when its state changed."""
        said = {"method": "update", "state": state, "buffer_paths": []}
        await self.say("comm_msg", {"comm_id": widget, "data": said})

    async def closed(self, patience: float = PATIENCE) -> int | None:
        """The code with which the server ended the connection; None where it came without one."""
        await asyncio.wait_for(self.gone.wait(), patience)
        assert self.socket is not None
        return self.socket.close_code

    def having(self, *traits: str) -> list[str]:
        """The ids of the widgets that have these traits."""
        return [name for name, state in list(self.widgets.items()) if set(traits) <= set(state)]

    def texts(self) -> list[str]:
        """The words on the page."""
        children = [child for state in list(self.widgets.values()) for child in state.get("children") or []]
        return [child for child in children if isinstance(child, str) and not child.startswith("IPY_MODEL_")]

    async def beacon(self, **headers: str) -> int:
        """Tell the server that the page is closed, as a browser does; its status."""
        path = f"/_solara/api/close/{self.kernel}?session_id={self.id}"
        return (await fetch(self.app, path, "POST", Content_Length="0", **self._own(headers)))[0]

    def abort(self) -> None:
        """Be gone without a word."""
        assert self.socket is not None
        self.socket.transport.abort()

    async def leave(self) -> None:
        """Close the page."""
        if self.socket is not None:
            await self.socket.close()
            await self.beacon()

    def _own(self, headers: dict[str, str]) -> dict[str, str]:
        return {"Cookie": self.cookie, **headers} if self.cookie else headers

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            async for frame in socket:
                if self.keep:
                    self.heard.append(frame if isinstance(frame, str) else frame.decode("latin-1"))
                self._hear(unpacked(frame))
        except ConnectionClosed:
            pass
        finally:
            self.gone.set()

    def _hear(self, said: dict[str, Any]) -> None:
        kind, content = said["header"]["msg_type"], said["content"]
        if kind == "comm_open":
            self.widgets[content["comm_id"]] = dict(content["data"].get("state", {}))
        elif kind == "comm_close":
            self.widgets.pop(content["comm_id"], None)
        elif kind == "comm_msg" and content["comm_id"] == self.control:
            if content["data"].get("method") == "finished":
                self.finished.set()
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            self.widgets.setdefault(content["comm_id"], {}).update(content["data"]["state"])
