"""What a visitor can say to a page that a browser would not: nothing of it may be shown back, run, opened, or
end the page for anybody."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.ui.audited_app import CANARY
from tests.ui.failing_page import WAYS
from tests.ui.visitor import Visitor, run

PAGES = (  # the quick run takes the first two
    "/whatif", "/lessons/permission-first/sandbox", "/organisation", "/lessons/what-a-jerk/organisation",
    "/lessons/what-a-jerk", "/lessons", "/about", "/")
ODD: tuple[Any, ...] = (
    None, True, 5, -1, 0.5, 1e308, 10**6, "", CANARY, f"/etc/{CANARY}", f"../{CANARY}.yaml",
    f"<img src=x onerror={CANARY}()>", CANARY * 900, "\x00", "\u202e", "300000", [], [CANARY], [[[]]],
    ["permission", 10**6], ["permission", -5], ["permission", CANARY], ["permission", None], [CANARY, 3],
    {}, {"a": CANARY}, {"name": f"/etc/{CANARY}", "first": True, "last": True},
    {"name": f"../{CANARY}.yaml", "size": 3, "at": 1, "text": CANARY}, {"permission": 1e308}, [0.5] * 6,
    f"IPY_MODEL_{CANARY}")
FORGED: tuple[dict[str, Any], ...] = (
    {"create_widget": [CANARY, "x"], "props": {}, "id": CANARY},
    {"create_widget": ["logging", "basicConfig"], "props": {"filename": f"{CANARY}.log"}, "id": CANARY},
    {"create_widget": ["subprocess", "Popen"], "props": {"args": ["true", CANARY]}, "id": CANARY},
    {"update_ref": {"functionRef": "close"}, "id": CANARY, "prop": "label"},
    {"update_ref": {"objectRef": "__class__"}, "id": CANARY, "prop": "template"},
    {"destroy_widget": CANARY}, {"event": "__init__", "data": None}, {"event": CANARY}, {"event": None},
    {"event": ["click"]}, {})


async def stands(visitor: Visitor) -> None:
    """Until the page has said nothing for a moment: honest answers and recordings of other pages go on for
    longer, and are not waited for."""
    for _ in range(40):
        before = len(visitor.heard)
        await asyncio.sleep(0.25)
        if len(visitor.heard) == before:
            return


def things(visitor: Visitor) -> list[tuple[str, str, str]]:
    """Every event and every trait of every widget, once for each kind of widget: (how, widget, name)."""
    found: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for widget, state in list(visitor.widgets.items()):
        kind = (str(state.get("_model_module")), str(state.get("_model_name")), str(state.get("template")))
        for name in (*(state.get("events") or ()), *(state.get("_events") or ()), CANARY):
            found.setdefault((*kind, "event", name), ("event", widget, name))
        for name in state:
            found.setdefault((*kind, "trait", name), ("trait", widget, name))
    return list(found.values())


async def heard_all(visitor: Visitor) -> None:
    """Until the server has read all that was said: a connection whose messages pile up is taken for dead."""
    def replies() -> int:
        return sum('"kernel_info_reply"' in frame for frame in visitor.heard)

    before = replies()
    await visitor.say("kernel_info_request", {})
    for _ in range(600):
        if replies() > before:
            return
        assert not visitor.gone.is_set(), "the connection is gone"
        await asyncio.sleep(0.1)
    raise AssertionError(f"{visitor.path} answers no more")


async def throw(visitor: Visitor, chance: random.Random, each: int) -> int:
    """Throw odd values at everything on the page; how many."""
    thrown = 0
    for how, widget, name in things(visitor):
        for value in chance.sample(ODD, min(each, len(ODD))):
            await (visitor.event(widget, name, value) if how == "event"
                   else visitor.update(widget, **{name: value}))
            thrown += 1
            if thrown % 100 == 0:
                await heard_all(visitor)
    for widget in chance.sample(list(visitor.widgets), min(4 * each, len(visitor.widgets))):
        for content in chance.sample(FORGED, min(each, len(FORGED))):
            given = {key: widget if key == "id" and "update_ref" in content else value for key,
                     value in content.items()}
            await visitor.say("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": given}})
        await visitor.say("comm_close", {"comm_id": widget, "data": {}})
        thrown += 1
    return thrown


async def answers(visitor: Visitor) -> None:
    """The page still follows a link, and what is there says nothing of what was thrown, and no traceback."""
    await heard_all(visitor)
    where = visitor.having("location")[0]
    await visitor.update(where, location="/about")
    for _ in range(240):
        await asyncio.sleep(0.25)
        if any(state.get("href") == "/about" or "aria-current" in (state.get("attributes") or {}) and
               state["attributes"].get("href") == "/about" for state in list(visitor.widgets.values())):
            break
    else:
        raise AssertionError(f"{visitor.path} follows no link any more: {visitor.texts()[:5]}")
    told = "".join(visitor.heard)
    assert "Traceback" not in told
    assert CANARY not in told, told[max(0, told.find(CANARY) - 300):][:600]


def log_of(server: Any) -> str:
    return str(server.log.read_text())


async def _thrown_at(app: str, path: str, each: int) -> int:
    async with Visitor(app, path, keep=True) as visitor:
        await stands(visitor)
        thrown = await throw(visitor, random.Random(path), each)
        await answers(visitor)
        return thrown


def harmless(server: Any) -> None:
    log = log_of(server)
    assert "HEARD" not in log, log[log.find("HEARD"):][:300]
    assert "Traceback" not in log, log[log.find("Traceback"):][:3000]
    assert CANARY not in log


def test_what_no_page_offers_does_nothing(server: Callable[..., Any]) -> None:
    app = server("tests/ui/audited_app.py")

    async def all_pages() -> list[int]:
        return await asyncio.gather(*(_thrown_at(app.address, path, 1) for path in PAGES[:2]))

    assert min(run(all_pages())) > 30
    harmless(app)


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_what_no_page_offers_does_nothing_whatever_it_is(server: Callable[..., Any], path: str) -> None:
    app = server("tests/ui/audited_app.py")
    assert run(_thrown_at(app.address, path, len(ODD))) > 1000
    harmless(app)


async def shown(visitor: Visitor, words: str) -> None:
    for _ in range(300):
        if any(words in text for text in visitor.texts()):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{words!r} is not shown, but {visitor.texts()}")


async def press(visitor: Visitor, words: str) -> None:
    for _ in range(300):
        for name, state in list(visitor.widgets.items()):
            if state.get("children") == [words] and state.get("_events"):
                await visitor.event(name, "click", {})
                return
        await asyncio.sleep(0.1)
    raise AssertionError(f"there is no button {words!r}, but {visitor.texts()}")


def test_faults_are_a_sentence_and_stay_where_they_are(server: Callable[..., Any]) -> None:
    app = server("tests/ui/failing_page.py")

    async def fail() -> None:
        async with Visitor(app.address, "/", keep=True) as visitor:
            for way in (*WAYS, *WAYS):
                await press(visitor, way)
                await shown(visitor, "you did nothing wrong")
                if way != "work":  # what work failed at is told where its result would stand
                    await press(visitor, "Show the page again")
                await press(visitor, "well")
                await shown(visitor, "stands well")
            assert "Traceback" not in "".join(visitor.heard)

    run(fail())
    log = log_of(app)
    assert all(log.count(f"in {where}") >= 1 for where in ("drawing", "an effect", "an event", "work"))
    assert log.count("ZeroDivisionError: in drawing") == 1, (
        "a fault that comes again is not logged again at once")
