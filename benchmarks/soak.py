"""Visitors of one server for some minutes, a third of them hostile: does everybody else notice, and does
memory come back?

    python -m benchmarks.soak                        # 20 honest visitors alone, then with 10 hostile ones,
    five minutes each python -m benchmarks.soak --seconds 60

An honest visitor opens the what-if page, moves a lever every few seconds, waits for what changes, and comes
back with a new page every half minute.  A hostile one does, in turn, what a browser never would: broken and
huge frames, odd events at every widget, connections that are left half open, floods, another visitor's page.
Linux only, as memory is read off /proc.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import numpy as np

from tests.ui.visitor import Visitor, fetch, packed

PAUSE = 4.0  # seconds between two moves of an honest visitor
STAY = 30.0  # seconds until an honest visitor comes back with a new page
ODD: list[object] = [None, 5, -1, 1e308, "", "/etc/passwd", "<img src=x>", [], ["permission", 10**6],
                     {"a": 1}, True, [[[]]], "9" * 5000, float("nan")]


class Page(Visitor):
    """A visitor from an address of the network, who counts what the server says.  frames: messages so far."""

    frames = 0
    address = ""

    def _own(self, headers: dict[str, str]) -> dict[str, str]:
        return {"X-Forwarded-For": self.address, **super()._own(headers)}

    def _hear(self, said: dict[str, Any]) -> None:
        self.frames += 1
        super()._hear(said)


class Enemy(Page):
    """One of the hostile ones, who all come from one address.  met: those who have connected."""

    address = "203.0.113.7"
    met: ClassVar[list[Enemy]] = []

    async def connect(self, origin: str = "", **headers: str) -> None:
        """Connect, and be remembered."""
        self.met.append(self)
        await super().connect(origin, **self._own(headers))


class Waits:
    """Seconds that honest visitors waited, and what went wrong for them."""

    def __init__(self) -> None:
        self.pages: list[float] = []
        self.moves: list[float] = []
        self.faults: list[str] = []

    def line(self) -> str:
        """Medians, 95th percentiles and the worst."""
        said = []
        for name, waits in (("a page", self.pages), ("what changes after a move", self.moves)):
            if waits:
                said.append(f"{name} {np.median(waits):.2f} s (95 % within {np.percentile(waits, 95):.2f}, "
                            f"worst {max(waits):.2f}, n = {len(waits)})")
        return "; ".join([*said, f"{len(self.faults)} failed", *sorted(set(self.faults))[:3]])


async def honest(app: str, until: float, waits: Waits, chance: random.Random, number: int) -> None:
    """Comes, moves levers, goes, comes again."""
    await asyncio.sleep(STAY * chance.random() / 2)
    while time.monotonic() < until:
        visitor = Page(app, "/whatif")
        visitor.address = f"198.51.100.{number + 1}"
        try:
            began = time.monotonic()
            await visitor.open()
            waits.pages.append(time.monotonic() - began)
            while time.monotonic() < min(began + STAY, until):
                await asyncio.sleep(PAUSE * chance.uniform(0.5, 1.5))
                waits.moves.append(await _move(visitor, chance))
        except Exception as fault:
            waits.faults.append(f"{type(fault).__name__}: {str(fault)[:80]}")
            await asyncio.sleep(1.0)
        finally:
            with contextlib.suppress(Exception):
                await visitor.leave()


async def _move(visitor: Page, chance: random.Random) -> float:
    """A lever to another stop; seconds until the page shows anything new."""
    sliders = [(name, row) for name in visitor.having("rows") for row in visitor.widgets[name]["rows"]]
    widget, row = chance.choice(sliders)
    stop = chance.randrange(len(row["said"]))
    before, began = visitor.frames, time.monotonic()
    await visitor.event(widget, "drag", [row["name"], stop])
    await visitor.event(widget, "set", [row["name"], stop])
    while visitor.frames == before:
        if visitor.gone.is_set() or time.monotonic() - began > 60:
            raise TimeoutError("no answer to a move")
        await asyncio.sleep(0.01)
    return time.monotonic() - began


async def broken_frames(app: str, chance: random.Random) -> None:
    """Frames that no browser sends."""
    frames: list[str | bytes] = [bytes.fromhex("01000000"), bytes.fromhex("7fffffff"), b"", b"\0\0\0\0\0",
                                 "[" * 1_000_000, "{}", "null", packed([1, 2]), packed({}, (b"x" * 100_000,)),
                                 '{"header": ' * 50_000, "9" * 5000]
    for frame in chance.sample(frames, 4):
        visitor = Enemy(app)
        await visitor.connect()
        await visitor.send(frame)
        with contextlib.suppress(TimeoutError):
            await visitor.closed(5)
        visitor.abort()


async def odd_events(app: str, chance: random.Random) -> None:
    """Odd values at every event of a page."""
    async with Enemy(app, chance.choice(("/whatif", "/organisation", "/lessons", "/"))) as visitor:
        for name, state in list(visitor.widgets.items()):
            for event in state.get("events") or ():
                await visitor.event(name, event, chance.choice(ODD))
            await visitor.update(name, **{chance.choice(list(state) or ["children"]): chance.choice(ODD)})
            await asyncio.sleep(0.02)
            if visitor.gone.is_set():
                return


BEGINNINGS = (b"", b"GET / HTTP/1.1\r\nHost: ", b"POST /_solara/api/close/x HTTP/1.1\r\nContent-Length: "
              b"99\r\n\r\n")


async def half_open(app: str, chance: random.Random) -> None:
    """Connections that begin and say no more."""
    host = urlsplit(app).netloc
    held = []
    for _ in range(100):
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(*host.rsplit(":", 1))
            writer.write(chance.choice(BEGINNINGS))
            held.append(writer)
    await asyncio.sleep(5)
    for writer in held:
        writer.close()


async def many_sockets(app: str, chance: random.Random) -> None:
    """Pages that never run."""
    async def one() -> None:
        visitor = Enemy(app)
        with contextlib.suppress(Exception):
            await visitor.connect()
            visitor.abort()

    await asyncio.gather(*(one() for _ in range(50)))


async def flood(app: str, chance: random.Random) -> None:
    """The same message a thousand times."""
    async with Enemy(app, "/whatif") as visitor:
        widget = chance.choice(visitor.having("rows"))
        with contextlib.suppress(Exception):
            for _ in range(1000):
                await visitor.event(widget, "drag", ["nothing", 3])


async def headers(app: str, chance: random.Random) -> None:
    """Requests with what proxies say."""
    for path in ("/", "/healthz", "/static/..%2f..%2fetc/passwd", "/_solara/api/close/" + "x" * 5000,
                 "/whatif?plan=" + "A" * 3000):
        await fetch(app, path, X_Script_Name="/culture", X_Forwarded_For=Enemy.address,
                    X_Forwarded_Proto="gopher", Cookie="solara-session-id=" + "z" * 500)


ATTACKS: tuple[Callable[[str, random.Random], Awaitable[None]], ...] = (broken_frames, odd_events, half_open,
                                                                        many_sockets, flood, headers)


async def hostile(app: str, until: float, chance: random.Random) -> None:
    """One attack after the other."""
    while time.monotonic() < until:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(chance.choice(ATTACKS)(app, chance), 30)
        while Enemy.met:
            with contextlib.suppress(Exception):
                Enemy.met.pop().abort()
        await asyncio.sleep(0.2)


def held(process: int) -> str:
    """Resident memory, threads and handles of the server."""
    status = Path(f"/proc/{process}/status").read_text()
    memory, threads = (int(re.search(key + r":\s+(\d+)", status)[1])  # type: ignore[index]
                       for key in ("VmRSS", "Threads"))
    return f"{memory // 1024} MB, {threads} threads, {len(os.listdir(f'/proc/{process}/fd'))} handles"


async def phase(name: str, app: str, process: int, asked: argparse.Namespace, enemies: int) -> None:
    """Some minutes of visitors, and some of quiet after them."""
    waits, until = Waits(), time.monotonic() + asked.seconds
    friends = (honest(app, until, waits, random.Random(i), i) for i in range(asked.honest))
    await asyncio.gather(*friends, *(hostile(app, until, random.Random(100 + i)) for i in range(enemies)))
    print(f"{name}: {waits.line()}", flush=True)
    print(f"  at the end of it the server holds {held(process)}", flush=True)
    await asyncio.sleep(asked.quiet)
    print(f"  {asked.quiet:.0f} s later {held(process)}; {(await fetch(app, '/healthz'))[2].decode()}",
          flush=True)


def main() -> None:
    """All of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=300, help="of each of the two phases")
    parser.add_argument("--quiet", type=float, default=60, help="seconds after each phase")
    parser.add_argument("--honest", type=int, default=20, help="visitors who use the pages")
    parser.add_argument("--hostile", type=int, default=10, help="visitors who do what no browser would")
    asked = parser.parse_args()
    log = Path(tempfile.mkdtemp(prefix="soak-")) / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen([sys.executable, "-m", "sim", "app", "--no-browser", "--port", "0"],
                                  stdout=out, stderr=out,
                                  env={**os.environ, "SOLARA_KERNEL_CULL_TIMEOUT": "20s"})
    try:
        while not (found := re.search(r"http://\S+", log.read_text())):
            time.sleep(0.2)
        app = found[0].rstrip("/")
        print(f"fresh: {held(server.pid)}", flush=True)
        asyncio.run(phase("alone", app, server.pid, asked, 0))
        asyncio.run(phase("with hostile ones", app, server.pid, asked, asked.hostile))
        print(f"log: {log.stat().st_size:,} bytes, tracebacks "
              f"{log.read_text(errors='replace').count('Traceback')}")
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    main()
