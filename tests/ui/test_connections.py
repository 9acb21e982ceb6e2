"""Whoever keeps the server waiting is let go, and so is the oldest of many; the others notice nothing."""

import asyncio
import contextlib
import socket

import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.frames import Frame, Opcode

from sim.ui import connections, limits
from tests.ui.visitor import fetch, run

LONG = 8_000_000


async def answering(scope, receive, send):
    """/long is long; a connection hears nothing until it ends."""
    if scope["type"] == "websocket":
        assert await receive() == {"type": "websocket.connect"}
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        return
    body = b"x" * (LONG if scope["path"] == "/long" else 2)
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-length", str(len(body)).encode())]})
    for at in range(0, len(body), 65_536):
        await send({"type": "http.response.body", "body": body[at:at + 65_536],
                    "more_body": at + 65_536 < len(body)})


@contextlib.asynccontextmanager
async def serving(ws_ping_interval=20.0):
    """The address of a server with our protocols, and the server."""
    with socket.create_server(("127.0.0.1", 0)) as at:
        config = uvicorn.Config(answering, http=connections.Web, ws=connections.Pages, lifespan="off",
                                log_config=None, access_log=False,
                                ws_ping_interval=ws_ping_interval, ws_ping_timeout=0.3,
                                timeout_graceful_shutdown=0)
        server = uvicorn.Server(config)
        server.capture_signals = contextlib.nullcontext
        task = asyncio.create_task(server.serve([at]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{at.getsockname()[1]}", server
        server.should_exit = True
        await task


async def opened(app):
    return await asyncio.open_connection(*app.removeprefix("http://").split(":"))


async def ended(reader, patience=5.0):
    """Whether the server has ended a connection."""
    try:
        return await asyncio.wait_for(reader.read(1), patience) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    monkeypatch.setattr(limits, "REQUEST", 0.4)
    monkeypatch.setattr(limits, "ANSWER", 0.4)


@pytest.mark.parametrize("beginning", [b"", b"GET /", b"GET / HTTP/1.1\r\nHost: x\r\nA: 1\r\n"])
def test_a_request_that_never_comes_to_its_end(beginning):
    async def drip():
        async with serving() as (app, server):
            reader, writer = await opened(app)
            writer.write(beginning)
            gone = asyncio.create_task(ended(reader))
            for _ in range(30):
                if beginning and not gone.done():
                    writer.write(b"a" if b"Host" not in beginning else b"B: 2\r\n")
                await asyncio.sleep(0.03)
            assert gone.done() and gone.result() and not server.server_state.connections

    run(drip())


def test_the_clock_runs_for_the_next_request_too_and_not_during_an_answer():
    async def keep():
        async with serving() as (app, _):
            reader, writer = await opened(app)
            for _ in range(4):
                writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                assert await asyncio.wait_for(reader.readuntil(b"\r\n\r\nxx"), 5)
                await asyncio.sleep(0.2)
            assert await ended(reader)

    run(keep())


def test_an_answer_that_nobody_takes():
    async def stall():
        async with serving() as (app, server):
            with socket.socket() as asking:
                asking.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
                asking.connect(("127.0.0.1", int(app.rpartition(":")[2])))
                asking.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
                await asyncio.sleep(0.2)
                assert server.server_state.connections
                await asyncio.sleep(0.8)
                assert not server.server_state.connections
            assert len((await fetch(app, "/long"))[2]) == LONG, "who reads gets all of it"

    run(stall())


def test_of_many_the_oldest_gives_way_and_never_a_page(monkeypatch):
    monkeypatch.setattr(limits, "connections", lambda: 6)
    monkeypatch.setattr(limits, "REQUEST", 30.0)

    async def crowd():
        async with serving() as (app, server), connect(app.replace("http", "ws")) as page:
            idle = [await opened(app) for _ in range(40)]
            assert (await fetch(app, "/"))[0] == 200
            await page.ping()
            assert await ended(idle[0][0]) and await ended(idle[30][0]) and not await ended(idle[-1][0], 0.2)
            assert len(server.server_state.connections) <= 6

    run(crowd())


def test_a_full_house_of_pages_lets_nobody_else_in(monkeypatch):
    monkeypatch.setattr(limits, "connections", lambda: 1)

    async def crowd():
        async with serving() as (app, _), connect(app.replace("http", "ws")) as page:
            reader, _ = await opened(app)
            assert await ended(reader)
            await page.ping()

    run(crowd())


def test_a_message_in_countless_pieces():
    async def pieces():
        async with serving() as (app, _), connect(app.replace("http", "ws")) as page:
            page.transport.write(Frame(Opcode.TEXT, b"[", False).serialize(mask=True))
            empty = Frame(Opcode.CONT, b"", False).serialize(mask=True)
            page.transport.write(empty * (connections.PIECES + 5))
            await asyncio.wait_for(page.wait_closed(), 5)

    run(pieces())


def test_pings_whose_answers_nobody_reads():
    async def pings():
        async with serving() as (app, server):
            page = await connect(app.replace("http", "ws"))
            page.transport.pause_reading()
            many = Frame(Opcode.PING, b"x" * 125, True).serialize(mask=True) * 8_000
            for _ in range(60):
                if not server.server_state.connections:
                    break
                page.transport.write(many)
                await asyncio.sleep(0.03)
            assert not server.server_state.connections
            page.transport.abort()

    run(pings())


def test_a_page_that_answers_no_ping_is_gone_at_once():
    async def deaf():
        async with serving(ws_ping_interval=0.2) as (app, server):
            page = await connect(app.replace("http", "ws"), ping_interval=None)
            page.transport.pause_reading()
            await asyncio.sleep(1.2)
            assert not server.server_state.connections
            page.transport.abort()

    run(deaf())


def test_the_handle_limit_is_raised_as_far_as_it_goes():
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(200, before[1]), before[1]))
        limits.raise_limit()
        assert limits.handles() == min(before[1], limits.MOST_HANDLES)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
