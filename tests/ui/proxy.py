"""A small proxy that shows a server below a path, as nginx does with or without a slash at the end of
`proxy_pass`."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


class Proxy:
    """strips: does the server see paths without `root`?  missed: what was asked for that does not lie below
    it."""

    def __init__(self, server: str, root: str, strips: bool) -> None:
        self.server, self.root, self.strips, self.missed = urlsplit(server), root, strips, list[str]()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request a connection, a websocket for as long as it lasts."""
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            head = await reader.readuntil(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            method, path, version = first.split(" ")
            if path != self.root and not path.startswith((f"{self.root}/", f"{self.root}?")):
                self.missed.append(path)
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                writer.close()
                return
            if self.strips:
                path = path[len(self.root):] or "/"
            if not any(line.lower().startswith("upgrade:") for line in lines):
                lines = ["Connection: close",
                         *(line for line in lines if not line.lower().startswith("connection:"))]
            far_reader, far_writer = await asyncio.open_connection(self.server.hostname, self.server.port)
            far_writer.write("\r\n".join([f"{method} {path} {version}", *lines]).encode("latin-1"))
            await asyncio.gather(_pipe(reader, far_writer), _pipe(far_reader, writer))


@contextlib.contextmanager
def proxied(server: str, root: str, strips: bool) -> Iterator[tuple[str, Proxy]]:
    """The address of a proxy before a server, and the proxy, in a thread of its own."""
    loop, proxy = asyncio.new_event_loop(), Proxy(server, root, strips)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(asyncio.start_server(proxy.handle, "127.0.0.1", 0),
                                                 loop).result(10)
    yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}", proxy
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
