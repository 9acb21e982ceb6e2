"""The guard before a page's connection, with an application of the test's own behind it."""

import asyncio
import json

import pytest
from solara.server import kernel_context

from sim.ui import limits, middleware, visitors
from tests.ui.visitor import message, run

KERNEL = "abcdefab-1111-4333-8444-555555555555"
START = json.dumps(message("comm_msg", {"comm_id": "a", "data": {"method": "run", "args": {
    "path": "/", "appName": None, "dark": False, "themes": {"light": {}, "dark": {}}}}}))
SAID = json.dumps(message("kernel_info_request", {}))


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    monkeypatch.setattr(visitors, "_places", {})
    monkeypatch.setattr(kernel_context, "contexts", {})


async def connection(frames, patience=0.0):
    """What the application behind hears of these frames, what the browser hears, and whether the connection
    was dropped."""
    dropped, heard, sent = asyncio.Event(), [], []
    waiting = [{"type": "websocket.receive", "text": frame} for frame in frames]

    async def behind(scope, receive, send):
        heard.append(await receive())
        while heard[-1]["type"] != "websocket.disconnect":
            heard.append(await receive())

    async def receive():
        if waiting:
            return waiting.pop(0)
        if patience:
            await asyncio.wait_for(dropped.wait(), patience)
        return {"type": "websocket.disconnect", "code": 1005}

    async def send(said):
        sent.append(said)

    scope = {"type": "websocket", "scheme": "ws", "path": f"/jupyter/api/kernels/{KERNEL}/channels",
             "query_string": b"session_id=one",
             "headers": [(b"host", b"localhost:1"), (b"origin", b"http://localhost:1")],
             "client": ("127.0.0.1", 1),
             "state": {middleware.ABORT: dropped.set}}
    await middleware.Guard(behind, middleware.LOOPBACK)(scope, receive, send)
    return heard, sent, dropped.is_set()


def test_a_connection_that_asks_for_no_page_is_dropped(monkeypatch):
    monkeypatch.setattr(limits, "START", 0.05)
    assert run(connection([SAID], patience=5.0))[2]


def test_one_that_asked_is_not(monkeypatch):
    monkeypatch.setattr(limits, "START", 0.05)
    with pytest.raises(TimeoutError):
        run(connection([SAID, START], patience=0.4))


def test_whoever_speaks_fast_is_heard_late_and_wholly(monkeypatch):
    monkeypatch.setattr(limits, "MESSAGES_AT_ONCE", 10.0)
    monkeypatch.setattr(limits, "MESSAGES_A_SECOND", 100.0)
    slept, sleep = [], asyncio.sleep

    async def sleeping(seconds):
        slept.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", sleeping)
    heard, _, _ = run(connection([SAID] * 40))
    assert [one.get("text") for one in heard] == [*[SAID] * 40, None]
    assert set(slept[:10]) == {0.0} and slept[-1] == pytest.approx(0.3, abs=0.1)


@pytest.mark.parametrize("frames, code", [(["[" * 1_000], 1007), (["{}"], 1008), ([START, START], 1008)])
def test_of_a_bad_frame_nothing_is_heard_behind(frames, code, caplog):
    heard, sent, _ = run(connection([*frames, SAID]))
    assert [one.get("text") for one in heard[:-1]] == frames[:-1]
    assert heard[-1] == {"type": "websocket.disconnect", "code": code}
    assert sent == [{"type": "websocket.close", "code": code}]
    assert len(caplog.records) == 1 and len(caplog.text.splitlines()) == 1


def test_what_a_visitor_says_cannot_write_lines_of_its_own_into_the_log(caplog):
    data = {"method": "update", "state": {}, "\nERROR\x1b[31m": 1}
    run(connection([json.dumps(message("comm_msg", {"comm_id": "a", "data": data}))]))
    assert len(caplog.text.splitlines()) == 1 and "\x1b" not in caplog.text
