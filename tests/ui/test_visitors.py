"""Places: taken by one page of one session at a time, never more than there are, and given back."""

import asyncio
from types import SimpleNamespace

import pytest
from solara.server import kernel_context

from sim.ui import limits, visitors
from tests.ui.visitor import run


class Kernel:
    """As much of a kernel as a place needs: it is there until it is closed."""

    def __init__(self, name):
        self.name, self.closed_event = name, SimpleNamespace(is_set=lambda: False)
        kernel_context.contexts[name] = self

    def close(self, reason):
        kernel_context.contexts.pop(self.name, None)


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    monkeypatch.setattr(visitors, "_places", {})
    monkeypatch.setattr(kernel_context, "contexts", {})
    monkeypatch.setattr(limits, "SESSIONS", 4)
    monkeypatch.setattr(limits, "UNUSED", 0.05)


async def come(kernel, session="one", page="a", address="", ran=True):
    """A page that came, and whose kernel is there."""
    ended = []
    place = await visitors.enter(kernel, session, page, address, lambda: ended.append(kernel))
    if place is not None:
        Kernel(kernel)
        place.ran = ran
    return place, ended


def silent(place, seconds=0.0):
    """Its connection is gone, for so long."""
    visitors.leave(place, place.end)
    place.since -= seconds


def test_however_many_come_at_once_there_are_no_more_places():
    async def crowd():
        places = await asyncio.gather(*(visitors.enter(f"k{i}", "", "a", "", lambda: None)
                                        for i in range(30)))
        return sum(place is not None for place in places)

    assert run(crowd()) == 4 and visitors.sessions() == 4 and visitors.full()


def test_a_connection_that_never_was_a_page_is_forgotten_soon():
    async def abort():
        for i in range(4):
            silent((await come(f"k{i}", ran=False))[0])
        await asyncio.sleep(0.3)

    run(abort())
    assert visitors.sessions() == 0 and not kernel_context.contexts


def test_a_page_whose_connection_broke_finds_its_place_again():
    async def break_and_return():
        first, ended = await come("k")
        end = first.end
        visitors.leave(first, end)
        await asyncio.sleep(0.15)
        again, _ = await come("k")
        visitors.leave(first, end)          # the end of the old connection, told late
        return first, again, ended

    first, again, ended = run(break_and_return())
    assert again is first and again.end is not None and not ended and visitors.sessions() == 1


def test_a_page_has_one_connection():
    async def twice():
        _, ended = await come("k")
        return await visitors.enter("k", "one", "a", "", lambda: None), ended

    place, ended = run(twice())
    assert place is not None and ended == ["k"] and visitors.sessions() == 1


@pytest.mark.parametrize("session, page", [("two", "a"), ("", "a"), ("one", "b")])
def test_nobody_else_gets_to_a_page_or_closes_it(session, page):
    async def other():
        await come("k")
        assert await visitors.enter("k", session, page, "", lambda: None) is None
        assert not visitors.close("k", session, page) and not visitors.close("other", "one", "a")
        assert visitors.sessions() == 1
        assert visitors.close("k", "one", "a")
        for _ in range(100):
            if not visitors.sessions():
                return
            await asyncio.sleep(0.02)

    run(other())
    assert visitors.sessions() == 0


def test_who_keeps_no_cookies_has_pages_that_nobody_else_reaches():
    async def without():
        await come("k", session="")
        return await visitors.enter("k", "", "a", "", lambda: None)

    assert run(without()) is None and not visitors.close("k", "", "a")


def test_when_all_places_are_taken_the_page_silent_for_longest_gives_way():
    async def newcomer():
        places = [(await come(f"k{i}"))[0] for i in range(4)]
        assert not await visitors.room("")
        silent(places[1], limits.RECONNECT - 1)
        assert visitors.full(), "it may still be on its way back"
        silent(places[2], limits.RECONNECT + 1)
        silent(places[3], limits.RECONNECT + 2)
        assert not visitors.full()
        return await come("new")

    assert run(newcomer())[0] is not None
    assert set(kernel_context.contexts) == {"k0", "k1", "k2", "new"} and visitors.full() is False


def test_one_address_cannot_take_all_places_but_this_machine_can():
    async def addresses():
        return [(await come(f"{address}{i}", address=address))[0] is not None
                for address in ("192.0.2.1", "192.0.2.2") for i in range(4)]

    assert run(addresses()) == [True, True, False, False, True, True, False, False]


def test_where_handles_are_scarce_there_are_fewer_places(monkeypatch):
    monkeypatch.setattr(limits, "SESSIONS", 60)
    monkeypatch.setattr(limits, "handles", lambda: 256)
    assert 20 <= visitors.limit() < 60
    assert (visitors.limit() * limits.OF_A_PAGE + (limits.connections() - visitors.limit()) + limits.RESERVED
            <= 256)
    monkeypatch.setattr(limits, "handles", lambda: 4_096)
    assert visitors.limit() == 60 and limits.connections() == limits.CONNECTIONS
